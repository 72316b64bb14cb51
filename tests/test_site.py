"""Real builds: what is in the site and what stops it."""

import json
import re
from pathlib import Path

import pytest

from tests.portfolios import CONFIGURATION, FICHE, construire, ecrire, mkdocs

MINIMALE = "site_name: P\ntheme: material\nplugins:\n  ndrc-portfolio:\n    candidat: {nom: Roussel, prenom: Camille}\n"


def test_a_minimal_configuration_works_in_french_and_asks_nothing_of_others(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}, MINIMALE), "--strict")
    assert built.code == 0, built.output
    assert "session" in built.output  # which one was guessed
    for name, content in built.files().items():
        if name.endswith(".html"):
            html = content.decode()
            assert '<html lang="fr"' in html
            assert not re.findall(r'<(?:script|link|img|iframe)[^>]*(?:src|href)="(?:https?:)?//', html), name


def test_the_theme_settings_of_the_author_are_left_alone(tmp_path: Path) -> None:
    configuration = CONFIGURATION.replace(
        "theme: material", "theme: {name: material, language: de, font: {text: Lato, code: Lato}}"
    )
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}, configuration))
    assert '<html lang="de"' in built.page("")
    assert "family=Lato" in built.page("")


def test_a_fiche_becomes_its_official_form(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"e4/fiche.md": FICHE}), "--strict")
    assert built.code == 0, built.output
    for url in ("e4/fiche", "e4/fiche/imprimer", "dossier/e4"):
        html = built.page(url)
        assert "DÉROULEMENT DE L’ACTIVITÉ" in html, url
        assert "SESSION 2027" in html
        assert "<strong>en gras</strong>" in html
        assert 'aria-label="Case cochée">☒</span> Négociation Vente' in html
        assert 'aria-label="Case non cochée">☐</span> Organisation' in html
    assert "Fiche 1 — Vente d’un véhicule" in built.page("")
    assert "brouillon" in built.page("")


def test_the_home_page_of_the_author_is_kept(tmp_path: Path) -> None:
    for name in ("index.md", "README.md"):
        root = ecrire(tmp_path / name, {name: "# Bonjour\n\nMes fiches.\n", "fiche.md": FICHE})
        html = construire(root, "--strict").page("")
        assert html.index("Mes fiches.") < html.index("ndrc-fiches")


def test_an_empty_portfolio_has_a_home_page(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {}), "--strict")
    assert built.code == 0, built.output
    assert "Portfolio de Camille Roussel" in built.page("")
    assert not (built.site / "dossier").exists()


def test_the_search_finds_a_fiche_by_its_rubriques(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE.replace("Une rubrique", "Une topinambourrique")}))
    docs = json.loads((built.site / "search" / "search_index.json").read_text(encoding="utf-8"))["docs"]
    found = [d["location"] for d in docs if "topinambourrique" in d["text"]]
    assert found == ["fiche/#analyse"]
    assert not [d for d in docs if "imprimer" in d["location"] or "dossier" in d["location"]]
    assert "imprimer" not in (built.site / "sitemap.xml").read_text(encoding="utf-8")


def test_fiches_follow_each_other_by_number_in_the_navigation(tmp_path: Path) -> None:
    second = FICHE.replace("numero: 1", "numero: 2").replace("Vente d’un", "Achat d’un")
    html = construire(ecrire(tmp_path, {"e4/a.md": second, "e4/b.md": FICHE}), "--strict").page("e4/a")
    assert html.index("Fiche 1 — Vente") < html.index("Fiche 2 — Achat", html.index("md-nav"))


def test_links_between_fiches_lead_into_the_dossier(tmp_path: Path) -> None:
    link = "Voir [la 1](fiche.md#analyse), [ici](#cadre)."
    other = FICHE.replace("numero: 1", "numero: 2").replace("Une rubrique", link)
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE, "z.md": other}), "--strict")
    assert built.code == 0, built.output
    assert 'href="../fiche/#analyse"' in built.page("z")
    assert 'href="../../fiche/#analyse"' in built.page("z/imprimer")
    dossier = built.page("dossier/e4")
    assert 'href="#d1-analyse"' in dossier
    assert 'href="#d2-cadre"' in dossier
    ids = re.findall(r'\sid="([^"]+)"', dossier)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"href=\"#([^\"]+)\"", dossier)) <= set(ids)


def test_a_broken_link_in_a_rubrique_is_warned_about_once(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE.replace("Une rubrique", "[Perdu](absent.md)")})
    built = construire(root, "--strict")
    assert built.code == 1
    assert "absent.md" in built.output
    assert built.output.count("WARNING") == 1


def test_definitions_serve_the_whole_file(tmp_path: Path) -> None:
    fiche = FICHE.split("## Analyse")[0] + (
        "[site]: https://exemple.fr\n"
        "## Analyse de l’activité\n### Objectifs opérationnels\nUn [site] et une note[^1].\n"
        "## Ciblage et prospection\n### Démarche\n[^1]: La note.\n"
    )
    configuration = CONFIGURATION + "markdown_extensions: [footnotes]\n"
    html = construire(ecrire(tmp_path, {"fiche.md": fiche}, configuration), "--strict").page("fiche/imprimer")
    assert '<a href="https://exemple.fr">site</a>' in html
    assert html.index("La note.") > html.index("Contribution à l’expertise")


def test_headings_of_a_rubrique_stand_below_those_of_the_form(tmp_path: Path) -> None:
    etude = "---\nfiche: e6-etude-reflexive\n---\n## Développement structuré\n### Un\nA\n#### Deux\nB\n"
    html = construire(ecrire(tmp_path, {"etude.md": etude})).page("etude/imprimer")
    assert re.search(r"<h4[^>]*>Un", html)
    assert re.search(r"<h5[^>]*>Deux", html)


