"""Builds that the system stops: the last site stays whole, nothing is left behind, and it is said in French."""

import errno
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import mkdocs.utils
import pytest

from tests.annexes.photos import photo
from tests.support import (
    CONFIGURATION,
    FICHE,
    Contents,
    build,
    environment,
    fetch,
    picture,
    run_mkdocs,
    serve,
    tree,
    try_build,
    until,
    write,
)

HIDDEN = {".git/HEAD": b"ref", ".nojekyll": b"", "CNAME": b"mon.site.fr"}
FILES: Contents = {"e4/a.md": FICHE, "page.md": "# Une page\n", "images/stand.png": picture()}
ANNEXE = (
    FICHE.replace("cadre:", "annexes: [{titre: Mandat, fichier: ../annexes/mandat.pdf}]\ncadre:")
    + "![](../annexes/plan.jpg)\n"
)
FULL = OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def portfolio(tmp_path: Path) -> Path:
    """A portfolio whose site was built, and is of an older text; what is hidden there is not of the build."""
    root = write(tmp_path / "p", FILES)
    build(root)
    for name, content in HIDDEN.items():
        path = root / "site" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
    write(root, {"page.md": "# Une autre page\n", "e4/a.md": FICHE.replace("Une rubrique", "Un autre texte")})
    return root


@contextmanager
def refusing(owner: Any, name: str, fault: OSError, time: int = 1) -> Iterator[None]:
    """The system refuses an act, the nth time."""
    real, count = getattr(owner, name), 0

    def act(*arguments: Any, **more: Any) -> Any:
        nonlocal count
        count += 1
        if count == time:
            raise fault
        return real(*arguments, **more)

    with patch.object(owner, name, act):
        yield
    assert count >= time, "it did not come so far"


def _undated(files: dict[str, bytes]) -> dict[str, bytes]:
    """A site without the date of its build."""
    return {name: content for name, content in files.items() if not name.startswith("sitemap.xml")}


def left(root: Path) -> list[str]:
    """What a build has left beside the site."""
    return sorted({p.name for p in root.iterdir()} - {"docs", "mkdocs.yml", "site", ".cache", "crochet.py"})


# ---- What is built


def test_a_new_site_takes_the_place_of_the_last_one(portfolio: Path) -> None:
    stale = portfolio / "site" / "vieux.html"
    stale.touch()
    built = build(portfolio)
    assert "Une autre page" in built.page("page")
    assert built.files().items() >= HIDDEN.items()
    assert not stale.exists()
    assert left(portfolio) == []
    assert f"Building documentation to directory: {portfolio / 'site'}\n" in built.output


def test_a_strict_build_that_is_refused_leaves_the_last_site(portfolio: Path) -> None:
    before = tree(portfolio / "site")
    write(portfolio, {"page.md": "[rien](rien.md)\n"})
    build(portfolio, strict=True, fails="Aborted with 1 warnings in strict mode")
    assert tree(portfolio / "site") == before
    assert left(portfolio) == []
    build(portfolio)
    assert tree(portfolio / "site") != before


def test_what_other_plugins_write_at_the_end_is_in_the_site(portfolio: Path) -> None:
    """They see the folder where the site is being built under its usual name."""
    hook = (
        "from pathlib import Path\n"
        "def on_config(config):\n    config['extra']['ici'] = config['site_dir']\n"
        "def on_post_build(config):\n"
        "    assert config['extra']['ici'] == config['site_dir']\n"
        "    (Path(config['site_dir']) / 'fin.txt').write_text('fin', encoding='utf-8')\n"
    )
    write(portfolio, {"/crochet.py": hook}, CONFIGURATION + "hooks: [crochet.py]\n")
    assert build(portfolio).page("fin.txt") == "fin"


def test_a_site_that_is_a_link_is_built_where_it_leads(portfolio: Path, tmp_path: Path) -> None:
    (portfolio / "site").rename(tmp_path / "ailleurs")
    try:
        (portfolio / "site").symlink_to(tmp_path / "ailleurs")
    except OSError:
        pytest.skip("links are for administrators here")
    assert "Une autre page" in build(portfolio).page("page")
    assert (portfolio / "site").is_symlink()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["ailleurs", "p"]


def test_what_is_published_is_the_site(portfolio: Path) -> None:
    """`gh-deploy` reads the name of the site after the build."""
    for command in (["git", "init", "-q"], ["git", "init", "-q", "--bare", "../depot"]):
        subprocess.run(command, cwd=portfolio, check=True)
    subprocess.run(["git", "remote", "add", "origin", "../depot"], cwd=portfolio, check=True)
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    shutil.rmtree(portfolio / "site" / ".git")
    done = run_mkdocs(portfolio, "gh-deploy", "--ignore-version", **names)
    assert done.returncode == 0, done.stdout
    listed = ["git", "ls-tree", "-r", "--name-only", "gh-pages"]
    published = subprocess.run(listed, cwd=portfolio / "../depot", check=True, capture_output=True, encoding="utf-8")
    assert set(published.stdout.split()) == set(tree(portfolio / "site"))


