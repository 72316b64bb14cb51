"""What the system says, in French."""

import errno

import pytest

from ndrc_portfolio.messages.french import system_reason


@pytest.mark.parametrize(
    ("numero", "attendu"),
    [
        (errno.EACCES, "l’accès est refusé"),
        (errno.ENOENT, "le chemin est introuvable"),
        (errno.EEXIST, "un fichier porte déjà le nom d’un dossier"),
        (errno.ENOTDIR, "un fichier porte déjà le nom d’un dossier"),
        (errno.EISDIR, "un dossier porte déjà ce nom"),
        (errno.ENOSPC, "le disque est plein"),
        (errno.EIO, f"erreur du système n°\u00a0{errno.EIO}"),
    ],
)
def test_reasons_of_the_system_are_french(numero: int, attendu: str) -> None:
    assert system_reason(OSError(numero, "in English")) == attendu
