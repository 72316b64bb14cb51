"""Style sheets and our script as they are published: without what only their authors read, nor colours nobody wears."""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

_OURS = re.compile(r"assets/ndrc/\w+\.css")
_PALETTE = re.compile(r"assets/stylesheets/palette\.\w+\.min\.css")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMMENT_LINE = re.compile(r"^\s*(?://.*|/\*.*\*/|)\n|^ +", re.MULTILINE)
_AROUND_SIGNS = re.compile(r" ?([{};,]) ?")
_RULE = re.compile(r"(?<![^{}])(?P<selector>[^{}]*+)\{[^{}]*+\}")
_OTHER_COLOUR = re.compile(r"\[data-md-color-(?:primary|accent)=(?!indigo\b)")


def lighten(files: Files, config: MkDocsConfig, *, own_palette: bool) -> None:
    """Put a lighter file in the place of each of these; `own_palette`: the colours are the author's choice."""
    for file in [f for f in files if f.src_uri.startswith("assets/") and f.src_dir and f.src_dir != config.docs_dir]:
        if _OURS.fullmatch(file.src_uri):
            text = lighter(_text(file))
        elif file.src_uri == "assets/ndrc/page.js":
            text = _COMMENT_LINE.sub("", _text(file))
        elif _PALETTE.fullmatch(file.src_uri) and not own_palette:
            text = _RULE.sub(lambda rule: "" if _OTHER_COLOUR.search(rule["selector"]) else rule[0], _text(file))
        else:
            continue
        files.remove(file)
        files.append(File.generated(config, file.src_uri, content=text))


def lighter(css: str) -> str:
    """A style sheet of ours without comments and idle spaces; what it says stays the same."""
    text = _AROUND_SIGNS.sub(r"\1", " ".join(_COMMENT.sub("", css).split()))
    return text.replace(": ", ":").replace(";}", "}") + "\n"


def _text(file: File) -> str:
    return Path(str(file.abs_src_path)).read_text(encoding="utf-8")
