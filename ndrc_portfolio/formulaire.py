"""The official forms, read from `schemas/<session>/<id>.schema.json`.

A form is data (design §2): nested objects are blocks, `title` is the official label, the order of the
properties is the printed order, and the keyword `x-formulaire` carries the layout. This module turns a
schema into the tree that reading, validation and rendering share. No form is named here.
"""

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from ndrc_portfolio.donnees import data_dir
from ndrc_portfolio.messages.french import did_you_mean
from ndrc_portfolio.messages.words import nearest, normalise

MOT_CLE = "x-formulaire"
SUFFIX = ".schema.json"

Chemin = tuple[str, ...]
Audience = Literal["public", "candidat", "jury"]
AUDIENCES: tuple[Audience, ...] = ("public", "candidat", "jury")


class FormulaireError(Exception):
    """A form cannot be had: no folder for that session, or a schema that is no form. Message in French."""


@dataclass(frozen=True, slots=True)
class Option:
    """One box of a choice: the value an author writes and the label beside the box."""

    valeur: str
    libelle: str


@dataclass(frozen=True)
class Champ:
    """A leaf of a form: an identification field (plain text or boxes) or a rubrique (Markdown)."""

    chemin: Chemin
    libelle: str
    description: str = ""
    exemples: tuple[Any, ...] = ()
    options: tuple[Option, ...] = ()
    markdown: bool = True
    facultatif: bool = False
    motif: str = ""
    """The regular expression that its text must match, empty if any text will do."""
    disposition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cle(self) -> str:
        return ".".join(self.chemin)

    def imprime(self, texte: str) -> str:
        """A text as it is printed: a note has a comma, whatever it was typed with."""
        return texte.replace(".", ",") if self.disposition.get("decimale") else texte

    @property
    def cellules(self) -> int:
        """How many cells side by side its value fills (« Acteur(s) concernés » has two)."""
        return int(self.disposition.get("valeurs", 1))


@dataclass(frozen=True)
class Bloc:
    """A band and the rubriques (or sub-bands) below it."""

    chemin: Chemin
    libelle: str
    enfants: "tuple[Champ | Bloc, ...]"
    description: str = ""
    disposition: Mapping[str, Any] = field(default_factory=dict)

    @property
    def cle(self) -> str:
        return ".".join(self.chemin)


Noeud = Champ | Bloc


@dataclass(frozen=True)
class Competence:
    """A table of an evaluation grid: criteria, each with a level. `nature`: it serves that kind of activity only."""

    cle: str
    libelle: str
    nature: str
    criteres: tuple[Champ, ...]


@dataclass(frozen=True, eq=False)
class Formulaire:
    """One official form.

    `identification` are the fields of its head by dotted key, `corps` its blocks and the rubriques that
    stand outside of any block, in printed order.
    """

    id: str
    titre: str
    description: str
    disposition: Mapping[str, Any]
    identification: Mapping[str, Champ]
    corps: tuple[Noeud, ...]
    schema: Mapping[str, Any]
    grille: tuple[Competence, ...] = ()

    @property
    def epreuve(self) -> str:
        return str(self.disposition["epreuve"])

    @property
    def audience(self) -> Audience:
        """The lowest audience that may read the document (`reglement.md`, « Qui lit quoi »)."""
        audience: Audience = self.disposition["audience"]
        return audience

    @property
    def par_candidat(self) -> bool:
        """Written by the candidate, whose identity is then an option of the portfolio."""
        return bool(self.disposition["auteur"] == "candidat")

    @cached_property
    def champs(self) -> dict[Chemin, Champ]:
        """Every leaf, identification first."""
        leaves = {c.chemin: c for c in self.identification.values()}
        leaves.update((c.chemin, c) for competence in self.grille for c in competence.criteres)
        leaves.update((n.chemin, n) for n in parcourir(self.corps) if isinstance(n, Champ))
        return leaves

    @cached_property
    def rubriques(self) -> tuple[Champ, ...]:
        """The leaves that hold Markdown, in printed order."""
        return tuple(n for n in parcourir(self.corps) if isinstance(n, Champ))

    @cached_property
    def noeuds(self) -> tuple[Noeud, ...]:
        """All that a heading of the body can name, in printed order."""
        return tuple(parcourir(self.corps))

    @cached_property
    def lignees(self) -> dict[Chemin, tuple[tuple[int, Noeud], ...]]:
        """Each node that a heading can name, after those that it is in, with the levels of their headings."""
        above = {n.chemin: [a for a in self.noeuds if a.chemin == n.chemin[: len(a.chemin)]] for n in self.noeuds}
        return {chemin: tuple((niveau(n), n) for n in line) for chemin, line in above.items()}

    @cached_property
    def par_libelle(self) -> dict[str, list[Noeud]]:
        """The nodes by their label, as labels are compared."""
        found: dict[str, list[Noeud]] = {}
        for noeud in self.noeuds:
            for nom in noms(noeud):
                found.setdefault(nom, []).append(noeud)
        return found

    @cached_property
    def choix(self) -> Champ | None:
        """The choice in its head (nature or network) that tells two fiches of a form apart."""
        return next((c for c in self.identification.values() if c.options and not c.libelle), None)


