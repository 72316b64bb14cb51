"""What authors write, in Word: each kind of text, and texts that mean harm."""

import pytest

from ndrc_portfolio.word.written.page import Around, write_page
from tests.support import picture
from tests.word.opened import Opened, misplaced

NOTES = '<ol><li id="d1-fn:1"><p>Source : Insee. <a class="footnote-backref">↩</a></p></li></ol>'


def page(html: str, notes: str = "") -> str:
    cell = f'<tr><td class="valeur" colspan="12">{html}</td></tr>'
    table = f'<table class="formulaire"><colgroup><col span="12"></colgroup><tbody>{cell}</tbody></table>'
    return f'<main><section class="feuille" id="d1">{table}<div class="notes">{notes}</div></section></main>'


def around(title: str = "Fiche 1", files: dict[str, bytes] | None = None) -> Around:
    return Around(title, "Camille Roussel", "", ["Fiche 1"], (files or {}).get, lambda address: address)


def written(html: str, notes: str = "", files: dict[str, bytes] | None = None) -> Opened:
    opened = Opened(write_page(page(html, notes), around(files=files)).data)
    assert not misplaced(opened)
    return opened


def runs_with(opened: Opened, name: str) -> list[str]:
    """The texts of the runs that have a property."""
    found = opened.body.findall(f".//w:r/w:rPr/{name}/../..", opened.names)
    return ["".join(map(str, run.itertext())) for run in found]


def test_letters_look_as_they_were_written() -> None:
    opened = written(
        "<p>Un <strong>gras</strong>, un <em>penché</em>, 1<sup>re</sup>, <del>faux</del> et <code>x = 1</code></p>"
    )
    assert opened.lines == ["Un gras, un penché, 1re, faux et x = 1"]
    for name, text in (("w:b", "gras"), ("w:i", "penché"), ("w:vertAlign", "re"), ("w:strike", "faux")):
        assert runs_with(opened, name) == [text]
    assert runs_with(opened, "w:rStyle") == ["x = 1"]


def test_spaces_are_those_that_one_reads() -> None:
    assert written("<p>\n  Un\n <b> mot </b>  <i>et</i> deux<br />\nlignes </p>").lines == ["Un mot et deux lignes"]
    kept = written("<pre>a\n  b\n</pre>")
    assert [text.text for text in kept.body.iter(kept.w("t"))] == ["a", "  b"]
    assert len(kept.body.findall(".//w:br", kept.names)) == 1


def test_lists_are_lists_with_numbers_of_their_own() -> None:
    opened = written(
        "<ul><li>un<ul><li>deux</li></ul></li></ul><ol start='3'><li><p>trois</p><p>suite</p></li><li>quatre</li></ol>"
    )
    numbered = [
        (
            opened.line(p),
            *(p.find(f"w:pPr/w:numPr/w:{n}", opened.names).get(opened.w("val")) for n in ("ilvl", "numId")),
        )
        for p in opened.body.iter(opened.w("p"))
        if p.find("w:pPr/w:numPr", opened.names) is not None
    ]
    assert [line[:2] for line in numbered] == [("un", "0"), ("deux", "1"), ("trois", "0"), ("quatre", "0")]
    assert len({number for _, _, number in numbered}) == 3
    assert "suite" in opened.lines
    starts = opened.root("word/numbering.xml").findall(".//w:startOverride", opened.names)
    assert [start.get(opened.w("val")) for start in starts].count("3") == 1


def test_a_table_is_a_table_in_its_cell() -> None:
    head = "<thead><tr><th>A</th><th style='text-align: right'>B</th></tr></thead>"
    opened = written(f"<table>{head}<tbody><tr><td colspan='2'>C</td></tr></tbody></table>")
    inner = opened.body.findall(".//w:tbl//w:tbl", opened.names)
    assert len(inner) == 1 and [opened.line(p) for p in inner[0].iter(opened.w("p"))] == ["A", "B", "C"]
    assert inner[0].find(".//w:gridSpan", opened.names).get(opened.w("val")) == "2"
    assert inner[0].find(".//w:jc", opened.names).get(opened.w("val")) == "right"
    assert inner[0].find(".//w:tblHeader", opened.names) is not None


def test_cells_over_several_rows_stay_beside_theirs() -> None:
    opened = written(
        "<table><tr><td rowspan='2'>A<td>B</tr><tr><td>C</tr><tr><td colspan='9'>D<td rowspan='3'>E</tr></table>"
    )
    rows = opened.body.findall(".//w:tbl//w:tbl/w:tr", opened.names)
    texts = [
        [" ".join(map(opened.line, cell.iter(opened.w("p")))) for cell in row.iter(opened.w("tc"))] for row in rows
    ]
    assert texts == [["A", "B"], ["", "C"], ["D", "E"]]
    assert [m.get(opened.w("val")) for m in opened.body.iter(opened.w("vMerge"))] == ["restart", "continue", "restart"]


