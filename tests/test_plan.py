"""What was read, which pages there are, what they become: values, without a site generator."""

import datetime
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import markdown
import pytest

from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.portfolio.reading import Asked, Read, read
from ndrc_portfolio.portfolio.settings import NO_SETTINGS
from ndrc_portfolio.reglement.complete import complete
from ndrc_portfolio.rendering import dossier
from ndrc_portfolio.rendering.dossier import PrintedDossier
from ndrc_portfolio.rendering.links import Target, relink
from ndrc_portfolio.rendering.markdown import MarksLost, compose
from ndrc_portfolio.rendering.pages import render
from ndrc_portfolio.rendering.site import Address, Site, Source, plan
from ndrc_portfolio.rendering.templates import Templates, template_environment
from tests.portfolios import FICHE, ecrire
from tests.test_confidentialite import png

ANNEXES = """\
annexes:
  - {titre: Mandat, fichier: annexes/a.png}
  - {titre: B, fichier: prive/b.png, confidentiel: oui}
cadre:"""
AVEC_ANNEXES = FICHE.replace("cadre:", ANNEXES).replace("Une rubrique", "Voir [a](../annexes/a.png). Une rubrique")
SUJET = "---\nfiche: e4-sujet-candidat\n---\n"
JURY = "---\nfiche: e4-sujet-jury\ncandidat: {nom: Roussel, prenom: Camille}\n---\n"


def lire(root: Path, files: Mapping[str, str | bytes], audience: Audience = "public", **options: Any) -> Read:
    ecrire(root, dict(files))
    candidat = {"nom": "Roussel", "prenom": "Camille", "statut": "scolaire"}
    return read(
        Asked(
            settings=NO_SETTINGS,
            root=root,
            docs=root / "docs",
            cache=root / ".cache",
            audience=audience,
            session=2027,
            formulaires=load_forms(2027),
            options={"candidat": candidat, **options},
            today=datetime.date(2027, 4, 1),
        )
    )


def adresse(uri: str, *, folders: bool) -> Address:
    """Where a simple host puts a path."""
    stem, _, suffix = uri.rpartition(".")
    if suffix not in ("md", "html"):
        return Address(uri, uri)
    stem = "index" if stem == "README" else stem
    if not folders or suffix == "html" or stem.endswith("index"):
        file = f"{stem}.html"
        return Address(file, file.removesuffix("index.html") if folders else file)
    return Address(f"{stem}/index.html", f"{stem}/")


def site(found: Read, *, folders: bool = True, serve: bool = False) -> Site:
    docs = found.asked.docs
    paths = sorted(p.relative_to(docs).as_posix() for p in docs.rglob("*") if p.is_file())
    sources = {uri: Source(page=uri.endswith(".md"), own=True, shown=True) for uri in paths}
    rules = complete(found).checklist if serve else None
    return plan(found, sources, partial(adresse, folders=folders), rules, serve=serve)


def test_what_was_read_is_sorted_once(tmp_path: Path) -> None:
    files = {"b.md": FICHE, "a.md": FICHE.replace("numero: 1", "numero: 2"), "z.md": "---\nfiche: e4\n---\n"}
    found = lire(tmp_path, files)
    assert list(found.order) == ["b.md", "a.md"]
    assert [(e.cle, e.uris) for e in found.dossiers] == [("e4", ("b.md", "a.md"))]
    assert [d.path for d in found.diagnostics][-1] == "docs/z.md"
    assert found.candidat.numero == ""
    assert lire(tmp_path, {"/prive.yml": 'numero: "0123456701"\n'}, "candidat").candidat.numero == "0123456701"


def test_the_checklist_is_of_the_day_that_is_given_and_of_all_that_was_written(tmp_path: Path) -> None:
    found = lire(tmp_path, {"fiche.md": FICHE, "sujet.md": SUJET})
    whole = complete(found)
    assert set(whole.portfolio.fiches) == {"fiche.md", "sujet.md"}
    assert set(found.portfolio.fiches) == {"fiche.md"}
    assert {c.regle: c.etat for c in whole.checklist.regles if c.epreuve == "E4"}["R1"] == "a-corriger"
    assert complete(lire(tmp_path / "jury", {"jury.md": JURY}, "jury")).checklist.regles == ()


