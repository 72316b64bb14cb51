"""Fiches against forms of one's own."""

import json
from pathlib import Path

from ndrc_portfolio.formulaires.sessions import load_forms
from tests.texts import OWN_FORM, checked


def test_a_keyword_without_a_message_of_its_own(tmp_path: Path) -> None:
    """A form of one's own may use keywords that the catalogue has no message for."""
    schema = json.loads(json.dumps(OWN_FORM))
    schema["properties"]["titre"]["maxLength"] = 3
    (tmp_path / "2028").mkdir()
    (tmp_path / "2028" / "mon-formulaire.schema.json").write_text(json.dumps(schema), encoding="utf-8")
    fiche = checked("---\nfiche: mon-formulaire\ntitre: trop long\n---\n", load_forms(2028, tmp_path))
    (shown,) = [d for d in fiche.diagnostics if d.code == "NDRC120"]
    assert (shown.line, shown.column) == (3, 8)
    assert "titre" in shown.message
    assert shown.hint == "Le titre."
