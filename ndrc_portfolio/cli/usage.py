"""How the command is called, and what is wrong with that, in French: argparse speaks English.

Words of the command are known however they are typed: `ndrc VÉRIFIER`, `--prénom`, accents of macOS.
"""

import argparse
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NoReturn

from ndrc_portfolio.messages.french import did_you_mean, plural, typeset
from ndrc_portfolio.messages.words import folded, nearest, normalise

_NAMED = r"argument (?P<name>[^:]+): "
_OF_MKDOCS = ("serve", "build")


class UsageError(Exception):
    """The command cannot be carried out as it was given. Message in French."""


class Parser(argparse.ArgumentParser):
    """Says in French what it refuses, and how the command is written."""

    def error(self, message: str) -> NoReturn:
        choices = {
            "/".join(a.option_strings) or str(a.metavar or a.dest): list(a.choices) for a in self._actions if a.choices
        }
        self.refuse(_in_french(message, choices, self.usage or ""))

    def refuse(self, what: str) -> NoReturn:
        raise UsageError(f"{what} (l’aide : {self.prog} --help)")

    def format_help(self) -> str:
        return super().format_help().replace("usage:", typeset("Utilisation :"), 1)


def as_known(argv: Sequence[str], commands: Mapping[str, Parser]) -> list[str]:
    """The arguments, with the command and the names of the options as they are declared.

    Raises:
        UsageError: there is no such command.
    """
    given = [_option_as_known(word) for word in argv]
    at = next((i for i, word in enumerate(given) if not word.startswith("-")), None)
    if at is None and {"-h", "--help", "--version"}.isdisjoint(given):
        raise UsageError(f"il manque une commande (les commandes : {', '.join(commands)})")
    if at is None:
        return given
    word = folded(given[at])
    if word in _OF_MKDOCS:
        raise UsageError(f"« {word} » est une commande de MkDocs : tapez « mkdocs {word} »")
    if word not in commands:
        near = did_you_mean(nearest(word, commands))
        raise UsageError(f"« {given[at]} » n’est pas une commande{near} (les commandes : {', '.join(commands)})")
    return [*given[:at], word, *given[at + 1 :]]


def refuse_rest(rest: Sequence[str], parser: Parser) -> NoReturn:
    """Refuse what a command does not know."""
    options = {option for action in parser._actions for option in action.option_strings}
    wrong = next((word for word in rest if word.startswith("-")), None)
    if wrong is None:
        parser.refuse(f"{_quoted(rest)} {'sont' if len(rest) > 1 else 'est'} de trop dans « {parser.prog} »")
    name = wrong.partition("=")[0]
    near = nearest(normalise(name), {normalise(o): o for o in options}) if len(name) > 2 else None
    meant = did_you_mean(next((o for o in options if normalise(o) == near), None))
    parser.refuse(f"« {name} » n’est pas une option de « {parser.prog} »{meant}")


def year(text: str) -> int:
    """The year that an option gives."""
    if not re.fullmatch("[0-9]{4}", text):
        raise argparse.ArgumentTypeError(typeset(f"« {text} » n’est pas une année, par exemple 2027"))
    return int(text)


def _option_as_known(word: str) -> str:
    """`--Prénom=Léa` as `--prenom=Léa`."""
    name, equals, value = word.partition("=")
    return f"{folded(name)}{equals}{value}" if re.match(r"--\w", name) else word


def _in_french(message: str, choices: Mapping[str, Collection[object]], usage: str) -> str:
    """What argparse says, which has no other way to say it."""
    if message.startswith("the following arguments are required"):
        return f"cette commande n’est pas complète ; elle s’écrit : {usage}"
    if found := re.match(rf"{_NAMED}invalid choice: '?(?P<value>.*?)'? \(", message):
        known = ", ".join(map(str, choices.get(found["name"], ())))
        return f"« {found['value']} » ne va pas avec « {found['name']} » (valeurs possibles : {known})"
    if found := re.match(rf"{_NAMED}(?P<said>«.*)", message):
        return found["said"]
    if found := re.match(rf"{_NAMED}expected (?:one|at least one|(?P<number>\d+)) arguments?", message):
        wanted = plural(int(found["number"]), "valeur") if found["number"] else "une valeur"
        return f"« {found['name']} » attend {wanted} : il n’y a rien derrière"
    if found := re.match(rf"{_NAMED}ignored explicit argument '?(?P<value>.*?)'?$", message):
        return f"« {found['name']} » s’écrit seul, sans « {found['value']} »"
    if found := re.match(r"ambiguous option: (?P<name>\S+) could match (?P<names>.+)", message):
        return f"« {found['name']} » peut vouloir dire {found['names'].replace(', ', ' ou ')}"
    return f"cette commande n’est pas bien écrite ; elle s’écrit : {usage}"


def _quoted(words: Iterable[str]) -> str:
    return ", ".join(f"« {word} »" for word in words)
