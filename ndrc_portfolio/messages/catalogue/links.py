"""Links and pictures of a text that lead nowhere."""

from ndrc_portfolio.messages.message import Message


class LinkNotFound(Message):
    """There is nothing where a link leads."""

    code = "NDRC430"
    severity = "warning"
    sentence = "le lien « {adresse} » ne mène nulle part[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "vérifiez le nom et le dossier ; le chemin part de ce fichier, par exemple ../e6/fiche-1.md"
    adresse: str
    suggestion: str | None = None


class PictureNotFound(LinkNotFound):
    """There is no such picture."""

    sentence = "image introuvable : « {adresse} »[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "vérifiez le nom et le dossier ; le chemin part de ce fichier, par exemple ../images/photo.jpg"


class LinkOutside(LinkNotFound):
    """It leaves the folder of the sources, and so the site."""

    sentence = "« {adresse} » sort du dossier du portfolio[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "copiez le fichier dans le dossier docs/, et donnez son chemin à partir de cette page"


class TagNotFound(LinkNotFound):
    """In HTML an address is left as it is, and starts from that of the page on the site."""

    sentence = "« {adresse} » ne mène nulle part[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "dans une balise, le chemin part de l’adresse de la page sur le site ; en Markdown, il part de ce fichier"


class IncompleteAddress(LinkNotFound):
    """`www.lycee.fr`, `camille@lycee.fr`: what tells the browser where to look is missing; `entiere` has it."""

    sentence = "« {adresse} » n’est pas une adresse entière : le lien ne mène nulle part"
    remedy = "écrivez « {entiere} »"
    entiere: str


class NotPublished(Message):
    """There is such a file, and the site does not have it."""

    code = "NDRC431"
    severity = "warning"
    sentence = "« {adresse} » n’est pas publié : le lien ne mènera nulle part"
    remedy = (
        "un fichier de docs/prive/ ne se montre que comme annexe d’une fiche : citez-le dans « annexes », ou sortez-le"
    )
    adresse: str


class LeftOutOfSite(NotPublished):
    """The author keeps it out of the site himself."""

    remedy = "mkdocs.yml l’écarte du site (« exclude_docs ») : enlevez-le de cette liste, ou supprimez le lien"


class RootedLink(Message):
    """It begins with `/`: it works only where the site is at the root of its address."""

    code = "NDRC432"
    severity = "info"
    sentence = "« {adresse} » commence par « / » : quand le site est rangé dans un dossier, il ne mène nulle part"
    remedy = "écrivez « {suggestion} »"
    adresse: str
    suggestion: str


class NoSuchAnchor(Message):
    """The page is there, and has nothing of that name."""

    code = "NDRC433"
    severity = "info"
    sentence = "le lien « {adresse} » mène en haut de la page : elle n’a pas d’endroit « #{ancre} »"
    remedy = "ouvrez la page dans le navigateur, et copiez l’adresse du titre voulu ; sinon, enlevez ce qui suit le #"
    adresse: str
    ancre: str


class NoAddress(Message):
    """`[texte]()`."""

    code = "NDRC434"
    severity = "warning"
    sentence = "ce lien n’a pas d’adresse"
    remedy = "écrivez-la entre les parenthèses, ou enlevez les crochets et les parenthèses"


class NoPicture(NoAddress):
    """`![texte]()`."""

    sentence = "cette image n’a pas de fichier"
    remedy = "écrivez son chemin entre les parenthèses, par exemple ../images/photo.jpg"
