"""What was read, which pages there are, what they become: values, without a site generator."""

from pathlib import Path

import markdown
import pytest

from ndrc_portfolio.reglement.complete import complete
from ndrc_portfolio.rendering import dossier
from ndrc_portfolio.rendering.dossier import PrintedDossier
from ndrc_portfolio.rendering.markdown import MarksLost, compose
from ndrc_portfolio.rendering.pages import render
from ndrc_portfolio.rendering.templates import Templates, template_environment
from tests.rendering.plans import read_all, site
from tests.support import FICHE, picture

ANNEXES = """\
annexes:
  - {titre: Mandat, fichier: annexes/a.png}
  - {titre: B, fichier: prive/b.png, confidentiel: oui}
cadre:"""
AVEC_ANNEXES = FICHE.replace("cadre:", ANNEXES).replace("Une rubrique", "Voir [a](../annexes/a.png). Une rubrique")
SUJET = "---\nfiche: e4-sujet-candidat\n---\n"
JURY = "---\nfiche: e4-sujet-jury\ncandidat: {nom: Roussel, prenom: Camille}\n---\n"


def test_what_was_read_is_sorted_once(tmp_path: Path) -> None:
    files = {"b.md": FICHE, "a.md": FICHE.replace("numero: 1", "numero: 2"), "z.md": "---\nfiche: e4\n---\n"}
    found = read_all(tmp_path, files)
    assert list(found.order) == ["b.md", "a.md"]
    assert [(d.key, d.uris) for d in found.dossiers] == [("e4", ("b.md", "a.md"))]
    assert [d.path for d in found.diagnostics][-1] == "docs/z.md"
    assert found.candidat.numero == ""
    assert read_all(tmp_path, {"/prive.yml": 'numero: "0123456701"\n'}, "candidat").candidat.numero == "0123456701"


def test_the_checklist_is_of_the_day_that_is_given_and_of_all_that_was_written(tmp_path: Path) -> None:
    found = read_all(tmp_path, {"fiche.md": FICHE, "sujet.md": SUJET})
    whole = complete(found)
    assert set(whole.portfolio.fiches) == {"fiche.md", "sujet.md"}
    assert set(found.portfolio.fiches) == {"fiche.md"}
    assert {c.article.regle: c.state for c in whole.checklist.regles if c.article.epreuve == "E4"}["R1"] == "a-corriger"
    assert complete(read_all(tmp_path / "jury", {"jury.md": JURY}, "jury")).checklist.regles == ()


@pytest.mark.parametrize(
    ("folders", "urls"),
    [
        (True, ("e4/fiche/", "e4/fiche/imprimer/", "dossier/e4/", "")),
        (False, ("e4/fiche.html", "e4/fiche.imprimer.html", "dossier/e4/index.html", "index.html")),
    ],
)
def test_the_pages_of_a_site(tmp_path: Path, folders: bool, urls: tuple[str, ...]) -> None:
    planned = site(read_all(tmp_path, {"e4/fiche.md": FICHE, "page.md": "# Page\n"}), folders=folders)
    found = (
        planned.documents["e4/fiche.md"].url,
        planned.print_views["e4/fiche.md"].url,
        planned.dossier_pages["e4"].url,
        planned.home,
    )
    assert found == urls
    assert [page.uri for page in planned.pages] == ["index.md"]
    assert {f.id for f in planned.blank_forms.values()} == {"e4-activite", "e6-activite", "e6-etude-reflexive"}
    assert planned.checklist is None


def test_the_page_of_the_rules_leaves_the_authors_own_alone(tmp_path: Path) -> None:
    planned = site(read_all(tmp_path, {"index.md": "# Moi\n", "conformite.md": "# Moi\n"}, "candidat"), serve=True)
    assert [(page.uri, page.in_menu) for page in planned.pages] == [("conformite-du-dossier.md", False)]
    assert planned.checklist == ("conformite-du-dossier.md", "conformite-du-dossier/")


def test_a_page_for_each_candidate_of_the_commission(tmp_path: Path) -> None:
    files = {"roussel/a.md": JURY, "lopez/a.md": JURY, "lopez/README.md": "# Lopez\n"}
    planned = site(read_all(tmp_path, files, "jury"))
    assert [page.uri for page in planned.pages] == ["index.md", "roussel/index.md"]
    assert planned.lists["lopez/README.md"].key == "lopez"
    assert set(planned.dossier_pages) == {"lopez", "roussel"}


def test_what_is_not_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "fiche.md": AVEC_ANNEXES,
        "annexes/a.png": picture("red"),
        "annexes/oubliee.png": picture("green"),
        "photo.png": picture("blue"),
        "prive/b.png": picture("black"),
        "prive/notes.md": "# Secret\n",
        "sujet.md": SUJET,
    }
    withheld = site(read_all(tmp_path, files)).withheld
    assert withheld.removed == {"prive/b.png", "prive/notes.md", "sujet.md"}
    assert withheld.originals == {"annexes/a.png", "annexes/oubliee.png", "prive/b.png"}
    assert withheld.empty == {"prive/b.png"}
    assert withheld.photos == ("photo.png",)
    assert not withheld.notices


def test_a_document_of_the_jury_is_replaced_while_one_writes(tmp_path: Path) -> None:
    files = {"fiche.md": FICHE, "jury.md": JURY, "prive/jury.md": JURY}
    for serve in (False, True):
        withheld = site(read_all(tmp_path, files, "candidat"), serve=serve).withheld
        assert set(withheld.notices) == ({"jury.md"} if serve else set())
        assert withheld.removed == {"jury.md", "prive/jury.md"} - withheld.notices.keys()


def test_what_a_document_becomes_depends_on_it_alone(tmp_path: Path) -> None:
    """Made again, with others or without them, it is the same: it may be kept."""
    files: dict[str, str | bytes] = {"fiche.md": AVEC_ANNEXES, "annexes/a.png": picture("red")}
    found = read_all(tmp_path, files)
    planned = site(found)
    document = planned.documents["fiche.md"]
    assert [a.libelle for a in document.annexes] == ["Annexe 1 — Mandat"]
    html = markdown.markdown(compose(document.fiche, document.form))
    rendering = Templates(template_environment())
    once = render(document, html, "fiche/imprimer/", planned.links, rendering, indexed=True)
    again = render(document, html, "fiche/imprimer/", planned.links, Templates(template_environment()), indexed=True)
    assert once == again
    assert 'href="#annexe-1"' in once.form
    assert 'src="../../assets/ndrc/annexes/' not in once.print_view  # a print view has no annexes
    assert "assets/ndrc/annexes/" in once.page
    assert "Voir" in once.search
    (one,) = planned.dossiers
    printed = dossier.render(
        rendering, PrintedDossier(one, [(document, once.form)]), "dossier/e4/", planned.home, indexed=True
    )
    assert 'href="#d1-annexe-1"' in printed


def test_a_mark_that_is_lost_is_no_page(tmp_path: Path) -> None:
    planned = site(read_all(tmp_path, {"fiche.md": FICHE}))
    rendering = Templates(template_environment())
    with pytest.raises(MarksLost):
        render(planned.documents["fiche.md"], "<p>Autre</p>", "v/", planned.links, rendering, indexed=True)
