"""A candidate's documents together: found, read, checked, in order, and only those that the readers may see."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from ndrc_portfolio.annexes.find import AnnexeFile, check_private_places, find_annexes, is_private
from ndrc_portfolio.annexes.kinds import format_name
from ndrc_portfolio.annexes.model import PictureError
from ndrc_portfolio.annexes.pdf_pages import pdf_text
from ndrc_portfolio.annexes.pictures import check_opens
from ndrc_portfolio.checks.fiche import check_fiche
from ndrc_portfolio.fiches.front_matter import FrontMatter, read_front_matter
from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.fiches.reader import read_fiche
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.messages.catalogue.annexes import DamagedAnnexe, ProtectedAnnexe
from ndrc_portfolio.messages.catalogue.audience import MadeForOthers
from ndrc_portfolio.messages.catalogue.file import NoPageName, UnreadableFile
from ndrc_portfolio.messages.catalogue.front_matter import NoSuchActivity
from ndrc_portfolio.messages.diagnostic import Place
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.portfolio.audience import audience_of, may_see, refusal
from ndrc_portfolio.portfolio.gates import made_for_audience, possible_front_matter
from ndrc_portfolio.portfolio.git import files_tracked, tracked_file
from ndrc_portfolio.portfolio.model import Portfolio
from ndrc_portfolio.portfolio.secret import NumeroCandidat, published_numero
from ndrc_portfolio.portfolio.urls import join_url
from ndrc_portfolio.portfolio.walk import walk_files

PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs takes for a page


def read_portfolio(
    docs: Path,
    formulaires: Mapping[str, Formulaire],
    audience: Audience,
    *,
    base: str = "",
    conformes: set[str] | None = None,
    numero: NumeroCandidat | None = None,
    inclus: Iterable[Path] = (),
    portfolios: Mapping[str, Path] | None = None,
) -> Portfolio:
    """Read and check all that stands in `docs`.

    `base` is put before the paths in diagnostics; `conformes` is the memory of `valider`; `inclus` are the
    other folders whose files a page can include (those of `pymdownx.snippets`); `portfolios` are the sources of
    the candidates whose documents the commission fills in, by folder below `docs`.
    """
    portfolio = Portfolio(docs, audience, formulaires)
    prive = False
    for path in walk_files(docs):
        uri = path.relative_to(docs).as_posix()
        prive = prive or is_private(uri)
        page = path.name.endswith(PAGES)
        source = _read(portfolio, path, base + uri) if page else possible_front_matter(path)
        shown = base + uri
        if numero and audience == "public" and (leak := published_numero(numero, shown, uri.encode())):
            portfolio.autres.append(leak)
        if not page and not may_see(audience, made_for := made_for_audience(path)):
            portfolio.refused.append(uri)
            portfolio.autres.append(MadeForOthers(pour=made_for, audience=audience).at(shown, Place(1)))
            continue
        if source is None:
            if audience == "public" and numero and numero.valeur and not page and not is_private(uri):
                pdf = path.suffix.lower() == ".pdf"
                content = pdf_text(path) if pdf else _read(portfolio, path, shown) or b""
                portfolio.autres += filter(None, [published_numero(numero, shown, content)])
            continue
        fiche = read_fiche(source, shown, formulaires) if page else None
        document = audience_of(source, fiche, formulaires)
        if not may_see(audience, document):
            _ecarter(portfolio, uri, shown, document)
            portfolio.withheld_originals |= _originaux(uri, fiche)
            continue
        if not page and _nomme_un_formulaire(source, formulaires):
            portfolio.misnamed.append(uri)
            portfolio.autres.append(NoPageName(nom=_nom_de_page(path)).at(shown, Place(1)))
        if audience == "public" and numero and (leak := published_numero(numero, shown, source)):
            portfolio.autres.append(leak)
        if fiche is None:
            continue
        if audience == "public" and is_private(uri):
            portfolio.left_out.append(uri)
            portfolio.withheld_originals |= _originaux(uri, fiche)
            continue
        if source_folder := (portfolios or {}).get(uri.partition("/")[0]):
            _completer(fiche, source_folder, formulaires)
        _verifier(portfolio, uri, path, fiche, conformes)
    _refuser_inclus(portfolio, list(inclus))
    for uri in files_tracked(docs) if prive else ():
        portfolio.autres.append(tracked_file(base + uri))
    return portfolio


def _refuser_inclus(portfolio: Portfolio, folders: Sequence[Path]) -> None:
    """What pages can include (`--8<--`): no document that the readers may not see, there or by its name in a page."""
    for path in (p for f in folders for p in walk_files(f, skip=(portfolio.docs,)) if p.suffix not in (".py", ".pyc")):
        source = possible_front_matter(path)
        if source and not may_see(portfolio.audience, audience_of(source, None, portfolio.formulaires)):
            portfolio.refused.append(path.as_posix())
            portfolio.autres.append(refusal(path.name, portfolio.audience))
    names = {uri.rsplit("/", 1)[-1].encode() for uri in portfolio.left_out} if folders else set()
    for path in walk_files(portfolio.docs) if names else ():
        text = path.read_bytes() if path.name.endswith(PAGES) else b""
        if b"-8<-" in text and (named := next((n for n in names if n in text), None)):
            portfolio.autres.append(refusal(named.decode(), portfolio.audience))


def check_file(
    path: Path, shown: str, docs: Path, formulaires: Mapping[str, Formulaire], conformes: set[str] | None = None
) -> Fiche | None:
    """Read and check one file alone (no rule of the dossier). None when it is an ordinary page."""
    try:
        source = path.read_bytes()
    except OSError as unread:
        unreadable = Fiche(shown, [], FrontMatter())
        unreadable.signaler(UnreadableFile(raison=system_reason(unread)), Place(1))
        return unreadable
    fiche = read_fiche(source, shown, formulaires)
    if fiche is not None and fiche.formulaire is not None:
        for piece in find_annexes(fiche, path.parent, docs, absents_permis=True):
            if fault := check_opens(piece.source, piece.genre):
                report_unreadable(fiche, piece, fault)
        check_private_places(fiche, path.parent, docs)
        check_fiche(fiche, conformes)
    return fiche


def report_unreadable(fiche: Fiche, piece: AnnexeFile, fault: PictureError) -> None:
    """Tell that the file of an annexe does not open."""
    if fault.protege:
        fiche.signaler(ProtectedAnnexe(fichier=piece.annexe.fichier), piece.annexe.place)
    else:
        genre = format_name(piece.source)
        fiche.signaler(DamagedAnnexe(fichier=piece.annexe.fichier, genre=genre), piece.annexe.place)


def _nomme_un_formulaire(source: bytes, formulaires: Mapping[str, Formulaire]) -> bool:
    """Whether a file that is no page for MkDocs (`fiche.md.txt`, `Fiche.MD`) was meant as a fiche."""
    text = source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return read_front_matter(text).data.get("fiche") in formulaires


def _nom_de_page(path: Path) -> str:
    return f"{path.name.split('.')[0]}.md"


def _read(portfolio: Portfolio, path: Path, shown: str) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError as fault:
        portfolio.autres.append(UnreadableFile(raison=system_reason(fault)).at(shown, Place(1)))
        return None


def _ecarter(portfolio: Portfolio, uri: str, shown: str, document: Audience) -> None:
    if document == "jury":
        portfolio.refused.append(uri)
        portfolio.autres.append(refusal(shown, portfolio.audience))
    else:
        portfolio.left_out.append(uri)


def _originaux(uri: str, fiche: Fiche | None) -> set[str]:
    """The files of the annexes of a document, as paths below `docs/`."""
    annexes = fiche.annexes if fiche else ()
    return {join_url(uri, a.fichier.replace("\\", "/")) for a in annexes}


def _verifier(portfolio: Portfolio, uri: str, path: Path, fiche: Fiche, conformes: set[str] | None) -> None:
    portfolio.fiches[uri] = fiche
    public = portfolio.audience == "public"
    folder = path.parent
    pieces = list(find_annexes(fiche, folder, portfolio.docs, absents_permis=public))
    check_private_places(fiche, folder, portfolio.docs)
    if pieces:
        portfolio.pieces[uri] = [p for p in pieces if not (public and _confidentielle(p))]
    check_fiche(fiche, conformes)


def _completer(fiche: Fiche, docs: Path, formulaires: Mapping[str, Formulaire]) -> None:
    """Take the title and the nature of the activity from the candidate's own fiche of that number."""
    form = fiche.formulaire
    numero = fiche.identite("activite.numero")
    if form is None or not numero:
        return
    for path in (p for p in walk_files(docs) if p.name.endswith(PAGES)):
        theirs = read_fiche(path.read_bytes(), path.name, formulaires)
        if theirs is None or theirs.formulaire is None or theirs.formulaire.epreuve != form.epreuve:
            continue
        if theirs.formulaire.by_candidat and theirs.numero.lstrip("0") == numero.lstrip("0"):
            for cle in ("titre", "nature"):
                valeur = theirs.values.get((cle,))
                if valeur and f"activite.{cle}" in form.identification and not fiche.identite(f"activite.{cle}"):
                    fiche.values["activite", cle] = valeur
            return
    fiche.signaler(
        NoSuchActivity(numero=numero, epreuve=form.epreuve), fiche.front_matter.place(("activite", "numero"))
    )


def _confidentielle(piece: AnnexeFile) -> bool:
    return piece.annexe.confidentiel or is_private(piece.uri)
