"""Faults of the front matter: as YAML, then against the form. Those of YAML are also those of `mkdocs.yml`."""

from collections.abc import Sequence

from ndrc_portfolio.messages.french import enumeration, typeset
from ndrc_portfolio.messages.message import Message

NOUNS = {"string": "un texte", "array": "une liste", "object": "des lignes « clé: valeur »", "null": "rien"}
"""The types of JSON Schema that a value may have."""


class FrontMatterFault(Message):
    """What the reader of YAML finds, in whatever file; `ou` says in which kind of file."""

    ou: str = "l’en-tête"

    def in_settings(self) -> "FrontMatterFault":
        """The same fault in a file of settings."""
        return self.but(ou="ce fichier")


class FicheOnly(FrontMatterFault):
    """What is refused in a fiche, and is allowed in a file of settings."""


class NeverClosed(FrontMatterFault):
    """The second line `---` is missing."""

    code = "NDRC101"
    sentence = "l’en-tête n’est jamais refermé"
    remedy = "ajoutez une ligne « --- » (trois tirets) après la dernière ligne de l’en-tête"


class NeverOpened(FrontMatterFault):
    """The first line `---` is missing."""

    code = "NDRC102"
    sentence = "l’en-tête n’est pas ouvert"
    remedy = "ajoutez une ligne « --- » (trois tirets, rien d’autre) tout en haut du fichier"


class Tab(FrontMatterFault):
    """A line is indented with a tab."""

    code = "NDRC103"
    sentence = "tabulation dans {ou}"
    remedy = "remplacez-la par des espaces (deux par niveau)"


class UnknownValue(Message):
    """A value is none of those of a list. `nom`: what the form calls such a value (« une nature »), if it says so."""

    code = "NDRC104"
    sentence = "« {valeur} » n’est pas {attendu}[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "valeurs possibles : {valeurs}"
    valeur: str
    cle: str
    valeurs: Sequence[str]
    nom: str | None = None
    suggestion: str | None = None

    @property
    def attendu(self) -> str:
        return self.nom or typeset(f"une valeur de « {self.cle} »")


class ValueLooksRight(UnknownValue):
    """It looks like a value that there is: `suggestion`."""

    sentence = "« {valeur} » contient un caractère qui ne se voit pas, ou qui ressemble à un autre"
    remedy = "effacez ce mot, et retapez-le au clavier : « {suggestion} »"


class ColonInValue(FrontMatterFault):
    """`titre: Vente: un bilan`: a second colon."""

    code = "NDRC105"
    sentence = "deux-points dans la valeur de « {cle} »"
    remedy = 'mettez des guillemets : {cle}: "{valeur}"'
    cle: str
    valeur: str


class OpenQuote(FrontMatterFault):
    """A quotation mark has no second one."""

    code = "NDRC106"
    sentence = "guillemet ouvert et jamais refermé"
    remedy = "fermez-le à la fin de la valeur ; un guillemet dans le texte s’écrit « … »"


class Unreadable(FrontMatterFault):
    """What YAML cannot read, and no other message explains."""

    code = "NDRC107"
    sentence = "{ou} est illisible à partir d’ici"
    remedy = "vérifiez la ponctuation et l’alignement : une ligne par clé, « clé: valeur », deux espaces par niveau"


class DuplicateKey(FrontMatterFault):
    """A key stands twice at one level; `autre` is the line of the first."""

    code = "NDRC108"
    sentence = "la clé « {cle} » est donnée deux fois (déjà ligne {autre})"
    remedy = "gardez une seule des deux"
    cle: str
    autre: int


class Alias(FicheOnly):
    """An anchor or an alias."""

    code = "NDRC109"
    sentence = "une valeur ne peut pas commencer par « & » ou « * », qui ont un sens particulier dans l’en-tête"
    remedy = "écrivez la valeur en entier ; si c’est un texte, mettez-le entre guillemets"


class NotMapping(FrontMatterFault):
    """It is a text, a list, or has a key that is one."""

    code = "NDRC110"
    sentence = "{ou} n’est pas une suite de lignes « clé: valeur »"
    remedy = "commencez par « fiche: » suivi du nom du document, par exemple fiche: e4-activite"

    def in_settings(self) -> FrontMatterFault:
        return SettingsNotMapping(ou="ce fichier")


