"""The commission's site: a page and a dossier for each candidate, and nothing of it anywhere else."""

import html
import re
from pathlib import Path

import pytest
from pikepdf import Pdf
from playwright.sync_api import Page

from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import A4, FICHE, JURY, ROOT, Built, Contents, build, found, print_page, run_ndrc, write
from tests.texts import canary, with_canaries

DOCUMENTS = sorted(p.relative_to(ROOT / "commission").as_posix() for p in ROOT.glob("commission/*/*.md"))
COMMISSION = {id_: form for id_, form in load_forms(2020).items() if not form.by_candidat}

GRILLE = """\
---
fiche: e4-grille
candidat: {{nom: {nom}, prenom: {prenom}, numero: "{numero}"}}
activite: {{{activite}}}
---
"""
EVALUATION = """\
---
fiche: e4-evaluation
candidat: {{nom: {nom}, prenom: {prenom}, numero: "{numero}"}}
---
## Appréciation globale de la commission
{text}
"""
SUJET = "---\nfiche: e4-sujet-jury\nnature: negociation-vente\n---\n## Objet de l’activité\n{objet}\n"
NADIA = {"nom": "Benali", "prenom": "Nadia", "numero": "0123456702"}
CAMILLE = {"nom": "Roussel", "prenom": "Camille", "numero": "0123456701"}


def commission(root: Path, files: Contents, portfolios: str = "", fails: str = "") -> Built:
    """Build the commission's site; `portfolios` is that option, in flow style."""
    option = f"    audience: jury\n    portfolios: {portfolios}\n" if portfolios else "    audience: jury\n"
    return build(write(root, files, JURY.replace("    audience: jury\n", option)), fails=fails)


def evaluation(who: dict[str, str], text: str) -> str:
    return EVALUATION.format(**who, text=text)


def liens(page: str) -> set[str]:
    return set(re.findall(r'href="([^"#]*)"', page.split("<article", 1)[-1].split("</article>", 1)[0]))


def identite(page: str) -> str:
    """What is read at the head of a form."""
    main = page.split("<main", 1)[-1].split("<table", 1)[0]
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", main)).split())


# ---- A page and a dossier for each candidate


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two candidates, three documents each; the folder of one has a page of its author's own."""
    files: Contents = {"index.md": "# La commission 12\n", "nadia/index.md": "# Notre candidate\n\nÀ recevoir à 9 h.\n"}
    for folder, who in (("camille", CAMILLE), ("nadia", NADIA)):
        files[f"{folder}/grille.md"] = GRILLE.format(**who, activite=f"titre: Titre-{folder}")
        files[f"{folder}/oral/evaluation.md"] = evaluation(who, f"Appréciation-{folder}")
        files[f"{folder}/sujet.md"] = SUJET.format(objet=f"Objet-{folder}")
    return commission(tmp_path_factory.mktemp("commission"), files)


@pytest.mark.parametrize("folder", ["camille", "nadia"])
def test_a_page_gathers_the_documents_of_a_candidate(site: Built, folder: str) -> None:
    found_links = liens(site.page(folder))
    resolved = {(site.site / folder / link).resolve() for link in found_links if ":" not in link}
    expected = {f"{folder}/grille", f"{folder}/oral/evaluation", f"{folder}/sujet", f"dossier/{folder}"}
    assert {p.relative_to(site.site.resolve()).as_posix() for p in resolved} >= expected
    other = {"camille": "nadia", "nadia": "camille"}[folder]
    assert not [link for link in found_links if other in link]


@pytest.mark.parametrize(("folder", "who"), [("camille", CAMILLE), ("nadia", NADIA)])
def test_a_dossier_holds_all_of_one_candidate_and_nothing_of_another(
    site: Built, folder: str, who: dict[str, str]
) -> None:
    dossier = site.page(f"dossier/{folder}")
    other, whom = {"camille": ("nadia", NADIA), "nadia": ("camille", CAMILLE)}[folder]
    for word in (*who.values(), f"Titre-{folder}", f"Appréciation-{folder}", f"Objet-{folder}"):
        assert word in dossier
    for word in (*whom.values(), f"Titre-{other}", f"Appréciation-{other}", f"Objet-{other}"):
        assert word not in dossier
    assert dossier.count('class="feuille" id="d') == 3


