"""`ndrc pdf` and `ndrc verifier --pages`: a portfolio built for one reader, in a folder that goes away, and printed.

MkDocs builds in this process, so that afterwards the rendered forms are at hand: a dossier is made again with its
page numbers without building twice.
"""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pikepdf

from ndrc_portfolio import printing
from ndrc_portfolio.document import Document
from ndrc_portfolio.dossier import Ensemble
from ndrc_portfolio.formulaires.keyword import Audience
from ndrc_portfolio.hosts.mkdocs.run import built
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.french import did_you_mean, system_reason, typeset
from ndrc_portfolio.messages.words import nearest
from ndrc_portfolio.mesure import Mesure, compte, etendues, mesurer_document
from ndrc_portfolio.mise_en_pages import (
    Entree,
    Pages,
    blanchir,
    documents,
    encadrer,
    numeroter,
    preparer,
    recto_verso,
    reperer,
    sommaire,
)
from ndrc_portfolio.pages import PAGE_TO_PRINT, Edition, dossier_to_print
from ndrc_portfolio.printing import ImpressionError
from ndrc_portfolio.reading import annexe_pages
from ndrc_portfolio.reglages import CONFIGURATION, lire_reglages
from ndrc_portfolio.reliure import numeros_imprimes, pages_des_ancres, relier
from ndrc_portfolio.telechargements import CLE, CLE_AUDIENCE, empreinte
from ndrc_portfolio.telechargements import nom as nom_du_pdf

Etape = Callable[[str], None]
ETAPES = 5  # of `pdf`: building, two printings, checking, binding
ETAPES_MESURE = 3  # of `mesurer`: building, two dossiers; only the commission has more

_TRIES = 3  # printings with numbers
_DEBUT = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Resultat:
    """The PDF that was written, what MkDocs warned of meanwhile, and what its author should know of it."""

    path: Path
    pages: int
    avertissements: Sequence[str]
    remarques: Sequence[str]


class Mesures(NamedTuple):
    """What takes too many pages, and how many each document with a limit takes: a line each."""

    diagnostics: list[Diagnostic]
    comptes: list[str]


def pdf(
    noms: Sequence[str],
    sortie: Path | None,
    audience: Audience,
    navigateur: Path,
    *,
    en_recto_verso: bool,
    etape: Etape,
) -> Resultat:
    """Make the PDF of a dossier, or of some fiches, of the portfolio in the current folder.

    Raises:
        PortfolioFautif: there are errors to mend first.
        ImpressionError: it cannot be made for another reason.
    """
    etape("Construction du portfolio")
    with built(audience) as made:
        edition, site = made.edition, made.site_dir
        ensemble, nom = _choisir(edition, noms)
        target = _cible(edition, sortie, nom)
        etape("Impression")
        page = dossier_to_print(edition, ensemble)
        html = preparer(page)
        originaux = annexe_pages(edition.read)
        html, boites = encadrer(html, originaux)
        entrees = sommaire(html)
        printed = _imprimer_numerote(html, entrees, site, navigateur, en_recto_verso=en_recto_verso, etape=etape)
        etape("Reliure")
        count = relier(
            printed,
            target,
            entrees,
            [originaux[name] for name in boites],
            next((d.auteur.complet for d in edition.site.documents_of(ensemble) if d.form.par_candidat), ""),
            {CLE: empreinte(page), CLE_AUDIENCE: audience},
            edition.read.asked.cache / "images",
        )
        return Resultat(target, count, made.warnings, list(_remarques(edition, ensemble)))


def mesurer(chemins: Collection[Path], audience: Audience, navigateur: Path, etape: Etape) -> Mesures:
    """Measure the documents whose form has a limit, side by side; all of them, or some.

    Raises:
        PortfolioFautif: there are errors to mend first.
        ImpressionError: the pages cannot be printed.
    """
    etape("Construction du portfolio")
    found = Mesures([], [])
    with built(audience) as made:
        edition, site = made.edition, made.site_dir
        for ensemble in edition.site.ensembles:
            chosen = [
                bool(d.form.keyword.pages) and (not chemins or _chemin(edition, d) in chemins)
                for d in edition.site.documents_of(ensemble)
            ]
            if not any(chosen):
                continue
            etape(f"Impression : {ensemble.dossier}")
            html = preparer(dossier_to_print(edition, ensemble))
            entrees = sommaire(html)
            measures = [
                Mesure.de(document, ancre)
                for document, ancre, wanted in zip(
                    edition.site.documents_of(ensemble), documents(html), chosen, strict=True
                )
                if wanted
            ]
            printed = _imprimer(reperer(html, [a for m in measures for a in m.ancres]), site, navigateur)
            with pikepdf.Pdf.open(printed) as opened:
                pages, last = pages_des_ancres(opened), len(opened.pages)
            starts = [pages[e.ancre] for e in entrees if e.ancre in pages]
            for measure in measures:
                sides = etendues(measure, pages, [*starts, last + 1])
                found.diagnostics.extend(mesurer_document(measure, printed, sides))
                found.comptes.append(compte(measure, sides))
    return found


