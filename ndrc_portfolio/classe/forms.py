"""The forms of the commission for a whole class, filled in with what the list and the portfolios say."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.classe.following import Followed, Suivi
from ndrc_portfolio.formulaires.empty_fiche import empty_fiche
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.messages.words import bare_number
from ndrc_portfolio.rendering.blank import blank_forms
from ndrc_portfolio.rendering.templates import Templates, template_environment

COMMISSION = "commission"
"""Where the commission writes, a folder a candidate."""
PILES = {"candidat": "formulaires-candidats.pdf", "jury": "formulaires-jury.pdf"}
"""What goes to the candidates, and what never does."""

# Which dates of the list go to which cells.
_DATES = {
    "E4": {"date": "e4_b", "date_epreuve": "e4_b", "situation_a.date": "e4_a", "situation_b.date": "e4_b"},
    "E6": {"situation_a.date": "e6_a", "situation_b.date": "e6_b"},
}


class Sheets(NamedTuple):
    """A form for all candidates as one page to print, which readers its pile is for, and for how many candidates."""

    form: Formulaire
    pile: str
    html: str
    candidates: int


def forms_of(modeles: Modeles) -> list[Formulaire]:
    """The forms that a commission fills in for each candidate, in the order of a packet."""
    forms = (f for f in modeles.formulaires.values() if not (f.by_candidat or f.keyword.au_besoin))
    return sorted((f for f in forms if not f.keyword.a_la_main), key=lambda f: (f.epreuve, f.keyword.rang))


def known(form: Formulaire, suivi: Suivi, modeles: Modeles, number: str = "") -> dict[Chemin, str]:
    """What is known of the head of a form about a student: by whom, when, about which fiche."""
    eleve = suivi.eleve
    cells = {"candidat.nom": eleve.nom, "candidat.prenom": eleve.prenom, "candidat.numero": number}
    cells |= {cell: eleve.dates.get(column, "") for cell, column in _DATES.get(form.epreuve, {}).items()}
    if form.epreuve == "E4" and (numero := eleve.dates.get("e4_fiche", "")):
        cells |= {f"{about}.numero": numero for about in ("activite", "situation_b")}
        pieces = suivi.resultat.pieces if suivi.resultat else ()
        of_epreuve = (p for p in pieces if modeles.formulaires[p.form].epreuve == form.epreuve)
        for piece in (p for p in of_epreuve if bare_number(p.numero) == bare_number(numero)):
            for about in ("activite.", "situation_b."):
                cells |= {f"{about}titre": piece.titre, f"{about}nature": piece.value}
            cells["nature"] = piece.value
    return {tuple(cell.split(".")): text for cell, text in cells.items() if text and cell in form.identification}


def sheets(followed: Followed, modeles: Modeles, numbers: Mapping[str, str]) -> Iterator[Sheets]:
    """Each form for all students, to print. `numbers` are the candidates', by key, if they are to stand there."""
    rendering = Templates(template_environment(), "jury")
    for form in forms_of(modeles):
        given = [known(form, s, modeles, numbers.get(s.eleve.cle, "")) for s in followed.suivis]
        pile = "jury" if form.audience == "jury" else "candidat"
        yield Sheets(form, pile, blank_forms(form, modeles.session, rendering, given), len(given))


def sources(followed: Followed, modeles: Modeles) -> Iterator[tuple[str, str]]:
    """The same forms to be filled in on the screen: files by path, one folder for each student."""
    for suivi in followed.suivis:
        for form in forms_of(modeles):
            yield f"{COMMISSION}/{suivi.eleve.cle}/{form.id}.md", empty_fiche(form, known(form, suivi, modeles))


def bind_packets(printed: Sequence[tuple[Path, int]], target: Path) -> int:
    """One PDF in the order of packets, from one PDF a form, each for so many candidates; its number of pages.

    A form whose pages are not shared out evenly stands whole at the end.
    """
    import pikepdf

    pdfs = [(pikepdf.open(path), count) for path, count in printed]
    with pikepdf.new() as batch:
        even = [(pdf, len(pdf.pages) // count) for pdf, count in pdfs if len(pdf.pages) % count == 0]
        for i in range(printed[0][1] if even else 0):
            for pdf, each in even:
                for page in pdf.pages[i * each : (i + 1) * each]:
                    batch.pages.append(page)
        for pdf in (pdf for pdf, count in pdfs if len(pdf.pages) % count):
            for page in pdf.pages:
                batch.pages.append(page)
        batch.save(target)
        return len(batch.pages)
