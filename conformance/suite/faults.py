"""Which faults of a requirement its cases notice, and what a declaration must be like to notice one.

A case notices a fault if the verdict on it is no longer the expected one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conformance.declarations import derive
from conformance.logic.build import conjunction, negation
from conformance.logic.evaluate import compile as compile_terms
from conformance.verdicts.open_lists import open_lists

from .bench import Bench, Truths
from .mutants import Place, mutants_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from conformance.logic.terms import Term
    from conformance.verdicts import Status

    from .case import Case

PARTS = ("scope", "if", "then")


@dataclass(frozen=True, slots=True)
class Fault:
    """A mutant in a requirement.

    Attributes:
        place: what tells it from every other of the regime; a condition that several requirements share has it once.
        said: what was done, for people.
        part: ``scope``, ``if`` or ``then``.
        term: the faulty part as a whole.
    """

    place: Place
    said: str
    part: str
    term: Term


def faults_of(bench: Bench, besides: Iterable[Place] = ()) -> tuple[Fault, ...]:
    """Return the faults of a requirement, without those at some places."""
    known = set(besides)
    owners = {"scope": f"{bench.regime.id}#scope", "if": f"{bench.requirement.id}#if", "then": f"{bench.requirement.id}#then"}
    found = []
    for part in PARTS:
        for mutant in mutants_of(bench.parts[part], owners[part]):
            if mutant.place in known:
                continue
            known.add(mutant.place)
            term = mutant.make()
            if term is not bench.parts[part]:
                found.append(Fault(mutant.place, mutant.said, part, term))
    return tuple(found)


class Inspection:
    """A requirement and its faulty variants as one generated function, in which what they share is computed once.

    Args:
        bench: the requirement.
        faults: its faults.
    """

    def __init__(self, bench: Bench, faults: Sequence[Fault]) -> None:
        self._bench = bench
        self._faults = faults
        named = bench.named_terms | {f"fault-{n}": fault.term for n, fault in enumerate(faults)}
        self._whens = len(bench.whens)
        self._evaluate = compile_terms(named, reading="open", open_lists=open_lists(), cache=False)

    def noticed(self, case: Case) -> Iterator[tuple[Fault, Status]]:
        """Yield the faults that a case notices, each with the wrong verdict."""
        yield from self.told(case.declaration, case.as_of, suppose_in_force=case.suppose_in_force)

    def told(self, data: Mapping[str, Any], day: date, *, suppose_in_force: bool) -> Iterator[tuple[Fault, Status]]:
        """Yield the faults that change the verdict on a declaration, each with the wrong verdict."""
        judged = derive(data, day)
        scope, trigger, duty, *rest = self._evaluate(judged.document, judged.incomplete)
        whens, faulty = rest[: self._whens], rest[self._whens :]
        dates = self._bench.dates(day, suppose_in_force=suppose_in_force)
        right, _ = self._bench.verdict(Truths(scope, trigger, duty, tuple(whens)), day, dates)
        truths = {"scope": scope, "if": trigger, "then": duty}
        for fault, truth in zip(self._faults, faulty, strict=True):
            if truth is not truths[fault.part]:
                bent = truths | {fault.part: truth}
                wrong, _ = self._bench.verdict(Truths(bent["scope"], bent["if"], bent["then"], tuple(whens)), day, dates)
                if wrong is not right:
                    yield fault, wrong


def telling(bench: Bench, fault: Fault) -> Iterator[Term]:
    """Yield strict terms of declarations that tell a requirement from its fault, the plainest differences first."""
    definite = bench.workshop.definite
    right, wrong = bench.parts[fault.part], fault.term
    if fault.part == "then":
        context = conjunction(definite(bench.scope), definite(bench.trigger), *bench.closed)
        beside: tuple[Term, ...] = ()
    else:
        context = conjunction(definite(bench.trigger if fault.part == "scope" else bench.scope), *bench.closed)
        beside = (negation(definite(bench.duty)),)
    for one, other in ((right, wrong), (wrong, right)):
        yield conjunction(context, definite(one), definite(other, False))
    for one, other in ((right, wrong), (wrong, right)):
        yield conjunction(context, definite(one), negation(definite(other)), *beside)
        yield conjunction(context, definite(one, False), negation(definite(other, False)))


def differences(bench: Bench, fault: Fault) -> Iterator[Term]:
    """Yield strict terms, one of which holds of every declaration that tells a requirement from its fault.

    That is of every declaration that marks no list as incomplete.
    """
    definite = bench.workshop.definite
    right, wrong = bench.parts[fault.part], fault.term
    for one, other in ((right, wrong), (wrong, right)):
        if fault.part == "then":
            may_apply = conjunction(negation(definite(bench.scope, False)), negation(definite(bench.trigger, False)))
            yield conjunction(may_apply, definite(one), negation(definite(other)))
            yield conjunction(may_apply, definite(one, False), negation(definite(other, False)))
        else:
            around = bench.trigger if fault.part == "scope" else bench.scope
            yield conjunction(negation(definite(around, False)), definite(one, False), negation(definite(other, False)))
            yield conjunction(definite(around), definite(one), negation(definite(other)), negation(definite(bench.duty)))
