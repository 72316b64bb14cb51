"""The rules of the dossier where a case cannot show them: they depend on the day, or on a whole build.

What `ndrc verifier` says of a portfolio is in `tests/cas/6…`.
"""

import datetime
import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from ndrc_portfolio.annexes.mentions import mentioned_without_number
from ndrc_portfolio.fiches.reader import read_fiche as lire_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.hosts.mkdocs.run import read_configuration
from ndrc_portfolio.portfolio.settings import read_settings
from ndrc_portfolio.portfolio.situation import read_situation
from ndrc_portfolio.reglement.check import check_reglement
from ndrc_portfolio.reglement.rule import Checklist
from tests.portfolios import CONFIGURATION, FICHE, Construction, construire, ecrire
from tests.test_serve import serve

CAS = Path(__file__).parent / "cas"
CANDIDAT = """\
INHERIT: mkdocs.yml
site_dir: site-candidat
plugins:
  ndrc-portfolio:
    audience: candidat
"""
DEPOT = datetime.date(2027, 4, 23)

# Everything that is wrong with this dossier is a matter of its rules.
EN_CHANTIER = """\
site_name: Portfolio
theme: material
plugins:
  search: {}
  ndrc-portfolio:
    session: 2027
    candidat: {nom: Roussel, prenom: Camille, statut: apprenti}
    depot: demain
    attestations:
      - {type: stage, organisation: Garage, du: 05/01/2026, signee: non, tuteur: personne, fichier: rien.pdf}
"""


