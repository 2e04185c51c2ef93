"""What comes into force, and what goes out of it, between two days."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conformance.declarations.jurisdictions import reach

from .in_force import describe_stay
from .wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from conformance.catalogue import Catalogue, Regime, Requirement, Window

OTHERWISE = "otherwise"


class Turn(StrEnum):
    """What happens on a day."""

    FIRST_DAY = "first day"
    LAST_DAY = "last day"
    STAYED = "stayed"
    STAY_ENDS = "last day stayed"

    @property
    def ends(self) -> bool:
        """Whether it is what is so for the last time on that day."""
        return self in (Turn.LAST_DAY, Turn.STAY_ENDS)


@dataclass(frozen=True, slots=True)
class Event:
    """A requirement comes into force, is in force for the last time, is stayed, or is stayed for the last time.

    Attributes:
        day: the day.
        turn: which of them.
        regime: the regime.
        requirement: the requirement, uncodified ones included.
        condition: for whom, in words: the condition of a variant, *otherwise* beside variants, ``""`` for everybody.
        reason: why the window of a variant differs, and since when and why it is stayed on that day.
    """

    day: date
    turn: Turn
    regime: Regime
    requirement: Requirement
    condition: str
    reason: str


def timeline(
    catalogue: Catalogue, regimes: Iterable[Regime], first: date, last: date, market: str | None = None
) -> tuple[Event, ...]:
    """Return the events of a span of days, both ends included, in order.

    Args:
        catalogue: where the conditions of variants lead.
        regimes: whose requirements.
        first: the first day.
        last: the last day.
        market: only regimes of jurisdictions that an offer on this market is subject to (``DE``: Germany and the EU;
            ``EU``: the EU and its member states); international regimes belong to no market. None for all regimes.
    """
    bound = None if market is None else frozenset(reach(market))
    events = [
        event
        for regime in regimes
        if bound is None or regime.jurisdiction in bound
        for requirement in regime.requirements
        for event in _events(catalogue, regime, requirement)
        if first <= event.day <= last
    ]
    return tuple(sorted(events, key=lambda event: (event.day, event.turn.ends, event.regime.id)))


def _events(catalogue: Catalogue, regime: Regime, requirement: Requirement) -> Iterator[Event]:
    stay = requirement.in_force.stay
    for window, condition, reason in _windows(catalogue, requirement):
        for day, turn in ((window.from_, Turn.FIRST_DAY), (window.to, Turn.LAST_DAY)):
            if day is not None:
                held = describe_stay(stay) if stay is not None and stay.contains(day) else ""
                yield Event(day, turn, regime, requirement, condition, "; ".join(filter(None, (reason, held))))
    if stay is not None:
        yield Event(stay.from_, Turn.STAYED, regime, requirement, "", stay.reason)
        if stay.to is not None:
            yield Event(stay.to, Turn.STAY_ENDS, regime, requirement, "", stay.reason)


def _windows(catalogue: Catalogue, requirement: Requirement) -> Sequence[tuple[Window, str, str]]:
    in_force = requirement.in_force
    variants = [
        (
            variant.window,
            in_words(catalogue, variant.condition, f"{requirement.uri}/requirement/inForce/variants/{index}/if"),
            variant.reason,
        )
        for index, variant in enumerate(in_force.variants)
    ]
    return [*variants, (in_force.default, OTHERWISE if variants else "", "")]
