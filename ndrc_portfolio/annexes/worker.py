"""The process in which files of others are opened, which `apart` starts.

It is asked by lines of JSON, each followed by as many bytes as it says, and answers in the same way: a line for each
piece that a function of ours makes of a content, and a last one. A question says how many seconds of work there are
for the first piece, or any other, and how many more each piece gives to the whole.
"""

import json
import os
import signal
import sys
import time
import traceback
from importlib import import_module
from typing import Any, BinaryIO

from ndrc_portfolio.annexes.limits import limit_memory, limit_time
from ndrc_portfolio.annexes.model import PictureError, too_large
from ndrc_portfolio.messages.catalogue.annexes import BURST

MEMORY = 500_000_000  # bytes of this process, whatever it opens


def main() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of the one that has asked: then there is nothing more to read
    questions, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what a library prints is no answer
    limit_memory(MEMORY)
    while line := questions.readline():
        asked = json.loads(line)
        content = questions.read(asked["size"])
        _send(answers, _answer(asked, content, answers))
        del content
    answers.close()


def _answer(asked: dict[str, Any], content: bytes, answers: BinaryIO) -> dict[str, Any]:
    """Send the pieces one by one; what there is to say in the end."""
    first, more = asked["seconds"]
    end = time.process_time() + first
    try:
        limit_time(first)
        function = getattr(import_module(asked["module"]), asked["function"])
        for name, piece in function(content, **asked["options"]):
            limit_time(0)
            _send(answers, {"piece": name, "size": len(piece)}, piece)
            end += more
            limit_time(max(0.01, min(first, end - time.process_time())))
    except PictureError as fault:
        return {"fault": vars(fault)}
    except MemoryError:
        return {"fault": vars(too_large(BURST))}
    except Exception:  # a fault of ours: it must not look like one of the file
        return {"bug": traceback.format_exc()}
    finally:
        limit_time(0)
    return {}


def _send(answers: BinaryIO, said: dict[str, Any], piece: bytes = b"") -> None:
    answers.write(json.dumps(said).encode() + b"\n" + piece)
    answers.flush()
