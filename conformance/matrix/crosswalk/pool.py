"""Documents at hand, and which terms each satisfies: one look refutes what would take a proof to ask.

A question falls into parts that have nothing to do with each other. The prover is asked a part only if no document at hand and no
draft answers it, and each part once, however many questions share it; the document that it finds joins the pool.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import reduce
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, negation
from conformance.logic.evaluate import compile as compile_terms
from conformance.logic.prove.decide import Prover
from conformance.logic.terms import And, ExactlyOne, Not, Or
from conformance.matrix.crosswalk.drafts import Drafts, merged
from conformance.matrix.crosswalk.footprints import Conjuncts
from conformance.matrix.crosswalk.relations import Undecided
from conformance.matrix.crosswalk.shapes import fits, shapes

if TYPE_CHECKING:
    from conformance.logic.terms import Term
    from conformance.logic.values import Json


class Pool:
    """Documents, and for each term the set of those that satisfy it, as the bits of an integer.

    Args:
        terms: all terms that will be asked about, or made of the same atoms.
        seconds: the prover's time for one question.

    Attributes:
        documents: the documents.
        questions: how many the prover was asked.
    """

    def __init__(self, terms: Iterable[Term], seconds: float) -> None:
        known = tuple(dict.fromkeys(terms))
        self._atoms = tuple(_atoms(known))
        self._evaluate = compile_terms({str(n): atom for n, atom in enumerate(self._atoms)}, cache=False)
        self._shapes = shapes(known)
        self._prover = Prover(seconds, self._shapes)
        self._drafts = Drafts(self._shapes, self._satisfies)
        self._columns = [0] * len(self._atoms)
        self._numbers = {atom: n for n, atom in enumerate(self._atoms)}
        self._bits: dict[Term, tuple[int, int]] = {}
        self._conjuncts = Conjuncts()
        self._claims: dict[tuple[Term, bool], int] = {}
        self._settled: dict[int, int | Undecided | None] = {}
        self.documents: list[Json] = []
        self.questions = 0

    def add(self, document: Json) -> int:
        """Take in a document and return its number."""
        number = len(self.documents)
        self.documents.append(document)
        bit = 1 << number
        for n, holds in enumerate(self._evaluate(document)):
            if holds:
                self._columns[n] |= bit
        return number

    def bits(self, term: Term) -> int:
        """Return the documents, as bits, that satisfy the term."""
        count = len(self.documents)
        kept = self._bits.get(term)
        if kept is None or kept[0] != count:
            kept = self._bits[term] = (count, self._combined(term, (1 << count) - 1))
        return kept[1]

    def _satisfies(self, document: Json, terms: Sequence[Term]) -> bool:
        """Tell whether a document that is not in the pool could be in it, and satisfies the terms."""
        if not fits(document, self._shapes):
            return False
        truths = self._evaluate(document)

        def holds(term: Term) -> bool:
            if isinstance(term, And):
                return all(map(holds, term.terms))
            if isinstance(term, Or):
                return any(map(holds, term.terms))
            if isinstance(term, Not):
                return not holds(term.term)
            if isinstance(term, ExactlyOne):
                return sum(map(holds, term.terms)) == 1
            return truths[self._numbers[term]] is True

        return all(map(holds, terms))

    def _combined(self, term: Term, everything: int) -> int:
        if isinstance(term, And):
            return reduce(int.__and__, map(self.bits, term.terms), everything)
        if isinstance(term, Or):
            return reduce(int.__or__, map(self.bits, term.terms), 0)
        if isinstance(term, Not):
            return everything & ~self.bits(term.term)
        if isinstance(term, ExactlyOne):
            once = more = 0
            for each in map(self.bits, term.terms):
                more |= once & each
                once |= each
            return once & ~more
        return self._columns[self._numbers[term]]

    def where(self, true: Sequence[Term], false: Sequence[Term] = ()) -> int:
        """Return the documents, as bits, that satisfy all of ``true`` and none of ``false``."""
        found = (1 << len(self.documents)) - 1
        for term in true:
            found &= self.bits(term)
        for term in false:
            found &= ~self.bits(term)
        return found

    def possible(self, true: Sequence[Term], false: Sequence[Term] = ()) -> bool:
        """Tell whether some document satisfies all of ``true`` and none of ``false``.

        Raises:
            Undecided: the prover could not tell.
        """
        return bool(self.where(true, false)) or self.satisfiable(self.claim(true, false))

    def claim(self, true: Sequence[Term], false: Sequence[Term] = ()) -> int:
        """Return the conjuncts, as bits, of *all of ``true`` and none of ``false``*."""
        return reduce(int.__or__, (*(self._claim(each, True) for each in true), *(self._claim(each, False) for each in false)), 0)

    def satisfiable(self, claim: int) -> bool:
        """Tell whether some document satisfies all conjuncts of a claim.

        Raises:
            Undecided: the prover could not tell.
        """
        return self._all_answered(self._conjuncts.parts(claim, claim))

    def _all_answered(self, parts: Iterable[int]) -> bool:
        undecided = None
        for part in parts:
            try:
                if self._answer(part) is None:
                    return False
            except Undecided as problem:
                undecided = problem
        if undecided is not None:
            raise undecided
        return True

    def compatible(self, claim: int, around: int, other: int) -> bool:
        """Tell whether two claims, each of which is satisfiable, are so together: only parts that mix both need to be asked.

        Args:
            claim: one of them.
            around: what is not independent of it.
            other: the other.

        Raises:
            Undecided: the prover could not tell.
        """
        return self._all_answered(self._conjuncts.parts(claim | other, around & other))

    def touching(self, claim: int) -> int:
        """Return the conjuncts, as bits, that are not independent of those of a claim."""
        return reduce(int.__or__, map(self._conjuncts.touching, _numbers(claim)), 0)

    def find(self, true: Sequence[Term], false: Sequence[Term] = ()) -> int | None:
        """Return the number of a document that satisfies all of ``true`` and none of ``false``; ``None`` if provably none does.

        Raises:
            Undecided: the prover could not tell.
        """
        claim = self.claim(true, false)
        if not self.satisfiable(claim):
            return None
        bits = self.where(true, false)
        if not bits:
            answers = [self._answer(part) for part in self._conjuncts.parts(claim, claim)]
            self.add(reduce(merged, [self.documents[number] for number in answers if number is not None], {}))
            bits = self.where(true, false)
        if not bits:
            return self._ask(claim)
        return (bits & -bits).bit_length() - 1

    def _claim(self, term: Term, holds: bool) -> int:
        key = (term, holds)
        if key not in self._claims:
            whole = term if holds else negation(term)
            conjuncts = whole.terms if isinstance(whole, And) else (whole,)
            self._claims[key] = reduce(int.__or__, (1 << self._conjuncts.number(each) for each in conjuncts), 0)
        return self._claims[key]

    def _answer(self, part: int) -> int | None:
        """Return the number of a document that satisfies the conjuncts; ``None`` if provably none does."""
        if part not in self._settled:
            terms = [self._conjuncts.terms[number] for number in _numbers(part)]
            bits = self.where(terms)
            try:
                self._settled[part] = (bits & -bits).bit_length() - 1 if bits else self._ask(part)
            except Undecided as problem:
                self._settled[part] = problem
        settled = self._settled[part]
        if isinstance(settled, Undecided):
            raise settled
        return settled

    def _ask(self, claim: int) -> int | None:
        """Ask the prover, unless a draft will do."""
        terms = [self._conjuncts.terms[number] for number in _numbers(claim)]
        draft = self._drafts.draft(terms)
        if draft is not None:
            return self.add(draft)
        self.questions += 1
        answer = self._prover.satisfy(conjunction(*terms))
        if answer.satisfiable is None:
            raise Undecided(answer.reason)
        if not answer.satisfiable:
            return None
        number = self.add(answer.witness)
        if not self.where(terms) >> number & 1:
            raise Undecided("the document that was found is judged otherwise by the evaluator")
        return number


def _atoms(terms: Iterable[Term]) -> dict[Term, None]:
    found: dict[Term, None] = {}
    todo = list(terms)
    seen: set[Term] = set()
    while todo:
        term = todo.pop()
        if term in seen:
            continue
        seen.add(term)
        if isinstance(term, And | Or | ExactlyOne):
            todo.extend(reversed(term.terms))
        elif isinstance(term, Not):
            todo.append(term.term)
        else:
            found[term] = None
    return found


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low
