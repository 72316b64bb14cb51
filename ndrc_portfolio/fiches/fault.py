"""A fault as reading finds it: what is wrong, where, and the edit that mends it. Which file it is in comes later."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from ndrc_portfolio.messages.diagnostic import Edit, Place
from ndrc_portfolio.messages.message import Message

KeyPath = tuple[str | int, ...]
"""The keys and the indexes that lead from the root of a YAML text to one of its values."""

M_co = TypeVar("M_co", bound=Message, covariant=True)


@dataclass(frozen=True, slots=True)
class Fault(Generic[M_co]):
    """`fix` is None unless the mending is known for sure."""

    message: M_co
    place: Place
    fix: Edit | None = None
