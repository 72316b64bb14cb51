"""No-break spaces, and what the system says, in French."""

import errno

import pytest

from ndrc_portfolio.messages.french import did_you_mean, system_reason, typeset


@pytest.mark.parametrize(
    ("numero", "attendu"),
    [
        (errno.EACCES, "l’accès est refusé"),
        (errno.ENOENT, "le chemin est introuvable"),
        (errno.EEXIST, "un fichier porte déjà le nom d’un dossier"),
        (errno.ENOTDIR, "un fichier porte déjà le nom d’un dossier"),
        (errno.EISDIR, "un dossier porte déjà ce nom"),
        (errno.ENOSPC, "le disque est plein"),
        (errno.EROFS, "le disque est en lecture seule"),
        (errno.EBUSY, "un autre programme l’utilise"),
        (errno.EIO, "le disque ou la clé répond mal"),
        (errno.EMFILE, "trop de fichiers sont ouverts"),
        (errno.ENAMETOOLONG, "le nom est trop long"),
        (errno.ENODEV, f"erreur du système n°\u00a0{errno.ENODEV}"),
    ],
)
def test_reasons_of_the_system_are_french(numero: int, attendu: str) -> None:
    assert system_reason(OSError(numero, "in English")) == attendu


def test_no_break_spaces() -> None:
    assert typeset("« a » : b ; c ? d ! 5 %") == "«\u00a0a\u00a0»\u00a0: b\u00a0; c\u00a0? d\u00a0! 5\u00a0%"
    assert did_you_mean(None) == did_you_mean("") == ""
