"""The rules of the dossier in whole builds: who reads of them, what closes the dossiers, the checklist."""

import re
import shutil
from pathlib import Path

import pytest
from PIL import Image

from ndrc_portfolio.messages.french import typeset
from tests.support import CASES, FICHE, Built, build, serve_pages, write

CANDIDAT = """\
INHERIT: mkdocs.yml
site_dir: site-candidat
plugins:
  ndrc-portfolio:
    audience: candidat
"""

# Everything that is wrong with this dossier is a matter of its rules.
EN_CHANTIER = """\
site_name: Portfolio
theme: material
plugins:
  search: {}
  ndrc-portfolio:
    session: 2020
    candidat: {nom: Roussel, prenom: Camille, statut: apprenti}
    depot: demain
    attestations:
      - {type: stage, organisation: Garage, du: 05/01/2026, signee: non, tuteur: personne, fichier: rien.pdf}
"""


def portfolio(root: Path, cas: str = "601-dossier-sans-faute", **options: str) -> Path:
    """A case as a portfolio to build, with more settings at the top of `mkdocs.yml`."""
    shutil.copytree(CASES / cas, root, dirs_exist_ok=True)
    settings = "".join(f"{cle}: {value}\n" for cle, value in {"theme": "material", **options}.items())
    (root / "mkdocs.yml").write_text(settings + (root / "mkdocs.yml").read_text(encoding="utf-8"), encoding="utf-8")
    (root / "mkdocs.candidat.yml").write_text(CANDIDAT, encoding="utf-8")
    return root


def build_for_candidate(root: Path) -> Built:
    return build(root, "mkdocs.candidat.yml", strict=True)


