"""A function over many portfolios, behind a standard `Executor`: one that dies or never ends costs itself alone.

A task that has begun cannot be cancelled, and one that kills its process takes a whole pool with it. So each ends its
own process when its time is over, and what was lost with it is done again one by one: then the culprit is known.
"""

import faulthandler
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, suppress
from functools import partial
from pathlib import Path
from threading import Lock
from typing import NamedTuple, TypeVar

from ndrc_portfolio.annexes.limits import limit_memory

Key = TypeVar("Key", bound=Hashable)
Task = TypeVar("Task")
Result = TypeVar("Result")

SECONDS = 30.0  # for one portfolio: the largest that was seen takes one
_alone = Lock()  # one task a process: some engines have several threads, and a process one watchdog and one folder
MEMORY = 1 << 30  # bytes of a process
A_HANDFUL = 8  # tasks that do not pay a second process


class Lost(NamedTuple):
    """A task that had no end; why, in French."""

    reason: str


class Engine(NamedTuple):
    """Where tasks run: what makes an executor, and how many it is handed at once.

    `shares_disk`: they can leave a mark in a folder of this machine.
    """

    start: Callable[[], AbstractContextManager[Executor]]
    at_once: int
    shares_disk: bool = True


def pool(tasks: int, *, limited: bool = True) -> Engine:
    """Processes of this machine, started as on Windows (`spawn`); a handful of tasks has one.

    `limited`: in memory, which no browser bears.
    """
    processors = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1
    at_once = max(1, min(processors, -(-tasks // A_HANDFUL)))
    context = multiprocessing.get_context("spawn")
    start = partial(ProcessPoolExecutor, at_once, mp_context=context, initializer=_prepare, initargs=(limited,))
    return Engine(start, at_once)


def run(
    function: Callable[[Task], Result],
    tasks: Mapping[Key, Task],
    engine: Engine,
    marks: Path,
    seconds: float = SECONDS,
) -> Iterator[tuple[Key, Result | Lost]]:
    """The results as they come, by the keys of their tasks, each of which has so many seconds.

    `marks` is an empty folder to work in.
    """
    mark_of = {key: marks / str(i) if engine.shares_disk else Path(os.devnull) for i, key in enumerate(tasks)}
    waiting, suspects = list(tasks), list[Key]()
    while waiting or suspects:
        alone = bool(suspects)
        queue, at_once = (suspects, 1) if alone else (waiting, engine.at_once)
        with engine.start() as executor:

            def submit(key: Key, executor: Executor = executor) -> "Future[Result]":
                return executor.submit(_timed, function, tasks[key], str(mark_of[key]), seconds)

            lost = yield from _until_broken(submit, queue, at_once)
        for key in lost:
            if reason := _why(mark_of[key], seconds) or ("il arrête le programme qui le lit" if alone else ""):
                yield key, Lost(reason)
            else:
                suspects.append(key)


def _until_broken(
    submit: "Callable[[Key], Future[Result]]", queue: list[Key], at_once: int
) -> Generator[tuple[Key, Result | Lost], None, list[Key]]:
    """The results of what waits in a queue; when the pool breaks, the keys of what was running then."""
    running: dict[Future[Result], Key] = {}
    broken = False
    while not broken and (queue or running):
        while queue and len(running) < at_once:
            try:
                running[submit(queue[0])] = queue[0]
            except BrokenProcessPool:
                broken = True
                break
            queue.pop(0)
        for future in wait(running, return_when=FIRST_COMPLETED).done if running else ():
            try:
                result: Result | Lost = future.result()
            except BrokenProcessPool:
                broken = True
                continue
            except Exception as fault:  # how other engines say that a worker has died
                result = Lost(f"son programme s’est arrêté ({type(fault).__name__})")
            yield running.pop(future), result
    return list(running.values())


def _timed(function: Callable[[Task], Result], task: Task, mark: str, seconds: float) -> Result:
    """The result; the process ends when that takes too long, whatever holds it, and its mark says so."""
    with _alone, Path(mark).open("w", encoding="utf-8") as file:
        faulthandler.dump_traceback_later(seconds, exit=True, file=file)
        try:
            return function(task)
        finally:
            faulthandler.cancel_dump_traceback_later()


def _why(mark: Path, seconds: float) -> str:
    """That the time of a task was over, if its mark says so."""
    with suppress(OSError):
        if mark.stat().st_size:
            return f"il n’en finit pas : arrêté après {seconds:.0f} secondes"
    return ""


def _prepare(limited: bool) -> None:
    """What a process does first: it leaves Ctrl + C to the one that waits for it, and takes so much memory at most."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if limited:
        limit_memory(MEMORY)
