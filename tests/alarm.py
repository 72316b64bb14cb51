"""Stop what takes too long: by the processor's time, which says the same on a machine that is busy with others."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooLong(Exception):
    """So many seconds have gone by."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Stop what takes more seconds of this processor; where the system has no such alarm, it goes on."""
    if not hasattr(signal, "SIGPROF"):
        yield
        return

    def stop(*_: object) -> None:
        raise TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