class SettingsNotMapping(NotMapping):
    """A file of settings names no form."""

    remedy = ""


class UnknownKey(Message):
    """A key that the form does not know; `cles` are those that it knows here."""

    code = "NDRC111"
    sentence = "clé inconnue « {cle} »[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "clés possibles ici : {cles}"
    cle: str
    suggestion: str | None = None
    cles: Sequence[str] = ()


class KeyLooksRight(UnknownKey):
    """It looks like a key that there is: `suggestion`."""

    sentence = "la clé « {cle} » contient un caractère qui ne se voit pas, ou qui ressemble à un autre"
    remedy = "effacez-la, et retapez-la au clavier : « {suggestion} »"


class KeyOfBlock(UnknownKey):
    """The key of a block stands beside it."""

    remedy = "décalez cette ligne de deux espaces, sous « {blocs:ou}: »"
    blocs: Sequence[str]


class KeyAbove(UnknownKey):
    """A key of the top level stands in a block."""

    remedy = "écrivez « {cle}: … » au bord de la ligne, hors de « {bloc} »"
    bloc: str


class KeyElsewhere(UnknownKey):
    """An option of `mkdocs.yml` that is misspelt, or stands at the wrong level; `sous` is where it belongs."""

    remedy = "écrivez « {juste}: … » sous {sous}"
    juste: str
    sous: str


class FicheKeyMiswritten(UnknownKey):
    """`Fiche:` for `fiche:`."""

    remedy = "écrivez « fiche: » en minuscules"
    suggestion: str | None = "fiche"


class WrongType(Message):
    """A text where a list is wanted, and the like. `wanted` and `received` are types of JSON Schema."""

    code = "NDRC112"
    sentence = "« {cle} » attend {attendu}, pas {recu}"
    remedy = "écrivez un élément par ligne, au-dessous, précédé d’un tiret et d’un espace"
    cle: str
    wanted: Sequence[str]
    received: str

    @property
    def attendu(self) -> str:
        return typeset(enumeration(NOUNS[kind] for kind in self.wanted if kind in NOUNS))

    @property
    def recu(self) -> str:
        return typeset(NOUNS[self.received])


class AnnexeWanted(WrongType):
    """`annexes:` or one of them."""

    remedy = "écrivez pour chaque annexe « - titre: … », et dessous, aligné sur « titre », « fichier: … »"


class AttestationWanted(WrongType):
    """`attestations:` or one of them."""

    remedy = "écrivez pour chaque attestation « - type: stage », et dessous, aligné, « organisation: … »"


class PerhapsText(WrongType):
    """A text with a colon, which YAML takes for a key with its value."""

    remedy = 's’il s’agit d’un texte avec deux-points, mettez des guillemets : "{debut} : {suite}"'
    debut: str
    suite: str


class TextWanted(WrongType):
    """Keys stand below it."""

    remedy = "écrivez un texte, sans clés au-dessous"


class OneTextWanted(WrongType):
    """A list stands below it."""

    remedy = "écrivez un seul texte"


class KeysWanted(WrongType):
    """A text stands behind it; `cles` are the first of its keys."""

    remedy = "écrivez ses clés au-dessous, décalées de deux espaces : {cles}…"
    cles: Sequence[str]


class ChoiceWanted(WrongType):
    """One of a few values is wanted."""

    remedy = "valeurs possibles : {valeurs}"
    valeurs: Sequence[str]


class NoDocument(Message):
    """`fiche:` has no value, or one that is no text."""

    code = "NDRC113"
    sentence = "« fiche » ne dit pas de quel document il s’agit"
    remedy = "documents possibles : {valeurs}"
    valeurs: Sequence[str]


class UnknownDocument(NoDocument):
    """`fiche:` names no form."""

    sentence = "« {valeur} » n’est pas un document connu[ ; vouliez-vous dire « {suggestion} » ?]"
    valeur: str
    suggestion: str | None = None


class DocumentLooksRight(UnknownDocument):
    """It looks like a document that there is: `suggestion`."""

    sentence = "« {valeur} » contient un caractère qui ne se voit pas, ou qui ressemble à un autre"
    remedy = "effacez ce mot, et retapez-le au clavier : « {suggestion} »"


