"""What `ndrc pdf` is asked for: which fiches, into which file, and what their author should know of it."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from ndrc_portfolio.disk.files import read_file
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.messages.french import did_you_mean, system_reason, typeset
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.pdf.browser import PrintError
from ndrc_portfolio.portfolio.file import absolute
from ndrc_portfolio.portfolio.links.made import pdf_name
from ndrc_portfolio.rendering.document import Document
from ndrc_portfolio.rendering.dossier import Paper, PrintedDossier, contents, every, title_anchors

_START = b"%PDF-"


def choose(
    names: Sequence[str], dossiers: Sequence[PrintedDossier], docs: Path, epreuves: Collection[str]
) -> tuple[PrintedDossier, str]:
    """What these names mean among the dossiers of a portfolio whose sources are in `docs`; the name of its file.

    A name is a dossier's key (« E4 » is e4), a fiche or a folder of them, from the current folder or below `docs`;
    `epreuves` are those that could have a dossier.

    Raises:
        PrintError: a name means nothing that can be printed.
    """
    by_key = {d.dossier.key: d for d in dossiers}
    if len(names) == 1 and (key := _key(names[0], by_key)) is not None:
        return by_key[key], pdf_name(key)
    documents = {document.uri: document for d in dossiers for document, _ in d.documents}
    wanted = {uri for asked in names for uri in _uris(asked, documents, by_key, docs, epreuves)}
    parts = [(d, [pair for pair in d.documents if pair[0].uri in wanted]) for d in dossiers]
    parts = [(d, pairs) for d, pairs in parts if pairs]
    extract = "extrait" if len(parts) == 1 else "extraits"
    name = f"{' et '.join(d.dossier.name for d, _ in parts)} ({extract})"
    chosen = [pair for _, pairs in parts for pair in pairs]
    uris = tuple(document.uri for document, _ in chosen)
    some = parts[0][0].dossier._replace(name=name, uris=uris)
    # Attestations close a whole dossier
    return PrintedDossier(some, chosen), f"{Path(uris[0]).stem}.pdf" if len(uris) == 1 else "fiches.pdf"


def source(document: Document, docs: Path) -> Path:
    """The file of a document, under the name that it is called by: a link is not followed."""
    return absolute(docs / document.uri)


def _key(name: str, keys: Collection[str]) -> str | None:
    """The dossier of that name; « E4 » is e4."""
    return next((key for key in (name, *keys) if key in keys and key.casefold() == name.casefold()), None)


def _uris(
    name: str, documents: Mapping[str, Document], keys: Collection[str], docs: Path, epreuves: Collection[str]
) -> list[str]:
    """The fiche of that name, or all those of a folder."""
    sources = {uri: source(document, docs) for uri, document in documents.items()}
    path = absolute(name)
    for uri, own in sources.items():
        if own == path or uri == name.replace("\\", "/"):
            return [uri]
    if path.is_dir():
        if inside := [uri for uri, own in sources.items() if own.is_relative_to(path)]:
            return inside
        raise PrintError(f"le dossier « {name} » ne contient pas de fiche à imprimer.")
    if _key(name, keys) is not None:
        raise PrintError(f"« {name} » est un dossier entier : demandez-le seul, ou nommez des fiches.")
    if name.casefold() in {epreuve.casefold() for epreuve in epreuves}:
        raise PrintError(f"l’épreuve {name.upper()} n’a pas encore de fiche dans ce portfolio.")
    known = [*keys, *(document.fiche.path for document in documents.values())]
    raise PrintError(
        f"« {name} » n’est ni un dossier ni une fiche{did_you_mean(nearest(name, known))}\n"
        f"  à imprimer : {', '.join(known) or 'rien, car ce portfolio n’a pas de fiche'}"
    )


class Kind(NamedTuple):
    """What is made: the end of its name, what it is called, and why a file of that name may not be replaced.

    `kept` reads a file and says the reason, nothing where there is none.
    """

    suffix: str
    called: str
    kept: Callable[[Path], str]


def _no_pdf(path: Path) -> str:
    return "" if read_file(path, len(_START)) == _START else "n’est pas un PDF"


PDF = Kind(".pdf", "ce PDF", _no_pdf)


def target(given: Path | None, name: str, audience: Audience, published: Collection[Path], kind: Kind = PDF) -> Path:
    """Where the file goes: never over one that is something else, such as a fiche.

    `published` are the folders that MkDocs copies into a site: what is not public is refused to them.

    Raises:
        PrintError: it cannot go there.
    """
    path = given / name if given and given.is_dir() else given or Path(name)
    if not path.suffix:
        path = path.with_name(f"{path.name}{kind.suffix}")
    elif path.suffix.lower() != kind.suffix:
        raise PrintError(
            f"« {path.as_posix()} » ne finit pas par {kind.suffix} : donnez un autre nom, "
            f"par exemple -o {path.with_suffix(kind.suffix).name}."
        )
    for docs in published if audience != "public" else ():
        if path.resolve().is_relative_to(docs.resolve()):
            raise PrintError(
                f"« {path.as_posix()} » irait dans le site, car MkDocs y copie tout {docs.name}/ : "
                f"{kind.called} n’est pas public, écrivez-le hors de ce dossier (-o {path.name})."
            )
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise PrintError(f"le dossier « {path.parent} » ne peut pas être créé : {system_reason(fault)}.") from None
    refuse_to_replace(path, kind)
    return path


def refuse_to_replace(path: Path, kind: Kind) -> None:
    """Leave alone what is there and must stay.

    Raises:
        PrintError: a file of that name is there that may not be replaced.
    """
    try:
        reason = kind.kept(path)
    except FileNotFoundError:
        return
    except OSError as fault:
        raise PrintError(f"« {path.as_posix()} » ne peut pas être remplacé : {system_reason(fault)}.") from None
    if reason:
        raise PrintError(
            f"« {path.as_posix()} » existe déjà et {reason} : il n’a pas été touché. Choisissez un autre nom avec -o."
        )


def too_long(dossier: PrintedDossier, paper: Paper, count: int) -> list[str]:
    """The documents that take more pages than they may, as `paper` numbers them; `count` is how many there are."""
    anchors = [entry.anchor for entry in every(contents(dossier))]
    ends = dict(zip(anchors, [*anchors[1:], ""], strict=True))
    said = []
    for title, (document, _) in zip(title_anchors(dossier), dossier.documents, strict=True):
        end = ends[title]
        pages = paper.pages.get(end, count + 1) - paper.pages[title] - (end in paper.blanks)
        if document.form.limit and pages > document.form.limit:
            told = f"{document.fiche.path} : {pages} pages sur {document.form.limit}"
            said.append(typeset(f"{told} ; « ndrc verifier --pages » dit quoi raccourcir."))
    return said


def remarks(dossier: PrintedDossier, audience: Audience, rules: str) -> Iterator[str]:
    """What the candidate should know of their PDF, a line each; `rules` is what the règlement has against it."""
    fiches = [d for d, _ in dossier.documents if d.form.by_candidat]
    if audience == "candidat" and fiches and not fiches[0].about.numero:
        yield typeset("votre numéro de candidat n’est pas connu : sa case reste vide (écrivez-le dans prive.yml).")
    if drafts := [d.fiche.path for d in fiches if not d.fiche.finale]:
        yield typeset("encore en brouillon : ") + ", ".join(drafts)
    if rules:
        yield rules
