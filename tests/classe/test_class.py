"""A class of all kinds: each student has a line, and what is wrong with one is nobody else's."""

import datetime
import json
import os
from pathlib import Path

import pytest

from ndrc_portfolio.classe.engine import Lost, pool, run
from ndrc_portfolio.classe.table import on_time
from ndrc_portfolio.portfolio.reading import Asked
from ndrc_portfolio.reglement.complete import Complete
from tests.classe.misbehaving import misbehave
from tests.classe.support import TODAY, followed, of, portfolio, write_class, zipped
from tests.support import ndrc, tree

LISTE = "nom;prenom\r\nRoussel;Camille\r\nBenali;Nadia\r\nMoreau;Hugo\r\n"
SETTINGS = portfolio()["mkdocs.yml"]
FLAWLESS = {"Roussel Camille.zip": zipped(portfolio())}
KINDS: dict[str, dict[str, bytes]] = {
    "flawless": portfolio(),
    "one fiche less": {name: data for name, data in portfolio().items() if "partenaires" not in name},
    "broken front matter": {**portfolio(), "docs/e4/vente.md": b"---\nfiche: e4-activite\ntitre: [\n---\n"},
    "a draft": {**portfolio(), "docs/e4/vente.md": b"---\nfiche: e4-activite\nnature: negociation-vente\n---\n"},
    "in Latin-1": {**portfolio(), "docs/page.md": "été".encode("latin-1")},
    "a dead link": {**portfolio(), "docs/page.md": b"# Page\n\n[x](rien.md)\n"},
    "a document of the jury": {**portfolio(), "docs/x.md": b"---\nfiche: e4-grille\n---\n"},
    "an annexe that does not open": {**portfolio(), "docs/annexes/bon.png": b"PNG"},
    "a deposit that is past": portfolio(settings="    depot: 2025-01-20\n"),
    "no attestation": {**portfolio(), "mkdocs.yml": SETTINGS.partition(b"    attestations")[0]},
    "settings that are broken": {**portfolio(), "mkdocs.yml": b"plugins: ["},
}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "settings" not in kind])
def test_each_cell_is_what_ndrc_verifier_says(kind: str, tmp_path: Path) -> None:
    root = write_class(tmp_path / "classe", LISTE, {"Roussel Camille.zip": zipped(KINDS[kind])})
    suivi = of(followed(root, datetime.datetime.now().astimezone().date()), "roussel-camille")
    assert suivi.copy
    assert suivi.resultat
    alone = json.loads(ndrc(root / suivi.copy.root, "verifier", "--format", "json").out)
    keys = ("path", "line", "column", "code", "severity", "message", "rule", "cost")
    said = [[getattr(said, key) for key in keys] for said in suivi.resultat.said]
    assert sorted(said) == sorted([d[key] for key in keys] for d in alone)


def test_every_student_has_a_line_and_one_that_is_broken_changes_no_other(tmp_path: Path) -> None:
    names = [f"Roussel {chr(65 + i) * 3}" for i in range(len(KINDS))]
    liste = "nom;prenom\n" + "".join(f"{name.replace(' ', ';')}\n" for name in names) + "Absent;Paul\n"
    remises = {f"{name}.zip": zipped(files, "p/") for name, files in zip(names, KINDS.values(), strict=True)}
    whole = followed(write_class(tmp_path / "a", liste, remises))
    states = [suivi.state for suivi in whole.suivis]
    assert states[0] == "conforme"
    assert states[-2:] == ["illisible", "rien remis"]
    assert whole.wrong
    remises[f"{names[1]}.zip"] = b"no ZIP"
    other = followed(write_class(tmp_path / "b", liste, remises))
    assert of(other, "roussel-bbb").state == "pas reçu"
    assert [s.resultat for s in other.suivis[2:]] == [s.resultat for s in whole.suivis[2:]]


def refuse(_: Asked) -> Complete:
    raise AssertionError("it was checked again")


def test_what_has_not_changed_is_not_checked_again(tmp_path: Path) -> None:
    root = write_class(tmp_path / "classe", LISTE, FLAWLESS)
    first = followed(root)
    again = followed(root, verify=refuse)
    assert [s.resultat for s in again.suivis] == [s.resultat for s in first.suivis]
    assert [s.past for s in again.suivis] == [s.past for s in first.suivis]
    assert of(again, "roussel-camille").day == TODAY


def test_what_the_day_says_is_said_of_today(tmp_path: Path) -> None:
    files = portfolio(settings="")
    files["mkdocs.yml"] = files["mkdocs.yml"].replace(b"    attestations", b"    depot: 2025-01-20\n    attestations")
    root = write_class(tmp_path / "classe", LISTE, {"Roussel Camille.zip": zipped(files)})
    days = {day: datetime.date(2025, 1, day) for day in (1, 15, 21)}
    said = {
        day: {s.code for s in result.said if s.code in ("NDRC641", "NDRC642")}
        for day, today in days.items()
        if (result := of(followed(root, today), "roussel-camille").resultat)
    }
    assert said == {1: set(), 15: {"NDRC641"}, 21: {"NDRC642"}}


