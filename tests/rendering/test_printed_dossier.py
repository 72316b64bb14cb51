"""The printed dossier, without a browser and without a site: its contents, its page, what it has on paper."""

import re
from datetime import date

import pytest

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.sessions import load_forms
from ndrc_portfolio.pdf.stamp import fingerprint
from ndrc_portfolio.portfolio.configuration.attestation import Attestation
from ndrc_portfolio.portfolio.configuration.identite import Identite
from ndrc_portfolio.portfolio.model import Dossier
from ndrc_portfolio.rendering.document import Document, ShownAnnexe, SitePicture
from ndrc_portfolio.rendering.dossier import (
    BOX_COLOUR,
    PAGE_TO_PRINT,
    Paper,
    PrintedDossier,
    contents,
    every,
    render,
    title_anchors,
    to_print,
)
from ndrc_portfolio.rendering.links import link_inside, unlink
from ndrc_portfolio.rendering.templates import Templates, template_environment

FORM = (
    '<p id="haut"><a href="#haut">ici</a> <a href="../b/">autre</a> <a href="../b/#bas">bas</a> '
    '<a href="../guide/">guide</a> <a href="/racine">racine</a> <a href="file:///C:/a.txt">disque</a> '
    '<a href="https://exemple.fr/">loin</a> <img src="../images/photo.png"></p>'
)


@pytest.fixture(scope="module")
def rendering() -> Templates:
    return Templates(template_environment(), "candidat")


@pytest.fixture(scope="module")
def dossier() -> PrintedDossier:
    forms = load_forms(2020)

    def document(name: str, titre: str, *annexes: ShownAnnexe) -> Document:
        source = f"---\nfiche: e4-activite\nnature: negociation-vente\nnumero: 1\ntitre: {titre}\n---\n"
        fiche = read_fiche(source.encode(), f"{name}.md", forms)
        assert fiche is not None
        assert fiche.formulaire is not None
        identite = Identite("Roussel", "Camille", "0123")
        return Document(f"{name}.md", f"{name}/", fiche, fiche.formulaire, 2027, identite, annexes)

    pages = [SitePicture(f"assets/annexes/p{i}.png", 100 + i, 200) for i in range(4)]
    documents = [
        (document("a", "« Vente   &  suivi »", ShownAnnexe(1, "Mandat <signé>", pages[:2])), FORM),
        (document("b", "Portes ouvertes", ShownAnnexe(1, "Affiche", pages[2:3])), '<p id="bas">b</p>'),
    ]
    attestation = Attestation(1, organisation="Auto Dépôt", du=date(2026, 1, 5), au=date(2026, 2, 6))
    joined = ShownAnnexe(1, "Auto Dépôt", pages[3:], "Attestation")
    return PrintedDossier(Dossier("e4", "E4", "Dossier E4", ("a.md", "b.md")), documents, [(attestation, joined)])


def test_the_contents_are_those_of_the_dossier(dossier: PrintedDossier) -> None:
    shown = [(e.level, e.anchor, e.title) for e in every(contents(dossier))]
    assert shown == [
        (1, "d1-fiche", "Fiche 1 — « Vente & suivi »"),
        (2, "d1-annexe-1", "Annexe 1 — Mandat <signé>"),
        (1, "d2-fiche", "Fiche 1 — Portes ouvertes"),
        (2, "d2-annexe-1", "Annexe 1 — Affiche"),
        (1, "attestations", "Attestations"),
        (2, "a-attestation-1", "Attestation 1 — Auto Dépôt"),
    ]
    assert title_anchors(dossier) == ["d1-fiche", "d2-fiche"]
    assert contents(dossier)[0].detail.startswith("Négociation Vente")


def test_every_line_leads_somewhere_in_the_site_and_on_paper(rendering: Templates, dossier: PrintedDossier) -> None:
    anchors = [e.anchor for e in every(contents(dossier))]
    pages = {anchor: i for i, anchor in enumerate(anchors, 41)}
    for paper in (None, Paper(), Paper(pages)):
        html = to_print(rendering, dossier, "", paper)
        listed = html.partition("<h1>Sommaire</h1>")[2].partition("</section>")[0]
        assert re.findall(r'href="#([^"]+)"', listed) == anchors
        ids = re.findall(r'\sid="([^"]+)"', html)
        assert set(anchors) <= set(ids)
        assert len(ids) == len(set(ids))
        numbers = re.findall(r'<b class="numero">(\d*)</b>', listed)
        assert numbers == ([] if paper is None else [str(paper.pages.get(a, "")) for a in anchors])


def test_blank_pages_stand_before_their_documents(rendering: Templates, dossier: PrintedDossier) -> None:
    html = to_print(rendering, dossier, "", Paper(blanks=("d2-fiche",)))
    assert html.count("page laissée blanche") == 1
    assert html.index('id="d1-fiche"') < html.index("page laissée blanche") < html.index('id="d2-fiche"')


