"""All regular expressions of the package, as its source gives them, and texts that make a bad one take for ever.

What takes time that is not in proportion to the text does so for a text that repeats a part of what the expression
seeks, and then ends otherwise. Such texts are made here of the expression's own parts.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from itertools import product
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, NamedTuple

from tests.house import modules

_METHODS = ("match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer")
_ANCHORED = ("match", "fullmatch")


class Expression(NamedTuple):
    """A regular expression, where it stands, and what is called: `match` tries one place, `search` all of them."""

    place: str
    pattern: str | bytes
    flags: int
    method: str


class Unknown(NamedTuple):
    """One that is made of what only a run of the code can tell."""

    place: str
    source: str


def expressions() -> tuple[list[Expression], list[Unknown]]:
    """Those that the source of the package tells, and those that it does not."""
    trees = {name: ast.parse(path.read_text(encoding="utf-8")) for name, path in modules().items()}
    own = {name: _methods_by_name([tree]) for name, tree in trees.items()}
    shared = _methods_by_name(trees.values())
    found: list[Expression] = []
    unknown: list[Unknown] = []
    for name, tree in trees.items():
        for node, target in _calls(tree):
            assert isinstance(node.func, ast.Attribute)
            place = f"{name}:{node.lineno}: {target or ast.unparse(node.args[0])}"
            try:
                pattern, flags = _evaluated(name, node)
            except Exception:
                unknown.append(Unknown(name, ast.unparse(node.args[0])))
                continue
            if node.func.attr != "compile":
                methods = {node.func.attr}
            else:
                used = own[name] if target.startswith("_") else shared
                methods = used.get(target, {"search"})
            anchored = methods <= set(_ANCHORED)
            found.append(Expression(place, pattern, flags, "match" if anchored else "search"))
    return found, unknown


def _calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The calls of `re`, and the name that a compiled one is given."""
    names: dict[ast.AST, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            names[node.value] = node.targets[0].id
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
            and node.func.value.id == "re"
            and (node.func.attr == "compile" or node.func.attr in _METHODS)
        ):
            yield node, names.get(node, "")


def _methods_by_name(trees: Any) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.Attribute) and node.attr in _METHODS:
                owner = node.value
                name = (
                    owner.id if isinstance(owner, ast.Name) else owner.attr if isinstance(owner, ast.Attribute) else ""
                )
                found.setdefault(name, set()).add(node.attr)
    return found


def _evaluated(name: str, node: ast.Call) -> tuple[str | bytes, int]:
    module = import_module(f"ndrc_portfolio.{name}" if name else "ndrc_portfolio")
    pattern = eval(ast.unparse(node.args[0]), vars(module))
    assert isinstance(pattern, str | bytes)
    last = {"compile": 1, "sub": 4, "subn": 4, "split": 3}.get(node.func.attr, 2)  # type: ignore[attr-defined]
    given = [k.value for k in node.keywords if k.arg == "flags"] or node.args[last : last + 1]
    flags = eval(ast.unparse(given[0]), vars(module)) if given else 0
    return pattern, int(flags)


# ---- Texts

_MANY = 20
_ENDS = ("\0", "", "\n\0")


