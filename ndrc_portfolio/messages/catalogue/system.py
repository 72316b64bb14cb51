"""What keeps a file from being read or written, and is no fault of what an author wrote: the disk, the system."""

from ndrc_portfolio.messages.message import Message


class DiskFull(Message):
    """There is no room left on the disk, or for this user."""

    code = "NDRC540"
    sentence = "le disque est plein : ce fichier n’a pas pu être écrit"
    remedy = "libérez de la place (videz la corbeille, supprimez de vieux fichiers), puis relancez la commande"


class NotWritable(Message):
    """The system refuses to write it."""

    code = "NDRC541"
    sentence = "ce fichier ne peut pas être écrit : {raison}"
    remedy = "fermez les programmes qui l’utilisent, vérifiez que son dossier n’est pas en lecture seule, puis relancez"
    raison: str


class SourceHeld(Message):
    """A source was there when the build began, and cannot be read any more."""

    code = "NDRC542"
    sentence = "ce fichier ne peut plus être lu : {raison}"
    remedy = "fermez le programme qui l’utilise, ou attendez la fin de la copie (OneDrive, clé USB), puis relancez"
    raison: str


class SitePutBack(Message):
    """An earlier build was killed at the very moment when the new site took the place of the last one."""

    code = "NDRC543"
    severity = "info"
    sentence = "une construction a été interrompue : ce site a été remis en place, entier"
    remedy = "il n’y a rien à corriger"


class SystemRefuses(Message):
    """Anything else that only the system can say."""

    code = "NDRC544"
    sentence = "le système n’a pas pu lire ou écrire ce fichier : {raison}"
    remedy = "vérifiez le disque ou la clé, puis relancez ; si cela continue, travaillez dans un autre dossier"
    raison: str
