"""The tags of a printed PDF, made what PDF/UA-1 (ISO 14289-1) asks where a browser does otherwise.

What a screen reader is told of a dossier: lists have bodies (7.6), figures an alternative (7.3), links a description
(7.18.5), every tag is one of PDF 1.7 or leads to one (7.1), the outline is shown. Not claimed: that the whole file
conforms, which fonts and pages of others in it may keep it from.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from ndrc_portfolio.messages.french import typeset

_ROLES = {"/Strong": Name.Span, "/Em": Name.Span, "/Title": Name.P, "/FENote": Name.Note, "/Aside": Name.Div}
"""What browsers write of PDF 2.0, and what it is in PDF 1.7."""


def mend_tags(pdf: Pdf, titles: Mapping[str, str]) -> None:
    """Mend the tags of a printed PDF. `titles` says what stands at a named destination."""
    pdf.Root.PageMode = Name.UseOutlines
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return
    used = set()
    for element in elements(root):
        role = str(element.S)
        if role == "/Figure" and any(str(child.S) == "/Figure" for child in elements(element)):
            element.S = Name.Sect  # a picture with its caption: the picture within has the alternative
        elif role == "/LI":
            _give_body(pdf, element)
        used.add(role)
    root.RoleMap = Dictionary({name: to for name, to in _ROLES.items() if name in used})
    for page in pdf.pages:
        for annotation in page.get("/Annots", ()):
            if annotation.get("/Subtype") == Name.Link and "/Contents" not in annotation:
                annotation.Contents = String(_described(annotation, titles))


def elements(above: Any) -> Iterator[Any]:
    """The structure elements below one, each before those below it."""
    for child in _children(above):
        if isinstance(child, Dictionary) and "/S" in child:
            yield child
            yield from elements(child)


def _children(element: Any) -> list[Any]:
    children = element.get("/K")
    return list(children) if isinstance(children, Array) else [] if children is None else [children]


def _give_body(pdf: Pdf, item: Any) -> None:
    """All of an item of a list but its mark belongs to its body. What is no element of its own stays."""
    children = _children(item)
    inside = [c for c in children if isinstance(c, Dictionary) and "/S" in c and str(c.S) not in ("/Lbl", "/LBody")]
    if not inside:
        return
    body = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.LBody, P=item, K=Array(inside)))
    for child in inside:
        child.P = body
    item.K = Array([*(c for c in children if not any(c is i for i in inside)), body])


def _described(link: Any, titles: Mapping[str, str]) -> str:
    action = link.get("/A")
    if action is not None and "/URI" in action:
        return str(action.URI)
    name = str(link.get("/Dest") or (action.get("/D") if action is not None else "") or "").removeprefix("/")
    return typeset(f"Aller à « {titles[name]} »") if name in titles else "Aller à ce passage du dossier"
