"""A .doc, an .odt or an RTF made a .docx by the LibreOffice of this machine: it runs no macro and fetches nothing."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.disk.programs import in_program_files, installed, run_in
from ndrc_portfolio.messages.catalogue.word import OldFormat
from ndrc_portfolio.word.given.package import Package, Unreadable, open_word

_SECONDS = 60
_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop>
<prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop>
</item></oor:items>
"""


def open_any(path: Path, shown: str) -> Package:
    """A Word file, or what LibreOffice makes one of.

    Raises:
        Unreadable: as `open_word` does.
        OSError: as `open_word` does.
    """
    try:
        return open_word(path, shown)
    except Unreadable as fault:
        office = next(_offices(), None)
        if not isinstance(fault.said, OldFormat) or office is None:
            raise
        with tempfile.TemporaryDirectory(prefix="ndrc-", ignore_cleanup_errors=True) as folder:
            made = _convert(office, path, Path(folder))
            if made.is_file():
                return open_word(made, shown)
        raise


def _convert(office: Path, path: Path, folder: Path) -> Path:
    """Where the .docx of a file is, if one was made: a copy of it is opened, under a name of ours."""
    copy, profile = folder / f"fichier{path.suffix.lower()}", folder / "profil"
    copy.write_bytes(read_file(path))
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
    options = ("--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile.as_uri()}")
    command = [str(office), *options, "--convert-to", "docx", "--outdir", str(folder), str(copy)]
    with suppress(OSError, subprocess.TimeoutExpired):
        run_in(str(folder), command, _SECONDS)
    return copy.with_suffix(".docx")


def _offices() -> Iterator[Path]:
    yield from filter(None, map(installed, ("soffice", "libreoffice")))
    places = in_program_files(("LibreOffice/program/soffice.exe",))
    if sys.platform == "darwin":
        places.append(Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"))
    yield from (path for path in places if path.is_file())
