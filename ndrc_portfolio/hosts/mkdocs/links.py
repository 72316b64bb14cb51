"""What links of this site can lead to, in MkDocs' terms, and what is said of those that lead nowhere."""

from collections.abc import Collection, Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ndrc_portfolio.messages.catalogue.settings import MenuLeadsNowhere
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.portfolio.configuration.settings import Settings
from ndrc_portfolio.portfolio.file import PAGES
from ndrc_portfolio.portfolio.links.check import Targets, check_links
from ndrc_portfolio.portfolio.reading import Read
from ndrc_portfolio.rendering.site import Site


class Linked(NamedTuple):
    """What links lead to: `faults` are those of the links that lead nowhere, `files` all paths that can be named."""

    files: Collection[str]
    faults: list[Diagnostic]


def look_at_links(read: Read, site: Site, files: Files, config: MkDocsConfig, *, serve: bool) -> Linked:
    """Look where the links of all pages lead; `files` are those that MkDocs and other plugins have found."""
    targets = _targets(site, files, config, serve=serve)
    faults = [
        fault
        for uri, links in read.portfolio.links.items()
        if uri in targets.files
        for fault in check_links(links, uri, f"{read.asked.base}{uri}", targets, of_fiche=uri in read.portfolio.fiches)
    ]
    return Linked(targets.files, faults)


def look_at_menu(nav: object, files: Collection[str], settings: Settings) -> Iterator[Diagnostic]:
    """What is to be said of the pages that `nav:` names; a build leaves that to MkDocs."""
    if isinstance(nav, list | dict):
        for child in nav.values() if isinstance(nav, dict) else nav:
            yield from look_at_menu(child, files, settings)
    elif isinstance(nav, str) and nav not in files and not urlsplit(nav).scheme and not nav.startswith("/"):
        message = MenuLeadsNowhere(fichier=nav, suggestion=nearest(nav, [uri for uri in files if uri.endswith(PAGES)]))
        yield settings.diagnostic_at_value(message, "nav", nav)


def file_at(uri: str, config: MkDocsConfig) -> File:
    """A file of the sources as MkDocs has it, whether there is one or not."""
    return File(uri, config.docs_dir, config.site_dir, config.use_directory_urls)


def _targets(site: Site, files: Files, config: MkDocsConfig, *, serve: bool) -> Targets:
    withheld = site.withheld
    shown = (f for f in files if (f.inclusion.is_in_serve() if serve else f.inclusion.is_included()))
    known = {file.src_uri: file.dest_uri for file in shown if file.src_uri not in withheld.removed}
    made = (*withheld.notices, *withheld.empty, *site.elsewhere, *(page.uri for page in site.pages), *site.pictures)
    known |= {uri: file_at(uri, config).dest_uri for uri in (*made, *site.apart)}
    return Targets(
        files=known,
        hidden=frozenset(file.src_uri for file in files) - known.keys(),
        unnamed=frozenset(site.links.originals.values()) - withheld.named - site.elsewhere,
    )
