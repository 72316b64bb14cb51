"""French as it is set and spoken: no-break spaces, plurals, lists of words, and the system's faults."""

import errno
import re
import unicodedata
from collections.abc import Iterable

from ndrc_portfolio.files import SpecialFile

_SPACES = re.compile(r" (?=[:;?!»%€])|(?<=«) ")
_FEMININE = ("aucune", "une", "deux", "trois", "quatre", "cinq", "six")


def typeset(text: str) -> str:
    """Put the no-break spaces of French typography, which cannot be seen in a source, where plain ones stand."""
    return _SPACES.sub("\u00a0", text)


def plural(number: int, noun: str) -> str:
    """« 1 page », « 3 pages »."""
    return f"{number} {noun}{'s' if number > 1 else ''}"


def feminine(number: int) -> str:
    """« deux » (fiches, pages, annexes); in figures what is longer in letters."""
    return _FEMININE[number] if number < len(_FEMININE) else str(number)


def enumeration(words: Iterable[str], last: str = "ou") -> str:
    """« a, b ou c »."""
    *firsts, end = list(words) or [""]
    return f"{', '.join(firsts)} {last} {end}" if firsts else end


def de(nom: str) -> str:
    """« de Camille », « d’Inès », « d’Hugo »."""
    elided = unicodedata.normalize("NFKD", nom[:1].casefold())[:1] in ("a", "e", "i", "o", "u", "h", "œ")
    return f"d’{nom}" if elided else f"de {nom}"


def did_you_mean(word: str | None) -> str:
    """The end of a sentence that proposes the nearest known word, or nothing: for answers to a command.

    A message of the catalogue has a blank `suggestion` instead.
    """
    return typeset(f" ; vouliez-vous dire « {word} » ?") if word else ""


def system_reason(fault: OSError) -> str:
    """Why a file or a program could not be used: the system itself says it in English."""
    match fault:
        case SpecialFile():
            return "ce n’est pas un fichier ordinaire"
        case PermissionError():
            return "l’accès est refusé"
        case FileNotFoundError():
            return "le chemin est introuvable"
        case FileExistsError() | NotADirectoryError():
            return "un fichier porte déjà le nom d’un dossier"
        case IsADirectoryError():
            return "un dossier porte déjà ce nom"
        case OSError(errno=errno.ELOOP):
            return "c’est un raccourci qui ne mène qu’à lui-même"
        case OSError(errno=errno.ENOSPC | errno.EDQUOT):
            return "le disque est plein"
        case OSError(errno=errno.EROFS):
            return "le disque est en lecture seule"
        case OSError(errno=errno.EBUSY):
            return "un autre programme l’utilise"
        case OSError(errno=errno.EIO):
            return "le disque ou la clé répond mal"
        case OSError(errno=errno.EMFILE | errno.ENFILE):
            return "trop de fichiers sont ouverts"
        case OSError(errno=errno.ENAMETOOLONG):
            return "le nom est trop long"
    return f"erreur du système n°\u00a0{fault.errno}" if fault.errno else "erreur du système"
