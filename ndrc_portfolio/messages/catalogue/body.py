"""Faults of the body: headings that name no rubrique, and Markdown that would not be shown as it was meant."""

from collections.abc import Sequence
from typing import ClassVar

from ndrc_portfolio.messages.diagnostic import Severity
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.message import Message


class Unplaced(Message):
    """After such a fault it is not sure to which rubrique a text belongs, nor that all of it is read."""


class UnknownHeading(Unplaced):
    """A heading that names nothing of the form; `titres` are those that could stand here."""

    code = "NDRC201"
    sentence = "titre {lequel}[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "titres possibles ici : {titres}"
    titre: str
    suggestion: str | None = None
    titres: Sequence[str] = ()

    @property
    def lequel(self) -> str:
        return typeset(f"inconnu « {self.titre} »") if self.titre else "sans texte"


class OtherMeaning(UnknownHeading):
    """In other forms it stands in the place of `suggestion`, and says another thing."""

    sentence = "titre inconnu « {titre} » ; d’autres modèles l’ont à la place de « {suggestion} »"
    remedy = "ce n’est pas la même rubrique : relisez votre texte, et changez le titre s’il y répond"


class HeadingUnwanted(UnknownHeading):
    """The form has no rubrique in the body."""

    remedy = "ce document se remplit dans l’en-tête, sans titres dans le texte"


class UnderlinedText(UnknownHeading):
    """A text that is a heading because of the line of dashes below it."""

    remedy = "une ligne de tirets sous un texte en fait un titre : laissez une ligne vide entre les deux"


class WrongLevel(Unplaced):
    """`juste` is the whole line as it should be."""

    code = "NDRC202"
    sentence = "« {titre} » n’est pas au bon niveau"
    remedy = "écrivez « {juste} »"
    titre: str
    juste: str


class WrongBlock(Unplaced):
    """A rubrique outside of its block, whose heading, `ligne`, is missing."""

    code = "NDRC203"
    sentence = "la rubrique « {titre} » n’est pas à cette place"
    remedy = "elle se trouve dans « {bloc} » : écrivez au-dessus la ligne « {ligne} »"
    titre: str
    bloc: str
    ligne: str


class BlockIsElsewhere(WrongBlock):
    """The block of the rubrique is given, at line `autre`."""

    remedy = "elle se trouve dans « {bloc} » : déplacez-la sous « {ligne} », ligne {autre}"
    autre: int


class DoubleHeading(Unplaced):
    """A heading stands twice; `autre` is the line of the first."""

    code = "NDRC204"
    sentence = "le titre « {titre} » est donné deux fois (déjà ligne {autre})"
    remedy = "réunissez les deux textes sous un seul titre"
    titre: str
    autre: int


class AlsoInFrontMatter(Unplaced):
    """A rubrique is given both in the body and in the front matter, at line `autre`."""

    code = "NDRC205"
    sentence = "« {titre} » est donné deux fois : ici et dans l’en-tête, ligne {autre}"
    remedy = "gardez un seul des deux"
    titre: str
    autre: int


class TopHeading(Unplaced):
    """A heading of the first level; `cle` is where a title is written."""

    code = "NDRC206"
    sentence = "titre de premier niveau « {titre} »"
    remedy = "le titre s’écrit dans l’en-tête, « {cle}: … » ; un # au début d’une phrase s’écrit \\#"
    titre: str
    cle: str


class TextBeforeHeadings(Unplaced):
    """`ligne` is the heading of a rubrique that it could stand under."""

    code = "NDRC207"
    sentence = "texte avant le premier titre"
    remedy = "placez-le sous le titre d’une rubrique, par exemple « {ligne} »"
    ligne: str


class TextUnwanted(TextBeforeHeadings):
    """The form has no rubrique in the body: nothing can stand there."""

    sentence = "texte sous l’en-tête"
    remedy = "ce document se remplit dans l’en-tête, sans texte au-dessous : déplacez-le, ou supprimez-le"
    ligne: str = ""


class TextUnderBlock(Unplaced):
    """Text between the heading of a block and that of its first rubrique."""

    code = "NDRC208"
    sentence = "texte directement sous « {bloc} »"
    remedy = "placez-le sous le titre d’une rubrique, par exemple « {ligne} »"
    bloc: str
    ligne: str


class OpenTag(Unplaced):
    """Block HTML that is never closed."""

    code = "NDRC209"
    sentence = "balise <{balise}> jamais refermée : elle avalerait toute la suite"
    remedy = "ajoutez </{balise}> à la fin du passage, ou supprimez la balise"
    balise: str


class OpenComment(Message):
    """`<!--` without its end."""

    code = "NDRC210"
    sentence = "commentaire jamais refermé : il avalerait toute la suite"
    remedy = "ajoutez --> à la fin du commentaire"


class LabelInText(Message):
    """A label of the form inside of the text of another rubrique; `ligne` is its heading as it should be."""

    code = "NDRC211"
    severity = "warning"
    sentence = "« {titre} » est une rubrique du formulaire, mais ce titre est lu comme le texte de « {rubrique} »"
    remedy = "si c’est bien la rubrique, écrivez « {ligne} » ; sinon, changez ce titre"
    titre: str
    rubrique: str
    ligne: str


