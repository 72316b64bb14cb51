"""What a teacher runs on a student's folder runs nothing of it: each trap is shown to be one, then walked around."""

import http.client
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from ndrc_portfolio.cli import voir
from ndrc_portfolio.hosts.swap import recover
from ndrc_portfolio.pdf.local_server import files_of, served
from tests.support import FICHE, Said, build_alone, environment, flat, ndrc, run_ndrc, tree, write

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, FIFO, commands of sh")

NORMAL = """\
site_name: Portfolio
plugins:
  ndrc-portfolio: {session: 2027, candidat: {nom: Roussel, prenom: Camille, statut: scolaire}}
"""


class Trap(NamedTuple):
    """What makes MkDocs leave a folder of that name beside the portfolio: lines of `mkdocs.yml`, and files."""

    lines: str
    files: dict[str, str | bytes]


TRAPS = {
    "hook": Trap("hooks: [piege.py]\n", {"/piege.py": "import os; os.makedirs('../hook', exist_ok=True)\n"}),
    "tag": Trap("extra: {a: !!python/object/apply:os.makedirs [../tag, 511, true]}\n", {}),
    "extension": Trap(
        "markdown_extensions: [piege2]\n",
        {
            "/piege2.py": "import os; os.makedirs('../extension', exist_ok=True)\n"
            "from markdown.extensions.nl2br import makeExtension\n"
        },
    ),
    "theme": Trap(
        "theme: {name: material, custom_dir: theme}\n",
        {"/theme/main.html": "{{ cycler.__init__.__globals__.os.makedirs('../theme', exist_ok=True) }}<head></head>"},
    ),
}


@pytest.fixture(scope="module")
def trapped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio with all of them, whose traps are shown to work."""
    root = tmp_path_factory.mktemp("eleve") / "portfolio"
    files: dict[str, str | bytes] = {"e4/fiche.md": FICHE}
    for trap in TRAPS.values():
        files |= trap.files
    write(root, files, NORMAL + "".join(trap.lines for trap in TRAPS.values()))
    build_alone(root)
    for name in TRAPS:
        (root.parent / name).rmdir()  # it was there
    shutil.rmtree(root / "site")
    return root


def sprung(root: Path) -> set[str]:
    """The traps that have worked."""
    return {name for name in TRAPS if (root.parent / name).exists()}


@pytest.mark.parametrize(
    "arguments",
    [
        ["verifier"],
        ["verifier", "docs"],
        ["verifier", "docs/e4/fiche.md"],
        ["fiche", "e4-activite"],
        ["vierge", "e4-activite"],
        ["word", "e4"],
        pytest.param(["pdf", "e4"], marks=pytest.mark.navigateur),
        pytest.param(["verifier", "--pages"], marks=pytest.mark.navigateur),
    ],
    ids=" ".join,
)
def test_a_command_runs_nothing_of_a_portfolio(trapped: Path, tmp_path: Path, arguments: list[str]) -> None:
    root = shutil.copytree(trapped, tmp_path / "portfolio")
    done = run_ndrc(root, *arguments)
    assert done.returncode in (0, 1), done.stderr
    assert "Traceback" not in done.stderr
    assert sprung(root) == set()


@pytest.mark.navigateur
def test_its_author_may_print_with_all_of_it(tmp_path: Path) -> None:
    own = "markdown_extensions: [pymdownx.emoji]\n" + TRAPS["hook"].lines + TRAPS["theme"].lines
    root = write(
        tmp_path / "portfolio", {"fiche.md": FICHE, **TRAPS["hook"].files, **TRAPS["theme"].files}, NORMAL + own
    )
    without = run_ndrc(root, "pdf", "e4")
    assert without.returncode == 0, without.stderr
    assert "info NDRC516: fait sans ce que ndrc ne connaît pas" in without.stderr
    assert flat("« hooks », « custom_dir » et « pymdownx.emoji »") in flat(without.stderr)
    assert sprung(root) == set()
    done = run_ndrc(root, "pdf", "e4", "--avec-mkdocs")
    assert done.returncode == 0, done.stderr
    assert sprung(root) == {"hook", "theme"}
    assert "NDRC516" not in done.stderr


@posix
def test_no_module_of_the_current_folder_is_imported(tmp_path: Path) -> None:
    """`python -m` looks there first."""
    write(
        tmp_path,
        {"fiche.md": FICHE, "/jinja2.py": "raise SystemExit('piège')", "/json.py": "raise SystemExit('piège')"},
    )
    naive = subprocess.run([sys.executable, "-c", "import json"], cwd=tmp_path, capture_output=True, check=False)
    assert naive.returncode
    done = run_ndrc(tmp_path, "vierge", "e4-activite")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.navigateur
def test_nothing_is_put_back_that_no_build_of_ours_has_left(tmp_path: Path) -> None:
    """A build that was killed at the wrong instant is ended by the next one: in one's own portfolio."""
    root = write(tmp_path / "portfolio", {"fiche.md": FICHE, "a.md": "A"}, NORMAL)
    forged = {"verrou": b"", "complet": b"", "neuf/fiche.md": FICHE.encode()}
    for name, content in forged.items():
        path = root / ".docs.ndrc-abcdefgh" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    before = tree(root)
    assert run_ndrc(root, "pdf", "e4").returncode == 0
    assert {name: content for name, content in tree(root).items() if name in before} == before
    recover(root)
    assert not (root / "docs" / "a.md").exists()  # the trap is one


