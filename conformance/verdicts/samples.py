"""Values to try: those that a schema names, those that the declaration format allows, and plain stand-ins."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from .scalars import SCALAR_TESTS

if TYPE_CHECKING:
    from conformance.catalogue import Schema

STAND_INS = (
    "as stated in the documents",
    "https://example.org/statement",
    "1.0.0",
    "EU",
    "EUR",
    "eu-ai-act",
    "eu-ai-act/art-50-2",
    "sha256:00",
    "/system/description",
)
"""Strings of the kinds that the declaration format distinguishes by pattern; the author puts the true one in their place."""
LANGUAGE_SUBTAG = "{2,8}"
"""Stands in the pattern of language tags (BCP 47) and in no other."""


def samples(schema: Schema, form: Mapping[str, Any], as_of: date) -> Iterator[Any]:
    """Yield values worth trying for a field, the most likely first.

    Args:
        schema: the test that the value should pass or fail; its constants and bounds come first.
        form: the declaration format's schema of the field; only values that it allows are yielded.
        as_of: the day of judgement, for dates.
    """
    seen: list[tuple[type, Any]] = []
    for value in _values(schema if isinstance(schema, Mapping) else {}, form, as_of):
        marked = (type(value), value)
        if marked not in seen and _allowed(value, form):
            seen.append(marked)
            yield value


def _values(schema: Mapping[str, Any], form: Mapping[str, Any], as_of: date) -> Iterator[Any]:
    if "const" in schema:
        yield schema["const"]
    yield from schema.get("enum", ())
    for keyword, step in (("minimum", 0), ("exclusiveMinimum", 1), ("maximum", 0), ("exclusiveMaximum", -1)):
        if keyword in schema:
            yield schema[keyword] + step
    for keyword, step in (("minimum", -1), ("exclusiveMinimum", 0), ("maximum", 1), ("exclusiveMaximum", 0)):
        if keyword in schema:
            yield schema[keyword] + step
    yield from form.get("enum", ())
    kind = form.get("type") or schema.get("type")
    if kind == "boolean":
        yield from (True, False)
    elif kind in ("integer", "number"):
        yield from (form.get("minimum", 0), 1)
    elif kind == "array":
        yield []
    elif kind == "object":
        yield {}
    else:
        yield from _strings(form, as_of)


def _strings(form: Mapping[str, Any], as_of: date) -> Iterator[str]:
    if form.get("format") == "date" or not form:
        yield from ((as_of + timedelta(days=days)).isoformat() for days in (0, -3653, 3653))
    if LANGUAGE_SUBTAG in form.get("pattern", ""):
        yield "en"
    yield from STAND_INS


def _allowed(value: Any, form: Mapping[str, Any]) -> bool:
    return all(SCALAR_TESTS[keyword](argument, value) for keyword, argument in form.items() if keyword in SCALAR_TESTS)
