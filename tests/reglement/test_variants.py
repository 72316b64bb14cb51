"""A session, or an academy's variant, made of JSON alone: what the rules then ask, and what they cost."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from ndrc_portfolio.formulaires import data
from ndrc_portfolio.formulaires.folders import FormulaireError
from ndrc_portfolio.formulaires.modeles import load_models
from ndrc_portfolio.messages.french import typeset
from tests.support import FLAWLESS_TODAY, ndrc
from tests.texts import OWN_FORM

OURS = data.data_dir("schemas")
OF_2025 = json.loads((OURS / "2025" / "reglement.json").read_text(encoding="utf-8"))
VISIT = {
    **{"regle": "R13", "controle": "document", "formulaire": "e4-visite", "nom": "un compte rendu de visite"},
    **{"libelle": "Un compte rendu de visite", "cout": "obligatoire"},
}
VISITE = "---\nfiche: e4-visite\nstatut: finale\ntitre: A\ncouleur: vert\nbloc: {gauche: a, droite: b}\nfin: c\n---\n"


def reglement(**changes: Any) -> dict[str, Any]:
    """That of 2025. `E4_annexe={"pages": 4}` changes the rule with that check; `E4=[…]` adds rules."""
    made: dict[str, Any] = json.loads(json.dumps(OF_2025))
    for key, change in changes.items():
        epreuve, _, controle = key.partition("_")
        rules = made["dossiers"][epreuve]
        if controle:
            next(rule for rule in rules if rule["controle"] == controle).update(change)
        else:
            rules += change
    return made


def portfolio(root: Path, session: int, files: dict[str, Any], schemas: str = "formulaires") -> Path:
    """The flawless portfolio of 2025, at a session, with models of its own."""
    shutil.copytree(FLAWLESS_TODAY, root)
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("session: 2025", f"session: {session}")
    more = f"    schemas: {schemas}\n" if schemas else ""
    (root / "mkdocs.yml").write_text(f"{settings.rstrip()}\n{more}", encoding="utf-8")
    written(root / "formulaires", files)
    return root


def written(folder: Path, files: dict[str, Any]) -> None:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def edit(root: Path, old: str, new: str, *names: str) -> None:
    for name in names:
        path = root / "docs" / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")


def said(root: Path) -> list[tuple[str, str, str, str]]:
    """What the command says of it: code, severity, rule and cost of each."""
    found = json.loads(ndrc(root, "verifier", "--format", "json").out)
    return [(d["code"], d["severity"], d["rule"], d["cost"]) for d in found]


def test_a_session_2028_adds_a_form_and_a_rule(tmp_path: Path) -> None:
    files = {"2028/e4-visite.schema.json": OWN_FORM, "2028/reglement.json": reglement(E4=[VISIT])}
    root = portfolio(tmp_path / "p", 2028, files)
    assert said(root) == [("NDRC608", "warning", "R13", "obligatoire")]
    assert typeset("il manque le compte rendu de visite") in ndrc(root, "verifier").out
    (root / "docs" / "e4" / "visite.md").write_text(VISITE, encoding="utf-8")
    assert said(root) == []


def test_a_cost_is_changed_and_the_gravity_with_it(tmp_path: Path) -> None:
    lived = ("e6/distributeurs.md", "e6/partenaires.md", "e6/vente-directe.md")
    for cost, severity in (("obligatoire", "warning"), ("pénalité", "warning"), ("NV", "error"), ("conseil", "info")):
        files = {"2028/reglement.json": reglement(E6_vecue={"cout": cost})}
        root = portfolio(tmp_path / cost, 2028, files)
        edit(root, "vecue: ", "vecue: non  # ", *lived)
        assert said(root) == [("NDRC607", severity, "R8", cost)]


def test_the_limit_of_the_annexe_is_changed(tmp_path: Path) -> None:
    third = "annexes:\n  - {titre: Bon (annexe 1), fichier: ../annexes/bon.png}\n"
    for pages, expected in ((1, "NDRC644"), (2, "NDRC644"), (4, None)):
        root = portfolio(tmp_path / str(pages), 2028, {"2028/reglement.json": reglement(E4_annexe={"pages": pages})})
        edit(root, "annexes:\n", third, "e4/vente.md")
        codes = [code for code, *_ in said(root) if code != "NDRC612"]
        assert codes == ([expected] if expected else [])


def test_a_rule_that_is_not_there_is_not_asked(tmp_path: Path) -> None:
    made = reglement()
    for epreuve, rules in made["dossiers"].items():
        made["dossiers"][epreuve] = [rule for rule in rules if rule["controle"] != "attestations"]
    root = portfolio(tmp_path / "p", 2028, {"2028/reglement.json": made})
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("signee: oui", "signee: non")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    assert said(root) == []


def test_an_epreuve_of_another_name_has_its_rules(tmp_path: Path) -> None:
    """Nothing in the code knows an épreuve by name."""
    form = {**OWN_FORM, "x-formulaire": {**OWN_FORM["x-formulaire"], "epreuve": "E7"}}
    made = reglement()
    rule = {"controle": "fiches", "formulaire": "e7-visite", "libelle": "Deux visites", "cout": "NV"}
    made["dossiers"]["E7"] = [{"regle": "R20", **rule}]
    root = portfolio(tmp_path / "p", 2028, {"2028/e7-visite.schema.json": form, "2028/reglement.json": made})
    assert said(root) == [("NDRC604", "error", "R20", "NV")]
    assert typeset("il manque deux fiches E7 : « rouge » et « vert »") in ndrc(root, "verifier").out
    for name, colour in (("a", "rouge"), ("b", "rouge")):
        text = VISITE.replace("e4-visite", "e7-visite").replace("vert", colour)
        text = text.replace("fin: c", "fin: (annexe 1 de la fiche E7 n° 3)")
        (root / "docs" / f"{name}.md").write_text(text, encoding="utf-8")
    assert {code for code, *_ in said(root)} == {"NDRC605", "NDRC611"}
    assert typeset("cette fiche a la même couleur « rouge »") in ndrc(root, "verifier").out


def test_fewer_choices_may_be_asked_for(tmp_path: Path) -> None:
    two = reglement(E6_fiches={"choix": ["distributeurs", "partenaires"], "libelle": "Deux fiches"})
    root = portfolio(tmp_path / "p", 2028, {"2028/reglement.json": two})
    assert said(root) == [("NDRC606", "warning", "R7", "pénalité")]
    (root / "docs" / "e6" / "vente-directe.md").unlink()
    assert [code for code, *_ in said(root)] == []


def test_an_academy_ends_a_form_and_its_rules_go_with_it(tmp_path: Path) -> None:
    """Where it has a règlement of its own, that must not name it."""
    end = {"reprend": "tout", "fin": {"e6-activite": "l’académie a la sienne"}}
    root = portfolio(tmp_path / "p", 2027, {"2027/session.json": end})
    for name in ("distributeurs", "partenaires", "vente-directe"):
        (root / "docs" / "e6" / f"{name}.md").unlink()
    assert [code for code, *_ in said(root)] == ["NDRC321"]
    written(root / "formulaires", {"2027/reglement.json": OF_2025})
    refused = ndrc(root, "verifier")
    assert refused.code != 0
    assert typeset("« e6-activite » n’existe plus depuis la session 2027") in refused.err
    assert "enlevez la règle R7" in refused.err


def test_a_folder_without_a_reglement_keeps_the_rules_and_says_so(tmp_path: Path) -> None:
    root = portfolio(tmp_path / "p", 2028, {"2028/e4-visite.schema.json": OWN_FORM})
    found = json.loads(ndrc(root, "verifier", "--format", "json").out)
    assert [(d["code"], d["severity"], d["path"]) for d in found] == [("NDRC321", "info", "formulaires/2028")]
    assert "2025" in found[0]["message"]


# ---- A folder of the package itself


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The schemas of the package, to be added to."""
    shutil.copytree(OURS, tmp_path / "package" / "schemas")
    monkeypatch.setattr(data, "_PACKAGE", tmp_path / "package")
    return tmp_path / "package" / "schemas"


