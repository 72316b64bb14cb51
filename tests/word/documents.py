"""Word files for tests: raw XML, so that each may hold just what Word, or an attacker, would write."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile

from ndrc_portfolio.formulaires.cells import Cell, LaidLine
from ndrc_portfolio.formulaires.layout import lay_out
from ndrc_portfolio.formulaires.model import Champ, Chemin, Competence, Formulaire
from ndrc_portfolio.formulaires.sessions import load_forms

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": W,
        "r": R,
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def relations(**targets: str) -> str:
    """The relations of a part: `rId1="styles:styles.xml"`; what begins with « http » or « file » lies outside."""
    each = ""
    for key, given in targets.items():
        kind, _, target = given.partition(":")
        mode = ' TargetMode="External"' if target.startswith(("http", "file")) else ""
        each += f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{escape(target)}"{mode}/>'
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{each}</Relationships>'


def docx(body: str, parts: Mapping[str, str | bytes] | None = None, **targets: str) -> bytes:
    """A Word file of this body; `parts` are other files of it, `targets` the relations of its text."""
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", _TYPES)
        packed.writestr("_rels/.rels", relations(rId1="officeDocument:word/document.xml"))
        packed.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/_rels/document.xml.rels", relations(**targets))
        for name, content in (parts or {}).items():
            packed.writestr(name, content)
    return made.getvalue()


def part(root: str, content: str) -> str:
    """Another part of Word's: styles, notes, numbering."""
    return f"<w:{root} {_NAMES}>{content}</w:{root}>"


