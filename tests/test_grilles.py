"""The commission's grids and evaluation sheets: what the page and its print view show of them."""

import html
import re
from pathlib import Path

import pytest

from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.documents import with_diagnostics
from tests.portfolios import CONFIGURATION, Construction, construire, ecrire
from tests.test_formulaires import libelles

FORMULAIRES = load_forms(2027)
COMMISSION = ("e4-grille", "e4-evaluation", "e6-grille", "e6-evaluation")
JURY = CONFIGURATION + "    audience: jury\nsite_dir: sortie\n"

GRILLE_E4 = """\
---
fiche: e4-grille
activite: {titre: Six vélos, nature: negociation-vente}
criteres:
  cibler: {portefeuille: TS, cibles: I, reseaux: TI}
  negocier: {accompagner: S}
  exploiter: {collaborer: TS}
note: 14.5
---
"""
GRILLE_E6 = """\
---
fiche: e6-grille
criteres:
  partenaires: {mobiliser: TI}
  vente-directe: {prospecter: S, impulser: TS}
note: 9.0
---
"""
EVALUATION_E4 = "---\nfiche: e4-evaluation\n---\n## Note /20\n14.5\n"
EVALUATION_E6 = "---\nfiche: e6-evaluation\nnote: 7.5\n---\n"

Niveaux = dict[tuple[str, str], str]
VUES = ("", "/imprimer")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Construction:
    """A portfolio of the jury's: the four documents blank, and filled in."""
    files: dict[str, str | bytes] = {f"vierges/{id_}.md": f"---\nfiche: {id_}\n---\n" for id_ in COMMISSION}
    files |= {"e4.md": GRILLE_E4, "e6.md": GRILLE_E6, "ev4.md": EVALUATION_E4, "ev6.md": EVALUATION_E6}
    built = construire(ecrire(tmp_path_factory.mktemp("jury"), files, JURY), "-d", "sortie")
    assert built.code == 0, built.output
    return built


def texte(source: str) -> str:
    """What is read of a piece of HTML, from its `<main>` on."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", source.split("<main", 1)[-1])).split())


def cellules(page: str) -> Niveaux:
    """What stands in the cells of levels, by label of criterion and level of the column; empty cells left out."""
    found: Niveaux = {}
    for table in re.findall(r'<table class="formulaire grille">.*?</table>', page, re.DOTALL):
        columns = [texte(c) for c in re.findall(r'<th scope="col">(.*?)</th>', table)[1:]]
        assert columns == ["TI", "I", "S", "TS"]
        for label, row in re.findall(r'<th scope="row">(.*?)<i>.*?</th>(.*?)</tr>', table, re.DOTALL):
            cells = [texte(c) for c in re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)]
            assert len(cells) == len(columns)
            found |= {(texte(label), n): c for n, c in zip(columns, cells, strict=True) if c}
    return found


def attendues(**niveaux: str) -> Niveaux:
    """What should stand there, by the keys of the criteria (`bloc__critere`)."""
    champs = {
        "__".join(c.chemin[1:]).replace("-", "_"): c
        for form in FORMULAIRES.values()
        for competence in form.grille
        for c in competence.criteres
    }
    return {(champs[cle].libelle, n): f"☒ {n}" for cle, n in niveaux.items()}


@pytest.mark.parametrize("vue", VUES)
def test_the_levels_given_are_ticked_and_named_and_no_others(site: Construction, vue: str) -> None:
    assert cellules(site.page(f"e4{vue}")) == attendues(
        cibler__portefeuille="TS",
        cibler__cibles="I",
        cibler__reseaux="TI",
        negocier__accompagner="S",
        exploiter__collaborer="TS",
    )
    assert cellules(site.page(f"e6{vue}")) == attendues(
        partenaires__mobiliser="TI", vente_directe__prospecter="S", vente_directe__impulser="TS"
    )


@pytest.mark.parametrize("vue", VUES)
def test_the_box_of_the_nature_is_ticked(site: Construction, vue: str) -> None:
    def headings(page: str) -> list[str]:
        tables = re.findall(r'<table class="formulaire grille">.*?</table>', page, re.DOTALL)
        return [texte(t)[0] for found in tables for t in re.findall(r"<h2[^>]*>(.*?)</h2>", found)]

    assert headings(site.page(f"e4{vue}")) == ["C", "☒", "☐", "E"]
    assert headings(site.page(f"vierges/e4-grille{vue}")) == ["C", "☐", "☐", "E"]
    assert headings(site.page(f"e6{vue}")) == ["I", "D", "C"]


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("id_", COMMISSION)
def test_nothing_is_ticked_in_a_blank_form(site: Construction, id_: str, vue: str) -> None:
    page = site.page(f"vierges/{id_}{vue}")
    assert "☒" not in page
    assert not cellules(page)
    assert bool(FORMULAIRES[id_].grille) is ('class="formulaire grille"' in page)


@pytest.mark.parametrize("vue", VUES)
def test_the_watermark_is_that_of_the_e6_grid(site: Construction, vue: str) -> None:
    marked = {
        id_ for id_ in COMMISSION if re.search(r'class="filigrane"', site.page(f"vierges/{id_}{vue}"))
    }  # the words alone would also be found in a search index
    assert marked == {"e6-grille"}
    assert "DOCUMENT DE TRAVAIL" in site.page(f"e6{vue}")
    assert "DOCUMENT DE TRAVAIL" not in site.page(f"e4{vue}")


@pytest.mark.parametrize("vue", VUES)
def test_a_note_is_printed_with_a_comma(site: Construction, vue: str) -> None:
    assert "NOTE sur 20 : 14,5 " in texte(site.page(f"e4{vue}"))
    assert "NOTE sur20 : 9,0 " in texte(site.page(f"e6{vue}"))
    assert "Note /20 14,5 " in texte(site.page(f"ev4{vue}"))
    assert "Note : /20 7,5 " in texte(site.page(f"ev6{vue}"))


@pytest.mark.parametrize("id_", COMMISSION)
def test_every_label_stands_in_the_print_view_in_order(site: Construction, id_: str) -> None:
    text = texte(site.page(f"vierges/{id_}/imprimer"))
    at = 0
    for label in libelles(id_):
        found = text.find(label.replace("{session}", "2027"), at)
        assert found >= 0, label
        at = found + len(label.replace("{session}", "2027"))


@pytest.mark.parametrize(
    ("ecrite", "lue"), [("14.5", "14,5"), ("14,5", "14,5"), ("20", "20"), ("0", "0"), ('" 8.0 "', "8,0"), ("05", "05")]
)
@pytest.mark.parametrize("id_", COMMISSION)
def test_a_note_may_be_typed_with_either_mark(id_: str, ecrite: str, lue: str) -> None:
    fiche = read_fiche(f"---\nfiche: {id_}\nnote: {ecrite}\n---\n".encode(), "fiche.md", FORMULAIRES)
    assert fiche is not None
    fiche = with_diagnostics(fiche, check_fiche(fiche))
    assert FORMULAIRES[id_].champs["note",].imprime(fiche.identite("note")).strip() == lue
    assert [d.code for d in fiche.diagnostics if d.code != "NDRC302"] == (["NDRC132"] if ecrite == "05" else [])


def test_no_document_of_the_commission_is_in_a_public_site(tmp_path: Path) -> None:
    for id_ in COMMISSION:
        built = construire(ecrire(tmp_path / id_, {"doc.md": f"---\nfiche: {id_}\n---\n"}))
        assert built.code == 1
        assert "NDRC501" in built.output
        assert not built.site.exists() or not built.files()
