"""The house as its imports have it: who imports whom, and a drawing of it for those who come in."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from importlib.util import resolve_name
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent / "ndrc_portfolio"
FOLDERS = (
    "disk",
    "messages",
    "formulaires",
    "fiches",
    "checks",
    "annexes",
    "portfolio",
    "reglement",
    "rendering",
    "pdf",
    "word",
    "classe",
    "hosts",
    "cli",
)
"""The phases, in the order in which data crosses them: each imports only from those before it."""

_WIDTH, _ARCS, _LETTER = 760, 190, 6.6  # px
_STYLE = (
    "rect.folder{fill:#f5f6fa;stroke:#c5cae9}rect.room{fill:#fff;stroke:#9fa8da}text{fill:#1a1a2e}"
    ".name{font-weight:bold;font-size:14px}.says{fill:#444;font-size:12px}.room{font-size:12px}"
    "path{fill:none;stroke:#3949ab;stroke-opacity:.45}"
)


def modules() -> dict[str, Path]:
    """All modules of the package by their dotted name below it; a folder's `__init__` is the folder itself."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports() -> dict[str, set[str]]:
    """The modules of the package that each of them imports: late imports, and those for types alone, count too."""
    known = modules()
    return {name: set(_imported(name, path, known)) - {name} for name, path in known.items()}


def folder_of(module: str) -> str:
    return module.partition(".")[0]


def _imported(name: str, path: Path, known: Mapping[str, Path]) -> Iterator[str]:
    package = f"ndrc_portfolio.{name}" if path.name == "__init__.py" else f"ndrc_portfolio.{name}".rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            wanted = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = resolve_name("." * node.level + (node.module or ""), package.rstrip("."))
            wanted = [base, *(f"{base}.{alias.name}" for alias in node.names)]
        else:
            continue
        below = (w.removeprefix("ndrc_portfolio").removeprefix(".") for w in wanted if w.startswith("ndrc_portfolio"))
        yield from (module for module in below if module in known and module)


# ---- The drawing


def draw() -> str:
    """The folders from the first phase to the last with their modules, and arcs from each to those it imports from."""
    edges = Counter(
        (folder_of(module), folder_of(other))
        for module, others in imports().items()
        for other in others
        if folder_of(module) in FOLDERS and folder_of(other) in FOLDERS and folder_of(module) != folder_of(other)
    )
    pieces: list[str] = []
    middles: dict[str, float] = {}
    top = 10.0
    for folder in FOLDERS:
        drawn, height = _folder(folder, top)
        pieces += drawn
        middles[folder] = top + height / 2
        top += height + 10
    pieces += [_arc(middles[a], middles[b], n) for (a, b), n in sorted(edges.items())]
    title = "The folders of ndrc_portfolio, in the order in which data crosses them, and who imports from whom"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH + _ARCS} {top:.0f}" role="img" '
        f'font-family="Arial, Liberation Sans, sans-serif" aria-labelledby="t">\n<title id="t">{title}</title>\n'
        f'<style>{_STYLE}</style>\n<rect width="100%" height="100%" fill="#fff"/>\n' + "\n".join(pieces) + "\n</svg>\n"
    )


def _folder(folder: str, top: float) -> tuple[list[str], float]:
    known = modules()
    rooms = [name.removeprefix(f"{folder}.") for name in known if name.startswith(f"{folder}.")]
    rooms = [room for room in rooms if not any(other.startswith(f"{room}.") for other in rooms)]
    says = ast.get_docstring(ast.parse(known[folder].read_text(encoding="utf-8"))) or ""
    says = re.sub(r"`([^`]*)`", r"\1", says.partition("\n")[0])
    pieces = [
        f'<text class="name" x="22" y="{top + 21:.0f}">{folder}/</text>'
        f'<text class="says" x="130" y="{top + 21:.0f}">{escape(says)}</text>'
    ]
    x, y = 22.0, top + 32
    for room in rooms:
        width = len(room) * _LETTER + 14
        if x + width > _WIDTH - 20:
            x, y = 22.0, y + 28
        pieces.append(
            f'<rect class="room" x="{x:.0f}" y="{y:.0f}" width="{width:.0f}" height="22" rx="3"/>'
            f'<text class="room" x="{x + width / 2:.0f}" y="{y + 15:.0f}" text-anchor="middle">{room}</text>'
        )
        x += width + 6
    height = y + 32 - top
    band = f'<rect class="folder" x="10" y="{top:.0f}" width="{_WIDTH - 10}" height="{height:.0f}" rx="6"/>'
    return [band, *pieces], height


def _arc(start: float, end: float, count: int) -> str:
    """From the folder that imports up to the one that is imported; the wider, the more modules do."""
    reach = _WIDTH + 20 + min(_ARCS - 40, (start - end) * 0.28)
    width = min(6, 0.8 + count * 0.25)
    path = f"M{_WIDTH} {start:.0f}C{reach:.0f} {start:.0f} {reach:.0f} {end:.0f} {_WIDTH} {end:.0f}"
    return f'<path stroke-width="{width:.1f}" d="{path}"/>'