# ---- Nothing outside of its folder

OUTSIDE = {
    "INHERIT": "INHERIT: ../ailleurs.yml\n" + NORMAL,
    "docs_dir": NORMAL + "docs_dir: ../ailleurs\n",
    "schemas": NORMAL.replace("session", "schemas: ../ailleurs, session"),
}


@pytest.mark.parametrize("key", OUTSIDE)
@pytest.mark.parametrize(
    "arguments", [["verifier"], ["fiche", "e4-activite"], ["vierge", "e4-activite"], ["nouveau", "."]]
)
def test_what_leads_out_of_the_folder_is_refused(tmp_path: Path, key: str, arguments: list[str]) -> None:
    root = write(tmp_path / "portfolio", {"fiche.md": FICHE}, OUTSIDE[key])
    (tmp_path / "ailleurs").mkdir()
    (tmp_path / "ailleurs.yml").write_text("plugins: {ndrc-portfolio: {candidat: {nom: SECRET}}}\n", encoding="utf-8")
    before = sorted(p for p in tmp_path.rglob("*") if ".cache" not in p.parts)
    done = ndrc(root, *arguments)
    assert done.code == 2
    assert f"erreur NDRC515: «\u00a0{key}: ../ailleurs" in done.err
    assert "SECRET" not in done.err
    assert sorted(p for p in tmp_path.rglob("*") if ".cache" not in p.parts) == before


@posix
def test_a_new_fiche_is_not_written_behind_a_link(tmp_path: Path) -> None:
    root = write(tmp_path / "portfolio", {"a.md": ""}, NORMAL)
    (tmp_path / "ailleurs").mkdir()
    (root / "docs" / "e4").symlink_to(tmp_path / "ailleurs")
    done = ndrc(root, "fiche", "e4-activite")
    assert done.code == 2
    assert "«\u00a0e4\u00a0» mène hors du portfolio" in done.err
    assert not list((tmp_path / "ailleurs").iterdir())


def test_the_environment_is_not_looked_up(tmp_path: Path) -> None:
    root = write(tmp_path, {}, NORMAL.replace("nom: Roussel", "nom: !ENV SECRET"))
    assert "canari" not in "".join(map(str, ndrc(root, "verifier", SECRET="canari")))


# ---- ndrc voir


