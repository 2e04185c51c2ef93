"""The relation of every two requirements, computed from their terms.

Requirements share terms, so each distinct duty is compared once with each distinct part of a duty, and the relations of all pairs
are read off these rows as bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING

from conformance.matrix.crosswalk.pool import Pool
from conformance.matrix.crosswalk.relations import Pair, Preclusion, Relation, Undecided

if TYPE_CHECKING:
    from conformance.logic.terms import Term
    from conformance.matrix.crosswalk.codified import Codified

Progress = Callable[[str, int, int], None]
"""Told what is being done, how much of it is done, and how much there is."""


@dataclass(frozen=True, slots=True)
class _Row:
    """What follows from a term: the parts of duties, as bits, that do, and those of which the prover could not tell."""

    entailed: int
    open: int
    reason: str

    def covers(self, parts: int) -> bool:
        """Tell whether all of the parts follow.

        Raises:
            Undecided: the prover could not tell.
        """
        left = parts & ~self.entailed
        if left and not left & ~self.open:
            raise Undecided(self.reason)
        return not left


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
        self.pool = Pool(_terms(self._requirements), seconds)
        self._parts = tuple(dict.fromkeys(part for each in self._requirements for part in each.parts))
        self._numbers = {part: number for number, part in enumerate(self._parts)}
        self._denied = tuple(self.pool.claim((), (part,)) for part in self._parts)
        self._rows: dict[Term, _Row] = {}

    def pairs(self) -> Iterator[Pair]:
        """Yield every pair that is related; pairs that are not yielded ask for unrelated things."""
        self._seed()
        total = len(self._requirements) * (len(self._requirements) - 1) // 2
        for done, (one, other) in enumerate(combinations(self._requirements, 2)):
            if done % 2_000 == 0:
                self._progress("comparing", done, total)
            pair = self.pair(one, other)
            if pair.related:
                yield pair
        self._progress("comparing", total, total)

    def _seed(self) -> None:
        """Put a document into the pool for each requirement met and each requirement broken, where there is one."""
        for done, each in enumerate(self._requirements):
            self._progress("gathering documents", done, len(self._requirements))
            for true, false in (((each.trigger, each.duty), ()), ((each.trigger,), (each.duty,))):
                with suppress(Undecided):
                    self.pool.find(true, false)

    def pair(self, one: Codified, other: Codified) -> Pair:
        """Return how two requirements relate; the triggers of unrelated ones are left uncompared."""
        reason = ""
        duties: Relation | None = None
        preclusion = None
        try:
            exclusion = self._exclusion(one, other)
            preclusion = exclusion if isinstance(exclusion, Preclusion) else None
            duties = exclusion if isinstance(exclusion, Relation) else self.of_duties(one, other)
        except Undecided as problem:
            reason = str(problem)
        found = Pair(one.id, other.id, None, duties, preclusion, reason)
        if not found.related:
            return found
        try:
            return replace(found, triggers=self.of_triggers(one.trigger, other.trigger))
        except Undecided as problem:
            return replace(found, reason=reason or str(problem))

    def _exclusion(self, one: Codified, other: Codified) -> Relation | Preclusion | None:
        """Tell whether both can apply to one system but not both be met while they do, and whether meeting one ends the other."""
        possible = self.pool.possible
        if possible((one.trigger, one.duty, other.trigger, other.duty)):
            return None
        # A requirement that cannot be met where it applies is a defect of its own, not a matter between two.
        if not all(possible((each.trigger, each.duty)) for each in (one, other)):
            return None
        if not possible((one.scope, other.scope, one.trigger, other.trigger)):
            return None
        precludes = not possible((one.trigger, one.duty, other.trigger))
        precluded = not possible((other.trigger, other.duty, one.trigger))
        if precludes and precluded:
            return Preclusion.MUTUAL
        return Preclusion.PRECLUDES if precludes else Preclusion.PRECLUDED if precluded else Relation.CONFLICT

    def of_duties(self, one: Codified, other: Codified) -> Relation:
        """Return the set relation of two duties.

        Raises:
            Undecided: the prover could not tell.
        """
        first, second = self._mask(one.parts), self._mask(other.parts)
        meets, is_met = self._row(one.duty).covers(second), self._row(other.duty).covers(first)
        if meets and is_met:
            return Relation.EQUAL
        if is_met:
            return Relation.SUBSET
        if meets:
            return Relation.SUPERSET
        return Relation.INTERSECTS if self._share(one, second) or self._share(other, first) else Relation.NONE

    def _share(self, one: Codified, others: int) -> bool:
        """Tell whether a part of the duty entails one of the others."""
        rows = [self._row(part) for part in one.parts]
        if any(row.entailed & others for row in rows):
            return True
        for row in rows:
            if row.open & others:
                raise Undecided(row.reason)
        return False

    def of_triggers(self, one: Term, other: Term) -> Relation:
        """Return the relation of two triggers.

        Raises:
            Undecided: the prover could not tell.
        """
        if not self.pool.possible((one, other)):
            return Relation.NONE
        within, around = self.entails(one, other), self.entails(other, one)
        if within and around:
            return Relation.EQUAL
        return Relation.SUBSET if within else Relation.SUPERSET if around else Relation.INTERSECTS

    def entails(self, one: Term, other: Term) -> bool:
        """Tell whether whatever satisfies one term satisfies the other.

        Raises:
            Undecided: the prover could not tell.
        """
        return one is other or not self.pool.possible((one,), (other,))

    def _mask(self, parts: Iterable[Term]) -> int:
        return reduce(int.__or__, (1 << self._numbers[part] for part in parts), 0)

    def _row(self, term: Term) -> _Row:
        """Return what follows from a duty or a part of one."""
        if term not in self._rows:
            self._rows[term] = self._computed(term)
        return self._rows[term]

    def _computed(self, term: Term) -> _Row:
        entailed = undecided = 0
        reason = ""
        pool = self.pool
        claim = pool.claim((term,))
        around, sound = pool.touching(claim), pool.satisfiable(claim)
        for number, (part, denied) in enumerate(zip(self._parts, self._denied, strict=True)):
            if part is not term and pool.bits(term) & ~pool.bits(part):
                continue
            try:
                # What a part says elsewhere follows from nothing here, unless it can never be denied.
                refuted = pool.satisfiable(denied if sound and not around & denied else claim | denied)
            except Undecided as problem:
                undecided |= 1 << number
                reason = reason or str(problem)
            else:
                entailed |= 0 if refuted else 1 << number
        return _Row(entailed, undecided, reason)


def _terms(requirements: Sequence[Codified]) -> Iterator[Term]:
    for each in requirements:
        yield from (each.scope, each.trigger, each.duty)
