"""Who may read what, and the secret that a candidate's number is."""

from ndrc_portfolio.messages.message import Message


class ReservedDocument(Message):
    """A document whose readers are fewer than the site's: its name, and nothing of it."""

    code = "NDRC501"
    sentence = "ce document est réservé à la commission : il n’a pas sa place dans un site « {audience} »"
    remedy = (
        "sortez-le de ce dossier ; les documents de la commission vivent dans un dossier à part, "
        "avec leur propre configuration"
    )
    audience: str


class AddedDocument(ReservedDocument):
    """Such a document, added by another plugin, and perhaps the candidate's own."""

    sentence = "ce document n’a pas sa place dans un site « {audience} »"
    remedy = "c’est l’extension « {extension} » de mkdocs.yml qui l’y met : réglez-la, ou retirez-la"
    extension: str


class NumberInSettings(Message):
    """The number of the candidate stands in `mkdocs.yml`, which a public repository shows."""

    code = "NDRC502"
    severity = "warning"
    sentence = "le numéro de candidat est écrit dans mkdocs.yml, qui part en ligne"
    remedy = 'écrivez-le dans prive.yml, à côté de mkdocs.yml : numero: "…"'
    secret = True


class NumberUnquoted(Message):
    """MkDocs reads it as a number, and its zeros are lost."""

    code = "NDRC503"
    sentence = "le numéro de candidat doit être entre guillemets : sans eux, ses zéros se perdent"
    remedy = 'écrivez-le dans prive.yml, à côté de mkdocs.yml, avec les guillemets : numero: "…"'
    secret = True


class NumberPublished(Message):
    """A file that a public site will show has the number in it."""

    code = "NDRC504"
    sentence = "le numéro de candidat est écrit dans ce fichier, qui sera publié"
    remedy = "retirez-le : le site public ne doit le montrer nulle part"
    secret = True


class SharedSiteFolder(Message):
    """A site that is not public would be built over the public one."""

    code = "NDRC505"
    sentence = "un site « {audience} » ne va pas dans le dossier « site »"
    remedy = "donnez-lui un dossier à part dans sa configuration, par exemple site_dir: site-{audience}"
    audience: str


class PrivateFileFault(Message):
    """`prive.yml` holds something else than the number."""

    code = "NDRC506"
    sentence = "prive.yml ne contient pas ce qu’il faut"
    remedy = 'une seule ligne suffit : numero: "…"'


class NotForPublication(Message):
    """`mkdocs gh-deploy` of a site that is not public."""

    code = "NDRC507"
    sentence = "un site « {audience} » ne se publie pas"
    remedy = "mkdocs gh-deploy ne publie que le site public, sans « audience » dans la configuration"
    audience: str


class MadeForOthers(Message):
    """A PDF or a page that this tool has made for readers who are fewer."""

    code = "NDRC508"
    sentence = "ce fichier a été fait pour un site « {pour} » : il serait publié tel quel dans un site « {audience} »"
    remedy = "sortez-le de ce dossier ; les PDF complets et les sites construits vivent ailleurs que dans les sources"
    pour: str
    audience: str


class LeftOut(Message):
    """A document of the candidate's that this site has no readers for."""

    code = "NDRC509"
    severity = "info"
    sentence = "ce document n’est pas pour ce site « {audience} » : laissé de côté"
    remedy = "rien à faire : le site du candidat (mkdocs.candidat.yml) le montre"
    audience: str
