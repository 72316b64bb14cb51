"""Word files that somebody made to do harm, or that no program closed: by name, with their bytes."""

from collections.abc import Iterator
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from ndrc_portfolio.formulaires.sessions import load_forms
from tests.word.documents import W, docx, form_blocks, p, part, r, tbl, tc

FORM = load_forms(2026)["e6-activite"]


def packed(*parts: tuple[str, bytes]) -> bytes:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as file:
        for name, content in parts:
            file.writestr(name, content)
    return made.getvalue()


def with_answer(answer: str) -> str:
    """The body of a form, one of whose cells is XML of somebody's."""
    return form_blocks(FORM, {("analyse", "contexte"): answer})


def document(text: str) -> bytes:
    """A file whose only part is this XML."""
    return packed(("word/document.xml", text.encode()))


def refused() -> Iterator[tuple[str, bytes]]:
    """What is not read at all."""
    yield "vide.docx", b""
    yield "texte.docx", b"Bonjour"
    yield "sans-texte.docx", packed(("word/autre.xml", b"<a/>"))
    yield "xml-coupe.docx", document(f'<w:document xmlns:w="{W}"><w:body>')
    yield "bombe.docx", packed(("word/document.xml", b" " * 300_000_000))
    yield "mille-parties.docx", packed(*((f"word/{i}.xml", b"") for i in range(9_000)))
    entity = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><w:document xmlns:w="{W}"><w:body>'
    yield "xxe.docx", document(f"{entity}<w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>")
    lots = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10 if i else "lol"}">' for i in range(12))
    yield "entites.docx", document(f"<!DOCTYPE a [{lots}]><a b='&l11;'>&l11;</a>")
    deep = "<w:tbl><w:tr><w:tc>" * 3_000 + p("fond") + "</w:tc></w:tr></w:tbl>" * 3_000
    yield "tableaux-profonds.docx", docx(deep)
    nested = p("fond")
    for _ in range(12):
        nested = tbl([[tc(nested + p(""))]])
    yield "douze-tableaux.docx", docx(nested)
    yield "controles-profonds.docx", docx("<w:sdt><w:sdtContent>" * 200 + p("x") + "</w:sdtContent></w:sdt>" * 200)
    yield "paragraphes.docx", docx("<w:p/>" * 300_000)
    yield "une-rangee.docx", docx(tbl([["x"] * 5_000]))


def read() -> Iterator[tuple[str, bytes]]:
    """What is read, for its harm is none to us."""
    yield "grille.docx", docx(with_answer(tbl([[tc("large", 2_000_000_000), tc("étroit")]]) + p("")))
    yield "noms.docx", docx(form_blocks(FORM, {}), {"../../../evil.txt": b"x", "word/media/../../evil.png": b"x"})
    yield "long.docx", docx(with_answer(p("mot " * 500_000)))
    circle = part("styles", '<w:style w:styleId="a"><w:basedOn w:val="a"/></w:style>')
    yield "styles.docx", docx(form_blocks(FORM, {}), {"word/styles.xml": circle}, rId9="styles:styles.xml")
    yield "sans-fin.docx", docx(with_answer(p(*(r("x", "<w:b/>") + r("y") for _ in range(20_000)))))
    yield "etiquettes.docx", docx("".join(p("Contexte du réseau") for _ in range(3_000)) + form_blocks(FORM, {}))
    yield "nulle-part.docx", docx(form_blocks(FORM, {}), rId7="image:NULL", rId8="footnotes:absent.xml")
