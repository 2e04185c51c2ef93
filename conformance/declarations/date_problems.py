"""Dates that no calendar has."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.declarations.derivation_plan import Plan, derivation_plan
from conformance.declarations.refusals import Problem

if TYPE_CHECKING:
    from conformance.declarations.positions import Positions

_WRITTEN_AS_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def date_problems(data: object, positions: Positions, file: str) -> Iterator[Problem]:
    """Yield the dates of ``data`` that have the form of a date and are none, such as 30 February.

    The pattern in the declaration schema cannot see this, and ``format`` is an annotation that other validators ignore.

    Args:
        data: the JSON value of a document, valid or not.
        positions: where its parts stand.
        file: the source's name for messages.
    """
    for pointer, day in _impossible(data, derivation_plan(), ""):
        line, column = positions.of(pointer)
        what, hint = f"there is no day {day}", "check the day and the month"
        yield Problem("impossible-date", file, line, column, pointer, what, "the field is a date of the calendar", hint)


def _impossible(data: Any, plan: Plan, path: str) -> Iterator[tuple[str, str]]:
    if not isinstance(data, dict):
        return
    for name, _, _ in plan.dates:
        day = data.get(name)
        if isinstance(day, str) and _WRITTEN_AS_DATE.fullmatch(day) and not _exists(day):
            yield f"{path}/{name}", day
    for name, inner in plan.members:
        yield from _impossible(data.get(name), inner, f"{path}/{name}")
    for name, inner in plan.lists:
        items = data.get(name)
        for index, item in enumerate(items if isinstance(items, list) else ()):
            yield from _impossible(item, inner, f"{path}/{name}/{index}")


def _exists(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True
