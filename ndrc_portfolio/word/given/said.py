"""All that is to be said of a fiche that was written from a Word file, each thing at its line."""

from collections.abc import Iterator, Mapping

from ndrc_portfolio.formulaires.model import Champ, full_label
from ndrc_portfolio.messages.catalogue.word import (
    TAKEN_OTHERWISE,
    DrawnTick,
    FromLabelCell,
    Guessed,
    Leftover,
    NotCopied,
    Relabelled,
    Undecided,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import bare
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.word.given.draft import Written
from ndrc_portfolio.word.given.drafting import Drafted
from ndrc_portfolio.word.given.model import Document
from ndrc_portfolio.word.given.read_form import Read


def said_of(
    path: str, read: Read, drafted: Drafted, written: Written, document: Document, more: list[Message]
) -> list[Diagnostic]:
    """Diagnostics of the fiche at `path`; `more` is what concerns all of it."""
    lines = written.source.split("\n")

    def at(line: int, message: Message) -> Diagnostic:
        return message.at(path, Place(line, 1, max(1, len(lines[line - 1]))))

    found = [at(written.headings.get(c.chemin, 2) if c else 2, message) for c, message in _of_labels(read)]
    found += [at(2, message) for message in _of_boxes(read)]
    for line, (_, texte) in zip(written.leftovers, drafted.draft.leftovers, strict=True):
        found.append(at(line, Leftover(texte=texte)))
    found += [at(2, message) for message in _of_identity(drafted.identity, by_candidat=drafted.draft.form.by_candidat)]
    found += [at(1, TAKEN_OTHERWISE[what]) for what in document.said if what in TAKEN_OTHERWISE]
    return [*found, *(at(2, message) for message in more)]


def _of_labels(read: Read) -> Iterator[tuple[Champ | None, Message]]:
    form = read.page.form
    for etiquette, champ in read.found.guessed:
        yield champ, Guessed(rubrique=full_label(form, champ), etiquette=etiquette)
    for champ in read.found.from_label:
        yield champ, FromLabelCell(rubrique=full_label(form, champ))
    for etiquette, libelle, of in read.found.relabelled:
        yield of, Relabelled(etiquette=etiquette, rubrique=libelle)


def _of_boxes(read: Read) -> Iterator[Message]:
    for one in read.ticked:
        names = {o.valeur: o.libelle for o in one.champ.options}
        champ = one.champ.libelle.removesuffix(":").strip() or bare(one.champ.keyword.nom) or one.champ.cle
        if one.undecided:
            yield Undecided(champ=champ, cle=one.champ.cle, valeurs=list(names))
        elif one.drawn:
            choisi = ", ".join(names[v] for v in one.valeurs)
            yield DrawnTick(champ=champ, cle=one.champ.cle, valeurs=list(names), choisi=choisi)


def _of_identity(identity: Mapping[str, str], *, by_candidat: bool) -> Iterator[Message]:
    names = [identity[key] for key in ("nom", "prenom") if key in identity]
    if names:
        ou = "écrivez-le dans mkdocs.yml, sous « candidat »" if by_candidat else "écrivez-le en tête, sous « candidat »"
        yield NotCopied(quoi=f"le nom du candidat est « {' '.join(names)} »", ou=ou)
    if "numero" in identity:
        yield NotCopied(quoi="le numéro du candidat est", ou="écrivez-le dans prive.yml, et nulle part ailleurs")