class Recipe(NamedTuple):
    """A text of any length: what it repeats, what stands before, and how it ends."""

    start: str
    part: str
    end: str

    def text(self, length: int) -> str:
        return self.start + self.part * (length // len(self.part)) + self.end


def recipes(expression: Expression) -> Iterator[Recipe]:
    """Texts that repeat what an expression seeks, in parts of one or two, behind what comes before.

    None for what can go on nowhere, or at one place alone: there is nothing that it could try again and again.
    """
    tree = parser.parse(expression.pattern, expression.flags)
    if _endless(tree) < (1 if expression.method == "search" else 2):
        return
    atoms = list(dict.fromkeys([*_atoms(tree), " ", "\n"]))[:10]
    starts = list(dict.fromkeys(["", *_starts(tree)]))[:6]
    parts = {*atoms, *("".join(pair) for pair in product(atoms[:5], repeat=2)), *starts} - {""}
    for part, start, end in product(sorted(parts), starts, _ENDS):
        yield Recipe(start, part, end)


def _endless(tree: Any) -> int:
    """How many parts may be repeated without end; two of one that can be taken in more than one way."""
    count = 0
    for op, arg in tree:
        if op in _REPEATS:
            inside = _endless(arg[2])
            count += inside if arg[1] <= _MANY else 2 if inside or _has_choice(arg[2]) else 1
        elif op is codes.SUBPATTERN:
            count += _endless(arg[3])
        elif op is codes.BRANCH:
            count += sum(map(_endless, arg[1]))
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            count += _endless(arg[1])
        elif hasattr(codes, "ATOMIC_GROUP") and op is codes.ATOMIC_GROUP:
            count += _endless(arg)
    return count


def _has_choice(tree: Any) -> bool:
    for op, arg in tree:
        if op in _REPEATS or op is codes.BRANCH:
            return True
        if op is codes.SUBPATTERN and _has_choice(arg[3]):
            return True
    return False


def _starts(tree: Any) -> Iterator[str]:
    """What comes before each repeated part, and what it is."""
    before = ""
    for op, arg in tree:
        if op in _REPEATS:
            yield before
            yield before + _sample([(op, arg)])
            for inner in _starts(arg[2]):
                yield before + inner
        elif op is codes.SUBPATTERN:
            for inner in _starts(arg[3]):
                yield before + inner
        elif op is codes.BRANCH:
            for branch in arg[1]:
                for inner in _starts(branch):
                    yield before + inner
        before += _sample([(op, arg)])
    yield before


_REPEATS = tuple(getattr(codes, n) for n in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT") if hasattr(codes, n))


def _atoms(tree: Any) -> Iterator[str]:
    """One character for each class and each literal, and what each repeated part may be."""
    for op, arg in tree:
        if op in (codes.LITERAL, codes.NOT_LITERAL, codes.IN, codes.ANY):
            yield _sample([(op, arg)])
        elif op in _REPEATS:
            yield _sample(arg[2])
            yield from _atoms(arg[2])
        elif op is codes.SUBPATTERN:
            yield from _atoms(arg[3])
        elif op is codes.BRANCH:
            for branch in arg[1]:
                yield _sample(branch)
                yield from _atoms(branch)
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _atoms(arg[1])
        elif hasattr(codes, "ATOMIC_GROUP") and op is codes.ATOMIC_GROUP:
            yield from _atoms(arg)


def _sample(tree: Any) -> str:
    """A text that a part of an expression takes; without regard to what it looks at beside."""
    text = ""
    for op, arg in tree:
        if op is codes.LITERAL:
            text += chr(arg)
        elif op in (codes.NOT_LITERAL, codes.ANY):
            text += "a" if arg != ord("a") else "b"
        elif op is codes.IN:
            text += _member(arg)
        elif op in _REPEATS:
            text += _sample(arg[2]) * max(arg[0], 1)
        elif op is codes.SUBPATTERN:
            text += _sample(arg[3])
        elif op is codes.BRANCH:
            text += _sample(arg[1][0])
        elif hasattr(codes, "ATOMIC_GROUP") and op is codes.ATOMIC_GROUP:
            text += _sample(arg)
    return text


@cache
def _class(items: tuple[Any, ...]) -> str:
    candidates = ["a", "1", " ", "-", "\t", "\n", "é", "«", "_", ".", "\xa0", *map(chr, range(33, 256))]
    for char in candidates:
        if _is_member(items, char):
            return char
    first = items[0]
    return chr(first[1] if first[0] is codes.LITERAL else first[1][0])


def _member(items: Any) -> str:
    return _class(tuple((op, tuple(arg) if isinstance(arg, list) else arg) for op, arg in items))


def _is_member(items: tuple[Any, ...], char: str) -> bool:
    negated = bool(items) and items[0][0] is codes.NEGATE
    found = False
    for op, arg in items[1:] if negated else items:
        if op is codes.LITERAL:
            found |= ord(char) == arg
        elif op is codes.RANGE:
            found |= arg[0] <= ord(char) <= arg[1]
        elif op is codes.CATEGORY:
            name = str(arg)
            kind = {"DIGIT": r"\d", "SPACE": r"\s", "WORD": r"\w"}[name.rpartition("_")[2]]
            found |= bool(re.match(kind, char)) != ("NOT" in name)
    return found != negated
