"""`ndrc pdf` and `ndrc verifier --pages`, with a real browser: what is handed in, read back."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from os import urandom
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from PIL import Image

from ndrc_portfolio.annexes.model import MOST
from ndrc_portfolio.annexes.pictures import _vues
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf import fonts
from ndrc_portfolio.pdf.browser import PrintError, find_browser, print_page
from ndrc_portfolio.pdf.weight import lighten
from tests.portfolios import CONFIGURATION, FICHE, ecrire, environnement

pytestmark = pytest.mark.navigateur

RACINE = Path(__file__).resolve().parent.parent
NUMERO = "0298765401"
ETUDE = "---\nfiche: e6-etude-reflexive\n---\n## Thème\nLa confiance\n## Développement structuré\n"
LONG = "Une ligne de plus dans cette rubrique.\n\n"


def ndrc(root: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command there, as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "ndrc_portfolio", *arguments],
        cwd=root,
        env=environnement(**environ),
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=180,
    )


@dataclass(frozen=True)
class Lu:
    """A PDF read back: the texts of its pages, and of their footers; what the command calls it, and says on stderr."""

    path: Path
    nom: str
    pages: list[str]
    pieds: list[str]
    remarques: str = ""

    def ou(self, *words: str) -> list[int]:
        """The pages, from 1, where these texts stand together."""
        return [i for i, text in enumerate(self.pages, 1) if all(plat(w) in text for w in words)]

    def sommaire(self) -> dict[str, int]:
        """What the contents say: title and page."""
        with pdfium.PdfDocument(self.path) as document:
            lines = document[1].get_textpage().get_text_bounded().splitlines()
        found = (re.fullmatch(r"(?:[•◦\d.]+ *)?((?:Fiche|Annexe|Étude) .*?) *(\d+)", plat(line)) for line in lines)
        return {m[1]: int(m[2]) for m in found if m}

    def plan(self) -> list[tuple[int, str, int]]:
        """The outline: level, title, page."""
        with Pdf.open(self.path) as pdf:
            numbers: dict[Any, int] = {p.objgen: i for i, p in enumerate(pdf.pages, 1)}

            def walk(items: Any, level: int) -> Iterator[tuple[int, str, int]]:
                for item in items:
                    yield level, plat(item.title), numbers[item.destination[0].objgen]
                    yield from walk(item.children, level + 1)

            with pdf.open_outline() as outline:
                return list(walk(outline.root, 1))


def plat(text: str) -> str:
    return " ".join(text.split())


def lu(path: Path, nom: str = "", remarques: str = "") -> Lu:
    with pdfium.PdfDocument(path) as document:
        found = [plat(p.get_textpage().get_text_bounded()) for p in document]
    parts = [re.match(r"((?:.*? – Dossier.*?|) ?\d+ / \d+|) ?(.*)", text) for text in found]
    return Lu(path, nom, [m[2] if m else "" for m in parts], [m[1] if m else "" for m in parts], remarques)


@pytest.fixture(scope="module")
def exemple(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example portfolio, with a number that is a secret."""
    root = tmp_path_factory.mktemp("exemple")
    shutil.copytree(RACINE / "docs", root / "docs")
    shutil.copytree(RACINE / "commission", root / "commission")
    for path in RACINE.glob("mkdocs*.yml"):
        shutil.copy(path, root)
    (root / "prive.yml").write_text(f'numero: "{NUMERO}"\n', encoding="utf-8")
    return root


def fait(root: Path, *arguments: str) -> Lu:
    done = ndrc(root, "pdf", *arguments)
    assert done.returncode == 0, done.stderr
    line = re.fullmatch(r"(.+)\u00a0: (\d+) pages\n", done.stdout)
    assert line, done.stdout
    read = lu(root / line[1], line[1], done.stderr)
    assert len(read.pages) == int(line[2])
    return read


@pytest.fixture(scope="module")
def e4(exemple: Path) -> Lu:
    return fait(exemple, "e4")