def test_there_is_a_dossier_for_each_candidate_and_no_other(site: Built) -> None:
    assert sorted(p.name for p in (site.site / "dossier").iterdir()) == ["camille", "nadia"]


def test_the_page_bears_the_name_of_the_candidate(site: Built) -> None:
    assert re.search(r"<h1[^>]*>Camille Roussel", site.page("camille"))
    assert "Camille Roussel" in site.page("")
    assert "Nadia Benali" in site.page("")


def test_a_page_of_the_authors_own_is_kept(site: Built) -> None:
    page = site.page("nadia")
    assert re.search(r"<h1[^>]*>Notre candidate", page)
    assert "À recevoir à 9 h." in page
    assert page.index("À recevoir") < page.index("ndrc-commission")


def test_no_page_is_for_search_engines(site: Built) -> None:
    pages = {n: c.decode() for n, c in site.files().items() if n.endswith(".html")}
    assert len(pages) >= 6 * 2 + 2 + 2 + 2  # the documents, the candidates, the dossiers, home and 404
    assert [n for n, page in pages.items() if '<meta name="robots" content="noindex">' not in page] == []
    assert "<loc>" not in site.page("sitemap.xml")


def test_a_folder_whose_documents_name_no_one_bears_its_own_name(tmp_path: Path) -> None:
    built = commission(tmp_path, {"salle-3/sujet.md": SUJET.format(objet="Objet")})
    assert re.search(r"<h1[^>]*>salle-3", built.page("salle-3"))
    assert "Objet" in built.page("dossier/salle-3")


def test_two_candidates_of_the_same_name_have_each_their_dossier(tmp_path: Path) -> None:
    document = GRILLE.format(**CAMILLE, activite="")
    built = commission(tmp_path, {"a/grille.md": document, "b/grille.md": document})
    assert [link for folder in "ab" for link in liens(built.page(folder)) if "dossier" in link] == [
        "../dossier/a/",
        "../dossier/b/",
    ]


def test_no_folder_shares_the_dossier_of_the_documents_outside_of_folders(tmp_path: Path) -> None:
    built = commission(
        tmp_path, {"sujet.md": SUJET.format(objet="Dehors"), "commission/sujet.md": SUJET.format(objet="Dedans")}
    )
    dossiers = [c.decode() for n, c in built.files().items() if n.startswith("dossier/")]
    assert sorted(("Dehors" in d, "Dedans" in d) for d in dossiers) == [(False, True), (True, False)]


def test_a_readme_of_the_authors_own_is_followed_by_the_list(tmp_path: Path) -> None:
    built = commission(tmp_path, {"a/README.md": "# Lisez\n", "a/sujet.md": SUJET.format(objet="Objet")})
    assert "Lisez" in built.page("a")
    assert "ndrc-commission" in built.page("a")


# ---- The title and the nature of the activity, taken from the candidate's portfolio


def portfolio(nature: str = "negociation-vente") -> Contents:
    second = FICHE.replace("numero: 1", "numero: 2").replace("d’un véhicule", "de deux véhicules")
    return {
        "/camille/docs/e4/une.md": FICHE.replace("negociation-vente", nature),
        "/camille/docs/e4/deux.md": second.replace("negociation-vente", "evenement-commercial"),
        "/camille/docs/e6/une.md": "---\nfiche: e6-activite\nnumero: 1\ntitre: Réseau\n---\n",
        "/camille/docs/index.md": "# Camille\n",
    }


ICI = "{camille: camille/docs}"


def grille(activite: str, criteres: str = "") -> str:
    return GRILLE.format(**CAMILLE, activite=activite).removesuffix("---\n") + criteres + "---\n"


