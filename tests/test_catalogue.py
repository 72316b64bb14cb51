"""The catalogue of messages: each is shown by a case or a test, and is well set in French."""

import re
from pathlib import Path

import pytest

from ndrc_portfolio import annexes, diagnostics
from ndrc_portfolio.diagnostics import CATALOGUE, Gabarit, Place, diagnostic, francais, suggestion

CAS = Path(__file__).parent / "cas"

# Codes of the reader that no file of a case can hold, with the test that produces them.
AILLEURS = {
    "NDRC002": "test_valeurs.test_ce_qui_est_trop_gros_n_est_pas_lu",
    "NDRC004": "test_cli.test_un_fichier_illisible",
    "NDRC120": "test_catalogue.test_un_mot_cle_sans_message_propre",
    "NDRC404": "test_cli.test_un_lien_vers_le_dehors",
    "NDRC641": "test_conformite.test_la_date_de_depot",
}
# Codes of a whole build (who may read what, git, configuration), and of printed pages (test_pdf).
CONSTRUCTION = re.compile(r"NDRC(5\d\d|65\d|410|134)")


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
    told = {f"{code} message": g.message for code, g in CATALOGUE.items()}
    told |= {f"{code} remède": g.hint for code, g in CATALOGUE.items()}
    told |= {f"annexes {name}": francais(text) for name, text in annexes._REMEDES.items()}
    return told


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


@pytest.mark.parametrize("code", CATALOGUE)
def test_un_message_est_une_suite_et_non_une_phrase(code: str) -> None:
    """It follows « erreur NDRC104 : », so it begins with no capital."""
    gabarit = CATALOGUE[code]
    assert gabarit.message
    assert gabarit.message[0].islower() or gabarit.message[0] in "«{"
    assert gabarit.hint, "un remède est dit"
    assert re.fullmatch(r"(R\d+)?", gabarit.rule)
    assert "\n" not in gabarit.message + gabarit.hint


def test_un_mot_cle_sans_message_propre(tmp_path: Path) -> None:
    """A form of one's own may use keywords that the catalogue has no message for."""
    import json

    from ndrc_portfolio.fiche import lire
    from ndrc_portfolio.formulaires.sessions import charger
    from ndrc_portfolio.validation import valider
    from tests.test_formulaires import MON_FORMULAIRE

    schema = json.loads(json.dumps(MON_FORMULAIRE))
    schema["properties"]["titre"]["maxLength"] = 3
    (tmp_path / "2028").mkdir()
    (tmp_path / "2028" / "mon-formulaire.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    fiche = lire(b"---\nfiche: mon-formulaire\ntitre: trop long\n---\n", "fiche.md", charger(2028, tmp_path))
    assert fiche is not None
    valider(fiche)
    (told,) = [d for d in fiche.diagnostics if d.code == "NDRC120"]
    assert (told.line, told.column) == (3, 8)
    assert "titre" in told.message
    assert told.hint == "Le titre."


# ---- The diagnostics themselves


def test_l_espace_insecable() -> None:
    assert francais("« a » : b ; c ? d ! 5 %") == "«\u00a0a\u00a0»\u00a0: b\u00a0; c\u00a0? d\u00a0! 5\u00a0%"
    assert suggestion(None) == suggestion("") == ""


def test_un_diagnostic_ne_change_pas() -> None:
    told = diagnostic("NDRC103", "a.md", Place(3, 2))
    assert told.head == "a.md:3:2: erreur NDRC103: tabulation dans l’en-tête"
    with pytest.raises(AttributeError):
        told.line = 4  # type: ignore[misc]


def test_les_valeurs_d_un_message_ne_sont_pas_des_gabarits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(diagnostics.CATALOGUE, "NDRC999", Gabarit("error", "« {valeur} »"))
    assert diagnostic("NDRC999", "a.md", Place(1), valeur="{autre} {0}").message == "« {autre} {0} »"