@pytest.fixture(scope="module")
def e6(exemple: Path) -> Lu:
    return fait(exemple, "e6", "--recto-verso", "-o", "remise.pdf")


# ---- What is in the file


def test_the_cover_comes_first_and_the_number_is_on_it(e4: Lu) -> None:
    assert e4.nom == "dossier-e4.pdf"
    assert "SESSION 2027" in e4.pages[0]
    assert NUMERO in e4.pages[0]
    assert e4.pages[1].startswith("Sommaire")


@pytest.mark.parametrize("name", ["e4", "e6"])
def test_the_contents_tell_the_true_pages(name: str, request: pytest.FixtureRequest) -> None:
    read: Lu = request.getfixturevalue(name)
    listed = read.sommaire()
    assert len(listed) == {"e4": 6, "e6": 9}[name]
    for title, page in listed.items():
        if title.startswith("Annexe"):
            assert read.pages[page - 1].startswith(title), title
        else:
            shown = title.partition(" — ")[2] or title
            assert page == next(i for i in read.ou(shown) if i > 2), title
    for i, text in enumerate(read.pieds, 1):
        assert re.fullmatch(rf"Camille Roussel – Dossier {name.upper()}.* {i} / {len(read.pages)}", text), i


def test_every_word_of_the_fiches_is_there(exemple: Path, e4: Lu) -> None:
    whole = " ".join(e4.pages)
    for path in (exemple / "docs" / "e4").glob("*.md"):
        fiche = read_fiche(path.read_bytes(), path.name, load_forms(2027))
        assert fiche is not None
        assert fiche.formulaire is not None
        words = {
            word
            for champ in fiche.formulaire.rubriques
            for text in fiche.valeurs[champ.chemin].cellules
            for word in re.findall(r"[^\W\d_]{4,}", re.sub(r"\]\([^)]*\)|<[^>]*>", "]", text))
        }
        assert len(words) > 150
        assert [w for w in words if w not in whole] == []


@pytest.mark.parametrize("name", ["e4", "e6"])
def test_it_is_tagged_and_says_what_it_is(name: str, request: pytest.FixtureRequest) -> None:
    read: Lu = request.getfixturevalue(name)
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


def test_the_outline_has_everything_in_order(e4: Lu, e6: Lu) -> None:
    for read in (e4, e6):
        plan = read.plan()
        assert [title for _, title, _ in plan[:2]] == ["Couverture", "Sommaire"]
        assert [page for _, _, page in plan] == sorted(page for _, _, page in plan)
        for title, page in read.sommaire().items():
            assert (2 if title.startswith("Annexe") else 1, title, page) in plan
        assert len(plan) == len(set(plan))
    bands = [title for level, title, page in e4.plan() if level == 2 and page in (3, 4)]
    assert bands[:4] == [
        "CADRE DE L’ACTIVITÉ",
        "ANALYSE DE L’ACTIVITÉ",
        "DÉROULEMENT DE L’ACTIVITÉ",
        "CIBLAGE ET PROSPECTION",
    ]


def test_a_pdf_annexe_keeps_its_text_and_its_vectors(exemple: Path, e4: Lu, e6: Lu) -> None:
    for read, name, title in (
        (e4, "proposition-commerciale.pdf", "Annexe 2 — Proposition commerciale remise à Mme L."),
        (e6, "fiche-de-releve.pdf", "Annexe 2 — Fiche de relevé en magasin"),
    ):
        page = read.pages[read.sommaire()[title] - 1]
        words = set(re.findall(r"\w{5,}", lu(exemple / "docs" / "annexes" / name).pages[0]))
        assert len(words) > 20
        assert [w for w in words if w not in page] == []


def test_the_fonts_are_embedded(e4: Lu, e6: Lu) -> None:
    for read in (e4, e6):
        assert len(_polices(read.path)) > 3
        assert all(_polices(read.path))


