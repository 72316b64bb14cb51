"""The page numbers of a dossier: print until those in the contents are those of the pages that were printed.

Only a browser knows where a page ends, so the dossier is printed without numbers, read back, and printed with them.
That is nearly always the end of it; a title that needs one line more beside its number may still move what follows.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.rendering.dossier import Entry, Paper

_TRIES = 3  # printings with numbers


def number(
    anchors: Sequence[str],
    titles: Collection[str],
    print_paper: Callable[[Paper], Mapping[str, int]],
    paper: Paper,
    *,
    recto_verso: bool,
) -> Paper:
    """The paper whose numbers are true: `paper`, with its `pages` and its `blanks`.

    `anchors` are those of the contents. `print_paper` prints and gives the page, from 1, of each of them; what it has
    printed last is the dossier. `titles` are the anchors of documents, which begin on a recto if `recto_verso`.

    Raises:
        PrintError: the numbers do not come to rest.
        ValueError: the contents are empty.
    """
    if not anchors:
        raise ValueError("a dossier without contents")
    pages = print_paper(paper)
    blanks: Collection[str] = ()
    if recto_verso:
        pages, blanks = on_rectos(pages, titles)
    for _ in range(_TRIES):
        paper = paper._replace(pages=pages, blanks=blanks)
        found = print_paper(paper)
        if found == pages and not (recto_verso and any(found[title] % 2 == 0 for title in titles)):
            return paper
        pages = found
    raise PrintError("les numéros de page du sommaire ne sont pas sûrs : recommencez, ou signalez ce défaut.")


def on_rectos(pages: Mapping[str, int], titles: Collection[str]) -> tuple[dict[str, int], frozenset[str]]:
    """Where all stands once each document begins on an odd page, and the documents with a blank page before.

    `pages` are from a printing without blank pages, by anchor; of what stands on one page the title comes first.
    """
    blanks: set[str] = set()
    moved: dict[str, int] = {}
    for anchor, page in sorted(pages.items(), key=lambda item: (item[1], item[0] not in titles)):
        if anchor in titles and (page + len(blanks)) % 2 == 0:
            blanks.add(anchor)
        moved[anchor] = page + len(blanks)
    return moved, frozenset(blanks)


def check(read: Mapping[str, str], entries: Sequence[Entry], pages: Mapping[str, int]) -> None:
    """What is `read` in the contents on paper, by anchor, is the page (from 1) where each entry stands.

    The last look before a dossier is bound: it does not trust what printed it.

    Raises:
        PrintError: one number is wrong, or cannot be read.
    """
    wrong = [e.title for e in entries if read.get(e.anchor) != str(pages[e.anchor])]
    if wrong:
        raise PrintError(f"le sommaire ne dit pas la bonne page de « {wrong[0]} » : signalez ce défaut.")
