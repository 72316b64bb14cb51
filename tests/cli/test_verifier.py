"""The command `ndrc verifier`."""

import errno
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from ndrc_portfolio.cli import main as command
from ndrc_portfolio.cli.main import _closed_pipe, main
from ndrc_portfolio.portfolio.configuration import settings
from tests.support import ROOT, picture, run_ndrc

ETUDE = """\
---
fiche: e6-etude-reflexive
statut: finale
---
## Thème

La confiance

## Problématique

Comment fidéliser ?

## Développement structuré

En écoutant.
"""
OF_2020 = "plugins:\n  ndrc-portfolio:\n    session: 2020\n"
FAUTIVE = ETUDE.replace("statut: finale", "statut: final")
AVERTIE = ETUDE.replace("En écoutant.", "### Thème\n\nEn écoutant.")


@pytest.fixture
def dossier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder, at the time of the forms of 2020."""
    folder = tmp_path / "dossier"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.delenv("NDRC_NUMERO_CANDIDAT", raising=False)
    monkeypatch.setattr(settings, "current_session", lambda: 2020)
    return folder


def write(folder: Path, name: str, text: str = ETUDE) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def image(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture())


# ---- Exit codes


@pytest.mark.parametrize(
    ("text", "options", "code"),
    [
        (ETUDE, [], 0),
        (ETUDE, ["--strict"], 0),
        (ETUDE.replace("finale", "brouillon").replace("La confiance", ""), ["--strict"], 0),  # an info is no fault
        (AVERTIE, [], 0),
        (AVERTIE, ["--strict"], 1),
        (FAUTIVE, [], 1),
        ("", [], 1),
        ("# Une page\n", [], 0),
    ],
)
@pytest.mark.parametrize("forme", ["texte", "json", "github"])
def test_exit_codes(dossier: Path, text: str, options: list[str], code: int, forme: str) -> None:
    write(dossier, "fiche.md", text)
    assert main(["verifier", "fiche.md", "--format", forme, *options]) == code


@pytest.mark.parametrize(
    "argv",
    [
        [],
        ["bidule"],
        ["verifier", "absente.md"],
        ["verifier", "absent/"],
        ["verifier", "--bidule"],
        ["verifier", "--format", "xml"],
        ["verifier", "--format"],
        ["verifier"],  # no mkdocs.yml here
    ],
)
def test_a_misused_command_says_so(dossier: Path, argv: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(argv) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith("ndrc\u00a0: ")
    assert not [w for w in ("usage", "error", "argument", "invalid") if w in said.err]


def test_help_is_french(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["verifier", "--help"])
    assert stop.value.code == 0
    said = capsys.readouterr().out
    assert said.startswith("Utilisation\u00a0: ndrc verifier")
    assert not [w for w in ("usage", "show this", "positional") if w in said]


@pytest.mark.parametrize("fault", [BrokenPipeError(errno.EPIPE, "Broken pipe"), OSError(errno.EINVAL, "Invalid")])
def test_a_pipe_that_closes(fault: OSError, dossier: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(dossier, "fiche.md")

    with (dossier / "tube").open("wb") as tube, monkeypatch.context() as patch:

        class Ferme(StringIO):
            def flush(self) -> None:
                raise fault

            def fileno(self) -> int:
                return tube.fileno()

        patch.setattr(sys, "stdout", Ferme())
        assert main(["verifier", "fiche.md"]) == 1


def test_a_name_that_windows_refuses_is_no_pipe() -> None:
    assert not _closed_pipe(OSError(errno.EINVAL, "Invalid argument", "a?.md"))
    assert not _closed_pipe(OSError(errno.ENOSPC, "No space left on device"))


def test_control_c(dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(command, "_command", lambda _: stop)
    assert main(["verifier"]) == 130
    assert capsys.readouterr() == ("", "ndrc\u00a0: arrêté.\n")


# ---- Formats


def test_json(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "docs/e6/étude 1.md", FAUTIVE)
    assert main(["verifier", "docs", "--format", "json"]) == 1
    said = capsys.readouterr()
    (shown,) = json.loads(said.out)
    assert said.err == ""
    assert list(shown) == [
        *("code", "severity", "path", "line", "column", "message", "hint", "rule", "cost"),
        *("endLine", "endColumn", "fix"),
    ]
    assert (shown["path"], shown["line"], shown["column"], shown["severity"]) == ("docs/e6/étude 1.md", 3, 9, "error")


def test_json_without_a_fault(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "fiche.md")
    assert main(["verifier", "fiche.md", "--format", "json"]) == 0
    assert capsys.readouterr() == ("[]\n", "")


def test_json_starts_from_the_current_folder(
    dossier: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(dossier, "docs/fiche.md", FAUTIVE)
    (dossier / "ailleurs").mkdir()
    monkeypatch.chdir(dossier / "ailleurs")
    main(["verifier", str(path), "--format", "json"])
    assert json.loads(capsys.readouterr().out)[0]["path"] == "../docs/fiche.md"


def test_github(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "a,b:c%.md", FAUTIVE)
    write(dossier, "avertie.md", AVERTIE)
    write(dossier, "brouillon.md", "---\nfiche: e6-etude-reflexive\n---\n")
    assert main(["verifier", ".", "--format", "github"]) == 1
    error, warning, notice = capsys.readouterr().out.splitlines()
    assert error.startswith("::error file=a%2Cb%3Ac%25.md,line=3,col=9,title=NDRC104::«\u00a0final\u00a0»")
    assert "%0Avaleurs possibles\u00a0: brouillon, finale" in error
    assert warning.startswith("::warning file=avertie.md,line=15,col=1,title=NDRC211::")
    assert notice.startswith("::notice file=brouillon.md,line=2,col=1,title=NDRC302::")


def test_no_colour_outside_of_a_terminal(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "fiche.md", FAUTIVE)
    main(["verifier", "fiche.md"])
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert said.endswith("1 fiche\u00a0: 1 erreur.\n")


def test_colour_on_a_terminal(
    dossier: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write(dossier, "fiche.md", FAUTIVE)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    main(["verifier", "fiche.md"])
    assert capsys.readouterr().out.startswith("\x1b[1;31mfiche.md:3:9: erreur NDRC104")
    monkeypatch.setenv("NO_COLOR", "1")
    main(["verifier", "fiche.md"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize("column", [1, 60, 200])
def test_a_long_line_shows_its_fault(dossier: Path, capsys: pytest.CaptureFixture[str], column: int) -> None:
    write(dossier, "fiche.md", ETUDE.replace("---\n##", f"titre: {'x' * column} : y{'z' * 200}\n---\n##"))
    main(["verifier", "fiche.md"])
    _, excerpt, carets, *_ = capsys.readouterr().out.splitlines()
    assert excerpt[carets.index("^")] == ":"
    assert len(excerpt) < 110


@pytest.mark.parametrize(
    ("wrong", "shown"),
    [
        ("\tdepot: 2027-04-30", "mkdocs.yml:5:1: erreur NDRC103: tabulation dans ce fichier"),
        ('    schemas: "formulaires', "mkdocs.yml:5:14: erreur NDRC106: guillemet ouvert et jamais refermé"),
        ("     depot: 2027-04-30", "mkdocs.yml:5:6: erreur NDRC123: la ligne «\u00a0depot\u00a0» n’est pas alignée"),
        ("site_name: Le mien : le vrai", "mkdocs.yml:5:20: erreur NDRC105: deux-points dans la valeur"),
    ],
)
def test_an_unreadable_mkdocs_yml_is_said_in_french(
    dossier: Path, capsys: pytest.CaptureFixture[str], wrong: str, shown: str
) -> None:
    write(dossier, "mkdocs.yml", f"theme: material\nplugins:\n  ndrc-portfolio:\n    session: 2020\n{wrong}\n")
    write(dossier, "docs/fiche.md")
    assert main(["verifier"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.startswith(shown)
    assert f"    5 | {wrong[:12].replace(chr(9), ' ')}" in said.err
    assert said.err.endswith("ndrc\u00a0: mkdocs.yml ne peut pas être lu\u00a0: corrigez-le d’abord.\n")
    assert "MkDocs" not in said.err


def test_an_unreadable_mkdocs_yml_does_not_show_the_number(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    candidat = "    candidat:\n      numero: 0298765401 : 2\n      numero:0298765401\n"
    write(dossier, "mkdocs.yml", f"plugins:\n  ndrc-portfolio:\n{candidat}")
    assert main(["verifier"]) == 2
    said = capsys.readouterr().err
    assert "mkdocs.yml:4:26: erreur NDRC105" in said
    assert "mkdocs.yml:5:7: erreur NDRC129" in said
    assert "0298765401" not in said


def test_what_our_reading_does_not_see_is_still_said(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "mkdocs.yml", "plugins:\n  ndrc-portfolio: {}\na: !inconnu b\n")
    assert main(["verifier"]) == 2
    assert "!inconnu" in capsys.readouterr().err


def test_a_misspelt_option_is_said_once(dossier: Path) -> None:
    options = "dépot: 2027-04-30\n    attestation: []\n    bidule: 3\n    candidat: {statu: scolaire}\n"
    write(dossier, "mkdocs.yml", f"site_name: P\ntheme: material\nplugins:\n  ndrc-portfolio:\n    {options}")
    write(dossier, "docs/fiche.md")
    done = run_ndrc(dossier, "verifier")
    assert done.stdout.count("NDRC111") == 4
    assert "mkdocs.yml:7:5: avertissement NDRC111: clé inconnue « bidule »" in done.stdout.replace("\u00a0", " ")
    assert "Unrecognised" not in done.stderr


# ---- What is checked


def test_a_folder_is_checked(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "docs/b.md", FAUTIVE)
    write(dossier, "docs/e6/a.md", FAUTIVE)
    write(dossier, "docs/e6/juste.md")
    write(dossier, "docs/index.md", "# Accueil\n")
    write(dossier, "docs/notes.txt", FAUTIVE)
    assert main(["verifier", "docs"]) == 1
    said = capsys.readouterr().out
    told = [line.split(":")[0] for line in said.splitlines() if " NDRC" in line]
    assert told == ["docs/b.md", "docs/e6/a.md", "docs/notes.txt"]  # the last is no page, and should be
    assert said.endswith("3 fiches\u00a0: 2 erreurs, 1 avertissement.\n")


def test_a_path_given_twice_is_read_once(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "fiche.md", FAUTIVE)
    main(["verifier", "fiche.md", "./fiche.md", "."])
    assert capsys.readouterr().out.count("NDRC104") == 1


@pytest.mark.parametrize("session", ["2020", '"2020"', "'2020'"])
def test_docs_dir_and_session_of_mkdocs_yml(dossier: Path, session: str) -> None:
    image(dossier / "textes" / "annexes" / "a.png")
    write(dossier, "mkdocs.yml", f"docs_dir: textes\nplugins:\n  ndrc-portfolio:\n    session: {session}\n")
    annexe = "annexes: [{titre: A, fichier: ../annexes/a.png}]\n---\n##"
    write(dossier, "textes/e6/fiche.md", ETUDE.replace("---\n##", annexe))
    assert main(["verifier", "textes/e6/fiche.md"]) == 0
    (dossier / "mkdocs.yml").unlink()
    assert main(["verifier", "textes/e6/fiche.md"]) == 1  # the annexe is now outside of the fiche's folder


def test_a_session_without_forms(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "mkdocs.yml", "plugins:\n  ndrc-portfolio:\n    session: 2019\n")
    write(dossier, "docs/fiche.md")
    assert main(["verifier", "docs/fiche.md"]) == 2
    assert "2019" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("configuration", "code"),
    [
        ("plugins:\n  ndrc-portfolio:\n    schemas: [a]\n", 0),
        ("plugins:\n  ndrc-portfolio:\n    session: [2027]\n", 1),
        ("plugins: texte\ndocs_dir: [a]\n", 0),
        ("- a\n", 0),
        ("a: [b\n", 0),
        ("a: !ENV [X, y]\nb: !!python/name:os.system\n", 0),
        ("", 0),
    ],
)
def test_an_odd_configuration_is_no_crash(dossier: Path, configuration: str, code: int) -> None:
    write(dossier, "mkdocs.yml", configuration)
    write(dossier, "docs/fiche.md")
    assert main(["verifier", "docs/fiche.md"]) == code


def test_an_unreadable_file(dossier: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    write(dossier, "fiche.md")

    opened = Path.open

    def refuse(path: Path, *arguments: Any, **more: Any) -> Any:
        if path.name == "fiche.md":
            raise PermissionError(13, "Permission denied")
        return opened(path, *arguments, **more)

    monkeypatch.setattr(Path, "open", refuse)
    assert main(["verifier", "fiche.md"]) == 1
    said = capsys.readouterr().out
    assert said.startswith("fiche.md:1:1: erreur NDRC004: ce fichier ne peut pas être lu")


def test_a_link_to_the_outside(dossier: Path, capsys: pytest.CaptureFixture[str]) -> None:
    image(dossier / "dehors" / "a.png")
    image(dossier / "docs" / "annexes" / "b.png")
    (dossier / "docs" / "annexes" / "lien.png").symlink_to(dossier / "dehors" / "a.png")
    (dossier / "docs" / "dehors").symlink_to(dossier / "dehors")
    (dossier / "docs" / "dedans").symlink_to(dossier / "docs" / "annexes")
    write(dossier, "mkdocs.yml", "site_name: Essai\n")
    annexes = "annexes:\n" + "".join(
        f"  - {{titre: A, fichier: {f}}}\n" for f in ("annexes/lien.png", "dehors/a.png", "dedans/b.png")
    )
    write(dossier, "docs/fiche.md", ETUDE.replace("---\n##", f"{annexes}---\n##"))
    assert main(["verifier", "docs/fiche.md", "--format", "json"]) == 1
    shown = json.loads(capsys.readouterr().out)
    assert [(d["code"], d["line"], d["column"]) for d in shown] == [("NDRC404", 5, 25), ("NDRC404", 6, 25)]


# ---- The core does without MkDocs

SANS_MKDOCS = """\
import sys

