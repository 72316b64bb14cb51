"""Fiches to measure with: made up, but as long and as varied as real ones, and the same at each run.

Each fiche comes twice: as its author writes it, and as the plain page that Material alone would be given, with
the same words, the texts of the front matter under headings like those of the body.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from ndrc_portfolio.fiches.entries import bullets
from ndrc_portfolio.formulaires.model import Bloc, Champ, Chemin, Formulaire, Noeud, heading_line
from ndrc_portfolio.formulaires.sessions import load_forms

SESSION = 2020  # whose fiches may do without an annexe: what is measured is text
WITNESS = "motquichange"
"""The word of each document that is replaced before a measure: what was made of it last time serves no more."""

_WORDS = 640  # and about 200 more in headings, tables and links
_SHORT = {"nom": 4, "adresse": 8, "dates": 7, "lieu": 6, "periodes": 8}
_IN_FRONT_MATTER = frozenset((*_SHORT, "type_structure", "types_clients", "note"))
_LISTS = frozenset(("phases", "outils", "types_clients", "acteurs", "activites", "sources", "animations", "ressources"))
# What the commission writes for a candidate; the last is the subject of the other activity.
_COMMISSION = (
    "e4-sujet-candidat",
    "e4-sujet-jury",
    "e4-grille",
    "e4-evaluation",
    "e6-grille",
    "e6-evaluation",
    "e4-sujet-candidat",
)
_SUBJECTS = (
    "le responsable du magasin",
    "notre équipe de vente",
    "la directrice de l’agence",
    "mon tuteur",
    "le chef de rayon",
    "chaque client professionnel",
    "le réseau de partenaires",
    "une partie des prospects",
    "la concurrence locale",
    "le service après-vente",
    "l’enseigne nationale",
    "un fournisseur de la région",
)
_VERBS = (
    "demande",
    "prépare",
    "compare",
    "négocie",
    "valide",
    "suit de près",
    "relance",
    "présente",
    "découvre",
    "apprécie",
    "mesure",
    "renouvelle",
)
_OBJECTS = (
    "une remise sur les volumes",
    "le plan de prospection",
    "un devis détaillé",
    "les besoins exprimés pendant l’entretien",
    "la mise en avant des nouveautés",
    "le tableau de bord hebdomadaire",
    "une offre de location longue durée",
    "les indicateurs de fréquentation",
    "le parcours d’achat en ligne",
    "la fidélisation des acheteurs récents",
    "un calendrier d’animation",
    "l’argumentaire de vente",
    "les objections sur le prix",
    "la qualité du contact",
)
_ENDS = (
    "avant la fin du mois",
    "lors du deuxième rendez-vous",
    "avec l’accord de la direction",
    "malgré un budget limité",
    "dans les trois communes voisines",
    "grâce au logiciel de gestion",
    "pendant la foire de printemps",
    "par téléphone puis en face à face",
    "auprès de quarante foyers",
    "sans perdre de marge",
    "au profit de la gamme **écologique**",
    "selon la méthode vue en cours",
)


@dataclass(frozen=True, slots=True)
class Text:
    """One fiche and the plain page with the same words, both as files: `uri` is their path below `docs/`."""

    uri: str
    fiche: str
    page: str

    def with_word(self, word: str) -> "Text":
        """The same with another word."""
        return Text(self.uri, self.fiche.replace(WITNESS, word), self.page.replace(WITNESS, word))


def corpus(n: int) -> list[Text]:
    """`n` fiches, half E4 and half E6."""
    forms = load_forms(SESSION)
    kinds = [forms["e4-activite" if i % 2 == 0 else "e6-activite"] for i in range(n)]
    uris = [f"{form.epreuve.lower()}/activite-{i // 2 + 1:03}.md" for i, form in enumerate(kinds)]
    return [_text(form, i, uris) for i, form in enumerate(kinds)]


def commission(candidats: int) -> list[Text]:
    """The seven documents of each of these candidates."""
    forms = load_forms(SESSION)
    kinds = [forms[id_] for _ in range(candidats) for id_ in _COMMISSION]
    uris = [f"candidat-{i // 7 + 1:02}/{i % 7 + 1}-{form.id}.md" for i, form in enumerate(kinds)]
    return [_text(form, i, uris) for i, form in enumerate(kinds)]


def _text(form: Formulaire, i: int, uris: list[str]) -> Text:
    rng = random.Random(f"{form.id} {i}")
    identite = _identite(form, i, rng)
    links = [uri for uri in rng.sample(uris, min(3, len(uris))) if uri != uris[i]]
    values = {champ.chemin: _value(champ, form, rng) for champ in form.rubriques}
    prose = [c for c, v in values.items() if isinstance(v, str) and c[-1] not in _IN_FRONT_MATTER]
    for uri, chemin in zip(links, prose, strict=False):
        values[chemin] = f"{values[chemin]} Voir [l’activité liée](../{uri})."
    if prose:
        values[prose[:2][-1]] = f"{values[prose[:2][-1]]} Repère : {WITNESS}."
    else:  # a grid: its only text is the name of the candidate
        identite["candidat", "nom"] = WITNESS
    return Text(uris[i], _fiche(form, identite, values), _page(form, identite, values))


def _identite(form: Formulaire, i: int, rng: random.Random) -> dict[Chemin, str]:
    """The head of the form, but for what its author may leave out."""
    known = {"numero": str(i // 2 + 1), "titre": _start(7, rng), "nom": "Lenoir", "prenom": "Camille"}
    identite: dict[Chemin, str] = {}
    for champ in form.identification.values():
        if champ.chemin[0] == "candidat" and (form.by_candidat or champ.chemin[-1] == "numero"):
            continue  # of the portfolio; a secret
        if champ.options:
            rank = i // 2 if champ is form.choix else 0
            identite[champ.chemin] = champ.options[rank % len(champ.options)].valeur
        elif champ.chemin[-1] in known:
            identite[champ.chemin] = known[champ.chemin[-1]]
    nature = identite.get(form.choix.chemin, "") if form.choix else ""
    for competence in form.grille:
        if competence.nature in ("", nature):
            identite |= {c.chemin: rng.choice(c.options).valeur for c in competence.criteres}
    return identite


def _fiche(form: Formulaire, identite: Mapping[Chemin, str], values: Mapping[Chemin, str | list[str]]) -> str:
    head: dict[str, Any] = {"fiche": form.id, "statut": "finale"}
    for chemin, value in (*identite.items(), *values.items()):
        if chemin in identite or chemin[-1] in _IN_FRONT_MATTER:
            holder = head
            for cle in chemin[:-1]:
                holder = holder.setdefault(cle, {})
            holder[chemin[-1]] = value
    body = {c: v for c, v in values.items() if c[-1] not in _IN_FRONT_MATTER}
    front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=10_000)
    return f"---\n{front}---\n\n" + "\n\n".join(_blocs(form.corps, body)) + "\n"


def _page(form: Formulaire, identite: Mapping[Chemin, str], values: Mapping[Chemin, str | list[str]]) -> str:
    title = " — ".join(filter(None, (form.titre, identite.get(("titre",), ""))))
    rest = ", ".join(v for chemin, v in identite.items() if chemin != ("titre",))
    return "\n\n".join((f"# {title}", rest, *_blocs(form.corps, values))) + "\n"


def _blocs(noeuds: tuple[Noeud, ...], values: Mapping[Chemin, str | list[str]]) -> Iterator[str]:
    for noeud in noeuds:
        if isinstance(noeud, Bloc):
            yield heading_line(noeud)
            yield from _blocs(noeud.enfants, values)
        elif noeud.chemin in values:
            value = values[noeud.chemin]
            yield heading_line(noeud)
            yield value if isinstance(value, str) else bullets(value)


def _value(champ: Champ, form: Formulaire, rng: random.Random) -> str | list[str]:
    cle = champ.chemin[-1]
    if cle == "note":
        return "14,5"
    if cle in _SHORT:
        return _start(_SHORT[cle], rng)
    long = [c for c in form.rubriques if c.chemin[-1] not in _SHORT]
    words = round(_WORDS / len(long) * rng.uniform(0.7, 1.3))
    if cle == "types_clients":
        return list(_sentences(words, rng))
    if cle in _LISTS:
        return bullets(list(_sentences(words, rng)))
    if cle == "resultats" and champ is next(c for c in long if c.chemin[-1] == "resultats"):
        rows = [f"| {_sentence(rng)[:-1]} | {rng.randint(2, 99)} | {rng.randint(2, 99)} % |" for _ in range(4)]
        return "\n".join(["Le bilan, en chiffres :\n", "| Indicateur | Prévu | Atteint |", "|---|---|---|", *rows])
    sentences = list(_sentences(words, rng))
    half = len(sentences) // 2
    return " ".join(sentences[:half]) + "\n\n" + " ".join(sentences[half:]) if half > 1 else " ".join(sentences)


def _sentences(words: int, rng: random.Random) -> Iterator[str]:
    while words > 8:  # a sentence has about 16
        sentence = _sentence(rng)
        words -= len(sentence.split())
        yield sentence


def _start(words: int, rng: random.Random) -> str:
    return " ".join(_sentence(rng).split()[:words]).rstrip(".,")


def _sentence(rng: random.Random) -> str:
    parts = (rng.choice(_SUBJECTS), rng.choice(_VERBS), rng.choice(_OBJECTS), rng.choice(_ENDS))
    number = f", soit {rng.randint(2, 980)} euros" if rng.random() < 0.2 else ""
    text = " ".join(parts) + number
    return text[0].upper() + text[1:] + "."
