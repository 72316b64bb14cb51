"""The progress of a command that takes some seconds, for people: a terminal sees it, a file or a program does not."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def progress(etapes: int) -> Iterator[Callable[[str], None]]:
    """Call what is given at the beginning of each step, with what it is."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    import click

    begun = 0
    with click.progressbar(length=etapes, file=sys.stderr, width=24, show_eta=False, show_percent=False) as bar:

        def etape(label: str) -> None:
            nonlocal begun
            bar.label = f"{label}…"
            bar.update(min(begun, 1))  # the step before is done
            begun += 1
            bar.render_progress()

        yield etape
        bar.label = ""
        bar.update(etapes)
