"""The forms of the commission for a class: filled in with what is known, in two piles that never mix."""

from pathlib import Path

import pikepdf
import pytest

from ndrc_portfolio.classe.following import Followed
from ndrc_portfolio.classe.forms import bind_packets, forms_of, known, sheets, sources
from ndrc_portfolio.classe.reading import models_of
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.pdf.browser import find_browser
from tests.classe.support import followed, of, portfolio, write_class, zipped
from tests.support import ndrc

LISTE = "nom;prenom;e4_a;e4_b;e4_fiche;e6_a\nRoussel;Camille;5 février;9 avril;1;6 février\nBenali;Nadia;;;;\n"
NUMERO = "0987654301"  # that of the examples stands in each skeleton
Class = tuple[Followed, Modeles]


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("formulaires") / "classe"
    return write_class(folder, LISTE, {"Roussel Camille.zip": zipped(portfolio())}, "modalite: ccf\n")


@pytest.fixture(scope="module")
def classe(root: Path) -> Class:
    found = followed(root)
    return found, models_of(found.classe)


def test_what_is_known_stands_in_the_heads(classe: Class) -> None:
    found, modeles = classe
    camille, nadia = of(found, "roussel-camille"), of(found, "benali-nadia")
    heads = {form.id: known(form, camille, modeles) for form in forms_of(modeles)}
    assert heads["e4-evaluation-ccf"] == {
        ("candidat", "nom"): "Roussel",
        ("candidat", "prenom"): "Camille",
        ("situation_a", "date"): "5 février",
        ("situation_b", "date"): "9 avril",
        ("situation_b", "numero"): "1",
        ("situation_b", "titre"): "Vente d’un véhicule",
        ("situation_b", "nature"): "negociation-vente",
    }
    assert heads["e6-grille-ccf"][("situation_a", "date")] == "6 février"
    assert heads["e4-grille-ccf"][("activite", "nature")] == "negociation-vente"
    assert all(
        set(known(form, nadia, modeles)) <= {("candidat", "nom"), ("candidat", "prenom")} for form in forms_of(modeles)
    )


def test_a_number_stands_only_where_it_is_asked_for(classe: Class) -> None:
    found, modeles = classe
    assert not any(NUMERO in sheet.html for sheet in sheets(found, modeles, {}))
    numbered = {s.form.id for s in sheets(found, modeles, {"roussel-camille": NUMERO}) if NUMERO in s.html}
    assert numbered == {"e4-sujet-candidat", "e4-sujet-jury"}
    assert not any(NUMERO in text for _, text in sources(found, modeles))


def test_the_jury_has_a_pile_of_its_own(classe: Class) -> None:
    piles: dict[str, set[str]] = {}
    for sheet in sheets(*classe, {}):
        piles.setdefault(sheet.pile, set()).add(sheet.form.id)
    assert piles["candidat"] == {"e4-sujet-candidat"}
    assert len(piles["jury"]) == 5


def test_packets_are_in_the_order_of_the_list(tmp_path: Path) -> None:
    for name, pages in (("a", 2), ("b", 4), ("c", 3)):
        with pikepdf.new() as made:
            for i in range(pages):
                made.add_blank_page(page_size=(100 * ord(name) + i, 200))
            made.save(tmp_path / name)
    assert bind_packets([(tmp_path / name, 2) for name in "abc"], tmp_path / "lot.pdf") == 9
    with pikepdf.open(tmp_path / "lot.pdf") as lot:
        widths = [divmod(int(page.mediabox[2]), 100) for page in lot.pages]
    assert [(chr(c), i) for c, i in widths] == [
        *(("a", 0), ("b", 0), ("b", 1)),
        *(("a", 1), ("b", 2), ("b", 3)),
        *(("c", 0), ("c", 1), ("c", 2)),
    ]


@pytest.mark.navigateur
def test_each_form_of_a_class_is_one_sheet(root: Path) -> None:
    find_browser()
    said = ndrc(root, "classe", "formulaires")
    assert said.code == 0
    counts = {}
    for pile in ("candidats", "jury"):
        with pikepdf.open(root / "pdf" / f"formulaires-{pile}.pdf") as printed:
            counts[pile] = len(printed.pages)
    assert counts == {"candidats": 2, "jury": 10}
    assert (root / "commission" / "benali-nadia" / "e4-grille-ccf.md").is_file()
    assert "0 fichier" in ndrc(root, "classe", "formulaires").out
