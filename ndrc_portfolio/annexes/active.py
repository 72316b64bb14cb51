"""Files that a browser opens as a page of the site, in which a script could run."""

import re

_ACTIVE = frozenset(
    """.html .htm .xhtml .xht .shtml .shtm .mht .mhtml .xml .xsl .xslt .rdf .rss .atom .js .mjs .cjs .htc .hta .swf .jar
    .wasm .svgz""".split()  # noqa: SIM905
)
_INERT = frozenset(
    """.svg .md .markdown .txt .csv .tsv .json .yml .yaml .css .pdf .zip .png .jpg .jpeg .gif .webp .avif .bmp .tif
    .tiff .ico .mp4 .m4v .mov .webm .mp3 .m4a .wav .ogg .doc .docx .xls .xlsx .ppt .pptx .odt .ods .odp .rtf .woff
    .woff2 .ttf .otf""".split()  # noqa: SIM905
)
"""What browsers take for what its name says."""
_LOOKS_ACTIVE = re.compile(
    rb"[\xef\xbb\xbf\s]*(?:<!--|<\?xml|<(?:!doctype\s+html|html|head|script|iframe|h1|div|font|table|a|style|title|b|body"
    rb"|br|p|svg)(?=[\s>]))",
    re.IGNORECASE,
)
"""What a browser takes for a page when the name of a file says nothing (WHATWG, MIME Sniffing, 7.1)."""


def acts(suffix: str, start: bytes) -> bool:
    """Whether a file of this suffix (lower case, with its dot) and these first bytes could act when it is opened."""
    return suffix in _ACTIVE or (suffix not in _INERT and _LOOKS_ACTIVE.match(start) is not None)
