"""The styles and the settings of what is written for Word, in the names that Word gives its own."""

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _paragraph(key: str, name: str, about: str = "", letters: str = "") -> str:
    default = ' w:default="1"' if key == "Normal" else ""
    based = "" if key == "Normal" else '<w:basedOn w:val="Normal"/>'
    return (
        f'<w:style w:type="paragraph"{default} w:styleId="{key}"><w:name w:val="{name}"/>{based}<w:qFormat/>'
        f"<w:pPr>{about}</w:pPr><w:rPr>{letters}</w:rPr></w:style>"
    )


def _size(half_points: int) -> str:
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


_MONO = '<w:rFonts w:ascii="Consolas" w:hAnsi="Consolas" w:cs="Consolas"/>'

_HEADINGS = "".join(
    _paragraph(f"Heading{n}", f"heading {n}", f'<w:keepNext/><w:outlineLvl w:val="{n - 1}"/>', f"<w:b/>{_size(20)}")
    for n in range(1, 7)
)

_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="6" w:space="0" w:color="555555"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)

_RIGHT = '<w:tab w:val="right" w:leader="dot" w:pos="10205"/>'

STYLES = (
    f"{DECLARATION}<w:styles {_W}><w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Arial" w:eastAsia="Arial" w:hAnsi="Arial" w:cs="Arial"/>'
    f'{_size(20)}<w:lang w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="atLeast"/></w:pPr>'
    "</w:pPrDefault>"
    "</w:docDefaults>"
    + _paragraph("Normal", "Normal")
    + _HEADINGS
    + _paragraph("Title", "Title", '<w:jc w:val="center"/>', f"<w:b/>{_size(32)}")
    + _paragraph("TOC1", "toc 1", f'<w:tabs>{_RIGHT}</w:tabs><w:spacing w:before="160"/>', _size(22))
    + _paragraph("TOC2", "toc 2", f'<w:tabs>{_RIGHT}</w:tabs><w:spacing w:before="60"/><w:ind w:left="400"/>')
    + _paragraph("ListParagraph", "List Paragraph")
    + _paragraph("Quote", "Quote")
    + _paragraph("BlocDeCode", "Bloc de code", "", _MONO + _size(18))
    + _paragraph("FootnoteText", "footnote text", "", _size(18))
    + _paragraph("Caption", "caption", "<w:keepNext/>", "<w:b/>")
    + _paragraph("Footer", "footer", '<w:tabs><w:tab w:val="right" w:pos="10205"/></w:tabs>', _size(16))
    + '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/></w:style>'
    f'<w:style w:type="character" w:styleId="Code"><w:name w:val="Code"/><w:rPr>{_MONO}{_size(18)}</w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
    '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
    f"<w:tblPr><w:tblBorders>{_BORDERS}</w:tblBorders>"
    '<w:tblCellMar><w:top w:w="15" w:type="dxa"/><w:left w:w="60" w:type="dxa"/><w:bottom w:w="15" w:type="dxa"/>'
    '<w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style></w:styles>'
)

SETTINGS = (
    f'{DECLARATION}<w:settings {_W}><w:defaultTabStop w:val="709"/>'
    "<w:footnotePr>"
    '<w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
    '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
    'w:val="15"/></w:compat>'
    '<w:themeFontLang w:val="fr-FR"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)
