"""The commission's grids and evaluation sheets: what the page and its print view show of them."""

import html
import re

import pytest

from ndrc_portfolio.formulaires.sessions import load_forms
from tests.formulaires.labels import labels
from tests.support import JURY, Built, Contents, build, write

FORMULAIRES = load_forms(2020)
COMMISSION = ("e4-grille", "e4-evaluation", "e6-grille", "e6-evaluation")

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
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A portfolio of the jury's with the four documents filled in."""
    files: Contents = {"e4.md": GRILLE_E4, "e6.md": GRILLE_E6, "ev4.md": EVALUATION_E4, "ev6.md": EVALUATION_E6}
    return build(write(tmp_path_factory.mktemp("jury"), files, JURY))


def texte(source: str) -> str:
    """What is read of a piece of HTML, from its `<main>` on."""
    shown = re.sub(r'<span data-texte="([^"]*)">', r"\1", source.split("<main", 1)[-1])
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", shown)).split())


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
def test_the_levels_given_are_ticked_and_named_and_no_others(site: Built, vue: str) -> None:
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
def test_the_box_of_the_nature_is_ticked(site: Built, blank_forms: Built, vue: str) -> None:
    def headings(page: str) -> list[str]:
        tables = re.findall(r'<table class="formulaire grille">.*?</table>', page, re.DOTALL)
        return [texte(t)[0] for found in tables for t in re.findall(r'<td class="bandeau"[^>]*>(.*?)</td>', found)]

    assert headings(site.page(f"e4{vue}")) == ["C", "☒", "☐", "E"]
    assert headings(blank_forms.page(f"e4-grille{vue}")) == ["C", "☐", "☐", "E"]
    assert headings(site.page(f"e6{vue}")) == ["I", "D", "C"]


@pytest.mark.parametrize("vue", VUES)
@pytest.mark.parametrize("id_", COMMISSION)
def test_nothing_is_ticked_in_a_blank_form(blank_forms: Built, id_: str, vue: str) -> None:
    page = blank_forms.page(f"{id_}{vue}")
    assert "☒" not in page
    assert not cellules(page)
    assert bool(FORMULAIRES[id_].grille) is ('class="formulaire grille"' in page)


@pytest.mark.parametrize("vue", VUES)
def test_the_watermark_is_that_of_the_e6_grid(site: Built, blank_forms: Built, vue: str) -> None:
    marked = {
        id_ for id_ in COMMISSION if re.search(r'class="filigrane"', blank_forms.page(f"{id_}{vue}"))
    }  # the words alone would also be found in a search index
    assert marked == {"e6-grille"}
    assert "DOCUMENT DE TRAVAIL" in site.page(f"e6{vue}")
    assert "DOCUMENT DE TRAVAIL" not in site.page(f"e4{vue}")


@pytest.mark.parametrize("vue", VUES)
def test_a_note_is_printed_with_a_comma(site: Built, vue: str) -> None:
    assert "NOTE sur 20 : 14,5 " in texte(site.page(f"e4{vue}"))
    assert "NOTE sur20 : 9,0 " in texte(site.page(f"e6{vue}"))
    assert "Note /20 14,5 " in texte(site.page(f"ev4{vue}"))
    assert "Note : /20 7,5 " in texte(site.page(f"ev6{vue}"))


@pytest.mark.parametrize("id_", COMMISSION)
def test_every_label_stands_in_the_print_view_in_order(blank_forms: Built, id_: str) -> None:
    text = texte(blank_forms.page(f"{id_}/imprimer"))
    at = 0
    for label in labels(2020, id_, year=2020):
        found = text.find(label, at)
        assert found >= 0, label
        at = found + len(label)