def test_boxes_are_laid_out_as_the_pictures_and_in_their_order(rendering: Templates, dossier: PrintedDossier) -> None:
    wanted = {"p1.png", "p2.png", "p3.png"}
    names = [picture.name for picture in dossier.pictures]
    assert names == ["p0.png", "p1.png", "p2.png", "p3.png"]
    html = to_print(rendering, dossier, "", Paper(boxes=wanted))
    assert re.findall(r"/(p\d\.png)", html) == ["p0.png"]
    boxes = re.findall(r'<svg class="page-annexe" width="(\d+)" height="200" viewBox="0 0 \1 200" role="img"', html)
    assert boxes == ["101", "102", "103"]
    assert html.count(f'fill="rgb{BOX_COLOUR}"') == 3
    assert 'aria-label="Annexe 1 — Mandat &lt;signé&gt; (2/2)"' in html


def test_annexes_have_a_heading_on_paper_alone(rendering: Templates, dossier: PrintedDossier) -> None:
    heading = "<figcaption><h2>Annexe 1 — Mandat &lt;signé&gt; (1/2)</h2></figcaption>"
    assert heading in to_print(rendering, dossier, "", Paper())
    assert "<figcaption><h2>" not in to_print(rendering, dossier, "")


def test_anchors_to_measure_by_are_linked_to(rendering: Templates, dossier: PrintedDossier) -> None:
    cover = to_print(rendering, dossier, "", Paper(marks=("d1-cadre", "d2-cadre"))).partition("</section>")[0]
    assert re.findall(r'<a href="#([^"]+)" aria-hidden="true"', cover) == ["d1-cadre", "d2-cadre"]


def test_no_link_leaves_the_paper_for_the_site(rendering: Templates, dossier: PrintedDossier) -> None:
    def links(html: str) -> list[str]:
        return re.findall(r'<a href="([^"]+)">(?:ici|autre|bas|guide|racine|disque|loin)<', html)

    inside = ["#d1-haut", "#d2-fiche", "#d2-bas"]
    site = to_print(rendering, dossier, "")
    assert links(site) == [*inside, "../guide/", "/racine", "file:///C:/a.txt", "https://exemple.fr/"]
    paper = to_print(rendering, dossier, "", Paper())
    assert links(paper) == [*inside, "https://exemple.fr/"]
    assert [h for h in re.findall(r'<a\b[^>]*\shref="([^"]*)"', paper) if not h.startswith(("#", "https:"))] == []
    assert "<a>guide</a>" in paper
    assert 'src="../images/photo.png"' in paper


@pytest.mark.parametrize("url", ["", "?q=1", "b.html", "/b", "FILE:///b"])
def test_a_link_of_the_site_is_no_link_any_more(url: str) -> None:
    html = f'<a class="x" href="{url}" title="t">b</a><area href="{url}"><abbr>c</abbr>'
    assert unlink(html) == f'<a class="x" title="t">b</a><area href="{url}"><abbr>c</abbr>'
    assert link_inside(html, "", {}) == html


def test_the_fingerprint_is_that_of_the_page_of_the_site(rendering: Templates, dossier: PrintedDossier) -> None:
    """Whatever is printed, and whatever is offered beside it: else no PDF would ever be up to date."""
    mark = fingerprint(to_print(rendering, dossier, ""))
    to_print(rendering, dossier, "", Paper({"d1-fiche": 3}, blanks=("d2-fiche",), boxes=("p1.png",)))
    assert fingerprint(to_print(rendering, dossier, "")) == mark
    assert fingerprint(render(rendering, dossier, PAGE_TO_PRINT, "", indexed=False)) == mark


def test_a_wide_annexe_lies_on_its_side_and_a_tall_one_is_cut_into_strips(
    rendering: Templates, dossier: PrintedDossier
) -> None:
    (document, form), *others = dossier.documents
    pictures = [SitePicture("plan.png", 1684, 1191), SitePicture("photo.jpg", 400, 300), SitePicture("long.png", 6, 60)]
    annexes = [ShownAnnexe(i, "", [picture]) for i, picture in enumerate(pictures, 1)]
    html = to_print(rendering, dossier._replace(documents=[(document._replace(annexes=annexes), form), *others]), "")
    figures = html.split("<figure")[1:5]
    assert ["paysage" in figure for figure in figures] == [True, False, False, False]
    assert "@page p1{size:A4 landscape;" in html
    assert "#d1 .paysage{page:p1}" in html
    assert [figure.count("<img") for figure in figures] == [1, 1, 2, 2]
    places = [float(place) for place in re.findall(r"object-position:0 ([\d.]+)%", html)]
    assert places == pytest.approx([0, 100 / 3, 200 / 3, 100])
    assert re.findall(r"<figcaption>([^<]+)<", html)[:4] == ["Annexe 1", "Annexe 2", "Annexe 3", "Annexe 3 (suite)"]
    assert html.count('id="d1-annexe-3"') == 1
