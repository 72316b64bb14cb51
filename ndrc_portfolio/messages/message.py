"""What a fault is: a class, with its code, severity, sentence, remedy, and its blanks as typed fields.

    class UnknownValue(Message):
        code = "NDRC104"
        severity = "error"
        sentence = "« {valeur} » n’est pas {attendu}[ ; vouliez-vous dire « {suggestion} » ?]"
        remedy = "valeurs possibles : {valeurs}"
        valeur: str
        suggestion: str | None = None
        …

In a sentence or a remedy:
- `{valeur}` is a blank, or a property of the class where it must be worked out; texts in a row are joined by commas;
- `{lignes:ligne}` is a number with its noun (« 3 lignes »);
- `{valeurs:ou}` is « a, b ou c », `{valeurs:«ou»}` the same with each word in its own guillemets;
- `[ … ]` is left out when a blank of it is None, False or empty.

Its plain spaces become no-break ones where French wants them; the values of blanks stay as they are.

A class that inherits from one with a code is a variant of that fault: the same code, another sentence or remedy. What
several faults have in common, and code must know, is a class without a code (`Unplaced`, `FrontMatterFault`).

What offends a rule of the exam is an `Offence`: which rule, and what that costs, the règlement of the session says.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar, Self, dataclass_transform

from ndrc_portfolio.messages.diagnostic import Cost, Diagnostic, Edit, Place, Severity, harmless, one_line
from ndrc_portfolio.messages.french import enumeration, plural, typeset

CATALOGUE: dict[str, type["Message"]] = {}
"""The faults by code, of the subjects that are imported: `catalogue.whole()` is all of them."""

_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_BLANK = re.compile(r"\{(\w+)(?::([^{}\s][^{}]*))?\}")


@dataclass_transform(kw_only_default=True, eq_default=False)
class Message:
    """A fault as it is made. No dataclass: making 150 of these would cost more than checking a fiche."""

    code: ClassVar[str] = ""
    severity: ClassVar[Severity] = "error"
    sentence: ClassVar[str] = ""
    remedy: ClassVar[str] = ""
    cost: ClassVar[Cost] = ""
    """« conseil », of what costs nothing whatever the règlement; what else costs something is an `Offence`."""
    secret: ClassVar[bool] = False
    """Whether nothing of its line may be shown."""
    habit: ClassVar[bool] = False
    """Whether it is one fault wherever it is made: only the passage that is quoted differs."""

    def __init_subclass__(cls) -> None:
        if "code" in cls.__dict__ and CATALOGUE.setdefault(cls.code, cls) is not cls:
            raise TypeError(f"{cls.__name__} and {CATALOGUE[cls.code].__name__} have one code: {cls.code}")

    def __init__(self, **blanks: Any) -> None:
        vars(self).update(blanks)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in vars(self).items())})"

    @classmethod
    def variants(cls) -> Iterator[type["Message"]]:
        """This class, and those that inherit from it."""
        yield cls
        for variant in cls.__subclasses__():
            yield from variant.variants()

    def at(self, path: str, place: Place, *, excerpt: str = "", fix: Edit | None = None) -> Diagnostic:
        """It is so at a place of a file."""
        return Diagnostic(
            code=self.code,
            severity=self.severity,
            path=path,
            place=place,
            message=self.says(),
            hint=self.advises(),
            cost=self.cost,
            excerpt=harmless(excerpt),
            fix=fix,
            kind=type(self),
        )

    def says(self) -> str:
        """The sentence, its blanks filled in."""
        return self._fill(self.sentence)

    def advises(self) -> str:
        """The remedy, its blanks filled in."""
        return self._fill(self.remedy)

    def in_one(self) -> str:
        """Sentence and remedy as the one sentence of a refusal, which has no place in a file."""
        return typeset(f"{self.says()} ; {self.advises()}.")

    def but(self, **blanks: Any) -> Self:
        """The same message, some of its blanks filled in otherwise."""
        return type(self)(**{**vars(self), **blanks})

    def censored(self, censor: Callable[[str, str], str]) -> Self:
        """The same message, each text of its blanks as `censor` gives it back, which is handed the blank's name too."""

        def shown(name: str, value: object) -> object:
            if isinstance(value, str):
                return censor(name, value)
            if isinstance(value, list | tuple):
                return [shown(name, v) for v in value]
            return value

        return self.but(**{name: shown(name, value) for name, value in vars(self).items()})

    def _fill(self, template: str) -> str:
        def kept(part: re.Match[str]) -> str:
            values = [getattr(self, blank[1]) for blank in _BLANK.finditer(part[1])]
            return (
                "" if any(v is None or v is False or (isinstance(v, Sequence) and not v) for v in values) else part[1]
            )

        def filled(blank: re.Match[str]) -> str:
            return one_line(_shown(getattr(self, blank[1]), blank[2] or ""))

        return _BLANK.sub(filled, _OPTIONAL.sub(kept, typeset(template)))


class Offence(Message):
    """A fault against a rule of the exam, which `cited` names."""

    rule: ClassVar[str] = ""
    """The rule that this class has the words for, where another class has those for all others."""
    doubtful: ClassVar[bool] = False
    """Whether it may turn out to be none, so that it is never an error."""

    @classmethod
    def worded(cls, rule: str) -> type[Self]:
        """The variant that has the words for a rule, else this class."""
        return next((v for v in cls.variants() if issubclass(v, cls) and v.rule == rule), cls)

    @classmethod
    def severity_at(cls, cost: Cost) -> Severity:
        """How grave it is where the rule costs that."""
        if cost == "conseil":
            return "info"
        return "error" if cost == "NV" and not cls.doubtful else "warning"


def cited(diagnostic: Diagnostic, rule: str, cost: Cost) -> Diagnostic:
    """The same fault, against a rule that costs so much; what is advice stays advice, what is no offence as it is."""
    kind = diagnostic.kind
    if not issubclass(kind, Offence):
        return diagnostic
    if diagnostic.cost:
        return diagnostic._replace(rule=rule)
    return diagnostic._replace(rule=rule, cost=cost, severity=kind.severity_at(cost))


def _shown(value: str | int | Sequence[str], how: str) -> str:
    """The value of a blank as its sentence wants it."""
    if isinstance(value, int):
        return plural(value, how) if how else str(value)
    if isinstance(value, str):
        return value
    if not how:
        return ", ".join(value)
    words = [typeset(f"« {word} »") for word in value] if how.startswith("«") else value
    return enumeration(words, how.strip("«»"))
