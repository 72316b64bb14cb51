"""One document: from the bytes of a file to the text of each rubrique, with the place of everything.

Reading never raises and never stops at the first fault: what is wrong is told in `Fiche.diagnostics`, what
could be read is kept, and after an unknown heading reading goes on with the nearest one (design §1, §4).
"""

from collections.abc import Mapping
from typing import Any

from ndrc_portfolio.fiches.body import Body, Heading, is_empty, scan_body, without_comments
from ndrc_portfolio.fiches.front_matter import FrontMatter, names_a_fiche, read_front_matter
from ndrc_portfolio.fiches.headings import HeadingMatcher
from ndrc_portfolio.fiches.model import Annexe, Fiche, Valeur
from ndrc_portfolio.fiches.slips import word_bullets
from ndrc_portfolio.formulaires.model import Bloc, Champ, Formulaire, heading_line
from ndrc_portfolio.messages.catalogue.body import (
    AlsoInFrontMatter,
    GluedList,
    GluedTable,
    LostSign,
    NoHeading,
    OpenComment,
    OpenTag,
    TagNeverOpened,
    TextBeforeHeadings,
    TextUnderBlock,
    WordBullets,
)
from ndrc_portfolio.messages.catalogue.file import EmptyFile, FileTooBig, NotUtf8
from ndrc_portfolio.messages.catalogue.front_matter import (
    CommentInValue,
    FicheKeyMiswritten,
    NoDocument,
    UnknownDocument,
    UnreadablePage,
)
from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.message import Message
from ndrc_portfolio.messages.words import nearest, normalise

MAX_SIZE = 1_000_000  # bytes; a dense fiche has 20,000


_MOTS = ("fiche", "statut", "confidentiel")


_OUI_NON = {"true": "oui", "false": "non", "oui": "oui", "non": "non"}


def read_fiche(source: bytes, path: str, formulaires: Mapping[str, Formulaire]) -> Fiche | None:
    """Read one file. None when it is an ordinary page, of which nothing is to be said.

    An ordinary page with a fault (an empty file, a front matter that MkDocs would drop in silence) comes back
    as a `Fiche` without `formulaire`, for its diagnostics.
    """
    if len(source) > MAX_SIZE:
        return _sans_texte(path, FileTooBig(taille=f"{len(source) / 1e6:.1f}".replace(".", ",")))
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        return _mal_encode(source, path, wrong)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return _sans_texte(path, EmptyFile())
    entete = read_front_matter(text)
    if not entete.present:
        return None
    fiche = Fiche(path, text.split("\n"), entete)
    _accepter_fiche(fiche)
    if "fiche" not in entete.data and not (entete.faults and names_a_fiche(text)):
        if not entete.faults:
            return None
        _signaler_page(fiche)
        return fiche
    for fault in entete.faults:
        fiche.signaler(fault.message, fault.place, fault.fix)
    fiche.explained |= {tuple(map(str, path)) for path in entete.explained if path}
    fiche.formulaire = _formulaire(fiche, formulaires)
    if fiche.formulaire is not None:
        _lire_entete(fiche, fiche.formulaire)
        _lire_corps(fiche, fiche.formulaire)
    return fiche


def bullets(texts: list[str]) -> str:
    """A list of texts as Markdown bullets."""
    return "\n".join("- " + text.strip().replace("\n", "\n    ") for text in texts if text.strip())


def _sans_texte(path: str, message: Message) -> Fiche:
    fiche = Fiche(path, [], FrontMatter())
    fiche.signaler(message, Place(1))
    return fiche


def _mal_encode(source: bytes, path: str, wrong: UnicodeDecodeError) -> Fiche:
    before = source[: wrong.start].replace(b"\r\n", b"\n").decode("utf-8", errors="replace")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    text = source.decode("cp1252", errors="replace")
    fiche = Fiche(path, text.replace("\r\n", "\n").split("\n"), FrontMatter())
    fiche.signaler(NotUtf8(), Place(line, column))
    return fiche


def _signaler_page(fiche: Fiche) -> None:
    """An ordinary page: MkDocs would lose its front matter in silence, so it is a warning."""
    for fault in fiche.front_matter.faults:
        fiche.signaler(UnreadablePage(fault=fault.message), fault.place, fault.fix)