# ---- What the system refuses


@pytest.mark.parametrize(
    ("owner", "name", "time"),
    [
        (mkdocs.utils, "write_file", 1),
        (mkdocs.utils, "write_file", 4),
        (mkdocs.utils, "copy_file", 3),
        (Path, "write_bytes", 2),
        (os, "rename", 1),
    ],
)
def test_on_a_full_disk_the_last_site_stays(portfolio: Path, owner: Any, name: str, time: int) -> None:
    before = tree(portfolio / "site")
    with refusing(owner, name, FULL, time):
        built = build(portfolio, fails="NDRC540")
    assert "site:1:1: erreur NDRC540: le disque est plein" in built.output
    assert tree(portfolio / "site") == before
    assert left(portfolio) == []
    assert "Une autre page" in build(portfolio).page("page")


def test_a_folder_that_may_not_be_written_to(portfolio: Path) -> None:
    shutil.rmtree(portfolio / "site")
    fault = PermissionError(errno.EACCES, "Permission denied", str(portfolio / ".site.ndrc-x"))
    with refusing(tempfile, "mkdtemp", fault):
        built = build(portfolio, fails="NDRC541")
    assert "l’accès est refusé" in built.output
    assert "en lecture seule" in built.output
    assert not (portfolio / "site").exists()


@pytest.mark.parametrize("fault", [FileNotFoundError(2, "x"), PermissionError(13, "x")])
@pytest.mark.parametrize("name", ["page.md", "images/stand.png"])
def test_a_source_that_goes_away_while_it_builds(portfolio: Path, name: str, fault: OSError) -> None:
    """Deleted, or held by the program that saves it."""
    before = tree(portfolio / "site")
    source = str(portfolio / "docs" / name)
    real = open

    def refuse(path: Any, *arguments: Any, **more: Any) -> Any:
        if str(path) == source:
            raise OSError(fault.errno, fault.strerror, source)
        return real(path, *arguments, **more)

    with patch("builtins.open", refuse):
        built = build(portfolio, fails="NDRC542")
    assert f"docs/{name}:1:1: erreur NDRC542: ce fichier ne peut plus être lu" in built.output
    assert tree(portfolio / "site") == before
    assert left(portfolio) == []


@pytest.mark.parametrize("damage", ["flipped", "cut", "emptied", "gone"])
def test_a_damaged_cache_is_made_anew(portfolio: Path, tmp_path: Path, damage: str) -> None:
    """Every file that is kept, in the portfolio and of the user, is damaged: the site and its messages are the same."""
    write(portfolio, {"e4/a.md": ANNEXE, "annexes/plan.jpg": photo(), "annexes/mandat.pdf": picture(kind="PDF")})
    own: dict[str, Any] = {"XDG_CACHE_HOME": str(tmp_path / "user"), "LOCALAPPDATA": str(tmp_path / "user")}
    fresh = build(portfolio, **own)
    kept = [
        path for folder in (portfolio / ".cache", tmp_path / "user") for path in folder.rglob("*") if path.is_file()
    ]
    assert {path.suffix for path in kept} >= {".json", ".jpg", ".png", ".cache", ""}
    before = _undated(fresh.files())
    for path in kept:
        content = path.read_bytes()
        middle = len(content) // 2
        match damage:
            case "flipped":
                path.write_bytes(
                    content[:middle] + bytes([byte ^ 16 for byte in content[middle:][:1]]) + content[middle + 1 :]
                )
            case "cut":
                path.write_bytes(content[:middle])
            case "emptied":
                path.write_bytes(b"")
            case _:
                path.unlink()
    again = build(portfolio, **own)
    assert _undated(again.files()) == before
    assert re.sub(r"\d\.\d\d seconds", "", again.output) == re.sub(r"\d\.\d\d seconds", "", fresh.output)
    assert _undated(build(portfolio, **own).files()) == before


def test_a_bug_is_no_fault_of_the_system(portfolio: Path) -> None:
    """It keeps its traceback, and the last site."""
    before = tree(portfolio / "site")
    hook = "def on_env(env, config, files):\n    raise OSError('un défaut')\n"
    write(portfolio, {"/crochet.py": hook}, CONFIGURATION + "hooks: [crochet.py]\n")
    with pytest.raises(OSError, match="un défaut"):
        try_build(portfolio)
    assert tree(portfolio / "site") == before
    assert left(portfolio) == []


# ---- Killed


