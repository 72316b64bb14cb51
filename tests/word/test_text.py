"""What stands in a cell of Word: ticks however they are made, and texts that read the same in Markdown."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from ndrc_portfolio.formulaires.sessions import load_forms
from tests.support import ndrc
from tests.word.documents import docx, form_blocks, p, part, r, tbl, tc
from tests.word.importing import Imported, imported

FORM = load_forms(2026)["e6-activite"]
RESEAUX = [option.libelle for option in FORM.champs["reseau",].options]
BLANK = form_blocks(FORM, {})
FONT = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
DRAWN = "<w:r><w:drawing><wp:anchor><a:graphic><wps:wsp/></a:graphic></wp:anchor></w:drawing></w:r>"


def symbol(code: str) -> str:
    return f'<w:r><w:sym w:font="Wingdings" w:char="{code}"/></w:r>'


def control(checked: int) -> str:
    shown = r("☒" if checked else "☐")
    state = f'<w:sdtPr><w14:checkbox><w14:checked w14:val="{checked}"/></w14:checkbox></w:sdtPr>'
    return f"<w:sdt>{state}<w:sdtContent>{shown}</w:sdtContent></w:sdt>"


def old_field(checked: int) -> str:
    data = f'<w:ffData><w:checkBox><w:default w:val="0"/><w:checked w:val="{checked}"/></w:checkBox></w:ffData>'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r>'
        '<w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


TICKS = {
    "croix": ("X ", "⚪ "),
    "v": ("V ", "○ "),
    "crochets": ("[x] ", "[ ] "),
    "cases": ("☑ ", "□ "),
    "Wingdings": (r("\uf0fe", FONT), r("\uf0a8", FONT)),
    "V de Wingdings": (r("\uf056", FONT), r("\uf0a1", FONT)),
    "lettre de Wingdings": (r("x", FONT), r("o", FONT)),
    "symbole": (symbol("F0FD"), symbol("F0A8")),
    "contrôle": (control(1), control(0)),
    "ancien champ": (old_field(1), old_field(0)),
    "seule sans case vide": ("", "☐ "),
}


@pytest.mark.parametrize("kind", TICKS)
def test_a_tick_is_read_however_it_is_made(kind: str, tmp_path: Path) -> None:
    ticked, empty = TICKS[kind]
    body = BLANK
    for place, label in enumerate(RESEAUX):
        body = body.replace(p(f"☐ {label}"), p(ticked if place == 1 else empty, label))
    read = imported(tmp_path, docx(body))
    assert (read.code, read.answer("reseau"), read.said) == (0, ["partenaires"], [])


def test_a_drawn_tick_is_to_be_looked_at(tmp_path: Path) -> None:
    read = imported(tmp_path, docx(BLANK.replace(p(f"☐ {RESEAUX[0]}"), p(DRAWN, RESEAUX[0]))))
    assert (read.code, read.answer("reseau"), read.codes) == (1, ["distributeurs"], {"NDRC707"})


@pytest.mark.parametrize(
    ("written", "valeur"),
    [("☒ OUI   ☐ NON", "oui"), ("OUI ☐ NON ☒", "non"), ("OUI X  NON", "oui"), ("Oui", "oui"), ("OUI / NON", "")],
)
def test_yes_and_no(written: str, valeur: str, tmp_path: Path) -> None:
    read = imported(tmp_path, docx(BLANK.replace("☐ OUI   ☐ NON", written)))
    assert (read.code, read.answer("vecue")) == (0, [valeur] if valeur else [])


# ---- Texts


def of_cell(root: Path, cell: str, parts: dict[str, str | bytes] | None = None, **targets: str) -> Imported:
    """A form of which one cell holds this."""
    return imported(root, docx(form_blocks(FORM, {("analyse", "contexte"): cell}), parts, **targets))


BOLD, ITALIC = "<w:b/>", "<w:i/>"
NUMBERING = part(
    "numbering",
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
)


def item(level: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'


def box(content: str) -> str:
    """A text box as Word writes it: twice."""
    inside = f"<w:txbxContent>{content}</w:txbxContent>"
    shape = f"<wp:anchor><a:graphic><wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphic></wp:anchor>"
    old = f"<w:pict><v:textbox>{inside}</v:textbox></w:pict>"
    choice = f"<mc:Choice><w:drawing>{shape}</w:drawing></mc:Choice><mc:Fallback>{old}</mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}</mc:AlternateContent></w:r>"


TEXTS = {
    "listes de Word": (
        p("un", look=item(0)) + p("sous", look=item(1)) + p("deux", look=item(0)),
        "- un\n    1. sous\n- deux",
    ),
    "listes tapées": ("-un\n• deux\n➢ trois", "- un\n- deux\n- trois"),
    "pas des listes": ("1) visites\n-5 % de remise", "1\\) visites\n\n\\-5 % de remise"),
    "gras": (p(r("Marché :", BOLD), " en hausse ", r("vive", ITALIC)), "**Marché :** en hausse *vive*"),
    "gras partout": (p(r("Tout est gras", BOLD)), "Tout est gras"),
    "gras collé": (p(r("Prix :", BOLD), "12 €"), "**Prix** :12 €"),
    "signes": ("2 * 3, a_b, <b> & [x]\n# dièse\n> cité", "2 \\* 3, a_b, &lt;b> & \\[x\\]\n\n\\# dièse\n\n&gt; cité"),
    "astérisques tapés": ("**gras**", "\\*\\*gras\\*\\*"),
    "retour à la ligne": ("<w:p><w:r><w:t>un</w:t><w:br/><w:t>deux</w:t></w:r></w:p>", "un\ndeux"),
    "insertions": (
        f"<w:p>{r('a ')}<w:ins>{r('b')}</w:ins><w:del><w:r><w:delText>c</w:delText></w:r></w:del></w:p>",
        "a b",
    ),
    "contrôle": (f"<w:sdt><w:sdtContent>{p('Réponse')}</w:sdtContent></w:sdt>", "Réponse"),
    "zone de texte": (p(r("Avec "), box(p("Budget"))), "Avec\n\nBudget"),
    "tableau": (
        p("Avant") + tbl([["Mois", "CA | net"], [tc("Juin", 2)]]) + p(""),
        "Avant\n\n| Mois | CA \\| net |\n| --- | --- |\n| Juin |  |",
    ),
    "cadre": (tbl([["seul"], ["second"]]) + p(""), "seul\n\nsecond"),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_text_reads_the_same(kind: str, tmp_path: Path) -> None:
    cell, markdown = TEXTS[kind]
    read = of_cell(tmp_path, cell, {"word/numbering.xml": NUMBERING}, rId9="numbering:numbering.xml")
    assert (read.code, read.answer("analyse", "contexte")) == (0, [markdown])


def test_links_keep_their_address_and_what_is_no_web_address_is_text(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://b.fr" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{r("b")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    web, disk = (f'<w:hyperlink r:id="{key}">{r(key)}</w:hyperlink>' for key in ("site", "disque"))
    cell = p(web, " et ", field, " et ", disk)
    read = of_cell(tmp_path, cell, site="hyperlink:https://a.fr/x y", disque="hyperlink:file:///C:/fiche.docx")
    assert read.answer("analyse", "contexte") == ["[site](https://a.fr/x%20y) et [b](https://b.fr) et disque"]


def test_notes_stand_at_the_end(tmp_path: Path) -> None:
    notes = part("footnotes", f'<w:footnote w:id="2">{p("Selon l’Insee")}</w:footnote>')
    cell = p("En hausse", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    read = of_cell(tmp_path, cell, {"word/footnotes.xml": notes}, rId8="footnotes:footnotes.xml")
    assert read.answer("analyse", "contexte") == ["En hausse[^1]"]
    assert "[^1]: Selon l’Insee" in read.source


def test_pictures_are_made_anew_and_what_is_linked_is_not_fetched(tmp_path: Path) -> None:
    photo = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Téléphone de Camille"
    Image.new("RGB", (40, 30), "red").save(photo, "JPEG", exif=exif)

    def picture(how: str, key: str) -> str:
        blip = f'<pic:pic><a:blip r:{how}="{key}"/></pic:pic>'
        return f'<w:r><w:drawing><wp:inline><wp:docPr descr="Le rayon"/>{blip}</wp:inline></w:drawing></w:r>'

    cell = p(picture("embed", "photo")) + p(picture("link", "ailleurs"))
    after = p("Annexe 1 : le devis") + p(picture("embed", "photo2"))
    parts: dict[str, str | bytes] = {"word/media/a.jpg": photo.getvalue(), "word/media/b.jpg": photo.getvalue()}
    body = form_blocks(FORM, {("analyse", "contexte"): cell}) + after
    read = imported(
        tmp_path,
        docx(
            body, parts, photo="image:media/a.jpg", photo2="image:media/b.jpg", ailleurs="image:http://x.invalid/y.png"
        ),
    )
    assert read.answer("analyse", "contexte") == ["![Le rayon](../annexes/e6-fiche-1-image-1.jpg)"]
    assert [(a.titre, a.fichier) for a in read.fiches[0].annexes] == [("le devis", "../annexes/e6-fiche-1-image-2.jpg")]
    made = (tmp_path / "docs" / "annexes" / "e6-fiche-1-image-1.jpg").read_bytes()
    assert made.startswith(b"\xff\xd8")
    assert "Téléphone".encode() not in made
    assert read.codes == {"NDRC708"}
    assert ndrc(tmp_path, "verifier", "docs").code == 0


def test_a_title_may_hold_quotes_and_backslashes(tmp_path: Path) -> None:
    read = imported(tmp_path, docx(form_blocks(FORM, {("titre",): 'Le "rayon\\bio" de l\'été'})))
    assert (read.code, read.answer("titre")) == (0, ['Le "rayon\\bio" de l\'été'])