def test_links_lead_where_they_did() -> None:
    opened = written(
        "<p><a href='https://exemple.fr/a?b=c&amp;d=é'>dehors</a>, <a href='#d1-x'>dedans</a></p><h4 id='d1-x'>Ici</h4>"
    )
    relations = opened.part("word/_rels/document.xml.rels")
    assert 'Target="https://exemple.fr/a?b=c&amp;d=%C3%A9" TargetMode="External"' in relations
    marks = opened.body.findall(".//w:bookmarkStart", opened.names)
    inside = opened.body.findall(".//w:hyperlink[@w:anchor]", opened.names)
    assert [mark.get(opened.w("name")) for mark in marks] == [inside[0].get(opened.w("anchor"))]


@pytest.mark.parametrize("address", ["http://[", "http://a b/%zz#x#y", "https://x/" + "a" * 3000, "HTTP://é.fr/«»"])
def test_an_address_that_word_would_refuse_is_mended_or_text(address: str) -> None:
    opened = written(f"<p><a href='{address}'>texte</a></p>")
    targets = [r.get("Target", "") for r in opened.root("word/_rels/document.xml.rels") if r.get("TargetMode")]
    assert all(len(t) < 2001 and t.isascii() and " " not in t and t.count("#") < 2 for t in targets)
    assert opened.lines == ["texte"]


def test_a_note_stands_at_the_foot_of_its_page() -> None:
    opened = written('<p>Vu<sup id="d1-fnref:1"><a class="footnote-ref" href="#d1-fn:1">1</a></sup>.</p>', NOTES)
    assert opened.lines == ["Vu."]
    assert [e.get(opened.w("id")) for e in opened.body.iter(opened.w("footnoteReference"))] == ["1"]
    note = opened.root("word/footnotes.xml")[-1]
    assert note.get(opened.w("id")) == "1" and "".join(map(str, note.itertext())) == " Source : Insee."


def test_pictures_are_in_the_file_and_fit_their_cell() -> None:
    files = {"a.png": picture(size=(4000, 300)), "b.webp": picture(kind="WEBP")}
    html = "<p><img src='a.png' alt='Le plan'> <img src='b.webp' alt='b'> <img src='c.svg' alt='Un logo'></p>"
    made = write_page(page(html), around(files=files))
    opened = Opened(made.data)
    assert not misplaced(opened)
    assert [name for name in opened.parts if "media" in name] == ["word/media/image1.png", "word/media/image2.png"]
    assert opened.lines == ["Un logo"] and made.lost == ("c.svg",)
    widths = [int(e.get("cx", "")) / 36000 for e in opened.body.iter("{*}extent")]
    assert 170 < widths[0] < 180 and [e.get("descr") for e in opened.body.iter("{*}docPr")] == ["Le plan", "b"]


def test_a_list_of_tasks_has_boxes() -> None:
    opened = written("<ul><li class='task-list-item'><input type='checkbox' disabled checked> fait</li></ul>")
    assert [e.get(opened.w14("val")) for e in opened.body.iter(opened.w14("checked"))] == ["1"]


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<p>]]&gt; &lt;w:p&gt; &amp;amp;</p>", "]]> <w:p> &amp;"),
        ("<p>a\x00b\x0bc&#8;d\ufffe\ud800</p>", "abcd"),
        (f"<p>{'x' * 50_000}</p>", "x" * 50_000),
        ("<blockquote>" * 190 + "<p>fond</p>" + "</blockquote>" * 190, "fond"),
        ("<ul><li>" * 60 + "fond" + "</li></ul>" * 60, "fond"),
        ("<table><tr><td>" * 40 + "fond" + "</td></tr></table>" * 40, "fond"),
        (
            "<table><tr><td colspan='2000000000'>a</td><td colspan='0'>b</td><td rowspan='9'>c</td></tr></table>",
            "a b c",
        ),
        ("<table><tr>" + "<td>x</td>" * 200 + "</tr></table>", " ".join("x" * 200)),
        ("<table></table><ul></ul><ol start='99999999999'><li></li></ol><p></p><dl><dt>a</dt><dd>b</dd></dl>", "a b"),
        ("<p>a<!-- b --><?c d?>e</p>", "ae"),
        ("<div class='ligne'>un <span>deux</span> <p>trois</p> quatre</div>", "un deux trois quatre"),
        (
            "<p><span class='champ'>un</span><span class='case'>☒</span><span class='pointilles'>deux</span></p>",
            "un ☒deux",
        ),
        ("<p>العربية 👩‍👩‍👧 e\u0301</p>", "العربية 👩‍👩‍👧 e\u0301"),
        ("<details><summary>Plus</summary>caché</details>", "Plus caché"),
    ],
)
def test_whatever_is_written_is_in_the_file(html: str, said: str) -> None:
    assert written(html).text == said


def test_a_title_cannot_break_the_file() -> None:
    made = write_page(page("<p>a</p>"), around(title="A & <B> \x07 ]]>"))
    opened = Opened(made.data)
    assert opened.root("docProps/core.xml").findtext("{*}title") == "A & <B>  ]]>"
