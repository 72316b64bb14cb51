"""A candidate's documents together: found, read, checked, in order, and only those that the readers may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ndrc_portfolio.annexes import Piece, est_prive, lieu_des_confidentielles, nom_du_genre, trouver
from ndrc_portfolio.confidentialite import (
    Numero,
    a_un_entete,
    audience_de,
    faits_pour,
    fichiers,
    numero_publie,
    refus,
    suivi,
    suivis_par_git,
    voit,
)
from ndrc_portfolio.entete import Entete, lire_entete
from ndrc_portfolio.fiche import Fiche, lire
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.formulaires.model import Formulaire
from ndrc_portfolio.fragments import join_url
from ndrc_portfolio.images import ImageError, controler, texte_du_pdf
from ndrc_portfolio.messages.catalogue.annexes import DamagedAnnexe, ProtectedAnnexe
from ndrc_portfolio.messages.catalogue.audience import MadeForOthers
from ndrc_portfolio.messages.catalogue.file import NoPageName, UnreadableFile
from ndrc_portfolio.messages.catalogue.front_matter import NoSuchActivity
from ndrc_portfolio.messages.diagnostic import Diagnostic, Place
from ndrc_portfolio.messages.french import system_reason
from ndrc_portfolio.validation import valider

PAGES = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")  # what MkDocs takes for a page


@dataclass(frozen=True, slots=True)
class Ensemble:
    """Documents that are shown and printed together: those of an épreuve; for the commission, of a candidate.

    `cle` names it in URLs, `titre` on pages, `dossier` what is printed of it; `uris` are in the printed order.
    An `extrait` is some of them only.
    """

    cle: str
    titre: str
    dossier: str
    uris: tuple[str, ...]
    extrait: bool = False


@dataclass(slots=True)
class Portfolio:
    """What stands in `docs/`, for one audience.

    `fiches` and `pieces` go by the path of the page below `docs/` (its URI); a `Fiche` without form is a page
    with a fault. `refuses` are the documents that stop the build; `laisses` those left out of it without a fault,
    whose annexes stay out with them: `originaux_ecartes`, below `docs/`.
    """

    docs: Path
    audience: Audience
    formulaires: Mapping[str, Formulaire]
    fiches: dict[str, Fiche] = field(default_factory=dict)
    pieces: dict[str, list[Piece]] = field(default_factory=dict)
    laisses: list[str] = field(default_factory=list)
    mal_nommes: list[str] = field(default_factory=list)
    refuses: list[str] = field(default_factory=list)
    originaux_ecartes: set[str] = field(default_factory=set)
    autres: list[Diagnostic] = field(default_factory=list)

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """Everything that is wrong, file by file and line by line."""
        told = [d for fiche in self.fiches.values() for d in fiche.diagnostics]
        return sorted([*told, *self.autres], key=lambda d: d.sort_key)

    @property
    def ordre(self) -> list[str]:
        """The URIs of all documents: by épreuve, those that bear a number first, by number, then by path."""
        readable = {u: f for u, f in self.fiches.items() if f.formulaire is not None}
        return sorted(readable, key=lambda uri: _rang(uri, readable[uri]))

    @property
    def ensembles(self) -> list[Ensemble]:
        """The documents épreuve by épreuve; for the commission, candidate by candidate, a folder each."""
        by_key: dict[str, list[str]] = {}
        for uri in self.ordre:
            form = self.fiches[uri].formulaire
            folder = uri.partition("/")[0] if "/" in uri else ""
            by_key.setdefault(folder if self.audience == "jury" or form is None else form.epreuve, []).append(uri)
        make = self._candidat if self.audience == "jury" else _epreuve
        return [make(key, tuple(uris)) for key, uris in sorted(by_key.items())]

    def _candidat(self, folder: str, uris: tuple[str, ...]) -> Ensemble:
        fiches = [self.fiches[uri] for uri in uris]
        names = (f"{f.identite('candidat.prenom')} {f.identite('candidat.nom')}".strip() for f in fiches)
        titre = next(filter(None, names), folder or "Documents")
        return Ensemble(folder, titre, f"Dossier de commission – {titre}", uris)


def _epreuve(epreuve: str, uris: tuple[str, ...]) -> Ensemble:
    return Ensemble(epreuve.lower(), f"Épreuve {epreuve}", f"Dossier {epreuve}", uris)


def lire_portfolio(
    docs: Path,
    formulaires: Mapping[str, Formulaire],
    audience: Audience,
    *,
    base: str = "",
    conformes: set[str] | None = None,
    numero: Numero | None = None,
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
    for path in fichiers(docs):
        uri = path.relative_to(docs).as_posix()
        prive = prive or est_prive(uri)
        page = path.name.endswith(PAGES)
        source = _read(portfolio, path, base + uri) if page else a_un_entete(path)
        shown = base + uri
        if numero and audience == "public" and (leak := numero_publie(numero, shown, uri.encode())):
            portfolio.autres.append(leak)
        if not page and not voit(audience, made_for := faits_pour(path)):
            portfolio.refuses.append(uri)
            portfolio.autres.append(MadeForOthers(pour=made_for, audience=audience).at(shown, Place(1)))
            continue
        if source is None:
            if audience == "public" and numero and numero.valeur and not page and not est_prive(uri):
                pdf = path.suffix.lower() == ".pdf"
                content = texte_du_pdf(path) if pdf else _read(portfolio, path, shown) or b""
                portfolio.autres += filter(None, [numero_publie(numero, shown, content)])
            continue
        fiche = lire(source, shown, formulaires) if page else None
        document = audience_de(source, fiche, formulaires)
        if not voit(audience, document):
            _ecarter(portfolio, uri, shown, document)
            portfolio.originaux_ecartes |= _originaux(uri, fiche)
            continue
        if not page and _nomme_un_formulaire(source, formulaires):
            portfolio.mal_nommes.append(uri)
            portfolio.autres.append(NoPageName(nom=_nom_de_page(path)).at(shown, Place(1)))
        if audience == "public" and numero and (leak := numero_publie(numero, shown, source)):
            portfolio.autres.append(leak)
        if fiche is None:
            continue
        if audience == "public" and est_prive(uri):
            portfolio.laisses.append(uri)
            portfolio.originaux_ecartes |= _originaux(uri, fiche)
            continue
        if source_folder := (portfolios or {}).get(uri.partition("/")[0]):
            _completer(fiche, source_folder, formulaires)
        _verifier(portfolio, uri, path, fiche, conformes)
    _refuser_inclus(portfolio, list(inclus))
    for uri in suivis_par_git(docs) if prive else ():
        portfolio.autres.append(suivi(base + uri))
    return portfolio


def _refuser_inclus(portfolio: Portfolio, folders: Sequence[Path]) -> None:
    """What pages can include (`--8<--`): no document that the readers may not see, there or by its name in a page."""
    for path in (p for f in folders for p in fichiers(f, skip=(portfolio.docs,)) if p.suffix not in (".py", ".pyc")):
        source = a_un_entete(path)
        if source and not voit(portfolio.audience, audience_de(source, None, portfolio.formulaires)):
            portfolio.refuses.append(path.as_posix())
            portfolio.autres.append(refus(path.name, portfolio.audience))
    names = {uri.rsplit("/", 1)[-1].encode() for uri in portfolio.laisses} if folders else set()
    for path in fichiers(portfolio.docs) if names else ():
        text = path.read_bytes() if path.name.endswith(PAGES) else b""
        if b"-8<-" in text and (named := next((n for n in names if n in text), None)):
            portfolio.autres.append(refus(named.decode(), portfolio.audience))


def verifier_fichier(path: Path, shown: str, docs: Path, formulaires: Mapping[str, Formulaire]) -> Fiche | None:
    """Read and check one file alone (no rule of the dossier). None when it is an ordinary page."""
    try:
        source = path.read_bytes()
    except OSError as unread:
        unreadable = Fiche(shown, [], Entete())
        unreadable.signaler(UnreadableFile(raison=system_reason(unread)), Place(1))
        return unreadable
    fiche = lire(source, shown, formulaires)
    if fiche is not None and fiche.formulaire is not None:
        for piece in trouver(fiche, path.parent, docs, absents_permis=True):
            if fault := controler(piece.source, piece.genre):
                signaler_illisible(fiche, piece, fault)
        lieu_des_confidentielles(fiche, path.parent, docs)
        valider(fiche)
    return fiche


def signaler_illisible(fiche: Fiche, piece: Piece, fault: ImageError) -> None:
    """Tell that the file of an annexe does not open."""
    if fault.protege:
        fiche.signaler(ProtectedAnnexe(fichier=piece.annexe.fichier), piece.annexe.place)
    else:
        genre = nom_du_genre(piece.source)
        fiche.signaler(DamagedAnnexe(fichier=piece.annexe.fichier, genre=genre), piece.annexe.place)


def _nomme_un_formulaire(source: bytes, formulaires: Mapping[str, Formulaire]) -> bool:
    """Whether a file that is no page for MkDocs (`fiche.md.txt`, `Fiche.MD`) was meant as a fiche."""
    text = source.decode("utf-8-sig", errors="replace").replace("\r\n", "\n")
    return lire_entete(text).data.get("fiche") in formulaires


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
        portfolio.refuses.append(uri)
        portfolio.autres.append(refus(shown, portfolio.audience))
    else:
        portfolio.laisses.append(uri)


def _originaux(uri: str, fiche: Fiche | None) -> set[str]:
    """The files of the annexes of a document, as paths below `docs/`."""
    annexes = fiche.annexes if fiche else ()
    return {join_url(uri, a.fichier.replace("\\", "/")) for a in annexes}


def _verifier(portfolio: Portfolio, uri: str, path: Path, fiche: Fiche, conformes: set[str] | None) -> None:
    portfolio.fiches[uri] = fiche
    public = portfolio.audience == "public"
    folder = path.parent
    pieces = list(trouver(fiche, folder, portfolio.docs, absents_permis=public))
    lieu_des_confidentielles(fiche, folder, portfolio.docs)
    if pieces:
        portfolio.pieces[uri] = [p for p in pieces if not (public and _confidentielle(p))]
    valider(fiche, conformes)


def _completer(fiche: Fiche, docs: Path, formulaires: Mapping[str, Formulaire]) -> None:
    """Take the title and the nature of the activity from the candidate's own fiche of that number."""
    form = fiche.formulaire
    numero = fiche.identite("activite.numero")
    if form is None or not numero:
        return
    for path in (p for p in fichiers(docs) if p.name.endswith(PAGES)):
        theirs = lire(path.read_bytes(), path.name, formulaires)
        if theirs is None or theirs.formulaire is None or theirs.formulaire.epreuve != form.epreuve:
            continue
        if theirs.formulaire.par_candidat and theirs.numero.lstrip("0") == numero.lstrip("0"):
            for cle in ("titre", "nature"):
                valeur = theirs.valeurs.get((cle,))
                if valeur and f"activite.{cle}" in form.identification and not fiche.identite(f"activite.{cle}"):
                    fiche.valeurs["activite", cle] = valeur
            return
    fiche.signaler(NoSuchActivity(numero=numero, epreuve=form.epreuve), fiche.entete.place(("activite", "numero")))


def _confidentielle(piece: Piece) -> bool:
    return piece.annexe.confidentiel or est_prive(piece.uri)


def _rang(uri: str, fiche: Fiche) -> tuple[str, bool, float, str, str]:
    form = fiche.formulaire
    numbered = form is not None and "numero" in form.identification
    numero = fiche.numero
    value = float(numero) if numero.isdigit() else float("inf")
    return (form.epreuve if form else "", not numbered, value, numero, uri)
