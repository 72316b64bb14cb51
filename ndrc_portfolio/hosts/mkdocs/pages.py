"""The pages that MkDocs converts and shows: what it is given of a fiche, and what becomes of what it makes of it."""

import html as html_module
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ndrc_portfolio.annexes.metadata import clean_html
from ndrc_portfolio.fiches.markdown.refused import Refused, in_html
from ndrc_portfolio.fiches.refused_faults import said_of
from ndrc_portfolio.hosts.mkdocs.kept import Kept
from ndrc_portfolio.messages.catalogue.annexes import NOT_CLEAN_IN_TEXT, SAVE_APART, LinkToNoAnnexe, UnseenFile
from ndrc_portfolio.messages.diagnostic import Place, count
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.messages.report import log_line
from ndrc_portfolio.portfolio.links.urls import relative_url, to_root
from ndrc_portfolio.rendering.document import HEADING, Document, Entry, anchors, contents
from ndrc_portfolio.rendering.links import relink
from ndrc_portfolio.rendering.markdown import MarksLost, compose
from ndrc_portfolio.rendering.pages import (
    Edition,
    Rendered,
    as_written,
    banner,
    blank_list,
    commission_table,
    home_header,
    render,
)
from ndrc_portfolio.rendering.sanitized import sanitize

log = get_plugin_logger("ndrc-portfolio")

_TITLE = re.compile(r"<(/?)h1\b")
_HANDED_ON = ("title", "description", "tags", "hide", "icon", "search")


def source(page: Page, edition: Edition, kept: Kept | None) -> str | None:
    """The Markdown of a fiche, composed from what was read and is not `kept`; None leaves the page to MkDocs."""
    uri = page.file.src_uri
    document = edition.site.documents.get(uri)
    if document is None:
        fiche = edition.read.portfolio.fiches.get(uri)
        if fiche is None or not count(fiche.diagnostics, "error"):
            return None
        return f"---\ntitle: {_yaml(fiche.path)}\n---\n\n{as_written(fiche.lines)}\n"
    written = document.fiche.front_matter.yaml.sources
    head = [written[k] for k in _HANDED_ON if k in written]
    if "title" not in written:
        head.append(f"title: {_yaml(document.titre)}")
    view = edition.site.print_views[uri].url
    body = kept.markdown(page, document, view) if kept else compose(document.fiche, document.form)
    return "---\n" + "\n".join(head) + "\n---\n\n" + body


def content(html: str, page: Page, edition: Edition, kept: Kept | None) -> str:
    """The page of a fiche as its official form; lists and the rules of the dossier below what an author wrote.

    Raises:
        PluginError: the HTML of a fiche cannot be cut into its rubriques, and it is to be published.
    """
    uri = page.file.src_uri
    html, refused = clean_html(html, edition.read.asked.images)
    if refused:
        message = UnseenFile(fichier=page.file.name, cause=typeset(NOT_CLEAN_IN_TEXT), remede=SAVE_APART)
        log.warning(log_line(message.at(uri, Place(1))))
    if document := edition.site.documents.get(uri):
        return _document(html, page, document, edition, kept, keep=not refused)
    links = edition.site.links
    clean, removed = kept.clean(html) if kept else (sanitize(html), in_html(html))
    found = relink(clean, _url(page), links.seen_from(uri), links.originals)
    _remember(edition, uri, found.shown, found.lost)
    _say_removed(edition, uri, removed, page.file.content_string if removed else "")
    shown = _under_the_name(found.html, page, edition) if has_header(page, edition) else found.html
    return shown + _below(page, edition)


def _document(html: str, page: Page, document: Document, edition: Edition, kept: Kept | None, *, keep: bool) -> str:
    """`keep`: nothing was said of the page that the next build must say too."""
    uri = document.uri
    made = kept.rendered(uri) if kept else None
    if made is None:
        try:
            made = _rendered(html, document, edition, kept.texts(uri) if kept else {})
        except MarksLost as fault:
            message = typeset(f"{document.fiche.path} : {fault}.")
            if not edition.serve:
                raise PluginError(message) from None
            log.error(message)  # an exception would leave the server waiting
            return f"<p>{html_module.escape(message)}</p>{as_written(document.fiche.lines)}"
        if kept and keep:
            kept.keep(made, html, page, document)
    edition.rendered[uri] = made
    _remember(edition, uri, made.shown, made.lost)
    _say_removed(edition, uri, made.removed, "\n".join(document.fiche.lines))
    title = _anchor(document.page_title, HEADING, 1)  # where « Aller au contenu » leads
    title.children = [_link(entry) for entry in contents(document)]
    page.toc = TableOfContents([title])
    if page.present_anchor_ids is not None:
        page.present_anchor_ids |= anchors(document)
    return made.page


def _rendered(html: str, document: Document, edition: Edition, known: Mapping[str, str]) -> Rendered:
    site, indexed = edition.site, edition.read.audience == "public"
    view = site.print_views[document.uri].url
    return render(document, html, view, site.links, edition.rendering, indexed=indexed, known=known)


