"""What a portfolio may make of the process that reads it. By itself, so that such a process starts at once."""

import os
import time


def misbehave(kind: str) -> str:
    """What a portfolio may make of the process that reads it."""
    match kind:
        case "dies":
            os._exit(9)
        case "greedy":
            return str(len(bytearray(3 << 30)))
        case "endless":
            while True:
                time.sleep(0.01)
    return kind
