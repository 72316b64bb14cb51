"""README and guide: complete, true, and well linked."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest
from markdown.extensions.toc import slugify

from ndrc_portfolio.fiches.markdown import allowed
from ndrc_portfolio.formulaires.keyword import (
    BlockKeyword,
    CompetenceKeyword,
    FieldKeyword,
    FootField,
    FormKeyword,
    GridKeyword,
    Line,
    Row,
    SheetCell,
)
from ndrc_portfolio.formulaires.reference import reference
from ndrc_portfolio.formulaires.schema import SUFFIX
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages.catalogue import whole
from ndrc_portfolio.portfolio.configuration.situation import STATUTS
from tests.guide import IMAGES, PAGES_DU_PDF, VUES
from tests.messages.sections import FENCED, GUIDE, SECTIONS, examples
from tests.support import ROOT

CATALOGUE = whole()
PAGES = [ROOT / "README.md", *sorted(GUIDE.glob("*.md"))]
KEYWORDS = (FormKeyword, Row, Line, SheetCell, FootField, BlockKeyword, FieldKeyword, GridKeyword, CompetenceKeyword)
SCHEMAS = sorted((ROOT / "schemas").rglob(f"*{SUFFIX}"))

CODE = re.compile(r"`` .+? ``|`[^`\n]+`")
LINK = re.compile(r"\]\(([^)\s]+)\)")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def read_text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


# ---- The page of messages


def test_the_table_of_codes_covers_them_all() -> None:
    """Each code is in just one of the ranges, whose ends are messages."""
    page = read_text(GUIDE / "messages.md")
    ranges = re.findall(r"^\| \[(NDRC\d{3})\]\S+ (?:à|et) (NDRC\d{3}) \|", page, flags=re.MULTILINE)
    assert {end for pair in ranges for end in pair} <= set(CATALOGUE)
    assert [c for c in sorted(CATALOGUE) if sum(a <= c <= b for a, b in ranges) != 1] == []


def test_every_message_has_one_section() -> None:
    assert list(SECTIONS) == sorted(CATALOGUE)


@pytest.mark.parametrize("code", CATALOGUE)
def test_every_section_says_the_severity_and_shows_wrong_and_right(code: str) -> None:
    noms = {"error": "Erreur", "warning": "Avertissement", "info": "Information"}
    assert SECTIONS[code].startswith(f"\n*{noms[CATALOGUE[code].severity]}.* ")
    assert len(examples(code)) == 2


# ---- The page of forms


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda p: p.name)
def test_every_schema_is_named(path: Path) -> None:
    assert f" {path.name}\n" in read_text(GUIDE / "formulaires.md")


def test_every_key_of_a_reglement_is_explained() -> None:
    guide = read_text(GUIDE / "regles.md")
    schema = json.loads(read_text(ROOT / "schemas" / "reglement.schema.json"))
    parts = (schema, *(schema["$defs"][name] for name in ("regle", "dispense", "duree")))
    words = {key for part in parts for key in part["properties"]} | {*schema["$defs"]["controle"]["enum"], *STATUTS}
    assert sorted(word for word in words - {"$schema"} if f"`{word}`" not in guide) == []


def test_every_key_of_layout_is_explained() -> None:
    guide = read_text(GUIDE / "formulaires.md")
    used = {field.name for keyword in KEYWORDS for field in fields(keyword)}
    assert sorted(cle for cle in used if f"| `{cle}` |" not in guide) == []


# ---- The list of what a text may have


def test_the_guide_lists_what_a_text_may_have() -> None:
    section = read_text(GUIDE / "ecrire.md").partition("\n## Le HTML\n")[2].partition("\n## ")[0]
    rows = [line for line in section.splitlines() if line.startswith("| ")]
    shown = {word for row in rows for word in re.findall(r"`([^`]+)`", row)}
    values = {value for names in allowed.VALUES.values() for own in names.values() for value in own}
    named = {*allowed.TAGS, *allowed.PREFIXES, *allowed.STYLES, *values, *(f"{s}:" for s in allowed.SCHEMES)}
    named |= {name for names in allowed.ATTRIBUTES.values() for name in names} - {"*"}
    named |= {name for names in allowed.VALUES.values() for name in names}
    assert sorted(shown ^ (named | {"style", "docs/", "data:image/"})) == []
    for tag, names in allowed.ATTRIBUTES.items():
        own = [row for row in rows if row.startswith(f"| ceux de `{tag}` |")]
        assert not own or all(f"`{name}`" in own[0] for name in names)


# ---- All pages


def test_the_readme_shows_both_commands() -> None:
    assert {"make site", "make test"} <= set(re.findall(r"`(make \w+)`", read_text(ROOT / "README.md")))


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.name)
def test_links_lead_somewhere(path: Path) -> None:
    for link in LINK.findall(CODE.sub("", FENCED.sub("", read_text(path)))):
        if re.match(r"[a-z]+:", link):
            continue
        name, _, anchor = link.partition("#")
        target = path.parent / name if name else path
        assert target.is_file(), link
        assert not anchor or anchor in anchors(target), link


def test_every_picture_of_the_guide_is_made_and_shown() -> None:
    """`make guide` takes them anew; a text in French says what each shows."""
    shown = [image for path in PAGES for image in IMAGE.findall(FENCED.sub("", read_text(path)))]
    assert [(text, link) for text, link in shown if len(text) < 20] == []
    names = {Path(link).name for _, link in shown}
    assert {p.name for p in IMAGES.glob("*.png")} == {f"{name}.png" for name in (*VUES, *PAGES_DU_PDF)} == names


def test_every_page_of_the_guide_is_in_the_menu_and_in_the_overview() -> None:
    pages = {path.name for path in GUIDE.glob("*.md")}
    menu = re.findall(r": guide/(\S+)$", read_text(ROOT / "mkdocs.yml"), flags=re.MULTILINE)
    assert sorted(menu) == sorted(pages)
    assert {link.partition("#")[0] for link in LINK.findall(read_text(GUIDE / "index.md"))} >= pages - {"index.md"}


def test_every_fiche_of_the_example_is_in_the_menu() -> None:
    menu = set(re.findall(r"- (e\d/\S+\.md)$", read_text(ROOT / "mkdocs.yml"), flags=re.MULTILINE))
    assert menu == {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").glob("e?/*.md")}


def anchors(path: Path) -> set[str]:
    titles = re.findall(r"^#+ (.+)$", FENCED.sub("", read_text(path)), flags=re.MULTILINE)
    return {slugify(title.replace("`", ""), "-") for title in titles}


@pytest.mark.parametrize("path", [*PAGES, ROOT / "CHANGELOG.md"], ids=lambda p: p.name)
def test_typography(path: Path) -> None:
    text = re.sub(r"\A---\n.*?\n---\n", "", read_text(path), flags=re.DOTALL)
    text = text.split("\n## In English\n")[0]
    prose = LINK.sub("]", CODE.sub("x", FENCED.sub("", text)))
    assert re.findall(r".{0,20}(?: [:;?!»%]|« |[^\s\u00a0(][;?!»]).{0,20}", prose) == []
    assert "'" not in prose
    assert "..." not in prose


def test_the_reference_is_that_of_the_forms() -> None:
    """`make guide` writes it anew."""
    page = (GUIDE / "reference.md").read_text(encoding="utf-8")
    assert page == reference(load_forms(2027))