class Builder:
    """Builds of two texts, in processes of their own that are killed; after each, a site is whole or is put back."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.wrong: list[str] = []
        self.sites = [self._text(number) for number in (1, 2)]

    def kill(self, number: int, now: Callable[[], bool]) -> bool:
        """Kill a build of the nth text as soon as it is time; whether it had begun, and not ended."""
        write(self.root, {"page.md": f"# Page {number}\n"})
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
        with subprocess.Popen(command, cwd=self.root, env=environment(), stderr=subprocess.DEVNULL) as process:
            while process.poll() is None and not now():
                time.sleep(0.001)
            process.kill()
        hit = bool(left(self.root))
        if not self._whole():
            self.wrong.append(f"{number}: {sorted(tree(self.root / 'site'))}")
        return hit

    def builds_again(self, number: int) -> bool:
        """The next build is as if nothing had been."""
        self._text(number)
        return self._whole() and left(self.root) == [] and tree(self.root / "site").items() >= HIDDEN.items()

    def _text(self, number: int) -> dict[str, bytes]:
        write(self.root, {"page.md": f"# Page {number}\n"})
        return self._published(build(self.root).files())

    def _whole(self) -> bool:
        """Whether there is one of the two sites, or the next command has one to put back."""
        folder = self.root / "site"
        if not folder.exists():
            (folder,) = self.root.glob(".site.ndrc-*/ancien")
        return self._published(tree(folder)) in self.sites

    def _published(self, files: dict[str, bytes]) -> dict[str, bytes]:
        return {name: content for name, content in _undated(files).items() if name not in HIDDEN}


def past(end: float) -> bool:
    return time.monotonic() > end


def written(root: Path, files: int) -> bool:
    """Whether so many files of a new site are there."""
    new = [folder / "neuf" for folder in root.glob(".site.ndrc-*")]
    return bool(new) and sum(len(names) for folder in new for _, _, names in os.walk(folder)) >= files


def test_a_build_that_is_killed_leaves_a_whole_site(portfolio: Path) -> None:
    """Before the first file, between two, and while the last ones are written."""
    builder = Builder(portfolio)
    hits = [
        builder.kill(number % 2 + 1, partial(written, portfolio, files)) for number, files in enumerate((0, 20, 60))
    ]
    assert not builder.wrong
    assert any(hits)
    assert builder.builds_again(1)


@pytest.mark.essai
def test_a_hundred_builds_that_are_killed_leave_a_whole_site(portfolio: Path) -> None:
    builder, chance = Builder(portfolio), random.Random(2027)
    start = time.monotonic()
    builder.kill(1, lambda: False)
    duration, hits = time.monotonic() - start, 0
    for number in range(100):
        end = time.monotonic() + chance.uniform(0.3, 1.05) * duration
        hits += builder.kill(number % 2 + 1, partial(past, end))
        if number % 10 == 9:
            assert builder.builds_again(number % 2 + 1), number
    assert not builder.wrong
    assert hits > 20


@pytest.mark.essai
def test_builds_at_the_same_time_leave_a_whole_site(portfolio: Path) -> None:
    builder = Builder(portfolio)
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    for _ in range(5):
        processes = [subprocess.Popen(command, cwd=portfolio, env=environment()) for _ in range(4)]
        assert [process.wait(timeout=120) for process in processes] == [0] * 4
        assert builder.builds_again(2)


@pytest.mark.skipif(sys.platform == "win32", reason="it sends no such signals")
@pytest.mark.parametrize("sent", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_build_that_is_asked_to_end_leaves_nothing(portfolio: Path, sent: str) -> None:
    before = tree(portfolio / "site")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    with subprocess.Popen(command, cwd=portfolio, env=environment(), stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and not written(portfolio, 1):
            time.sleep(0.001)
        process.send_signal(getattr(signal, sent))
        process.wait(timeout=60)
    assert left(portfolio) == []
    assert process.returncode == 0 or tree(portfolio / "site") == before


@pytest.mark.skipif(sys.platform == "win32", reason="it sends no such signals")
def test_a_server_that_is_asked_to_end_leaves_nothing(portfolio: Path, tmp_path: Path) -> None:
    """The site that it shows is the candidate's, with the number."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    with patch.dict(os.environ, TMPDIR=str(temporary)), serve(portfolio):
        assert [p.name.startswith("mkdocs_") for p in temporary.iterdir()] == [True]
    assert list(temporary.iterdir()) == []


# ---- Served


def test_a_rebuild_that_fails_says_why_until_one_succeeds(portfolio: Path) -> None:
    """MkDocs itself would let all pages wait."""
    hook = (
        "from pathlib import Path\n"
        "def on_page_content(html, page, config, files):\n"
        "    if 'plein' in html:\n"
        "        Path('essai.txt').touch()\n"
        "        raise OSError(28, 'No space left on device')\n"
    )
    write(portfolio, {"/crochet.py": hook, "page.md": "Bon"}, CONFIGURATION + "hooks: [crochet.py]\n")
    with serve(portfolio) as address:
        until(lambda: fetch(f"{address}page/"), lambda html: "Bon" in html)
        write(portfolio, {"page.md": "plein"}, CONFIGURATION + "hooks: [crochet.py]\n")
        until(lambda: fetch(f"{address}page/"), lambda html: "le disque est plein" in html)
        assert (portfolio / "essai.txt").exists()
        write(portfolio, {"page.md": "Corrigé"}, CONFIGURATION + "hooks: [crochet.py]\n")
        until(lambda: fetch(f"{address}page/"), lambda html: "Corrigé" in html)
