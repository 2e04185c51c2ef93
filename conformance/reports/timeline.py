"""The timeline for people and programs: what comes into and goes out of force between two days."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from conformance.verdicts.timeline import Turn

from .provenance import tool_data
from .tables import render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from conformance.verdicts.timeline import Event

HEADERS = ("day", "turn", "jurisdiction", "requirement", "level", "codified", "title", "for whom")
LONGEST_CONDITION = 120
"""In a table; the other forms tell conditions in full."""


def render_timeline(events: Sequence[Event], first: date, last: date, market: str | None, form: str) -> str:
    """Render events.

    Args:
        events: in order of days.
        first: the first day asked for.
        last: the last day asked for.
        market: the market asked for, or None for all.
        form: ``table``, ``markdown``, ``csv`` or ``json``.
    """
    brief = [[*_row(event), _shortened(_for_whom(event))] for event in events]
    full = [[*_row(event), _for_whom(event)] for event in events]
    renderers: Mapping[str, Callable[[], str]] = {
        "table": lambda: "\n\n".join([*([render_table(HEADERS, brief)] if brief else []), _summary(events, first, last, market)]),
        "markdown": lambda: "\n\n".join(
            [*([render_table(HEADERS, full, "markdown")] if full else []), _summary(events, first, last, market)]
        ),
        "csv": lambda: render_csv(HEADERS, full),
        "json": lambda: render_json(
            {
                "tool": tool_data(),
                "from": first.isoformat(),
                "to": last.isoformat(),
                "market": market,
                "events": [_data(event) for event in events],
            }
        ),
    }
    text = renderers[form]()
    return text if text.endswith("\n") else text + "\n"


def _row(event: Event) -> list[object]:
    requirement = event.requirement
    return [
        event.day.isoformat(),
        str(event.turn),
        event.regime.jurisdiction,
        requirement.id,
        str(requirement.level),
        "yes" if requirement.codified else "no",
        requirement.title,
    ]


def _for_whom(event: Event) -> str:
    whom = event.condition or "all"
    return f"{whom} ({event.reason})" if event.reason else whom


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CONDITION else f"{text[: LONGEST_CONDITION - 3]}..."


def _summary(events: Sequence[Event], first: date, last: date, market: str | None) -> str:
    turns = Counter(event.turn for event in events)
    where = "all regimes" if market is None else f"regimes that bind on the market {market}"
    told = f"{first} to {last}, {where}: {turns[Turn.FIRST_DAY]} windows open, {turns[Turn.LAST_DAY]} close"
    stays = f"; {turns[Turn.STAYED]} stays begin, {turns[Turn.STAY_ENDS]} end"
    return told + (stays if turns[Turn.STAYED] or turns[Turn.STAY_ENDS] else "")


def _data(event: Event) -> dict[str, Any]:
    requirement = event.requirement
    return {
        "day": event.day.isoformat(),
        "turn": str(event.turn),
        "regime": event.regime.id,
        "jurisdiction": event.regime.jurisdiction,
        "requirement": requirement.id,
        "clause": requirement.clause,
        "title": requirement.title,
        "level": str(requirement.level),
        "codified": requirement.codified,
        "condition": event.condition,
        "reason": event.reason,
    }
