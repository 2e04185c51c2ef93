"""What joint conformity and plans come to, as values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from conformance.catalogue import Level, Regime, Requirement
    from conformance.declarations import Declaration
    from conformance.verdicts import Verdict
    from conformance.verdicts.changes import Change


class Outcome(StrEnum):
    """Whether something can be had."""

    POSSIBLE = "possible"
    IMPOSSIBLE = "impossible"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Clashing:
    """A clause that cannot be met together with others.

    Attributes:
        requirement: the clause.
        parts: the parts of its duty that clash, by fact or in words.
    """

    requirement: Requirement
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Clash:
    """What cannot be had together.

    Attributes:
        clauses: the clauses.
        given: what was supposed or kept and takes part: facts, values, ``<regime> reaches the system``.
        minimal: without any one of the clauses the others can be met; false if the prover did not settle that for one.
    """

    clauses: tuple[Clashing, ...]
    given: tuple[str, ...]
    minimal: bool


@dataclass(frozen=True, slots=True)
class Joint:
    """Whether one declaration satisfies several regimes.

    Attributes:
        regimes: the regimes, all of which reach the system.
        facts: ids of what is supposed of the system.
        as_of: the day of judgement.
        level: the weakest level taken into account.
        outcome: whether there is such a declaration.
        declaration: one from which nothing can be left out, if there is.
        verdicts: on every clause in force that counts, for that declaration.
        clashes: sets of clauses that cannot be met together, if there is none.
        all_clashes: there are no other such sets.
        reason: why the outcome is open.
    """

    regimes: tuple[Regime, ...]
    facts: tuple[str, ...]
    as_of: date
    level: Level
    outcome: Outcome
    declaration: Mapping[str, Any] | None = None
    verdicts: tuple[Verdict, ...] = ()
    clashes: tuple[Clash, ...] = ()
    all_clashes: bool = False
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One change of a plan.

    Attributes:
        change: the change.
        line: where in the source it is to be made, from 1.
        serves: the clauses that offend without it, all other changes made.
    """

    change: Change
    line: int
    serves: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """How a declaration comes to conform.

    Attributes:
        declaration: the one that is to conform.
        regimes: to what.
        as_of: the day of judgement.
        level: the weakest level taken into account.
        offending: the verdicts that keep it from conforming now.
        outcome: whether a plan was found, or there can be none.
        steps: the changes, in an order to follow; none of them can be left out.
        fewest: it is proved that fewer changes will not do.
        at_least: how many changes are proved to be needed.
        changed: the declaration with the changes made, if there is a plan.
        clashes: why there can be no plan.
        reason: why that stays open.
    """

    declaration: Declaration
    regimes: tuple[Regime, ...]
    as_of: date
    level: Level
    offending: tuple[Verdict, ...]
    outcome: Outcome
    steps: tuple[Step, ...] = ()
    fewest: bool = False
    at_least: int = 0
    changed: Mapping[str, Any] | None = None
    clashes: tuple[Clash, ...] = ()
    reason: str = ""
