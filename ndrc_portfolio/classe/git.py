"""A portfolio at an address of the web, as a ZIP: git fetches it, and nothing that it holds is carried out.

Its files come out of a bare copy (`git archive`), so no hook, filter or submodule of it has a say.
"""

import os
import subprocess
from pathlib import Path

from ndrc_portfolio.disk.programs import installed
from ndrc_portfolio.portfolio.reception import ReceptionError

_SECONDS = 120
_NOTHING_RUNS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "protocol.allow=never")


def fetch(address: str, folder: Path, protocol: str = "https") -> Path:
    """A ZIP of the last state of a repository, in an empty folder.

    Raises:
        ReceptionError: it cannot be had.
    """
    git = installed("git")
    if git is None:
        raise ReceptionError("git n’est pas installé sur cet ordinateur : mettez le ZIP dans remises/.")
    options = [part for setting in (*_NOTHING_RUNS, f"protocol.{protocol}.allow=always") for part in ("-c", setting)]
    clone = ["clone", "--quiet", "--bare", "--depth", "1", "--no-recurse-submodules", "--", address, "depot.git"]
    archive = ["--git-dir=depot.git", "archive", "--format=zip", "--output=remise.zip", "HEAD"]
    for command in (clone, archive):
        try:
            subprocess.run(
                [str(git), *options, *command],
                cwd=folder,
                env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=True,
            )
        except (subprocess.SubprocessError, OSError) as fault:
            raise ReceptionError(
                f"« {address} » ne peut pas être lu par git : vérifiez l’adresse et le réseau."
            ) from fault
    return folder / "remise.zip"
