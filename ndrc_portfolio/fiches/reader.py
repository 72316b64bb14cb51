"""One document: from the bytes of a file to the text of each rubrique, with the place of everything.

    source        bytes                           → text
    front_matter  text                            → values of YAML, and the body
    entries       the front matter and the form   → what is given there
    sections      the body and the form           → the text below each heading

Reading never raises and never stops at the first fault: what is wrong stands in `Fiche.diagnostics`, what
could be read is kept, and after an unknown heading reading goes on with the nearest one (design §1, §4).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from ndrc_portfolio.fiches.entries import as_form_wants, read_entries
from ndrc_portfolio.fiches.fault import Fault
from ndrc_portfolio.fiches.front_matter import FrontMatter, names_a_fiche, read_front_matter
from ndrc_portfolio.fiches.keys import misspelt
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.sections import read_sections
from ndrc_portfolio.fiches.slip_faults import Extensions
from ndrc_portfolio.fiches.source import decode
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.formulaires.sessions import Elsewhere, Forms
from ndrc_portfolio.messages.catalogue.front_matter import (
    CurlyQuotes,
    DocumentLooksRight,
    FicheKeyMiswritten,
    FrontMatterFault,
    NoDocument,
    UnknownDocument,
    UnreadablePage,
)
from ndrc_portfolio.messages.catalogue.sessions import FilledByHand, FormEnded, FormNotYet, FormOfOtherModality
from ndrc_portfolio.messages.diagnostic import Edit
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import look_the_same, nearest, normalise


def read_fiche(
    source: bytes, path: str, formulaires: Mapping[str, Formulaire], extensions: Extensions = None
) -> Fiche | None:
    """Read one file. None when it is an ordinary page, of which nothing is to be said.

    `extensions`: of Markdown, those that `mkdocs.yml` names, if it is known.

    An ordinary page with a fault (an empty file, a front matter that MkDocs would drop in silence) comes back
    as a `Fiche` without `formulaire`, for its diagnostics.
    """
    text, unreadable = decode(source)
    lines = text.split("\n")
    if unreadable:
        return _with_faults(Fiche(path, lines, FrontMatter()), [unreadable])
    front_matter, miswritten = _with_fiche_key(read_front_matter(text))
    if not front_matter.present:
        return None
    if "fiche" not in front_matter.data and not (front_matter.faults and names_a_fiche(text)):
        swallowed = [Fault(UnreadablePage(fault=f.message), f.place, f.fix) for f in _swallowed(text)]
        return _with_faults(Fiche(path, lines, front_matter), swallowed) if swallowed else None
    form, unknown = _form(front_matter, formulaires)
    faults = [*miswritten, *front_matter.faults, *unknown]
    if form is None:
        explained = frozenset(tuple(map(str, p)) for p in front_matter.yaml.explained if p)
        return _with_faults(Fiche(path, lines, front_matter, explained=explained), faults)
    of_session = formulaires.get(form.id) is form
    return _read(path, lines, front_matter, form, faults, extensions, of_session=of_session)


def _swallowed(text: str) -> Iterator[Fault[FrontMatterFault]]:
    """The faults for which MkDocs would lose the front matter of an ordinary page in silence."""
    for fault in read_front_matter(text, as_mkdocs=True).faults:
        if not isinstance(fault.message, CurlyQuotes) or ": " in fault.message.valeur:
            yield fault


def _read(
    path: str,
    lines: Sequence[str],
    front_matter: FrontMatter,
    form: Formulaire,
    faults: Sequence[Fault[Message]],
    extensions: Extensions,
    *,
    of_session: bool,
) -> Fiche:
    front_matter = as_form_wants(front_matter, form)
    entries = read_entries(front_matter, lines, form, extensions)
    sections = read_sections(front_matter.body, front_matter.body_line, form, entries.values, extensions)
    spoilt = (tuple(map(str, p)) for p in front_matter.yaml.explained if p)
    every = ((cle,) for cle in form.schema["properties"])  # what is missing in what is not printed is not told
    fiche = Fiche(
        path,
        lines,
        front_matter,
        form,
        sections.values,
        entries.annexes,
        sections.definitions,
        sections.headings,
        sections.explained.union(spoilt, misspelt(front_matter, form), () if of_session else every),
        sections.unplaced,
    )
    return _with_faults(fiche, [*faults, *entries.faults, *sections.faults])


def _with_faults(fiche: Fiche, faults: Sequence[Fault[Message]]) -> Fiche:
    if not faults:
        return fiche
    return replace(fiche, diagnostics=tuple(fiche.diagnostic(f.message, f.place, f.fix) for f in faults))


def _with_fiche_key(front_matter: FrontMatter) -> tuple[FrontMatter, Sequence[Fault[Message]]]:
    """`Fiche:` for `fiche:` is reported, and read on with: the page must not pass for an ordinary one."""
    yaml = front_matter.yaml
    meant = next((key for key in yaml.data if normalise(key) in ("fiche", "fiches")), "fiche")
    if meant == "fiche" or "fiche" in yaml.data:
        return front_matter, ()
    place = yaml.key_places[meant,]
    data = {"fiche" if key == meant else key: value for key, value in yaml.data.items()}
    key_places = {**yaml.key_places, ("fiche",): place}
    right = replace(front_matter, yaml=replace(yaml, data=data, key_places=key_places))
    return right, [Fault(FicheKeyMiswritten(cle=meant), place, Edit(place, "fiche"))]


def _form(
    front_matter: FrontMatter, formulaires: Mapping[str, Formulaire]
) -> tuple[Formulaire | None, Sequence[Fault[Message]]]:
    """The form that `fiche:` names, else the one that it is sure to mean."""
    value = front_matter.data.get("fiche")
    if isinstance(value, str) and value in formulaires:
        form = formulaires[value]
        by_hand = [Fault(FilledByHand(fiche=value), front_matter.place(("fiche",)))] if form.keyword.a_la_main else []
        return form, by_hand
    if value is None and front_matter.faults:
        return None, ()  # the fault of its line is reported already
    place = front_matter.place(("fiche",))
    known = tuple(i for i, form in formulaires.items() if not form.keyword.a_la_main)
    if isinstance(value, str) and isinstance(formulaires, Forms) and (other := formulaires.elsewhere.get(value)):
        # It is read as the form that it was: nothing of it is lost, and nothing shown to whom it is not for.
        return other.form, [Fault(_of_other_session(value, formulaires.session, other), place)]
    if not value or not isinstance(value, str):
        return None, [Fault(NoDocument(valeurs=known), place)]
    near = nearest(value, known)
    sure = nearest(value, known, 0.85)  # a form that is less like it would tell nonsense
    fix = Edit(place, sure) if sure else None
    kind = DocumentLooksRight if near and look_the_same(value, near) else UnknownDocument
    return formulaires[sure] if sure else None, [Fault(kind(valeur=value, suggestion=near, valeurs=known), place, fix)]


def _of_other_session(fiche: str, session: int, other: Elsewhere) -> Message:
    if other.modalite:
        ccf = other.modalite == "ccf"
        juste = fiche.removesuffix("-ccf") if ccf else f"{fiche}-ccf"
        return FormOfOtherModality(fiche=fiche, modalite="ponctuelle" if ccf else "ccf", ccf=ccf, juste=juste)
    if other.ended:
        return FormEnded(fiche=fiche, session=str(session), annee=str(other.ended), raison=other.reason)
    return FormNotYet(fiche=fiche, session=str(session), annee=str(other.begins))
