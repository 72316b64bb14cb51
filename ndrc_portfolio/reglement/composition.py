"""What a dossier is composed of: so many fiches of a form, each of another choice, one that was lived, one document."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ndrc_portfolio.fiches.model import Fiche
from ndrc_portfolio.formulaires.model import Champ, Formulaire
from ndrc_portfolio.formulaires.reglement import Article
from ndrc_portfolio.messages.catalogue.completeness import Incomplete
from ndrc_portfolio.messages.catalogue.dossier import (
    MissingDocument,
    MissingFiches,
    NoneLived,
    SameChoice,
    SameNumber,
    SecondDocument,
    TooManyFiches,
)
from ndrc_portfolio.messages.diagnostic import Diagnostic
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import bare_number
from ndrc_portfolio.reglement.rule import Evidence, Regle, State, judge


class Sorted(NamedTuple):
    """The fiches of a form, sorted by their choice (nature, network); `wanted` are the values that there must be."""

    choix: Champ
    wanted: Sequence[str]
    fiches: Sequence[Fiche]
    firsts: Mapping[str, Fiche]
    """The first fiche of each choice."""
    doubles: Sequence[Fiche]
    """Those that take the place of one that is missing."""
    extra: Sequence[Fiche]
    open: Sequence[str]
    """The choices that no fiche has made."""
    missing: int
    """How many fiches are missing for sure."""


def sort_by_choice(choix: Champ, wanted: Sequence[str], fiches: Sequence[Fiche], lost: int) -> Sorted:
    """A fiche whose choice is empty or wrong, or that could not be read (`lost`), may be any that is missing."""
    firsts: dict[str, Fiche] = {}
    doubles: list[Fiche] = []
    others: list[Fiche] = []  # of a choice that the form has, and the dossier not
    unsure = lost
    for fiche in fiches:
        valeur = fiche.identite(choix.cle)
        if valeur in firsts:
            doubles.append(fiche)
        elif valeur in wanted:
            firsts[valeur] = fiche
        elif any(valeur == option.valeur for option in choix.options):
            others.append(fiche)
        else:
            unsure += 1
    left = [valeur for valeur in wanted if valeur not in firsts]
    too_many = max(0, len(fiches) - len(wanted))
    extra = others[:too_many]
    kept = max(0, len(doubles) - (too_many - len(extra)))
    extra += doubles[kept:]
    if too_many > len(extra):  # one that has not chosen yet cannot take the place of another
        extra += [f for f in fiches if not f.identite(choix.cle)][len(extra) - too_many :]
    missing = max(0, len(left) - unsure - kept)
    return Sorted(choix, wanted, fiches, firsts, doubles[:kept], extra, left, missing)


def regle_fiches(article: Article, evidence: Evidence) -> Regle:
    """There is a fiche of each choice, and no other; that they differ may be a rule of its own."""
    found = _sorted(article, evidence)
    differ = next((a for a in evidence.articles if _differ(a, article.formulaire)), article)
    wrong = (*_check_number(article, found, evidence), *_check_choices(differ, found))
    return Regle(article, judge(wrong, _unless_wrong(found)), wrong)


def regle_differentes(article: Article, evidence: Evidence) -> Regle:
    """No two fiches have made one choice."""
    found = _sorted(article, evidence)
    wrong = tuple(_check_choices(article, found))
    return Regle(article, judge(wrong, _unless_wrong(found)), wrong)


def regle_vecue(article: Article, evidence: Evidence) -> Regle:
    """One of the fiches at least tells of an activity that the candidate has lived."""
    found = _sorted(article, evidence)
    # The one that is missing, or that cannot be read, may be it.
    all_there = len(found.fiches) >= len(found.wanted)
    wrong = tuple(_check_lived(article, found)) if all_there else ()
    known = article.sinon or any(f.identite(article.champ) == "oui" for f in found.fiches)
    return Regle(article, judge(wrong, "conforme" if known else "non-verifie"), wrong)


def regle_document(article: Article, evidence: Evidence) -> Regle:
    """There is one document of a form, rédigé."""
    documents = evidence.of_form(article.formulaire)
    blanks = {"nom": article.nom, "sinon": article.sinon}
    wrong = [at_key(f, SecondDocument(**blanks, autre=documents[0].path), "fiche") for f in documents[1:]]
    if not documents and not evidence.lost:
        missing = MissingDocument(**blanks, fiche=article.formulaire)
        wrong = [evidence.situation.settings.diagnostic(missing)]
    said = (*map(article.cites, wrong), *(d for f in documents for d in f.diagnostics if d.is_a(Incomplete)))
    return Regle(article, judge(said, "conforme" if documents else "non-verifie", strict=True), said)


def applies(article: Article, forms: Mapping[str, Formulaire]) -> bool:
    """Whether the form that an article is about is there, and has what the article asks of it."""
    form = forms.get(article.formulaire)
    if not article.formulaire or form is None:
        return not article.formulaire
    chosen = article.controle in ("fiches", "differentes", "vecue")
    return not (chosen and form.choix is None) and (not article.champ or article.champ in form.identification)


def _sorted(article: Article, evidence: Evidence) -> Sorted:
    """The fiches of the form that an article is about, and the choices of which the dossier has one each."""
    choix = evidence.forms[article.formulaire].choix
    assert choix is not None, "the article applies"
    counted = [a for a in evidence.articles if a.controle == "fiches" and a.formulaire == article.formulaire]
    asked = [valeur for a in counted for valeur in a.choix]
    values = [option.valeur for option in choix.options]
    wanted = [valeur for valeur in values if valeur in asked] or values  # a variant of the form may have others
    return sort_by_choice(choix, wanted, evidence.of_form(article.formulaire), evidence.lost)


def _differ(article: Article, id_: str) -> bool:
    return article.controle == "differentes" and article.formulaire == id_


def _unless_wrong(found: Sorted) -> State:
    """One that cannot be read, or has not chosen yet, may be right or wrong."""
    return "non-verifie" if found.open else "conforme"


def _check_number(article: Article, found: Sorted, evidence: Evidence) -> list[Diagnostic]:
    """That fiches are missing, or that there are too many."""
    too_many = TooManyFiches.worded(article.regle)(
        epreuve=article.epreuve,
        attendues=len(found.wanted),
        nombre=len(found.fiches),
        choix=_name(found.choix),
        sinon=article.sinon,
    )
    wrong = [at_key(f, too_many, "fiche") for f in found.extra]
    if found.missing:
        missing = MissingFiches.worded(article.regle)(
            nombre=found.missing,
            epreuve=article.epreuve,
            absentes=found.open,
            fiche=article.formulaire,
            cle=found.choix.cle,
            sinon=article.sinon,
        )
        wrong.insert(0, evidence.situation.settings.diagnostic(missing))
    return [article.cites(d) for d in wrong]


def _check_choices(article: Article, found: Sorted) -> list[Diagnostic]:
    """That two fiches have made one choice."""
    cle, same = found.choix.cle, SameChoice.worded(article.regle)
    wrong = []
    for fiche in found.doubles:
        valeur = fiche.identite(cle)
        message = same(
            choix=_name(found.choix),
            valeur=valeur,
            autre=found.firsts[valeur].path,
            absentes=found.open,
            sinon=article.sinon,
        )
        wrong.append(article.cites(at_key(fiche, message, cle)))
    return wrong


def _name(choix: Champ) -> str:
    return choix.keyword.nom or "une sorte"


def _check_lived(article: Article, found: Sorted) -> list[Diagnostic]:
    """Of what a `finale` fiche does not say, or says wrongly, its own check has spoken; without any answer it is too
    early."""
    answers = [f.identite(article.champ) for f in found.fiches]
    faulty = any(
        tuple(article.champ.split(".")) in f.explained or (not answer and f.finale) or answer not in ("", "oui", "non")
        for answer, f in zip(answers, found.fiches, strict=True)
    )
    if faulty or not any(answers) or "oui" in answers:
        return []
    message = NoneLived(epreuve=article.epreuve, attendues=len(found.wanted), cle=article.champ, sinon=article.sinon)
    return [article.cites(at_key(found.fiches[0], message, article.champ))]


def check_numeros(documents: Sequence[Fiche]) -> list[Diagnostic]:
    """Two fiches of an épreuve with the same number."""
    firsts: dict[tuple[str, str], Fiche] = {}
    diagnostics = []
    for fiche in documents:
        form = fiche.formulaire
        if form is None or not fiche.numero:
            continue
        first = firsts.setdefault((form.epreuve, bare_number(fiche.numero)), fiche)
        if first is not fiche:
            diagnostics.append(at_key(fiche, SameNumber(numero=fiche.numero, autre=first.path), "numero"))
    return diagnostics


def at_key(fiche: Fiche, message: Message, cle: str) -> Diagnostic:
    """A diagnostic at a key of a fiche, else at its line `fiche:`."""
    return fiche.diagnostic(message, fiche.front_matter.place(tuple(cle.split("."))))
