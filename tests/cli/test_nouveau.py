"""`ndrc nouveau` and `ndrc fiche`: what they write builds at once, and nothing is ever overwritten."""

import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ndrc_portfolio.cli import new_portfolio
from ndrc_portfolio.cli.main import main
from ndrc_portfolio.formulaires.sessions import current_session, load_forms
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.situation import STATUTS
from tests.cli.conftest import Ndrc
from tests.cli.front_matter import front_matter
from tests.support import CONFIGURATION, FICHE, Built, build, tree, write

FORMS = load_forms(2027)
CANDIDAT = [f for f in FORMS.values() if f.by_candidat and not f.keyword.a_la_main]
JURY = [f for f in FORMS.values() if not (f.by_candidat or f.keyword.au_besoin)]
MANUEL = ["--nom", "Roussel", "--prenom", "Camille", "--session", "2027", "--statut", "apprentissage"]

FICHES = {
    "docs/e4/fiche-1.md": ("e4-activite", "1", "negociation-vente"),
    "docs/e4/fiche-2.md": ("e4-activite", "2", "evenement-commercial"),
    "docs/e6/fiche-1.md": ("e6-activite", "1", "distributeurs"),
    "docs/e6/fiche-2.md": ("e6-activite", "2", "partenaires"),
    "docs/e6/fiche-3.md": ("e6-activite", "3", "vente-directe"),
}


