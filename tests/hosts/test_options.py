"""`mkdocs.yml` as we read it, beside what MkDocs makes of it; and what is said of options that are wrong."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config

from ndrc_portfolio.cli.main import main
from ndrc_portfolio.hosts.mkdocs.options import Options, OptionsCandidat
from ndrc_portfolio.portfolio.configuration import options as names
from ndrc_portfolio.portfolio.configuration.options import year_of
from ndrc_portfolio.portfolio.configuration.settings import Settings, read_settings
from ndrc_portfolio.portfolio.configuration.settings_file import read_file
from ndrc_portfolio.portfolio.configuration.situation import read_situation
from tests.support import FICHE, try_build, write

HEAD = "site_name: P\ntheme: material\n"
OURS = HEAD + "plugins:\n  ndrc-portfolio:\n"
ATTESTATIONS = """\
    attestations:
      - {type: stage, organisation: Auto Dépôt, du: 2026-01-05, au: 2026-2-13, semaines: 6, signee: yes}
      - {type: contrat, du: 2026-01-05 10:00:00, semaines: 5.5, temps: partiel, signee: off, fichier: a\\b.pdf}
      - {type: stage, semaines: "5,5", signee: oui, signée: true}
      - {type: stages, du: 05/01/2026, semaines: huit, signee: bientôt}
