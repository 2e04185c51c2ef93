"""Which fields are derived from which, as ``schemas/declaration/derived.json`` lists them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from conformance import resources

_AGE = "_age_days"
_BEFORE_PLACING = "_days_before_placing"
_REACH = "reach"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is derived in an object and below it.

    Attributes:
        dates: for each date field, the names of its age and of its distance from the first placing (None when it has none).
        reaches: for each jurisdiction field, the name of its reach.
        members: plans of the object's object members, by name.
        lists: plans of the items of its list members, by name.
        rules: for each derived field of the object, its rule in words.
    """

    dates: tuple[tuple[str, str, str | None], ...]
    reaches: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, Plan], ...]
    lists: tuple[tuple[str, Plan], ...]
    rules: Mapping[str, str]


@cache
def derivation_plan() -> Plan:
    """Return the plan of the shipped derived fields.

    Raises:
        ValueError: the file names a derived field that no rule here computes.
    """
    path = resources.data_path("schemas", "declaration", "derived.json")
    return _plan(json.loads(path.read_text(encoding="utf-8")))


def _plan(schema: Mapping[str, Any]) -> Plan:
    inner = schema["properties"]
    derived = {name: member["derivedFrom"].rpartition("/")[2] for name, member in inner.items() if "derivedFrom" in member}
    dates = tuple(
        (source, name, source + _BEFORE_PLACING if source + _BEFORE_PLACING in derived else None)
        for name, source in derived.items()
        if name == source + _AGE
    )
    reaches = tuple((source, name) for name, source in derived.items() if name == _REACH)
    computed = {name for date in dates for name in date[1:]} | {name for _, name in reaches}
    if unknown := derived.keys() - computed:
        raise ValueError(f"derived.json names fields that no rule computes: {', '.join(sorted(unknown))}")
    return Plan(
        dates,
        reaches,
        tuple((name, _plan(member)) for name, member in inner.items() if member["type"] == "object"),
        tuple((name, _plan(member["items"])) for name, member in inner.items() if "properties" in member.get("items", {})),
        {name: inner[name]["description"] for name in derived},
    )


@cache
def derived_names() -> frozenset[str]:
    """Return the names of all derived fields."""
    return frozenset(_names(derivation_plan()))


def _names(plan: Plan) -> Iterator[str]:
    yield from plan.rules
    for _, inner in (*plan.members, *plan.lists):
        yield from _names(inner)