class TooManyValues(Message):
    """A list is longer than the form has cells."""

    code = "NDRC114"
    sentence = "« {cle} » a {recu} valeurs ; le formulaire n’a que {limite} cases"
    remedy = "réunissez-les en {limite} textes"
    cle: str
    recu: int
    limite: int


class TooManyBoxes(TooManyValues):
    """More boxes are ticked than may be."""

    sentence = "« {cle} » coche {recu} cases, et {limite:case} au plus se cochent"
    remedy = "gardez les bonnes, et enlevez les autres de la liste"


class CandidateInFiche(Message):
    """`candidat:` in a candidate's own form."""

    code = "NDRC115"
    sentence = "« {cle} » n’est pas à écrire dans une fiche"
    remedy = "le candidat est le même pour toutes les fiches : écrivez-le dans mkdocs.yml, sous ndrc-portfolio"
    cle: str


class TemplateInFiche(Message):
    """`template:`, which would change what the form is."""

    code = "NDRC116"
    sentence = "« template » ne s’emploie pas dans une fiche"
    remedy = "supprimez cette ligne : la mise en page est celle du formulaire officiel"


class MissingKey(Message):
    """An entry lacks a key that it must have, or has it empty."""

    code = "NDRC117"
    sentence = "il manque « {manque} » à « {cle} »"
    remedy = "ajoutez une ligne « {manque}: … »"
    manque: str
    cle: str


class YamlTag(FicheOnly):
    """`!!str` and the like."""

    code = "NDRC118"
    sentence = "« {valeur} » devant une valeur a un sens particulier, et n’est pas accepté"
    remedy = "supprimez-le ; s’il fait partie du texte, mettez toute la valeur entre guillemets"
    valeur: str


class UnreadablePage(Message):
    """An ordinary page with a fault of YAML: MkDocs would lose its front matter in silence."""

    code = "NDRC119"
    severity = "warning"
    sentence = "l’en-tête de cette page est illisible : {dit}"
    remedy = "{remede}"
    fault: FrontMatterFault

    @property
    def dit(self) -> str:
        return self.fault.says()

    @property
    def remede(self) -> str:
        return self.fault.advises()


class OffForm(Message):
    """A form of one's own uses a keyword of JSON Schema that has no message; `description` is the form's."""

    code = "NDRC120"
    sentence = "« {cle} » n’a pas la forme attendue par le formulaire ({mot_cle})"
    remedy = "{description}"
    cle: str
    mot_cle: str
    description: str = "voyez la description du formulaire"


class TooDeep(FicheOnly):
    """More levels than any form has."""

    code = "NDRC121"
    sentence = "l’en-tête a trop de niveaux"
    remedy = "aucun formulaire n’en a plus de trois : remontez cette valeur"


class OpenBracket(FrontMatterFault):
    """A bracket has no second one."""

    code = "NDRC122"
    sentence = "« {signe} » ouvert et jamais refermé"
    remedy = "fermez-le, ou mettez la valeur entre guillemets"
    signe: str


class Misaligned(FrontMatterFault):
    """A key begins at a column where no other does."""

    code = "NDRC123"
    sentence = "la ligne « {cle} » n’est pas alignée"
    remedy = (
        "les clés d’un même niveau commencent à la même colonne : "
        "deux espaces de plus sous leur bloc, aucun hors d’un bloc"
    )
    cle: str


class MisalignedInItem(Misaligned):
    """In an entry of a list it stands below the key that follows the dash, which is `voisine`."""

    remedy = (
        "les clés d’un même niveau commencent à la même colonne : "
        "alignez « {cle} » sur « {voisine} », qui suit le tiret"
    )
    voisine: str


class TextAfterQuote(FrontMatterFault):
    """`titre: "Vente" d’un véhicule`."""

    code = "NDRC124"
    sentence = "la valeur de « {cle} » continue après son guillemet fermant"
    remedy = (
        'entourez toute la valeur de guillemets doubles ("…") ; '
        "à l’intérieur, écrivez ’ pour l’apostrophe, et « … » pour citer"
    )
    cle: str


