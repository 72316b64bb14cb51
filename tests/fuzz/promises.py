"""What holds of any input, whoever wrote it: no traceback, no hang, places inside the file, no word lost.

Each function takes bytes, as a fuzzer gives them, and raises where a promise is broken.
"""

import functools
import html
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import markdown

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.page import check_page
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.fiches.source import decode
from ndrc_portfolio.formulaires.sessions import Forms, load_forms
from ndrc_portfolio.messages.diagnostic import Diagnostic, count
from ndrc_portfolio.messages.report import github, in_order, text, to_json
from ndrc_portfolio.portfolio.documents import with_diagnostics
from ndrc_portfolio.portfolio.mended.mending import Checked, mend
from ndrc_portfolio.rendering.markdown import compose, cut
from tests.alarm import at_most
from tests.support import CONFIGURATION, FICHE, Contents, ndrc, write

SECONDS = 5.0  # of a processor, for any one input
# What an author does not mean to be read: comments, tags, addresses, attributes, the names of code.
_ASIDE = re.compile(
    r"<!--.*?(?:-->|\Z)|%%.*?%%|<[^<>]*>?|\]\([^()]*\)?|^[ ]{0,3}\*?\[[^\]\n]*\]:.*|^[ ]*(?:```|~~~).*"
    r"|\{[^{}]*\}|&\w*;?|^[ ]*(?:!!!|\?\?\?\+?|===|///).*",
    re.MULTILINE | re.DOTALL,
)
_WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]{4,}")


def of_source(source: bytes) -> None:
    """A file of `docs/`: a fiche, an ordinary page, or nothing of the kind."""
    with at_most(SECONDS):
        fiche = _checked(source)
    lines = decode(source)[0].split("\n")
    said = fiche.diagnostics if fiche else check_page(source, "fiche.md")
    _are_inside(said, lines)
    _can_be_shown(said)
    again = _checked(source)
    assert (again.diagnostics if again else ()) == (fiche.diagnostics if fiche else ()), "not the same again"
    if fiche and fiche.formulaire and not count(fiche.diagnostics, "error"):
        with at_most(SECONDS):
            _no_word_is_lost(fiche)


def of_mending(source: bytes) -> None:
    """A file that `ndrc corriger` mends: fewer faults, and a second time changes nothing."""
    with at_most(4 * SECONDS):
        once = mend(source, _check)
        assert _check(once.content).faults.total() <= _check(source).faults.total(), "more faults than before"
        assert mend(once.content, _check).content == once.content, "not the same again"


def of_settings(source: bytes) -> None:
    """A `mkdocs.yml`."""
    _of_portfolio({"fiche.md": FICHE, "/mkdocs.yml": source}, "mkdocs.yml")


def of_reglement(source: bytes) -> None:
    """A règlement of an academy's own."""
    _of_portfolio({"fiche.md": FICHE, "/mkdocs.yml": _OWN, "/formulaires/2027/reglement.json": source})


def of_form(source: bytes) -> None:
    """A form of one's own."""
    _of_portfolio({"fiche.md": FICHE, "/mkdocs.yml": _OWN, "/formulaires/2027/e4-activite.schema.json": source})


_OWN = CONFIGURATION + "    schemas: formulaires\n"

PROMISES: dict[str, Callable[[bytes], None]] = {
    "source": of_source,
    "correction": of_mending,
    "reglages": of_settings,
    "reglement": of_reglement,
    "formulaire": of_form,
}


@functools.cache
def _forms() -> Forms:
    return load_forms(2027)


def _checked(source: bytes) -> Fiche | None:
    fiche = read_fiche(source, "fiche.md", _forms(), ())
    return with_diagnostics(fiche, check_fiche(fiche)) if fiche else None


def _check(source: bytes) -> Checked:
    fiche = _checked(source)
    return Checked(fiche.diagnostics, fiche if fiche.formulaire else None) if fiche else Checked(())


def _of_portfolio(files: Contents, shown: str = "") -> None:
    """`ndrc verifier` of a portfolio: it says what is wrong, at places that are there, and ends as it should."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        write(root, files)
        (root / "mkdocs.yml").write_bytes(_bytes(files["/mkdocs.yml"]))
        with at_most(SECONDS):
            said = ndrc(root, "verifier", "--format", "json")
        assert said.code in (0, 1, 2)
        if said.code == 2:
            assert re.search(r"ndrc\u00a0?:|\w", said.err)
            return
        lines = _bytes(files["/mkdocs.yml"]).decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
        for d in json.loads(said.out):
            assert d["message"]
            if d["path"] == shown:
                assert 1 <= d["line"] <= lines.count("\n") + 1, d
                assert d["column"] <= len(lines.split("\n")[d["line"] - 1]) + 1, d


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _are_inside(said: Iterable[Diagnostic], lines: Sequence[str]) -> None:
    for d in said:
        places = [d.place, *([d.fix.place] if d.fix else [])]
        for place in places:
            assert 1 <= place.line <= place.end_line <= len(lines), d
            assert 1 <= place.column <= len(lines[place.line - 1]) + 1, d
            assert place.end_column <= len(lines[place.end_line - 1]) + 2, d
        assert d.message, d


def _can_be_shown(said: Iterable[Diagnostic]) -> None:
    for d in in_order(said):
        assert text(d, colour=True)
        assert "\n" not in github(d)
    json.loads(to_json(said))


def _no_word_is_lost(fiche: Fiche) -> None:
    """Each word of the body is on the page, or in a message: there is no other place where its author would find it."""
    form = fiche.formulaire
    assert form is not None
    made = markdown.markdown(compose(fiche, form), extensions=["tables", "fenced_code", "sane_lists"])
    cells = cut(made, fiche, form)
    page = html.unescape(" ".join([*(piece for own in cells.by_leaf.values() for piece in own), cells.notes]))
    known = " ".join([page, fiche.definitions, *(f"{d.message} {d.hint} {d.excerpt}" for d in fiche.diagnostics)])
    labels = " ".join(fiche.lines[place.line - 1] for place in fiche.headings.values())
    written = set(_WORD.findall(_ASIDE.sub(" ", fiche.front_matter.body)))
    lost = {word for word in written if word not in known and word not in labels}
    assert not lost, f"lost: {sorted(lost)}"