class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("mkdocs", "material", "mkdocs_material_extensions", "properdocs", "zensical"):
            raise ImportError(name + " is not to be imported")
        return None

sys.meta_path.insert(0, Refuse())
import importlib, pkgutil, ndrc_portfolio
for module in pkgutil.walk_packages(ndrc_portfolio.__path__, "ndrc_portfolio."):
    late = ("__main__", "cli.pdf", "cli.voir", "cli.word")
    if ".hosts" not in module.name and module.name.removeprefix("ndrc_portfolio.") not in late:
        importlib.import_module(module.name)
from ndrc_portfolio.cli.main import main
raise SystemExit(main(sys.argv[1:]))
"""


def test_the_core_does_without_mkdocs(dossier: Path) -> None:
    write(dossier, "fiche.md", FAUTIVE)
    write(dossier, "mkdocs.yml", OF_2020)
    done = subprocess.run(
        [sys.executable, "-c", SANS_MKDOCS, "verifier", "fiche.md"], capture_output=True, check=False, encoding="utf-8"
    )
    assert done.stderr == ""
    assert done.stdout.startswith("fiche.md:3:9: erreur NDRC104")
    assert done.returncode == 1


def test_only_the_plugin_imports_mkdocs() -> None:
    sources = ROOT / "ndrc_portfolio"
    outside = [p for p in sources.rglob("*.py") if "hosts" not in p.relative_to(sources).parts]
    imports = re.compile(r"^\s*(?:from|import) mkdocs\b", re.MULTILINE)
    assert [p.name for p in outside if imports.search(p.read_text(encoding="utf-8"))] == []


def test_the_installed_command(dossier: Path) -> None:
    write(dossier, "fiche.md")
    write(dossier, "mkdocs.yml", OF_2020)
    done = run_ndrc(dossier, "verifier", "fiche.md")
    assert (done.returncode, done.stdout, done.stderr) == (0, "1 fiche\u00a0: rien à corriger.\n", "")
