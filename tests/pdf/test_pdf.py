"""`ndrc pdf` and `ndrc verifier --pages`, with a real browser: what is handed in, read back."""

import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Dictionary, Name, Pdf

from ndrc_portfolio.annexes.model import MOST
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from tests.pdf.annexes import annexe, noise
from tests.support import CONFIGURATION, FICHE, ROOT, Contents, flat, ndrc, run_ndrc, words_of, write

pytestmark = pytest.mark.navigateur

NUMERO = "0298765401"


@dataclass(frozen=True)
class ReadBack:
    """A PDF read back: the texts of its pages, and of their footers; what was said of it on stderr."""

    path: Path
    named: str
    pages: list[str]
    footers: list[str]
    remarks: str = ""

    def ou(self, *words: str) -> list[int]:
        """The pages, from 1, where these texts stand together."""
        return [i for i, text in enumerate(self.pages, 1) if all(flat(w) in text for w in words)]

    def listed(self) -> dict[str, int]:
        """What the contents say: title and page."""
        with pdfium.PdfDocument(self.path) as document:
            lines = document[1].get_textpage().get_text_bounded().splitlines()
        found = (re.fullmatch(r"(?:[•◦\d.]+ *)?((?:Fiche|Annexe|Étude) .*?) *(\d+)", flat(line)) for line in lines)
        return {m[1]: int(m[2]) for m in found if m}

    def plan(self) -> list[tuple[int, str, int]]:
        """The outline: level, title, page."""
        with Pdf.open(self.path) as pdf:
            numbers: dict[Any, int] = {p.objgen: i for i, p in enumerate(pdf.pages, 1)}

            def walk(items: Any, level: int) -> Iterator[tuple[int, str, int]]:
                for item in items:
                    yield level, flat(item.title), numbers[item.destination[0].objgen]
                    yield from walk(item.children, level + 1)

            with pdf.open_outline() as outline:
                return list(walk(outline.root, 1))


