"""Which fields are derived from which, as ``schemas/declaration/derived.json`` lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from conformance import resources

AGE = "_age_days"
BEFORE_PLACING = "_days_before_placing"
REACH = "reach"


@dataclass(frozen=True, slots=True)
class Derived:
    """A derived field beside the field it comes from.

    Attributes:
        name: the derived field.
        source: the field it is derived from, in the same object.
        kind: how: the age of a date, its distance from the first placing, or the reach of a jurisdiction.
        rule: the rule in words.
    """

    name: str
    source: str
    kind: Literal["age", "before-placing", "reach"]
    rule: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is derived in an object and below it.

    Attributes:
        fields: the derived fields of the object itself.
        members: plans of its object members, by name.
        lists: plans of the items of its list members, by name.
    """

    fields: tuple[Derived, ...]
    members: tuple[tuple[str, Plan], ...]
    lists: tuple[tuple[str, Plan], ...]


@cache
def derivation_plan() -> Plan:
    """Return the plan of the shipped derived fields."""
    path = resources.data_path("schemas", "declaration", "derived.json")
    return _plan(json.loads(path.read_text(encoding="utf-8")))


def _plan(schema: Mapping[str, Any]) -> Plan:
    fields: list[Derived] = []
    members: list[tuple[str, Plan]] = []
    lists: list[tuple[str, Plan]] = []
    for name, member in schema["properties"].items():
        if "derivedFrom" in member:
            fields.append(Derived(name, member["derivedFrom"].rpartition("/")[2], _kind(name), member["description"]))
        elif member["type"] == "array":
            lists.append((name, _plan(member["items"])))
        else:
            members.append((name, _plan(member)))
    return Plan(tuple(fields), tuple(members), tuple(lists))


def _kind(name: str) -> Literal["age", "before-placing", "reach"]:
    if name.endswith(AGE):
        return "age"
    if name.endswith(BEFORE_PLACING):
        return "before-placing"
    if name == REACH:
        return "reach"
    raise ValueError(f"derived.json names a field that no rule computes: {name}")


@cache
def derived_names() -> frozenset[str]:
    """Return the names of all derived fields."""
    return frozenset(_names(derivation_plan()))


def _names(plan: Plan) -> Iterator[str]:
    yield from (field.name for field in plan.fields)
    for _, inner in (*plan.members, *plan.lists):
        yield from _names(inner)
