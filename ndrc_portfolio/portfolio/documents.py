"""One document of a portfolio: read, with the files of its annexes, and checked."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ndrc_portfolio.annexes.find import AnnexeFile, check_private_places, find_annexes, is_private, unreadable_annexe
from ndrc_portfolio.annexes.length import count_pages
from ndrc_portfolio.annexes.model import PictureError, read_whole
from ndrc_portfolio.annexes.pictures import check_opens
from ndrc_portfolio.annexes.words import words_of
from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.checks.personal.check import check_personal, personal_in_annexe
from ndrc_portfolio.fiches.front_matter import FrontMatter
from ndrc_portfolio.fiches.model import Fiche, Value
from ndrc_portfolio.fiches.page import as_page
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.model import Chemin, Formulaire
from ndrc_portfolio.messages.catalogue.front_matter import NoSuchActivity
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.words import bare_number
from ndrc_portfolio.portfolio.file import PAGES, source_file
from ndrc_portfolio.portfolio.walk import walk_files


def check_document(
    fiche: Fiche,
    folder: Path,
    docs: Path,
    memory: set[str] | None = None,
    pictures: Path | None = None,
    *,
    absents_permis: bool,
) -> tuple[Fiche, Sequence[AnnexeFile]]:
    """A fiche with all that is to be said of it, and the files of its annexes that can be shown.

    `folder` is its own, `docs` the root that no annexe may leave; `memory` is that of `check_fiche`, `pictures` the
    cache of pictures; `absents_permis`: whether a confidential file may be missing.
    """
    files, faults = find_annexes(fiche, folder, docs, absents_permis=absents_permis)
    counted = files if fiche.formulaire and fiche.formulaire.article("annexe") else ()
    pages = sum(count_pages(file.source, file.genre, pictures) for file in counted)
    said = [*check_fiche(fiche, memory, pages), *faults, *check_private_places(fiche, folder, docs)]
    return with_diagnostics(fiche, said), files


def check_file(
    path: Path,
    shown: str,
    docs: Path,
    formulaires: Mapping[str, Formulaire],
    memory: set[str] | None = None,
    cache: Path | None = None,
    extensions: Collection[str] | None = None,
) -> Fiche | None:
    """Read and check one file alone (no rule of the dossier). None when it is an ordinary page, all right.

    `memory` and `cache` are those of builds, and spare what they have done.
    """
    file = source_file(path, path.name, shown)
    content = file.content
    if file.fault:
        return Fiche(shown, [], FrontMatter(), diagnostics=[file.fault])
    fiche = read_fiche(content, shown, formulaires, extensions)
    if fiche is None:
        return as_page(content, shown)
    if fiche.formulaire is None:
        return fiche
    fiche, annexes = check_document(fiche, path.parent, docs, memory, absents_permis=True)
    opened = ((annexe, check_opens(annexe.source, annexe.genre, cache)) for annexe in annexes)
    said = [unreadable(fiche, annexe, fault) for annexe, fault in opened if fault]
    return with_diagnostics(fiche, [*said, *told_to_all(fiche, annexes, cache)])


def told_to_all(
    fiche: Fiche, files: Iterable[AnnexeFile], cache: Path | None, numero: str = ""
) -> Iterator[Diagnostic]:
    """What is personal in a fiche that everybody may read, and in its PDFs; `cache` is that of pictures."""
    if not fiche.formulaire or fiche.formulaire.audience != "public":
        return
    yield from check_personal(fiche, numero)
    for file in files:
        if file.genre != "pdf" or file.annexe.confidentiel or is_private(file.uri):
            continue
        with suppress(PictureError):  # told elsewhere
            text = words_of(file.source.name, read_whole(file.source), cache).decode("utf-8", "replace")
            if message := personal_in_annexe(fiche, file.annexe.fichier, text):
                yield fiche.diagnostic(message, file.annexe.place)


def unreadable(fiche: Fiche, file: AnnexeFile, fault: PictureError) -> Diagnostic:
    """That the file of an annexe does not open."""
    return fiche.diagnostic(unreadable_annexe(file.annexe, file.source, fault), file.annexe.place)


def with_diagnostics(fiche: Fiche, more: Iterable[Diagnostic]) -> Fiche:
    """The same fiche, with more to be said of it."""
    return replace(fiche, diagnostics=sorted([*fiche.diagnostics, *more], key=lambda d: d.sort_key))


def with_activity(fiche: Fiche, docs: Path, formulaires: Mapping[str, Formulaire]) -> Fiche:
    """A document of the commission, with the title and the nature of the activity that it is about.

    They are those of the candidate's own fiche of that number, in `docs`.
    """
    form, numero = fiche.formulaire, fiche.identite("activite.numero")
    if form is None or not numero:
        return fiche
    for path in (p for p in walk_files(docs) if p.name.endswith(PAGES)):
        theirs = read_fiche(source_file(path, path.name, path.name).content, path.name, formulaires)
        if theirs is None or theirs.formulaire is None or theirs.formulaire.epreuve != form.epreuve:
            continue
        if theirs.formulaire.by_candidat and bare_number(theirs.numero) == bare_number(numero):
            given = {cle: theirs.values.get((cle,)) for cle in ("titre", "nature")}
            wanted: dict[Chemin, Value] = {
                ("activite", cle): valeur
                for cle, valeur in given.items()
                if valeur and f"activite.{cle}" in form.identification and not fiche.identite(f"activite.{cle}")
            }
            return replace(fiche, values={**fiche.values, **wanted})
    missing = NoSuchActivity(numero=numero, epreuve=form.epreuve)
    return with_diagnostics(fiche, [fiche.diagnostic(missing, fiche.front_matter.place(("activite", "numero")))])
