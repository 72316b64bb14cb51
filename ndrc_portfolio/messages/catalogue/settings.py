"""Faults of `mkdocs.yml` itself, which MkDocs finds and says in English."""

from collections.abc import Sequence
from typing import ClassVar

from ndrc_portfolio.messages.catalogue.front_matter import UnknownKey
from ndrc_portfolio.messages.diagnostic import Severity
from ndrc_portfolio.messages.message import Message


class SettingRefused(Message):
    """A value that MkDocs, a theme or a plugin refuses; `dit` are its own words."""

    code = "NDRC666"
    sentence = "la valeur de « {cle} » ne convient pas"
    remedy = "corrigez-la, ou supprimez-la ; le logiciel en dit, en anglais : {dit}"
    cle: str
    dit: str = ""


class SettingDoubtful(SettingRefused):
    """MkDocs goes on, and has a remark."""

    severity = "warning"
    sentence = "une remarque de MkDocs sur « {cle} »"
    remedy = "le logiciel le dit en anglais : {dit}"


class MissingSetting(SettingRefused):
    """What must be given is not."""

    sentence = "il manque « {cle} »"
    remedy = "ajoutez une ligne « {cle}: … »"


class UnknownTheme(SettingRefused):
    sentence = "le thème « {valeur} » n’est pas installé[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "thèmes possibles : {valeurs}"
    valeur: str
    valeurs: Sequence[str]
    suggestion: str | None = None


class UnknownExtension(SettingRefused):
    """A plugin of MkDocs, or an extension of Markdown, that is not there; `sous` is the key that names it."""

    sentence = "l’extension « {valeur} » n’est pas installée[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "corrigez son nom, installez-la, ou supprimez-la de « {cle} »"
    valeur: str
    suggestion: str | None = None


class NoSuchFolder(SettingRefused):
    """Of a file too."""

    sentence = "« {valeur} », que nomme « {cle} », n’existe pas"
    remedy = "corrigez ce nom, ou créez-le à côté de ce fichier"
    valeur: str


class SettingOfOtherType(SettingRefused):
    """`wanted` and `received` are types of Python."""

    sentence = "« {cle} » attend {attendu}, pas {recu}"
    remedy = "corrigez cette valeur"
    wanted: str
    received: str

    @property
    def attendu(self) -> str:
        return _NOUNS.get(self.wanted, "autre chose")

    @property
    def recu(self) -> str:
        return _NOUNS.get(self.received, "cela")


class TextSetting(SettingOfOtherType):
    """`site_name: No`, which YAML takes for « faux »."""

    remedy = 'mettez-la entre guillemets : {cle}: "…"'


class SettingNotOneOf(SettingRefused):
    sentence = "« {valeur} » n’est pas une valeur de « {cle} »[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "valeurs possibles : {valeurs}"
    valeur: str
    valeurs: Sequence[str]
    suggestion: str | None = None


class SettingNoAddress(SettingRefused):
    sentence = "« {cle} » n’est pas une adresse internet entière"
    remedy = "écrivez-la avec son début : https://…"


class SettingNoPort(SettingRefused):
    sentence = "« {cle} » n’est pas l’adresse d’un serveur"
    remedy = "écrivez par exemple {cle}: 127.0.0.1:8000"


class FoldersInEachOther(SettingRefused):
    sentence = "« docs_dir » et « site_dir » sont l’un dans l’autre : le site écraserait vos textes, ou se copierait"
    remedy = "donnez-leur deux dossiers séparés, par exemple docs et site"


class FormerSetting(SettingRefused):
    """Older versions of MkDocs read it."""

    sentence = "« {cle} » n’est plus lu par MkDocs"
    remedy = "supprimez cette ligne[, et écrivez « {nouvelle} » à sa place]"
    nouvelle: str | None = None


class NamedTwice(SettingRefused):
    """A plugin, which is `cle`."""

    severity = "warning"
    sentence = "l’extension « {cle} » est nommée deux fois"
    remedy = "gardez-la une seule fois sous « plugins »"


class MenuNoList(SettingRefused):
    sentence = "« nav » n’est pas une liste de pages"
    remedy = "écrivez une page par ligne : un tiret, son titre et son fichier, par exemple « - Accueil: index.md »"


class UnknownSetting(UnknownKey):
    """A key that MkDocs does not know: it goes on without it."""

    severity = "warning"
    remedy = "MkDocs ne la lit pas : corrigez-la, ou supprimez cette ligne"


class MenuLeadsNowhere(Message):
    """`nav:` names a page that is not there."""

    code = "NDRC667"
    severity: ClassVar[Severity] = "warning"
    sentence = "le menu « nav » nomme « {fichier} », qui n’existe pas[ ; vouliez-vous dire « {suggestion} » ?]"
    remedy = "corrigez ce nom, qui part du dossier docs/, ou supprimez cette ligne du menu"
    fichier: str
    suggestion: str | None = None


class MenuOfHiddenPage(MenuLeadsNowhere):
    sentence = "le menu « nav » nomme « {fichier} », que ce site ne montre pas"
    remedy = "supprimez cette ligne du menu, ou publiez la page"


class NotInMenu(MenuLeadsNowhere):
    """Pages that `nav:` does not name; `fichier` is the first of them."""

    severity = "info"
    sentence = "{nombre:page} de plus dans le dossier docs/ que dans le menu « nav » : {fichiers}"
    remedy = "ajoutez-les à « nav », ou supprimez « nav » : le menu se fait alors tout seul"
    nombre: int
    fichiers: Sequence[str]


class TwoHomePages(Message):
    """`README.md` beside `index.md`: MkDocs makes the same page of both."""

    code = "NDRC669"
    severity = "warning"
    sentence = "« {ecarte} » n’est pas publié : « {garde} » tient déjà sa place"
    remedy = "gardez un seul des deux fichiers"
    ecarte: str
    garde: str


_NOUNS = {
    "str": "un texte",
    "bool": "« true » ou « false »",
    "boolean": "« true » ou « false »",
    "int": "un nombre",
    "float": "un nombre",
    "list": "une liste",
    "tuple": "une liste",
    "multiline": "un texte, sur une ou plusieurs lignes",
    "dict": "des lignes « nom: valeur »",
    "NoneType": "rien",
    "date": "une date",
}
