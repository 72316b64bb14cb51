"""What a portfolio that somebody else has written may not do: lead elsewhere, run its programs, open a door."""

from collections.abc import Sequence

from ndrc_portfolio.messages.message import Message


class LeavesFolder(Message):
    """A path of the settings leads out of the folder of the portfolio: `ndrc` reads and writes nothing there."""

    code = "NDRC515"
    sentence = "« {cle}: {chemin} » sort du dossier du portfolio : la commande ndrc ne va pas y lire"
    remedy = "mettez dans le dossier du portfolio ce que « {cle} » nomme, puis corrigez ce chemin"
    cle: str
    chemin: str


class NotTaken(Message):
    """What could run a program, or is not known to be harmless, and was not taken from the settings."""

    code = "NDRC516"
    severity = "info"
    sentence = "fait sans ce que ndrc ne connaît pas : {noms:« et}"
    remedy = (
        "si ce portfolio est le vôtre, ajoutez --avec-mkdocs : la commande prend alors tous vos réglages, comme mkdocs"
    )
    noms: Sequence[str]


class NetworkRefused(Message):
    """`dev_addr:` of a configuration would have `mkdocs serve` listen to a network."""

    code = "NDRC517"
    sentence = "« dev_addr: {adresse} » ouvrirait le portfolio à tout le réseau : refusé"
    remedy = "enlevez cette ligne ; si vous le voulez vraiment, tapez vous-même : mkdocs serve -a {adresse}"
    adresse: str
    audience: str


class NetworkShown(Message):
    """`mkdocs serve -a` with an address that others can reach."""

    code = "NDRC518"
    severity = "warning"
    sentence = "ouvert à l’adresse {adresse} : toute personne du même réseau peut lire {quoi}"
    remedy = "pour rester le seul à le lire, tapez Ctrl + C, puis mkdocs serve sans -a"
    adresse: str
    audience: str

    @property
    def quoi(self) -> str:
        return {
            "candidat": "la version complète, avec le numéro de candidat et les pièces confidentielles",
            "jury": "les documents de la commission, avec les sujets, les grilles et les notes",
        }.get(self.audience, "le portfolio")
