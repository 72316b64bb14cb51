"""README and guide: complete, true, and well linked."""

import json
import re
import shutil
from dataclasses import fields
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from markdown.extensions.toc import slugify
from PIL import Image

from ndrc_portfolio.cli.main import main
from ndrc_portfolio.formulaires.keyword import (
    BlockKeyword,
    CompetenceKeyword,
    FieldKeyword,
    FootField,
    FormKeyword,
    GridKeyword,
    Row,
)
from ndrc_portfolio.formulaires.reference import reference
from ndrc_portfolio.formulaires.schema import SUFFIX
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages.catalogue import whole
from tests.guide import IMAGES, PAGES_DU_PDF, VUES

KEYWORDS = (FormKeyword, Row, FootField, BlockKeyword, FieldKeyword, GridKeyword, CompetenceKeyword)
ROOT = Path(__file__).parent.parent
GUIDE = ROOT / "docs" / "guide"
PAGES = [ROOT / "README.md", *sorted(GUIDE.glob("*.md"))]
SCHEMAS = sorted((ROOT / "schemas").rglob(f"*{SUFFIX}"))
PROTEGE = ROOT / "tests" / "cas" / "408-annexe-avec-mot-de-passe" / "docs" / "annexes" / "contrat.pdf"

# What is shown of these is no text of a fiche (an encoding, a command, a configuration, a form of one's own), or
# needs a whole build or portfolio, or a browser. Other tests produce them: see test_catalogue, test_confidentialite
# and test_pdf.
SANS_ESSAI = re.compile(r"NDRC(00\d|120|134|404|406|41[023]|[56]\d\d)")
# Options of `mkdocs.yml`: tried in a portfolio where nothing else is wrong. What NDRC641 says depends on the day.
OPTIONS = re.compile(r"NDRC6(2\d|3\d|42)")
CONFORME = ROOT / "tests" / "cas" / "601-dossier-sans-faute"

CATALOGUE = whole()

FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`` .+? ``|`[^`\n]+`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


class Exemple(NamedTuple):
    """A block of code, in its language."""

    langue: str
    texte: str


def lu(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sections() -> dict[str, str]:
    """The text of each section of the page of messages, by its code."""
    page = lu(GUIDE / "messages.md")
    hidden = FENCED.sub(lambda m: re.sub(r"[^\n]", "x", m.group()), page)  # code holds headings too
    titles = list(re.finditer(r"^## (\S+) — .+\n", hidden, flags=re.MULTILINE))
    assert len(titles) == len(re.findall(r"^##? ", hidden, flags=re.MULTILINE)) - 1
    codes = [title[1] for title in titles]
    assert codes == sorted(set(codes)), "une section par code, dans l’ordre"
    ends = [*(title.start() for title in titles[1:]), len(page)]
    return {title[1]: page[title.end() : end] for title, end in zip(titles, ends, strict=True)}


SECTIONS = sections()


def exemples(code: str) -> list[Exemple]:
    return [Exemple(*found) for found in FENCED.findall(SECTIONS[code])]


# ---- The page of messages


def test_la_table_des_codes_les_couvre_tous() -> None:
    """Each code is in just one of the ranges, whose ends are messages."""
    page = lu(GUIDE / "messages.md")
    ranges = re.findall(r"^\| \[(NDRC\d{3})\]\S+ (?:à|et) (NDRC\d{3}) \|", page, flags=re.MULTILINE)
    assert {end for pair in ranges for end in pair} <= set(CATALOGUE)
    assert [c for c in sorted(CATALOGUE) if sum(a <= c <= b for a, b in ranges) != 1] == []


def test_chaque_message_a_sa_section_et_une_seule() -> None:
    assert list(SECTIONS) == sorted(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_chaque_section_dit_la_gravite_et_montre_le_faux_et_le_juste(code: str) -> None:
    noms = {"error": "Erreur", "warning": "Avertissement", "info": "Information"}
    assert SECTIONS[code].startswith(f"\n*{noms[CATALOGUE[code].severity]}.* ")
    assert len(exemples(code)) == 2


@pytest.mark.parametrize("code", [c for c in CATALOGUE if not SANS_ESSAI.fullmatch(c)])
def test_les_exemples_disent_vrai(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ndrc verifier` says just this code of the wrong example, and nothing of the right one."""
    monkeypatch.chdir(tmp_path)
    docs = tmp_path / "docs"
    for name in ("e4", "annexes", "prive"):
        (docs / name).mkdir(parents=True)
    (tmp_path / "mkdocs.yml").write_text("site_name: Portfolio\n", encoding="utf-8")
    for name in ("annexes/mandat.jpg", "annexes/mandat.pdf", "prive/mandat.jpg"):
        Image.new("RGB", (9, 9)).save(docs / name)
    shutil.copy(PROTEGE, docs / "annexes" / "mandat-protege.pdf")
    (docs / "annexes" / "mandat.docx").write_bytes(b"PK\3\4")
    faux, juste = exemples(code)

    def codes(exemple: Exemple) -> set[str]:
        (docs / "e4" / "fiche.md").write_text(fiche(exemple), encoding="utf-8")
        main(["verifier", "docs", "--format", "json"])
        told = {str(d["code"]) for d in json.loads(capsys.readouterr().out)}
        return told if code == "NDRC302" else told - {"NDRC302"}

    assert codes(faux) == {code}
    if not juste.texte.startswith("# dans mkdocs.yml"):
        assert codes(juste) == set()


@pytest.mark.parametrize("code", [c for c in CATALOGUE if OPTIONS.fullmatch(c)])
def test_les_exemples_d_options_disent_vrai(
    code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """`ndrc verifier` says just this code of a dossier with the wrong options, and nothing with the right ones."""
    root = tmp_path / "portfolio"
    shutil.copytree(CONFORME, root)
    (root / "docs" / "prive" / "stage-1.docx").write_bytes(b"PK\3\4")
    monkeypatch.chdir(root)
    configuration = yaml.safe_load(lu(root / "mkdocs.yml"))
    options = configuration["plugins"]["ndrc-portfolio"]
    candidat = options["candidat"]

    def codes(exemple: Exemple) -> set[str]:
        given = yaml.safe_load(exemple.texte)
        given["candidat"] = {**candidat, **given.get("candidat", {})}
        configuration["plugins"]["ndrc-portfolio"] = {**options, **given}
        (root / "mkdocs.yml").write_text(yaml.safe_dump(configuration, allow_unicode=True), encoding="utf-8")
        main(["verifier", "--format", "json"])
        return {str(d["code"]) for d in json.loads(capsys.readouterr().out)}

    faux, juste = exemples(code)
    assert codes(faux) == {code}
    assert codes(juste) == set()


def fiche(exemple: Exemple) -> str:
    """The whole file that an example is a part of."""
    texte = exemple.texte.replace("␈", "\b")
    if "---\n" in texte.splitlines(keepends=True):
        return texte
    if exemple.langue == "markdown":
        return f"---\nfiche: e4-activite\n---\n\n{texte}"
    head = "" if texte.startswith("fiche:") else "fiche: e4-activite\n"
    return f"---\n{head}{texte}---\n"


# ---- The page of forms


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_chaque_schema_est_nomme(path: Path) -> None:
    assert f" {path.name}\n" in lu(GUIDE / "formulaires.md")


def test_chaque_cle_de_mise_en_page_est_expliquee() -> None:
    guide = lu(GUIDE / "formulaires.md")
    used = {field.name for keyword in KEYWORDS for field in fields(keyword)}
    assert sorted(cle for cle in used if f"| `{cle}` |" not in guide) == []


# ---- All pages


def test_le_readme_montre_les_deux_commandes() -> None:
    assert {"make site", "make test"} <= set(re.findall(r"`(make \w+)`", lu(ROOT / "README.md")))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_les_liens_menent_quelque_part(path: Path) -> None:
    for link in LINK.findall(CODE.sub("", FENCED.sub("", lu(path)))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.is_file(), link
        assert not anchor or anchor in ancres(target), link


def test_chaque_image_du_guide_est_faite_et_montree() -> None:
    """`make guide` takes them anew; a text in French says what each shows."""
    shown = [image for path in PAGES for image in IMAGE.findall(FENCED.sub("", lu(path)))]
    assert [(text, link) for text, link in shown if len(text) < 20] == []
    names = {Path(link).name for _, link in shown}
    assert {p.name for p in IMAGES.glob("*.png")} == {f"{name}.png" for name in (*VUES, *PAGES_DU_PDF)} == names


def test_chaque_page_du_guide_est_dans_le_menu_et_dans_la_vue_d_ensemble() -> None:
    pages = {path.name for path in GUIDE.glob("*.md")}
    menu = re.findall(r": guide/(\S+)$", lu(ROOT / "mkdocs.yml"), flags=re.MULTILINE)
    assert sorted(menu) == sorted(pages)
    assert {link.partition("#")[0] for link in LINK.findall(lu(GUIDE / "index.md"))} >= pages - {"index.md"}


def test_chaque_fiche_de_l_exemple_est_dans_le_menu() -> None:
    menu = set(re.findall(r"- (e\d/\S+\.md)$", lu(ROOT / "mkdocs.yml"), flags=re.MULTILINE))
    assert menu == {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("e?/*.md")}


def ancres(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", lu(path)), flags=re.MULTILINE)
    return {slugify(title.replace("`", ""), "-") for title in titles}


@pytest.mark.parametrize("path", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda p: p.name)
def test_typographie(path: Path) -> None:
    text = re.sub(r"\A---\n.*?\n---\n", "", lu(path), flags=re.DOTALL)
    text = text.split("\n## In English\n")[0]
    prose = LINK.sub("]", CODE.sub("x", FENCED.sub("", text)))
    assert re.findall(r".{0,20}(?: [:;?!»%]|« |[^\s\u00a0(][;?!»]).{0,20}", prose) == []
    assert "'" not in prose
    assert "..." not in prose


def test_la_reference_est_celle_des_formulaires() -> None:
    """`make guide` writes it anew."""
    page = (GUIDE / "reference.md").read_text(encoding="utf-8")
    assert page == reference(load_forms(2027))
