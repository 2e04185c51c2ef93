"""The relation of every two requirements, computed from their terms.

Requirements share terms, so each distinct duty is compared once with each distinct part of a duty, and the relations of all pairs
are read off these rows as bits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
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

FRESH = 20
"""The pool is looked at anew once it has grown by one in so many."""

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


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a requirement asks, as bits.

    Attributes:
        parts: the parts of its duty.
        row: what follows from its duty.
        reach: what follows from a single part of it.
        claim: its trigger and duty, as conjuncts.
        around: the conjuncts that are not independent of those.
        meetable: whether it can apply and be met; ``None`` if the prover could not tell.
    """

    parts: int
    row: _Row
    reach: _Row
    claim: int
    around: int
    meetable: bool | None


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
        for each in self._requirements:
            self.pool.claim((each.trigger, each.duty))
        self._rows: dict[Term, _Row] = {}
        self._asked: dict[str, _Asked] = {}
        self._refuting: tuple[int, list[int]] = (0, [])

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
        first, second = self._asks(one), self._asks(other)
        # One that cannot be met where it applies is a defect of its own, not a matter between two.
        if first.meetable is False or second.meetable is False:
            return None
        if first.meetable and second.meetable and self.pool.compatible(first.claim, first.around, second.claim):
            return None
        possible = self.pool.possible
        if possible((one.trigger, one.duty, other.trigger, other.duty)):
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
        first, second = self._asks(one), self._asks(other)
        meets, is_met = first.row.covers(second.parts), second.row.covers(first.parts)
        if meets and is_met:
            return Relation.EQUAL
        if is_met:
            return Relation.SUBSET
        if meets:
            return Relation.SUPERSET
        if first.reach.entailed & second.parts or second.reach.entailed & first.parts:
            return Relation.INTERSECTS
        for reach, parts in ((first.reach, second.parts), (second.reach, first.parts)):
            if reach.open & parts:
                raise Undecided(reach.reason)
        return Relation.NONE

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

    def _asks(self, each: Codified) -> _Asked:
        """Return what a requirement asks, as bits."""
        if each.id not in self._asked:
            claim = self.pool.claim((each.trigger, each.duty))
            try:
                meetable = self.pool.satisfiable(claim)
            except Undecided:
                meetable = None
            rows = [self._row(part) for part in each.parts]
            self._asked[each.id] = _Asked(
                reduce(int.__or__, (1 << self._numbers[part] for part in each.parts)),
                self._row(each.duty),
                _Row(
                    reduce(int.__or__, (row.entailed for row in rows)),
                    reduce(int.__or__, (row.open for row in rows)),
                    next((row.reason for row in rows if row.reason), ""),
                ),
                claim,
                self.pool.touching(claim),
                meetable,
            )
        return self._asked[each.id]

    def _row(self, term: Term) -> _Row:
        """Return what follows from a duty or a part of one."""
        if term not in self._rows:
            self._rows[term] = self._computed(term)
        return self._rows[term]

    def _computed(self, term: Term) -> _Row:
        entailed = undecided = 0
        reason = ""
        pool = self.pool
        claim, satisfying = pool.claim((term,)), pool.bits(term)
        around, sound = pool.touching(claim), pool.satisfiable(claim)
        for number, refuting in enumerate(self._refuted()):
            if satisfying & refuting:
                continue
            denied = self._denied[number]
            try:
                # What a part says elsewhere follows from nothing here, unless it can never be denied.
                refuted = pool.satisfiable(denied if sound and not around & denied else claim | denied)
            except Undecided as problem:
                undecided |= 1 << number
                reason = reason or str(problem)
            else:
                entailed |= 0 if refuted else 1 << number
        return _Row(entailed, undecided, reason)

    def _refuted(self) -> list[int]:
        """Return for each part the documents, as bits, that do not satisfy it; new documents are looked at now and then."""
        count, bits = self._refuting
        if len(self.pool.documents) > count + count // FRESH:
            bits = [~self.pool.bits(part) for part in self._parts]
            count = len(self.pool.documents)
            bits = [each & ((1 << count) - 1) for each in bits]
            self._refuting = count, bits
        return bits or [0] * len(self._parts)


def _terms(requirements: Sequence[Codified]) -> Iterator[Term]:
    for each in requirements:
        yield from (each.scope, each.trigger, each.duty)
