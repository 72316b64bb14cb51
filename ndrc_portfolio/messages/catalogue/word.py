"""What `ndrc importer` has to say of a Word file, and of what it made of it."""

from typing import ClassVar

from ndrc_portfolio.messages.diagnostic import Severity
from ndrc_portfolio.messages.message import Message


class BrokenWord(Message):
    """It cannot be opened as a .docx: cut short, damaged, or made to do harm."""

    code = "NDRC700"
    sentence = "« {fichier} » est abîmé : il ne peut pas être lu"
    remedy = "ouvrez-le dans Word, puis Fichier, Enregistrer sous, .docx"
    fichier: str


class HugeWord(BrokenWord):
    """It unpacks to more than anyone has written."""

    sentence = "« {fichier} » est trop gros une fois décompressé : il n’a pas été lu"
    remedy = "copiez la fiche seule dans un nouveau fichier Word, sans le reste, et enregistrez-le"


class OtherFormat(Message):
    """It is of another kind than a .docx, whatever its name says."""

    code = "NDRC701"
    sentence = "« {fichier} » est {quoi}"
    remedy = "ouvrez-le dans Word ou LibreOffice, puis Fichier, Enregistrer sous, .docx"
    fichier: str
    format: str = ""

    @property
    def quoi(self) -> str:
        return f"{self.format}, et non un .docx" if self.format else "d’un autre format que le .docx de Word"


class OldFormat(OtherFormat):
    """LibreOffice could make a .docx of it, and is not here, or has not."""

    remedy = (
        "ouvrez-le dans Word ou LibreOffice, puis Fichier, Enregistrer sous, .docx ; "
        "avec LibreOffice installé sur cet ordinateur, il est converti tout seul"
    )


class ProtectedWord(Message):
    """It has a password."""

    code = "NDRC702"
    sentence = "« {fichier} » est protégé par un mot de passe"
    remedy = "ouvrez-le dans Word, puis Fichier, Informations, Protéger le document, et enlevez le mot de passe"
    fichier: str


class NoFormFound(Message):
    """None of our forms is like it; `proche` is the nearest, `pour_cent` how like."""

    code = "NDRC703"
    sentence = "« {fichier} » : aucun formulaire reconnu[ ; le plus proche est « {proche} » ({pour_cent} %)]"
    remedy = "prenez le formulaire officiel ; « ndrc fiche » écrit une fiche vide, où vous pouvez copier vos textes"
    fichier: str
    proche: str = ""
    pour_cent: int = 0


class FormNotOfSession(Message):
    """The form is one of another session, or modality, than the portfolio's."""

    code = "NDRC704"
    sentence = "« {fichier} » est un « {fiche} », que la session {session} n’a pas"
    remedy = "corrigez « session » ou « modalite » dans mkdocs.yml, ou écrivez ailleurs avec -o"
    fichier: str
    fiche: str
    session: int


class Leftover(Message):
    """A passage of the Word file that has no rubrique: it is kept in the fiche, as a comment."""

    code = "NDRC705"
    severity: ClassVar[Severity] = "warning"
    sentence = "sans rubrique, gardé ici en commentaire : « {texte} »"
    remedy = "copiez ce texte dans la rubrique qui convient, ou effacez le commentaire"
    texte: str


class Guessed(Message):
    """A text was put where its place in the table says, for its label says nothing, or other things."""

    code = "NDRC706"
    severity: ClassVar[Severity] = "warning"
    sentence = "texte[ sous « {etiquette} »] rangé d’après sa place dans « {rubrique} »"
    remedy = "vérifiez que c’est la bonne rubrique"
    rubrique: str
    etiquette: str = ""


class FromLabelCell(Guessed):
    """What stood in the cell of the label, below it."""

    sentence = "« {rubrique} » : une partie du texte était dans la case de l’étiquette"
    remedy = "vérifiez qu’elle est de la réponse"


class Undecided(Message):
    """Which box is ticked cannot be said."""

    code = "NDRC707"
    severity: ClassVar[Severity] = "warning"
    sentence = "la case de « {champ} » est indécidable : aucune réponse n’a été écrite"
    remedy = "écrivez {cle} : {valeurs:ou}"
    champ: str
    cle: str
    valeurs: list[str]


