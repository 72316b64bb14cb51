"""What lies in the sources and must not be published as it is: one list, and where links to it lead instead.

An original of an annexe stays known until all links are made, so that a link to it is no broken link; it then leads
to the annexe as it is shown, and the original is let go of.
"""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ndrc_portfolio.annexes.find import is_private, same_name
from ndrc_portfolio.messages.french import typeset
from ndrc_portfolio.portfolio.file import PAGES
from ndrc_portfolio.portfolio.readers.published import ANNEXES, named_annexes
from ndrc_portfolio.portfolio.reading import Read

GAUGE = ("assets/ndrc/jauge.css", "assets/ndrc/jauge.js")  # for who writes: no page of a built site loads it


_NOTICE = "Ce document est réservé à la commission : sortez-le de ce dossier."


class Withheld(NamedTuple):
    """By path below `docs/`: what a host must not put into the site.

    `removed` is not even known to links. `notices` are pages, in Markdown, that stand in the place of documents.
    `originals` are known to links, then dropped: those that a fiche names (`named`), and what else lies in `annexes/`;
    `empty` are those that are not to be found, or not to be read. `photos` lose what they say of where and when.
    """

    removed: frozenset[str]
    notices: Mapping[str, str]
    originals: frozenset[str]
    named: frozenset[str]
    empty: frozenset[str]
    photos: tuple[str, ...]


def withhold(read: Read, pages: Collection[str], files: Mapping[str, bool], *, serve: bool) -> Withheld:
    """Sort the sources of a site: `pages`, and all other `files`, with whether each of them lies in `docs/`."""
    portfolio = read.portfolio
    present = {*pages, *files}
    left_out = present.intersection((*portfolio.left_out, *portfolio.misnamed, *portfolio.refused))
    notice = f"---\ntitle: Document réservé\n---\n\n{typeset(_NOTICE)}\n"
    hidden = {uri for uri in present if is_private(uri) and uri not in portfolio.fiches}
    notices = {uri: notice for uri in left_out.intersection(pages, portfolio.refused) - hidden if serve}
    removed = hidden | (left_out - notices.keys())
    docs = read.asked.docs
    # Windows and macOS take `Stage.pdf` for `stage.pdf`.
    private = {same_name(p.relative_to(docs).as_posix()).casefold() for p in read.private if p.is_relative_to(docs)}
    private |= {same_name(uri).casefold() for uri in portfolio.withheld_originals}
    secret = {uri for uri in files if same_name(uri).casefold() in private} - removed
    named = secret | named_annexes(portfolio, list(files))
    kept = files.keys() - removed - secret
    beside = {uri for uri in kept if ANNEXES in uri.split("/")[:-1]}
    empty = {uri for uri in named if uri not in kept and not uri.endswith(PAGES)}
    return Withheld(
        removed=frozenset(removed | secret | (set() if serve else present.intersection(GAUGE))),
        notices=notices,
        originals=frozenset((named & kept) | empty | beside),
        named=frozenset((named & kept) | empty),
        empty=frozenset(empty),
        photos=tuple(uri for uri, own in files.items() if own and uri in kept and uri not in named | beside),
    )
