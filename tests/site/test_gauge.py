"""The gauge of `mkdocs serve` against what a real browser prints, on fiches of random length."""

import math
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PIL import Image
from playwright.sync_api import Browser

from tests.support import CANDIDAT, Contents, build, print_page, serve, write

pytestmark = pytest.mark.navigateur

MM = 72 / 25.4
PAGE = 264 * MM  # between the margins
TOLERANCE = 0.03  # of a page: a line is 0.017
LONGUEURS_E4 = ((40, 60), (90, 260), (150, 200), (170, 290), (180, 140), (200, 60), (60, 330), (240, 420), (330, 80))
LONGUEURS_ETUDE = (300, 650, 950, 1080, 1200)
MOTS = """
client prospect négociation objectif vente magasin équipe relance suivi offre besoin argument réunion bilan réseau
partenaire animation visite écoute délai facture le la les de un une et à en pour par avec sur dans qui aujourd’hui
"""
E4 = """\
---
fiche: e4-activite
numero: {numero}
titre: {titre}
cadre:
  nom: Auto Dépôt
  offre_commerciale: {offre}
---
## Analyse de l’activité

### Historique/Problématique de l’activité

{historique}

### Acteurs concernés

{acteurs}

## Déroulement de l’activité

### Phases

{phases}

### Outils mobilisés

{outils}

## Ciblage et prospection

### Démarche

{demarche}

### Activités réalisées

{activites}

## Exploitation et mutualisation de l’information commerciale

### Contribution à l’expertise commerciale de l’organisation

{contribution}
"""
ETUDE = """\
---
fiche: e6-etude-reflexive
theme: {theme}
problematique: {problematique}
---
## Développement structuré

{texte}
"""


def phrase(rng: random.Random, words: float) -> str:
    return " ".join(rng.choices(MOTS.split(), k=max(1, int(words)))).capitalize() + "."


def markdown(rng: random.Random, words: float) -> str:
    """About so many words: paragraphs, bold, lists, tables, quotations."""
    blocks: list[str] = []
    while (written := sum(len(b.split()) for b in blocks)) < words:
        n = min(int(words - written), rng.randint(8, 45))
        match rng.choice(("paragraph", "paragraph", "bold", "list", "numbers", "table", "quotation")):
            case "paragraph":
                blocks.append(phrase(rng, n))
            case "bold":
                blocks.append(f"**{phrase(rng, 3)}** {phrase(rng, n)}")
            case "quotation":
                blocks.append(f"> {phrase(rng, n)}")
            case "table":
                rows = [f"| {phrase(rng, 2)} | {phrase(rng, n / 8)} |" for _ in range(3)]
                blocks.append("\n".join(["| Point | Fait |", "|---|---|", *rows]))
            case marked:
                marker = "-" if marked == "list" else "1."
                blocks.append("\n".join(f"{marker} {phrase(rng, n / 3)}" for _ in range(3)))
    return "\n\n".join(blocks)


def fiche_e4(rng: random.Random, numero: int, recto: int, verso: int) -> str:
    photo = "\n\n![Une photo](photo.png)" if numero % 3 == 0 else ""
    return E4.format(
        numero=numero,
        titre=phrase(rng, 5),
        offre=phrase(rng, recto / 8),
        historique=markdown(rng, recto / 3),
        acteurs=markdown(rng, recto / 6),
        phases=markdown(rng, recto / 3) + photo,
        outils=phrase(rng, recto / 16),
        demarche=markdown(rng, verso / 4),
        activites=markdown(rng, verso / 2),
        contribution=markdown(rng, verso / 4),
    )


def etude(rng: random.Random, words: int) -> str:
    return ETUDE.format(theme=phrase(rng, 8), problematique=phrase(rng, 20), texte=markdown(rng, words))


@dataclass(frozen=True)
class Mesure:
    """What was printed of a fiche, side by side, and what its gauge said."""

    nom: str
    vrai: list[float]
    jauge: float
    etat: str
    texte: str

    @property
    def deborde(self) -> bool:
        return max(self.vrai) > 2 / len(self.vrai)


@dataclass(frozen=True)
class Essai:
    """All the measures, what the console said meanwhile, and what the pages asked for."""

    url: str
    mesures: list[Mesure]
    dits: list[str]
    demandes: list[str]


