"""Documents at hand, and which terms each satisfies: one look refutes what would take a proof to ask.

Whether *A entails B* is asked of the prover only if no document at hand satisfies A and not B; its counterexample then joins the
pool.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import combinations
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, negation
from conformance.logic.evaluate import compile as compile_terms
from conformance.logic.prove.decide import Prover
from conformance.matrix.crosswalk.codified import Footprint, footprint, independent
from conformance.matrix.crosswalk.relations import Undecided
from conformance.matrix.crosswalk.shapes import shapes

if TYPE_CHECKING:
    from conformance.logic.terms import Term
    from conformance.logic.values import Json


class Pool:
    """Documents, and for each term the set of those that satisfy it, as the bits of an integer.

    Args:
        terms: all terms that will be asked about.
        seconds: the prover's time for one question.
    """

    def __init__(self, terms: Iterable[Term], seconds: float) -> None:
        self._terms = tuple(dict.fromkeys(terms))
        self._evaluate = compile_terms({str(n): term for n, term in enumerate(self._terms)}, cache=False)
        self._prover = Prover(seconds, shapes(self._terms))
        self._bits = dict.fromkeys(self._terms, 0)
        self.documents: list[Json] = []
        self.questions = 0
        self._footprints: dict[tuple[Term, bool], Footprint] = {}
        self._plain: dict[tuple[Term, bool], Json | None] = {}

    def add(self, document: Json) -> int:
        """Take in a document and return its number."""
        number = len(self.documents)
        self.documents.append(document)
        bit = 1 << number
        for term, holds in zip(self._terms, self._evaluate(document), strict=True):
            if holds:
                self._bits[term] |= bit
        return number

    def where(self, true: Sequence[Term], false: Sequence[Term] = ()) -> int:
        """Return the documents, as bits, that satisfy all of ``true`` and none of ``false``."""
        bits = (1 << len(self.documents)) - 1
        for term in true:
            bits &= self._bits[term]
        for term in false:
            bits &= ~self._bits[term]
        return bits

    def possible(self, true: Sequence[Term], false: Sequence[Term] = ()) -> bool:
        """Tell whether some document satisfies all of ``true`` and none of ``false``.

        Raises:
            Undecided: the prover could not tell.
        """
        if self.where(true, false):
            return True
        claims = [(term, True) for term in true] + [(term, False) for term in false]
        prints = [self.footprint(term, holds=holds) for term, holds in claims]
        if all(independent(one, other) for one, other in combinations(prints, 2)):
            return all(self._one(claim) is not None for claim in claims)
        return self.find(true, false) is not None

    def find(self, true: Sequence[Term], false: Sequence[Term] = ()) -> int | None:
        """Return the number of a document that satisfies all of ``true`` and none of ``false``; ``None`` if provably none does.

        Raises:
            Undecided: the prover could not tell.
        """
        bits = self.where(true, false)
        if not bits and len(true) + len(false) > 1 and self._merge(true, false):
            bits = self.where(true, false)
        if bits:
            return (bits & -bits).bit_length() - 1
        self.questions += 1
        answer = self._prover.satisfy(conjunction(*true, *map(negation, false)))
        if answer.satisfiable is None:
            raise Undecided(answer.reason)
        if not answer.satisfiable:
            return None
        number = self.add(answer.witness)
        if not self.where(true, false) >> number & 1:
            raise Undecided("the document that was found is judged otherwise by the evaluator")
        return number

    def footprint(self, term: Term, *, holds: bool = True) -> Footprint:
        """Return the places at which the claim looks that the term holds, or that it does not."""
        if (term, holds) not in self._footprints:
            self._footprints[term, holds] = footprint(term if holds else negation(term))
        return self._footprints[term, holds]

    def _one(self, claim: tuple[Term, bool]) -> Json | None:
        """Return a plain document for one claim alone."""
        if claim not in self._plain:
            term, holds = claim
            answer = self._prover.satisfy(term if holds else negation(term))
            if answer.satisfiable is None:
                raise Undecided(answer.reason)
            self._plain[claim] = answer.witness if answer.satisfiable else None
            if answer.satisfiable:
                self.add(answer.witness)
        return self._plain[claim]

    def _merge(self, true: Sequence[Term], false: Sequence[Term]) -> bool:
        """Take in the documents for the single claims, laid together; tell whether the result satisfies all claims."""
        parts = [self._one((term, True)) for term in true] + [self._one((term, False)) for term in false]
        if any(part is None for part in parts):
            return False
        number = self.add(reduce(merged, parts))
        return bool(self.where(true, false) >> number & 1)


def merged(one: Json, other: Json) -> Json:
    """Return a document that says what both say; where they contradict, what the first says."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = {**one, **other}
        return {name: merged(one[name], other[name]) if name in one and name in other else names[name] for name in names}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(item for item in other if item not in one)]
    return one
