"""The catalogue of messages: each is shown by a case or a test, and is well set in French."""

import json
import re
from pathlib import Path

import pytest

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.messages import report
from ndrc_portfolio.messages.catalogue import SUBJECTS, whole
from ndrc_portfolio.messages.catalogue.body import WrongLevel
from ndrc_portfolio.messages.catalogue.completeness import EmptyField
from ndrc_portfolio.messages.catalogue.dossier import MissingE4, TooShort
from ndrc_portfolio.messages.catalogue.front_matter import NotMapping, SpecialCharacter, Tab, UnknownValue
from ndrc_portfolio.messages.diagnostic import Diagnostic, Edit, Place
from ndrc_portfolio.messages.french import did_you_mean, typeset
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.portfolio.documents import with_diagnostics

CATALOGUE = whole()
VARIANTES = {v.__name__: v for kind in CATALOGUE.values() for v in kind.variants()}
CAS = Path(__file__).parent / "cas"

# Codes of the reader that no file of a case can hold, with the test that produces them.
AILLEURS = {
    "NDRC002": "test_valeurs.test_ce_qui_est_trop_gros_n_est_pas_lu",
    "NDRC004": "test_cli.test_un_fichier_illisible",
    "NDRC120": "test_catalogue.test_un_mot_cle_sans_message_propre",
    "NDRC404": "test_cli.test_un_lien_vers_le_dehors",
    "NDRC641": "test_conformite.test_la_date_de_depot",
}
# Codes of a whole build (who may read what, git, configuration, links), and of printed pages (test_pdf).
CONSTRUCTION = re.compile(r"NDRC(5\d\d|6[56]\d|41[023]|134)")


def test_chaque_message_est_montre() -> None:
    shown = set(re.findall(r"NDRC\d{3}", "".join(p.read_text(encoding="utf-8") for p in CAS.glob("*/attendu.txt"))))
    reader = {code for code in CATALOGUE if not CONSTRUCTION.fullmatch(code)}
    assert reader - shown == set(AILLEURS)
    assert shown <= reader


