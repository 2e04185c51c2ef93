"""How much of one regime comes for free to a system that conforms to another."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conformance.matrix.crosswalk.relations import Relation, Undecided

if TYPE_CHECKING:
    from conformance.matrix.crosswalk.codified import Codified
    from conformance.matrix.crosswalk.compare import Comparison


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


@dataclass(frozen=True, slots=True)
class Support:
    """What a requirement follows from, among the requirements of one regime.

    Attributes:
        any_of: for each part of its duty, those that apply wherever it does and of which each suffices for the part; empty if
            some part has none.
        together: some from which it follows together, if it takes their scopes and triggers to see that.
    """

    any_of: tuple[tuple[str, ...], ...] = ()
    together: tuple[str, ...] = ()

    def among(self, counted: Container[str]) -> tuple[str, ...]:
        """Return few from which it follows among those that count, empty if it is not known to follow."""
        left = [[id for id in ids if id in counted] for ids in self.any_of]
        if not left or not all(left):
            return self.together if all(id in counted for id in self.together) else ()
        chosen: list[str] = []
        while left:
            chosen.append(max(dict.fromkeys(id for ids in left for id in ids), key=lambda id: sum(id in ids for ids in left)))
            left = [ids for ids in left if chosen[-1] not in ids]
        return tuple(chosen)


def covered(related: Mapping[str, Relation | None], support: Support, counted: Container[str]) -> Covered:
    """Return what conforming to those requirements of a regime that count means for a requirement of another.

    Args:
        related: by id, the requirements of the regime whose duties are related to that of the requirement, and how.
        support: what it follows from.
        counted: the requirements that are in force and of the levels asked for.
    """
    left = {id: relation for id, relation in related.items() if id in counted}
    conflicting = tuple(id for id, relation in left.items() if relation is Relation.CONFLICT)
    if conflicting:
        return Covered(Coverage.CONFLICT, conflicting)
    through = support.among(counted)
    if through:
        return Covered(Coverage.FREE, through)
    return Covered(Coverage.PARTLY, tuple(left)) if left else Covered(Coverage.NEW)


def support(helpers: Sequence[Codified], requirement: Codified, comparison: Comparison) -> Support:
    """Return what a requirement follows from.

    Args:
        helpers: the requirements of one regime whose duties are related to that of the requirement.
        requirement: the requirement.
        comparison: answers what is asked of them.
    """
    try:
        answers = {part: [each for each in helpers if comparison.entails(each.duty, part)] for part in requirement.parts}
        if not all(answers.values()):
            return Support()
        any_of = tuple(
            tuple(each.id for each in candidates if comparison.entails(requirement.trigger, each.trigger))
            for candidates in answers.values()
        )
        return Support(any_of) if all(any_of) else Support(together=_follows(helpers, requirement, comparison))
    except Undecided:
        return Support()


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
