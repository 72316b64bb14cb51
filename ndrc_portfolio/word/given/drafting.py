"""What a file answers to a form, as the draft of a fiche: each answer where the portfolio's session has its place."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from ndrc_portfolio.formulaires.model import Champ, Chemin, Formulaire, full_label, heading_level
from ndrc_portfolio.word.given.alike import all_words
from ndrc_portfolio.word.given.draft import Draft
from ndrc_portfolio.word.given.extract import Leftover
from ndrc_portfolio.word.given.markdown import plain, to_markdown
from ndrc_portfolio.word.given.model import Block, Document, Image, Paragraph, Table, images_of
from ndrc_portfolio.word.given.pictures import Pictures
from ndrc_portfolio.word.given.read_form import Read

_OVER_20 = re.compile(r" ?/ ?20$")
_CALL = re.compile(r"\[\^((?:foot|end)note-[^\[\]]{1,20})\]")
_NUMBERED = re.compile(r"^Annexe \d{1,2} ?[:—–-] ", re.IGNORECASE)
_PAGE = re.compile(r" ?\(\d{1,2}/\d{1,2}\)$")
_SECRET = 6  # figures, from which on a number is the candidate's wherever it stands
_CAPTION = 120  # characters of a line that may be the title of the picture below it
_OF_IDENTITY = frozenset("nom prenom du de candidat n numero".split())  # noqa: SIM905


class Drafted(NamedTuple):
    """A draft, and what the file says of the candidate, by the key it has in the settings: never in the fiche."""

    draft: Draft
    identity: dict[str, str]


def draft_of(read: Read, target: Formulaire, document: Document, pictures: Pictures) -> Drafted:
    """A fiche of `target`: the form that was read, as the portfolio's session has it."""
    draft = Draft(target, {c: v for c, v in read.chosen.items() if c in target.champs})
    _take_out_other_natures(draft)
    identity = {
        chemin[-1]: texte
        for chemin in read.found.values
        if chemin[0] == "candidat" and (texte := read.field(*chemin)) and set(all_words([texte])) - _OF_IDENTITY
    }
    _place_values(read, draft, pictures)
    inside = [left for left in read.found.leftovers if left.spot <= read.last or not target.by_candidat]
    for left in inside:
        draft.leftovers.append((_known(left.behind, target), to_markdown(left.blocks, pictures.shown)))
    _place_rest(read.found.leftovers[len(inside) :], draft, pictures)
    draft.leftovers = [(c, t) for c, text in draft.leftovers if (t := _without_identity(text, identity))]
    _number_notes(draft, document, pictures)
    if len(numero := identity.get("numero", "")) >= _SECRET:
        _hide(draft, numero)
    return Drafted(draft, identity)


def _take_out_other_natures(draft: Draft) -> None:
    """The levels of a competence that does not serve the nature which is ticked: the fiche may not have both."""
    nature = draft.fields.get(("activite", "nature"))
    others = [c for c in draft.form.grille if nature and c.nature and c.nature != nature]
    for champ in (champ for competence in others for champ in competence.criteres):
        if level := draft.fields.pop(champ.chemin, None):
            draft.leftovers.append((None, f"{champ.libelle} : {level}"))


def _known(chemin: Chemin | None, target: Formulaire) -> Chemin | None:
    return chemin if chemin in target.champs else None


def _place_values(read: Read, draft: Draft, pictures: Pictures) -> None:
    """Each value to where its leaf is written; what has no leaf in this session stays behind the one before."""
    form, behind = read.page.form, None
    for chemin, champ in form.champs.items():
        cells = read.found.values.get(chemin, {})
        target = draft.form.champs.get(chemin)
        behind = chemin if target is not None and target.markdown else behind
        if not any(cells.values()) or chemin[0] == "candidat":
            continue
        if target is not None and target.markdown:
            under = heading_level(target) if target.cellules == 1 else 0
            draft.texts[chemin] = [to_markdown(cells.get(i, []), pictures.shown, under) for i in range(max(cells) + 1)]
        elif target is None or not _fits(target, read.field(*chemin), draft):
            texts = [to_markdown(blocks, pictures.shown) for blocks in cells.values()]
            draft.leftovers.append((behind, "\n\n".join([full_label(form, champ), *texts])))


