"""Faults of the file itself."""

from ndrc_portfolio.messages.message import Message


class NotUtf8(Message):
    """The bytes are of another encoding, from this place on."""

    code = "NDRC001"
    sentence = "ce fichier n’est pas enregistré en UTF-8 : cette ligne est illisible à partir d’ici"
    remedy = "enregistrez-le avec l’encodage UTF-8 (dans le Bloc-notes : Fichier, Enregistrer sous, Encodage : UTF-8)"


class FileTooBig(Message):
    """It is so big that it is not read; `taille` in millions of bytes, with a comma."""

    code = "NDRC002"
    sentence = "ce fichier fait {taille} Mo ; une fiche tient en moins de 1 Mo"
    remedy = "mettez les images et les documents dans docs/annexes/, et dans la fiche leur nom seulement"
    taille: str


class EmptyFile(Message):
    """There is nothing in it."""

    code = "NDRC003"
    sentence = "ce fichier est vide"
    remedy = "écrivez-y une fiche, reprenez une sauvegarde, ou supprimez-le"


class UnreadableFile(Message):
    """The system refuses to open it."""

    code = "NDRC004"
    sentence = "ce fichier ne peut pas être lu : {raison}"
    remedy = "vérifiez qu’il existe et qu’il vous est permis de le lire"
    raison: str


class TooMuch(Message):
    """There is so much of something in it that no program can read it within reason."""

    code = "NDRC545"
    sentence = "ce fichier a trop de lignes : une fiche en a moins de 10 000"
    remedy = "gardez ce qui est de la fiche, et mettez le reste dans docs/annexes/, en PDF"


class TooManySigns(TooMuch):
    sentence = "ce fichier a trop de signes de mise en forme (« * », « [ », « | »…) : une fiche en a moins de 20 000"


class TooManyLevels(TooMuch):
    """Lists and quotes in one another."""

    sentence = "ici, plus de 30 listes ou citations sont l’une dans l’autre"
    remedy = (
        "retirez les espaces, les tirets ou les « > » de trop "
        "au début de cette ligne : trois ou quatre niveaux suffisent"
    )


class ParagraphTooLong(TooMuch):
    sentence = "ce paragraphe de plus de 20 000 caractères ne peut pas être mis en page"
    remedy = "coupez-le par des lignes vides, ou mettez ce document dans docs/annexes/, en PDF"


class TooManyBrackets(TooMuch):
    sentence = "ce passage a trop de crochets, ouverts l’un dans l’autre"
    remedy = "refermez chaque « [ » par « ] », ou retirez-les"


class NoPageName(Message):
    """It is written like a fiche, and its name is not that of a page."""

    code = "NDRC005"
    severity = "warning"
    sentence = "ce fichier n’est pas lu comme une fiche, et n’est pas publié : son nom ne finit pas par « .md »"
    remedy = "renommez-le en « {nom} » (dans l’Explorateur de Windows : Affichage, Extensions de noms de fichiers)"
    nom: str