def read_back(path: Path, named: str = "", remarks: str = "") -> ReadBack:
    with pdfium.PdfDocument(path) as document:
        found = [flat(p.get_textpage().get_text_bounded()) for p in document]
    parts = [re.match(r"((?:.*? – Dossier.*?|) ?\d+ / \d+|) ?(.*)", text) for text in found]
    return ReadBack(path, named, [m[2] if m else "" for m in parts], [m[1] if m else "" for m in parts], remarks)


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portfolio, with a number that is a secret."""
    root = tmp_path_factory.mktemp("exemple")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "commission", root / "commission")
    for path in ROOT.glob("mkdocs*.yml"):
        shutil.copy(path, root)
    (root / "prive.yml").write_text(f'numero: "{NUMERO}"\n', encoding="utf-8")
    return root


def make(root: Path, *arguments: str) -> ReadBack:
    done = ndrc(root, "pdf", *arguments)
    assert done.code == 0, done.err
    named = re.fullmatch(r"(.+)\u00a0: (\d+) pages\n", done.out)
    assert named, done.out
    read = read_back(root / named[1], named[1], done.err)
    assert len(read.pages) == int(named[2])
    return read


@pytest.fixture(scope="module")
def e4(portfolio: Path) -> ReadBack:
    return make(portfolio, "e4")


@pytest.fixture(scope="module")
def e6(portfolio: Path) -> ReadBack:
    return make(portfolio, "e6", "--recto-verso", "-o", "remise.pdf")


# ---- What is in the file


def test_the_cover_comes_first_and_the_number_is_on_it(e4: ReadBack) -> None:
    assert e4.named == "dossier-e4.pdf"
    assert "SESSION 2020" in e4.pages[0]
    assert NUMERO in e4.pages[0]
    assert e4.pages[1].startswith("Sommaire")


@pytest.mark.parametrize("name", ["e4", "e6"])
def test_the_contents_say_the_true_pages(name: str, request: pytest.FixtureRequest) -> None:
    read: ReadBack = request.getfixturevalue(name)
    contents = read.listed()
    assert len(contents) == {"e4": 6, "e6": 9}[name]
    for title, page in contents.items():
        if title.startswith("Annexe"):
            assert read.pages[page - 1].startswith(title), title
        else:
            shown = title.partition(" — ")[2] or title
            assert page == next(i for i in read.ou(shown) if i > 2), title
    for i, text in enumerate(read.footers, 1):
        assert re.fullmatch(rf"Camille Roussel – Dossier {name.upper()}.* {i} / {len(read.pages)}", text), i


def test_every_word_of_the_fiches_is_there(portfolio: Path, e4: ReadBack) -> None:
    whole = " ".join(e4.pages)
    for path in (portfolio / "docs" / "e4").glob("*.md"):
        fiche = read_fiche(path.read_bytes(), path.name, load_forms(2020))
        assert fiche is not None
        assert fiche.formulaire is not None
        words = {
            word
            for champ in fiche.formulaire.rubriques
            for text in fiche.values[champ.chemin].cells
            for word in words_of(text)
        }
        assert len(words) > 150
        assert [w for w in words if w not in whole] == []


@pytest.mark.parametrize("name", ["e4", "e6"])
def test_it_is_tagged_and_says_what_it_is(name: str, request: pytest.FixtureRequest) -> None:
    read: ReadBack = request.getfixturevalue(name)
    with Pdf.open(read.path) as pdf:
        root: Any = pdf.Root
        assert root.Lang == "fr"
        assert root.MarkInfo.Marked
        assert root.StructTreeRoot.K is not None
        assert root.ViewerPreferences.DisplayDocTitle
        assert pdf.docinfo["/Title"] == f"Dossier {name.upper()} – Camille Roussel"
        assert pdf.docinfo["/Author"] == "Camille Roussel"
        with pdf.open_metadata() as meta:
            assert meta["dc:creator"] == ["Camille Roussel"]
            assert meta["dc:title"] == pdf.docinfo["/Title"]
            assert meta["dc:language"] == {"fr"}
        assert "Chrome" not in str(pdf.docinfo)
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and "/URI" in thing:
                assert not str(thing.URI).startswith("file:")
    content = read.path.read_bytes()
    assert b"impression-" not in content
    assert str(read.path.parent).encode() not in content


def test_the_outline_has_everything_in_order(e4: ReadBack, e6: ReadBack) -> None:
    for read in (e4, e6):
        plan = read.plan()
        assert [title for _, title, _ in plan[:2]] == ["Couverture", "Sommaire"]
        assert [page for _, _, page in plan] == sorted(page for _, _, page in plan)
        for title, page in read.listed().items():
            assert (2 if title.startswith("Annexe") else 1, title, page) in plan
        assert len(plan) == len(set(plan))
    bands = [title for level, title, page in e4.plan() if level == 2 and page in (3, 4)]
    assert bands[:4] == [
        "CADRE DE L’ACTIVITÉ",
        "ANALYSE DE L’ACTIVITÉ",
        "DÉROULEMENT DE L’ACTIVITÉ",
        "CIBLAGE ET PROSPECTION",
    ]


def test_a_pdf_annexe_keeps_its_text_and_its_vectors(portfolio: Path, e4: ReadBack, e6: ReadBack) -> None:
    for read, name, title in (
        (e4, "proposition-commerciale.pdf", "Annexe 2 — Proposition commerciale remise à Mme L."),
        (e6, "fiche-de-releve.pdf", "Annexe 2 — Fiche de relevé en magasin"),
    ):
        page = read.pages[read.listed()[title] - 1]
        words = set(re.findall(r"\w{5,}", read_back(portfolio / "docs" / "annexes" / name).pages[0]))
        assert len(words) > 20
        assert [w for w in words if w not in page] == []


def test_the_fonts_are_embedded(e4: ReadBack, e6: ReadBack) -> None:
    for read in (e4, e6):
        assert len(_fonts(read.path)) > 3
        assert all(_fonts(read.path))


def _fonts(path: Path) -> list[bool]:
    """Whether each font of a PDF is embedded; the letters of one of Type 3 are drawings of the PDF itself."""
    with Pdf.open(path) as pdf:
        fonts: list[Any] = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.Font]
        simple = [f for f in fonts if "/DescendantFonts" not in f and f.get("/Subtype") != Name.Type3]
        return [any(f"/FontFile{kind}" in f.get("/FontDescriptor", {}) for kind in ("", 2, 3)) for f in simple]


def test_each_document_begins_on_a_recto(e6: ReadBack) -> None:
    starts = [page for title, page in e6.listed().items() if not title.startswith("Annexe")]
    assert len(starts) == 4
    assert all(page % 2 for page in starts)
    blank = e6.ou("page laissée blanche")
    assert blank
    assert all(page + 1 in starts for page in blank)


# ---- What is said of it


def test_there_is_nothing_to_say_of_a_dossier_that_is_finished(e4: ReadBack) -> None:
    assert e4.remarks == ""


@pytest.fixture(scope="module")
def unfinished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio whose sources are in `textes/`, with a draft, without a number; and a PDF made before."""
    second = FICHE.replace("numero: 1", "numero: 2\nstatut: brouillon")
    root = write(
        tmp_path_factory.mktemp("fini"), {"e4/a.md": FICHE, "e4/b.md": second}, CONFIGURATION + "docs_dir: textes\n"
    )
    (root / "docs").rename(root / "textes")
    (root / "dossier-e4.pdf").write_bytes(b"%PDF-1.4 avant")
    return root