"""
CONFIGURATIONS = {
    "mapping": {"mkdocs.yml": OURS + "    session: 2020\n    candidat: {nom: Roussel, prenom: Camille}\n"},
    "list": {"mkdocs.yml": HEAD + "plugins:\n  - search\n  - ndrc-portfolio:\n      session: '2027'\n"},
    "name alone": {"mkdocs.yml": HEAD + "plugins: [search, ndrc-portfolio]\n"},
    "empty": {"mkdocs.yml": HEAD + "plugins:\n  search: {}\n  ndrc-portfolio:\n"},
    "three dashes": {"mkdocs.yml": "---\n" + OURS + "    session: 2020\n"},
    "dates, numbers, booleans": {
        "mkdocs.yml": OURS
        + "    depot: 2027-04-23\n    candidat: {statut: scolaire, amenagement: true}\n"
        + ATTESTATIONS
    },
    "inherited mapping": {
        "mkdocs.yml": "INHERIT: commun.yml\nplugins: {ndrc-portfolio: {candidat: {prenom: Camille}, depot: null}}\n",
        "commun.yml": OURS + "    session: 2026\n    depot: 2027-04-23\n    candidat: {nom: Roussel, prenom: C.}\n",
    },
    "inherited list of entries": {
        "mkdocs.yml": "INHERIT: commun.yml\n" + OURS + "    attestations:\n      - {type: contrat, semaines: 2}\n",
        "commun.yml": OURS + ATTESTATIONS,
    },
    "a list replaces what is inherited": {
        "mkdocs.yml": "INHERIT: commun.yml\nplugins:\n  - ndrc-portfolio:\n      candidat: {nom: Roussel}\n",
        "commun.yml": OURS + "    session: 2026\n    candidat: {prenom: Camille}\n",
    },
    "inherited twice, from another folder": {
        "mkdocs.yml": "INHERIT: bas/un.yml\ndocs_dir: textes\n",
        "bas/un.yml": "INHERIT: ../deux.yml\nplugins:\n  ndrc-portfolio:\n    session: 2026\n",
        "deux.yml": OURS + "    session: 2025\n    candidat: {nom: Roussel}\n",
        "textes/index.md": "",
    },
    "anchors": {
        "mkdocs.yml": "extra:\n  moi: &moi {nom: Roussel, prenom: Camille}\n  an: &an 2027\n"
        + OURS
        + "    session: *an\n    candidat:\n      <<: *moi\n      prenom: Dominique\n      statut: scolaire\n"
    },
    "a key twice": {"mkdocs.yml": OURS + "    session: 2026\n    session: 2020\n"},
    "docs_dir": {"mkdocs.yml": "docs_dir: ./textes/../textes\n" + OURS + "    session: 2020\n", "textes/index.md": ""},
    "many levels": {
        "mkdocs.yml": "extra: {a: {b: {c: {d: {e: {f: {g: {h: {i: j}}}}}}}}}\n" + OURS + "    session: 2020\n"
    },
    "the settings of a theme": {
        "mkdocs.yml": HEAD.replace("material", "{name: material}") + "plugins: [ndrc-portfolio]\n"
    },
    "a misspelt option": {"mkdocs.yml": OURS + "    sesion: 2027\n    statut: scolaire\n    candidat: {statu: x}\n"},
}


def written(root: Path, files: dict[str, str]) -> Settings:
    for name, text in {"docs/index.md": "", **files}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return read_settings(root / "mkdocs.yml")


def as_mkdocs(root: Path) -> tuple[dict[str, Any], Path]:
    config = load_config(str(root / "mkdocs.yml"))
    given = config.plugins["ndrc-portfolio"].config
    assert isinstance(given, Options)
    return given.plain(), Path(config.docs_dir)


def some(value: object) -> Any:
    """Options without what is not given, and without defaults that are empty."""
    if isinstance(value, dict):
        return {k: kept for k, v in value.items() if (kept := some(v)) not in (None, "", {}, [])}
    return value


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_we_read_what_mkdocs_reads(name: str, tmp_path: Path) -> None:
    ours = written(tmp_path, CONFIGURATIONS[name])
    theirs, docs = as_mkdocs(tmp_path)
    mine, made = read_situation(ours.options, ours), read_situation(theirs, ours)
    assert mine.texts >= made.texts  # a number is a text, and no path
    assert mine._replace(texts=made.texts) == made
    assert year_of(ours.options.get("session")) == year_of(theirs["session"])
    assert some(ours.options).keys() == some(theirs).keys()
    for key in ("nom", "prenom"):
        assert (ours.candidat.get(key) or "") == theirs["candidat"][key]
    assert ours.docs == docs


def test_a_tag_is_not_carried_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET", "Roussel")
    options = "    candidat: {nom: !ENV SECRET, prenom: !ENV [X, SECRET]}\n    session: 2020\n"
    ours = written(tmp_path, {"mkdocs.yml": "a: !!python/name:os.system\n" + OURS + options})
    assert (dict(ours.candidat), ours.session) == ({"nom": None, "prenom": None}, 2020)


@pytest.mark.parametrize(
    "text",
    [
        "a: &a [x, x, x, x, x, x, x, x, x]\n"
        + "".join(f"{b}: &{b} [{', '.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "plugins: {ndrc-portfolio: {attestations: *i}}\n",
        "plugins: &p {ndrc-portfolio: *p}\n",
        "a: &a 1\nb: " + "[a, " * 20_000 + "\n",
        "a: &a 1\nb: " + "[a, " * 20_000 + "]" * 20_000 + "\n",
        "a: !x " + "\n".join("  " * n + "- a:" for n in range(500)),
        "plugins: {ndrc-portfolio: &x {<<: *x}}\n",
        "- &a b\n- *a\n",
        "INHERIT: mkdocs.yml\n",
    ],
)
def test_no_file_is_too_odd(tmp_path: Path, text: str) -> None:
    ours = written(tmp_path, {"mkdocs.yml": text})
    assert ours.session > 2000
    assert len(str(read_situation(ours.options, ours).texts)) < 1_000_000


def test_the_theme_that_is_given(tmp_path: Path) -> None:
    theme = "theme:\n  name: material\n  language: fr\n"
    assert written(tmp_path, {"mkdocs.yml": theme}).theme == {"name", "language"}
    child = {"mkdocs.yml": "INHERIT: commun.yml\ntheme:\n  font: false\n", "commun.yml": theme}
    assert written(tmp_path, child).theme == {"name", "language", "font"}
    alone = {"mkdocs.yml": "INHERIT: commun.yml\ntheme: material\n", "commun.yml": theme}
    assert written(tmp_path, alone).theme == set()


def test_one_table_of_names() -> None:
    assert sorted(Options()) == sorted(names.OPTIONS)
    assert sorted(OptionsCandidat()) == sorted(names.CANDIDAT)


def test_a_place_is_in_the_file_that_says_it(tmp_path: Path) -> None:
    files = CONFIGURATIONS["inherited twice, from another folder"]
    ours = written(tmp_path, files)
    assert [f.path.name for f in ours.files] == ["mkdocs.yml", "un.yml", "deux.yml"]
    fault = ours.session_fault("x")
    assert fault is not None
    assert (Path(fault.path).name, fault.place.line, fault.place.column) == ("un.yml", 4, 14)


def test_a_file_that_is_not_there_has_no_keys(tmp_path: Path) -> None:
    assert read_file(tmp_path / "mkdocs.yml").data == {}
    assert read_settings(tmp_path / "mkdocs.yml").docs == tmp_path / "docs"


# ---- A session that is no year: one diagnostic, at its place, whatever the command

WRONG = ["²", "2027.5", "deux mille", "[2027]", "true", "27", "２０２７", "2027-06-01"]


@pytest.mark.parametrize("value", [2027, "2027", " 2027 "])
def test_a_year(value: object) -> None:
    assert year_of(value) == 2027


@pytest.fixture
def portfolio(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = write(tmp_path, {"fiche.md": FICHE})
    monkeypatch.chdir(root)
    return root


def with_session(root: Path, value: str) -> None:
    candidat = "    candidat: {nom: Roussel, prenom: Camille, statut: scolaire}\n"
    text = f"{OURS}    session: {value}\n{candidat}"
    (root / "mkdocs.yml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("value", WRONG)
def test_of_a_fiche_and_of_the_portfolio(portfolio: Path, capsys: pytest.CaptureFixture[str], value: str) -> None:
    with_session(portfolio, value)
    for arguments in (["docs/fiche.md"], []):
        assert main(["verifier", *arguments, "--format", "json"]) == 1
        found = json.loads(capsys.readouterr().out)
        (fault,) = [d for d in found if d["code"] == "NDRC664"]
        assert (fault["path"], fault["line"]) == ("mkdocs.yml", 5)
        assert fault["column"] == (5 if value == "[2027]" else 14)  # a list begins at its key


@pytest.mark.parametrize(
    "arguments", [["vierge", "e4-activite", "-o", "x"], ["fiche", "e4-activite", "docs/a.md"], ["nouveau", "."]]
)
def test_of_commands_that_write_by_it(
    portfolio: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with_session(portfolio, "²")
    assert main(arguments) == 2
    said = capsys.readouterr()
    assert said.err.replace("\u00a0", " ").startswith(
        "mkdocs.yml:5:14: erreur NDRC664: « session: ² » n’est pas une année"
    )
    assert said.out == ""
    assert sorted(p.name for p in (portfolio / "docs").iterdir()) == ["fiche.md"]


def test_of_a_build_and_of_the_pdf(portfolio: Path) -> None:
    with_session(portfolio, "2027.5")
    built = try_build(portfolio)
    assert built.code == 1
    assert built.output.count("mkdocs.yml:5:14: erreur NDRC664") == 1
    assert "SessionGuessed" not in built.output
    assert "NDRC665" not in built.output
    done = subprocess.run(
        [sys.executable, "-m", "ndrc_portfolio", "pdf", "e4"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "NO_COLOR": "1"},
    )
    assert done.returncode == 1
    assert "mkdocs.yml:5:14: erreur NDRC664" in done.stderr


# ---- Names that are no option


def test_an_unknown_option_is_said_at_its_place_and_stops_nothing(portfolio: Path) -> None:
    (portfolio / "mkdocs.yml").write_text(
        f"{OURS}    sesion: 2027\n    depots: 2027-04-23\n    candidat: {{nom: R, prenom: C, bidule: 1}}\n",
        encoding="utf-8",
    )
    built = try_build(portfolio)
    assert built.code == 0
    said = built.output.replace("\u00a0", " ")
    assert "mkdocs.yml:5:5: avertissement NDRC111: clé inconnue « sesion » ; vouliez-vous dire « session » ?" in said
    assert "mkdocs.yml:6:5: avertissement NDRC111: clé inconnue « depots » ; vouliez-vous dire « depot » ?" in said
    assert "mkdocs.yml:7:35: avertissement NDRC111: clé inconnue « bidule »" in said
    assert "Unrecognised" not in said
    assert try_build(portfolio, strict=True).code == 1
