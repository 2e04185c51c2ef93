"""JSON values as JSON Schema compares them: ``1`` equals ``1.0``, ``true`` equals only ``true``."""

from __future__ import annotations

import json
import math
from fractions import Fraction
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from conformance.errors import ConformanceError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Json: TypeAlias = Any
"""A JSON value as Python: ``dict``, ``list``, ``str``, ``int``, ``float``, ``bool`` or ``None``."""

Schema: TypeAlias = "bool | Mapping[str, Any]"
"""A JSON Schema 2020-12: a boolean or an object."""

Truth: TypeAlias = "bool | None"
"""A truth value of Kleene's strong three-valued logic; ``None`` is *unknown*."""

Reading: TypeAlias = Literal["strict", "open"]
"""``strict``: JSON Schema to the letter, what is absent is not there. ``open``: what is absent is unknown."""

KINDS = ("array", "boolean", "null", "number", "object", "string")
"""The six JSON types that do not overlap; ``integer`` is a part of ``number``."""

_EXACT_INTEGERS = 2**53


class SchemaError(ConformanceError):
    """A schema cannot be read: a keyword has a malformed value, or a reference never ends."""


def kind_of(value: Json) -> str:
    """Return which of `KINDS` a value is (booleans are not numbers).

    Raises:
        SchemaError: the value is no JSON value.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int | float):
        return "number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return "array"
    if isinstance(value, dict):
        return "object"
    raise SchemaError(f"{value!r} is a Python {type(value).__name__}, which JSON has not; dates, for one, are written as strings")


def is_kind(value: Json, kinds: Iterable[str]) -> bool:
    """Tell whether a value has one of the JSON Schema ``type`` names, ``integer`` among them.

    A float without a fraction is an integer (JSON Schema 2020-12 validation, section 6.1.1).
    """
    kind = kind_of(value)
    return any(kind == wanted or (wanted == "integer" and kind == "number" and is_integral(value)) for wanted in kinds)


def is_integral(number: float) -> bool:
    """Tell whether a number has no fraction."""
    return isinstance(number, int) or number.is_integer()


def canonical(value: Json) -> Json:
    """Return a copy in which equal JSON values look alike: members sorted, ``1.0`` written ``1``.

    Raises:
        SchemaError: the value holds something that JSON has not (a date, NaN, an object key that is no string).
    """
    kind = kind_of(value)
    if kind == "number":
        checked = canonical_number(value)
        return int(checked) if is_integral(checked) else checked
    if kind == "array":
        return [canonical(item) for item in value]
    if kind == "object":
        for name in value:
            if not isinstance(name, str):
                raise SchemaError(f"{name!r} is the name of an object member, but names are strings in JSON; put it in quotes")
        return {name: canonical(value[name]) for name in sorted(value)}
    return value


def canonical_number(number: float) -> int | float:
    """Return the integer for a float without fraction that is exact (below 2**53), else the number itself."""
    if isinstance(number, int):
        return number
    if not math.isfinite(number):
        raise SchemaError(f"{number!r} is not a number that JSON can write")
    return int(number) if abs(number) < _EXACT_INTEGERS and number.is_integer() else number


def text_of(value: Json) -> str:
    """Return one text for all values equal to this one; two texts are equal only if the values are."""
    return json.dumps(canonical(value), separators=(",", ":"), ensure_ascii=True)


def equal(one: Json, two: Json) -> bool:
    """Tell whether two JSON values are equal (JSON Schema 2020-12 core, section 4.2.2)."""
    if isinstance(one, bool) or isinstance(two, bool):
        return one is two
    if isinstance(one, dict):
        return isinstance(two, dict) and one.keys() == two.keys() and all(equal(one[name], two[name]) for name in one)
    if isinstance(one, list):
        return isinstance(two, list) and len(one) == len(two) and all(map(equal, one, two))
    return bool(one == two)


def is_multiple(number: float, divisor: float) -> bool:
    """Tell whether a number is a multiple, with the float arithmetic of ``jsonschema`` where the divisor is a float."""
    if isinstance(divisor, int):
        return not number % divisor
    try:
        quotient = number / divisor
        return int(quotient) == quotient
    except OverflowError:
        return (Fraction(number) / Fraction(divisor)).denominator == 1


def all_different(items: list[Json]) -> bool:
    """Tell whether no two items are equal."""
    hashable: set[tuple[bool, Json]] = set()
    others: list[Json] = []
    for item in items:
        if isinstance(item, dict | list):
            if any(equal(item, other) for other in others):
                return False
            others.append(item)
        else:
            marked = (isinstance(item, bool), item)
            if marked in hashable:
                return False
            hashable.add(marked)
    return True