def test_a_candidate_learns_what_their_file_lacks(unfinished: Path) -> None:
    """The name of the dossier may be in capitals; a PDF that was there is written over."""
    read = make(unfinished, "E4")
    assert read.named == "dossier-e4.pdf"
    assert "(extrait)" not in read.footers[0]
    assert [flat(line) for line in read.remarks.splitlines()] == [
        "votre numéro de candidat n’est pas connu : sa case reste vide (écrivez-le dans prive.yml).",
        "encore en brouillon : textes/e4/a.md, textes/e4/b.md",
        "dossier pas encore conforme : 2 fautes qui le rendent non valide (NV) et 3 pénalités ; "
        "« ndrc verifier » les détaille.",
    ]


# ---- What can be asked for


def test_a_folder_means_its_fiches_and_attestations_close_a_whole_dossier_only(portfolio: Path, e4: ReadBack) -> None:
    read = make(portfolio, "docs/e4", "-o", "dossier.pdf")
    assert any("Attestation" in title for _, title, _ in e4.plan())
    assert not any("Attestation" in title for _, title, _ in read.plan())
    assert [t for t in read.listed() if t.startswith("Fiche")] == [t for t in e4.listed() if t.startswith("Fiche")]
    assert "Dossier E4 (extrait)" in read.footers[0]


def test_what_is_not_public_is_not_written_where_mkdocs_publishes(unfinished: Path) -> None:
    before = list((unfinished / "textes").rglob("*"))
    done = ndrc(unfinished, "pdf", "e4", "-o", "textes/dossier.pdf")
    assert done.code == 2
    assert "MkDocs y copie tout textes/" in done.err
    assert list((unfinished / "textes").rglob("*")) == before
    public = make(unfinished, "e4", "--audience", "public", "-o", "textes/dossier")
    assert public.named == "textes/dossier.pdf"
    assert flat(public.remarks) == "encore en brouillon : textes/e4/a.md, textes/e4/b.md"


def test_some_fiches_make_one_file_in_the_order_of_the_portfolio(portfolio: Path, e4: ReadBack) -> None:
    read = make(portfolio, "docs/e4/portes-ouvertes.md", "docs/e4/vente-vehicule.md", "--audience", "public")
    assert read.named == "fiches.pdf"
    assert [title[:7] for title in read.listed() if title.startswith("Fiche")] == ["Fiche 1", "Fiche 2"]
    assert NUMERO not in " ".join(read.pages)
    assert "Dossier E4 (extrait)" in read.footers[0]
    for made, audience in ((e4, "candidat"), (read, "public")):  # it says for whom it is
        with Pdf.open(made.path) as pdf:
            assert pdf.docinfo["/NDRCAudience"] == audience


def test_one_fiche_gives_its_name_to_the_file(portfolio: Path) -> None:
    read = make(portfolio, "docs/e6/etude-reflexive.md", "-o", ".")
    assert read.named == "etude-reflexive.pdf"
    assert read.listed() == {"Étude réflexive réseau": 3}


def test_the_commission_prints_a_candidate(portfolio: Path) -> None:
    read = make(portfolio, "roussel-camille", "--audience", "jury")
    assert read.named == "dossier-roussel-camille.pdf"
    assert "Dossier de commission" in read.pages[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["e7"], "« e7 » n’est ni un dossier ni une fiche"),
        (["e4", "-o", "mkdocs.yml/dossier.pdf"], "le dossier « mkdocs.yml » ne peut pas être créé"),
        (["e4", "--navigateur", "nulle-part/chrome"], "« nulle-part/chrome » n’est pas un navigateur"),
        (["e4", "--audience", "tous"], "« tous » ne va pas avec « --audience »"),
    ],
)
def test_what_cannot_be_done_is_said(portfolio: Path, arguments: list[str], message: str) -> None:
    done = ndrc(portfolio, "pdf", *arguments)
    assert done.code == 2
    assert flat(message) in flat(done.err)
    assert done.out == ""


@pytest.mark.parametrize(
    ("configuration", "message"),
    [
        ("site_name: P\ntheme: material\n", "il manque ndrc-portfolio"),
        ("site_name: P\n theme: [\n", "mkdocs.yml ne peut pas être lu"),
        (CONFIGURATION + "    depot: 2027-02-30\n", "mkdocs.yml, ligne 8 : « 2027-02-30 » n’est pas une date"),
        (CONFIGURATION + "\tdepot: 2027-04-30\n", "mkdocs.yml:8:1: erreur NDRC103"),
    ],
)
def test_a_configuration_that_is_wrong_is_said_without_a_traceback(
    tmp_path: Path, configuration: str, message: str
) -> None:
    done = ndrc(write(tmp_path, {"fiche.md": FICHE}, configuration), "pdf", "e4")
    assert done.code == 2
    assert message in flat(done.err)
    assert "Traceback" not in done.err


