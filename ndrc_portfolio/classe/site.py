"""The pages of a class: static, private, opened from the disk. What a student has written never acts there."""

import datetime
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from ndrc_portfolio.classe.documents import Shown
from ndrc_portfolio.classe.following import Followed, Suivi
from ndrc_portfolio.classe.model import SITE
from ndrc_portfolio.classe.table import Cell, columns, documents_of, on_time, row, totals
from ndrc_portfolio.formulaires.data import data_dir
from ndrc_portfolio.formulaires.modeles import Modeles
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.configuration.attestation import format_weeks
from ndrc_portfolio.rendering.templates import Templates, template_environment

_MARK = ".ndrc-classe"  # of a folder that may be made anew
_SHEETS = ("formulaire.css", "grille.css", "print.css")
_STATES = {
    "conforme": ("bon", "respectée"),
    "a-corriger": ("mauvais", "à corriger"),
    "a-surveiller": ("moyen", "à surveiller"),
    "a-venir": ("neutre", "à venir"),
    "non-verifie": ("neutre", "pas vérifiée"),
}
_TONES = {
    **dict.fromkeys(("conforme", "finale", "à l’heure"), "bon"),
    **dict.fromkeys(("pénalité", "à corriger"), "moyen"),
    **dict.fromkeys(("NV", "illisible", "pas reçu", "rien remis", "absent"), "mauvais"),
}


class NotOurs(Exception):
    """A folder holds what is not of a class's site. Message in French."""


def site_files(
    followed: Followed, modeles: Modeles, shown: Mapping[str, Sequence[Shown]], about: Mapping[str, Sequence[Any]]
) -> Iterator[tuple[str, bytes]]:
    """The files of the site. `shown` are the documents of students, `about` what is to be said of them, by key."""
    rendering = Templates(template_environment(), "jury")

    def page(name: str, title: str, root: str, **values: Any) -> bytes:
        template = rendering.template(f"ndrc/classe/{name}")
        return template.render(title=title, root=root, script=name == "index.html", **values).encode()

    classe, day = followed.classe, f"{followed.today:%d/%m/%Y}"
    cells = {s.eleve.cle: row(s, modeles, classe.echeances, followed.today) for s in followed.suivis}
    shown_columns = [c for c in columns(modeles, classe.echeances) if c.key != "cle"]
    lines = [{"cle": cle, "cells": line, "tones": _tones(line)} for cle, line in cells.items()]
    title = f"{classe.nom}, session {classe.session}"
    table = {"columns": shown_columns, "lines": lines, "totals": typeset(totals(followed)), "day": day}
    yield "index.html", page("index.html", title, "", **table)
    yield "a-traiter.html", page("a-traiter.html", "À traiter", "", groups=_to_do(followed), said=followed.diagnostics)
    sheets = [{"nom": s.eleve.complet, "pieces": _checklist(cells[s.eleve.cle], modeles)} for s in followed.suivis]
    checklist = {"lines": sheets, "classe": classe.nom, "session": classe.session}
    yield "depot.html", page("depot.html", "Contrôle du dépôt", "", **checklist)
    for suivi in followed.suivis:
        cle = suivi.eleve.cle
        links = [
            {"path": d.path, "titre": d.titre, "why": d.why, "link": f"documents/{cle}-{i}.html" if d.html else ""}
            for i, d in enumerate(shown.get(cle, ()), 1)
        ]
        yield (
            f"eleves/{cle}.html",
            page(
                "eleve.html",
                suivi.eleve.complet,
                "../",
                suivi=suivi,
                result=suivi.resultat,
                day=f"{suivi.day:%d/%m/%Y}" if suivi.day else "",
                tone=_TONES.get(suivi.state, ""),
                states=_STATES,
                about=about.get(cle, ()),
                echeances=[
                    (e.titre, on_time(e, suivi.past.met.get(e.titre), followed.today)) for e in classe.echeances
                ],
                weeks=format_weeks(suivi.resultat.weeks) if suivi.resultat else "",
                shown=links,
                message=typeset(message_to(suivi, followed.today)),
            ),
        )
        for i, document in enumerate(shown.get(cle, ()), 1):
            if document.html:
                yield f"documents/{cle}-{i}.html", document.html.encode()
    yield "classe.css", rendering.template("ndrc/classe/feuille.html").render().encode()
    yield "classe.js", rendering.template("ndrc/classe/script.html").render().encode()
    for name in _SHEETS:
        yield f"assets/ndrc/{name}", (data_dir("overrides") / "assets" / "ndrc" / name).read_bytes()


