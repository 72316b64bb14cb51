"""Files of others are opened in a process apart: one that hangs or bursts takes that process with it, and is told of.

The process is started for the first file that no cache knows, serves all that follow, and ends with this one.
"""

import atexit
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Timer
from typing import Any, TypeVar

import ndrc_portfolio
from ndrc_portfolio.annexes.model import PictureError, Pieces, too_large
from ndrc_portfolio.messages.catalogue.annexes import BURST

Source = TypeVar("Source")
Result = TypeVar("Result")

SECONDS = (5.0, 0.5)  # of work, for one piece, and for each in the mean: no page that joins a dossier takes a tenth
_PATIENCE = 60.0  # seconds of the clock for one piece: a machine with much to do works slowly
_AT_ONCE = 4  # processes: each may take as much memory as one file may
_WORKER = "import sys; sys.path.append(sys.argv[1]); from ndrc_portfolio.annexes.worker import main; main()"
_idle: list["subprocess.Popen[bytes]"] = []


def apart(function: Callable[..., Pieces], content: bytes, **options: Any) -> list[tuple[str, bytes]]:
    """What a function of a module of ours makes of a content, in another process; `options` are plain values.

    Raises:
        PictureError: the function has raised it; or the content takes more time or memory than any file should.
    """
    process = _waiting() or _start()
    try:
        pieces, end = _ask(process, function, content, options)
    except BaseException:  # what it has still to say is no answer to the next question
        process.kill()
        process.wait()
        raise
    finally:
        if process.poll() is None:
            _idle.append(process)
        else:
            _close(process)
    if "fault" in end:
        raise PictureError(**end["fault"])
    if "bug" in end:
        raise RuntimeError(end["bug"])
    return pieces


def side_by_side(function: Callable[[Source], Result], sources: Iterable[Source]) -> list[Result]:
    """A function of ours for each of these, some at once: each may have its own process `apart`."""
    wanted = list(sources)
    if len(wanted) < 2:
        return [function(source) for source in wanted]
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(min(_AT_ONCE, os.cpu_count() or 1)) as pool:
        return list(pool.map(function, wanted))


def _ask(
    process: "subprocess.Popen[bytes]", function: Callable[..., Pieces], content: bytes, options: dict[str, Any]
) -> tuple[list[tuple[str, bytes]], dict[str, Any]]:
    """The pieces, and what is said in the end."""
    assert process.stdin
    assert process.stdout
    asked = {
        "module": function.__module__,
        "function": function.__name__,
        "options": options,
        "size": len(content),
        "seconds": SECONDS,
    }
    with suppress(OSError):  # it has ended: so have its answers
        process.stdin.write(json.dumps(asked).encode() + b"\n" + content)
        process.stdin.flush()
    pieces: list[tuple[str, bytes]] = []
    while True:
        with _no_longer_than(_PATIENCE, process):
            line = process.stdout.readline()
            if not line.endswith(b"\n"):
                process.wait()
                return [], {"fault": vars(too_large(BURST))}
            said = json.loads(line)
            if "piece" not in said:
                return pieces, said
            piece = said["piece"], process.stdout.read(said["size"])
            pieces += [piece] if said["piece"] else []


@contextmanager
def _no_longer_than(seconds: float, process: "subprocess.Popen[bytes]") -> Iterator[None]:
    timer = Timer(seconds, process.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _waiting() -> "subprocess.Popen[bytes] | None":
    """A process that has nothing to do, and is still there."""
    while True:
        try:
            process = _idle.pop()
        except IndexError:
            return None
        if process.poll() is None:
            return process
        _close(process)


def _start() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        # `-P`: nothing is imported from the current folder, which may be somebody else's
        [sys.executable, "-P", "-c", _WORKER, str(Path(ndrc_portfolio.__file__).resolve().parent.parent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _close(process: "subprocess.Popen[bytes]") -> None:
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what it has not read
            if pipe:
                pipe.close()
    process.wait()


@atexit.register
def _close_all() -> None:
    while _idle:
        _close(_idle.pop())