def _remember(edition: Edition, uri: str, shown: frozenset[str], lost: tuple[str, ...]) -> None:
    """What the HTML shows and links to; a link that no source has (what another plugin made) is told here."""
    edition.shown.update(shown)
    path = edition.read.asked.base + uri
    told = {d.message for d in edition.dead_links if d.path == path}
    for url in lost:
        message = LinkToNoAnnexe(fichier=edition.site.links.originals[url])
        if message.says() not in told:
            log.warning(log_line(message.at(path, Place(1))))


def _say_removed(edition: Edition, uri: str, removed: Sequence[Refused], source: str) -> None:
    """What was taken out of a page, but for what was said when its source was read: extensions write HTML too."""
    if not removed:
        return
    path = edition.read.asked.base + uri
    said = {d.message for d in edition.read.diagnostics if d.path == path}
    for refused in removed:
        message = said_of(refused)
        if message.says() not in said:
            at = source.casefold().find(refused.name.casefold())
            log.warning(log_line(message.at(path, Place(source.count("\n", 0, max(0, at)) + 1))))


def _below(page: Page, edition: Edition) -> str:
    """What stands below an ordinary page: the rules of the dossier, the list of documents."""
    site, rendering, url = edition.site, edition.rendering, _url(page)
    below = ""
    if edition.checklist and site.checklist and page.file.src_uri == site.checklist[0]:
        pages = {edition.read.asked.base + u: d.url for u, d in site.documents.items()}
        root = edition.read.asked.root
        editor = (lambda path: _in_the_editor(root, path)) if edition.serve else None
        below += rendering.checklist(edition.checklist, pages, to_root(url), editor)
    if page.is_homepage:
        below += commission_table(edition, url) if edition.read.audience == "jury" else ""
        below += blank_list(site, url, rendering)
    elif dossier := site.lists.get(page.file.src_uri):
        page.toc = page.toc or TableOfContents([_anchor(dossier.title, HEADING, 1)])
        below += commission_table(edition, url, dossier)
    return below


def has_header(page: Page, edition: Edition) -> bool:
    """Whether a page is the home page of a candidate."""
    return page.is_homepage and edition.read.audience != "jury" and page.file.src_uri not in edition.site.documents


def _under_the_name(html: str, page: Page, edition: Edition) -> str:
    """What a candidate wrote on the home page, below `home_header`, which has the title of the page."""
    site = edition.site
    if any(made.uri == page.file.src_uri for made in site.pages):  # nothing was written
        html = ""
    title = _anchor(edition.read.candidat.complet, HEADING, 1)
    title.children = [_anchor(d.title, f"documents-{d.key}", 2) for d in site.dossiers]
    for entry in page.toc if html else ():
        title.children += [AnchorLink(entry.title, entry.id, 2), *entry.children] if entry.level == 1 else [entry]
    page.toc = TableOfContents([title])
    return _TITLE.sub(r"<\1h2", html)


def above(page: Page, edition: Edition) -> str:
    """What its author or its reader must know, above a page: whom it is for, what is wrong with it, how full it is."""
    uri, rendering = page.file.src_uri, edition.rendering
    before = banner(edition.read.audience)
    path, settings = edition.read.asked.base + uri, edition.read.asked.settings.path
    problems = [*edition.problems.get(path, ())] if edition.serve else []
    if page.is_homepage and edition.serve:  # what is wrong with the settings, but for the rules, has no other page
        problems += [d for d in edition.problems.get(settings, ()) if not d.rule]
    if problems:
        before += rendering.problems(problems, path)
    if has_header(page, edition):
        before += home_header(edition, _url(page))
    document = edition.site.documents.get(uri) if edition.serve and uri in edition.rendered else None
    if document and document.form.keyword.pages:
        before += rendering.gauge(
            document, relative_url(edition.site.print_views[uri].url, _url(page)), to_root(_url(page))
        )
    return before


def _url(page: Page) -> str:
    return "" if page.url in (".", "./") else page.url


def _yaml(title: str) -> str:
    """A title for a front matter: themes print it as it is."""
    return json.dumps(html_module.escape(title, quote=False), ensure_ascii=False)


def _in_the_editor(root: Path, path: str) -> str:
    """What opens a file that a message names: below the portfolio, or below the current folder (`-f`)."""
    file = root / path
    file = file if file.is_file() else Path.cwd() / path
    return f"vscode://file/{quote(file.as_posix().lstrip('/'), safe='/:')}"


def _link(entry: Entry) -> AnchorLink:
    anchor, label, below = entry
    link = _anchor(label, anchor, 2)
    link.children = [_anchor(text, child, 3) for child, text in below]
    return link


def _anchor(label: str, anchor: str, level: int) -> AnchorLink:
    """An entry whose label is text: themes print HTML."""
    return AnchorLink(html_module.escape(label, quote=False), anchor, level)
