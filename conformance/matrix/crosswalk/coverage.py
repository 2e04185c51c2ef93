"""How much of one regime comes for free to a system that conforms to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conformance.matrix.crosswalk.relations import Relation, Undecided

if TYPE_CHECKING:
    from conformance.matrix.crosswalk.codified import Codified
    from conformance.matrix.crosswalk.compare import Comparison
    from conformance.matrix.crosswalk.relations import Pair


class Coverage(StrEnum):
    """What conforming to a regime means for a requirement of another.

    ``free`` is proved: every system in both scopes that conforms to the regime meets the requirement. ``conflict`` is proved too.
    ``partly`` means that the regime asks for something that the requirement asks for, ``new`` that it asks for nothing of it.
    """

    FREE = "free"
    PARTLY = "partly"
    NEW = "new"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class Covered:
    """The coverage of a requirement by a regime, with the requirements of the regime that it rests on."""

    coverage: Coverage
    through: tuple[str, ...] = ()


def coverage(
    regime: Sequence[Codified], requirement: Codified, pairs: Mapping[tuple[str, str], Pair], comparison: Comparison
) -> Covered:
    """Return what conforming to all of a regime's requirements means for a requirement of another regime.

    Args:
        regime: the requirements of one regime that are in force and of the levels asked for.
        requirement: the requirement that may come for free.
        pairs: the relations of requirements, by both ids in both orders, as `Pair.one` and `Pair.other` stand.
        comparison: answers what the relations alone leave open.
    """
    found = {each.id: pairs.get((each.id, requirement.id)) for each in regime}
    related = {id: pair for id, pair in found.items() if pair is not None and pair.duties is not Relation.NONE}
    conflicting = tuple(id for id, pair in related.items() if pair.duties is Relation.CONFLICT)
    if conflicting:
        return Covered(Coverage.CONFLICT, conflicting)
    if not related:
        return Covered(Coverage.NEW)
    helpers = [each for each in regime if each.id in related]
    try:
        through = _free(helpers, requirement, comparison)
    except Undecided:
        through = ()
    return Covered(Coverage.FREE, through) if through else Covered(Coverage.PARTLY, tuple(related))


def _free(helpers: Sequence[Codified], requirement: Codified, comparison: Comparison) -> tuple[str, ...]:
    """Return helpers from which the requirement follows, none for nothing; empty if it does not follow from all of them."""
    answers = {part: [each for each in helpers if comparison.entails(each.duty, part)] for part in requirement.parts}
    if not all(answers.values()):
        return ()
    used: dict[str, None] = {}
    for candidates in answers.values():
        sure = next((each for each in candidates if comparison.entails(requirement.trigger, each.trigger)), None)
        if sure is None:
            return _follows(helpers, requirement, comparison)
        used[sure.id] = None
    return tuple(used)


def _follows(helpers: Sequence[Codified], requirement: Codified, comparison: Comparison) -> tuple[str, ...]:
    premises = [requirement.scope, requirement.trigger, *dict.fromkeys(each.scope for each in helpers)]

    def enough(chosen: Sequence[Codified]) -> bool:
        return not comparison.pool.possible((*premises, *(each.rule for each in chosen)), (requirement.duty,))

    if not enough(helpers):
        return ()
    needed = list(helpers)
    for each in helpers:
        fewer = [other for other in needed if other is not each]
        if enough(fewer):
            needed = fewer
    return tuple(each.id for each in needed)
