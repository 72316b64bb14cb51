"""What a build has to say of the site itself and of its options."""

from typing import ClassVar

from ndrc_portfolio.messages.catalogue.front_matter import UnknownKey
from ndrc_portfolio.messages.diagnostic import Severity
from ndrc_portfolio.messages.message import Message


class NoDocumentIn(Message):
    """`portfolios:` names a folder in which the commission has written nothing."""

    code = "NDRC661"
    severity = "warning"
    sentence = "portfolios : aucun document dans le dossier « {dossier} »"
    remedy = "corrigez ce nom, ou écrivez-y un document : ce dossier est à côté de ceux des autres candidats"
    dossier: str


class NoCandidateName(Message):
    """The forms have a cell for it."""

    code = "NDRC662"
    severity = "warning"
    sentence = "il manque le nom ou le prénom du candidat"
    remedy = "écrivez candidat: {nom: …, prenom: …} dans mkdocs.yml, sous ndrc-portfolio"


class StalePdf(Message):
    """The PDF that a public site would offer, `fichier`, was made of another text than that of `dossier`."""

    code = "NDRC663"
    severity = "info"
    sentence = "ce fichier n’est pas de ce dossier, ou n’est plus à jour : il n’est pas publié"
    remedy = "refaites-le : ndrc pdf {dossier} --audience public --avec-mkdocs -o {fichier}"
    dossier: str
    fichier: str


class NoYear(Message):
    """`session:` is no year."""

    code = "NDRC664"
    sentence = "« session: {valeur} » n’est pas une année"
    remedy = "écrivez par exemple session: 2027"
    valeur: str


class SessionGuessed(Message):
    """`session:` is not given."""

    code = "NDRC665"
    severity = "info"
    sentence = "session {annee}"
    remedy = "ajoutez « session: {annee} » sous ndrc-portfolio pour la fixer"
    annee: str


class NameNotWritten(Message):
    """What `ndrc nouveau` writes where a name is not said, « VOTRE NOM », still stands there."""

    code = "NDRC668"
    severity: ClassVar[Severity] = "warning"
    sentence = "« {texte} » est encore à remplacer"
    remedy = "écrivez à la place votre nom et votre prénom"
    texte: str


class NameOnPaper(NameNotWritten):
    """It would be printed on what is handed in."""

    severity = "error"


class UnknownOption(UnknownKey):
    """A key under `ndrc-portfolio` that is no option: the site is built without it, as MkDocs does with any plugin."""

    severity = "warning"
