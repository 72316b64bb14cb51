"""The files of a site in MkDocs' terms: what it has found, and what a `Site` says done to its `Files`."""

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel

from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.hosts.mkdocs.lighter import lighten
from ndrc_portfolio.hosts.mkdocs.links import file_at, look_at_links
from ndrc_portfolio.hosts.mkdocs.theme import COULEUR
from ndrc_portfolio.messages.catalogue.audience import AddedDocument
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.portfolio.configuration.couleur import style_sheet
from ndrc_portfolio.portfolio.configuration.presentation import couleur_of
from ndrc_portfolio.portfolio.links.urls import Address
from ndrc_portfolio.portfolio.readers.audience import audience_of, may_see
from ndrc_portfolio.portfolio.readers.published import clean_one
from ndrc_portfolio.portfolio.reading import Read
from ndrc_portfolio.rendering.pages import Edition, by_path
from ndrc_portfolio.rendering.site import Site, Source, plan
from ndrc_portfolio.rendering.templates import Templates, template_environment

if TYPE_CHECKING:
    from ndrc_portfolio.reglement.complete import Complete
    from ndrc_portfolio.reglement.rule import Checklist

log = get_plugin_logger("ndrc-portfolio")


def edition(files: Files, config: MkDocsConfig, read: Read, found: "Complete | None", *, serve: bool) -> Edition:
    """What the site is, now that MkDocs and the other plugins have found their files, which are put right.

    Raises:
        PluginError: another plugin has made a page that is not for the readers of this site.
    """
    _refuse_generated(files, read)
    checklist = found.checklist if found else None
    site = site_of(files, config, read, checklist, serve=serve)
    linked = look_at_links(read, site, files, config, serve=serve)
    _write(site, files, config, read)
    rendering = Templates(template_environment(config.theme.dirs), read.audience)
    problems = by_path(read.diagnostics, linked.faults, checklist.diagnostics) if checklist else {}
    return Edition(read, site, rendering, checklist, linked.faults, problems, serve)


def site_of(files: Files, config: MkDocsConfig, read: Read, checklist: "Checklist | None", *, serve: bool) -> Site:
    """Which pages the site has, from the files that MkDocs has found."""
    sources = {file.src_uri: _source(file, config, serve=serve) for file in files}
    return plan(read, sources, lambda uri: _address(files, config, uri), checklist, serve=serve)


def _source(file: File, config: MkDocsConfig, *, serve: bool) -> Source:
    shown = file.inclusion.is_in_serve() if serve else file.inclusion.is_included()
    return Source(file.is_documentation_page(), own=file.src_dir == config.docs_dir, shown=shown)


def _address(files: Files, config: MkDocsConfig, uri: str) -> Address:
    """Where MkDocs puts a path, whether there is such a file or not."""
    file = files.get_file_from_path(uri) or file_at(uri, config)
    return Address(file.dest_uri, "" if file.url in (".", "./") else file.url)


def _refuse_generated(files: Files, read: Read) -> None:
    """Other plugins may add pages: what they bring is looked at too, though the last site is gone by then."""
    forms = read.asked.formulaires
    for file in files:
        if file.generated_by and file.is_documentation_page():
            source = file.content_bytes
            if not may_see(read.audience, audience_of(source, read_fiche(source, file.src_uri, forms), forms)):
                message = AddedDocument(audience=read.audience, extension=file.generated_by)
                raise PluginError(log_line(message.at(file.src_uri, Place(1))))


def _write(site: Site, files: Files, config: MkDocsConfig, read: Read) -> None:
    """Take away what must not be published, and add what the site has beside its sources."""
    for uri in sorted(site.withheld.removed | site.withheld.notices.keys()):
        if file := files.get_file_from_path(uri):
            files.remove(file)
    for uri, notice in site.withheld.notices.items():
        files.append(File.generated(config, uri, content=notice))
    for uri in sorted(site.withheld.empty | site.elsewhere):
        files.append(File.generated(config, uri, content=b"", inclusion=InclusionLevel.NOT_IN_NAV))
    for uri in site.withheld.photos:
        _clean(uri, files, config, read)
    for page in site.pages:
        level = InclusionLevel.UNDEFINED if page.in_menu else InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, page.uri, content=page.markdown, inclusion=level))
    lighten(files, config, own_palette="palette" in read.asked.settings.theme)
    if couleur := couleur_of(read.asked.settings):
        files.append(File.generated(config, COULEUR, content=style_sheet(couleur)))
    for uri, path in site.pictures.items():
        if files.get_file_from_path(uri) is None:
            files.append(File.generated(config, uri, abs_src_path=str(path)))
    for uri in site.apart:  # known while links are made
        files.append(File.generated(config, uri, content="", inclusion=InclusionLevel.NOT_IN_NAV))


def let_go(edition: Edition, files: Files, config: MkDocsConfig) -> None:
    """Now that all links are made, MkDocs has nothing to copy of what is written otherwise, or not at all.

    Pictures in `annexes/` that a text shows stay, without what they say of where and when.
    """
    site = edition.site
    for uri in site.apart:
        files.remove(_known(files, uri))
    for url, uri in site.links.originals.items():
        file = files.get_file_from_path(uri)
        if file is None:
            continue
        if url in edition.shown and file.src_dir is not None:
            _clean(uri, files, config, edition.read)
        else:
            files.remove(file)


def _known(files: Files, uri: str) -> File:
    file = files.get_file_from_path(uri)
    assert file is not None
    return file


def _clean(uri: str, files: Files, config: MkDocsConfig, read: Read) -> None:
    """A file is published without what it says of where and when; one that cannot be cleaned is not published."""
    file = _known(files, uri)
    source = Path(str(file.abs_src_path))
    if source in read.cleaned:
        clean = read.cleaned[source]
    else:  # another plugin has brought it
        clean, fault = clean_one(source, uri, read.asked.images)
        if fault:
            log.warning(log_line(fault))
    if clean is not None:
        files.remove(file)
    if isinstance(clean, Path):
        files.append(File.generated(config, uri, abs_src_path=str(clean), inclusion=file.inclusion))