def parcourir(noeuds: tuple[Noeud, ...]) -> Iterator[Noeud]:
    """All nodes below, depth first, in printed order."""
    for noeud in noeuds:
        yield noeud
        if isinstance(noeud, Bloc):
            yield from parcourir(noeud.enfants)


def niveau(noeud: Noeud) -> int:
    """The level of the heading that names it in the body: `##` for the first level of the form."""
    return len(noeud.chemin) + 1


def noms(noeud: Noeud) -> set[str]:
    """The normalised labels that name a node: « Acteur(s) » may be written « Acteurs »."""
    return {normalise(noeud.libelle), normalise(noeud.libelle.replace("(s)", "s"))}


def lire_formulaire(path: Path) -> Formulaire:
    """Read one schema.

    Raises:
        FormulaireError: the file is no JSON, or lacks what a form needs.
    """
    try:
        schema = json.loads(path.read_text(encoding="utf-8"))
        disposition = schema[MOT_CLE]
        entete = _cles_de_l_entete(disposition)
        properties: dict[str, Any] = schema["properties"]
        identification: dict[str, Champ] = {}
        corps: list[Noeud] = []
        grille: list[Competence] = []
        for cle, property_ in properties.items():
            if "niveaux" in property_.get(MOT_CLE, {}):
                grille += [_competence((cle, k), p) for k, p in property_["properties"].items()]
            elif cle in entete:
                for champ in _identification((cle,), property_, facultatif=False):
                    identification[champ.cle] = champ
            else:
                corps.append(_noeud((cle,), property_))
        if wrong := _faute(schema, disposition, identification):
            raise FormulaireError(f"{path} : {wrong}")
        return Formulaire(
            id=path.name.removesuffix(SUFFIX),
            titre=schema["title"],
            description=schema.get("description", ""),
            disposition=disposition,
            identification=identification,
            corps=tuple(corps),
            schema=schema,
            grille=tuple(grille),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as fault:
        what = f"il manque {fault}" if isinstance(fault, KeyError) else str(fault)
        raise FormulaireError(f"{path} n’est pas le schéma d’un formulaire ({what}).") from fault


def charger(session: int, *roots: Path) -> dict[str, Formulaire]:
    """The forms of a session by id: ours, then those of each root, which replace ours of the same id.

    In each root, those of the newest folder that is not later than the session (design §2).

    Raises:
        FormulaireError: no folder is old enough, or a schema is no form.
    """
    forms: dict[str, Formulaire] = {}
    for root in (data_dir("schemas"), *roots):
        if not root.is_dir():
            raise FormulaireError(f"Le dossier de schémas {root} n’existe pas.")
        found = sorted(int(d.name) for d in root.iterdir() if d.is_dir() and re.fullmatch(r"\d{4}", d.name))
        if found and found[0] > session:
            raise FormulaireError(
                f"{root} n’a pas de formulaires pour la session {session} : les plus anciens sont ceux de {found[0]}."
            )
        if usable := [year for year in found if year <= session]:
            for path in sorted((root / str(usable[-1])).glob("*" + SUFFIX)):
                form = lire_formulaire(path)
                forms[form.id] = form
    return forms


def choisir(forms: Mapping[str, Formulaire], wanted: str) -> Formulaire:
    """The form of that name, as someone typed it.

    Raises:
        FormulaireError: there is none; the message names the nearest, and all.
    """
    if wanted not in forms:
        near = did_you_mean(nearest(wanted, forms))
        raise FormulaireError(f"« {wanted} » n’est pas un formulaire{near} (les formulaires : {', '.join(forms)})")
    return forms[wanted]


def session_du_jour(today: datetime.date | None = None) -> int:
    """The session that one prepares: this year's until 30 June, then the next (design §2)."""
    today = today or datetime.datetime.now().astimezone().date()
    return today.year + (today.month > 6)


def _faute(schema: Mapping[str, Any], disposition: Mapping[str, Any], identification: Mapping[str, Champ]) -> str:
    """What keeps a schema from being laid out or validated; empty if nothing does."""
    rows = disposition.get("rangees", ())
    named = [c for row in rows for c in row["champs"]] + list(disposition.get("en_ligne", ()))
    if missing := [c for c in named if c not in identification]:
        return f"« {MOT_CLE} » nomme des champs absents : {', '.join(missing)}."
    if any(len(row["champs"]) != len(row.get("largeurs", row["champs"])) for row in rows):
        return "dans « rangees », il faut autant de largeurs que de champs."
    if disposition["audience"] not in AUDIENCES:
        return f"« audience » doit être {', '.join(AUDIENCES)}."
    if disposition["auteur"] not in ("candidat", "commission"):
        return "« auteur » doit être candidat ou commission."
    if not (isinstance(disposition["entete"], list) and disposition["entete"] and disposition["epreuve"]):
        return "« entete » doit être une liste de textes, et « epreuve » un nom comme E4."
    known = {f"#/$defs/{name}" for name in schema.get("$defs", ())}
    if lost := set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(schema, ensure_ascii=False))) - known:
        return f"« $ref » ne mène nulle part : {', '.join(sorted(lost))} (seulement #/$defs/…, jamais une adresse)."
    return ""