@pytest.fixture(scope="module")
def flawless(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A portfolio in which nothing is wrong, only looked at."""
    return portfolio(tmp_path_factory.mktemp("juste"))


@pytest.fixture(scope="module")
def flawless_site(flawless: Path) -> Built:
    """What its candidate sees."""
    return build_for_candidate(flawless)


# ---- Builds


@pytest.mark.parametrize("audience", ["public", "candidat"])
def test_an_incomplete_dossier_builds(audience: str, tmp_path: Path) -> None:
    """Whatever its rules say, strict or not, it is published; only the candidate is said that there is something."""
    fiche = FICHE + "Voir annexe 9.\n"
    write(tmp_path, {"a.md": fiche, "b.md": fiche, "/mkdocs.candidat.yml": CANDIDAT}, EN_CHANTIER)
    built = build(tmp_path, strict=True) if audience == "public" else build_for_candidate(tmp_path)
    assert ("dossier pas encore conforme" in built.output) is (audience == "candidat")
    assert not re.search("WARNING|ERROR", built.output)
    assert "annexe 9" in built.page("a")


def test_a_dossier_without_fault_says_nothing(flawless_site: Built) -> None:
    built = flawless_site
    assert "pas encore conforme" not in built.output


# ---- The attestations


def test_attestations_close_both_dossiers_of_the_candidate(flawless_site: Built) -> None:
    built = flawless_site
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


def test_no_attestation_in_a_public_site(tmp_path: Path) -> None:
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

    built = build(root, strict=True)
    for name, content in built.files().items():
        assert "canari" not in name.lower()
        assert b"canari" not in content.lower(), name
        assert not re.search(rb"attestations?\b", content) or name.startswith("assets/"), name
    assert not [n for n in built.files() if "37x41" in n]
    assert "Annexe 2 — bon" in built.page("e4/vente")  # the other annexes are there

    complete = build_for_candidate(root)
    assert [n for n in complete.files() if "37x41" in n]
    assert not [n for n in complete.files() if "canari" in n.lower()]  # pictures of it, never the file itself


# ---- The checklist


def test_the_checklist_of_the_candidate(tmp_path: Path) -> None:
    root = portfolio(tmp_path, "603-meme-nature")
    built = build_for_candidate(root)
    html = built.page("conformite")
    listed = html[html.index('<div class="ndrc-conformite">') :]
    known = "conforme|a-corriger|a-surveiller|a-venir|non-verifie"
    states = re.findall(rf'<li class="({known})">.*?\((R\d+)', listed, re.DOTALL)
    assert [regle for etat, regle in states if etat == "a-corriger"] == ["R1", "R2"]
    assert [regle for etat, regle in states if etat == "non-verifie"] == ["R3", "R6", "R9", "R10"]  # no pages, no date
    assert '<a href="../e4/portes-ouvertes/">docs/e4/portes-ouvertes.md</a>, ligne 5' in listed
    assert str(tmp_path) not in html
    assert 'content="noindex"' in html
    for link in re.findall(r'<a href="([^"#:]+)"', listed[: listed.index("</div>")]):
        assert (built.site / "conformite" / link / "index.html").is_file()
    home = built.page("")
    assert '<a href="./conformite/">Conformité du dossier</a>' in home
    assert "2 règles à corriger" in home


def test_the_checklist_has_the_rules_of_its_session_and_says_once_which_models_it_has(tmp_path: Path) -> None:
    root = portfolio(tmp_path, "675-dossier-de-2025-sans-faute")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8").replace("session: 2025", "session: 2027")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    built = build_for_candidate(root)
    page = built.page("conformite")
    known = typeset("modèles de 2025, les plus récents connus ; comparez avec ceux de votre centre")
    assert page.count(known) == built.output.count(known) == 1
    assert not re.search("WARNING|ERROR", built.output)
    listed = re.findall(r"<small>\((R[^<]*)\)</small>", page)
    expected = ["R1 : pénalité", "R2 : pénalité", *["R3 : obligatoire"] * 3, "R4 : NV", "R5 : NV", "R6 : NV"]
    expected += ["R7 : pénalité", "R8 : obligatoire", "R10, comme R3 : pénalité", "R10, comme R3 : conseil"]
    assert listed == [typeset(text) for text in (*expected, *(f"R10, comme R{n} : NV" for n in (4, 5, 6)))]
    assert "n’aura pas le diplôme à cette session" in page


def test_the_checklist_is_not_in_the_public_site(flawless: Path) -> None:
    built = build(flawless, strict=True)
    assert "e4/vente/index.html" in built.files()
    for name, content in built.files().items():
        assert "conformite" not in name
        assert "Conformité du dossier" not in content.decode("utf-8", errors="replace"), name


def test_the_checklist_gives_way_to_a_page_of_the_author(tmp_path: Path) -> None:
    """With addresses that end with `.html`, and a page of the author's that has its name."""
    root = portfolio(tmp_path, use_directory_urls="false")
    (root / "docs" / "conformite.md").write_text("# La mienne\n", encoding="utf-8")
    built = build_for_candidate(root)
    assert "La mienne" in built.page("conformite.html")
    assert "ndrc-controles" in built.page("conformite-du-dossier.html")
    assert '<a href="./conformite-du-dossier.html">Conformité du dossier</a>' in built.page("index.html")


def test_the_commission_has_no_checklist(tmp_path: Path) -> None:
    root = portfolio(tmp_path, "639-dossier-de-la-commission")
    built = build(root, strict=True)
    assert "pas encore conforme" not in built.output
    assert not (root / "site-jury" / "conformite").exists()


def test_serve_leads_to_the_line_in_the_editor(tmp_path: Path) -> None:
    with serve_pages(portfolio(tmp_path, "603-meme-nature")) as page:
        html = page("conformite/")
        assert "ndrc-controles" in html
        link = re.search(r'<a href="vscode://file/([^"]+portes-ouvertes\.md):5:9">ligne 5</a>', html)
        assert link
        assert (tmp_path.anchor / Path(link[1])).is_file()
        assert "a la même nature" in page("e4/portes-ouvertes/")
