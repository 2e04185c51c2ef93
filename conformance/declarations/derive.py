"""From what a declaration says to what is judged: closed and derived fields added, nothing changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conformance.declarations import pointers
from conformance.declarations.derivation_plan import Derived, Plan, derivation_plan
from conformance.declarations.jurisdictions import reach

CLOSING_REASONS = frozenset({"none", "not-applicable"})
_CLOSED = "declaration.omissions says that there is none or that it does not apply"
_CLOSED_WITH_SOURCE = "closed with the field it is derived from"
_NOT_INVOKED = "an exemption not invoked is not relied on"


@dataclass(frozen=True, slots=True)
class Judged:
    """A declaration as it is judged on one day.

    Attributes:
        document: the declaration with its derived fields; parts that did not change are shared with the declaration.
        incomplete: pointers, without indices, of lists that do not name everything; each covers the lists below it.
        derived: for each pointer that was added, the rule it follows.
        withheld: for each pointer that the declaration withholds or does not know, the reason it gives. Such a field stays
            absent and is never evidence.
    """

    document: Mapping[str, Any]
    incomplete: frozenset[str]
    derived: Mapping[str, str]
    withheld: Mapping[str, str]


def derive(data: Mapping[str, Any], as_of: date) -> Judged:
    """Return the judged document of a valid declaration.

    - A field that ``declaration.omissions`` calls ``none`` or ``not-applicable`` becomes null: closed, not silent. So do the
      fields that would be derived from it.
    - ``declaration.exemptions``, when absent, becomes the empty list.
    - The fields of ``schemas/declaration/derived.json`` are added beside the fields that they are derived from.
    - The empty pointer in ``declaration.incomplete_lists`` stands for every section but ``declaration``, whose exemptions are
      complete by the rule above.

    Args:
        data: a declaration that :func:`conformance.declarations.check.problems_of` finds nothing wrong with; it is not changed.
        as_of: the day on which it is judged.

    Returns:
        The judged document with its derivations.
    """
    head = data["declaration"]
    derived: dict[str, str] = {}
    withheld: dict[str, str] = {}
    document = dict(data)
    for omission in sorted(head.get("omissions", ()), key=lambda entry: len(pointers.split(entry["field"]))):
        field, reason = omission["field"], omission["reason"]
        if reason not in CLOSING_REASONS:
            withheld[field] = reason
        elif _close(document, pointers.split(field)):
            derived[field] = _CLOSED
    if "exemptions" not in head:
        document["declaration"] = {**document["declaration"], "exemptions": []}
        derived["/declaration/exemptions"] = _NOT_INVOKED
    placings = [market["placed_on"] for market in data.get("markets", ()) if "placed_on" in market]
    placed = date.fromisoformat(min(placings)).toordinal() if placings else None
    document = _extend(document, derivation_plan(), "", _Days(as_of.toordinal(), placed), derived)
    return Judged(document, _incomplete(head.get("incomplete_lists", ()), document), derived, withheld)


@dataclass(frozen=True, slots=True)
class _Days:
    as_of: int
    placed: int | None


def _incomplete(lists: Any, document: Mapping[str, Any]) -> frozenset[str]:
    named = frozenset(lists)
    if "" in named:
        sections = (section for section in document if section not in ("declaration", "$schema"))
        return named - {""} | {f"/{pointers.escape(section)}" for section in sections}
    return named


def _close(document: dict[str, Any], tokens: list[str]) -> bool:
    """Put a null at ``tokens`` into ``document``, copying what lies on the way; return whether there was room for it."""
    here: Any = document
    for token in tokens[:-1]:
        if isinstance(here, list):
            inner = here[int(token)]
            copy = inner.copy()
            here[int(token)] = copy
        else:
            inner = here.get(token, {})
            if inner is None:
                return False
            copy = inner.copy()
            here[token] = copy
        here = copy
    if here.get(tokens[-1]) is not None:
        return False
    here[tokens[-1]] = None
    return True


def _extend(data: dict[str, Any], plan: Plan, path: str, days: _Days, derived: dict[str, str]) -> dict[str, Any]:
    """Return ``data`` with the derived fields of ``plan``, or ``data`` itself when there are none."""
    added: dict[str, Any] = {}
    for field in plan.fields:
        if field.source in data:
            source = data[field.source]
            value = None if source is None else _value(field, source, days)
            if value is None and source is not None:
                continue
            added[field.name] = value
            derived[f"{path}/{field.name}"] = field.rule if value is not None else _CLOSED_WITH_SOURCE
    for name, inner in plan.members:
        if (member := data.get(name)) is not None:
            extended = _extend(member, inner, f"{path}/{name}", days, derived)
            if extended is not member:
                added[name] = extended
    for name, inner in plan.lists:
        if items := data.get(name):
            added[name] = [_extend(item, inner, f"{path}/{name}/{index}", days, derived) for index, item in enumerate(items)]
    return {**data, **added} if added else data


def _value(field: Derived, source: str, days: _Days) -> int | list[str] | None:
    if field.kind == "reach":
        return list(reach(source))
    day = date.fromisoformat(source).toordinal()
    if field.kind == "age":
        return days.as_of - day
    return days.placed - day if days.placed is not None else None
