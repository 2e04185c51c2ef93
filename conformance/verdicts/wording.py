"""A schema's test in words, for conditions that have no name of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.catalogue.references import resolve

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue, Schema

VALUES_SHOWN = 6


def in_words(catalogue: Catalogue, schema: Schema, base: str) -> str:
    """Return what a schema asks, e.g. ``/system/traits includes safety-component``.

    Args:
        catalogue: where references lead.
        schema: made of the keywords that facts and requirements use.
        base: absolute URI from which its references start.
    """
    return " and ".join(_clauses(catalogue, schema, base, "")) or "anything"


def _clauses(catalogue: Catalogue, schema: Schema, base: str, at: str) -> Iterator[str]:
    if isinstance(schema, bool):
        if not schema:
            yield f"{at} never".strip()
        return
    if "$ref" in schema:
        target, uri = resolve(catalogue, base, schema["$ref"])
        yield from _clauses(catalogue, target, uri, at)
    tests = list(_tests(catalogue, schema, base))
    members = [
        clause
        for name, part in schema.get("properties", {}).items()
        for clause in _clauses(catalogue, part, base, f"{at}/{name}")
    ]
    if tests:
        yield f"{at or 'it'} {' and '.join(tests)}"
    elif not members and at and not schema.keys() & {"allOf", "anyOf", "not"}:
        yield f"{at} is stated"
    yield from members
    for part in schema.get("allOf", ()):
        yield from _clauses(catalogue, part, base, at)
    for keyword, word in (("anyOf", " or "), ("oneOf", " or else ")):
        if keyword in schema:
            yield f"({word.join(' and '.join(_clauses(catalogue, part, base, at)) for part in schema[keyword])})"
    if "not" in schema:
        yield f"not ({' and '.join(_clauses(catalogue, schema['not'], base, at))})"
    if "if" in schema and "then" in schema:
        condition = " and ".join(_clauses(catalogue, schema["if"], base, at))
        yield f"if {condition} then {' and '.join(_clauses(catalogue, schema['then'], base, at))}"


SCALARS = {
    "minimum": "is at least {}",
    "exclusiveMinimum": "is above {}",
    "maximum": "is at most {}",
    "exclusiveMaximum": "is below {}",
    "minLength": "has at least {} characters",
    "maxLength": "has at most {} characters",
    "minItems": "has at least {} items",
    "maxItems": "has at most {} items",
    "minProperties": "has at least {} members",
    "maxProperties": "has at most {} members",
}


def _tests(catalogue: Catalogue, schema: Mapping[str, Any], base: str) -> Iterator[str]:
    if "const" in schema:
        yield f"is {_value(schema['const'])}"
    if "enum" in schema:
        yield f"is {_one_of(schema['enum'])}"
    yield from (words.format(schema[keyword]) for keyword, words in SCALARS.items() if keyword in schema)
    if "pattern" in schema:
        day = day_before_which(schema["pattern"])
        yield f"matches {schema['pattern']}" if day is None else f"is before {day}"
    if "contains" in schema:
        yield f"includes {_item(catalogue, schema['contains'], base)}"
    if "items" in schema:
        yield f"holds nothing but {_item(catalogue, schema['items'], base)}"


def day_before_which(pattern: str) -> date | None:
    """Return the day before which all days match a pattern and from which none does, or None for another pattern.

    JSON Schema cannot compare dates, so requirements write *before a day* as such a pattern over ISO 8601.

    >>> day_before_which("^(1[0-9]{3}|20[01][0-9]|202[0-5])-")
    datetime.date(2026, 1, 1)
    """
    matches = re.compile(pattern).search
    first, last = date(1990, 1, 1).toordinal(), date(2100, 1, 1).toordinal()

    def before(day: int) -> bool:
        return matches(date.fromordinal(day).isoformat()) is not None

    if not before(first) or before(last):
        return None
    while last - first > 1:
        middle = (first + last) // 2
        first, last = (middle, last) if before(middle) else (first, middle)
    return date.fromordinal(last)


def _item(catalogue: Catalogue, schema: Schema, base: str) -> str:
    if isinstance(schema, Mapping) and "const" in schema:
        return _value(schema["const"])
    if isinstance(schema, Mapping) and "enum" in schema:
        return _one_of(schema["enum"])
    return f"an entry whose {' and '.join(_clauses(catalogue, schema, base, ''))}"


def _one_of(values: list[Any]) -> str:
    shown = ", ".join(_value(value) for value in values[:VALUES_SHOWN])
    return f"one of {shown}" + (f" and {len(values) - VALUES_SHOWN} more" if len(values) > VALUES_SHOWN else "")


def _value(value: Any) -> str:
    return {True: "true", False: "false", None: "null"}.get(value, str(value)) if isinstance(value, bool | None) else str(value)
