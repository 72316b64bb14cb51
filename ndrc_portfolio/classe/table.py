"""The table of a class: a line for each student, in words. Terminal, CSV, XLSX and site show the same."""

import datetime
from collections.abc import Sequence
from typing import NamedTuple

from ndrc_portfolio.classe.following import Followed, Suivi
from ndrc_portfolio.classe.model import Echeance
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.messages.french import plural

Cell = str | int
MISSING = "–"


class Column(NamedTuple):
    """A column: its name in files, and as it is read."""

    key: str
    title: str


def columns(modeles: Modeles, echeances: Sequence[Echeance]) -> list[Column]:
    """The columns of a class: fixed ones, one for each document that is asked for, one for each deadline."""
    documents = [Column(f"{form}{f':{value}' if value else ''}", title) for form, value, title in documents_of(modeles)]
    return [
        *(Column("nom", "Nom"), Column("prenom", "Prénom"), Column("cle", "Clé"), Column("groupe", "Groupe")),
        *(Column("etat", "État"), Column("erreurs", "Erreurs"), Column("avertissements", "Avertissements")),
        Column("infos", "Infos"),
        *documents,
        *(Column("annexes", "Annexes"), Column("attestations", "Attestations"), Column("semaines", "Semaines")),
        *(Column("avancement", "Avancement"), Column("recu_le", "Reçu le")),
        *(Column(f"echeance:{e.titre}", e.titre) for e in echeances),
    ]


def documents_of(modeles: Modeles) -> list[tuple[str, str, str]]:
    """The documents that a candidate writes: form, value of its choice, title."""
    found = []
    for form in modeles.formulaires.values():
        if form.by_candidat and not form.keyword.a_la_main and not form.keyword.au_besoin:
            options = form.choix.options if form.choix else ()
            found += [(form.id, o.valeur, f"{form.epreuve} {o.libelle}") for o in options]
            found += [] if options else [(form.id, "", form.titre)]
    return found


def row(suivi: Suivi, modeles: Modeles, echeances: Sequence[Echeance], today: datetime.date) -> dict[str, Cell]:
    """The cells of a student, by the key of their column; those that nothing is known of are left out."""
    eleve, result = suivi.eleve, suivi.resultat
    cells: dict[str, Cell] = {
        "nom": eleve.nom,
        "prenom": eleve.prenom,
        "cle": eleve.cle,
        "groupe": eleve.groupe,
        "etat": suivi.state,
    }
    cells |= {f"echeance:{e.titre}": on_time(e, suivi.past.met.get(e.titre), today) for e in echeances}
    if suivi.day:
        cells["recu_le"] = f"{suivi.day:%d/%m/%Y}"
    if result is None:
        return cells
    cells |= {
        "erreurs": result.count("error"),
        "avertissements": result.count("warning"),
        "infos": result.count("info"),
    }
    if result.refused:
        return cells
    for form, value, _ in documents_of(modeles):
        cells[f"{form}{f':{value}' if value else ''}"] = _document(suivi, form, value)
    weeks = f"{result.weeks:g}".replace(".", ",") if result.attestations else MISSING
    return cells | {
        "annexes": result.annexes,
        "attestations": result.attestations,
        "semaines": weeks,
        "avancement": f"{result.progress}\u00a0%",
    }


def rows(followed: Followed, modeles: Modeles) -> list[dict[str, Cell]]:
    """The lines of a class, in the order of its list."""
    return [row(suivi, modeles, followed.classe.echeances, followed.today) for suivi in followed.suivis]


def on_time(echeance: Echeance, met: str | None, today: datetime.date) -> str:
    """« à l’heure », « en retard de 3 jours », « rien remis (3 jours) », « à rendre le 30/11/2026 »."""
    if met is None:
        late = (today - echeance.le).days
        return f"rien remis ({plural(late, 'jour')})" if late > 0 else f"à rendre le {echeance.le:%d/%m/%Y}"
    day = datetime.date.fromisoformat(met)
    late = (day - echeance.le).days
    if late <= 0:
        return "à l’heure"
    over = ", hors délai" if day > echeance.limite else ""
    return f"en retard de {plural(late, 'jour')}{over}"


def totals(followed: Followed) -> str:
    """« 35 élèves : 30 portfolios lus, 1 illisible, 1 refusé, 3 sans remise »."""
    states = [suivi.state for suivi in followed.suivis]
    unread, refused, nothing = (states.count(word) for word in ("illisible", "pas reçu", "rien remis"))
    read = len(states) - unread - refused - nothing
    parts = [f"{plural(read, 'portfolio')} {'lus' if read > 1 else 'lu'}"]
    parts += [plural(unread, "illisible")] if unread else []
    parts += [plural(refused, "refusé")] if refused else []
    parts += [f"{nothing} sans remise"] if nothing else []
    return f"{plural(len(states), 'élève')} : {', '.join(parts)}."


def _document(suivi: Suivi, form: str, value: str) -> str:
    """A document in a word: « absent », « 60 % », « finale », « à corriger »; several are told."""
    assert suivi.resultat
    found = [p for p in suivi.resultat.pieces if p.form == form and (not value or p.value == value)]
    if not found:
        return "absent"
    piece = found[0]
    state = "à corriger" if piece.errors else "finale" if piece.finale else f"{piece.percent}\u00a0%"
    return state if len(found) == 1 else f"{state} ({len(found)} fois)"
