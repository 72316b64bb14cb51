"""`ndrc word`: which fiches, for whom, into which file, and what it leaves alone."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from ndrc_portfolio.word.written.package import is_untouched, seal
from tests.support import CANDIDAT, FICHE, NUMERO, build, ndrc, picture, write
from tests.word.opened import Opened, misplaced

OTHER = FICHE.replace("numero: 1", "numero: 2").replace("véhicule", "scooter")
CONFIDENTIAL = """\
annexes:
  - {titre: Plan du parc, fichier: ../annexes/plan.png}
  - {titre: Fichier clients, fichier: ../prive/clients.png, confidentiel: true}
---
## Analyse"""


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    linked = FICHE.replace("---\n## Analyse", CONFIDENTIAL) + "Voir [l’autre](fiche-2.md#suite).\n"
    return write(
        tmp_path,
        {
            "index.md": "# Accueil\n",
            "e4/fiche-1.md": linked,
            "e4/fiche-2.md": OTHER,
            "annexes/plan.png": picture("green"),
            "prive/clients.png": picture("red"),
            "/prive.yml": f'numero: "{NUMERO}"\n',
        },
    )


def opened(root: Path, *arguments: str, name: str) -> Opened:
    said = ndrc(root, "word", *arguments)
    assert (said.code, said.out) == (0, f"{name}\n"), said.err
    made = Opened((root / name).read_bytes())
    assert not misplaced(made)
    return made


def test_a_fiche_with_its_annexes_its_number_and_its_links(portfolio: Path) -> None:
    made = opened(portfolio, "docs/e4/fiche-1.md", name="fiche-1.docx")
    assert NUMERO in made.text and "Sommaire" not in made.text
    assert [line for line in made.lines if line.startswith("Annexe ")] == [
        "Annexe 1 — Plan du parc",
        "Annexe 2 — Fichier clients",
    ]
    assert 'Target="fiche-2.md#suite"' in made.part("word/_rels/document.xml.rels")
    core = made.root("docProps/core.xml")
    assert core.findtext("{*}title") == "Fiche 1 — Vente d’un véhicule"
    assert core.findtext("{*}creator") == "Camille Roussel"


def test_for_the_public_nothing_private(portfolio: Path) -> None:
    made = opened(portfolio, "docs/e4/fiche-1.md", "--audience", "public", name="fiche-1.docx")
    assert "Plan du parc" in made.text and len([name for name in made.parts if "media" in name]) == 1
    whole = b"".join(made.parts.values())
    assert NUMERO.encode() not in whole and b"Fichier clients" not in whole


def test_a_whole_dossier_has_cover_and_contents(portfolio: Path) -> None:
    made = opened(portfolio, "e4", "-o", "remis/dossier", name="remis/dossier.docx")
    assert made.text.startswith("BTS NÉGOCIATION ET DIGITALISATION DE LA RELATION CLIENT SESSION 2020")
    assert made.text.index("Sommaire") < made.text.index("1. Fiche 1") < made.text.index("2. Fiche 2")
    sections = made.body.findall(".//w:sectPr", made.names)
    assert len(sections) == 4  # cover, contents, two fiches
    anchors = {link.get(made.w("anchor")) for link in made.body.iter(made.w("hyperlink"))} - {None}
    marks = [mark.get(made.w("name")) for mark in made.body.iter(made.w("bookmarkStart"))]
    assert anchors == set(marks) and len(marks) == len(set(marks))


def test_the_same_fiche_has_the_same_bytes_and_is_written_again(portfolio: Path) -> None:
    opened(portfolio, "e4/fiche-2.md", name="fiche-2.docx")
    before = (portfolio / "fiche-2.docx").read_bytes()
    opened(portfolio, "e4/fiche-2.md", name="fiche-2.docx")
    assert (portfolio / "fiche-2.docx").read_bytes() == before


def test_what_somebody_wrote_in_word_stays(portfolio: Path) -> None:
    kept = portfolio / "fiche-2.docx"
    kept.write_bytes(b"PK\x03\x04 changed")
    said = ndrc(portfolio, "word", "e4/fiche-2.md")
    assert said.code == 2 and "n’a pas été touché" in said.err
    assert kept.read_bytes() == b"PK\x03\x04 changed"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["e4/fiche-1.md", "-o", "docs/x.docx"], "irait dans le site"),
        (["e4/fiche-1.md", "-o", "x.pdf"], "ne finit pas par .docx"),
        (["e4/fiche-3.md"], "vouliez-vous dire"),
        (["e6"], "n’a pas encore de fiche"),
        ([], "n’est pas complète"),
    ],
)
def test_what_it_refuses(portfolio: Path, arguments: list[str], said: str) -> None:
    done = ndrc(portfolio, "word", *arguments)
    assert (done.code, done.out) == (2, "") and said in done.err.replace("\u00a0", " ")
    assert not list(portfolio.rglob("*.docx"))


def test_faults_are_told_first(portfolio: Path) -> None:
    path = portfolio / "docs" / "e4" / "fiche-2.md"
    path.write_text(OTHER.replace("### Historique", "### Historiquo"), encoding="utf-8")
    done = ndrc(portfolio, "word", "e4/fiche-1.md")
    assert done.code == 1 and "Le fichier Word n’a pas été fait" in done.err


def test_blank_forms_for_word_and_those_that_were_filled_stay(tmp_path: Path) -> None:
    write(tmp_path, {})
    done = ndrc(tmp_path, "vierge", "--word", "e4-activite", "e6-activite", "-o", "vierges")
    assert done.out.split() == ["vierges/e4-activite.docx", "vierges/e6-activite.docx"]
    (tmp_path / "vierges" / "e4-activite.docx").write_bytes(b"filled")
    again = ndrc(tmp_path, "vierge", "--word", "e4-activite", "-o", "vierges")
    assert again.code == 2 and (tmp_path / "vierges" / "e4-activite.docx").read_bytes() == b"filled"


def test_the_page_of_a_fiche_says_the_command_on_the_candidates_own_site_only(portfolio: Path) -> None:
    assert "ndrc word" not in build(portfolio).page("e4/fiche-1/")
    (portfolio / "mkdocs.yml").write_text(CANDIDAT, encoding="utf-8")
    page = build(portfolio, site=portfolio / "sortie").page("e4/fiche-1/")
    assert "<code>ndrc word docs/e4/fiche-1.md</code>" in page and 'href="#ndrc-en-word"' in page


def test_a_damaged_file_is_told_apart_and_nothing_is_raised() -> None:
    """Each byte of one changed in turn: whatever the archive is then, there is an answer."""
    body = b"<w:document/>" * 40
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr("docProps/core.xml", seal(body))
    written = made.getvalue()
    assert is_untouched(written)
    answers = [
        is_untouched(written[:at] + bytes((written[at] ^ 0xFF,)) + written[at + 1 :]) for at in range(len(written))
    ]
    assert answers.count(False) > len(written) // 2