def _remarques(edition: Edition, ensemble: Ensemble) -> Iterator[str]:
    """What the candidate should know of their PDF, a line each."""
    fiches = [d for d in edition.site.documents_of(ensemble) if d.form.par_candidat]
    if edition.read.audience == "candidat" and fiches and not fiches[0].auteur.numero:
        yield typeset("votre numéro de candidat n’est pas connu : sa case reste vide (écrivez-le dans prive.yml).")
    if drafts := [d.fiche.path for d in fiches if not d.fiche.finale]:
        yield typeset("encore en brouillon : ") + ", ".join(drafts)
    if edition.read.audience == "candidat" and edition.checklist and (summary := edition.checklist.resume):
        yield summary


# ---- What is asked for


def _choisir(edition: Edition, noms: Sequence[str]) -> tuple[Ensemble, str]:
    """The documents that are meant, and the name of their file."""
    ensembles = {e.cle: e for e in edition.site.ensembles}
    if len(noms) == 1 and (cle := _cle(noms[0], ensembles)) is not None:
        return ensembles[cle], nom_du_pdf(cle)
    wanted = {uri for nom in noms for uri in _uris(edition, nom, ensembles)}
    parts = [(e, [u for u in e.uris if u in wanted]) for e in ensembles.values()]
    parts = [(e, uris) for e, uris in parts if uris]
    extrait = "extrait" if len(parts) == 1 else "extraits"
    nom_du_dossier = " et ".join(e.dossier for e, _ in parts)
    chosen = replace(
        parts[0][0],
        dossier=f"{nom_du_dossier} ({extrait})",
        uris=tuple(uri for _, uris in parts for uri in uris),
        extrait=True,
    )
    return chosen, f"{Path(next(iter(wanted))).stem}.pdf" if len(wanted) == 1 else "fiches.pdf"


def _cle(nom: str, ensembles: Collection[str]) -> str | None:
    """The dossier of that name; « E4 » is e4."""
    return next((c for c in (nom, *ensembles) if c in ensembles and c.casefold() == nom.casefold()), None)


def _uris(edition: Edition, nom: str, ensembles: Collection[str]) -> list[str]:
    """The fiche of that name, or all those of a folder."""
    documents = {uri: _chemin(edition, document) for uri, document in edition.site.documents.items()}
    path = Path(os.path.abspath(nom))  # noqa: PTH100 (a link is what it is called, not what it leads to)
    for uri, own in documents.items():
        if own == path or uri == nom.replace("\\", "/"):
            return [uri]
    if path.is_dir():
        if inside := [uri for uri, own in documents.items() if own.is_relative_to(path)]:
            return inside
        raise ImpressionError(f"le dossier « {nom} » ne contient pas de fiche à imprimer.")
    shown = {uri: edition.read.portfolio.fiches[uri].path for uri in documents}
    if _cle(nom, ensembles) is not None:
        raise ImpressionError(f"« {nom} » est un dossier entier : demandez-le seul, ou nommez des fiches.")
    if nom.lower() in {f.epreuve.lower() for f in edition.read.asked.formulaires.values()}:
        raise ImpressionError(f"l’épreuve {nom.upper()} n’a pas encore de fiche dans ce portfolio.")
    known = [*ensembles, *shown.values()]
    raise ImpressionError(
        f"« {nom} » n’est ni un dossier ni une fiche{did_you_mean(nearest(nom, known))}\n"
        f"  à imprimer : {', '.join(known) or 'rien, car ce portfolio n’a pas de fiche'}"
    )


def _chemin(edition: Edition, document: Document) -> Path:
    return Path(os.path.abspath(edition.read.asked.docs / document.uri))  # noqa: PTH100


