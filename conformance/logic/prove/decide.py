"""Questions about schemas, answered *yes*, *no* or *undecided*, with the evidence for the answer."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, negation
from conformance.logic.prove.problem import Problem
from conformance.logic.prove.solver import z3
from conformance.logic.prove.tree import TooLarge
from conformance.logic.prove.witness import Reading
from conformance.logic.terms import FALSE, OneOf, Term

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.logic.terms import Path
    from conformance.logic.values import Json

MOST_ROUNDS = 400


class OutOfTime(Exception):
    """The time for one question is used up."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether some document satisfies a term.

    Attributes:
        satisfiable: ``None`` if that stays open.
        witness: such a document, if ``satisfiable``.
        reason: why it stays open.
    """

    satisfiable: bool | None
    witness: Json = None
    reason: str = ""


class Prover:
    """Decides terms; answers about items and members are kept, so related questions get cheaper.

    Args:
        seconds: the time for one question.
        kinds: the JSON types that values at some places of a document may have; at other places any.
    """

    def __init__(self, seconds: float = 10.0, kinds: Mapping[Path, tuple[str, ...]] | None = None) -> None:
        self._kinds = kinds or {}
        self._wholes: dict[Term, Answer] = {}
        self._seconds = seconds
        self._until = 0.0
        self._answers: dict[Term, Answer] = {}
        self._values: dict[Term, tuple[list[Json], bool]] = {}

    def satisfy(self, term: Term) -> Answer:
        """Look for a document that satisfies the term."""
        self._until = time.monotonic() + self._seconds
        try:
            if term not in self._wholes:
                self._wholes[term] = self._answer(term, self._kinds)
            return self._wholes[term]
        except OutOfTime:
            return Answer(None, reason=f"not settled within {self._seconds:g} s")

    def _satisfy(self, term: Term) -> Answer:
        """Answer for a value inside the document, an item or a member."""
        if term not in self._answers:
            self._answers[term] = self._answer(term, {})
        return self._answers[term]

    def _answer(self, term: Term, kinds: Mapping[Path, tuple[str, ...]]) -> Answer:
        try:
            return self._search(term, kinds)
        except TooLarge as error:
            return Answer(None, reason=str(error))

    def _search(self, term: Term, kinds: Mapping[Path, tuple[str, ...]]) -> Answer:
        if term is FALSE:
            return Answer(False)
        problem = Problem((term,), self._distinct, kinds)
        problem.solver.add(problem.encode(term))
        small = problem.prefer_small()
        for _ in range(MOST_ROUNDS):
            left = self._until - time.monotonic()
            if left <= 0:
                raise OutOfTime
            problem.solver.set("timeout", max(1, int(left * 1000)))
            outcome = problem.solver.check(small)
            if outcome != z3.sat:
                outcome = problem.solver.check()
            if outcome == z3.unsat:
                return Answer(False)
            if outcome != z3.sat:
                return Answer(None, reason=f"Z3: {problem.solver.reason_unknown()}")
            reading = Reading(problem, problem.solver.model())
            reading.collect(term)
            clauses = reading.conflicts()
            if not clauses:
                return Answer(True, reading.document())
            problem.solver.add(*clauses)
        return Answer(None, reason=f"no end after {MOST_ROUNDS} rounds")

    def _distinct(self, term: Term, wanted: int) -> tuple[list[Json], bool]:
        """Return up to ``wanted`` different values that satisfy the term, and whether there are no more."""
        values, exhausted = self._values.setdefault(term, ([], False))
        while len(values) < wanted and not exhausted:
            question = conjunction(term, negation(OneOf.of(*values))) if values else term
            answer = self._satisfy(question)
            if answer.satisfiable is None:
                break
            if answer.satisfiable:
                values.append(answer.witness)
            else:
                exhausted = True
                self._values[term] = (values, True)
        return values[:wanted], exhausted and len(values) <= wanted
