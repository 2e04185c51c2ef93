"""What generated code calls: the sentinels of absence and the few tests that are not written out in line."""

from __future__ import annotations

import math
import re
from itertools import product
from typing import TYPE_CHECKING, Any

from conformance.logic.kleene import counted
from conformance.logic.values import all_different, equal, is_multiple

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.logic.values import Json, Truth


class _Sentinel:
    """A value that is equal to nothing else and has no JSON type."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return self.name


ABSENT = _Sentinel("ABSENT")
"""Stands for a value that is not there but could be declared."""

NEVER = _Sentinel("NEVER")
"""Stands for a value that cannot be there, because what should hold it is no object or a list that is complete."""


class Pattern:
    """A regular expression that is compiled when it is first searched for; a cold start does not pay for those it never meets."""

    __slots__ = ("_search", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._search: Callable[[str], object] | None = None

    def __call__(self, string: str) -> bool:
        """Tell whether the expression is found anywhere in a string."""
        if self._search is None:
            self._search = re.compile(self.text).search
        return self._search(string) is not None


def number_of(value: Json) -> int | float:
    """Return the value if it is a number, else NaN, with which no comparison holds."""
    return value if isinstance(value, int | float) and not isinstance(value, bool) else math.nan


def equals_any(value: Json, constants: tuple[Json, ...]) -> bool:
    """Tell whether a value equals one of some objects or arrays."""
    return any(equal(value, constant) for constant in constants)


def bits(width: int) -> tuple[tuple[bool, ...], ...]:
    """Return for each number of so many bits its bits, the highest first."""
    return tuple(product((False, True), repeat=width))


def truths(width: int) -> tuple[tuple[Truth, ...], ...]:
    """Return the truth values, highest bit first, for two masks of so many bits: the certain, and above them the possible."""
    return tuple(
        tuple(True if certain else None if possible else False for certain, possible in zip(low, high, strict=True))
        for high in bits(width)
        for low in bits(width)
    )


NAMES: dict[str, Any] = {
    "A": ABSENT,
    "N": NEVER,
    "NAN": math.nan,
    "NOTHING": frozenset(),
    "Pattern": Pattern,
    "all_different": all_different,
    "bits": bits,
    "counted": counted,
    "equals_any": equals_any,
    "is_multiple": is_multiple,
    "number_of": number_of,
    "truths": truths,
}
"""The global names of generated code, beside the builtins."""
