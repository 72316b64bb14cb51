"""Reading and validating, in this process: what one fiche costs, among ten and among a thousand."""

import time
from collections.abc import Iterator
from statistics import median

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms

from .corpus import SESSION, corpus
from .table import Line

_TARGETS = {True: 0.5, False: 0.6}  # ms a fiche, with and without the memory
_SIZES = (10, 100, 1000)


def measure(passes: int) -> Iterator[Line]:
    """Milliseconds a fiche, with JSON Schema run and with the memory of what conforms."""
    formulaires = load_forms(SESSION)
    sources = [(t.fiche.encode(), t.uri) for t in corpus(max(_SIZES))]
    memory: set[str] = set()

    def one_pass(n: int, conformes: set[str] | None) -> float:
        kept = []  # as a portfolio keeps them
        start = time.perf_counter()
        for source, uri in sources[:n]:
            fiche = read_fiche(source, uri, formulaires)
            assert fiche is not None
            check_fiche(fiche, conformes)
            kept.append(fiche)
        elapsed = time.perf_counter() - start
        if faults := [d.head for fiche in kept for d in fiche.diagnostics]:
            raise AssertionError(f"the fiches of the corpus must be valid: {faults[:3]}")
        return elapsed * 1000 / n

    one_pass(max(_SIZES), memory)  # imports jsonschema, fills the memory
    times: dict[tuple[int, bool], list[float]] = {}
    for _ in range(passes):
        for n in _SIZES:
            for known in (False, True):
                repeats = max(1, 100 // n)
                each = [one_pass(n, memory if known else None) for _ in range(repeats)]
                times.setdefault((n, known), []).append(median(each))
    for known in (False, True):
        for n in _SIZES:
            value = median(times[n, known])
            name = "avec la mémoire de .cache/" if known else "JSON Schema compris"
            growth = f"× {value / median(times[_SIZES[0], known]):.2f} par fiche depuis {_SIZES[0]}"
            yield Line(
                f"lecture et validation, {name}",
                n,
                f"{value:.3f} ms la fiche",
                None,
                _TARGETS[known],
                growth if n != _SIZES[0] else "",
                measured=value,
                unit="ms",
            )