@pytest.fixture(scope="module")
def portfolio(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rng = random.Random(4)
    files: Contents = {f"e4-{n}.md": fiche_e4(rng, n, *words) for n, words in enumerate(LONGUEURS_E4, 1)}
    files |= {f"etude-{n}.md": etude(rng, words) for n, words in enumerate(LONGUEURS_ETUDE, 1)}
    files["e6.md"] = "---\nfiche: e6-activite\n---\n"
    root = write(tmp_path_factory.mktemp("jauge"), files)
    Image.new("RGB", (300, 110), "#5a8cc8").save(root / "docs" / "photo.png")
    return root


@pytest.fixture(scope="module")
def essai(portfolio: Path, browser: Browser) -> Iterator[Essai]:
    """Each fiche, printed and looked at under `mkdocs serve`, on a wide screen and on a phone by turns."""
    with serve(portfolio) as url:
        done = Essai(url, [], [], [])
        page, paper = browser.new_page(), browser.new_page()
        page.on("console", lambda m: done.dits.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: done.dits.append(str(error)))
        page.on("request", lambda request: done.demandes.append(request.url))
        for i, path in enumerate(sorted((portfolio / "docs").glob("e[4t]*.md"))):
            width = (1280, 390)[i % 2]
            page.set_viewport_size({"width": width, "height": 800})
            page.goto(f"{url}{path.stem}/")
            gauge = page.locator(".ndrc-jauge")
            gauge.locator(".texte").wait_for()
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path.stem
            value, state = (str(gauge.get_attribute(f"data-{name}")) for name in ("valeur", "etat"))
            printed = ends(print_page(paper, f"{url}{path.stem}/imprimer/"))
            done.mesures.append(Mesure(path.stem, printed, float(value), state, gauge.inner_text()))
        page.close()
        paper.close()
        yield done


def ends(document: pdfium.PdfDocument) -> list[float]:
    """Where each side ends, in pages: 1.25 is a quarter of the way down a second one."""
    ends: list[float] = []
    for printed in document:
        bounds = [thing.get_bounds() for thing in printed.get_objects()]
        bottom = min(low for _, low, _, high in bounds if high > 18 * MM + 2)  # the footer is below
        end = min(1, (printed.get_height() - 15 * MM - bottom) / PAGE)
        if not ends or "CIBLAGE ET PROSPECTION" in printed.get_textpage().get_text_bounded():
            ends.append(end)
        else:
            ends[-1] = math.ceil(ends[-1]) + end
    return ends


def position(sides: list[float]) -> float:
    """The end of the form: the sides before the last take whole pages."""
    return sum(map(math.ceil, sides[:-1])) + sides[-1]


def test_the_lengths_are_on_both_sides_of_the_limits(essai: Essai) -> None:
    for prefix in ("e4", "etude"):
        shown = [m for m in essai.mesures if m.nom.startswith(prefix)]
        assert {m.deborde for m in shown} == {True, False}
    assert {m.etat for m in essai.mesures} == {"bien", "bientot", "trop"}
    assert any(0.9 < side < 1 for m in essai.mesures for side in m.vrai)


def test_the_gauge_is_right_under_the_limit(essai: Essai) -> None:
    for mesure in essai.mesures:
        if not mesure.deborde:
            assert mesure.jauge == pytest.approx(position(mesure.vrai), abs=TOLERANCE), mesure
            shown = re.search(r"environ ([\d,]+) pages? sur 2", mesure.texte)
            assert shown
            assert float(shown[1].replace(",", ".")) == pytest.approx(mesure.jauge, abs=0.051)


def test_the_gauge_is_never_silent_past_the_limit(essai: Essai) -> None:
    for mesure in essai.mesures:
        if mesure.deborde:
            assert mesure.etat == "trop", mesure
            assert re.search("dépasse|risque de déborder", mesure.texte)
            for name, side in zip(("le recto", "le verso"), mesure.vrai, strict=len(mesure.vrai) == 2):
                assert len(mesure.vrai) == 1 or side <= 1 or f"{name} dépasse" in mesure.texte


def test_the_page_complains_of_nothing_and_calls_no_other(essai: Essai) -> None:
    assert not essai.dits
    assert not [u for u in essai.demandes if not u.startswith((essai.url, "data:"))]


def test_only_a_form_with_a_limit_has_a_gauge(essai: Essai, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(essai.url + "e6/")
    assert page.locator(".ndrc").count() == 1
    assert page.locator(".ndrc-jauge").count() == 0
    page.close()


def test_what_cannot_be_measured_is_not_shown(essai: Essai, browser: Browser) -> None:
    page = browser.new_page()
    page.route("**/imprimer/", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto(essai.url + "e4-1/")
    page.wait_for_function("!document.querySelector('.ndrc-cadre')")
    assert page.locator(".ndrc-jauge").inner_text() == ""
    page.close()


def test_a_built_site_has_no_gauge(portfolio: Path) -> None:
    write(portfolio, {}, CANDIDAT)
    built = build(portfolio)
    assert "ndrc-actions" in built.page("e4-1")
    assert not [name for name, content in built.files().items() if b"ndrc-jauge" in content or "jauge" in name]