def _polices(path: Path) -> list[bool]:
    """Whether each font of a PDF is embedded."""
    with Pdf.open(path) as pdf:
        fonts: list[Any] = [o for o in pdf.objects if isinstance(o, Dictionary) and o.get("/Type") == Name.Font]
        simple = [f for f in fonts if "/DescendantFonts" not in f]
        return [any(f"/FontFile{kind}" in f.get("/FontDescriptor", {}) for kind in ("", 2, 3)) for f in simple]


def test_each_document_begins_on_a_recto(e6: Lu) -> None:
    starts = [page for title, page in e6.sommaire().items() if not title.startswith("Annexe")]
    assert len(starts) == 4
    assert all(page % 2 for page in starts)
    blank = e6.ou("page laissée blanche")
    assert blank
    assert all(page + 1 in starts for page in blank)


# ---- What is said of it


def test_there_is_nothing_to_tell_of_a_dossier_that_is_finished(e4: Lu) -> None:
    assert e4.remarques == ""


def test_a_candidate_is_told_what_their_file_lacks(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"e4/a.md": FICHE, "e4/b.md": FICHE.replace("numero: 1", "numero: 2\nstatut: brouillon")})
    lines = fait(root, "E4").remarques.splitlines()
    assert [plat(line) for line in lines] == [
        "votre numéro de candidat n’est pas connu : sa case reste vide (écrivez-le dans prive.yml).",
        "encore en brouillon : docs/e4/a.md, docs/e4/b.md",
        "dossier pas encore conforme : 1 motif de NV et 4 pénalités ; « ndrc verifier » les détaille.",
    ]
    public = fait(root, "e4", "--audience", "public").remarques
    assert plat(public) == "encore en brouillon : docs/e4/a.md, docs/e4/b.md"


def test_it_says_for_whom_it_is(exemple: Path, e4: Lu) -> None:
    public = fait(exemple, "docs/e4/vente-vehicule.md", "--audience", "public", "-o", "public.pdf")
    for read, audience in ((e4, "candidat"), (public, "public")):
        with Pdf.open(read.path) as pdf:
            assert pdf.docinfo["/NDRCAudience"] == audience


# ---- What can be asked for


def test_a_capital_makes_no_other_dossier(tmp_path: Path) -> None:
    read = fait(ecrire(tmp_path, {"fiche.md": FICHE}), "E4")
    assert read.nom == "dossier-e4.pdf"
    assert "(extrait)" not in read.pieds[0]


def test_a_folder_means_its_fiches_and_attestations_close_a_whole_dossier_only(exemple: Path, e4: Lu) -> None:
    read = fait(exemple, "docs/e4", "-o", "dossier.pdf")
    assert any("Attestation" in title for _, title, _ in e4.plan())
    assert not any("Attestation" in title for _, title, _ in read.plan())
    assert [t for t in read.sommaire() if t.startswith("Fiche")] == [t for t in e4.sommaire() if t.startswith("Fiche")]
    assert "Dossier E4 (extrait)" in read.pieds[0]


def test_what_is_not_public_is_not_written_where_mkdocs_publishes(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE}, CONFIGURATION + "docs_dir: textes\n")
    (root / "docs").rename(root / "textes")
    done = ndrc(root, "pdf", "e4", "-o", "textes/dossier.pdf")
    assert done.returncode == 2
    assert "MkDocs y copie tout textes/" in done.stderr
    assert not list(root.rglob("*.pdf"))
    assert fait(root, "e4", "--audience", "public", "-o", "textes/dossier.pdf").nom == "textes/dossier.pdf"


def test_some_fiches_make_one_file_in_the_order_of_the_portfolio(exemple: Path) -> None:
    read = fait(exemple, "docs/e4/portes-ouvertes.md", "docs/e4/vente-vehicule.md", "--audience", "public")
    assert read.nom == "fiches.pdf"
    assert [title[:7] for title in read.sommaire() if title.startswith("Fiche")] == ["Fiche 1", "Fiche 2"]
    assert NUMERO not in " ".join(read.pages)
    assert "Dossier E4 (extrait)" in read.pieds[0]