@pytest.mark.parametrize("code", AILLEURS)
def test_les_tests_nommes_existent(code: str) -> None:
    module, name = AILLEURS[code].split(".")
    assert f"def {name}(" in (Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8")


def textes() -> dict[str, str]:
    said = {f"{name} message": v.sentence for name, v in VARIANTES.items()}
    said |= {f"{name} remède": v.remedy for name, v in VARIANTES.items()}
    return {name: typeset(text) for name, text in said.items()}


def sans_code(text: str) -> str:
    """A message without what is code in it: keys with their values, paths, tags, commands."""
    text = re.sub(r"\{[^{}]*\}", "x", text)
    return re.sub(r"\b(?:git|mkdocs) [a-z][^;,»]*|\b\w+:(?= [\w\"…])", "", text)


@pytest.mark.parametrize("nom", textes())
def test_typographie(nom: str) -> None:
    text = textes()[nom]
    prose = sans_code(text)
    assert not re.search(r" [:;?!»%]|« ", prose), "espace ordinaire"
    assert not re.search(r"[^\s\u00a0\"(/][;?!»]", re.sub(r"\w\?\w", "", prose)), "espace manquante"
    assert "'" not in prose, "apostrophe droite"
    assert "..." not in text, "points de suspension"
    assert not re.search(r"oe[ui]", prose), "œ"
    assert "  " not in text
    assert text == text.strip()
    assert not text.endswith((".", " "))


@pytest.mark.parametrize("nom", VARIANTES)
def test_un_message_est_une_suite_et_non_une_phrase(nom: str) -> None:
    """It follows « erreur NDRC104 : », so it begins with no capital."""
    kind = VARIANTES[nom]
    assert kind.sentence
    assert kind.sentence[0].islower() or kind.sentence[0] in "«{"
    assert kind.remedy or nom == "SettingsNotMapping", "un remède est dit"
    assert re.fullmatch(r"(R\d+)?", kind.rule)
    assert "\n" not in kind.sentence + kind.remedy


@pytest.mark.parametrize("nom", VARIANTES)
def test_les_blancs_d_un_message_sont_declares(nom: str) -> None:
    """Each blank of a sentence is a field or a property of its class, and each field is needed by something."""
    kind = VARIANTES[nom]
    fields = {name for parent in kind.__mro__ for name in vars(parent).get("__annotations__", {})}
    blanks = set(re.findall(r"\{(\w+)(?::[^\s{}]+)?\}", kind.sentence + kind.remedy))
    assert blanks <= fields | {name for name in dir(kind) if isinstance(getattr(kind, name), property)}


def test_chaque_sujet_a_son_fichier() -> None:
    folder = Path(report.__file__).parent / "catalogue"
    assert sorted(SUBJECTS) == sorted(p.stem for p in folder.glob("*.py") if p.stem != "__init__")
    assert {v.__module__.rsplit(".", 1)[-1] for v in VARIANTES.values()} == set(SUBJECTS)


def test_un_code_n_est_donne_qu_a_un_message() -> None:
    with pytest.raises(TypeError, match="NDRC103"):
        type("AnotherTab", (Message,), {"code": "NDRC103"})


def test_un_mot_cle_sans_message_propre(tmp_path: Path) -> None:
    """A form of one's own may use keywords that the catalogue has no message for."""
    from tests.test_formulaires import MON_FORMULAIRE

    schema = json.loads(json.dumps(MON_FORMULAIRE))
    schema["properties"]["titre"]["maxLength"] = 3
    (tmp_path / "2028").mkdir()
    (tmp_path / "2028" / "mon-formulaire.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    fiche = read_fiche(b"---\nfiche: mon-formulaire\ntitre: trop long\n---\n", "fiche.md", load_forms(2028, tmp_path))
    assert fiche is not None
    fiche = with_diagnostics(fiche, check_fiche(fiche))
    (found,) = [d for d in fiche.diagnostics if d.code == "NDRC120"]
    assert (found.line, found.column) == (3, 8)
    assert "titre" in found.message
    assert found.hint == "Le titre."


# ---- The diagnostics themselves


def test_l_espace_insecable() -> None:
    assert typeset("« a » : b ; c ? d ! 5 %") == "«\u00a0a\u00a0»\u00a0: b\u00a0; c\u00a0? d\u00a0! 5\u00a0%"
    assert did_you_mean(None) == did_you_mean("") == ""


def test_un_diagnostic_ne_change_pas() -> None:
    found = Tab().at("a.md", Place(3, 2))
    assert found.head == "a.md:3:2: erreur NDRC103: tabulation dans l’en-tête"
    with pytest.raises(AttributeError):
        found.path = "b.md"  # type: ignore[misc]


def test_les_valeurs_d_un_message_ne_sont_pas_des_gabarits() -> None:
    message = UnknownValue(valeur="{autre} {0} [x]\x1b[31m", cle="nature", valeurs=("a", "b"))
    assert message.says() == typeset("« {autre} {0} [x]\ufffd[31m » n’est pas une valeur de « nature »")
    assert message.advises() == typeset("valeurs possibles : a, b")


def test_ce_qui_manque_est_passe() -> None:
    """What stands in brackets goes when its blank is empty."""
    shorter = TooShort(total="3 semaines", demande="8 semaines", qui="un apprenti")
    short = shorter.but(types=("stage", "contrat"), amenagees=4)
    assert typeset(" (seules comptent les pièces de type « stage » ou « contrat ») :") in short.says()
    assert "(4 semaines)" in short.advises()
    assert shorter.says() == typeset("3 semaines seulement : il faut 8 semaines pour un apprenti")
    assert shorter.advises() == "ajoutez l’attestation qui manque, ou corrigez «\u00a0semaines\u00a0»"


def test_les_nombres_s_accordent() -> None:
    missing = MissingE4(nombre=2, epreuve="E4", absentes=("a", "b", "c"), fiche="e4", cle="nature")
    assert missing.says() == typeset("il manque deux fiches E4 : « a », « b » ou « c »")
    assert "pour chacune, ou écrivez" in missing.advises()


def test_les_reglages_ne_sont_pas_un_en_tete() -> None:
    assert Tab().in_settings().says() == "tabulation dans ce fichier"
    assert SpecialCharacter(signe="@").in_settings().says().endswith("un sens particulier dans ce fichier")
    assert NotMapping().in_settings().advises() == ""


def test_les_regles_du_candidat_ne_sont_pas_celles_de_la_commission() -> None:
    message = EmptyField(rubrique="Date", cle="date")
    for rules, expected in ((True, ("R3", "pénalité")), (False, ("", ""))):
        found = message.at("a.md", Place(1), rules=rules)
        assert (found.rule, found.cost) == expected


def test_la_fin_d_un_lieu_et_la_correction() -> None:
    place = Place(4, 1, 9)
    message = WrongLevel(titre="Outils", juste="### Outils")
    (shown,) = json.loads(report.to_json([message.at("a.md", place, fix=Edit(place, "### Outils"))]))
    assert (shown["line"], shown["column"], shown["endLine"], shown["endColumn"]) == (4, 1, 4, 10)
    assert shown["fix"] == {"line": 4, "column": 1, "endLine": 4, "endColumn": 10, "replacement": "### Outils"}
    (several,) = json.loads(report.to_json([message.at("a.md", Place(4, 3, end=(6, 2)))]))
    assert (several["endLine"], several["endColumn"], several["fix"]) == (6, 2, None)


CORRECTIONS = {
    "---\nfiche: e4-activite\nnature: negociation-vent\n---\n": "nature: negociation-vente",
    "---\nfiche: e4-activite\nnumero:1\n---\n": "numero: 1",
    "---\nFiche: e4-activite\n---\n": "fiche: e4-activite",
    "---\nfiche: e4-activit\n---\n": "fiche: e4-activite",
    "---\nfiche: e4-activite\nnumeros: 1\n---\n": "numero: 1",
    "---\nfiche: e4-activite\n---\n# Analyse de l’activité\n": "## Analyse de l’activité",
    "fiche: e4-activite\nnumero: 1\n---\n": "---\nfiche: e4-activite",
}


@pytest.mark.parametrize("source", CORRECTIONS)
def test_une_correction_corrige(source: str) -> None:
    """The edit of a diagnostic makes its fault go, and no other come."""

    def faults(text: str) -> list[Diagnostic]:
        fiche = read_fiche(text.encode(), "fiche.md", load_forms(2027))
        assert fiche is not None
        fiche = with_diagnostics(fiche, check_fiche(fiche))
        return [d for d in fiche.diagnostics if d.severity != "info"]

    (found,) = faults(source)
    assert found.fix is not None
    place, replacement = found.fix
    assert place.end_line == place.line
    lines = source.split("\n")
    line = lines[place.line - 1]
    lines[place.line - 1] = line[: place.column - 1] + replacement + line[place.end_column - 1 :]
    mended = "\n".join(lines)
    assert CORRECTIONS[source] in mended
    assert faults(mended) == []
