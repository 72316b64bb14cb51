"""What keeps a file out of a site, gate by gate: bytes in, verdict out."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.file import SourceFile, source_file
from ndrc_portfolio.portfolio.readers import gates
from ndrc_portfolio.portfolio.readers.gates import Fate, Readers, Verdict, judge
from ndrc_portfolio.portfolio.readers.secret import NumeroCandidat
from ndrc_portfolio.portfolio.sources import read_portfolio
from tests.support import FICHE

FORMS = load_forms(2020)
NUMERO = "0298765401"
JURY = "---\nfiche: e4-grille\n---\n"
SUJET = "---\nfiche: e4-sujet-candidat\n---\n"


def readers(audience: Audience = "public") -> Readers:
    return Readers(audience, FORMS, NumeroCandidat(NUMERO))


def file(uri: str, content: str | bytes) -> SourceFile:
    data = content.encode() if isinstance(content, str) else content
    return SourceFile(uri, f"docs/{uri}", lambda size: data[: size if size >= 0 else None])


def verdict(uri: str, content: str | bytes, audience: Audience = "public") -> tuple[Fate, list[str]]:
    source = file(uri, content)
    fiche = read_fiche(source.content, source.shown, FORMS) if source.is_page else None
    fate, said = judge(source, fiche, readers(audience))
    return fate, [d.code for d in said]


@pytest.mark.parametrize(
    ("uri", "content", "audience", "fate", "codes"),
    [
        ("fiche.md", FICHE, "public", Fate.SHOWN, []),
        ("page.md", "# Page\n", "public", Fate.SHOWN, []),
        ("plan.png", b"\x89PNG\x00", "public", Fate.SHOWN, []),
        ("prive/fiche.md", FICHE, "public", Fate.LEFT_OUT, []),
        ("prive/fiche.md", FICHE, "candidat", Fate.SHOWN, []),
        ("sujet.md", SUJET, "public", Fate.LEFT_OUT, []),
        ("sujet.md", SUJET, "candidat", Fate.SHOWN, []),
        ("sujet.txt", SUJET, "public", Fate.LEFT_OUT, []),
        ("fiche.md.txt", FICHE, "public", Fate.MISNAMED, ["NDRC005"]),
        *((name, JURY, "public", Fate.REFUSED, ["NDRC501"]) for name in ("a.md", "a.txt", "a", "prive/a.md", ".a.yml")),
        ("a.md", JURY, "candidat", Fate.REFUSED, ["NDRC501"]),
        ("a.md", JURY, "jury", Fate.SHOWN, []),
        ("a.md", JURY.encode("utf-16"), "public", Fate.REFUSED, ["NDRC501"]),
        ("a.md", "---\nfiche: [e4-grille\n", "public", Fate.REFUSED, ["NDRC501"]),
        ("a.md", f"---\nfiche: e4-grille\ncandidat: {NUMERO}\n---\n", "public", Fate.REFUSED, ["NDRC501"]),
        ("a.pdf", b"%PDF ndrc-audience:candidat", "public", Fate.REFUSED, ["NDRC508"]),
        ("a.pdf", b"%PDF ndrc-audience:candidat", "candidat", Fate.SHOWN, []),
        ("a.htm", b'<meta name="ndrc-audience" content="jury">', "candidat", Fate.REFUSED, ["NDRC508"]),
        ("notes.txt", f"n° {NUMERO}", "public", Fate.SHOWN, ["NDRC504"]),
        ("notes.txt", f"n° {NUMERO}", "candidat", Fate.SHOWN, []),
        ("page.md", "n° 02 98 76 54 01", "public", Fate.SHOWN, ["NDRC504"]),
        ("prive/notes.txt", f"n° {NUMERO}", "public", Fate.SHOWN, []),
        (f"{NUMERO}.png", b"\x89PNG\x00", "public", Fate.SHOWN, ["NDRC504"]),
        (f"{NUMERO}.txt", NUMERO, "public", Fate.SHOWN, ["NDRC504", "NDRC504"]),
        ("fiche.md.txt", f"{FICHE}{NUMERO}", "public", Fate.MISNAMED, ["NDRC005", "NDRC504"]),
    ],
)
def test_what_becomes_of_a_file(
    uri: str, content: str | bytes, audience: Audience, fate: Fate, codes: list[str]
) -> None:
    assert verdict(uri, content, audience) == (fate, codes)


@pytest.mark.parametrize("gate", gates.GATES)
@pytest.mark.parametrize("audience", ["public", "candidat", "jury"])
def test_each_gate_lets_an_ordinary_page_pass(gate: gates.Gate, audience: Audience) -> None:
    assert gate(file("page.md", "# Page\n"), None, readers(audience)) is None


@pytest.mark.parametrize(
    ("gate", "uri", "content"),
    [
        (gates.made_for_others, "a.pdf", "ndrc-audience:jury"),
        (gates.reserved, "a.txt", JURY),
        (gates.misnamed, "a.txt", FICHE),
    ],
)
def test_each_gate_holds_alone(gate: Callable[..., Verdict | None], uri: str, content: str) -> None:
    held = gate(file(uri, content), None, readers())
    assert held is not None
    assert held.fate is not Fate.SHOWN


def test_the_highest_mark_counts(tmp_path: Path) -> None:
    marked = file("a.pdf", "%PDF ndrc-audience:public ... ndrc-audience:candidat")
    assert gates.made_for_audience(marked) == "candidat"
    absent = source_file(tmp_path / "absent.pdf", "absent.pdf", "absent.pdf")
    assert gates.made_for_audience(absent) == "public"


def test_a_file_is_read_once_and_a_picture_not_to_its_end() -> None:
    asked: list[int] = []

    def read(size: int) -> bytes:
        asked.append(size)
        return b"\x89PNG\x00"

    judge(SourceFile("a.png", "docs/a.png", read), None, Readers("candidat", FORMS))
    assert len(asked) == 1
    assert asked[0] > 0
    asked.clear()
    judge(SourceFile("a.html", "docs/a.html", read), None, readers())
    assert asked == [-1]


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "page.md").mkdir()
    found = judge(source_file(tmp_path / "page.md", "page.md", "docs/page.md"), None, readers())
    assert found.fate is Fate.SHOWN
    assert [d.code for d in found.diagnostics] == ["NDRC004"]


def test_what_is_refused_or_left_out_says_nothing_of_itself(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    annexes = "annexes:\n  - {titre: A, fichier: 'annexes\\a.png'}\n"
    for name, text in {"a.md": JURY, "b.md": SUJET.replace("---\n", f"---\n{annexes}", 1), "fiche.md": FICHE}.items():
        (docs / name).parent.mkdir(exist_ok=True)
        (docs / name).write_text(text, encoding="utf-8")
    found = read_portfolio(docs, readers(), base="docs/")
    assert (list(found.refused), list(found.left_out), list(found.order)) == (["a.md"], ["b.md"], ["fiche.md"])
    assert found.withheld_originals == {"annexes/a.png"}
    assert [d.code for d in found.diagnostics if d.path != "docs/fiche.md"] == ["NDRC501"]
    assert found.order is found.order
    assert found.diagnostics is found.diagnostics