def test_one_fiche_gives_its_name_to_the_file(exemple: Path) -> None:
    read = fait(exemple, "docs/e6/etude-reflexive.md", "-o", ".")
    assert read.nom == "etude-reflexive.pdf"
    assert read.sommaire() == {"Étude réflexive réseau": 3}


def test_the_commission_prints_a_candidate(exemple: Path) -> None:
    read = fait(exemple, "roussel-camille", "--audience", "jury")
    assert read.nom == "dossier-roussel-camille.pdf"
    assert "Dossier de commission" in read.pages[0]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["e7"], "« e7 » n’est ni un dossier ni une fiche"),
        (["e4", "-o", "mkdocs.yml/dossier.pdf"], "le dossier « mkdocs.yml » ne peut pas être créé"),
        (["e4", "--navigateur", "nulle-part/chrome"], "« nulle-part/chrome » n’est pas un navigateur"),
        (["e4", "--audience", "tous"], "cette commande n’est pas complète"),
    ],
)
def test_what_cannot_be_done_is_told(exemple: Path, arguments: list[str], message: str) -> None:
    done = ndrc(exemple, "pdf", *arguments)
    assert done.returncode == 2
    assert plat(message) in plat(done.stderr)
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("configuration", "message"),
    [
        ("site_name: P\ntheme: material\n", "il manque ndrc-portfolio"),
        ("site_name: P\n theme: [\n", "mkdocs.yml ne peut pas être lu"),
        (CONFIGURATION + "    depot: 2027-02-30\n", "mkdocs.yml, ligne 8 : « 2027-02-30 » n’est pas une date"),
        (CONFIGURATION + "\tdepot: 2027-04-30\n", "mkdocs.yml:8:1: erreur NDRC103"),
    ],
)
def test_a_configuration_that_is_wrong_is_told_without_a_traceback(
    tmp_path: Path, configuration: str, message: str
) -> None:
    done = ndrc(ecrire(tmp_path, {"fiche.md": FICHE}, configuration), "pdf", "e4")
    assert done.returncode == 2
    assert message in plat(done.stderr)
    assert "Traceback" not in done.stderr


def test_errors_are_told_like_ndrc_verifier_does(tmp_path: Path) -> None:
    faulty = FICHE.replace("negociation-vente", "negociation")
    done = ndrc(ecrire(tmp_path, {"fiche.md": faulty}), "pdf", "e4")
    assert done.returncode == 1
    assert "docs/fiche.md:4:9: erreur NDRC104" in done.stderr
    assert "Le PDF n’a pas été fait" in done.stderr
    assert "ERROR" not in done.stderr
    assert done.stdout == ""
    assert not list(tmp_path.glob("*.pdf"))


# ---- The browser


@pytest.mark.parametrize("arguments", [["pdf", "e4"], ["verifier", "--pages"]])
def test_without_a_browser_one_learns_where_to_get_it(exemple: Path, arguments: list[str]) -> None:
    done = ndrc(exemple, *arguments, PATH="", PROGRAMFILES="", LOCALAPPDATA="", PROGRAMW6432="", HOME="/nulle-part")
    if sys.platform != "darwin":  # there, applications are found without PATH
        assert done.returncode == 2
        assert "https://www.google.com/chrome/" in done.stderr
        assert "Ctrl + P" in done.stderr


def test_the_file_appears_whole_or_not_at_all(exemple: Path, tmp_path: Path) -> None:
    target = tmp_path / "dossier.pdf"
    target.write_bytes(b"%PDF-avant")
    done = ndrc(exemple, "pdf", "e4", "-o", str(target), "--navigateur", sys.executable)
    assert done.returncode == 2
    assert "n’a pas imprimé la page" in done.stderr
    assert target.read_bytes() == b"%PDF-avant"
    assert [p.name for p in tmp_path.iterdir()] == ["dossier.pdf"]
    assert not list((exemple / ".cache" / "ndrc-portfolio").glob("impression-*"))