@pytest.mark.parametrize(
    ("numero", "titre", "coche"),
    [("1", "Vente d’un véhicule", "Négocier"), ("2", "Vente de deux véhicules", "Organiser")],
)
def test_title_and_nature_come_by_number(tmp_path: Path, numero: str, titre: str, coche: str) -> None:
    files: Contents = {
        "camille/grille.md": grille(f"numero: {numero}"),
        "camille/eval.md": evaluation(CAMILLE, "Bien").replace(
            "candidat:", f"activite: {{numero: {numero}}}\ncandidat:"
        ),
    }
    built = commission(tmp_path, portfolio() | files, ICI)
    for url in ("camille/grille", "camille/grille/imprimer", "camille/eval", "camille/eval/imprimer"):
        assert f"TITRE : {titre} " in identite(built.page(url)) + " ", url
    page = built.page("dossier/camille")
    assert titre in page
    assert re.findall(r"☒(?:</\w+>|\s|<[^>]*>)*(Négocier|Organiser)", page) == [coche]


def test_what_is_written_by_hand_stays(tmp_path: Path) -> None:
    files = portfolio() | {"camille/grille.md": grille("numero: 1, titre: À la main, nature: evenement-commercial")}
    built = commission(tmp_path, files, ICI)
    assert "TITRE : À la main " in identite(built.page("camille/grille"))
    assert re.findall(r"☒(?:</\w+>|\s|<[^>]*>)*(Négocier|Organiser)", built.page("camille/grille")) == ["Organiser"]


@pytest.mark.parametrize(
    ("activite", "option"),
    [
        ("numero: 3", ICI),
        ("", ICI),
        ("numero: 1", ""),
        ("numero: 1", "{nadia: camille/docs}"),
    ],
    ids=["unknown number", "no number", "no option", "another's folder"],
)
def test_nothing_comes_otherwise(tmp_path: Path, activite: str, option: str) -> None:
    built = commission(tmp_path, portfolio() | {"camille/grille.md": grille(activite)}, option)
    assert ("avertissement NDRC134" in built.output) is (activite == "numero: 3")
    assert "Vente" not in built.page("camille/grille").split("<main", 1)[-1]
    assert "☒" not in built.page("camille/grille")


def test_the_page_of_a_candidate_shows_nothing_else_of_the_portfolio(tmp_path: Path) -> None:
    files = portfolio() | {"camille/grille.md": grille("numero: 1")}
    built = commission(tmp_path, files, ICI)
    assert not found(built, "Auto Dépôt")
    assert not found(built, "en gras")


def test_a_portfolio_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    commission(tmp_path, {"camille/grille.md": grille("numero: 1")}, "{camille: ailleurs}", fails="ailleurs")


def test_a_level_must_fit_the_nature_of_the_portfolio(tmp_path: Path) -> None:
    criteres = "criteres:\n  negocier: {vendre: S}\n"
    files: Contents = {"camille/grille.md": grille("numero: 1", criteres)}
    built = commission(tmp_path, portfolio() | files, ICI)
    # the same grid, unchanged, once the candidate has changed the fiche: what was checked before is no excuse
    place = "docs/camille/grille.md:6:22: erreur NDRC133"
    built = commission(tmp_path, portfolio("evenement-commercial") | files, ICI, fails=place)
    assert "evenement-commercial" in built.output


# ---- The example of this repository


def test_the_example_builds_without_a_warning(example_of_jury: Built) -> None:
    assert "WARNING" not in example_of_jury.output
    shown = {(ROOT / "commission" / d).read_text(encoding="utf-8").split("fiche: ")[1].split()[0] for d in DOCUMENTS}
    assert shown == set(COMMISSION)
    titre = "Prise de mandat et vente d’un véhicule d’occasion en dépôt-vente"
    for url in ("roussel-camille/grille-e4", "roussel-camille/evaluation-e4", "dossier/roussel-camille"):
        assert titre in example_of_jury.page(url)
    pages = {n: c for n, c in example_of_jury.files().items() if n.endswith(".html")}
    assert [n for n, c in pages.items() if b'content="noindex"' not in c] == []