@pytest.fixture(scope="module")
def candidat(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new portfolio, only read by the tests that share it."""
    root = tmp_path_factory.mktemp("nouveau") / "mon portfolio"
    assert main(["nouveau", str(root), *MANUEL]) == 0
    return root


@pytest.fixture(scope="module")
def public(candidat: Path) -> Built:
    return build(candidat, strict=True)


@pytest.fixture(scope="module")
def jury(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new commission, only read by the tests that share it."""
    root = tmp_path_factory.mktemp("commission")
    assert (
        main(["nouveau", str(root), "--commission", "--nom", "Béna-Li", "--prenom", "Nadia", "--session", "2027"]) == 0
    )
    return root


def options(root: Path, name: str = "mkdocs.yml") -> dict[str, Any]:
    configuration = yaml.safe_load((root / name).read_text(encoding="utf-8"))
    found = configuration["plugins"]["ndrc-portfolio"]
    assert isinstance(found, dict)
    return found


# ---- A candidate's portfolio


def test_everything_is_there(candidat: Path) -> None:
    written = tree(candidat)
    assert {
        *("mkdocs.yml", "mkdocs.candidat.yml", "prive.yml", ".gitignore", "docs/index.md"),
        *(".vscode/tasks.json", ".vscode/settings.json", ".vscode/ndrc.code-snippets"),
        *FICHES,
    } <= set(written)
    assert (candidat / "docs" / "annexes").is_dir()
    assert (candidat / "docs" / "prive").is_dir()
    assert not [name for name in written if name.endswith(".modele")]
    assert options(candidat) == {
        "session": 2027,
        "candidat": {"nom": "Roussel", "prenom": "Camille", "statut": "apprentissage"},
    }


def test_fiches_have_their_numero_and_nature(candidat: Path) -> None:
    for name, (form, numero, choix) in FICHES.items():
        head = front_matter(candidat / name)
        assert (head["fiche"], head["statut"]) == (form, "brouillon")
        assert head.get("numero") == numero
        assert choix in (None, head.get("nature"), head.get("reseau"))


def test_it_builds(candidat: Path, public: Built) -> None:
    assert "Camille Roussel" in public.page("")
    complet = build(candidat, "mkdocs.candidat.yml", strict=True)
    assert "dossier/e4/index.html" in complet.files()
    assert not [name for name in (*public.files(), *complet.files()) if "LISEZMOI" in name]


def test_help_for_authors_is_shown_nowhere(candidat: Path, public: Built) -> None:
    done = {c.description[:60] for f in CANDIDAT for c in f.rubriques}  # the lines of a comment are longer
    sources = "".join((candidat / name).read_text(encoding="utf-8") for name in FICHES)
    assert not [text for text in done if text not in sources]
    pages = [p.decode() for n, p in public.files().items() if n.endswith((".html", ".json")) and "modeles" not in n]
    assert not [text for text in done for page in pages if text in page]


@pytest.mark.parametrize("name", FICHES)
def test_verifier_finds_nothing_wrong(
    candidat: Path, name: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(candidat)
    assert main(["verifier", name, "--strict", "--format", "json"]) == 0
    assert {d["code"] for d in json.loads(capsys.readouterr().out)} == {"NDRC302"}


def test_git_keeps_nothing_private(candidat: Path) -> None:
    ignored = (candidat / ".gitignore").read_text(encoding="utf-8").split("\n")
    assert {"prive.yml", "/docs/prive/", "/.cache/", "/.venv/", "/site/"} <= set(ignored)
    assert yaml.safe_load((candidat / "prive.yml").read_text(encoding="utf-8")) == {"numero": ""}


def test_proposed_options_are_yaml(candidat: Path) -> None:
    """Once its `#` is gone, an option stands where it belongs."""
    text = (candidat / "mkdocs.yml").read_text(encoding="utf-8")
    opened = re.sub(r"^( *)#(?=\S| {2})", r"\1", text, flags=re.MULTILINE)
    found = yaml.load(opened, yaml.BaseLoader)["plugins"]["ndrc-portfolio"]
    assert found["candidat"]["amenagement"] == "oui"
    assert found["depot"] == "2027-04-30"
    assert [set(a) for a in found["attestations"]] == [
        {"type", "organisation", "du", "au", "semaines", "temps", "signee", "fichier"}
    ]


def test_typography_is_french(candidat: Path, jury: Path) -> None:
    for root in (candidat, jury):
        for name, content in tree(root).items():
            if not name.startswith(("site", ".cache")):
                text = content.decode().partition("\nattrs==")[0]  # what pip reads is not French
                assert typeset(text) == text, name
                assert b"\r" not in content


def test_one_more_template_needs_no_code(ndrc: Ndrc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workflow of GitHub, whose `${{ … }}` is not for us, is copied as it is."""
    workflow = b"on: push\nenv: {A: '${{ github.ref }}'}\n"
    modeles = tmp_path / "modeles"
    shutil.copytree(new_portfolio._TEMPLATES, modeles)
    more = modeles / "candidat" / ".github" / "workflows" / "pages.yml"
    more.parent.mkdir(parents=True, exist_ok=True)
    more.write_bytes(workflow)
    monkeypatch.setattr(new_portfolio, "_TEMPLATES", modeles)
    assert ndrc("nouveau", "ici").code == 0
    assert (tmp_path / "ici" / ".github" / "workflows" / "pages.yml").read_bytes() == workflow


# ---- Snippets


def test_snippets_are_those_of_the_author(candidat: Path, jury: Path) -> None:
    for root, forms in ((candidat, CANDIDAT), (jury, [f for f in FORMS.values() if not f.by_candidat])):
        snippets = json.loads((root / ".vscode" / "ndrc.code-snippets").read_text(encoding="utf-8"))
        assert [s["prefix"] for s in snippets.values()] == [f.id for f in forms]
        assert {s["scope"] for s in snippets.values()} == {"markdown"}


# ---- Odd names


@pytest.mark.parametrize(
    ("nom", "prenom"),
    [
        ('O\'Brien: "dit" # l’autre', "Zoé, d’Été"),
        ("- {a: [b]}", "*null*"),
        ("no", "& !x %y @z `w` \\ \t\x07"),
        ("<b>Été</b> & Cie", "[lien](x)"),
        ("ÉLÈVE-Ñ", "e\u0301"),
    ],
)
def test_an_odd_name(ndrc: Ndrc, tmp_path: Path, nom: str, prenom: str) -> None:
    assert ndrc("nouveau", ".", "--nom", nom, "--prenom", prenom).code == 0
    candidat = options(tmp_path)["candidat"]
    assert candidat["nom"] == nom
    assert candidat["prenom"] == {"e\u0301": "é"}.get(prenom, prenom.removesuffix(" \t\x07"))
    assert ndrc("nouveau", "c", "--commission", "--nom", nom, "--prenom", prenom).code == 0
    (folder,) = [p for p in (tmp_path / "c" / "commission").iterdir() if p.is_dir()]
    assert re.fullmatch(r"[a-z0-9-]+", folder.name)
    for path in folder.iterdir():
        assert front_matter(path).get("candidat", {}).get("nom", nom) == nom
    said = json.loads(ndrc("verifier", "c", "docs", "--format", "json").out)
    assert {d["code"] for d in said if d["severity"] != "info"} <= {"NDRC444"}  # a name with a tag in it is told


def test_an_odd_name_builds(ndrc: Ndrc, tmp_path: Path) -> None:
    ndrc("nouveau", ".", "--nom", 'O\'Brien: "x" [y](z)', "--prenom", "*Zoé*")
    built = build(tmp_path, strict=True)
    assert '*Zoé* O\'Brien: "x" [y](z)' in built.page("")


# ---- The commission


def test_the_commission_has_its_documents(jury: Path) -> None:
    folder = jury / "commission" / "bena-li-nadia"
    assert {p.stem for p in folder.iterdir()} == {f.id for f in JURY}
    for path in folder.iterdir():
        assert front_matter(path).get("candidat", {}).get("nom", "Béna-Li") == "Béna-Li"
    assert not (jury / "mkdocs.yml").exists()
    assert "/commission/" in (jury / ".gitignore").read_text(encoding="utf-8").split("\n")
    built = build(jury, "mkdocs.jury.yml", strict=True)
    assert "Nadia Béna-Li" in built.page("bena-li-nadia")


def test_a_second_candidate(ndrc: Ndrc, tmp_path: Path) -> None:
    ndrc("nouveau", "c", "--commission", "--nom", "A", "--prenom", "B", "--session", "2030")
    before = tree(tmp_path)
    done = ndrc("nouveau", "c", "--commission", "--nom", "C", "--prenom", "D")
    assert (done.code, done.out.splitlines()[0]) == (0, "D C, session 2030.")
    after = tree(tmp_path)
    assert {n: after[n] for n in before} == before
    assert {n.split("/")[2] for n in after.keys() - before.keys()} == {"c-d"}


# ---- Nothing is overwritten


def test_nothing_is_replaced(ndrc: Ndrc, tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "autre/vente.md": FICHE,
            "index.md": "# À moi\n",
            "/.gitignore": "site\nprive.yml\n",
            "/prive.yml": 'numero: "0123456701"\n',
            "e4/fiche-2.md": "",
        },
    )
    before = tree(tmp_path)
    done = ndrc("nouveau", ".")
    after = tree(tmp_path)
    assert done.code == 0
    assert {n: after[n] for n in before} == before
    kept = done.out.partition("Gardé")[2]
    assert all(f"  {name}\n" in kept for name in before)
    assert "Roussel" in done.out  # of mkdocs.yml: not asked for, not a default
    # The nature that is there already is not written again; the file of the other is in the way.
    assert not (tmp_path / "docs" / "e4" / "fiche-1.md").exists()
    assert (tmp_path / "docs" / "e6" / "fiche-3.md").exists()
    ask = done.out.partition(".gitignore, pour")[2]
    assert "  /docs/prive/\n" in ask
    assert "prive.yml" not in ask.replace("/docs/prive/", "").partition("\n\n")[0]


def test_twice_writes_nothing_more(ndrc: Ndrc, tmp_path: Path) -> None:
    ndrc("nouveau", ".", *MANUEL)
    before = tree(tmp_path)
    done = ndrc("nouveau", ".")
    assert (done.code, tree(tmp_path)) == (0, before)
    assert "Écrit" not in done.out


def test_the_nature_that_is_missing_takes_the_free_numero(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {"e4/vente.md": FICHE})
    ndrc("nouveau", ".")
    head = front_matter(tmp_path / "docs" / "e4" / "fiche-2.md")
    assert (head["numero"], head["nature"]) == ("2", "evenement-commercial")
    assert not (tmp_path / "docs" / "e4" / "fiche-1.md").exists()


def test_docs_dir_and_readme_are_respected(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {"/textes/README.md": "# À moi\n"}, CONFIGURATION + "docs_dir: textes\n")
    done = ndrc("nouveau", ".")
    assert "  textes/README.md\n" in done.out
    assert not (tmp_path / "textes" / "index.md").exists()
    assert (tmp_path / "textes" / "e4" / "fiche-1.md").exists()
    assert "/textes/prive/" in (tmp_path / ".gitignore").read_text(encoding="utf-8")


# ---- Questions


@pytest.fixture
def answering(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """Sit at a terminal, with these answers ready; the questions that were asked."""

    def sit(*answers: str | type[BaseException]) -> list[str]:
        left: Iterator[str | type[BaseException]] = iter(answers)
        asked: list[str] = []

        def ask(prompt: str = "") -> str:
            asked.append(prompt)
            answer = next(left)
            if isinstance(answer, str):
                return answer
            raise answer

        monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)
        monkeypatch.setattr("builtins.input", ask)
        return asked

    return sit


def test_what_is_not_given_is_asked(ndrc: Ndrc, tmp_path: Path, answering: Callable[..., list[str]]) -> None:
    asked = answering("ici", " Roussel ", "Camille", "l’an prochain", "2031", "appranti", "3", "cff", "CCF")
    assert ndrc("nouveau").code == 0
    assert len(asked) == 9
    assert options(tmp_path / "ici") == {
        "session": 2031,
        "modalite": "ccf",
        "candidat": {"nom": "Roussel", "prenom": "Camille", "statut": "formation-continue"},
    }


def test_an_empty_answer_is_the_usual_one(ndrc: Ndrc, tmp_path: Path, answering: Callable[..., list[str]]) -> None:
    answering("", "", "", "", "", "")
    done = ndrc("nouveau")
    found = options(tmp_path / "mon-portfolio")
    assert (found["session"], found["candidat"]["statut"]) == (current_session(), "scolaire")
    assert f"remplacez «\u00a0{found['candidat']['prenom']}\u00a0»" in done.out


def test_what_is_given_is_not_asked(ndrc: Ndrc, tmp_path: Path, answering: Callable[..., list[str]]) -> None:
    asked = answering("Camille")
    given = ("--nom", "Roussel", "--session", "2027", "--statut", "Expérience", "--modalite", "ponctuelle")
    assert ndrc("nouveau", ".", *given).code == 0
    assert len(asked) == 1
    assert options(tmp_path)["candidat"]["statut"] == "experience"
    assert ndrc("nouveau", ".").code == 0  # mkdocs.yml has said the rest
    assert len(asked) == 1


def test_the_commission_is_asked_for_whom(ndrc: Ndrc, tmp_path: Path, answering: Callable[..., list[str]]) -> None:
    asked = answering("Benali", "Nadia", "2027", "ccf")
    assert ndrc("nouveau", ".", "--commission").code == 0
    assert len(asked) == 4
    written = {path.stem for path in (tmp_path / "commission" / "benali-nadia").glob("*.md")}
    assert written == {f.id for f in JURY if f.keyword.modalite in ("", "ccf")}
    assert "modalite" not in options(tmp_path, "mkdocs.jury.yml")  # the next candidate may be of the other one


@pytest.mark.parametrize("stop", [KeyboardInterrupt, EOFError])
def test_who_leaves_leaves_nothing(
    ndrc: Ndrc, tmp_path: Path, answering: Callable[..., list[str]], stop: type[BaseException]
) -> None:
    answering("Roussel", stop)
    done = ndrc("nouveau", "ici")
    assert done.code == 2
    assert done.err == "ndrc\u00a0: arrêté\u00a0: rien n’a été écrit.\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("session", "expected"), [("2027", "Modèles de 2025, les plus récents"), ("2022", "Modèles de 2020"), ("2025", "")]
)
def test_the_year_of_the_models_is_said(ndrc: Ndrc, session: str, expected: str) -> None:
    said = ndrc("nouveau", "ici", "--session", session).out
    assert said.count("Modèles de") == bool(expected)
    assert expected in said


def test_without_a_terminal_nothing_is_asked(ndrc: Ndrc, tmp_path: Path) -> None:
    assert ndrc("nouveau", ".").code == 0
    assert options(tmp_path)["session"] == current_session()
    build(tmp_path)


def test_what_is_to_be_replaced_is_where_it_was_written(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path / "a", {}, "site_name: P\ndocs_dir: textes\nplugins: [ndrc-portfolio]\n")
    done = ndrc("nouveau", "a").out
    assert "Dans textes/index.md, remplacez" in done
    assert "mkdocs.yml et" not in done
    assert "remplacez" not in ndrc("nouveau", "a").out, "nothing was written"
    assert "Dans mkdocs.yml et docs/index.md, remplacez" in ndrc("nouveau", "b").out


def test_what_comes_next_is_three_commands(ndrc: Ndrc) -> None:
    for folder, first in (("mon dossier", 'cd "mon dossier"'), (".", "mkdocs serve")):
        done = ndrc("nouveau", folder).out.partition("Tapez ensuite\u00a0:\n")[2].splitlines()
        assert len(done) == 3
        assert done[0].strip().startswith(first)


# ---- Misuse


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["nouveau"], "dans quel dossier"),
        (["nouveau", "fichier"], "fichier"),
        (["nouveau", "fichier/ici"], "ne peut pas être écrit"),
        (["nouveau", ".", "--session", "27"], "2027"),
        (["nouveau", ".", "--modalite", "cff"], "ccf"),
        (["fiche", "attestation-stage"], "ndrc vierge attestation-stage"),
        (["nouveau", ".", "--session", "2019"], "2019"),
        (["nouveau", ".", "--session", "2001"], "2001"),
        (["nouveau", ".", "--statut", "scolere"], "vouliez-vous dire «\u00a0scolaire\u00a0»"),
        (["nouveau", ".", "--commission", "--statut", "scolaire"], "--commission"),
        (["nouveau", ".", "autre"], "--help"),
        (["fiche"], "--help"),
        (["fiche", "e4-activités"], "vouliez-vous dire «\u00a0e4-activite\u00a0»"),
        (["fiche", "bidule"], "e6-evaluation-ccf"),
        (["fiche", "e4-activite"], "mkdocs.yml"),
        (["fiche", "e4-activite", "fiche.txt"], ".md"),
        (["fiche", "e4-activite", "fichier/fiche.md"], "ne peut pas être écrit"),
    ],
)
def test_a_misused_command_says_so(ndrc: Ndrc, tmp_path: Path, argv: list[str], said: str) -> None:
    (tmp_path / "fichier").write_text("", encoding="utf-8")
    done = ndrc(*argv)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("ndrc\u00a0: ")
    assert said in done.err
    assert [p.name for p in tmp_path.iterdir()] == ["fichier"]


def test_a_forbidden_folder(ndrc: Ndrc, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    done = ndrc("nouveau", "ici")
    assert done.code == 2
    assert "l’accès est refusé" in done.err


def test_help_is_french(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("nouveau", "fiche"):
        with pytest.raises(SystemExit) as stop:
            main([command, "--help"])
        assert stop.value.code == 0
        assert capsys.readouterr().out.startswith(f"Utilisation\u00a0: ndrc {command}")


def test_statuts_are_those_of_mkdocs_yml(candidat: Path) -> None:
    assert ", ".join(STATUTS) in (candidat / "mkdocs.yml").read_text(encoding="utf-8")


def test_a_portfolio_of_properdocs_keeps_its_name(ndrc: Ndrc, tmp_path: Path) -> None:
    """ProperDocs reads properdocs.yml where MkDocs reads mkdocs.yml."""
    ndrc("nouveau", ".", "--nom", "A", "--prenom", "B")
    (tmp_path / "mkdocs.yml").rename(tmp_path / "properdocs.yml")
    (tmp_path / "mkdocs.candidat.yml").unlink()
    assert ndrc("nouveau", ".").code == 0
    assert not (tmp_path / "mkdocs.yml").exists()
    assert "INHERIT: properdocs.yml" in (tmp_path / "mkdocs.candidat.yml").read_text(encoding="utf-8")
    assert ndrc("fiche", "e4-activite").out.startswith("docs/e4/fiche-3.md écrit")
    assert "5 fiches" not in ndrc("verifier").out
    assert "6 fiches" in ndrc("verifier").out