@pytest.mark.parametrize(
    ("folders", "urls"),
    [
        (True, ("e4/fiche/", "e4/fiche/imprimer/", "dossier/e4/", "")),
        (False, ("e4/fiche.html", "e4/fiche.imprimer.html", "dossier/e4/index.html", "index.html")),
    ],
)
def test_the_pages_of_a_site(tmp_path: Path, folders: bool, urls: tuple[str, ...]) -> None:
    planned = site(lire(tmp_path, {"e4/fiche.md": FICHE, "page.md": "# Page\n"}), folders=folders)
    found = (
        planned.documents["e4/fiche.md"].url,
        planned.print_views["e4/fiche.md"].url,
        planned.dossiers["e4"].url,
        planned.home,
    )
    assert found == urls
    assert [page.uri for page in planned.pages] == ["index.md"]
    assert {f.id for f in planned.blank_forms.values()} == {"e4-activite", "e6-activite", "e6-etude-reflexive"}
    assert planned.checklist is None


def test_the_page_of_the_rules_leaves_the_authors_own_alone(tmp_path: Path) -> None:
    planned = site(lire(tmp_path, {"index.md": "# Moi\n", "conformite.md": "# Moi\n"}, "candidat"), serve=True)
    assert [(page.uri, page.in_menu) for page in planned.pages] == [("conformite-du-dossier.md", False)]
    assert planned.checklist == ("conformite-du-dossier.md", "conformite-du-dossier/")


def test_a_page_for_each_candidate_of_the_commission(tmp_path: Path) -> None:
    files = {"roussel/a.md": JURY, "lopez/a.md": JURY, "lopez/README.md": "# Lopez\n"}
    planned = site(lire(tmp_path, files, "jury"))
    assert [page.uri for page in planned.pages] == ["index.md", "roussel/index.md"]
    assert planned.lists["lopez/README.md"].cle == "lopez"
    assert set(planned.dossiers) == {"lopez", "roussel"}


def test_what_is_not_published(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "fiche.md": AVEC_ANNEXES,
        "annexes/a.png": png("red"),
        "annexes/oubliee.png": png("green"),
        "photo.png": png("blue"),
        "prive/b.png": png("black"),
        "prive/notes.md": "# Secret\n",
        "sujet.md": SUJET,
    }
    withheld = site(lire(tmp_path, files)).withheld
    assert withheld.removed == {"prive/b.png", "prive/notes.md", "sujet.md"}
    assert withheld.originals == {"annexes/a.png", "annexes/oubliee.png", "prive/b.png"}
    assert withheld.empty == {"prive/b.png"}
    assert withheld.photos == ("photo.png",)
    assert not withheld.notices


def test_a_document_of_the_jury_is_replaced_while_one_writes(tmp_path: Path) -> None:
    files = {"fiche.md": FICHE, "jury.md": JURY, "prive/jury.md": JURY}
    for serve in (False, True):
        withheld = site(lire(tmp_path, files, "candidat"), serve=serve).withheld
        assert set(withheld.notices) == ({"jury.md"} if serve else set())
        assert withheld.removed == {"jury.md", "prive/jury.md"} - withheld.notices.keys()


def test_what_a_document_becomes_depends_on_it_alone(tmp_path: Path) -> None:
    """Made again, with others or without them, it is the same: it may be kept."""
    files: dict[str, str | bytes] = {"fiche.md": AVEC_ANNEXES, "annexes/a.png": png("red")}
    found = lire(tmp_path, files)
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
    (ensemble,) = planned.ensembles
    printed = dossier.render(
        rendering, PrintedDossier(ensemble, [(document, once.form)]), "dossier/e4/", planned.home, indexer=True
    )
    assert 'href="#d1-annexe-1"' in printed


def test_a_mark_that_is_lost_is_no_page(tmp_path: Path) -> None:
    planned = site(lire(tmp_path, {"fiche.md": FICHE}))
    rendering = Templates(template_environment())
    with pytest.raises(MarksLost):
        render(planned.documents["fiche.md"], "<p>Autre</p>", "v/", planned.links, rendering, indexed=True)


def test_links_to_originals() -> None:
    targets = {"annexes/a.png": Target("fiche/#annexe-1", "assets/1.png"), "prive/b.png": Target()}
    originals = {"annexes/a.png", "annexes/c.png", "prive/b.png"}
    html = (
        '<a href="../annexes/a.png">a</a><img alt="" src="../annexes/a.png"><a href="../prive/b.png">b</a>'
        '<img src="../prive/b.png"><img src="../annexes/c.png"><a href="../annexes/c.png">c</a><a href="https://x/">x</a>'
    )
    found = relink(html, "page/", targets, originals)
    assert found.html == (
        '<a href="../fiche/#annexe-1">a</a><img alt="" src="../assets/1.png"><a>b</a>'
        '<img src="../annexes/c.png"><a href="../annexes/c.png">c</a><a href="https://x/">x</a>'
    )
    assert found.shown == {"annexes/c.png"}
    assert found.lost == ("annexes/c.png",)
    assert relink(html, "page/", targets, ()) == (html, frozenset(), ())
