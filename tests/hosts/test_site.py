"""Real builds: what is in the site and what stops it."""

import json
import re
from pathlib import Path

import pytest

from tests.support import CONFIGURATION, FICHE, Built, Contents, build, build_alone, write

MINIMAL = "site_name: P\ntheme: material\nplugins:\n  ndrc-portfolio:\n    candidat: {nom: Roussel, prenom: Camille}\n"
SECOND = FICHE.replace("numero: 1", "numero: 2").replace("Vente d’un", "Achat d’un")
KEYS = "numero: 3\ntitle: Mon titre à moi\ndescription: Un résumé\nhide:\n  - toc\n  - navigation"
DEFINITIONS = FICHE.split("## Analyse")[0].replace("numero: 1", "numero: 4") + (
    "[site]: https://exemple.fr\n"
    "## Analyse de l’activité\n### Objectifs opérationnels\nUn [site] et une note[^1].\n"
    "## Ciblage et prospection\n### Démarche\n[^1]: La note.\n"
)
COMMENTS = FICHE.replace("numero: 1", "numero: 5").replace("Une rubrique", "<!-- CANARI -->\nUne <!-- CANARI --> part")
ETUDE = "---\nfiche: e6-etude-reflexive\n---\n## Développement structuré\n### Un\nA\n#### Deux\nB\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """A portfolio with something in each of its fiches for one of the tests below, which only look at it."""
    files: Contents = {
        "e4/fiche.md": FICHE.replace("Une rubrique", "Une topinambourrique"),
        "e4/a.md": SECOND.replace("Une rubrique", "Voir [la 1](fiche.md#analyse), [ici](#cadre)."),
        "keys.md": FICHE.replace("numero: 1", KEYS),
        "definitions.md": DEFINITIONS,
        "comments.md": COMMENTS.replace("  nom: Auto Dépôt", "  nom: Auto <!-- CANARI --> Dépôt"),
        "etude.md": ETUDE,
    }
    configuration = CONFIGURATION + "markdown_extensions: [footnotes]\n"
    return build(write(tmp_path_factory.mktemp("site"), files, configuration), strict=True)


def test_a_fiche_becomes_its_official_form(site: Built) -> None:
    for url in ("e4/fiche", "e4/fiche/imprimer", "dossier/e4"):
        html = site.page(url)
        assert "DÉROULEMENT DE L’ACTIVITÉ" in html, url
        assert "SESSION 2020" in html
        assert "<strong>en gras</strong>" in html
        assert 'aria-label="Case cochée">☒</span> Négociation Vente' in html
        assert 'aria-label="Case non cochée">☐</span> Organisation' in html
    assert "Fiche 1 — Vente d’un véhicule" in site.page("")
    assert "brouillon" in site.page("")


def test_a_draft_is_no_warning(site: Built) -> None:
    """Nor is it in a strict build, which this is."""
    assert "INFO    -  ndrc-portfolio: docs/e4/fiche.md:2:1: info NDRC302" in site.output


def test_the_search_finds_a_fiche_by_its_rubriques(site: Built) -> None:
    docs = json.loads((site.site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    assert [d["location"] for d in docs if "topinambourrique" in d["text"]] == ["e4/fiche/#analyse"]
    assert not [d for d in docs if "imprimer" in d["location"] or "dossier" in d["location"]]
    assert "imprimer" not in (site.site / "sitemap.xml").read_text(encoding="utf-8")


def test_fiches_follow_each_other_by_number_in_the_navigation(site: Built) -> None:
    html = site.page("e4/a")
    assert html.index("Fiche 1 — Vente") < html.index("Fiche 2 — Achat", html.index("md-nav"))


def test_links_between_fiches_lead_into_the_dossier(site: Built) -> None:
    assert 'href="../fiche/#analyse"' in site.page("e4/a")
    assert 'href="../../fiche/#analyse"' in site.page("e4/a/imprimer")
    dossier = site.page("dossier/e4")
    assert 'href="#d1-analyse"' in dossier
    assert 'href="#d2-cadre"' in dossier
    ids = re.findall(r'\sid="([^"]+)"', dossier)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"href=\"#([^\"]+)\"", dossier)) <= set(ids)


def test_definitions_serve_the_whole_file(site: Built) -> None:
    html = site.page("definitions/imprimer")
    assert '<a href="https://exemple.fr">site</a>' in html
    assert html.index("La note.") > html.index("Contribution à l’expertise")


def test_headings_of_a_rubrique_stand_below_those_of_the_form(site: Built) -> None:
    html = site.page("etude/imprimer")
    assert re.search(r"<h4[^>]*>Un", html)
    assert re.search(r"<h5[^>]*>Deux", html)


def test_comments_never_reach_the_site(site: Built) -> None:
    assert "part <strong>en gras</strong>" in " ".join(site.page("comments").split())
    assert not [n for n, content in site.files().items() if b"CANARI" in content]


def test_the_keys_of_mkdocs_pass(site: Built) -> None:
    html = site.page("keys")
    assert '<meta name="description" content="Un résumé">' in html
    assert ">Mon titre à moi</h1>" in html


# ---- Configurations


def test_a_minimal_configuration_works_in_french_and_asks_nothing_of_others(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"fiche.md": FICHE}, MINIMAL), strict=True)
    assert "session" in built.output  # which one was guessed
    pages = {name: content.decode() for name, content in built.files().items() if name.endswith(".html")}
    assert {"index.html", "fiche/index.html", "dossier/e4/index.html"} <= set(pages)
    for name, html in pages.items():
        assert '<html lang="fr"' in html
        assert not re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//', html), name


def test_the_theme_settings_of_the_author_are_left_alone(tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace(
        "theme: material", "theme: {name: material, language: de, font: {text: Lato, code: Lato}}"
    )
    built = build(write(tmp_path, {"fiche.md": FICHE}, configuration))
    assert '<html lang="de"' in built.page("")
    assert "family=Lato" in built.page("")


@pytest.mark.parametrize("name", ["index.md", "README.md"])
def test_the_home_page_of_the_author_is_kept(tmp_path: Path, name: str) -> None:
    root = write(tmp_path, {name: "# Bonjour\n\nMes fiches.\n", "fiche.md": FICHE})
    html = build(root, strict=True).page("")
    assert html.count("<h1") == 1  # the candidate's name, above the list; then what the author wrote
    assert html.index("ndrc-fiches") < html.index("Bonjour</h2>") < html.index("Mes fiches.")


def test_an_empty_portfolio_has_a_home_page(tmp_path: Path) -> None:
    built = build(write(tmp_path, {}), strict=True)
    assert "Portfolio de Camille Roussel" in built.page("")
    assert not (built.site / "dossier").exists()


def test_without_directory_urls(tmp_path: Path) -> None:
    root = write(tmp_path, {"e4/fiche.md": FICHE}, CONFIGURATION + "use_directory_urls: false\n")
    built = build(root, strict=True)
    assert 'href="fiche.imprimer.html"' in built.page("e4/fiche.html")
    assert "../assets/ndrc/print.css" in built.page("e4/fiche.imprimer.html")
    assert 'href="fiche.html"' in built.page("e4/fiche.imprimer.html")


def test_a_broken_link_in_a_rubrique_is_warned_about_once(tmp_path: Path) -> None:
    root = write(tmp_path, {"fiche.md": FICHE.replace("Une rubrique", "[Perdu](absent.md)")})
    built = build(root, strict=True, fails="absent.md")
    assert built.output.count("WARNING") == 1


def test_a_warm_build_is_the_same_as_a_cold_one(tmp_path: Path) -> None:
    """In processes of their own: what the first keeps in memory must not reach the second."""
    root = write(tmp_path, {"fiche.md": FICHE})
    cold = build_alone(root, SOURCE_DATE_EPOCH="1700000000").files()
    warm = build_alone(root, SOURCE_DATE_EPOCH="1700000000").files()
    assert "fiche/index.html" in cold
    assert cold == warm
    kept = (root / ".cache" / "ndrc-portfolio").rglob("*.cache")
    assert not list(kept), "compiled code is the user's, not the portfolio's"


# ---- What stops a build


def test_errors_stop_the_build_and_leave_the_last_site(tmp_path: Path) -> None:
    root = write(tmp_path, {"fiche.md": FICHE})
    before = build(root).files()
    write(root, {"fiche.md": FICHE.replace("negociation-vente", "negociation"), "b.md": "---\nfiche: e4\n---\n"})
    built = build_alone(root, fails="docs/fiche.md:4:9: erreur NDRC104")
    assert "docs/b.md:2:8: erreur NDRC113" in built.output
    assert "2 erreurs dans 2 fichiers" in built.output
    assert "fiche/index.html" in before
    assert built.files() == before


def test_errors_stop_a_first_build_without_a_trace(tmp_path: Path) -> None:
    built = build(write(tmp_path, {"fiche.md": "---\nfiche: e4-activite\n"}), fails="erreur NDRC101")
    assert not built.site.exists()


def test_a_broken_front_matter_of_an_ordinary_page_is_warned_about(tmp_path: Path) -> None:
    root = write(tmp_path, {"page.md": '---\ntitle: "Titre\n---\nTexte\n'})
    warning = "docs/page.md:2:8: avertissement NDRC119"
    assert warning in build(root).output
    build(root, strict=True, fails=warning)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("    session: 2019\n", "pas de formulaires pour la session 2019"),
        ("    session: bientôt\n", "n’est pas une année"),
    ],
)
def test_a_wrong_session_is_said(tmp_path: Path, options: str, message: str) -> None:
    configuration = CONFIGURATION.replace("    session: 2020\n", options)
    build(write(tmp_path, {"fiche.md": FICHE}, configuration), fails=message)


def test_dirty_builds_are_refused(tmp_path: Path) -> None:
    built = build_alone(write(tmp_path, {"fiche.md": FICHE}), "--dirty", fails="--dirty")
    assert not built.site.exists()


# ---- Forms of one's own


def test_a_form_is_added_by_a_json_file(tmp_path: Path) -> None:
    text = {"type": ["string", "array"]}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Compte rendu de visite",
        "x-formulaire": {
            "epreuve": "E5",
            "auteur": "candidat",
            "audience": "public",
            "entete": ["E5 – VISITES", "SESSION {session}"],
            "rangees": [{"champs": ["numero", "titre"], "largeurs": [25, 75]}],
        },
        "type": "object",
        "properties": {
            "numero": {"title": "N° :", "type": "string"},
            "titre": {"title": "TITRE :", "type": "string"},
            "visite": {
                "title": "VISITE",
                "type": "object",
                "properties": {
                    "avant": {"title": "Avant", **text, "x-formulaire": {"largeur": 50}},
                    "apres": {"title": "Après", **text, "x-formulaire": {"largeur": 50}},
                    "bilan": {"title": "Bilan", **text},
                },
                "additionalProperties": False,
            },
        },
        "additionalProperties": False,
    }
    fiche = "---\nfiche: visite\nnumero: 7\ntitre: Chez le client\n---\n## Visite\n### Après\nTout va bien.\n"
    files: Contents = {
        "/formulaires/2020/visite.schema.json": json.dumps(schema),
        "v.md": fiche,
        "fiche.md": FICHE,
    }
    built = build(write(tmp_path, files, CONFIGURATION + "    schemas: formulaires\n"), strict=True)
    for url in ("v", "v/imprimer", "dossier/e5"):
        assert "Tout va bien." in built.page(url)
        assert "E5 – VISITES" in built.page(url)
    assert "DÉROULEMENT DE L’ACTIVITÉ" in built.page("fiche")


def test_a_broken_form_of_the_author_is_said(tmp_path: Path) -> None:
    configuration = CONFIGURATION + "    schemas: formulaires\n"
    root = write(tmp_path, {"/formulaires/2020/x.schema.json": "{"}, configuration)
    build(root, fails="x.schema.json n’est pas le schéma d’un formulaire")