def test_a_deadline_is_met_late_or_not(tmp_path: Path) -> None:
    settings = "echeances:\n  - {titre: Fiche, document: e4-activite, nombre: 2, le: 2025-01-10, limite: 2025-01-20}\n"
    root = write_class(tmp_path / "classe", LISTE, {}, settings)
    (echeance,) = followed(root).classe.echeances
    days = {None: "à rendre le 10/01/2025", "2025-01-10": "à l’heure", "2025-01-11": "en retard de 1 jour"}
    assert {met: on_time(echeance, met, datetime.date(2025, 1, 9)) for met in days} == days
    assert on_time(echeance, "2025-01-21", TODAY) == "en retard de 11 jours, hors délai"
    assert on_time(echeance, None, TODAY) == "rien remis (5 jours)"
    (root / "remises" / "Roussel Camille.zip").write_bytes(FLAWLESS["Roussel Camille.zip"])
    assert of(followed(root), "roussel-camille").past.met == {"Fiche": "2025-01-15"}
    changed = zipped({**portfolio(), "docs/page.md": b"# Plus tard\n"})
    (root / "remises" / "Roussel Camille.zip").write_bytes(changed)
    assert of(followed(root, datetime.date(2025, 1, 20)), "roussel-camille").past.met == {"Fiche": "2025-01-15"}


# ---- What a hostile portfolio may try

HOSTILE: dict[str, dict[str, bytes]] = {
    "hooks": {"mkdocs.yml": SETTINGS + b"hooks: [x.py]\n", "x.py": b"open('MARK', 'w')"},
    "a tag": {"mkdocs.yml": SETTINGS + b"extra: !!python/object/apply:os.mkdir [MARK]\n"},
    "an extension": {"mkdocs.yml": SETTINGS + b"markdown_extensions: [evil]\n", "evil.py": b"open('MARK', 'w')"},
    "a cache": {".cache/ndrc-portfolio/conformes.json": b"[]"},
    "git": {".git/config": b"[core]\n\tfsmonitor = touch MARK\n", "docs/prive/a.png": b""},
    "INHERIT": {"mkdocs.yml": b"INHERIT: /etc/passwd\n" + SETTINGS},
    "docs_dir": {"mkdocs.yml": SETTINGS + b"docs_dir: ../../../..\n"},
    "a name": {"../../MARK": b"", "/tmp/MARK": b"", "CON": b"", "docs/a:b.md": b"", "DOCS/E4/VENTE.md": b""},
    "forms of its own": {"mkdocs.yml": SETTINGS.replace(b"session: 2025", b"session: 2025\n    schemas: mine")},
    "the jury's readers": {"mkdocs.yml": SETTINGS.replace(b"session: 2025", b"session: 2025\n    audience: jury")},
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_of_a_student_is_executed_nor_written_elsewhere(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend("")
    files = {name: data.replace(b"MARK", str(tmp_path / "MARK").encode()) for name, data in HOSTILE[kind].items()}
    remises = {"Roussel Camille.zip": zipped({**portfolio(), **files})}
    before = {path.name for path in tmp_path.iterdir()}
    root = write_class(tmp_path / "classe", LISTE, remises)
    found = followed(root)
    assert {path.name for path in tmp_path.iterdir()} - before == {"classe"}
    assert {path.name for path in root.iterdir()} == {"classe.yml", "eleves.csv", "remises", "recus", ".cache"}
    assert of(found, "roussel-camille").state in ("conforme", "illisible", "à corriger")


def test_links_and_pipes_are_not_followed(tmp_path: Path) -> None:
    root = write_class(tmp_path / "classe", LISTE, {})
    place = root / "remises" / "Roussel Camille"
    for name, content in portfolio().items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_bytes(content)
    for name, target in (("racine", "/"), ("secret.md", "/etc/passwd"), ("zero.md", "/dev/zero")):
        (place / "docs" / name).symlink_to(target)
    os.mkfifo(place / "docs" / "pipe.md")
    suivi = of(followed(root), "roussel-camille")
    assert suivi.state == "conforme"
    assert {path for path, _ in suivi.past.left} == {f"docs/{n}" for n in ("racine", "secret.md", "zero.md", "pipe.md")}


def test_a_zip_in_a_zip_is_received_and_a_bomb_is_not(tmp_path: Path) -> None:
    remises = {
        "Roussel Camille.zip": zipped({"Travail.zip": zipped(portfolio(), "p/")}),
        "Benali Nadia.zip": zipped({**portfolio("Benali", "Nadia"), "docs/x.txt": bytes(29_000_000)}),
        "Moreau Hugo.zip": zipped({f"{i}.md": b"" for i in range(600)}),
    }
    found = followed(write_class(tmp_path / "classe", LISTE, remises))
    assert [suivi.state for suivi in found.suivis] == ["conforme", "pas reçu", "pas reçu"]


def test_an_interrupted_reception_leaves_no_half_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write_class(tmp_path / "classe", LISTE, FLAWLESS)
    with monkeypatch.context() as broken:
        broken.setattr(Path, "rename", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            followed(root)
    assert tree(root / "recus") == {}
    assert of(followed(root), "roussel-camille").state == "conforme"


# ---- Tasks that die


def test_a_task_that_dies_or_never_ends_costs_itself_alone(tmp_path: Path) -> None:
    kinds = ["a", "dies", *"bcdefg", "endless", "greedy", *"hijk"]
    results = dict(run(misbehave, dict(enumerate(kinds)), pool(len(kinds)), tmp_path, 1))
    lost = {kinds[i] for i, result in results.items() if isinstance(result, Lost)}
    assert lost == {"dies", "endless", "greedy"}
    assert [results[i] for i, kind in enumerate(kinds) if kind not in lost] == [k for k in kinds if k not in lost]
