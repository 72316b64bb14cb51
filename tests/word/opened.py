"""A file for Word as the tests look at it, and the order that ECMA-376 asks its elements to stand in."""

import io
import zipfile
from functools import cached_property

from lxml import etree

ORDER = {
    "pPr": """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
        suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
        snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
        textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange""",
    "rPr": """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid
        vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em
        lang eastAsianLayout specVanish oMath""",
    "tcPr": """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
        hideMark""",
    "tcBorders": "top start left bottom end right insideH insideV tl2br tr2bl",
    "tblPr": """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing
        tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription""",
    "tblCellMar": "top start left bottom end right",
    "tblBorders": "top start left bottom end right insideH insideV",
    "pBdr": "top left bottom right between bar",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "sectPr": """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType
        pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings""",
    "style": """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked
        personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr""",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "settings": """zoom defaultTabStop autoHyphenation characterSpacingControl footnotePr endnotePr compat rsids mathPr
        themeFontLang clrSchemeMapping decimalSymbol listSeparator""",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
}
"""The children of an element, as the schema of WordprocessingML lists them."""

_RANKS = {parent: {name: i for i, name in enumerate(names.split())} for parent, names in ORDER.items()}


NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}


class Opened:
    """The parts of a file, its text, its body."""

    names = NAMES

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.parts = {name: archive.read(name) for name in archive.namelist()}

    def part(self, name: str) -> str:
        return self.parts[name].decode()

    def root(self, name: str) -> etree._Element:
        return etree.fromstring(self.parts[name])

    @cached_property
    def body(self) -> etree._Element:
        return self.root("word/document.xml")

    @property
    def text(self) -> str:
        """What one reads, paragraphs apart, one space between words."""
        return " ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return [line for p in self.body.iter(self.w("p")) if (line := self.line(p))]

    def line(self, paragraph: etree._Element) -> str:
        signs = {"tab": " ", "br": " "}
        return " ".join("".join(signs.get(self.local(e), e.text or "") for e in paragraph.iter()).split())

    def w(self, name: str) -> str:
        return f"{{{self.names['w']}}}{name}"

    def w14(self, name: str) -> str:
        return f"{{{self.names['w14']}}}{name}"

    @staticmethod
    def local(element: etree._Element) -> str:
        return str(etree.QName(element).localname)


def misplaced(opened: Opened) -> list[str]:
    """The elements that do not stand where the schema has them, or that it does not have there; cells without end."""
    wrong = []
    for name in (name for name in opened.parts if name.startswith("word/") and name.endswith(".xml")):
        for parent in opened.root(name).iter("{*}*"):
            if opened.local(parent) == "tc" and opened.local(parent[-1]) != "p":
                wrong.append(f"{name}: a cell ends with {opened.local(parent[-1])}")
            ranks = _RANKS.get(opened.local(parent))
            if ranks is None or len(parent) == 0:
                continue
            found = [opened.local(child) for child in parent]
            unknown = [child for child in found if child not in ranks]
            at = [ranks.get(child, -1) for child in found]
            if unknown or at != sorted(at):
                wrong.append(f"{name}: {opened.local(parent)}: {' '.join(found)}")
    return wrong
