"""``unevaluatedProperties`` and ``unevaluatedItems`` said with ``if`` and the ordinary keywords.

What is left unevaluated depends on which in-place subschemas hold (JSON Schema Core 2020-12, section 11). For each combination of
the conditional ones the evaluated names and items are known, so each combination becomes one ``if``/``then``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

Schema = bool | Mapping[str, Any]
Follow = Callable[[str], Schema]

MOST_CONDITIONS = 7
_IN_PLACE_LISTS = ("allOf", "anyOf", "oneOf")
_SUBSCHEMA_LISTS = (*_IN_PLACE_LISTS, "prefixItems")
_SUBSCHEMA_MAPS = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
_SUBSCHEMAS = ("not", "if", "then", "else", "items", "contains", "additionalProperties", "propertyNames")
_UNEVALUATED = ("unevaluatedProperties", "unevaluatedItems")


class NotExpressible(Exception):
    """The keyword cannot be said with the others here; ``str()`` says why."""


@dataclass(frozen=True, slots=True)
class _Evaluated:
    """What a subschema evaluates when the conditions hold: names, patterns, leading items, items that match, or all of a kind."""

    conditions: tuple[Schema, ...]
    names: frozenset[str] = frozenset()
    patterns: frozenset[str] = frozenset()
    all_properties: bool = False
    prefix: int = 0
    matching: tuple[Schema, ...] = ()
    all_items: bool = False


def without_unevaluated(schema: Schema, follow: Follow) -> Schema:
    """Return an equivalent schema that uses neither keyword; JSON Pointers into it keep their meaning.

    Args:
        schema: a 2020-12 schema.
        follow: gives the schema that a ``$ref`` value of this document leads to.

    Raises:
        NotExpressible: in-place references form a circle, or there are too many combinations to list.
    """
    if isinstance(schema, bool):
        return schema
    rewritten: dict[str, Any] = {}
    for keyword, value in schema.items():
        if keyword in _UNEVALUATED:
            continue
        if keyword in _SUBSCHEMAS:
            rewritten[keyword] = without_unevaluated(value, follow)
        elif keyword in _SUBSCHEMA_LISTS:
            rewritten[keyword] = [without_unevaluated(member, follow) for member in value]
        elif keyword in _SUBSCHEMA_MAPS:
            rewritten[keyword] = {name: without_unevaluated(member, follow) for name, member in value.items()}
        else:
            rewritten[keyword] = value
    added = [
        rule
        for keyword in _UNEVALUATED
        if keyword in schema and schema[keyword] is not True
        for rule in _rules(keyword, schema, follow)
    ]
    if added:
        rewritten["allOf"] = [*rewritten.get("allOf", ()), *added]
    return rewritten


def _rules(keyword: str, schema: Mapping[str, Any], follow: Follow) -> Iterator[Schema]:
    leftover = without_unevaluated(schema[keyword], follow)
    siblings = {name: value for name, value in schema.items() if name != keyword}
    evaluated = [part for part in _evaluations(siblings, (), follow, ()) if _concerns(part, keyword)]
    conditions = list({_key(condition): condition for part in evaluated for condition in part.conditions}.values())
    if len(conditions) > MOST_CONDITIONS:
        raise NotExpressible(f"{keyword} beside {len(conditions)} conditional subschemas")
    plain = [without_unevaluated(condition, follow) for condition in conditions]
    for truths in product((True, False), repeat=len(conditions)):
        holding = {_key(condition) for condition, truth in zip(conditions, truths, strict=True) if truth}
        parts = [part for part in evaluated if all(_key(condition) in holding for condition in part.conditions)]
        rule = _leftover_rule(keyword, leftover, parts)
        if rule is True:
            continue
        premise = [condition if truth else {"not": condition} for condition, truth in zip(plain, truths, strict=True)]
        yield {"if": {"allOf": premise}, "then": rule} if premise else rule


def _concerns(part: _Evaluated, keyword: str) -> bool:
    if keyword == "unevaluatedProperties":
        return bool(part.names or part.patterns or part.all_properties)
    return bool(part.prefix or part.matching or part.all_items)


def _leftover_rule(keyword: str, leftover: Schema, parts: list[_Evaluated]) -> Schema:
    if keyword == "unevaluatedProperties":
        if any(part.all_properties for part in parts):
            return True
        return {
            "properties": {name: True for part in parts for name in sorted(part.names)},
            "patternProperties": {pattern: True for part in parts for pattern in sorted(part.patterns)},
            "additionalProperties": leftover,
        }
    if any(part.all_items for part in parts):
        return True
    matching = [schema for part in parts for schema in part.matching]
    prefix = max((part.prefix for part in parts), default=0)
    rest: Schema = {"anyOf": [*matching, leftover]} if matching else leftover
    return {"prefixItems": [True] * prefix, "items": rest} if prefix else {"items": rest}


def _evaluations(schema: Schema, conditions: tuple[Schema, ...], follow: Follow, trail: tuple[str, ...]) -> Iterator[_Evaluated]:
    if isinstance(schema, bool):
        return
    yield _Evaluated(
        conditions,
        names=frozenset(schema.get("properties", ())),
        patterns=frozenset(schema.get("patternProperties", ())),
        all_properties="additionalProperties" in schema or "unevaluatedProperties" in schema,
        prefix=len(schema.get("prefixItems", ())),
        matching=(without_unevaluated(schema["contains"], follow),) if "contains" in schema else (),
        all_items="items" in schema or "unevaluatedItems" in schema,
    )
    for member in schema.get("allOf", ()):
        yield from _evaluations(member, conditions, follow, trail)
    for keyword in ("anyOf", "oneOf"):
        for member in schema.get(keyword, ()):
            yield from _evaluations(member, (*conditions, member), follow, trail)
    for name, member in schema.get("dependentSchemas", {}).items():
        yield from _evaluations(member, (*conditions, {"type": "object", "required": [name]}), follow, trail)
    if "if" in schema:
        premise = schema["if"]
        yield from _evaluations(premise, (*conditions, premise), follow, trail)
        if "then" in schema:
            yield from _evaluations(schema["then"], (*conditions, premise), follow, trail)
        if "else" in schema:
            yield from _evaluations(schema["else"], (*conditions, {"not": premise}), follow, trail)
    if "$dynamicRef" in schema:
        raise NotExpressible("unevaluated keywords beside $dynamicRef")
    if "$ref" in schema:
        reference = schema["$ref"]
        if reference in trail:
            raise NotExpressible(f"unevaluated keywords over the circular reference {reference}")
        yield from _evaluations(follow(reference), conditions, follow, (*trail, reference))


def _key(schema: Schema) -> str:
    return repr(schema)