@pytest.mark.navigateur
@pytest.mark.parametrize("document", DOCUMENTS)
def test_each_document_of_the_example_prints_on_one_page(example_of_jury: Built, page: Page, document: str) -> None:
    view = example_of_jury.site / document.removesuffix(".md") / "imprimer" / "index.html"
    printed = print_page(page, view.as_uri())
    assert len(printed) == 1
    assert tuple(round(side) for side in printed[0].get_size()) == A4


@pytest.mark.navigateur
@pytest.mark.parametrize("folder", sorted({d.partition("/")[0] for d in DOCUMENTS}))
def test_each_dossier_of_the_example_prints_a_page_a_document(example_of_jury: Built, page: Page, folder: str) -> None:
    printed = print_page(page, (example_of_jury.site / "dossier" / folder / "index.html").as_uri())
    assert len(printed) == 2 + len([d for d in DOCUMENTS if d.startswith(f"{folder}/")])  # cover, contents


# ---- Every field is shown: else no test that looks for a canary would find one, whatever the plugin did


@pytest.mark.parametrize("id_", COMMISSION)
def test_every_canary_is_seen_by_the_jury(tmp_path: Path, id_: str) -> None:
    form = COMMISSION[id_]
    built = commission(tmp_path, {"x/doc.md": with_canaries(form, right=True)})
    free = [c for c in form.champs.values() if not (c.options or c.motif)]
    assert len(free) >= 5
    for url in ("x/doc", "x/doc/imprimer", "dossier/x"):
        assert [c.cle for c in free if canary(c) not in built.page(url)] == []


# ---- The command, in a folder that holds nothing else


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `ndrc nouveau --commission` writes."""
    root = tmp_path_factory.mktemp("commande")
    qui = ("--nom", "Roussel", "--prenom", "Camille", "--session", "2027")
    assert run_ndrc(root, "nouveau", ".", "--commission", *qui).returncode == 0
    assert not (root / "mkdocs.yml").exists()
    return root


def test_the_commission_checks_its_folder(dossier: Path) -> None:
    done = run_ndrc(dossier, "verifier")
    assert (done.returncode, done.stderr) == (0, "")
    assert "10 fiches" in done.stdout
    assert "NDRC5" not in done.stdout + done.stderr


@pytest.mark.navigateur
def test_the_commission_counts_the_pages_of_its_sheets(dossier: Path) -> None:
    path = dossier / "commission" / "roussel-camille" / "e6-evaluation.md"
    before = path.read_text(encoding="utf-8")
    path.write_text(before + "Une ligne de plus.\n\n" * 80, encoding="utf-8")
    done = run_ndrc(dossier, "verifier", "--pages")
    path.write_text(before, encoding="utf-8")
    assert re.search("e6-evaluation.md\u00a0: [23] pages sur 1", done.stdout)
    assert done.stdout.count("1 page sur 1\n") == 7
    (shown,) = [part for part in done.stdout.split("\n\n") if "NDRC652" in part]
    assert "règle" not in shown  # it is the candidate's


@pytest.mark.navigateur
def test_the_commission_prints_for_itself(dossier: Path) -> None:
    done = run_ndrc(dossier, "pdf", "Roussel-Camille")
    assert (done.returncode, done.stderr) == (0, "")
    with Pdf.open(dossier / "dossier-roussel-camille.pdf") as pdf:
        assert pdf.docinfo["/NDRCAudience"] == "jury"
    refused = run_ndrc(dossier, "pdf", "roussel-camille", "--audience", "candidat")
    assert refused.returncode == 1
    assert "NDRC501" in refused.stderr


def test_elsewhere_both_configurations_are_asked_for(tmp_path: Path) -> None:
    done = run_ndrc(tmp_path, "verifier")
    assert done.returncode == 2
    assert "il n’y a pas de mkdocs.yml ni mkdocs.jury.yml dans ce dossier" in done.stderr