class LabelWithoutBlock(LabelInText):
    """The heading of its block, `ligne`, is missing above it."""

    remedy = "si c’est bien la rubrique, écrivez d’abord la ligne « {ligne} » au-dessus"


class NoHeading(Message):
    """A label of the form in a line that looks like a heading, and is none."""

    code = "NDRC212"
    severity = "warning"
    sentence = "« {titre} » n’est pas lu comme un titre"
    remedy = "commencez la ligne par le #, sans rien devant"
    titre: str


class TagNeverOpened(Message):
    """`</div>` alone."""

    code = "NDRC213"
    sentence = "balise </{balise}> sans <{balise}> avant elle"
    remedy = "supprimez-la, ou ouvrez la balise plus haut"
    balise: str


class HeadingInBold(Message):
    """A label of the form alone on its line, in bold; `ligne` is its heading as it should be."""

    code = "NDRC217"
    severity = "warning"
    sentence = "« {titre} » en gras n’est pas lu comme un titre"
    remedy = "si c’est la rubrique du formulaire, écrivez « {ligne} »"
    titre: str
    ligne: str


class HeadingInCapitals(HeadingInBold):
    """The same in capitals."""

    sentence = "« {titre} » en majuscules n’est pas lu comme un titre"


class HiddenText(Message):
    """A comment of Obsidian, which is taken out."""

    code = "NDRC218"
    severity = "warning"
    sentence = "le texte entre %% est un commentaire : il ne s’imprimera pas"
    remedy = "supprimez-le, ou enlevez les %% pour qu’il s’imprime"


class HiddenTextOpen(HiddenText):
    """One that does not end."""

    sentence = "« %% » n’est jamais refermé : le texte qui suit s’imprimera"
    remedy = "ajoutez %% à la fin de ce qui est à cacher, ou enlevez ces signes"


class PrintedAsWritten(Message):
    """Marks of another program, or marks that are put wrong; `passage` is the whole of it."""

    code = "NDRC219"
    severity = "warning"
    sentence = "« {passage} » s’imprimera tel quel, avec ses signes"
    remedy = "supprimez ces signes"
    passage: str


class ObsidianLink(PrintedAsWritten):
    habit = True
    remedy = "les doubles crochets sont propres à Obsidian : écrivez un lien ou une image de Markdown"


class ObsidianBox(PrintedAsWritten):
    habit = True
    remedy = "les encadrés d’Obsidian ne sont pas lus : supprimez « {passage} », le reste est une citation"


class SpaceInBold(PrintedAsWritten):
    habit = True
    remedy = "pour mettre en gras, collez les ** au texte, sans espace entre eux"


class SpaceInLink(PrintedAsWritten):
    habit = True
    remedy = "pour faire un lien, supprimez l’espace entre le crochet et la parenthèse"


class LinkReversed(PrintedAsWritten):
    habit = True
    remedy = "pour faire un lien, écrivez d’abord le texte entre crochets, puis l’adresse entre parenthèses"


class NoteWithoutText(PrintedAsWritten):
    remedy = "ajoutez le texte de la note, sur une ligne à part : « {passage}: … »"


class MarkOfExtension(Message):
    """What needs an extension of Markdown that MkDocs does not bring by itself."""

    code = "NDRC220"
    severity: ClassVar[Severity] = "info"
    sentence = "« {passage} » s’imprimera tel quel, à moins qu’une extension de mkdocs.yml ne le lise"
    remedy = "s’il s’imprime avec ses signes, supprimez-les"
    passage: str


class MarkUnread(MarkOfExtension):
    """`mkdocs.yml` names no extension that would read it."""

    severity = "warning"
    sentence = "« {passage} » s’imprimera tel quel, avec ses signes"
    remedy = "supprimez ces signes : aucune extension de mkdocs.yml ne les lit"


class PathOnDisk(Message):
    """A link to a file of the author's own disk."""

    code = "NDRC221"
    severity = "warning"
    sentence = "« {chemin} » n’existe que sur votre ordinateur : le lien ne mènera nulle part"
    remedy = "copiez le fichier dans le dossier docs/, et donnez son chemin à partir de la fiche"
    chemin: str


class Written(Message):
    """What is read as it was meant, and can be written in Markdown: `ndrc corriger` does, and alone speaks of it."""

    severity = "info"


class WordMarks(Written):
    """Lines that begin with the marks of Word's lists."""

    code = "NDRC222"
    sentence = "puces ou numéros de Word"
    remedy = "écrivez « - » et une espace devant chaque ligne de la liste"


class TableOfTabs(Written):
    """Cells with tabs between them, as spreadsheets copy them."""

    code = "NDRC223"
    sentence = "tableau dont les cellules sont séparées par des tabulations"
    remedy = "séparez les cellules par des barres « | », avec une ligne de tirets sous la première ligne"


class TableWithoutRuler(Written):
    """Cells between bars, whose ruler is missing or is none."""

    code = "NDRC224"
    sentence = "tableau dont la ligne de tirets manque, ou n’est pas juste"
    remedy = "sous la première ligne, écrivez une ligne « | --- | --- | » qui a autant de cases"


class HeadingGlued(Written):
    """`###Phases`."""

    code = "NDRC225"
    sentence = "titre collé à ses dièses"
    remedy = "mettez une espace entre les # et le titre"