def _cible(edition: Edition, sortie: Path | None, nom: str) -> Path:
    """Where the PDF goes: never over a file that is something else, such as a fiche."""
    target = sortie / nom if sortie and sortie.is_dir() else sortie or Path(nom)
    if not target.suffix:
        target = target.with_name(f"{target.name}.pdf")
    elif target.suffix.lower() != ".pdf":
        raise ImpressionError(
            f"« {target.as_posix()} » ne finit pas par .pdf : donnez un autre nom, "
            f"par exemple -o {target.with_suffix('.pdf').name}."
        )
    # A jury's build has sources of its own; those of the public site are refused to it just the same.
    for docs in {edition.read.asked.docs, lire_reglages(Path.cwd() / CONFIGURATION).docs}:
        if edition.read.audience != "public" and target.resolve().is_relative_to(docs.resolve()):
            raise ImpressionError(
                f"« {target.as_posix()} » irait dans le site, car MkDocs y copie tout {docs.name}/ : "
                f"ce PDF n’est pas public, écrivez-le hors de ce dossier (-o {target.name})."
            )
    try:
        target.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise ImpressionError(
            f"le dossier « {target.parent} » ne peut pas être créé : {system_reason(fault)}."
        ) from None
    _exiger_un_pdf(target)
    return target


def _exiger_un_pdf(target: Path) -> None:
    try:
        with target.open("rb") as there:
            start = there.read(len(_DEBUT))
    except FileNotFoundError:
        return
    except OSError as fault:
        raise ImpressionError(f"« {target.as_posix()} » ne peut pas être remplacé : {system_reason(fault)}.") from None
    if start != _DEBUT:
        raise ImpressionError(
            f"« {target.as_posix()} » existe déjà et n’est pas un PDF : il n’a pas été touché. "
            "Choisissez un autre nom avec -o."
        )


# ---- Printing


def _imprimer_numerote(
    html: str,
    entrees: Sequence[Entree],
    site: Path,
    navigateur: Path,
    *,
    en_recto_verso: bool,
    etape: Etape,
) -> Path:
    """Print until the numbers in the contents are those of the pages that were printed."""
    ancres = [e.ancre for e in entrees]
    titres = documents(html)
    pages = _pages(_imprimer(numeroter(html, {}), site, navigateur), ancres)
    expected = recto_verso(pages, titres) if en_recto_verso else Pages(pages, frozenset())
    etape("Impression avec les numéros de page")
    for _ in range(_TRIES):
        printed = _imprimer(numeroter(blanchir(html, expected.blanches), expected.numeros), site, navigateur)
        found = _pages(printed, ancres)
        if found == expected.numeros and not (en_recto_verso and _sur_un_verso(found, titres)):
            etape("Vérification des numéros de page")
            _controler(printed, entrees, found)
            return printed
        expected = expected._replace(numeros=found)
    raise ImpressionError("les numéros de page du sommaire ne sont pas sûrs : recommencez, ou signalez ce défaut.")


def _sur_un_verso(pages: dict[str, int], titres: Sequence[str]) -> bool:
    return any(pages[titre] % 2 == 0 for titre in titres)


def _controler(printed: Path, entrees: Sequence[Entree], pages: dict[str, int]) -> None:
    """What one reads in the contents is the page where the entry stands: number by number, on the paper."""
    read = numeros_imprimes(printed, entrees)
    wrong = [e.titre for e in entrees if read.get(e.ancre) != str(pages[e.ancre])]
    if wrong:
        raise ImpressionError(f"le sommaire ne dit pas la bonne page de « {wrong[0]} » : signalez ce défaut.")


def _imprimer(html: str, site: Path, navigateur: Path) -> Path:
    page = site / PAGE_TO_PRINT
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(html, encoding="utf-8", newline="\n")
    printed = site.parent / "imprime.pdf"
    printing.imprimer(navigateur, page, printed)
    return printed


def _pages(printed: Path, ancres: Sequence[str]) -> dict[str, int]:
    with pikepdf.Pdf.open(printed) as opened:
        pages = pages_des_ancres(opened)
    if lost := [a for a in ancres if a not in pages]:
        raise ImpressionError(f"ce navigateur n’a pas dit où commence « {lost[0]} » : mettez-le à jour.")
    return {a: pages[a] for a in ancres}
