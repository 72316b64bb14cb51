"""The binding of what a browser has printed, of PDFs made by hand: no browser is started."""

from pathlib import Path

import pytest
from pikepdf import Array, Dictionary, Name, Pdf

from ndrc_portfolio.annexes.model import AnnexePage, Picture
from ndrc_portfolio.pdf.binding import bind
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.pdf.read_back import pages_of_anchors, printed_numbers
from ndrc_portfolio.rendering.dossier import Entry

MARKS = {"/NDRCAudience": "candidat"}
ENTRIES = [Entry("d1-fiche", "Fiche 1", 1), Entry("d1-annexe-1", "Annexe 1 — Devis", 2)]
ANCHORS = [entry.anchor for entry in ENTRIES]


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    """Four pages: cover, contents with two links, a fiche, its annexe."""
    pdf = Pdf.new()
    for _ in range(4):
        pdf.add_blank_page(page_size=(595, 842))
    pages = [page.obj for page in pdf.pages]
    named = {"d1-fiche": pages[2], "d1-annexe-1": pages[3]}
    pdf.Root.Dests = Dictionary({f"/{name}": Array([page, Name.XYZ, 0, 800, 0]) for name, page in named.items()})
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[1].add_resource(pdf.make_indirect(font), Name.Font, Name.F1)
    pdf.pages[1].contents_add(b"BT /F1 10 Tf 520 700 Td (3) Tj 0 -20 Td (4) Tj ET")
    links = [
        Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[50, y - 4, 530, y + 10], Dest=Name(f"/{name}"))
        for name, y in (("d1-fiche", 700), ("d1-annexe-1", 680))
    ]
    pages[1].Annots = Array([pdf.make_indirect(link) for link in links])
    path = tmp_path / "imprime.pdf"
    pdf.save(path)
    return path


def test_anchors_and_printed_numbers_are_read_back(printed: Path) -> None:
    with Pdf.open(printed) as pdf:
        assert pages_of_anchors(pdf) == {"d1-fiche": 3, "d1-annexe-1": 4}
    assert printed_numbers(printed, ANCHORS) == {"d1-fiche": "3", "d1-annexe-1": "4"}
    assert printed_numbers(printed, ANCHORS[:1]) == {"d1-fiche": "3"}


def test_a_binding_has_outline_author_and_marks(printed: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossier.pdf"
    assert bind(printed, target, ENTRIES, [], "Camille Roussel", MARKS, tmp_path) == 4
    with Pdf.open(target) as pdf, pdf.open_outline() as outline:
        (fiche,) = outline.root
        assert (fiche.title, [child.title for child in fiche.children]) == ("Fiche 1", ["Annexe 1 — Devis"])
        assert (str(pdf.docinfo["/Author"]), str(pdf.docinfo["/NDRCAudience"])) == ("Camille Roussel", "candidat")
        with pdf.open_metadata() as meta:
            assert meta["pdf:Keywords"] == "ndrc-audience:candidat"
    assert b"ndrc-audience:candidat" in target.read_bytes()  # in clear: a public site refuses it


def test_a_target_that_cannot_be_written_stays_as_it_was(printed: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossier.pdf"
    target.mkdir()
    with pytest.raises(PrintError, match=r"dossier\.pdf"):
        bind(printed, target, ENTRIES, [], "", MARKS, tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["dossier.pdf", "imprime.pdf"]


def test_an_annexe_without_its_box_is_refused(printed: Path, tmp_path: Path) -> None:
    piece = AnnexePage(tmp_path / "a.pdf", 0, Picture(tmp_path / "a.jpg", 10, 10))
    with pytest.raises(PrintError, match="leur place"):
        bind(printed, tmp_path / "dossier.pdf", ENTRIES, [piece], "", MARKS, tmp_path)
    assert not (tmp_path / "dossier.pdf").exists()