def portfolio(root: Path, cas: str = "601-dossier-sans-faute", **options: str) -> Path:
    """A case as a portfolio to build, with more settings at the top of `mkdocs.yml`."""
    shutil.copytree(CAS / cas, root, dirs_exist_ok=True)
    settings = "".join(f"{cle}: {value}\n" for cle, value in {"theme": "material", **options}.items())
    (root / "mkdocs.yml").write_text(settings + (root / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "mkdocs.candidat.yml").write_text(CANDIDAT, encoding="utf-8")
    return root


def construire_candidat(root: Path) -> Construction:
    built = construire(root, "--strict", "-f", "mkdocs.candidat.yml")
    return Construction(built.code, built.output, root / "site-candidat")


# ---- Links that call an annexe


@pytest.mark.parametrize(
    "lien",
    [
        "[ici](../annexes/mon%20contrat.png)",
        "[ici](<../annexes/mon contrat.png>)",
        "![](<../annexes/mon contrat.png> 'Le contrat')",
        "[ici][c]\n\n[c]: <../annexes/mon contrat.png>\n",
        '<a href="../annexes/mon%20contrat.png">ici</a>',
    ],
)
def test_un_nom_avec_une_espace_est_appele(lien: str) -> None:
    annexe = "annexes:\n  - {titre: A, fichier: ../annexes/mon contrat.png}\n  - {titre: B, fichier: b.png}\ncadre:"
    source = FICHE.replace("cadre:", annexe).replace("Une rubrique", lien)
    fiche = lire_fiche(source.encode(), "e4/fiche.md", load_forms(2027))
    assert fiche is not None
    assert mentioned_without_number(fiche) == {1}


# ---- The date of deposit


def le(day: datetime.date, root: Path) -> Checklist:
    ecrire(root, {}, CONFIGURATION + f"    depot: {DEPOT}\n")
    reglages = read_settings(root / "mkdocs.yml")
    situation = read_situation(reglages.options, reglages)
    return check_reglement([], load_forms(2027), situation, 2027, today=day)


@pytest.mark.parametrize(
    ("reste", "attendu"),
    [
        (400, ""),
        (15, ""),
        (14, "NDRC641 dans 14 jours"),
        (2, "NDRC641 dans 2 jours"),
        (1, "NDRC641 demain"),
        (0, "NDRC641 aujourd’hui"),
        (-1, "NDRC642 est passée"),
        (-400, "NDRC642 est passée"),
    ],
)
def test_la_date_de_depot(reste: int, attendu: str, tmp_path: Path) -> None:
    """Within two weeks it is recalled, afterwards it is only mentioned; once, though both épreuves ask for it."""
    found = le(DEPOT - datetime.timedelta(days=reste), tmp_path)
    told = [d for d in found.diagnostics if d.rule == "R6"]
    assert len(told) == bool(attendu)
    for d in told:
        code, words = attendu.split(" ", maxsplit=1)
        assert (d.code, d.line, d.column) == (code, 8, 12)
        assert words in d.message
        assert "23/04/2027" in d.message
        assert (d.severity, d.cost) == (("warning", "NV") if code == "NDRC641" else ("info", "conseil"))
    etats = {c.state for c in found.regles if c.regle == "R6"}
    assert etats == {"a-surveiller" if attendu else "a-venir"}


def test_chaque_regle_de_chaque_epreuve_est_dans_la_liste(tmp_path: Path) -> None:
    controles = le(DEPOT, tmp_path).regles
    assert [c.reference for c in controles if c.epreuve == "E4"] == ["R1", "R2", "R3", "R4", "R5", "R6"]
    common = [f"R10, comme R{n}" for n in (3, 4, 5, 6)]
    assert [c.reference for c in controles if c.epreuve == "E6"] == ["R7", "R8", "R9", "R9", *common]
    assert {c.regle for c in controles if c.cost == "NV"} == {"R4", "R5", "R6"}
    told = [d for c in controles for d in c.diagnostics]
    assert all(d.rule for d in told if d.code.startswith("NDRC6"))


# ---- Builds


@pytest.mark.parametrize("audience", ["public", "candidat"])
def test_un_dossier_incomplet_se_construit(audience: str, tmp_path: Path) -> None:
    """Whatever its rules say, strict or not, it is published; only the candidate is told that there is something."""
    fiche = FICHE + "Voir annexe 9.\n"
    ecrire(tmp_path, {"a.md": fiche, "b.md": fiche, "/mkdocs.candidat.yml": CANDIDAT}, EN_CHANTIER)
    built = construire(tmp_path, "--strict") if audience == "public" else construire_candidat(tmp_path)
    assert built.code == 0, built.output
    assert ("dossier pas encore conforme" in built.output) is (audience == "candidat")
    assert not re.search("WARNING|ERROR", built.output)
    assert "annexe 9" in built.page("a")


def test_un_dossier_conforme_ne_dit_rien(tmp_path: Path) -> None:
    built = construire_candidat(portfolio(tmp_path))
    assert built.code == 0, built.output
    assert "pas encore conforme" not in built.output


# ---- The attestations


def test_les_attestations_ferment_les_deux_dossiers_du_candidat(tmp_path: Path) -> None:
    built = construire_candidat(portfolio(tmp_path))
    assert built.code == 0, built.output
    for epreuve in ("e4", "e6"):
        html = built.page(f"dossier/{epreuve}")
        last = html[html.index('<section class="feuille" id="attestations">') :]
        assert last.count("</section>") == 1
        assert last.count("<figure") == 2
        assert "du 05/01/2026 au 27/02/2026" in last
        assert "8 semaines" in last
        assert '<a href="#attestations">' in html
        for image in re.findall(r'<img src="([^"]+)"', last):
            assert (built.site / "dossier" / epreuve / image).is_file()
    assert not (built.site / "prive").exists()


def test_aucune_attestation_dans_un_site_public(tmp_path: Path) -> None:
    """Wherever its file lies, whatever it is, and though it is an annexe too and texts show it."""
    root = portfolio(tmp_path)
    docs = root / "docs"
    Image.new("RGB", (37, 41), (1, 2, 3)).save(docs / "annexes" / "canari-annexe.jpg")
    for name in ("canari.pdf", "canari.docx", "annexes/Canari-Casse.jpg"):
        (docs / name).write_bytes(b"%PDF-1.4 CANARI")
    more = "".join(
        f"      - {{type: stage, organisation: CANARI, semaines: 1, signee: oui, fichier: {name}}}\n"
        for name in ("docs/annexes/canari-annexe.jpg", "canari.pdf", "docs/canari.docx", "annexes/canari-casse.jpg")
    )
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(more)
    fiche = (docs / "e4" / "vente.md").read_text(encoding="utf-8")
    shown = "  - titre: Preuve\n    fichier: ../annexes/canari-annexe.jpg\n---\n"
    body = "## Cadre\n![](../annexes/canari-annexe.jpg) [là](../canari.pdf) [ici](../annexes/Canari-Casse.jpg)\n"
    head, _, rest = fiche.rpartition("---\n")
    (docs / "e4" / "vente.md").write_text(head + shown + rest, encoding="utf-8")
    (docs / "page.md").write_text(body.replace("../", ""), encoding="utf-8")

    built = construire(root, "--strict")
    assert built.code == 0, built.output
    for name, content in built.files().items():
        assert "canari" not in name.lower()
        assert b"canari" not in content.lower(), name
        assert not re.search(rb"attestations?\b", content) or name.startswith("assets/"), name
    assert not [n for n in built.files() if "37x41" in n]
    assert "Annexe 2 — bon" in built.page("e4/vente")  # the other annexes are there

    complete = construire_candidat(root)
    assert [n for n in complete.files() if "37x41" in n]
    assert not [n for n in complete.files() if "canari" in n.lower()]  # pictures of it, never the file itself


# ---- The checklist


def test_la_page_de_conformite_du_candidat(tmp_path: Path) -> None:
    root = portfolio(tmp_path, "603-meme-nature")
    built = construire_candidat(root)
    assert built.code == 0, built.output
    html = built.page("conformite")
    listed = html[html.index('<div class="ndrc-conformite">') :]
    known = "conforme|a-corriger|a-surveiller|a-venir|non-verifie"
    states = re.findall(rf'<li class="({known})">.*?\((R\d+)', listed, re.DOTALL)
    assert [regle for etat, regle in states if etat == "a-corriger"] == ["R1", "R2"]
    assert [regle for etat, regle in states if etat == "non-verifie"] == ["R6", "R9", "R10"]  # no date, no pages
    assert '<a href="../e4/portes-ouvertes/">docs/e4/portes-ouvertes.md</a>, ligne 5' in listed
    assert str(tmp_path) not in html
    assert 'content="noindex"' in html
    for link in re.findall(r'<a href="([^"#:]+)"', listed[: listed.index("</div>")]):
        assert (built.site / "conformite" / link / "index.html").is_file()
    home = built.page("")
    assert '<a href="./conformite/">Conformité du dossier</a>' in home
    assert "2 règles à corriger" in home


def test_la_page_de_conformite_n_est_pas_dans_le_site_public(tmp_path: Path) -> None:
    built = construire(portfolio(tmp_path), "--strict")
    for name, content in built.files().items():
        assert "conformite" not in name
        assert "Conformité du dossier" not in content.decode("utf-8", errors="replace"), name


def test_la_page_de_conformite_laisse_sa_place_a_celle_de_l_auteur(tmp_path: Path) -> None:
    """With addresses that end with `.html`, and a page of the author's that has its name."""
    root = portfolio(tmp_path, use_directory_urls="false")
    (root / "docs" / "conformite.md").write_text("# La mienne\n", encoding="utf-8")
    built = construire_candidat(root)
    assert built.code == 0, built.output
    assert "La mienne" in built.page("conformite.html")
    assert "ndrc-controles" in built.page("conformite-du-dossier.html")
    assert '<a href="./conformite-du-dossier.html">Conformité du dossier</a>' in built.page("index.html")


def test_la_commission_n_a_pas_de_page_de_conformite(tmp_path: Path) -> None:
    root = portfolio(tmp_path, "639-dossier-de-la-commission")
    built = construire(root, "--strict")
    assert built.code == 0, built.output
    assert "pas encore conforme" not in built.output
    assert not (root / "site-jury" / "conformite").exists()


def test_serve_mene_a_la_ligne_dans_l_editeur(tmp_path: Path) -> None:
    with serve(portfolio(tmp_path, "603-meme-nature")) as page:
        html = page("conformite/")
        assert "ndrc-controles" in html
        link = re.search(r'<a href="vscode://file/([^"]+portes-ouvertes\.md):5:9">ligne 5</a>', html)
        assert link
        assert (tmp_path.anchor / Path(link[1])).is_file()
        assert "a la même nature" in page("e4/portes-ouvertes/")


def test_ce_qui_ne_peut_pas_etre_lu_n_est_ni_vert_ni_rouge(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whether a fiche that has a fault keeps a rule is not known."""
    monkeypatch.chdir(portfolio(tmp_path, "630-fiche-illisible-et-rien-d-autre"))
    controles = read_configuration(Path("mkdocs.yml")).checklist.regles
    assert {c.reference for c in controles if c.state == "conforme"} == {"R4", "R5", "R10, comme R4", "R10, comme R5"}
    assert {c.state for c in controles} == {"conforme", "non-verifie"}


@pytest.mark.parametrize(("reponse", "attendu"), [("vecue:\n", set()), ("vecue: non\n", {"NDRC607"})])
def test_un_portfolio_tout_neuf_n_a_pas_encore_repondu(
    reponse: str, attendu: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Drafts that do not say yet what was lived through are only unfinished; one « non » among them is an answer."""
    monkeypatch.chdir(portfolio(tmp_path))
    for path in (tmp_path / "docs" / "e6").glob("*.md"):
        text = re.sub(r"vecue: .*\n", "vecue:\n", path.read_text(encoding="utf-8").replace("finale", "brouillon"))
        text = text.replace("vecue:\n", reponse) if path.stem == "partenaires" else text
        path.write_text(text, encoding="utf-8")
    assert {d.code for d in read_configuration(Path("mkdocs.yml")).checklist.diagnostics} == attendu