def _accepter_fiche(fiche: Fiche) -> None:
    """`Fiche:` for `fiche:` is told, and read on with: the page must not pass for an ordinary one."""
    data = fiche.front_matter.data
    meant = next((k for k in data if normalise(k) in ("fiche", "fiches")), "fiche")
    if meant != "fiche" and "fiche" not in data:
        place = fiche.front_matter.key_places[meant,]
        fiche.signaler(FicheKeyMiswritten(cle=meant), place, Edit(place, "fiche"))
        data["fiche"] = data.pop(meant)
        fiche.front_matter.key_places["fiche",] = place


def _formulaire(fiche: Fiche, formulaires: Mapping[str, Formulaire]) -> Formulaire | None:
    value = fiche.front_matter.data.get("fiche")
    if isinstance(value, str) and value in formulaires:
        return formulaires[value]
    if value is None and fiche.front_matter.faults:
        return None  # the fault of its line is told already
    shown = value if isinstance(value, str) else ""
    near = nearest(shown, formulaires) if shown else None
    sure = nearest(shown, formulaires, 0.85) if shown else None  # a form that is less like it would tell nonsense
    place = fiche.front_matter.place(("fiche",))
    valeurs = tuple(formulaires)
    if shown:
        fix = Edit(place, sure) if sure else None
        fiche.signaler(UnknownDocument(valeur=shown, suggestion=near, valeurs=valeurs), place, fix)
    else:
        fiche.signaler(NoDocument(valeurs=valeurs), place)
    return formulaires[sure] if sure else None


def _lire_entete(fiche: Fiche, form: Formulaire) -> None:
    entete = fiche.front_matter
    for champ in form.champs.values():
        holder: Any = entete.data
        for cle in champ.chemin[:-1]:
            holder = holder.get(cle) if isinstance(holder, dict) else None
        if not isinstance(holder, dict) or champ.chemin[-1] not in holder:
            continue
        value = holder[champ.chemin[-1]]
        if champ.oui_non and isinstance(value, str):
            value = holder[champ.chemin[-1]] = _OUI_NON.get(value.casefold(), value)
        cellules = _cellules(champ, value)
        if cellules is not None:
            fiche.valeurs[champ.chemin] = Valeur(cellules, entete.place(champ.chemin))
            if champ.markdown:
                # Most lines and lists have nothing to be told; a list of one item may be a « - 9 % ».
                for cellule in (c for c in cellules if "<" in c or "+ " in c or ("\n" in c) != (c[:1] == "-")):
                    _signaler_markdown(fiche, scan_body(cellule), at=entete.place(champ.chemin))
    told = {fault.place.line for fault in entete.faults}
    for signe, place in word_bullets(fiche.lines[: entete.body_line - 1], 1):  # YAML may have joined these lines
        if told.isdisjoint((place.line, place.line + 1)):
            fiche.signaler(WordBullets(signe=signe), place)
    _signaler_commentaires(fiche, form)
    _lire_annexes(fiche)


def _signaler_commentaires(fiche: Fiche, form: Formulaire) -> None:
    """`titre: Vente # suite` loses its end in YAML; behind no value at all, `# …` is a note to oneself."""
    for path, place in fiche.front_matter.comments.items():
        champ = form.champs.get(tuple(str(p) for p in path if isinstance(p, str)))
        if "…" in path or path[-1] in _MOTS or (champ and champ.options):
            continue  # one word of a list: what follows it can only be a note
        shown = fiche.lines[place.line - 1][place.column - 1 :].rstrip()
        value: Any = fiche.front_matter.data
        for step in path:
            value = value[step]
        if value is not None or not shown.startswith("# "):
            cle = next(p for p in reversed(path) if isinstance(p, str))
            fiche.signaler(CommentInValue(commentaire=shown, cle=cle), place)


def _cellules(champ: Champ, value: Any) -> tuple[str, ...] | None:
    """The texts of a value, None when it is of a wrong type (which validation tells)."""
    if isinstance(value, str):
        texts = [value]
    elif isinstance(value, list) and champ.markdown and all(isinstance(v, str | None) for v in value):
        texts = [v or "" for v in value] if champ.cellules > 1 else [bullets([v for v in value if v])]
    else:
        return None
    return tuple(without_comments(t).strip("\n") if champ.markdown else t.strip() for t in texts)


