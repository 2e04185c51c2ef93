"""Why a cell of the crosswalk says what it says: proofs named, documents shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.declarations import derive
from conformance.logic.build import conjunction
from conformance.logic.evaluate import compile as compile_terms
from conformance.logic.prove.shrink import smallest
from conformance.matrix.crosswalk.relations import Preclusion, Relation, Undecided
from conformance.matrix.joint.declared import declared

if TYPE_CHECKING:
    from conformance.logic.terms import Term
    from conformance.matrix.crosswalk.codified import Codified
    from conformance.matrix.crosswalk.compare import Comparison
    from conformance.matrix.crosswalk.coverage import Covered
    from conformance.matrix.crosswalk.relations import Pair

MOST_ROUNDS = 200


@dataclass(frozen=True, slots=True)
class Witness:
    """A document that shows something.

    Attributes:
        shows: what, as a sentence.
        document: the document.
        declaration: whether it is a declaration as anybody may write it, judged again from there; otherwise it is the document as
            it is judged, with derived fields, because no declaration says just that.
    """

    shows: str
    document: Mapping[str, Any]
    declaration: bool


@dataclass(frozen=True, slots=True)
class PairEvidence:
    """Why two requirements relate as they do.

    Attributes:
        pair: their relation.
        triggers: when the one applies, and when the other does.
        duties: what the one asks, and what the other does.
        shared: parts of the duties, as terms, of which the first entails the second or the second the first.
        beyond: what the first asks that the second does not settle, and what the second asks that the first does not settle.
        clash: parts of triggers and duties that cannot hold together, none of which may be left out: of both requirements in a
            conflict, of the one that precludes and the trigger of the other in a preclusion.
        witnesses: documents for every claim that something is *not* contained.
    """

    pair: Pair
    triggers: tuple[Term, Term]
    duties: tuple[Term, Term]
    shared: tuple[tuple[Term, Term], ...]
    beyond: tuple[tuple[Term, ...], tuple[Term, ...]]
    clash: tuple[Term, ...]
    witnesses: tuple[Witness, ...]


def pair_evidence(one: Codified, other: Codified, pair: Pair, comparison: Comparison, as_of: date) -> PairEvidence:
    """Gather the evidence for the relation of two requirements."""
    writer = _Writer(as_of)
    witnesses = []
    for true, false, sentence in (
        ((one.trigger,), (other.trigger,), f"{one.id} applies and {other.id} does not"),
        ((other.trigger,), (one.trigger,), f"{other.id} applies and {one.id} does not"),
        ((one.trigger, other.trigger), (), "both apply"),
        ((one.duty,), (other.duty,), f"it does what {one.id} asks and not what {other.id} asks"),
        ((other.duty,), (one.duty,), f"it does what {other.id} asks and not what {one.id} asks"),
    ):
        found = _found(comparison, true, false)
        if found is not None:
            witnesses.append(writer.witness(sentence, found, true, false))
    shared = [
        (part, peer)
        for part in one.parts
        for peer in other.parts
        if comparison.entails(part, peer) or comparison.entails(peer, part)
    ]
    clash = _clash(_excluding(one, other, pair), comparison)
    beyond = _unsettled(one, (other,), comparison), _unsettled(other, (one,), comparison)
    triggers, duties = (one.trigger, other.trigger), (one.duty, other.duty)
    return PairEvidence(pair, triggers, duties, tuple(shared), beyond, clash, tuple(witnesses))


def _unsettled(requirement: Codified, others: Sequence[Codified], comparison: Comparison) -> tuple[Term, ...]:
    """Return the parts of a duty that follow from none of the duties of others."""
    return tuple(part for part in requirement.parts if not any(comparison.entails(other.duty, part) for other in others))


def _excluding(one: Codified, other: Codified, pair: Pair) -> tuple[Term, ...]:
    """Return what cannot hold together according to the relation, if anything."""
    if pair.duties is Relation.CONFLICT:
        return (one.trigger, other.trigger, *one.parts, *other.parts)
    if pair.preclusion is Preclusion.PRECLUDED:
        one, other = other, one
    return (one.trigger, *one.parts, other.trigger) if pair.preclusion else ()


def _found(comparison: Comparison, true: Sequence[Term], false: Sequence[Term]) -> Any:
    try:
        number = comparison.pool.find(true, false)
    except Undecided:
        return None
    return None if number is None else comparison.pool.documents[number]


def _clash(terms: Sequence[Term], comparison: Comparison) -> tuple[Term, ...]:
    needed = list(dict.fromkeys(terms))
    for term in tuple(needed):
        fewer = [each for each in needed if each is not term]
        if not comparison.pool.possible(fewer):
            needed = fewer
    return tuple(needed)


@dataclass(frozen=True, slots=True)
class CoverageEvidence:
    """Why a regime covers a requirement of another as it does.

    Attributes:
        covered: the coverage.
        duty: what the requirement asks.
        beyond: the parts of its duty that no duty of the regime settles.
        witness: a system that conforms to the regime, falls under the requirement and fails it; ``None`` if it comes for free,
            or if ``reason`` says why none was found.
        reason: why the question stays open.
    """

    covered: Covered
    duty: Term
    beyond: tuple[Term, ...]
    witness: Witness | None
    reason: str = ""


def coverage_evidence(
    regime: Sequence[Codified], requirement: Codified, covered: Covered, comparison: Comparison, as_of: date
) -> CoverageEvidence:
    """Look for a system that conforms to the regime and fails the requirement, adding rules of the regime as it breaks them."""
    beyond = _unsettled(requirement, regime, comparison)

    def made(witness: Witness | None, reason: str = "") -> CoverageEvidence:
        return CoverageEvidence(covered, requirement.duty, beyond, witness, reason)

    if not regime:
        return made(None, "no requirement of the regime counts on this day and at this level")
    true = [conjunction(regime[0].scope, requirement.applies)]
    added: dict[str, Term] = {}
    try:
        for _ in range(MOST_ROUNDS):
            number = comparison.pool.find((*true, *added.values()), (requirement.duty,))
            if number is None:
                return made(None)
            broken = [each for each in regime if not comparison.pool.where((each.rule,)) >> number & 1]
            if not broken:
                rules = (*true, *(each.rule for each in regime))
                sentence = f"it conforms to {regime[0].requirement.regime_id} and fails {requirement.id}"
                document = comparison.pool.documents[number]
                return made(_Writer(as_of).witness(sentence, document, rules, (requirement.duty,)))
            added.update((each.id, each.rule) for each in broken)
    except Undecided as problem:
        return made(None, str(problem))
    return made(None, f"no end after {MOST_ROUNDS} rounds")


class _Writer:
    """Writes the documents of the prover as declarations, where a declaration says the same."""

    def __init__(self, as_of: date) -> None:
        self._as_of = as_of

    def witness(self, shows: str, document: Any, true: Sequence[Term], false: Sequence[Term]) -> Witness:
        ask = compile_terms({str(n): term for n, term in enumerate((*true, *false))}, cache=False)
        wanted = (*(True for _ in true), *(False for _ in false))

        def holds(candidate: Any) -> bool:
            return ask(candidate) == wanted

        plain = smallest(document, holds)
        written = declared(plain, self._as_of)
        if holds(derive(written, self._as_of).document):
            return Witness(shows, written, declaration=True)
        return Witness(shows, plain, declaration=False)
