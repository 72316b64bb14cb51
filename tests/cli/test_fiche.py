"""`ndrc fiche`: one more fiche, and nothing is ever overwritten."""

import json
from pathlib import Path

from ndrc_portfolio.formulaires.data import data_dir
from tests.cli.conftest import Ndrc
from tests.cli.front_matter import front_matter
from tests.support import CONFIGURATION, FICHE, tree, write


def test_one_more_fiche(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {"e4/vente.md": FICHE})
    done = ndrc("fiche", "e4-activite")
    assert done.code == 0
    assert done.out.startswith("docs/e4/fiche-2.md ")
    head = front_matter(tmp_path / "docs" / "e4" / "fiche-2.md")
    assert (head["numero"], head["nature"]) == ("2", "evenement-commercial")
    assert ndrc("fiche", "e4-activite", "docs/à moi/troisième.md").code == 0
    head = front_matter(tmp_path / "docs" / "à moi" / "troisième.md")
    assert (head["numero"], head["nature"]) == ("3", "")  # both natures are there
    assert ndrc("fiche", "e6-etude-reflexive").code == 0
    assert ndrc("verifier", "docs", "--strict").code == 0


def test_a_fiche_replaces_nothing(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {"e4/fiche-1.md": "", "e6/etude-reflexive.md": "à moi"})
    assert ndrc("fiche", "e4-activite").out.startswith("docs/e4/fiche-2.md ")
    before = tree(tmp_path)
    assert ndrc("fiche", "e6-etude-reflexive").code == 2
    assert ndrc("fiche", "e4-activite", "docs/e4/fiche-1.md").code == 2
    assert tree(tmp_path) == before


def test_a_document_of_the_commission_needs_a_place(ndrc: Ndrc, tmp_path: Path) -> None:
    write(tmp_path, {})
    for more in ([], ["docs/grille.md"]):
        done = ndrc("fiche", "e4-grille", *more)
        assert done.code == 2
        assert "commission" in done.err
    assert ndrc("fiche", "e4-grille", "commission/a/e4-grille.md").code == 0
    assert tree(tmp_path).keys() == {"mkdocs.yml", "commission/a/e4-grille.md"}


def test_a_fiche_of_a_form_of_ones_own(ndrc: Ndrc, tmp_path: Path) -> None:
    form = json.loads((data_dir("schemas") / "2020" / "e6-etude-reflexive.schema.json").read_text(encoding="utf-8"))
    form["properties"]["theme"]["title"] = "MON THÈME"
    write(
        tmp_path,
        {"/formulaires/2020/e6-mien.schema.json": json.dumps(form)},
        CONFIGURATION + "    schemas: formulaires\n",
    )
    assert ndrc("fiche", "e6-mien").code == 0
    assert "## Mon thème\n" in (tmp_path / "docs" / "e6" / "mien.md").read_text(encoding="utf-8")
