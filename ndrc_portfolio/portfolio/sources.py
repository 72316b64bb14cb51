"""A candidate's documents together: found, read, checked, and only those that the readers may see."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.annexes.find import AnnexeFile, is_private, misnamed_private
from ndrc_portfolio.annexes.readable import Refused
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.page import check_page
from ndrc_portfolio.fiches.page_links import PageLink, page_links
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.messages.catalogue.annexes import NotAFile
from ndrc_portfolio.messages.catalogue.audience import PrivateMisnamed
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.portfolio.documents import check_document, told_to_all, with_activity, with_diagnostics
from ndrc_portfolio.portfolio.file import SourceFile, source_file
from ndrc_portfolio.portfolio.links.urls import join_url
from ndrc_portfolio.portfolio.model import Portfolio
from ndrc_portfolio.portfolio.readers.audience import audience_of, may_see, refusal
from ndrc_portfolio.portfolio.readers.gates import Fate, Readers, Verdict, is_headed, judge
from ndrc_portfolio.portfolio.readers.git import files_tracked, tracked_file
from ndrc_portfolio.portfolio.readers.secret import published_numero
from ndrc_portfolio.portfolio.walk import OUTSIDE, leads_out, walk


class _Judged(NamedTuple):
    file: SourceFile
    fiche: Fiche | None
    verdict: Verdict


def read_portfolio(
    docs: Path,
    readers: Readers,
    *,
    base: str = "",
    root: Path | None = None,
    memory: set[str] | None = None,
    pictures: Path | None = None,
    included: Sequence[Path] = (),
    portfolios: Mapping[str, Path] | None = None,
) -> Portfolio:
    """Read and check all that stands in `docs`, for some readers.

    `base` is put before the paths in diagnostics; no link may lead out of `root` to `docs`; `memory` is that of
    `check_fiche`, `pictures` the cache of pictures; `included` are the other folders whose files a page can include
    (those of `pymdownx.snippets`); `portfolios` are the sources of the candidates whose documents the commission fills
    in, by folder below `docs`.
    """
    if root and leads_out(docs, root):
        outside = NotAFile(fichier=docs.name, raison=OUTSIDE).at(base.rstrip("/"), Place(1))
        return Portfolio(docs, readers.audience, readers.formulaires, unread=(".",), others=(outside,))
    found = list(_judged(docs, readers, base))
    by_fate = {fate: tuple(j.file.uri for j in found if j.verdict.fate is fate) for fate in Fate}
    withheld = (j for j in found if j.verdict.fate in (Fate.REFUSED, Fate.LEFT_OUT))
    documents: dict[str, tuple[Fiche, Sequence[AnnexeFile]]] = {}
    links: dict[str, Sequence[PageLink]] = {}
    for file, fiche, verdict in found:
        if file.is_page and verdict.fate is Fate.SHOWN and (own := page_links(file.content, fiche)):
            links[file.uri] = own
        if fiche is not None and verdict.fate is Fate.SHOWN:
            theirs = (portfolios or {}).get(file.uri.partition("/")[0])
            known = with_activity(fiche, theirs, readers.formulaires) if theirs else fiche
            documents[file.uri] = _check(known, docs, file.uri, readers, memory, pictures)
    named = {uri for page, (fiche, _) in documents.items() for uri in _originals(page, fiche)}
    told = named.intersection(by_fate[Fate.UNREAD])  # at the place of the annexe
    said = [d for j in found if j.file.uri not in told for d in (*j.verdict.diagnostics, *_of_page(j))]
    refused, refusals = _refuse_included(found, docs, included, readers)
    private = any(is_private(j.file.uri) for j in found)
    tracked = [tracked_file(base + uri) for uri in (files_tracked(docs) if private else ())]
    return Portfolio(
        docs=docs,
        audience=readers.audience,
        formulaires=readers.formulaires,
        fiches={uri: fiche for uri, (fiche, _) in documents.items()},
        annexes={uri: files for uri, (_, files) in documents.items() if files},
        left_out=by_fate[Fate.LEFT_OUT],
        misnamed=by_fate[Fate.MISNAMED],
        refused=(*by_fate[Fate.REFUSED], *refused),
        unread=by_fate[Fate.UNREAD],
        files=[j.file.uri for j in found if j.verdict.fate is not Fate.UNREAD],
        withheld_originals=frozenset(uri for j in withheld for uri in _originals(j.file.uri, j.fiche)),
        links=links,
        others=(*said, *refusals, *tracked, *_misnamed_folders(found, base)),
    )


def _judged(docs: Path, readers: Readers, base: str) -> Iterator[_Judged]:
    for path, refused in walk(docs):
        uri = path.relative_to(docs).as_posix()
        file = source_file(path, uri, readers.numero.hide(base + uri))
        if refused:
            yield _Judged(file, None, Verdict(Fate.UNREAD, (refused.at(file.shown, Place(1)),)))
            continue
        content = file.content if file.is_page else b""
        readable = file.is_page and not file.fault
        fiche = read_fiche(content, file.shown, readers.formulaires, readers.extensions) if readable else None
        judged = _Judged(file, fiche, judge(file, fiche, readers))
        if not file.is_page:
            file.release()
        yield judged


def _misnamed_folders(found: Sequence[_Judged], base: str) -> Iterator[Diagnostic]:
    """The folders that were meant as `prive/`: nothing of them is published, but git does not ignore them."""
    folders = dict.fromkeys(filter(None, (misnamed_private(j.file.uri) for j in found)))
    for folder in folders:
        yield PrivateMisnamed(dossier=folder.rpartition("/")[2]).at(base + folder, Place(1))


def _of_page(judged: _Judged) -> Sequence[Diagnostic]:
    """What is to be said of an ordinary page that is published."""
    file, fiche, verdict = judged
    shown = verdict.fate is Fate.SHOWN and file.is_page and fiche is None and not file.fault
    return check_page(file.content, file.shown) if shown else ()


def _check(
    fiche: Fiche, docs: Path, uri: str, readers: Readers, memory: set[str] | None, pictures: Path | None
) -> tuple[Fiche, Sequence[AnnexeFile]]:
    public = readers.audience == "public"
    checked, files = check_document(fiche, (docs / uri).parent, docs, memory, pictures, absents_permis=public)
    if not public:
        return checked, files
    return with_diagnostics(checked, told_to_all(checked, files, pictures, readers.numero.valeur)), [
        f for f in files if not (f.annexe.confidentiel or is_private(f.uri))
    ]


def _originals(uri: str, fiche: Fiche | None) -> Iterable[str]:
    """The files of the annexes of a document, as paths below `docs/`."""
    return (join_url(uri, annexe.path) for annexe in (fiche.annexes if fiche else ()))


def _refuse_included(
    found: Sequence[_Judged], docs: Path, folders: Sequence[Path], readers: Readers
) -> tuple[Sequence[str], Sequence[Diagnostic]]:
    """What pages can include (`--8<--`): no document that the readers may not see, there or by its name in a page.

    Nor, for the public, what holds the number of the candidate.
    """
    refused: list[str] = []
    said: list[Diagnostic] = []
    including = [j.file.content for j in found if folders and j.file.is_page and b"-8<-" in j.file.content]
    hidden = readers.audience == "public" and bool(readers.numero.valeur)
    strange: dict[str, Refused] = {}
    for path, why in (entry for folder in folders for entry in walk(folder, skip=(docs,))):
        file = source_file(path, path.as_posix(), path.name)
        if why:
            strange[file.name] = why
            continue
        if hidden and any(file.name.encode() in content for content in including):
            said += filter(None, [published_numero(readers.numero, file.name, file.content)])
        if path.suffix in (".py", ".pyc") or not is_headed(file):
            continue
        if not may_see(readers.audience, audience_of(file.start, None, readers.formulaires)):
            refused.append(file.uri)
            said.append(refusal(file.name, readers.audience))
    left_out = [j.file.name for j in found if folders and j.verdict.fate is Fate.LEFT_OUT]
    for file in (j.file for j in found if (left_out or strange) and j.file.is_page and b"-8<-" in j.file.content):
        named = next((name for name in left_out if name.encode() in file.content), None)
        said += [refusal(named, readers.audience)] if named else []
        said += [why.at(file.shown, Place(1)) for name, why in strange.items() if name.encode() in file.content]
    return refused, said
