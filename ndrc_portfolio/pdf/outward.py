"""Links that lead out of a PDF: to the web, a mailbox, a telephone; none to this machine, which nobody else has."""

import re

from pikepdf import Dictionary, Name, Pdf

_ELSEWHERE = re.compile(r"(?:https?://(?!127\.|localhost|\[::1\])|mailto:|tel:)", re.IGNORECASE)


def unlink_this_machine(pdf: Pdf) -> None:
    """Take away what links do that lead to files, or to the server that the pages came from; their texts stay."""
    for page in pdf.pages:
        for annot in page.get("/Annots", ()):
            action = annot.get("/A") if isinstance(annot, Dictionary) else None
            if not isinstance(action, Dictionary) or action.get("/S") == Name.GoTo:
                continue
            if action.get("/S") != Name.URI or not _ELSEWHERE.match(str(action.get("/URI", ""))):
                del annot["/A"]