def test_a_browser_is_found_where_windows_has_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    chrome = tmp_path / "Google" / "Chrome" / "Application" / "chrome.exe"
    chrome.parent.mkdir(parents=True)
    chrome.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PROGRAMFILES", str(tmp_path))
    assert find_browser() == chrome


def test_an_old_browser_is_told_to_be_updated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "imprime.pdf"

    def run(*_: Any, **__: Any) -> None:
        target.write_bytes(b"%PDF-1.4\n/Producer (Skia/PDF m130)\n%%EOF\n")

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PrintError, match="trop ancien"):
        print_page(Path("chrome"), tmp_path / "page.html", target)


# ---- Annexes of all kinds


def _annexe(content: bytes = b"", *, rotate: int = 0, image: bytes = b"", texte_annote: str = "") -> bytes:
    """A page of A5 with Helvetica, perhaps turned, with a picture, with a note that has its own appearance."""
    pdf = Pdf.new()
    page = pdf.add_blank_page(page_size=(420, 595))
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
        )
    )  # fmt: skip
    page.add_resource(font, Name.Font, Name.F1)
    page.contents_add(content)
    if rotate:
        page.obj.Rotate = rotate
    if image:
        with Image.open(BytesIO(image)) as opened:
            size = opened.size
        picture = Stream(
            pdf, image, Type=Name.XObject, Subtype=Name.Image, Width=size[0], Height=size[1],
            BitsPerComponent=8, ColorSpace=Name.DeviceRGB, Filter=Name.DCTDecode,
        )  # fmt: skip
        page.add_resource(picture, Name.XObject, Name.Im1)
        page.contents_add(b"q 400 0 0 500 10 10 cm /Im1 Do Q")
    if texte_annote:
        look = Stream(
            pdf, f"BT /F1 12 Tf 2 5 Td ({texte_annote}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form,
            BBox=[0, 0, 200, 20], Resources=Dictionary(Font=Dictionary(F1=font)),
        )  # fmt: skip
        note = Dictionary(
            Type=Name.Annot, Subtype=Name.FreeText, Rect=[50, 300, 250, 320], F=4,
            DA=pikepdf.String("/F1 12 Tf"), Contents=texte_annote, AP=Dictionary(N=look),
        )  # fmt: skip
        page.obj.Annots = Array([pdf.make_indirect(note)])
    buffer = BytesIO()
    pdf.save(buffer)
    return buffer.getvalue()


def _bruit(width: int, height: int, quality: int = 90) -> bytes:
    buffer = BytesIO()
    Image.frombytes("RGB", (width, height), urandom(width * height * 3)).save(buffer, "JPEG", quality=quality)
    return buffer.getvalue()


def test_turned_noted_and_heavy_annexes(tmp_path: Path) -> None:
    texte = b"BT /F1 20 Tf 60 500 Td (%s) Tj ET"
    files: dict[str, str | bytes] = {
        "annexes/tournee.pdf": _annexe(texte % b"Texte tourne", rotate=90),
        "annexes/notee.pdf": _annexe(texte % b"Texte note", texte_annote="Ma remarque"),
        "annexes/scan.pdf": _annexe(texte % b"Texte du scan", image=_bruit(1500, 2000)),
        "annexes/photo.jpg": _bruit(2000, 1500),
        "annexes/vecteurs.pdf": _annexe(texte % b"Trop lourd" + b"\n%" + urandom(1_500_000).hex().encode()),
    }
    entries = "".join(f"  - {{titre: Pièce, fichier: ../{name}}}\n" for name in files)
    files["e4/fiche.md"] = FICHE.replace("cadre:", f"annexes:\n{entries}cadre:")
    read = fait(ecrire(tmp_path, files), "e4")
    assert len(read.pages) == 2 + 2 + len(entries.splitlines())
    assert "Texte tourne" in read.pages[4]
    assert "Texte note" in read.pages[5]
    assert "Ma remarque" in read.pages[5]
    assert "Texte du scan" in read.pages[6]
    assert "Trop lourd" not in read.pages[8], "a picture stands in for what weighs too much"
    assert read.path.stat().st_size < 4 * MOST
    with pdfium.PdfDocument(read.path) as document:
        ink = [document[i].render(scale=0.3).to_pil().convert("L").crop((20, 40, 160, 220)) for i in range(4, 9)]
    assert all(picture.getextrema()[0] < 200 for picture in ink)
    assert all(_polices(read.path)), "Helvetica, which every reader is supposed to have"


