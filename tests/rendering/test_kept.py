"""What builds keep from one to the next: never seen in the site, nor in what is said of it."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
from mkdocs.structure.files import File
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page

from ndrc_portfolio.hosts.mkdocs import navigation
from ndrc_portfolio.rendering.document import Document, ShownAnnexe, SitePicture
from ndrc_portfolio.rendering.kept import (
    KeptPage,
    find_page,
    find_texts,
    keep_page,
    keep_texts,
    links_key,
    page_key,
)
from ndrc_portfolio.rendering.links import Links, Target
from ndrc_portfolio.rendering.markdown import compose, cut, standing_alone
from ndrc_portfolio.rendering.memory import Memory, fingerprint
from ndrc_portfolio.rendering.pages import Rendered
from tests.rendering.plans import read_all, site
from tests.support import CONFIGURATION, FICHE, Built, build, write

RUBRIQUE = """
### Objectifs opérationnels
{objectifs}
"""
CONTEXT = "0" * 64


def document(root: Path, objectifs: str = "Vendre **mieux**.", uri: str = "fiche.md") -> Document:
    return site(read_all(root, {uri: FICHE + RUBRIQUE.format(objectifs=objectifs)})).documents[uri]


# ---- The memory


def test_a_memory_keeps_what_served_the_last_build(tmp_path: Path) -> None:
    first = Memory(tmp_path, CONTEXT)
    first.keep("a", "é")
    first.keep("b", [1, {"c": "\ud800"}])
    first.write()
    second = Memory(tmp_path, CONTEXT)
    assert second.find("b") == [1, {"c": "\ud800"}]
    assert second.find("x") is None
    second.write()
    third = Memory(tmp_path, CONTEXT)
    assert third.find("a") is None  # the second build did not ask for it
    assert third.find("b") is not None
    assert Memory(tmp_path, "1" * 64).find("b") is None


def test_a_memory_that_somebody_else_wrote_is_not_read(tmp_path: Path) -> None:
    memory = Memory(tmp_path, CONTEXT)
    memory.keep("a", "<p>Vrai</p>")
    memory.write()
    (file,) = tmp_path.glob("fiches-*.json")
    file.write_bytes(file.read_bytes().replace(b"Vrai", b"Faux"))
    assert Memory(tmp_path, CONTEXT).find("a") is None


def test_memories_of_old_configurations_are_thrown_away(tmp_path: Path) -> None:
    for i in range(10):
        memory = Memory(tmp_path, f"{i:064x}"[::-1])
        memory.keep("a", i)
        memory.write()
        (file,) = tmp_path.glob(f"fiches-{f'{i:064x}'[::-1][:16]}.json")
        os.utime(file, (i, i))
    assert len(list(tmp_path.glob("fiches-*.json"))) == 8
    assert Memory(tmp_path, f"{9:064x}"[::-1]).find("a") == 9


# ---- The keys


def test_the_key_of_a_page_changes_with_all_that_it_is_made_from(tmp_path: Path) -> None:
    here = document(tmp_path / "a")
    key = page_key(here, "fiche/imprimer/", "site")
    assert page_key(document(tmp_path / "b"), "fiche/imprimer/", "site") == key  # the same, in another folder
    assert page_key(document(tmp_path / "c", "Vendre plus."), "fiche/imprimer/", "site") != key
    annexe = ShownAnnexe(1, "Mandat", [SitePicture("a.png", 10, 20)])
    others = [
        here._replace(url="ailleurs/"),
        here._replace(session=2026),
        here._replace(candidat=here.candidat._replace(nom="Benali")),
        here._replace(annexes=[annexe]),
        here._replace(annexes=[annexe._replace(images=[SitePicture("a.png", 10, 21)])]),
    ]
    keys = [page_key(other, "fiche/imprimer/", "site") for other in others]
    keys += [page_key(here, "fiche.imprimer.html", "site"), page_key(here, "fiche/imprimer/", "autre")]
    assert len({key, *keys}) == len(keys) + 1


def test_the_key_of_links_changes_with_where_they_lead() -> None:
    links = Links({"a.png": "a.png"}, {"a.png": Target("fiche/#annexe-1", "x.png")}, {})
    own = {"fiche.md": {"a.png": Target("#annexe-1", "x.png")}}
    keys = {links_key(one) for one in (links, links._replace(targets={}), links._replace(own=own))}
    assert len(keys) == 3
    assert fingerprint("ab", "c") != fingerprint("a", "bc")


# ---- What is kept


@pytest.mark.parametrize(
    "page", ["<div>Le formulaire</div> et Le formulaire", "avant Le formulaire après", "rien", "Le formulaire"]
)
def test_a_page_comes_back_as_it_was(tmp_path: Path, page: str) -> None:
    made = Rendered("Le formulaire", page, "texte", "vue", frozenset({"b", "a"}), ("c",))
    memory = Memory(tmp_path, CONTEXT)
    keep_page(memory, "k", KeptPage(made, ["x"], {"autre.md": {"y": "autre.md#y"}}))
    memory.write()
    found = find_page(Memory(tmp_path, CONTEXT), "k")
    assert found == KeptPage(made, ["x"], {"autre.md": {"y": "autre.md#y"}})
    assert find_page(memory, "x") is None


def test_a_rubrique_that_stands_alone_is_converted_once(tmp_path: Path) -> None:
    memory, first = Memory(tmp_path, CONTEXT), document(tmp_path / "a")
    html = markdown.markdown(compose(first.fiche, first.form))
    keep_texts(memory, html, first, {})
    whole = cut(html, first.fiche, first.form)
    second = document(tmp_path / "b", "Vendre *plus*.")
    known = find_texts(memory, second)
    assert known == {
        "Auto Dépôt": "<p>Auto Dépôt</p>",
        "Une rubrique **en gras**.": "<p>Une rubrique <strong>en gras</strong>.</p>",
    }
    rest = compose(second.fiche, second.form, known)
    assert "Une rubrique" not in rest
    cells = cut(markdown.markdown(rest), second.fiche, second.form, known)
    assert cells.by_leaf != whole.by_leaf
    assert (
        cells.by_leaf == cut(markdown.markdown(compose(second.fiche, second.form)), second.fiche, second.form).by_leaf
    )


@pytest.mark.parametrize(
    "objectifs",
    ["Une note[^1].\n\n[^1]: Ici.", "Du HTML.\n\n*[HTML]: langage", "[TOC]", "[[page]]", "[a]\n\n[a]: https://a.fr"],
)
def test_where_one_text_can_change_another_none_stands_alone(tmp_path: Path, objectifs: str) -> None:
    tied = document(tmp_path, objectifs)
    assert standing_alone(tied.fiche, tied.form) == []


@pytest.mark.parametrize("objectifs", ["Voir [a](b.md).", "![a](b.png)", '<span id="a">A</span>', "A\n{: #b }"])
def test_a_text_with_an_id_or_a_link_is_not_kept_by_itself(tmp_path: Path, objectifs: str) -> None:
    memory, tied = Memory(tmp_path, CONTEXT), document(tmp_path / "a", objectifs)
    html = markdown.markdown(compose(tied.fiche, tied.form), extensions=["attr_list"])
    keep_texts(memory, html, tied, {})
    assert list(find_texts(memory, tied)) == ["Auto Dépôt", "Une rubrique **en gras**."]


# ---- The navigation


def test_entries_are_drawn_once_a_folder() -> None:
    uris = ["index.md", "e4/a.md", "e4/b.md", "e6/c.md"]
    pages = [Page(uri, File(uri, "docs", "site", use_directory_urls=True), {}) for uri in uris]  # type: ignore[arg-type]
    section = Section("E4", list(pages[1:3]))
    drawn: list[tuple[str, str]] = []

    def draw(page: Page) -> Callable[..., str]:
        def render(item: Page, path: str, level: int) -> str:
            drawn.append((page.url, item.url))
            return f"{item.url} {path} {level}"

        return render

    entries = navigation._Drawn(Navigation([pages[0], section, pages[3]], pages))
    for page in pages[1:]:
        page.active = True
        assert [entries(page, draw(page), item, f"_{i}", 1) for i, item in enumerate(pages)] == [
            f"{item.url} _{i} 1" for i, item in enumerate(pages)
        ]
        page.active = False
    assert [item for here, item in drawn if here == "e4/b/"] == ["e4/b/", "e4/a/"][::-1]
    assert len([item for here, item in drawn if here == "e6/c/"]) == 4


# ---- Whole builds


def _twice(root: Path) -> Built:
    """Build with what is kept and without it: the same site, and the same is said of it."""
    cold = root.with_name("froid")
    shutil.rmtree(cold, ignore_errors=True)
    shutil.copytree(root, cold, ignore=shutil.ignore_patterns(".cache", "site"))
    warm, made = build(root, SOURCE_DATE_EPOCH="1700000000"), build(cold, SOURCE_DATE_EPOCH="1700000000")
    assert warm.code == made.code == 0, warm.output + made.output
    assert _said(warm) == _said(made)
    assert warm.files() == made.files()
    return warm


def _said(done: Built) -> list[str]:
    return [
        line for line in done.output.splitlines() if "Building documentation" not in line and "built in" not in line
    ]


def test_what_is_kept_changes_nothing(tmp_path: Path) -> None:
    second = FICHE.replace("numero: 1", "numero: 2") + RUBRIQUE.format(objectifs="Voir [une](un.md#fiche).")
    configuration = CONFIGURATION + "markdown_extensions: [footnotes]\n"
    root = write(tmp_path / "chaud", {"e4/un.md": FICHE, "e4/deux.md": second}, configuration)
    docs, kept = root / "docs" / "e4", root / ".cache" / "ndrc-portfolio"
    assert build(root).code == 0
    _twice(root)

    (docs / "un.md").write_text(FICHE.replace("en gras", "en **très** gras"), encoding="utf-8")
    assert "très" in _twice(root).page("e4/un/")

    broken = (
        second
        + "\n### Acteurs concernés (statuts/rôles/motivations)\nVoir [rien](nulle-part.md) et [ancre](un.md#absente).\n"
    )
    (docs / "deux.md").write_text(broken, encoding="utf-8")
    for _ in range(2):  # what is to be said is said again
        output = _twice(root).output
        assert "nulle-part.md" in output
        assert "#absente" in output

    (docs / "deux.md").write_text(second, encoding="utf-8")
    (docs / "un.md").rename(docs / "premiere.md")
    for _ in range(2):
        assert "un.md" in _twice(root).output

    (root / "mkdocs.yml").write_text(configuration.replace("[footnotes]", "[footnotes, nl2br]"), encoding="utf-8")
    _twice(root)

    files = list(kept.glob("fiches-*.json"))
    assert len(files) == 2
    for file in files:
        file.write_bytes(file.read_bytes().replace(b"<p>", b"<p>Faux."))
    assert b"Faux" not in b"".join(_twice(root).files().values())

    hook = "def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('rubrique', 'ligne')\n"
    (root / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    _twice(root)
    (root / "hook.py").write_text(hook, encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{configuration}hooks: [hook.py]\n", encoding="utf-8")
    assert "Une ligne" in _twice(root).page("e4/premiere/")