def _fits(champ: Champ, texte: str, draft: Draft) -> bool:
    """Write a field of the head, if it may say that."""
    texte = _OVER_20.sub("", texte) if champ.keyword.decimale else texte
    if champ.options or (champ.motif and not re.search(champ.motif, texte)):
        return False
    draft.fields[champ.chemin] = texte
    return True


def _place_rest(rest: list[Leftover], draft: Draft, pictures: Pictures) -> None:
    """What follows a form: its pictures are annexes, each with the line above as its title; the rest is kept."""
    behind = next((n.chemin for n in reversed(draft.form.rubriques)), None)
    texts: list[Block] = []
    for block in _flat(b for left in rest for b in left.blocks):
        images = list(images_of((block,)))
        caption = texts[-1] if texts else None
        titre = " ".join(caption.texte.split()) if isinstance(caption, Paragraph) else ""
        if len(images) == 1 and 0 < len(titre) <= _CAPTION:
            texts.pop()
        else:
            titre = ""
        for picture in images:
            if file := pictures.file(picture):
                draft.annexes.append(
                    (_NUMBERED.sub("", titre) or picture.alt or f"Annexe {len(draft.annexes) + 1}", file)
                )
        if isinstance(block, Table) or block.texte.strip():
            texts.append(_without_images(block))
    draft.annexes = _whole_annexes(draft.annexes, pictures)
    if texts:
        draft.leftovers.append((behind, to_markdown(texts, pictures.shown)))


def _whole_annexes(annexes: list[tuple[str, str]], pictures: Pictures) -> list[tuple[str, str]]:
    """Annexes whose titles count the pages of one, « Devis (1/2) », as that one."""
    whole: list[tuple[str, str]] = []
    for titre, pages in groupby(annexes, key=lambda annexe: _PAGE.sub("", annexe[0])):
        each = list(pages)
        parted = len(each) > 1 and all(_PAGE.search(t) for t, _ in each) and len({f for _, f in each}) == len(each)
        whole += [(titre, pictures.joined([file for _, file in each]))] if parted else each
    return whole


def _flat(blocks: Iterator[Block]) -> Iterator[Block]:
    """Paragraphs, and the tables that hold no picture."""
    for block in blocks:
        if isinstance(block, Table) and any(True for _ in images_of((block,))):
            for row in block.rows:
                for cell in row:
                    yield from _flat(iter(cell.blocks))
        else:
            yield block


def _without_images(block: Block) -> Block:
    if isinstance(block, Table):
        return block
    return replace(block, inlines=tuple(i for i in block.inlines if not isinstance(i, Image)))


def _without_identity(texte: str, identity: dict[str, str]) -> str:
    """A leftover without the lines that say who the candidate is, and nothing else."""
    own = set(all_words(identity.values()))
    lines = [line for line in texte.split("\n") if not own or not _says_who(line, own)]
    return "\n".join(lines).strip()


def _says_who(line: str, own: set[str]) -> bool:
    words = set(all_words([line]))
    return bool(words & own) and not words - own - _OF_IDENTITY


def _hide(draft: Draft, numero: str) -> None:
    """The candidate's number is in no text of the fiche."""
    draft.texts = {c: [t.replace(numero, "…") for t in texts] for c, texts in draft.texts.items()}
    draft.leftovers = [(c, t.replace(numero, "…")) for c, t in draft.leftovers]
    draft.annexes = [(t.replace(numero, "…"), file) for t, file in draft.annexes]


def _number_notes(draft: Draft, document: Document, pictures: Pictures) -> None:
    """The notes that are called, by number; what they say stands at the end of the fiche."""
    numbers: dict[str, str] = {}

    def call(found: re.Match[str]) -> str:
        number = numbers.setdefault(found[1], str(len(numbers) + 1))
        draft.notes[number] = to_markdown(document.notes.get(found[1], ()), pictures.shown)
        return f"[^{number}]"

    def said(found: re.Match[str]) -> str:
        return f"({plain(document.notes.get(found[1], ()))})"

    draft.texts = {c: [_CALL.sub(call, t) for t in texts] for c, texts in draft.texts.items()}
    draft.leftovers = [(c, _CALL.sub(said, t)) for c, t in draft.leftovers]