def write_site(root: Path, files: Iterator[tuple[str, bytes]]) -> Path:
    """Write the site of a class whole, in the place of the last one; its folder.

    Raises:
        NotOurs: something else lies there.
        OSError: it cannot be written.
    """
    place = root / SITE
    if place.exists() and not (place / _MARK).is_file():
        raise NotOurs(f"{SITE}/ contient autre chose que les pages d’une classe : renommez-le d’abord")
    with tempfile.TemporaryDirectory(prefix=f".{SITE}-", dir=root, ignore_cleanup_errors=True) as folder:
        new = Path(folder) / "neuf"
        for name, content in files:
            (new / name).parent.mkdir(parents=True, exist_ok=True)
            (new / name).write_bytes(content)
        (new / _MARK).touch()
        if place.exists():
            place.rename(Path(folder) / "ancien")
        new.rename(place)
    shutil.rmtree(folder, ignore_errors=True)
    return place


def message_to(suivi: Suivi, today: datetime.date) -> str:
    """What a teacher may send to a student."""
    result, eleve = suivi.resultat, suivi.eleve
    hello = f"Bonjour {eleve.prenom or eleve.nom},\n\n"
    if result is None:
        why = f" : {suivi.fault}" if suivi.fault else ""
        return f"{hello}Je n’ai pas reçu votre portfolio{why or '.'}\nEnvoyez-moi son dossier entier, en ZIP."
    day = f", reçu le {suivi.day:%d/%m/%Y}" if suivi.day else ""
    if result.refused:
        return f"{hello}Votre portfolio{day} n’a pas pu être lu : {result.refused}"
    wrong = [s for s in result.said if s.severity != "info"]
    if not wrong:
        return f"{hello}Votre portfolio{day} : rien n’est à corriger au {today:%d/%m/%Y}."
    lines = [f"- {s.path}, ligne {s.line} : {s.message}" + (f"\n  {s.hint}" if s.hint else "") for s in wrong]
    return f"{hello}Votre portfolio{day} : voici ce qui est à corriger.\n\n" + "\n".join(lines)


def _deadlines(suivi: Suivi, followed: Followed) -> list[tuple[str, str]]:
    """Each deadline, and how it was kept."""
    met, today = suivi.past.met, followed.today
    return [(e.titre, on_time(e, met.get(e.titre), today)) for e in followed.classe.echeances]


def _to_do(followed: Followed) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """What waits for the teacher, the gravest first: a heading, and the students with why."""
    by_state: dict[str, list[tuple[str, str, str]]] = {}
    for suivi in followed.suivis:
        why = suivi.fault or (suivi.resultat.refused if suivi.resultat else "")
        by_state.setdefault(suivi.state, []).append((suivi.eleve.cle, suivi.eleve.complet, why))
    headings = {
        "pas reçu": "Remises refusées",
        "illisible": "Portfolios illisibles",
        "rien remis": "Rien remis",
        "NV": "Dossiers non valides (NV)",
        "pénalité": "Dossiers avec pénalité",
        "à corriger": "À corriger",
    }
    groups = [(heading, by_state[state]) for state, heading in headings.items() if state in by_state]
    for echeance in followed.classe.echeances:
        states = ((s.eleve, on_time(echeance, s.past.met.get(echeance.titre), followed.today)) for s in followed.suivis)
        late = [(eleve.cle, eleve.complet, state) for eleve, state in states if state.startswith(("en retard", "rien"))]
        groups += [(f"En retard : {echeance.titre}", late)] if late else []
    return groups


def _checklist(cells: Mapping[str, Cell], modeles: Modeles) -> list[tuple[str, Cell]]:
    pieces = [(title, f"{form}:{value}" if value else form) for form, value, title in documents_of(modeles)]
    pieces += [("Annexes", "annexes"), ("Attestations de stage (semaines)", "semaines")]
    return [(title, cells.get(key, "–")) for title, key in pieces]


def _tones(cells: Mapping[str, Cell]) -> dict[str, str]:
    """The colour of each cell, which says again what its word says."""

    def tone(cell: Cell) -> str:
        late = isinstance(cell, str) and cell.startswith(("en retard", "rien remis"))
        return "mauvais" if late else _TONES.get(str(cell), "")

    return {key: tone(cell) for key, cell in cells.items()}
