"""From many verdicts to one answer: counts, and whether the declaration conforms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .model import Status, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from conformance.catalogue import Level


def counts(verdicts: Iterable[Verdict]) -> Mapping[Status, int]:
    """Return how many verdicts have each status; every status is a key."""
    tally = dict.fromkeys(Status, 0)
    for verdict in verdicts:
        tally[verdict.status] += 1
    return tally


def at_level(verdicts: Iterable[Verdict], level: Level) -> tuple[Verdict, ...]:
    """Return the verdicts on requirements that bind at least as strongly as the level."""
    return tuple(v for v in verdicts if level.includes(v.level))


def offends(verdict: Verdict, *, strict: bool = False, named: Collection[str] = ()) -> bool:
    """Tell whether a verdict keeps its declaration from conforming.

    Args:
        verdict: a verdict at a level that counts.
        strict: also let ``undetermined`` offend.
        named: ids of regimes that were asked for by name; candidate regimes bind nobody unless they are.

    Returns:
        True for ``fail`` and ``undeclared`` (with ``strict`` also ``undetermined``) of a regime that counts.
    """
    if verdict.candidate and verdict.requirement.regime_id not in named:
        return False
    return verdict.status in (Status.FAIL, Status.UNDECLARED) or (strict and verdict.status is Status.UNDETERMINED)


def conforms(verdicts: Iterable[Verdict], *, strict: bool = False, named: Collection[str] = ()) -> bool:
    """Tell whether none of the verdicts offends; see :func:`offends` for the arguments."""
    return not any(offends(v, strict=strict, named=named) for v in verdicts)