def _cles_de_l_entete(disposition: Mapping[str, Any]) -> set[str]:
    dotted = [c for row in disposition.get("rangees", ()) for c in row["champs"]]
    foot = [p["champ"] for p in disposition.get("pied", ()) if not isinstance(p, str)]
    return {c.split(".")[0] for c in (*dotted, *disposition.get("en_ligne", ()), *foot)}


def _competence(chemin: Chemin, property_: Mapping[str, Any]) -> Competence:
    criteres = property_["properties"].items()
    return Competence(
        cle=chemin[-1],
        libelle=property_["title"],
        nature=property_.get(MOT_CLE, {}).get("nature", ""),
        criteres=tuple(_champ((*chemin, cle), p, markdown=False, facultatif=True) for cle, p in criteres),
    )


def _identification(chemin: Chemin, property_: Mapping[str, Any], *, facultatif: bool) -> Iterator[Champ]:
    facultatif = facultatif or bool(property_.get(MOT_CLE, {}).get("facultatif"))
    if "properties" in property_:
        for cle, child in property_["properties"].items():
            yield from _identification((*chemin, cle), child, facultatif=facultatif)
    else:
        yield _champ(chemin, property_, markdown=False, facultatif=facultatif)


def _noeud(chemin: Chemin, property_: Mapping[str, Any]) -> Noeud:
    if "properties" not in property_:
        return _champ(chemin, property_, markdown=True, facultatif=False)
    return Bloc(
        chemin=chemin,
        libelle=property_["title"],
        enfants=tuple(_noeud((*chemin, cle), child) for cle, child in property_["properties"].items()),
        description=property_.get("description", ""),
        disposition=property_.get(MOT_CLE, {}),
    )


def _champ(chemin: Chemin, property_: Mapping[str, Any], *, markdown: bool, facultatif: bool) -> Champ:
    return Champ(
        chemin=chemin,
        libelle=property_.get("title", ""),
        description=property_.get("description", ""),
        exemples=tuple(property_.get("examples", ())),
        options=(
            *(Option(o["const"], o["title"]) for o in property_.get("oneOf", ())),
            *(Option(level, level) for level in property_.get("enum", ())),
        ),
        markdown=markdown,
        facultatif=facultatif,
        motif=property_.get("pattern", ""),
        disposition=property_.get(MOT_CLE, {}),
    )
