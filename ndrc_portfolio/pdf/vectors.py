"""A page of a PDF written again with nothing but what draws it: no marks, no notes, no comments, no metadata.

What may hide something (a form, a mask, a pattern, a layer) is not written again: the picture of the page stands in.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Page, Pdf, Stream

from ndrc_portfolio.annexes.containers import strip_jpeg

_PLAIN = frozenset(
    re.findall(
        r"\S+",
        "q Q cm w J j M d ri i m l c v y h re S s f F f* B B* b b* n W W* BT ET Tc Tw Tz TL Tr Ts Td TD Tm T* "
        "SC SCN sc scn G g RG rg K k",
    )
)
_SHOWING = frozenset(("Tj", "TJ", "'", '"'))
_NAMING = {"Tf": "/Font", "Do": "/XObject", "gs": "/ExtGState", "cs": "/ColorSpace", "CS": "/ColorSpace"}
_MARKING = frozenset(("BMC", "BDC", "EMC", "MP", "DP", "BX", "EX"))
_OWN_SPACES = frozenset(("/DeviceGray", "/DeviceRGB", "/DeviceCMYK"))
_MASKS = ("/SMask", "/Mask")
_LARGEST = 40_000_000  # pixels of a picture in it
# Of fonts, pictures, colours and their like, what draws: all else tells of something
_KEPT = frozenset(
    re.findall(
        r"/\w+",
        "/Type /Subtype /BaseFont /Name /FirstChar /LastChar /Widths /FontDescriptor /Encoding /BaseEncoding "
        "/Differences /ToUnicode /DescendantFonts /CIDSystemInfo /Registry /Ordering /Supplement /DW /W /DW2 /W2 "
        "/CIDToGIDMap /FontName /Flags /FontBBox /ItalicAngle /Ascent /Descent /CapHeight /XHeight /StemV /StemH "
        "/AvgWidth /MaxWidth /MissingWidth /FontFile /FontFile2 /FontFile3 /CharSet /CIDSet /Length /Length1 /Length2 "
        "/Length3 /Filter /DecodeParms /Width /Height /BitsPerComponent /ColorSpace /Decode /Interpolate /ImageMask "
        "/Intent /Predictor /Colors /Columns /EarlyChange /K /EndOfLine /Rows /EncodedByteAlign /EndOfBlock /BlackIs1 "
        "/DamagedRowsBeforeError /ColorTransform /JBIG2Globals /N /Alternate /Range /FunctionType /Domain /C0 /C1 "
        "/Functions /Bounds /Encode /Size /BitsPerSample /Order /WhitePoint /BlackPoint /Gamma /Matrix /LW /LC /LJ /ML "
        "/D /RI /OP /op /OPM /Font /FL /SM /SA /BM /SMask /CA /ca /AIS /TK /CMapName /WMode /UseCMap",
    )
)


class Hiding(Exception):
    """The page may hold what nobody sees."""


def written_again(source: Pdf, page: Page, unseen: Collection[int], target: Pdf) -> None:
    """Add a page to `target` that draws the same, but for its texts of these numbers, which draw nothing.

    Raises:
        Hiding: it cannot be said that this is so.
    """
    if "/OCProperties" in source.Root or "/UserUnit" in page.obj:
        raise Hiding
    used: dict[str, set[str]] = {kind: set() for kind in _NAMING.values()}
    content = pikepdf.unparse_content_stream(list(_instructions(page, unseen, used)))
    resources = Dictionary()
    for kind, names in used.items():
        known: Any = page.resources.get(kind, Dictionary())
        named = {name: known[name] for name in names if name in known}
        for thing in named.values():
            _check(thing, kind)
        resources[kind] = Dictionary(named)
    new = target.add_blank_page()
    box = page.cropbox
    new.obj.MediaBox, new.obj.CropBox = Array(list(box)), Array(list(box))
    new.obj.Rotate = int(page.obj.get("/Rotate", 0))
    new.obj.Contents = target.make_stream(content)
    new.obj.Resources = target.copy_foreign(source.make_indirect(resources))


def _instructions(page: Page, unseen: Collection[int], used: dict[str, set[str]]) -> Iterator[Any]:
    texts = -1
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), list(instruction.operands)
        if operator in _MARKING:
            continue
        if operator in _SHOWING:
            texts += _shows(operands[-1])
            if texts in unseen and _shows(operands[-1]):
                continue
        elif operator in _NAMING:
            if operator not in ("cs", "CS") or str(operands[0]) not in _OWN_SPACES:
                used[_NAMING[operator]].add(str(operands[0]))
        elif operator not in _PLAIN or any(isinstance(operand, Name | Dictionary) for operand in operands):
            raise Hiding
        yield operands, Operator(operator)


def _shows(text: Any) -> bool:
    """Whether pdfium makes an object of it."""
    return bool(bytes(text)) if isinstance(text, pikepdf.String) else any(isinstance(t, pikepdf.String) for t in text)


def _check(thing: Any, kind: str) -> None:
    """Leave nothing but what draws in something that a page uses.

    Raises:
        Hiding: it can draw less than it holds.
    """
    if kind == "/XObject":
        if thing.get("/Subtype") != Name.Image or any(key in thing for key in _MASKS):
            raise Hiding
        if int(thing.Width) * int(thing.Height) > _LARGEST:
            raise Hiding
        _bare_picture(thing)
    elif kind == "/ExtGState":
        if thing.get("/SMask", Name("/None")) != Name("/None"):
            raise Hiding
    elif kind == "/Font" and thing.get("/Subtype") == Name.Type3:
        raise Hiding
    waiting, done = [thing], set()
    while waiting:
        part = waiting.pop()
        if not isinstance(part, Array | Dictionary | Stream) or part.objgen in done:
            continue
        if part.is_indirect:
            done.add(part.objgen)
        if isinstance(part, Array):
            waiting.extend(part)
            continue
        for key in list(part.keys()):
            if key in _KEPT:
                waiting.append(part[key])
            else:
                del part[key]


def _bare_picture(picture: Any) -> None:
    """A JPEG says where and with what it was taken inside of a PDF too."""
    filters = picture.get("/Filter")
    names = [str(name) for name in filters] if isinstance(filters, Array) else [str(filters)]
    if "/JPXDecode" in names or ("/DCTDecode" in names and len(names) > 1):
        raise Hiding
    if names == ["/DCTDecode"]:
        parms = picture.get("/DecodeParms")
        picture.write(strip_jpeg(picture.read_raw_bytes()), filter=Name.DCTDecode, decode_parms=parms)
