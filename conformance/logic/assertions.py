"""The assertion keywords of JSON Schema 2020-12 (validation, section 6) as terms, each from its own value alone."""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from conformance.logic.build import conjunction, disjunction, implication, negation, type_of
from conformance.logic.terms import (
    FALSE,
    TRUE,
    ItemCount,
    Length,
    Matches,
    MultipleOf,
    OneOf,
    Opaque,
    Present,
    PropertyCount,
    Range,
    Resources,
    Term,
    Test,
    Type,
    UniqueItems,
)
from conformance.logic.values import KINDS, SchemaError, canonical_number, text_of

_NO_RESOURCES = Resources.of({})


def guarded(kind: str, test: Term) -> Term:
    """Return *if the value is of this kind, then it passes the test*."""
    return disjunction(negation(Type((kind,))), test)


def pattern_test(pattern: object, keyword: str = "pattern") -> Test:
    """Return the test for a regular expression; `Opaque` for one that only ECMA-262 knows (a Unicode property, say)."""
    if not isinstance(pattern, str):
        raise malformed(keyword, pattern, "a regular expression")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python announces a syntax of the future, which JSON Schema has no part in
            re.compile(pattern)
    except re.error as error:
        reason = f"the regular expression {pattern!r} is none of Python's: {error}"
        schema = text_of({"type": "string", "pattern": pattern})
        return Opaque(schema, "", _NO_RESOURCES, reason)
    return Matches(pattern)


def malformed(keyword: str, value: object, wanted: str) -> SchemaError:
    """Return the error for a keyword whose value has the wrong shape."""
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:57]}..."
    return SchemaError(f"the schema keyword {keyword!r} has the value {shown}, but takes {wanted}")


def count(keyword: str, value: object) -> int:
    """Return the value of a keyword that counts: a non-negative integer, which may be written ``2.0``."""
    number = _number(keyword, value)
    if number < 0 or number != int(number):
        raise malformed(keyword, value, "a whole number of at least 0")
    return int(number)


def names(keyword: str, value: object) -> tuple[str, ...]:
    """Return the value of a keyword that lists member names."""
    if not isinstance(value, list) or not all(isinstance(name, str) for name in value):
        raise malformed(keyword, value, "a list of member names")
    return tuple(value)


def mapping(keyword: str, value: object) -> Mapping[str, Any]:
    """Return the value of a keyword that maps names to something."""
    if not isinstance(value, Mapping):
        raise malformed(keyword, value, "an object")
    return value


def _number(keyword: str, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise malformed(keyword, value, "a number")
    return canonical_number(value)


def _type(value: object) -> Term:
    kinds = [value] if isinstance(value, str) else value
    if not isinstance(kinds, list) or not kinds or not all(kind in (*KINDS, "integer") for kind in kinds):
        raise malformed("type", value, f"one of {', '.join(sorted((*KINDS, 'integer')))}, or a list of them")
    return type_of(*kinds)


def _enum(value: object) -> Term:
    if not isinstance(value, list):
        raise malformed("enum", value, "a list of values")
    return OneOf.of(*value) if value else FALSE


def _multiple_of(value: object) -> Term:
    if isinstance(value, bool) or not isinstance(value, int | float) or not value > 0:
        raise malformed("multipleOf", value, "a number above 0")
    return guarded("number", MultipleOf(value))


def _dependent_required(value: object) -> Term:
    return conjunction(
        *(
            implication(Present((name,)), conjunction(*(Present((other,)) for other in names("dependentRequired", others))))
            for name, others in mapping("dependentRequired", value).items()
        )
    )


def _unique_items(value: object) -> Term:
    if not isinstance(value, bool):
        raise malformed("uniqueItems", value, "true or false")
    return guarded("array", UniqueItems()) if value else TRUE


ASSERTIONS: Mapping[str, Callable[[Any], Term]] = {
    "type": _type,
    "const": OneOf.of,
    "enum": _enum,
    "multipleOf": _multiple_of,
    "maximum": lambda value: guarded("number", Range(None, _number("maximum", value))),
    "exclusiveMaximum": lambda value: guarded("number", Range(None, _number("exclusiveMaximum", value), False, True)),
    "minimum": lambda value: guarded("number", Range(_number("minimum", value))),
    "exclusiveMinimum": lambda value: guarded("number", Range(_number("exclusiveMinimum", value), None, True)),
    "maxLength": lambda value: guarded("string", Length(0, count("maxLength", value))),
    "minLength": lambda value: guarded("string", Length(count("minLength", value), None)) if value else TRUE,
    "pattern": lambda value: guarded("string", pattern_test(value)),
    "maxItems": lambda value: guarded("array", ItemCount(0, count("maxItems", value))),
    "minItems": lambda value: guarded("array", ItemCount(count("minItems", value), None)) if value else TRUE,
    "uniqueItems": _unique_items,
    "maxProperties": lambda value: guarded("object", PropertyCount(0, count("maxProperties", value))),
    "minProperties": lambda value: guarded("object", PropertyCount(count("minProperties", value), None)) if value else TRUE,
    "required": lambda value: guarded("object", conjunction(*(Present((name,)) for name in names("required", value)))),
    "dependentRequired": _dependent_required,
}
"""Keyword to the term that its value asserts."""
