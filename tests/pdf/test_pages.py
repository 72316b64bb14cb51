"""`ndrc verifier --pages`, with a real browser: the pages that a form has."""

import json
import re
from pathlib import Path

import pytest

from tests.support import CONFIGURATION, FICHE, Contents, flat, ndrc, write

pytestmark = pytest.mark.navigateur

ETUDE = "---\nfiche: e6-etude-reflexive\n---\n## Thème\nLa confiance\n## Développement structuré\n"
LONG = "Une ligne de plus dans cette rubrique.\n\n"


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What is said of a portfolio that runs over everywhere."""
    recto = FICHE + LONG * 60
    verso = FICHE.replace("numero: 1", "numero: 2").replace("negociation-vente", "evenement-commercial")
    verso += "## Ciblage et prospection\n### Démarche\n" + LONG * 60
    files: Contents = {
        "recto.md": recto,
        "verso.md": verso,
        "etude.md": ETUDE + LONG * 120,
        "juste.md": FICHE.replace("numero: 1", "numero: 3"),
    }
    done = ndrc(write(tmp_path_factory.mktemp("mesures"), files), "verifier", "--pages")
    assert done.code == 1, done.err  # no attestation: an error of the dossier, and its pages are counted
    return done.out


def test_what_runs_over_is_shown_with_its_side(measured: str) -> None:
    found = re.findall(r"^docs/(\w+)\.md:(\d+):\d+: avertissement (NDRC65\d): (.*)\n(.*)\n", measured, re.MULTILINE)
    assert [(name, code) for name, _, code, *_ in found] == [
        ("etude", "NDRC652"),
        ("recto", "NDRC651"),
        ("verso", "NDRC651"),
    ]
    etude, recto, verso = found
    assert "3 pages au lieu de 2 pages" in etude[3]
    assert recto[3].startswith("le recto déborde de ")
    assert recto[1] == "7"  # its first block stands in the front matter
    assert verso[3].startswith("le verso déborde de ")
    assert "## Ciblage et prospection" in verso[4]
    for (name, *_), rule in zip(found, ("R9", "R3", "R3"), strict=True):
        part = next(p for p in measured.split("\n\n") if p.startswith(f"docs/{name}.md:") and "NDRC65" in p)
        assert f"règle {rule}" in part


def test_how_many_pages_are_taken_is_shown(measured: str) -> None:
    assert [flat(line) for line in measured.splitlines() if " sur 2" in line] == [
        "docs/etude.md : 3 pages sur 2",
        "docs/juste.md : 2 pages sur 2",
        "docs/recto.md : 3 pages sur 2 (recto 2, verso 1)",
        "docs/verso.md : 3 pages sur 2 (recto 1, verso 2)",
    ]


def test_what_is_said_is_what_must_go(measured: str, tmp_path: Path) -> None:
    """Cut as many lines as the message says, and the étude fits."""
    shown = re.search(r"NDRC652: .*?de\s(\d+)\smm", measured)
    assert shown
    paragraph = 4.76  # mm: a line and the space below it
    for cut, fits in ((int(shown[1]) / paragraph + 2, True), (int(shown[1]) / paragraph - 3, False)):
        root = write(tmp_path / str(fits), {"etude.md": ETUDE + LONG * (120 - int(cut))})
        done = ndrc(root, "verifier", "--pages", "docs/etude.md", "--strict", "--format", "json")
        codes = [(d["code"], d["rule"]) for d in json.loads(done.out)]
        assert (("NDRC652", "R9") not in codes) is fits
        assert done.code == (0 if fits else 1)


def test_pages_are_not_measured_while_there_are_errors(tmp_path: Path) -> None:
    faulty = FICHE.replace("negociation-vente", "negociation")
    root = write(tmp_path, {"faux.md": faulty, "juste.md": FICHE}, CONFIGURATION)
    for arguments in ([], ["docs/juste.md"]):
        done = ndrc(root, "verifier", "--pages", *arguments)
        assert done.code == 1
        assert "NDRC104" in done.out
        assert "Les pages n’ont pas été comptées" in done.out


def test_the_longest_rubriques_are_named(measured: str) -> None:
    recto = next(p for p in measured.split("\n\n") if p.startswith("docs/recto.md:") and "NDRC651" in p)
    named = re.search(r"le plus long\s: «\s(.*?)\s» \((\d+)\slignes\)", recto)
    assert named
    assert 58 <= int(named[2]) <= 75  # sixty paragraphs of a line, and the space below each
    assert "compact: oui" in recto


def test_smaller_letters_are_the_last_resort(tmp_path: Path) -> None:
    fiche = FICHE + LONG * 15
    root = write(tmp_path, {"long.md": fiche, "petit.md": fiche.replace("numero: 1", "numero: 3\ncompact: oui")})
    done = ndrc(root, "verifier", "--pages", "docs/long.md", "docs/petit.md", "--format", "json")
    codes = {(d["path"], d["code"]) for d in json.loads(done.out) if d["code"].startswith("NDRC65")}
    assert codes == {("docs/long.md", "NDRC651"), ("docs/petit.md", "NDRC653")}
