"""The relation of every two requirements, computed from their terms."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from itertools import combinations
from typing import TYPE_CHECKING

from conformance.matrix.crosswalk.pool import Pool
from conformance.matrix.crosswalk.relations import Pair, Relation, Undecided

if TYPE_CHECKING:
    from conformance.logic.terms import Term
    from conformance.matrix.crosswalk.codified import Codified

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


class Comparison:
    """Compares requirements; what was learned from one pair serves the next.

    Args:
        requirements: the requirements, in the order of the catalogue.
        seconds: the prover's time for one question.
        progress: told how far the work has come.
    """

    def __init__(self, requirements: Sequence[Codified], seconds: float = 10.0, progress: Progress | None = None) -> None:
        self._requirements = tuple(requirements)
        self._progress = progress or (lambda *_: None)
        self._met = {each.id: each.met for each in self._requirements}
        self.pool = Pool((*_terms(self._requirements), *self._met.values()), seconds)
        self._entailments: dict[tuple[Term, Term], bool | None] = {}
        self._relations: dict[tuple[Term, Term], Relation] = {}
        self._meetings: dict[tuple[Term, Term], bool] = {}

    def pairs(self) -> Iterator[Pair]:
        """Yield every pair that is related: in its duties, or because the prover could not tell.

        Pairs that are not yielded ask for unrelated things.
        """
        self._seed()
        total = len(self._requirements) * (len(self._requirements) - 1) // 2
        for done, (one, other) in enumerate(combinations(self._requirements, 2)):
            if done % 2_000 == 0:
                self._progress("comparing", done, total)
            pair = self.pair(one, other)
            if pair.duties is not Relation.NONE:
                yield pair
        self._progress("comparing", total, total)

    def _seed(self) -> None:
        """Put a document into the pool for each requirement met and each requirement broken, where there is one."""
        for done, each in enumerate(self._requirements):
            self._progress("gathering documents", done, len(self._requirements))
            claims = [((self._met[each.id],), ()), ((each.trigger,), (each.duty,))]
            claims += [((term,), ()) for term in (each.trigger, *each.parts)]
            for true, false in claims:
                with suppress(Undecided):
                    self.pool.find(true, false)

    def pair(self, one: Codified, other: Codified) -> Pair:
        """Return how two requirements relate; the triggers of unrelated duties are left uncompared."""
        reason = ""
        duties: Relation | None
        try:
            duties = Relation.CONFLICT if self._clash(one, other) else self._of_duties(one, other)
        except Undecided as problem:
            duties, reason = None, str(problem)
        if duties is Relation.NONE:
            return Pair(one.id, other.id, None, Relation.NONE)
        triggers = None
        try:
            triggers = self.of_triggers(one.trigger, other.trigger)
        except Undecided as problem:
            reason = reason or str(problem)
        return Pair(one.id, other.id, triggers, duties, reason)

    def _clash(self, one: Codified, other: Codified) -> bool:
        """Tell whether both can apply to one system, and whenever they do, their duties cannot both be met."""
        met = (self._met[one.id], self._met[other.id])
        if self.pool.where(met) or not self._meet(one.trigger, other.trigger):
            return False
        if self.pool.possible(met):
            return False
        # A requirement that cannot be met where it applies is a defect of its own, not a conflict with others.
        if not all(self.pool.possible((each,)) for each in met):
            return False
        return self.pool.possible((one.scope, other.scope, one.trigger, other.trigger))

    def _meet(self, one: Term, other: Term) -> bool:
        """Tell whether two triggers can hold of one system."""
        if (one, other) not in self._meetings:
            self._meetings[one, other] = self.pool.possible((one, other))
        return self._meetings[one, other]

    def _of_duties(self, one: Codified, other: Codified) -> Relation:
        meets, is_met = self.entails(one.duty, other.duty), self.entails(other.duty, one.duty)
        if meets and is_met:
            return Relation.EQUAL
        if is_met:
            return Relation.SUBSET
        if meets:
            return Relation.SUPERSET
        shared = any(self.entails(part, peer) or self.entails(peer, part) for part in one.parts for peer in other.parts)
        return Relation.INTERSECTS if shared else Relation.NONE

    def of_triggers(self, one: Term, other: Term) -> Relation:
        """Return the relation of two triggers.

        Raises:
            Undecided: the prover could not tell.
        """
        if (one, other) not in self._relations:
            if not self._meet(one, other):
                relation = Relation.NONE
            else:
                within, around = self.entails(one, other), self.entails(other, one)
                relation = (
                    Relation.EQUAL
                    if within and around
                    else Relation.SUBSET
                    if within
                    else Relation.SUPERSET
                    if around
                    else Relation.INTERSECTS
                )
            self._relations[one, other] = relation
        return self._relations[one, other]

    def entails(self, one: Term, other: Term) -> bool:
        """Tell whether whatever satisfies one term satisfies the other.

        Raises:
            Undecided: the prover could not tell.
        """
        if one is other:
            return True
        key = (one, other)
        if key not in self._entailments:
            try:
                self._entailments[key] = not self.pool.possible((one,), (other,))
            except Undecided:
                self._entailments[key] = None
                raise
        known = self._entailments[key]
        if known is None:
            raise Undecided("the same question stayed open before")
        return known


def _terms(requirements: Sequence[Codified]) -> Iterator[Term]:
    for each in requirements:
        yield from (each.scope, each.trigger, each.duty, each.rule, *each.parts)