class CommentInValue(Message):
    """`titre: Vente # suite` loses its end."""

    code = "NDRC125"
    severity = "warning"
    sentence = "ce qui suit « # » n’est pas lu : « {commentaire} »"
    remedy = 'si ce texte compte, mettez la valeur entre guillemets : {cle}: "…" ; sinon, supprimez-le'
    commentaire: str
    cle: str


class Backslash(FrontMatterFault):
    """`"C:\\photos"`: YAML gives it a meaning of its own."""

    code = "NDRC126"
    sentence = "« \\ » dans une valeur entre guillemets"
    remedy = "écrivez les chemins avec le signe « / », sans guillemets : ../annexes/photo.jpg"


class SpecialCharacter(FrontMatterFault):
    """A value begins with a sign of YAML."""

    code = "NDRC127"
    sentence = "cette valeur commence par « {signe} », qui a un sens particulier dans {ou}"
    remedy = 'mettez toute la valeur entre guillemets : "{signe}…"'
    signe: str
    ou: str = "un en-tête"


class NoColon(FrontMatterFault):
    """A line that is no key with its value."""

    code = "NDRC128"
    sentence = "cette ligne n’a pas de deux-points"
    remedy = "écrivez « clé: valeur » ; la suite d’un texte se décale de deux espaces sous sa clé"


class GluedColon(FrontMatterFault):
    """`numero:1`."""

    code = "NDRC129"
    sentence = "il manque une espace après le deux-points"
    remedy = "écrivez « {cle}: {valeur} »"
    cle: str
    valeur: str


class InvisibleCharacter(FrontMatterFault):
    """One that YAML does not accept, and that no editor shows."""

    code = "NDRC130"
    sentence = "caractère invisible dans {ou}"
    remedy = "effacez-le, et retapez la valeur"


class TextAbove(FrontMatterFault):
    """A line or two above the first `---`."""

    code = "NDRC131"
    sentence = "il y a du texte au-dessus de l’en-tête"
    remedy = "supprimez tout ce qui précède la première ligne « --- »"


class OffPattern(Message):
    """A value has not the shape that it must have (a note); `description` is the form's."""

    code = "NDRC132"
    sentence = "« {valeur} » n’est pas ce qu’attend « {cle} »"
    remedy = "{description}"
    valeur: str
    cle: str
    description: str = ""


class NoDate(OffPattern):
    """A date that is none, or does not exist."""

    remedy = "écrivez une date qui existe, année d’abord : 2027-04-30"


class NoWeeks(OffPattern):
    """What is no number of weeks."""

    remedy = "écrivez un nombre de semaines, en chiffres : 6"


class OtherCompetence(Message):
    """Levels are given for a competence that is not that of the activity."""

    code = "NDRC133"
    sentence = "« {bloc} » ne se remplit pas pour une activité « {nature} »"
    remedy = "effacez ce niveau, ou corrigez « nature » sous « activite »"
    bloc: str
    nature: str


class NoSuchActivity(Message):
    """The commission names a fiche that the candidate has not written."""

    code = "NDRC134"
    severity = "warning"
    sentence = "aucune fiche n° {numero} de l’épreuve {epreuve} dans le portfolio de ce candidat"
    remedy = "corrigez « numero » sous « activite », ou écrivez vous-même le titre et la nature"
    numero: str
    epreuve: str


class CurlyQuotes(FrontMatterFault):
    """A value between the quotes that Word curls: they are read as straight ones."""

    code = "NDRC135"
    severity = "warning"
    sentence = "guillemets courbes autour de la valeur de « {cle} »"
    remedy = 'dans {ou}, ce sont les guillemets droits du clavier qui entourent une valeur : {cle}: "{valeur}"'
    cle: str
    valeur: str


class QuotesPrinted(CurlyQuotes):
    """French ones, which are text."""

    sentence = "les guillemets « » autour de la valeur de « {cle} » s’imprimeront"
    remedy = 'enlevez-les ; s’ils doivent s’imprimer, entourez le tout de guillemets droits : {cle}: "« {valeur} »"'


class OddSpace(FrontMatterFault):
    """A no-break space where a plain one belongs: it is read as such, and `ndrc corriger` alone speaks of it."""

    code = "NDRC136"
    severity = "info"
    sentence = "espace insécable dans {ou}"
    remedy = "autour des deux-points, après un tiret et en début de ligne, tapez des espaces ordinaires"
