"""From the fiche to the page: each cell is spelled out, and nothing of that is seen."""

import markdown
import pytest
from mkdocs.config.defaults import MkDocsConfig

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.hosts.mkdocs.theme import prepare
from ndrc_portfolio.rendering.markdown import compose, cut

HEAD = "---\nfiche: e6-etude-reflexive\ntheme: |\n  - a\n  - b\n\n  * c\n---\n## Problématique\n\n"


def printed(text: str) -> dict[str, str]:
    """The HTML of the rubriques of a fiche whose « Problématique » is `text`."""
    fiche = read_fiche((HEAD + text).encode(), "fiche.md", load_forms(2020))
    assert fiche is not None
    assert fiche.formulaire is not None
    html = markdown.markdown(
        compose(fiche, fiche.formulaire), extensions=["toc", "tables", "fenced_code", "sane_lists"]
    )
    cells = cut(html, fiche, fiche.formulaire)
    return {".".join(leaf): "".join(pieces).replace("\n", "") for leaf, pieces in cells.by_leaf.items()}


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Matin\nSoir", "<p>Matin<br>Soir</p>"),
        ("Mes objectifs :\n- vendre\n- louer", "<p>Mes objectifs\u00a0:</p><ul><li>vendre</li><li>louer</li></ul>"),
        ("• une\n• deux", "<ul><li>une</li><li>deux</li></ul>"),
        ("+ 14 % en mars", "<p>+ 14\u00a0% en mars</p>"),
        ("- a\n\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("<!-- -->\n\nmot", "<p>mot</p>"),
    ],
)
def test_ce_qui_est_ecrit_est_imprime(text: str, html: str) -> None:
    assert printed(text)["problematique"] == html


def test_l_en_tete_aussi_et_sans_separateur() -> None:
    assert printed("mot")["theme"] == "<ul><li>a</li><li>b</li></ul><ul><li>c</li></ul>"


@pytest.mark.parametrize("given", [[], ["sane_lists"], ["markdown.extensions.sane_lists"]])
def test_mkdocs_lit_les_listes_comme_nous(given: list[str]) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "markdown_extensions": given})
    assert config.validate() == ([], [])
    prepare(config, (), ())
    assert [name for name in config.markdown_extensions if name.endswith("sane_lists")] == (given or ["sane_lists"])


def test_un_titre_sans_espace_est_celui_de_la_rubrique() -> None:
    fiche = read_fiche(
        (HEAD + "mot\n##Développement structuré :\nsuite\n##vente").encode(), "fiche.md", load_forms(2020)
    )
    assert fiche is not None
    assert fiche.diagnostics == ()
    assert {leaf[0]: value.text for leaf, value in fiche.values.items() if value.in_body} == {
        "problematique": "mot",
        "developpement": "suite\n##vente",
    }