class DrawnTick(Undecided):
    """A shape was laid over one of them."""

    sentence = "« {champ} » : la coche est un dessin, lue comme « {choisi} »"
    remedy = "vérifiez ; sinon écrivez {cle} : {valeurs:ou}"
    choisi: str


class NotTaken(Message):
    """Something of the Word file that cannot be in a fiche."""

    code = "NDRC708"
    severity: ClassVar[Severity] = "warning"
    sentence = "une partie du fichier Word n’a pas été reprise"
    remedy = "comparez avec le fichier Word"


class LinkedPicture(NotTaken):
    """A picture that lies elsewhere."""

    sentence = "image liée à « {adresse} » : elle n’est pas dans le fichier Word, et n’a pas été cherchée"
    remedy = "dans Word, insérez l’image elle-même, ou ajoutez-la aux annexes"
    adresse: str


class OtherPicture(NotTaken):
    """A picture that Pillow does not open."""

    sentence = "image « {fichier} » : son format ne peut pas être repris"
    remedy = "faites-en une capture d’écran (.png), et ajoutez-la aux annexes"
    fichier: str


class Objects(NotTaken):
    """Charts, diagrams, embedded files."""

    sentence = "graphiques, schémas ou fichiers incorporés : non repris"
    remedy = "faites-en des captures d’écran (.png), et ajoutez-les aux annexes"


class Margins(NotTaken):
    """What stands at the head or at the foot of its pages."""

    severity: ClassVar[Severity] = "info"
    sentence = "en-tête ou pied de page du fichier Word, non repris : « {texte} »"
    remedy = "le formulaire imprime les siens"
    texte: str


class Comments(NotTaken):
    sentence = "commentaires de Word : non copiés, leurs auteurs non plus"
    remedy = "s’ils disent quelque chose d’utile, copiez-le vous-même"


class Macros(NotTaken):
    sentence = "macros : ni copiées ni exécutées"
    remedy = "rien à faire"


class Insertions(NotTaken):
    severity: ClassVar[Severity] = "info"
    sentence = "modifications suivies : les insertions sont gardées"
    remedy = "relisez-les"


class Deletions(NotTaken):
    severity: ClassVar[Severity] = "info"
    sentence = "modifications suivies : les suppressions ne sont pas reprises"
    remedy = "relisez ces passages"


TAKEN_OTHERWISE: dict[str, NotTaken] = {
    "objets": Objects(),
    "commentaires": Comments(),
    "macros": Macros(),
    "insertions": Insertions(),
    "suppressions": Deletions(),
}
"""What is said of each thing that a reader of Word files counts."""


class NumberTaken(Message):
    """Another fiche has the number already."""

    code = "NDRC709"
    severity: ClassVar[Severity] = "warning"
    sentence = "le numéro {ancien} est déjà pris : cette fiche a le numéro {numero}"
    remedy = "corrigez « numero » et le nom du fichier si ce n’est pas ce que vous voulez"
    ancien: str
    numero: int


class LongerThanWord(Message):
    """It fits its sheet in Word by its small letters only; an estimate, made without printing."""

    code = "NDRC710"
    severity: ClassVar[Severity] = "warning"
    sentence = (
        "environ {pages} pages à 10 points, pour {permises} au plus[ ; dans Word, les lettres font {taille} points]"
    )
    remedy = "raccourcissez ; « ndrc verifier --pages » compte les pages imprimées"
    pages: int
    permises: int
    taille: str = ""


class Relabelled(Message):
    """A label is not worded as the form words it."""

    code = "NDRC711"
    severity: ClassVar[Severity] = "info"
    sentence = "étiquette « {etiquette} » lue comme « {rubrique} »"
    remedy = "rien à faire si c’est bien elle"
    etiquette: str
    rubrique: str


class NotCopied(Message):
    """Who the candidate is stands in the settings, and nowhere else."""

    code = "NDRC712"
    severity: ClassVar[Severity] = "info"
    sentence = "{quoi} dans le fichier Word : non copié dans la fiche"
    remedy = "{ou}"
    quoi: str
    ou: str