def test_comments_never_reach_the_site(tmp_path: Path) -> None:
    fiche = FICHE.replace("Une rubrique", "<!-- CANARI -->\nUne <!-- CANARI --> rubrique")
    fiche = fiche.replace("  nom: Auto Dépôt", "  nom: Auto <!-- CANARI --> Dépôt")
    built = construire(ecrire(tmp_path, {"fiche.md": fiche}))
    assert not [n for n, content in built.files().items() if b"CANARI" in content]


def test_without_directory_urls(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"e4/fiche.md": FICHE}, CONFIGURATION + "use_directory_urls: false\n")
    built = construire(root, "--strict")
    assert built.code == 0, built.output
    assert 'href="fiche.imprimer.html"' in built.page("e4/fiche.html")
    assert "../assets/ndrc/print.css" in built.page("e4/fiche.imprimer.html")
    assert 'href="fiche.html"' in built.page("e4/fiche.imprimer.html")


def test_the_keys_of_mkdocs_pass(tmp_path: Path) -> None:
    keys = "numero: 1\ntitle: Mon titre à moi\ndescription: Un résumé\nhide:\n  - toc\n  - navigation"
    html = construire(ecrire(tmp_path, {"fiche.md": FICHE.replace("numero: 1", keys)}), "--strict").page("fiche")
    assert '<meta name="description" content="Un résumé">' in html
    assert "<h1>Mon titre à moi</h1>" in html


def test_a_warm_build_is_the_same_as_a_cold_one(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE})
    cold = construire(root, SOURCE_DATE_EPOCH="1700000000").files()
    warm = construire(root, SOURCE_DATE_EPOCH="1700000000").files()
    assert cold == warm
    assert "fiche/index.html" in cold
    kept = (root / ".cache" / "ndrc-portfolio").rglob("*.cache")
    assert not list(kept), "compiled code is the user's, not the portfolio's"


# ---- What stops a build


def test_errors_stop_the_build_and_leave_the_last_site(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"fiche.md": FICHE})
    before = construire(root).files()
    ecrire(root, {"fiche.md": FICHE.replace("negociation-vente", "negociation"), "b.md": "---\nfiche: e4\n---\n"})
    built = construire(root)
    assert built.code == 1
    assert "Traceback" not in built.output
    assert "docs/fiche.md:4:9: erreur NDRC104" in built.output
    assert "docs/b.md:2:8: erreur NDRC113" in built.output
    assert "2 erreurs dans 2 fichiers" in built.output
    assert built.files() == before


def test_errors_stop_a_first_build_without_a_trace(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"fiche.md": "---\nfiche: e4-activite\n"}))
    assert built.code == 1
    assert not built.site.exists()


def test_a_draft_is_no_warning(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}), "--strict")
    assert built.code == 0
    assert "INFO    -  ndrc-portfolio: docs/fiche.md:2:1: info NDRC302" in built.output


def test_a_broken_front_matter_of_an_ordinary_page_is_warned_about(tmp_path: Path) -> None:
    root = ecrire(tmp_path, {"page.md": '---\ntitle: "Titre\n---\nTexte\n'})
    assert construire(root).code == 0
    built = construire(root, "--strict")
    assert built.code == 1
    assert "docs/page.md:2:8: avertissement NDRC119" in built.output


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ("    session: 2019\n", "pas de formulaires pour la session 2019"),
        ("    session: bientôt\n", "n’est pas une année"),
    ],
)
def test_a_wrong_session_is_told(tmp_path: Path, options: str, message: str) -> None:
    configuration = CONFIGURATION.replace("    session: 2027\n", options)
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}, configuration))
    assert built.code == 1
    assert message in built.output
    assert "Traceback" not in built.output


def test_dirty_builds_are_refused(tmp_path: Path) -> None:
    built = construire(ecrire(tmp_path, {"fiche.md": FICHE}), "--dirty")
    assert built.code == 1
    assert "--dirty" in built.output
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
    files: dict[str, str | bytes] = {
        "/formulaires/2027/visite.schema.json": json.dumps(schema),
        "v.md": fiche,
        "fiche.md": FICHE,
    }
    built = construire(ecrire(tmp_path, files, CONFIGURATION + "    schemas: formulaires\n"), "--strict")
    assert built.code == 0, built.output
    for url in ("v", "v/imprimer", "dossier/e5"):
        assert "Tout va bien." in built.page(url)
        assert "E5 – VISITES" in built.page(url)
    assert "DÉROULEMENT DE L’ACTIVITÉ" in built.page("fiche")


def test_a_broken_form_of_the_author_is_told(tmp_path: Path) -> None:
    configuration = CONFIGURATION + "    schemas: formulaires\n"
    built = construire(ecrire(tmp_path, {"/formulaires/2027/x.schema.json": "{"}, configuration))
    assert built.code == 1
    assert "x.schema.json n’est pas le schéma d’un formulaire" in built.output
    assert "Traceback" not in built.output


def test_gh_deploy_publishes_the_public_site_only(tmp_path: Path) -> None:
    configuration = CONFIGURATION + "    audience: candidat\nsite_dir: site-candidat\n"
    done = mkdocs(ecrire(tmp_path, {"fiche.md": FICHE}, configuration), "gh-deploy")
    assert done.returncode == 1
    assert "NDRC507" in done.stdout
    assert not (tmp_path / "site-candidat").exists()
