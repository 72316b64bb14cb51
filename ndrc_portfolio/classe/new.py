"""The folder of a new class: what to write there. Nothing that is there already is replaced."""

import json
from collections.abc import Iterator
from pathlib import Path

from ndrc_portfolio.classe.model import CLASSE, PRIVATE, REMISES
from ndrc_portfolio.disk.files import write_file

_CLASSE = """\
# La classe, que lit « ndrc classe » : voyez « Ma classe en dix minutes » dans le guide.
classe: {nom}
session: {session}
modalite: ccf        # ou ponctuelle
candidats: eleves.csv
conservation: 1 an   # après la fin de la session ; « ndrc classe purger » efface ensuite
# Ce qui est à rendre, et quand ; au-delà de « limite », c’est hors délai.
echeances:
#  - {{titre: Première fiche E4, document: e4-activite, nombre: 1, le: {autumn}, limite: {later}}}
"""
_LIST = "nom;prenom;cle;groupe;source\r\n"
_NUMBERS = "cle;numero\r\n"


def write_class(folder: Path, liste: bytes | None, session: int) -> tuple[list[str], list[str]]:
    """Write the files of a class, and its list as it was saved; which were written, and which were there already.

    Raises:
        OSError: the folder cannot be written.
    """
    written, kept = list[str](), list[str]()
    for name, content in _files(folder, liste, session):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            write_file(path, content, new=True)
            written.append(name)
        except FileExistsError:
            kept.append(name)
    return written, kept


def _files(folder: Path, liste: bytes | None, session: int) -> Iterator[tuple[str, bytes]]:
    nom = json.dumps(folder.resolve().name, ensure_ascii=False)  # YAML reads it so, whatever it is
    days = {"autumn": f"{session - 1}-11-30", "later": f"{session - 1}-12-07"}
    yield ".gitignore", b"*\n"  # nothing of a class goes online
    yield CLASSE, _CLASSE.format(nom=nom, session=session, **days).encode()
    yield "eleves.csv", _LIST.encode("utf-8-sig") if liste is None else liste
    yield f"{REMISES}/.gitkeep", b""
    yield f"{PRIVATE}/numeros.csv", _NUMBERS.encode("utf-8-sig")
