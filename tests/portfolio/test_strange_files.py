"""What is no file of a portfolio (pipes, devices, links out of it or in circles) is told of and never read."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ndrc_portfolio.disk.cache import cache_folder, project_cache
from ndrc_portfolio.portfolio.readers.secret import find_numero
from ndrc_portfolio.portfolio.walk import walk, walk_files
from tests.portfolio.reading import read, said
from tests.support import FICHE, ndrc, picture, try_build, write

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="there a pipe is no file, and a link asks for a right that few have"
)

SECRET = "HORS-DU-PORTFOLIO"
WITH_ANNEXE = FICHE.replace("cadre:", "annexes:\n  - {titre: A, fichier: a.jpg}\ncadre:")


def pipe(path: Path) -> None:
    os.mkfifo(path)


def to(target: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


STRANGE = {
    "a pipe": pipe,
    "endless": to("/dev/zero"),
    "the whole disk": to("/"),
    "a file outside": to("../../dehors/page.md"),
    "a folder outside": to("../../dehors"),
    "a circle": to("."),
    "nothing": to("absent"),
    "itself": to("a.jpg"),
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "dehors").mkdir()
    (tmp_path / "dehors" / "page.md").write_text(f"# {SECRET}\n", encoding="utf-8")
    return write(tmp_path / "portfolio", {"fiche.md": FICHE})


@pytest.mark.parametrize("kind", STRANGE)
@pytest.mark.parametrize("name", ["a.jpg", "a.md", "e4/a", "prive/a.pdf"])
def test_what_is_no_file_is_told_of_and_not_read(root: Path, kind: str, name: str) -> None:
    path = root / "docs" / name
    path.parent.mkdir(exist_ok=True)
    STRANGE[kind](path)
    portfolio = read(root, {})
    assert portfolio.unread == (name,)
    assert portfolio.files == ["fiche.md"]
    assert f"docs/{name}:1:1: erreur NDRC41" in said(portfolio)
    assert SECRET not in said(portfolio)
    assert list(walk_files(root / "docs")) == [root / "docs" / "fiche.md"]


@pytest.mark.parametrize("kind", STRANGE)
def test_an_annexe_is_told_of_once_where_it_is_named(root: Path, kind: str) -> None:
    STRANGE[kind](root / "docs" / "a.jpg")
    portfolio = read(root, {"fiche.md": WITH_ANNEXE})
    assert [(d.path, d.place.line) for d in portfolio.diagnostics if d.severity == "error"] == [("docs/fiche.md", 7)]


def test_a_link_between_files_of_the_portfolio_is_one_more_file(root: Path) -> None:
    (root / "docs" / "prive").mkdir()
    for name, content in {"a.png": picture(), "prive/b.png": picture()}.items():
        (root / "docs" / name).write_bytes(content)
    (root / "docs" / "c.png").symlink_to("a.png")
    (root / "docs" / "prive" / "d.png").symlink_to("b.png")
    assert read(root, {}).unread == ()
    (root / "docs" / "e.png").symlink_to("prive/b.png")
    portfolio = read(root, {})
    assert portfolio.unread == ("e.png",)
    assert "confidentiel" in said(portfolio)


def test_folders_that_link_to_each_other_are_walked_once(root: Path) -> None:
    """Followed, these would be 2^20 folders."""
    for i in range(20):
        folder = root / "docs" / f"{i}"
        folder.mkdir()
        for name in "ab":
            (folder / name).symlink_to(f"../{i + 1}")
    assert len(list(walk(root / "docs"))) == 41


@pytest.mark.parametrize("target", ["/", "../dehors"])
def test_the_sources_are_not_elsewhere(root: Path, target: str) -> None:
    (root / "docs" / "fiche.md").unlink()
    (root / "docs").rmdir()
    (root / "docs").symlink_to(target)
    for arguments in ((), ("docs",), ("docs/page.md",)):
        answer = ndrc(root, "verifier", *arguments)
        assert answer.code == 1
        assert "n’est pas lu\u00a0: c’est un raccourci vers l’extérieur" in answer.out
        assert SECRET not in answer.out


def test_a_build_stops_before_the_site_is_touched(root: Path) -> None:
    before = try_build(root)
    assert before.code == 0
    kept = before.files()
    os.mkfifo(root / "docs" / "a.png")
    (root / "theme").mkdir()
    os.mkfifo(root / "theme" / "style.css")
    (root / "telechargements").mkdir()
    os.mkfifo(root / "telechargements" / "dossier-e4.pdf")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    custom = settings.replace("theme: material", "theme: {name: material, custom_dir: theme}")
    (root / "mkdocs.yml").write_text(custom, encoding="utf-8")
    built = try_build(root)
    assert built.code == 1
    for shown in ("docs/a.png", "theme/style.css", "telechargements/dossier-e4.pdf"):
        assert f"{shown}:1:1: erreur NDRC415" in built.output
    assert built.files() == kept


def test_what_a_page_includes_is_a_file(root: Path) -> None:
    os.mkfifo(root / "extrait.txt")
    (root / "docs" / "page.md").write_text('--8<-- "extrait.txt"\n', encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(f"{settings}markdown_extensions: [pymdownx.snippets]\n", encoding="utf-8")
    built = try_build(root)
    assert built.code == 1
    assert "docs/page.md:1:1: erreur NDRC415" in built.output


def test_the_number_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "prive.yml")
    found = find_numero(tmp_path, None, {})
    assert found.valeur == ""
    assert [d.code for d in found.diagnostics] == ["NDRC415"]


def test_attestations_are_files_of_the_portfolio(root: Path) -> None:
    (root / "docs" / "prive").mkdir()
    (root / "docs" / "prive" / "a.png").symlink_to("../../../dehors/page.md")
    os.mkfifo(root / "docs" / "prive" / "b.pdf")
    attestations = "".join(
        f"      - {{type: stage, organisation: {name}, fichier: docs/prive/{name}}}\n" for name in ("a.png", "b.pdf")
    )
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"    attestations:\n{attestations}")
    answer = ndrc(root, "verifier").out
    assert "c’est un raccourci vers l’extérieur du portfolio\u00a0: mettez une copie" in answer
    assert "ce n’est pas un fichier ordinaire\u00a0: mettez une copie" in answer


def test_the_cache_stays_in_its_portfolio(root: Path) -> None:
    (root / ".cache").symlink_to("../dehors")
    assert not project_cache(root).is_relative_to(root)
    assert [p.name for p in (root.parent / "dehors").iterdir()] == ["page.md"]
    (root / ".cache").unlink()
    assert project_cache(root) == cache_folder(root)
