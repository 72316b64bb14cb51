"""The page numbers of a dossier: print until those in the contents are those of the pages that were printed."""

from collections.abc import Callable, Collection, Mapping, Sequence

from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.rendering.dossier import Entry, Paper

_TRIES = 3  # printings with numbers


def number(
    anchors: Sequence[str],
    titles: Collection[str],
    printed: Callable[[Paper], Mapping[str, int]],
    paper: Paper,
    *,
    recto_verso: bool,
) -> Paper:
    """The paper whose numbers are true.

    `printed` prints and tells the page, from 1, of each of the `anchors` of the contents; what it has printed last is
    the dossier. `titles` are the anchors of documents, which begin on a recto if `recto_verso`.

    Raises:
        ImpressionError: the numbers do not come to rest.
        ValueError: the contents are empty.
    """
    if not anchors:
        raise ValueError("a dossier without contents")
    pages = printed(paper)
    blanks: Collection[str] = ()
    if recto_verso:
        pages, blanks = on_rectos(pages, titles)
    for _ in range(_TRIES):
        paper = paper._replace(pages=pages, blanks=blanks)
        found = printed(paper)
        if found == pages and not (recto_verso and any(found[title] % 2 == 0 for title in titles)):
            return paper
        pages = found
    raise PrintError("les numéros de page du sommaire ne sont pas sûrs : recommencez, ou signalez ce défaut.")


def on_rectos(pages: Mapping[str, int], titles: Collection[str]) -> tuple[dict[str, int], frozenset[str]]:
    """Where all stands once each document begins on an odd page, and the documents with a blank page before.

    `pages` are from a printing without blank pages.
    """
    blanks: set[str] = set()
    moved: dict[str, int] = {}
    for anchor, page in sorted(pages.items(), key=lambda item: (item[1], item[0] not in titles)):
        if anchor in titles and (page + len(blanks)) % 2 == 0:
            blanks.add(anchor)
        moved[anchor] = page + len(blanks)
    return moved, frozenset(blanks)


def check(read: Mapping[str, str], entries: Sequence[Entry], pages: Mapping[str, int]) -> None:
    """Number by number, what is `read` in the contents on paper is the page where the entry stands.

    Raises:
        ImpressionError: it is not.
    """
    wrong = [e.title for e in entries if read.get(e.anchor) != str(pages[e.anchor])]
    if wrong:
        raise PrintError(f"le sommaire ne dit pas la bonne page de « {wrong[0]} » : signalez ce défaut.")
