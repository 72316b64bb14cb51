"""How much of the machine this process may take: beyond, it ends by itself and alone.

It is the system that holds to it, in whatever library the process is then. Nothing here gives an answer: who waits for
this process sees that it has ended.
"""

import os
import sys
import threading
import time
from collections.abc import Callable


def limit_memory(most: int) -> None:
    """This process ends, or is refused more, when it has taken so many bytes."""
    if sys.platform == "win32":
        from ndrc_portfolio.annexes import windows_job

        windows_job.limit_memory(most)
    else:
        import resource

        for limit, value in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_DATA, most)):
            resource.setrlimit(limit, (value, resource.getrlimit(limit)[1]))
        if sys.platform == "darwin":  # where that limit is none, and this peak is in bytes
            threading.Thread(
                target=_watch, args=(lambda: resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, most), daemon=True
            ).start()


def limit_time(seconds: float) -> None:
    """This process ends when it has worked for so many seconds from now on; 0 lets it work for ever.

    Seconds of work, not of the clock: that the machine has much else to do is no fault of a file.
    """
    if sys.platform == "win32":
        from ndrc_portfolio.annexes import windows_job

        windows_job.limit_time(seconds)
    else:
        import signal

        signal.setitimer(signal.ITIMER_PROF, seconds)


def _watch(peak: Callable[[], int], most: int) -> None:
    while peak() < most:
        time.sleep(0.02)
    os._exit(1)
