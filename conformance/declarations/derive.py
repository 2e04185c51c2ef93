"""From what a declaration says to what is judged: closed and derived fields added, nothing changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from conformance.declarations import pointers
from conformance.declarations.derivation_plan import Plan, derivation_plan
from conformance.declarations.form import declaration_form
from conformance.declarations.jurisdictions import reach

CLOSING_REASONS = frozenset({"none", "not-applicable"})
_CLOSED = "declaration.omissions says that there is none or that it does not apply"
_CLOSED_WITH_SOURCE = "closed with the field it is derived from"
_NOT_INVOKED = "an exemption not invoked is not relied on"
_CANCELLED = "a filing that was cancelled does not count"


@dataclass(frozen=True, slots=True)
class Judged:
    """A declaration as it is judged on one day.

    Attributes:
        document: the declaration with its derived fields; parts that did not change are shared with the declaration.
        incomplete: pointers, without indices, of lists that do not name everything; each covers the lists below it.
        closed: for each pointer to a value that stands for a silence of the declaration, or for a statement that does not
            count, the rule by which it does.
        withheld: for each pointer that the declaration withholds or does not know, the reason it gives. Such a field stays
            absent and is never evidence.
    """

    document: Mapping[str, Any]
    incomplete: frozenset[str]
    closed: Mapping[str, str]
    withheld: Mapping[str, str]

    @property
    def derived(self) -> Mapping[str, str]:
        """For each pointer to something that the declaration does not state itself, the rule it follows."""
        return {**self.closed, **dict(_derivations(self.document, derivation_plan(), ""))}


def derive(data: Mapping[str, Any], as_of: date) -> Judged:
    """Return the judged document of a valid declaration.

    - A field that ``declaration.omissions`` calls ``none`` or ``not-applicable`` becomes null: closed, not silent. So do the
      fields that would be derived from it.
    - ``declaration.exemptions``, when absent, becomes the empty list.
    - Of a filing whose ``status`` is ``cancelled`` the kind becomes null, so that it is a filing of no kind that is asked for;
      of the filing that tells of the end, which is the cancellation, only the number. A filing without status counts.
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
    closed: dict[str, str] = {}
    withheld: dict[str, str] = {}
    document = dict(data)
    for omission in sorted(head.get("omissions", ()), key=lambda entry: len(pointers.split(entry["field"]))):
        field, reason = omission["field"], omission["reason"]
        if reason not in CLOSING_REASONS:
            withheld[field] = reason
        elif _close(document, pointers.split(field)):
            closed[field] = _CLOSED
    if "exemptions" not in head:
        document["declaration"] = {**document["declaration"], "exemptions": []}
        closed["/declaration/exemptions"] = _NOT_INVOKED
    _discount_cancelled_filings(document, closed)
    placings = [market["placed_on"] for market in data.get("markets", ()) if "placed_on" in market]
    placed = date.fromisoformat(min(placings)).toordinal() if placings else None
    document = _extend(document, derivation_plan(), as_of.toordinal(), placed)
    return Judged(document, _incomplete(head.get("incomplete_lists", ())), closed, withheld)


def _discount_cancelled_filings(document: dict[str, Any], closed: dict[str, str]) -> None:
    records = document.get("records") or {}
    filings = records.get("filings") or []
    cancelled = {
        index: "number" if filing.get("event") == "end" else "kind"
        for index, filing in enumerate(filings)
        if filing.get("status") == "cancelled"
    }
    if cancelled:
        counting = [{**filing, cancelled[index]: None} if index in cancelled else filing for index, filing in enumerate(filings)]
        document["records"] = {**records, "filings": counting}
        closed.update((f"/records/filings/{index}/{field}", _CANCELLED) for index, field in cancelled.items())


def _incomplete(lists: Iterable[str]) -> frozenset[str]:
    named = frozenset(lists)
    return named - {""} | _all_but_the_head() if "" in named else named


@cache
def _all_but_the_head() -> frozenset[str]:
    sections = declaration_form().bundle["properties"]
    return frozenset(f"/{section}" for section in sections if section not in {"declaration", "$schema"})


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


def _extend(data: dict[str, Any], plan: Plan, as_of: int, placed: int | None) -> dict[str, Any]:
    """Return ``data`` with the derived fields of ``plan``, or ``data`` itself when there are none; days are ordinals."""
    added: dict[str, Any] = {}
    for source, age, before_placing in plan.dates:
        if source in data:
            day = data[source]
            ordinal = None if day is None else date.fromisoformat(day).toordinal()
            added[age] = None if ordinal is None else as_of - ordinal
            if before_placing is not None and (placed is not None or ordinal is None):
                added[before_placing] = None if ordinal is None or placed is None else placed - ordinal
    for source, name in plan.reaches:
        if source in data:
            added[name] = None if data[source] is None else list(reach(data[source]))
    for name, inner in plan.members:
        if (
            name in data
            and (member := data[name]) is not None
            and (extended := _extend(member, inner, as_of, placed)) is not member
        ):
            added[name] = extended
    for name, inner in plan.lists:
        if name in data and (items := data[name]):
            added[name] = [_extend(item, inner, as_of, placed) for item in items]
    return {**data, **added} if added else data


def _derivations(data: Mapping[str, Any], plan: Plan, path: str) -> Iterator[tuple[str, str]]:
    for name, rule in plan.rules.items():
        if name in data:
            yield f"{path}/{name}", rule if data[name] is not None else _CLOSED_WITH_SOURCE
    for name, inner in plan.members:
        yield from _derivations(data.get(name) or {}, inner, f"{path}/{name}")
    for name, inner in plan.lists:
        for index, item in enumerate(data.get(name) or ()):
            yield from _derivations(item, inner, f"{path}/{name}/{index}")
