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


class NoPageName(Message):
    """It is written like a fiche, and its name is not that of a page."""

    code = "NDRC005"
    severity = "warning"
    sentence = "ce fichier n’est pas lu comme une fiche, et n’est pas publié : son nom ne finit pas par « .md »"
    remedy = "renommez-le en « {nom} » (dans l’Explorateur de Windows : Affichage, Extensions de noms de fichiers)"
    nom: str