def test_errors_are_said_like_ndrc_verifier_does(tmp_path: Path) -> None:
    faulty = FICHE.replace("negociation-vente", "negociation")
    done = run_ndrc(write(tmp_path, {"fiche.md": faulty}), "pdf", "e4")
    assert done.returncode == 1
    assert "docs/fiche.md:4:9: erreur NDRC104" in done.stderr
    assert "Le PDF n’a pas été fait" in done.stderr
    assert "ERROR" not in done.stderr
    assert done.stdout == ""
    assert not list(tmp_path.glob("*.pdf"))


# ---- The browser


@pytest.mark.parametrize("arguments", [["pdf", "e4"], ["verifier", "--pages"]])
def test_without_a_browser_one_learns_where_to_get_it(portfolio: Path, arguments: list[str]) -> None:
    done = ndrc(portfolio, *arguments, PATH="", PROGRAMFILES="", LOCALAPPDATA="", PROGRAMW6432="", HOME="/nulle-part")
    if sys.platform != "darwin":  # there, applications are found without PATH
        assert done.code == 2
        assert "https://www.google.com/chrome/" in done.err
        assert "Ctrl + P" in done.err


def test_the_file_appears_whole_or_not_at_all(portfolio: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossier.pdf"
    target.write_bytes(b"%PDF-avant")
    done = ndrc(portfolio, "pdf", "e4", "-o", str(target), "--navigateur", sys.executable)
    assert done.code == 2
    assert "n’a pas imprimé la page" in done.err
    assert target.read_bytes() == b"%PDF-avant"
    assert [p.name for p in tmp_path.iterdir()] == ["dossier.pdf"]
    assert not list((portfolio / ".cache" / "ndrc-portfolio").glob("impression-*"))


# ---- Annexes of all kinds


def test_turned_noted_and_heavy_annexes(tmp_path: Path) -> None:
    texte = b"BT /F1 20 Tf 60 540 Td (%s) Tj ET"
    strokes = " ".join(f"{n % 400} {n % 500} m {n % 397} {n % 503} l S" for n in range(20_000)).encode()
    files: Contents = {
        "annexes/tournee.pdf": annexe(texte % b"Texte tourne", rotate=90),
        "annexes/notee.pdf": annexe(texte % b"Texte note", note="Ma remarque"),
        "annexes/scan.pdf": annexe(texte % b"Texte du scan", image=noise(1500, 2000)),
        "annexes/photo.jpg": noise(2000, 1500),
        "annexes/vecteurs.pdf": annexe(texte % b"Trop lourd" + strokes),
    }
    entries = "".join(f"  - {{titre: Pièce, fichier: ../{name}}}\n" for name in files)
    files["e4/fiche.md"] = FICHE.replace("cadre:", f"annexes:\n{entries}cadre:")
    read = make(write(tmp_path, files), "e4")
    assert len(read.pages) == 2 + 2 + len(entries.splitlines())
    assert "Texte tourne" in read.pages[4]
    assert "Texte note" in read.pages[5]
    assert "Ma remarque" in read.pages[5]
    assert "Texte du scan" in read.pages[6]
    assert "Trop lourd" in read.pages[8], "over a picture, which stands in for what is too much"
    assert read.path.stat().st_size < 4 * MOST
    with pdfium.PdfDocument(read.path) as document:
        ink = [document[i].render(scale=0.3).to_pil().convert("L").crop((20, 40, 160, 220)) for i in range(4, 9)]
    assert all(picture.getextrema()[0] < 200 for picture in ink)
    assert all(_fonts(read.path)), "Helvetica, which every reader is supposed to have"


def test_annexes_whose_notes_are_odd_are_bound_all_the_same(tmp_path: Path) -> None:
    with Pdf.open(BytesIO(annexe(b"BT /F1 20 Tf 60 500 Td (Texte) Tj ET"))) as pdf:
        pdf.pages[0].obj.Annots = pikepdf.Object.parse(b"[ 1 ]")
        buffer = BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    files: Contents = {}
    for i, notes in enumerate((b"[999 0 R]", b"[(mot) 3 << /Subtype 4 >>]", b"7", b"<< /A 1 >>")):
        assert b"/Annots [ 1 ]" in buffer.getvalue()
        files[f"{i}.pdf"] = buffer.getvalue().replace(b"/Annots [ 1 ]", b"/Annots " + notes)
    entries = "".join(f"  - {{titre: Pièce, fichier: {name}}}\n" for name in files)
    fiche = FICHE.replace("cadre:", f"annexes:\n{entries}cadre:")
    pages = make(write(tmp_path, {**files, "fiche.md": fiche}), "e4").pages
    assert len(pages) == 2 + 2 + len(files)
    assert ["Texte" in text for text in pages[4:]] == [True] * len(files)