@pytest.mark.parametrize("annots", ["[999 0 R]", "[(mot) 3 << /Subtype 4 >>]", "7", "<< /A 1 >>"])
def test_an_annexe_whose_notes_are_odd_is_bound_all_the_same(tmp_path: Path, annots: str) -> None:
    with Pdf.open(BytesIO(_annexe(b"BT /F1 20 Tf 60 500 Td (Texte) Tj ET"))) as pdf:
        pdf.pages[0].obj.Annots = pikepdf.Object.parse(b"[ 1 ]")
        buffer = BytesIO()
        pdf.save(buffer, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    odd = buffer.getvalue().replace(b"/Annots [ 1 ]", b"/Annots " + annots.encode())
    assert annots.encode() in odd
    fiche = FICHE.replace("cadre:", "annexes:\n  - {titre: Pièce, fichier: a.pdf}\ncadre:")
    assert len(fait(ecrire(tmp_path, {"fiche.md": fiche, "a.pdf": odd}), "e4").pages) == 5


@pytest.mark.parametrize(
    ("nom", "style"),
    [
        ("Helvetica", "Regular"),
        ("Helvetica-BoldOblique", "BoldItalic"),
        ("Arial,Bold", "Bold"),
        ("ArialMT", "Regular"),
        ("Arial-ItalicMT", "Italic"),
        ("Times-Roman", "Regular"),
        ("Times-Italic", "Italic"),
        ("TimesNewRoman,BoldItalic", "BoldItalic"),
        ("TimesNewRomanPS-BoldMT", "Bold"),
        ("CourierNewPSMT", "Regular"),
        ("Courier-Oblique", "Italic"),
        ("ArialNarrow", ""),
        ("ArialNarrow-Bold", ""),
        ("Arial-Black", ""),
        ("Helvetica-Narrow", ""),
        ("HelveticaNeue", ""),
        ("Helvetica-Light", ""),
        ("CourierStd", ""),
        ("TimesTen-Roman", ""),
    ],
)
def test_a_font_is_replaced_by_one_that_is_as_wide(nom: str, style: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "is_file", lambda path: path.stem.startswith("Liberation"))
    found = fonts._fichier.__wrapped__(f"/{nom}")
    assert (found.stem.partition("-")[2] if found else "") == style


def test_pictures_of_a_pdf_are_made_lighter_and_kept(tmp_path: Path) -> None:
    for _ in range(2):
        with Pdf.open(BytesIO(_annexe(image=_bruit(1900, 2500)))) as pdf:
            lighten(pdf, tmp_path)
            resources: Any = pdf.pages[0].resources
            picture = resources.XObject.Im1
            assert len(picture.read_raw_bytes()) <= MOST
            assert max(int(picture.Width), int(picture.Height)) <= 1800
            assert pikepdf.PdfImage(picture).as_pil_image().size == (picture.Width, picture.Height)
            lighten(pdf, tmp_path, total=200_000)
            assert len(picture.read_raw_bytes()) <= 200_000
    assert list(tmp_path.glob("*.jpg"))


def test_a_noisy_photo_is_capped(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(_bruit(2600, 1900))
    vues = _vues(photo, "image", tmp_path / "cache")
    assert isinstance(vues, list)
    assert vues[0].path.stat().st_size <= MOST
    with Image.open(vues[0].path) as shown:
        assert shown.size == (vues[0].width, vues[0].height)


# ---- The pages that a form has


@pytest.fixture(scope="module")
def mesures(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    """A portfolio that runs over everywhere, and what is said of its pages."""
    recto = FICHE + LONG * 60
    verso = FICHE.replace("numero: 1", "numero: 2").replace("negociation-vente", "evenement-commercial")
    verso += "## Ciblage et prospection\n### Démarche\n" + LONG * 60
    files: dict[str, str | bytes] = {
        "recto.md": recto,
        "verso.md": verso,
        "etude.md": ETUDE + LONG * 120,
        "juste.md": FICHE.replace("numero: 1", "numero: 3"),
    }
    root = ecrire(tmp_path_factory.mktemp("mesures"), files)
    done = ndrc(root, "verifier", "--pages", "--format", "json")
    assert done.returncode == 1, done.stderr  # no attestation: an error of the dossier, and its pages are counted
    return root, [d for d in json.loads(done.stdout) if d["code"].startswith("NDRC65")]


def test_what_runs_over_is_told_with_its_side(mesures: tuple[Path, list[dict[str, Any]]]) -> None:
    root, diagnostics = mesures
    by_path = {d["path"]: d for d in diagnostics}
    assert len(diagnostics) == 3
    recto, verso, etude = (by_path[f"docs/{name}.md"] for name in ("recto", "verso", "etude"))
    assert (recto["code"], recto["rule"]) == ("NDRC651", "R3")
    assert recto["message"].startswith("le recto déborde de ")
    assert recto["line"] == 7  # its first block stands in the front matter
    assert verso["message"].startswith("le verso déborde de ")
    lines = (root / "docs" / "verso.md").read_text(encoding="utf-8").splitlines()
    assert lines[verso["line"] - 1] == "## Ciblage et prospection"
    assert (etude["code"], etude["rule"]) == ("NDRC652", "R9")
    assert "3 pages au lieu de 2 pages" in etude["message"]


def test_what_is_told_is_what_must_go(mesures: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    """Cut as many lines as the message says, and the étude fits."""
    _, diagnostics = mesures
    message = next(d["message"] for d in diagnostics if d["code"] == "NDRC652")
    millimetres = int(re.search(r"de (\d+) mm", message)[1])  # type: ignore[index]
    paragraph = 4.76  # mm: a line and the space below it
    for cut, fits in ((millimetres / paragraph + 2, True), (millimetres / paragraph - 3, False)):
        root = ecrire(tmp_path / str(fits), {"etude.md": ETUDE + LONG * (120 - int(cut))})
        done = ndrc(root, "verifier", "--pages", "docs/etude.md", "--strict", "--format", "json")
        codes = [d["code"] for d in json.loads(done.stdout)]
        assert ("NDRC652" not in codes) is fits
        assert done.returncode == (0 if fits else 1)


def test_how_many_pages_are_taken_is_told(mesures: tuple[Path, list[dict[str, Any]]]) -> None:
    said = ndrc(mesures[0], "verifier", "--pages").stdout
    assert [plat(line) for line in said.splitlines() if " sur 2" in line] == [
        "docs/etude.md : 3 pages sur 2",
        "docs/juste.md : 2 pages sur 2",
        "docs/recto.md : 3 pages sur 2 (recto 2, verso 1)",
        "docs/verso.md : 3 pages sur 2 (recto 1, verso 2)",
    ]


def test_pages_are_not_measured_while_there_are_errors(tmp_path: Path) -> None:
    faulty = FICHE.replace("negociation-vente", "negociation")
    root = ecrire(tmp_path, {"faux.md": faulty, "juste.md": FICHE}, CONFIGURATION)
    for arguments in ([], ["docs/juste.md"]):
        done = ndrc(root, "verifier", "--pages", *arguments)
        assert done.returncode == 1
        assert "NDRC104" in done.stdout
        assert "Les pages n’ont pas été comptées" in done.stdout
