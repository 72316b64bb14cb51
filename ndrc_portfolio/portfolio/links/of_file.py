"""The links of one page, of which nothing but its folder is known: no other page is read."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from ndrc_portfolio.annexes.find import as_on_disk
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.page_links import page_links
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.links.check import Targets, check_links, path_of, target_of
from ndrc_portfolio.portfolio.links.made import RULES_PAGES, blank_form, dossier_page, dossier_pdf, print_view
from ndrc_portfolio.portfolio.links.urls import page_address
from ndrc_portfolio.portfolio.walk import walk_files


def check_links_of_file(
    path: Path,
    shown: str,
    fiche: Fiche | None,
    settings: Settings | None,
    targets: Callable[[Path, bool], Targets],
) -> Iterator[Diagnostic]:
    """What is to be said of the links of a page; without settings, nothing of those that leave its folder.

    `targets` gives what can be linked to in a folder; it is asked if there is need.
    """
    inside = settings is not None and path.is_relative_to(settings.docs)
    docs = settings.docs if settings and inside else path.parent
    uri = path.relative_to(docs).as_posix()
    try:
        links = page_links(path.read_bytes(), fiche)
    except OSError:  # which is said of the file
        return
    named = {target_of(annexe.path, uri) for annexe in (fiche.annexes if fiche else ())}
    unsure = []
    for found in links:
        target = target_of(found.link.url, uri)
        outside = target.startswith(("/", "../"))
        there = "\\" not in found.link.url and (target in named or (not outside and _is_file(docs / target, docs)))
        if found.link.html or not there:
            unsure += [found] if inside or not outside else []
    known = Targets({})
    if any(path_of(found.link.url) for found in unsure):  # most often there is nothing to look for
        known = targets(docs, settings is None or settings.folders)
    yield from check_links(unsure, uri, shown, known, of_fiche=fiche is not None)


def _is_file(path: Path, docs: Path) -> bool:
    found = as_on_disk(path, docs)
    return found is not None and found.is_file()


def targets_of_folder(forms: Mapping[str, Formulaire], docs: Path, folders: bool) -> Targets:
    """What can be linked to in a folder, with what is made beside its pages; `folders`: URLs are folders."""
    found = [path.relative_to(docs).as_posix() for path in walk_files(docs)]
    files = {uri: page_address(uri, folders=folders) for uri in (*found, "index.md", *RULES_PAGES)}
    made = [print_view(address) for uri, address in files.items() if uri != address.file]
    for form in forms.values():
        key = form.epreuve.lower()
        made += [blank_form(form.id), dossier_page(key), dossier_pdf(key)]
    return Targets({uri: address.file for uri, address in files.items()} | {file: file for file in made})
