"""What a fault of the system means to those who run a command: a full disk is no file that another program holds."""

import errno
from collections.abc import Sequence
from pathlib import Path

from ndrc_portfolio.messages.catalogue.system import DiskFull, NotWritable, SourceHeld, SystemRefuses
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.messages.message import Message

_FULL = (errno.ENOSPC, errno.EDQUOT)
_NAMELESS = (*_FULL, errno.EIO, errno.EROFS, errno.EMFILE, errno.ENFILE)  # of these the system often gives no file


def system_fault(fault: OSError, root: Path, writing: Path, sources: Sequence[Path] = ()) -> Diagnostic | None:
    """What is to be said of it, its file as seen from `root`; None of what may as well be a bug of ours.

    `writing` is what is being written, where the system names no file, or one of `sources`: folders that are but read.
    """
    path = _named(fault)
    if path is None and fault.errno not in _NAMELESS:
        return None
    read = path is not None and any(path.is_relative_to(source) for source in sources)
    if path is None or (read and fault.errno in _FULL):
        path = writing
    shown = path.relative_to(root) if path.is_relative_to(root) else path
    return _message(fault, read=read).at(shown.as_posix(), Place(1))


def _named(fault: OSError) -> Path | None:
    path = fault.filename2 or fault.filename
    return Path(path).absolute() if isinstance(path, str) else None


def _message(fault: OSError, *, read: bool) -> Message:
    reason = system_reason(fault)
    if fault.errno in _FULL:
        return DiskFull()
    if read:
        return SourceHeld(raison=reason)
    if isinstance(fault, PermissionError) or fault.errno in (errno.EROFS, errno.EBUSY):
        return NotWritable(raison=reason)
    return SystemRefuses(raison=reason)