def _lire_annexes(fiche: Fiche) -> None:
    annexes = fiche.front_matter.data.get("annexes")
    for i, annexe in enumerate(annexes if isinstance(annexes, list) else []):
        if not isinstance(annexe, dict):
            continue
        if isinstance(annexe.get("confidentiel"), str):
            annexe["confidentiel"] = _OUI_NON.get(annexe["confidentiel"].casefold(), annexe["confidentiel"])
        titre, fichier = annexe.get("titre"), annexe.get("fichier")
        if isinstance(titre, str) and isinstance(fichier, str):
            # Anything but a clear « non » keeps it from the public.
            confidentiel = annexe.get("confidentiel") not in (None, "non")
            place = fiche.front_matter.place(("annexes", i, "fichier"))
            fiche.annexes.append(Annexe(i + 1, titre, fichier, confidentiel, place))


def _lire_corps(fiche: Fiche, form: Formulaire) -> None:
    corps = scan_body(fiche.front_matter.body, fiche.front_matter.body_line)
    _signaler_markdown(fiche, corps)
    for signe, place in corps.word_bullets:
        fiche.signaler(WordBullets(signe=signe), place)
    attribution = HeadingMatcher(corps.headings, form, fiche.signaler)
    given = attribution.donnes
    fiche.headings = attribution.places
    fiche.explained |= attribution.explained
    first = given[0][0].start if given else len(corps.text)
    _texte_hors_rubrique(fiche, form, corps, 0, first, None)
    for i, (titre, noeud) in enumerate(given):
        end = given[i + 1][0].start if i + 1 < len(given) else len(corps.text)
        if isinstance(noeud, Champ):
            _ajouter(fiche, noeud, titre, corps.between(titre.end, end).strip("\n"))
        elif isinstance(noeud, Bloc):
            _texte_hors_rubrique(fiche, form, corps, titre.end, end, noeud)
    for text, place in corps.nearly:
        if nodes := form.by_label.get(normalise(text)):
            fiche.signaler(NoHeading(titre=text), place)
            fiche.explained.update(n.chemin for n in nodes if n.chemin not in fiche.headings)


def _ajouter(fiche: Fiche, champ: Champ, titre: Heading, text: str) -> None:
    text = text.rstrip()
    given = fiche.valeurs.get(champ.chemin)
    if given is not None and not all(is_empty(t) for t in given.cellules):
        if is_empty(text):
            return
        if not given.in_body:
            fiche.signaler(AlsoInFrontMatter(titre=titre.text, autre=given.place.line), titre.place)
        text = f"{given.texte}\n\n{text}"  # nothing that an author wrote is lost, even in a page in error
    elif given is not None:
        fiche.definitions += "\n".join(given.cellules) + "\n"  # what is empty may hold definitions
    fiche.valeurs[champ.chemin] = Valeur((text,), titre.place, in_body=True)


def _texte_hors_rubrique(fiche: Fiche, form: Formulaire, corps: Body, start: int, end: int, bloc: Bloc | None) -> None:
    text = corps.between(start, end)
    if not text.strip():
        return
    if is_empty(text):
        fiche.definitions += text.strip("\n") + "\n"
        return
    raw = corps.text[start:end]
    clean = next(line for line in text.split("\n") if line.strip())
    at = raw.find(clean)
    line = corps.text.count("\n", 0, start + max(at, 0)) + fiche.front_matter.body_line
    place = Place(line, 1, len(clean))
    rubrique = next(n for n in (bloc.enfants if bloc else form.noeuds) if isinstance(n, Champ) or bloc)
    if bloc is None:
        fiche.signaler(TextBeforeHeadings(ligne=heading_line(rubrique)), place)
    else:
        fiche.signaler(TextUnderBlock(bloc=bloc.libelle, ligne=heading_line(rubrique)), place)
        fiche.explained.update(n.chemin for n in bloc.enfants if n.chemin not in fiche.headings)


def _signaler_markdown(fiche: Fiche, corps: Body, at: Place | None = None) -> None:
    for name, place in corps.left_open:
        if name == "!--":
            fiche.signaler(OpenComment(), at or place)
        else:
            fiche.signaler(OpenTag(balise=name), at or place)
    for name, place in corps.never_opened:
        fiche.signaler(TagNeverOpened(balise=name), at or place)
    for kind, place in corps.glued:
        fiche.signaler(GluedList() if kind == "liste" else GluedTable(), at or place)
    for signe, nombre, place in corps.lost_signs:
        fiche.signaler(LostSign(signe=signe, nombre=nombre), at or place)