def r(texte: str, look: str = "") -> str:
    """A run of text; `look` is what stands in its `w:rPr`."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(texte)}</w:t></w:r>'


def p(*runs: str, look: str = "") -> str:
    """A paragraph of runs, each a plain text or XML; `look` is what stands in its `w:pPr`."""
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(one if one.startswith('<') else r(one) for one in runs)}</w:p>"


def ps(texte: str) -> str:
    """A paragraph a line; what is XML already stays."""
    return texte if texte.startswith("<w:") else "".join(p(line) for line in texte.split("\n"))


def tc(content: str = "", span: int = 1, merge: str = "") -> str:
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{ps(content)}</w:tc>'


def tbl(rows: Iterable[Sequence[str]]) -> str:
    """A table: of each row its cells, as XML or as texts."""
    made = (f"<w:tr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in row)}</w:tr>" for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


Answers = Mapping[Chemin, str | Sequence[str]]
Reword = Callable[[str], str]


def form_blocks(form: Formulaire, answers: Answers, reword: Reword = str, *, session: int = 2026) -> str:
    """The official form as Word has it, with these answers; `reword` is what becomes of each label of a rubrique."""
    layout = lay_out(form)
    blocks = [p(_texte(line, answers, session)) for line in layout.head]
    blocks += [p(f"{c.libelle} {_answer(answers, c)}") for c in layout.inline if not c.options]
    blocks += [p(_boxes(c, answers)) for c in layout.inline if c.options]
    blocks += [p(_texte(line, answers, session)) for line in layout.lines]
    for table in layout.tables:
        rows = [[_cell(c, answers, reword, session) for c in row] for g in table.sections for row in g.rows]
        blocks.append(tbl(rows))
        blocks += [p(table.note)] if table.note else []
    for competences in layout.grid:
        titles = [f"{'☒' if _serves(c, answers) else '☐'} {c.libelle}" for c in competences]
        blocks.append(tbl(_grid_rows(form, [c.criteres for c in competences], titles, answers)))
    for foot in layout.foot:
        if isinstance(foot, str):
            blocks.append(p(foot))
        elif isinstance(foot, Champ):
            blocks.append(p(f"{foot.libelle} {_answer(answers, foot)}"))
        else:
            blocks.append(p(_texte(foot, answers, session)))
    return "".join(blocks)


def _serves(competence: Competence, answers: Answers) -> bool:
    return bool(competence.nature) and answers.get(("activite", "nature")) == competence.nature


def _grid_rows(
    form: Formulaire, columns: Sequence[Sequence[Champ]], titles: Sequence[str], answers: Answers
) -> Iterable[list[str]]:
    levels = form.grid.niveaux
    yield [cell for title in titles for cell in (title, *levels)]
    for i in range(max(map(len, columns))):
        row: list[str] = []
        for criteria in columns:
            champ = criteria[i] if i < len(criteria) else None
            row.append(f"{champ.libelle}\n{champ.keyword.indicateurs}" if champ else "")
            row += ["X" if champ and answers.get(champ.chemin) == level else "" for level in levels]
        yield row


def _cell(cell: Cell, answers: Answers, reword: Reword, session: int) -> str:
    champ = cell.champ
    match cell.kind:
        case "etiquette" | "tete" | "titre" | "sous-bandeau" if champ:
            label = reword(cell.libelle)
            return tc(f"{label}\n{champ.keyword.aide}" if champ.keyword.aide and label else label, cell.span)
        case "encadre" if champ:
            return tc(f"{cell.libelle}\n{_answer(answers, champ)}", cell.span)
        case "valeur" if champ:
            given = answers.get(champ.chemin, "")
            texte = given if isinstance(given, str) else given[cell.position] if cell.position < len(given) else ""
            return tc(f"{cell.label} {texte}".strip() if cell.label else texte, cell.span)
        case "champ" if champ:
            label = reword(cell.libelle) if champ.markdown else cell.libelle
            return tc(f"{label} {_answer(answers, champ)}".strip(), cell.span)
        case "option" if champ and cell.option:
            given = answers.get(champ.chemin, ())
            chosen = (given,) if isinstance(given, str) else given
            return tc(f"{'☒' if cell.option.valeur in chosen else '☐'} {cell.libelle}", cell.span)
        case "cases" if champ:
            return tc(f"{cell.libelle} {_boxes(champ, answers)}", cell.span)
    lines = [_texte(line, answers, session) for line in cell.lines]
    return tc("\n".join([cell.libelle, *lines] if cell.libelle else lines), cell.span)


def _texte(line: LaidLine, answers: Answers, session: int) -> str:
    fields = [
        _boxes(c, answers) if c.options else f"{c.libelle} {_answer(answers, c) or '…………'}" for c, _ in line.champs
    ]
    right = [_texte(line.right, answers, session)] if line.right else []
    return "\t".join([*filter(None, [line.texte.replace("{session}", str(session))]), *fields, *right])


def _boxes(champ: Champ, answers: Answers) -> str:
    given = answers.get(champ.chemin, ())
    chosen = (given,) if isinstance(given, str) else given
    return "   ".join(f"{'☒' if o.valeur in chosen else '☐'} {o.libelle}" for o in champ.options)


def _answer(answers: Answers, champ: Champ) -> str:
    given = answers.get(champ.chemin, "")
    return given if isinstance(given, str) else " ".join(given)


def with_rows(form: Formulaire, texte: str) -> str:
    """The body of a form with these lines: « libellé | réponse », or a box with its option.

    A label that only begins as one of the form's is one in other words, an empty one is erased, another is a row more.
    """
    answers: dict[Chemin, str | list[str]] = {}
    other: dict[str, str] = {}
    more = ""
    for line in texte.splitlines():
        label, bar, answer = (part.strip() for part in line.partition("|"))
        if not bar:
            found = next(c for c in form.champs.values() if any(o.libelle == label[2:] for o in c.options))
            value = next(o.valeur for o in found.options if o.libelle == label[2:])
            answers[found.chemin] = [*answers.get(found.chemin, ()), *([value] if label[0] == "☒" else [])]
            continue
        official = next((c for c in form.champs.values() if c.libelle and label.startswith(c.libelle)), None)
        official = official if label else next(c for c in form.champs.values() if c.libelle == "Préconisations")
        if official is None:
            more += f"<w:tr>{tc(label, 3)}{tc(answer, 9)}</w:tr>"
            continue
        other[official.libelle] = label
        answers[official.chemin] = answer.replace("[…]", "Le réseau compte quarante boutiques. " * 600)
    body = form_blocks(form, answers, lambda label: other.get(label, label))
    at = body.rindex("<w:tr>")
    return body[:at] + more + body[at:]


_WHOLE = docx(form_blocks(load_forms(2026)["e6-activite"], {}))
WORD_FILES = {
    "fiche.docx": _WHOLE,
    "fiche-coupee.docx": _WHOLE[: len(_WHOLE) // 2],
    "fiche.doc": b"\xd0\xcf\x11\xe0" + bytes(508) + "WordDocument".encode("utf-16-le"),
    "fiche-protegee.docx": b"\xd0\xcf\x11\xe0" + bytes(508) + "EncryptedPackage".encode("utf-16-le"),
    "rapport-de-stage.docx": docx(p("Rapport de stage") + p("Je remercie mon tuteur.")),
    "fiche-commentee.docx": docx(
        form_blocks(load_forms(2026)["e6-activite"], {}),
        {
            "word/comments.xml": part(
                "comments", f'<w:comment w:id="1" w:author="Mme Petit">{p("À revoir")}</w:comment>'
            )
        },
        rId1="comments:comments.xml",
    ),
}
"""Files as one may meet them, by name; the forms in them are blank."""