@contextmanager
def shown(given: Path, temporary: Path) -> Iterator[tuple[str, str]]:
    """A running `ndrc voir`: its address, and what it said before."""
    temporary.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "ndrc_portfolio", "voir", str(given), "--sans-navigateur"]
    process = subprocess.Popen(
        command, env=environment(TMPDIR=str(temporary), TEMP=str(temporary)), stdout=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout
    said = ""
    try:
        for line in process.stdout:
            said += line
            if address := re.search(r"http://\S+", line):
                yield address[0], said
                break
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0, said
    finally:
        process.kill()
        process.communicate()


def answer(address: str, path: str = "", host: str = "") -> http.client.HTTPResponse:
    url = urlsplit(address)
    connection = http.client.HTTPConnection(str(url.hostname), url.port, timeout=10)
    connection.request("GET", url.path + path, headers={"Host": host or url.netloc})
    return connection.getresponse()


@posix
def test_a_portfolio_is_shown_and_nothing_is_left_of_it(trapped: Path, tmp_path: Path) -> None:
    faulty = FICHE.replace("negociation-vente", "negociation")
    given = write(
        shutil.copytree(trapped, tmp_path / "recu"), {"e4/fiche.md": faulty}, (trapped / "mkdocs.yml").read_text()
    )
    before = sorted(given.rglob("*"))
    archive = shutil.make_archive(str(tmp_path / "eleve"), "zip", tmp_path, "recu")
    for portfolio in (given, Path(archive)):
        with shown(portfolio, tmp_path / "tmp") as (address, said):
            page = answer(address, "e4/fiche/")
            html = page.read().decode()
            assert flat("vouliez-vous dire « negociation-vente »") in flat(html)  # a fault is shown, and stops nothing
            assert "Une rubrique" in html
            assert page.headers["X-Robots-Tag"] == "noindex"
            assert "Access-Control-Allow-Origin" not in page.headers
            assert answer(address, host="evil.example").status == 404
            assert answer(address.rstrip("/")[:-3] + "aaa/").status == 404
            assert "piege.py (un programme ou une page web)" in said
            assert "Montré sans ses propres réglages\u00a0: hooks, custom_dir et piege2." in said
        assert not list((tmp_path / "tmp").glob("ndrc-voir-*"))
    assert sorted(given.rglob("*")) == before
    assert sprung(given) == set()


@pytest.mark.parametrize(
    ("files", "configuration", "said"),
    [
        ({"jury.md": "---\nfiche: e4-sujet-jury\n---\n"}, NORMAL, "NDRC501"),
        ({}, "site_name: P\n", "il manque ndrc-portfolio"),
        ({}, OUTSIDE["INHERIT"], "mkdocs.yml:1:10: erreur NDRC515"),
    ],
)
def test_what_cannot_be_shown_is_said(
    tmp_path: Path, files: dict[str, str | bytes], configuration: str, said: str
) -> None:
    root = write(tmp_path / "portfolio", {"fiche.md": FICHE, **files}, configuration)
    done = ndrc(tmp_path, "voir", "portfolio", "--sans-navigateur")
    assert done.code in (1, 2)
    assert said in done.err
    assert not (root / ".cache").exists()


def test_what_is_no_portfolio_is_said(tmp_path: Path) -> None:
    assert ndrc(tmp_path, "voir", "rien.zip") == Said(
        2, "", "ndrc\u00a0: «\u00a0rien.zip\u00a0» n’existe pas, ou n’est ni un dossier ni un fichier ZIP.\n"
    )


@pytest.mark.navigateur
def test_no_script_in_a_page_runs_but_those_of_the_theme(tmp_path: Path, page: Page) -> None:
    """Whatever passes into a page: here a page that has all of it is put into the site."""
    given = write(tmp_path / "portfolio", {"e4/fiche.md": FICHE}, NORMAL)
    attack = (
        "<title>a</title><script>document.title+=1</script><img src=x onerror='document.title+=2'>"
        "<iframe srcdoc='<script>parent.document.title+=3</script>'></iframe><script src='../e4/x.txt'></script>"
        "<script src='http://127.0.0.1:9/x.js'></script><svg onload='document.title+=4'></svg>"
    )
    site, nonce = tmp_path / "site", "abc"
    policy = {"Content-Security-Policy": voir._POLICY.format(nonce=nonce)}
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text))
    for headers, title in (({}, {"1", "2", "3", "4"}), (policy, set())):
        with served(files_of(site), headers) as address:
            voir._prepare(given, tmp_path / f"recu-{len(headers)}", site, address, nonce)
            (site / "piege.html").write_text(attack, encoding="utf-8")
            (site / "e4" / "x.txt").write_text("document.title+=5", encoding="utf-8")
            page.goto(f"{address}piege.html")
            page.wait_for_timeout(300)
            assert set(page.title()) - {"a"} == title
            wrong.clear()
            page.goto(f"{address}e4/fiche/")
            page.locator(".ndrc-jauge > p").wait_for()  # our own script runs, and the theme's:
            page.keyboard.press("/")
            page.keyboard.type("rubrique")
            page.locator(".md-search-result__item").first.wait_for()
            assert wrong == []
