"""What a teacher is told of a class: its list, what was handed in, and whose that is."""

from collections.abc import Sequence

from ndrc_portfolio.messages.message import Message


class ListUnreadable(Message):
    """The file of the list is not there, or is no table."""

    code = "NDRC740"
    sentence = "la liste des élèves ne peut pas être lue : {raison}"
    remedy = "enregistrez-la depuis Excel au format CSV, sous le nom que « candidats: » donne dans classe.yml"
    raison: str


class NoNameColumn(Message):
    """No heading of the list is `nom`."""

    code = "NDRC741"
    sentence = "aucune colonne ne s’appelle « nom »[ ; celles qui sont là : {colonnes}]"
    remedy = "écrivez les titres sur la première ligne, un par case : nom, prenom, cle, groupe, source"
    colonnes: Sequence[str]


class UnknownColumn(Message):
    """A heading that nothing is read under."""

    code = "NDRC742"
    severity = "warning"
    sentence = "la colonne « {colonne} » n’est pas lue[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "les colonnes possibles : {colonnes}"
    colonne: str
    suggestion: str | None
    colonnes: Sequence[str]


class WrongLine(Message):
    """A line of the list that is nobody."""

    code = "NDRC743"
    sentence = "cette ligne de la liste n’est pas lue : {raison}"
    remedy = "écrivez un élève par ligne, avec son nom, et une case par colonne"
    raison: str


class Homonyms(Message):
    """Two students of one name, who are told apart by their key."""

    code = "NDRC744"
    severity = "warning"
    sentence = "un autre élève de la liste s’appelle {nom} : la clé de celui-ci est « {cle} »"
    remedy = "nommez leurs remises par leurs clés, ou donnez-leur des clés à vous dans la colonne « cle »"
    nom: str
    cle: str


class KeyTwice(Message):
    """A key that an earlier line has."""

    code = "NDRC745"
    sentence = "la clé « {cle} » est déjà celle de la ligne {ligne}"
    remedy = "donnez une autre clé à l’un des deux, ou effacez les deux : ndrc en fait"
    cle: str
    ligne: int


class NumberInList(Message):
    """A column of candidates’ numbers in the list that everything else is made from."""

    code = "NDRC746"
    severity = "warning"
    sentence = "la colonne « {colonne} » n’est pas lue : les numéros de candidat ne vont pas dans la liste"
    remedy = "mettez cette colonne et « cle » dans prive/numeros.csv, puis supprimez-la d’ici"
    colonne: str


class HandedInByTwo(Message):
    """What was handed in may be that of several students."""

    code = "NDRC747"
    sentence = "cette remise peut être celle de {noms:ou} : elle n’est attribuée à personne"
    remedy = "donnez-lui pour nom la clé de l’élève : {cles:«ou»}"
    noms: Sequence[str]
    cles: Sequence[str]


class HandedInTwice(Message):
    """Several things were handed in by one student."""

    code = "NDRC748"
    sentence = "plusieurs remises peuvent être celle de {nom} : {remises:«et»} ; aucune n’est lue"
    remedy = "ne laissez que la dernière, ou écrivez la bonne dans la colonne « source » de la liste"
    nom: str
    remises: Sequence[str]


class HandedInByNobody(Message):
    """The name of what was handed in is that of nobody in the list."""

    code = "NDRC749"
    severity = "warning"
    sentence = "cette remise ne porte le nom d’aucun élève de la liste"
    remedy = "donnez-lui pour nom « NOM Prénom », ou la clé de l’élève"


class NotReceived(Message):
    """What was handed in cannot be taken."""

    code = "NDRC750"
    sentence = "la remise de {nom} n’est pas reçue : {raison}"
    remedy = "demandez à l’élève le dossier entier de son portfolio, en ZIP"
    nom: str
    raison: str


class NotRead(Message):
    """A portfolio that could not be checked to the end; it is said why."""

    code = "NDRC751"
    sentence = "le portfolio de {nom} n’a pas pu être vérifié : {raison}"
    remedy = "les autres le sont ; ouvrez celui-ci seul, avec « ndrc voir »"
    nom: str
    raison: str


class OtherSession(Message):
    """The session of a portfolio is not that of the class."""

    code = "NDRC752"
    severity = "warning"
    sentence = "le portfolio de {nom} est de la session {session}, la classe de la session {classe}"
    remedy = "l’élève corrige « session: » dans son mkdocs.yml, ou vous dans classe.yml"
    nom: str
    session: int
    classe: int


class OtherName(Message):
    """The name in a portfolio is not that of the list, or there is none."""

    code = "NDRC753"
    severity = "warning"
    sentence = "le portfolio de {nom} [est au nom de {autre}][{manque}]"
    remedy = "vérifiez que c’est bien sa remise ; l’élève corrige « candidat: » dans son mkdocs.yml"
    nom: str
    autre: str

    @property
    def manque(self) -> str:
        return "" if self.autre else "ne dit pas de qui il est"


class SettingsIgnored(Message):
    """Settings of a portfolio that a class does not take."""

    code = "NDRC754"
    severity = "info"
    sentence = "réglages du portfolio de {nom} qui ne sont pas pris : {noms:«et»}"
    remedy = "il n’y a rien à faire : rien de ce qu’un élève remet n’est exécuté"
    nom: str
    noms: Sequence[str]
