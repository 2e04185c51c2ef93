"""Verdicts as values, and the table that makes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from conformance.catalogue import Level, Requirement

Truth = bool | None
"""True, False, or None for *the declaration does not say* (Kleene's strong three-valued logic)."""


class Status(StrEnum):
    """How a declaration stands to one requirement."""

    PASS = "pass"  # noqa: S105  # a verdict, not a password
    FAIL = "fail"
    UNDECLARED = "undeclared"
    UNDETERMINED = "undetermined"
    NOT_APPLICABLE = "not-applicable"
    NOT_IN_FORCE = "not-in-force"
    WAIVED = "waived"

    @property
    def meaning(self) -> str:
        """One sentence that says what the status tells the reader."""
        return {
            Status.PASS: "what is asked is declared",
            Status.FAIL: "the declaration says otherwise",
            Status.UNDECLARED: "it applies, and the declaration does not say",
            Status.UNDETERMINED: "the declaration does not say whether it applies",
            Status.NOT_APPLICABLE: "it does not apply to this system",
            Status.NOT_IN_FORCE: "it is not in force on the day of judgement",
            Status.WAIVED: "it is not met, and a waiver covers that",
        }[self]


def status_of(applies: Truth, demands: Truth) -> Status:
    """Return the verdict on a requirement from the truth of its trigger and of its duty.

    >>> str(status_of(applies=None, demands=True))
    'pass'
    """
    if applies is False:
        return Status.NOT_APPLICABLE
    if demands is True:
        return Status.PASS
    if applies is None:
        return Status.UNDETERMINED
    return Status.FAIL if demands is False else Status.UNDECLARED


def conjunction(*values: Truth) -> Truth:
    """Return Kleene's *and*: false if any is false, else unknown if any is unknown, else true."""
    if False in values:
        return False
    return None if None in values else True


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision to accept, until a day, that a requirement is not met.

    Attributes:
        requirement: a requirement id, or ``<regime>/*``.
        declaration: the ``declaration.id`` it is limited to, or None for any.
        reason: why it was granted.
        expires: last day on which it holds.
        approved_by: who granted it, or None.
        place: ``file:line`` of the waiver, for messages.
    """

    requirement: str
    declaration: str | None
    reason: str
    expires: date
    approved_by: str | None
    place: str

    def covers(self, requirement: str, declaration: str | None) -> bool:
        """Tell whether it names that requirement and that declaration, whatever the day."""
        regime, _, slug = self.requirement.partition("/")
        named = self.requirement == requirement or (slug == "*" and requirement.startswith(f"{regime}/"))
        return named and self.declaration in (None, declaration)

    def holds(self, on: date) -> bool:
        """Tell whether it has not expired on that day."""
        return on <= self.expires


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement on one requirement.

    Attributes:
        requirement: the requirement judged.
        status: the verdict, with dates and waivers laid over it.
        scope: whether the regime reaches the system.
        applies: whether the requirement applies, scope included.
        demands: whether what it asks holds.
        in_force: whether it is in force on the day; None when that rests on facts the declaration does not state.
        candidate: its regime is a candidate, judged as if it were in force.
        underlying: the verdict before the overlay of dates and waivers.
        reason: why the overlay, or the uncertainty; ``""`` when status and facts say it all.
        waiver: the waiver that covers it, or None.
    """

    requirement: Requirement
    status: Status
    scope: Truth
    applies: Truth
    demands: Truth
    in_force: Truth
    candidate: bool
    underlying: Status
    reason: str
    waiver: Waiver | None = None

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.requirement.id

    @property
    def level(self) -> Level:
        """The requirement's level."""
        return self.requirement.level