def test_a_new_session_of_the_package_is_a_folder(package: Path, tmp_path: Path) -> None:
    written(package, {"2028/session.json": {"reprend": "tout", "fin": {"e4-sujet-jury": "supprimée"}}})
    written(package, {"2028/e4-visite.schema.json": OWN_FORM, "2028/reglement.json": reglement(E4=[VISIT])})
    models = load_models(2029)
    assert (models.annee, models.reglement.annee, models.bare) == (2028, 2028, ())
    assert "e4-sujet-jury" not in models.formulaires
    root = portfolio(tmp_path / "p", 2028, {}, schemas="")
    assert said(root) == [("NDRC608", "warning", "R13", "obligatoire")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (reglement(E4=[{**VISIT, "formulaire": "e4-visit"}]), "vouliez-vous dire « e4-visite »"),
        ({"dossiers": {}}, "durees"),
        ([], "il faut un objet"),
    ],
)
def test_what_is_wrong_with_one_of_the_package_is_said(package: Path, content: Any, expected: str) -> None:
    written(package, {"2028/session.json": {"reprend": "tout"}, "2028/e4-visite.schema.json": OWN_FORM})
    written(package, {"2028/reglement.json": content})
    with pytest.raises(FormulaireError) as refused:
        load_models(2028)
    assert any(typeset(expected) in d.message for d in refused.value.diagnostics)


def test_a_session_of_the_package_without_a_reglement_says_so(package: Path, tmp_path: Path) -> None:
    written(package, {"2028/session.json": {"reprend": "tout"}})
    root = portfolio(tmp_path / "p", 2028, {}, schemas="")
    assert [code for code, *_ in said(root)] == ["NDRC321"]
