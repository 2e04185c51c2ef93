"""Whether a requirement is in force on a day, when its window may depend on facts about the system."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.catalogue import InForce, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from conformance.catalogue import Stay

    from .model import Truth

NO_DATE = "no date of entry into force"


def contains(window: Window, day: date) -> bool:
    """Tell whether the day lies in the window, both ends included; a window without a first day has no days."""
    return window.from_ is not None and window.from_ <= day and (window.to is None or day <= window.to)


def supposed(in_force: InForce, day: date) -> InForce:
    """Return the dates of a requirement that is supposed to be in force on a day.

    It is not stayed, and each window is open on that day at the latest, unless its last day is past: what was superseded is not
    supposed.
    """

    def opened(window: Window) -> Window:
        return replace(window, from_=day if window.from_ is None else min(window.from_, day))

    variants = tuple(replace(each, window=opened(each.window)) for each in in_force.variants)
    return InForce(opened(in_force.default), variants)


def in_force_on(in_force: InForce, conditions: Sequence[Truth], day: date) -> tuple[Truth, str]:
    """Tell whether a requirement is in force on a day, and why.

    Args:
        in_force: its dates.
        conditions: the truth of each variant's condition, in order.
        day: the day.

    Returns:
        As :func:`standing`; while it is stayed ``False``, with since when and why.
    """
    truth, reason = standing(possible_windows(in_force, conditions), day)
    if in_force.stay is None or not in_force.stay.contains(day):
        return truth, reason
    return False, describe_stay(in_force.stay) if truth is not False else f"{reason}; {describe_stay(in_force.stay)}"


def describe_stay(stay: Stay) -> str:
    """Return since when something is stayed, until when if that is set, and why."""
    return f"stayed since {stay.from_}{f' until {stay.to}' if stay.to else ''}: {stay.reason}"


def may_be_in_force(in_force: InForce, day: date) -> bool:
    """Tell whether a requirement is in force on a day for some system."""
    return not in_force.stayed_on(day) and any(contains(window, day) for window in in_force.windows)


def possible_windows(in_force: InForce, conditions: Sequence[Truth]) -> tuple[Window, ...]:
    """Return the windows that may be the right one.

    Args:
        in_force: the default window and its variants.
        conditions: the truth of each variant's condition, in order.

    Returns:
        One window when the conditions decide it: that of the first true condition, or the default when all are false.
        More when a condition before the first true one is unknown.
    """
    return tuple(_possible(in_force, conditions))


def _possible(in_force: InForce, conditions: Sequence[Truth]) -> Iterator[Window]:
    for variant, holds in zip(in_force.variants, conditions, strict=True):
        if holds is not False:
            yield variant.window
        if holds is True:
            return
    yield in_force.default


def standing(windows: Sequence[Window], day: date) -> tuple[Truth, str]:
    """Tell whether all, none or some of the windows contain the day, and why.

    Returns:
        ``(True, "")`` when all contain it; ``(False, reason)`` when none does, the reason being *from DATE*, *until DATE* or that
        there is no date; ``(None, reason)`` when they differ.
    """
    inside = [contains(window, day) for window in windows]
    if all(inside):
        return True, ""
    reasons = tuple(dict.fromkeys(_describe(window, day) for window in windows))
    if any(inside):
        return None, "whether it is in force depends on facts not declared: " + " or ".join(reasons)
    return False, " or ".join(reasons)


def _describe(window: Window, day: date) -> str:
    if window.from_ is None:
        return NO_DATE
    if window.to is not None and window.to < day:
        return f"until {window.to}"
    return f"from {window.from_}" if window.from_ > day else f"since {window.from_}"
