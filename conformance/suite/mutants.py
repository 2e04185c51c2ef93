"""How many small faults in the requirements the suite notices.

A mutant is a requirement with one part of its scope, trigger or duty dropped or weakened. The suite notices it if the verdict on
some case is no longer the expected one. A condition that several requirements of a regime share is mutated once, as one would
slip once in writing it; any case of the regime may notice.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from conformance.catalogue import load_catalogue
from conformance.declarations import Judged, derive
from conformance.logic.build import at, conjunction, contains, disjunction, every, negation
from conformance.logic.evidence import interpreter
from conformance.logic.kleene import Growth
from conformance.logic.terms import (
    TRUE,
    And,
    At,
    Contains,
    Every,
    ItemCount,
    Length,
    Not,
    OneOf,
    Or,
    Present,
    PropertyCount,
    Range,
    Term,
    Test,
    Type,
)
from conformance.verdicts import Status, Truth, status_of
from conformance.verdicts import conjunction as kleene_and
from conformance.verdicts.in_force import in_force_on, supposed
from conformance.verdicts.open_lists import open_lists

from .bench import Bench, Workshop
from .edits import step_of

if TYPE_CHECKING:
    from .case import Case
    from .files import CaseFile

Judge = Callable[[Term, Judged], Truth]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault.

    Attributes:
        place: what tells it from every other of the regime.
        said: what was done, for people.
        make: returns the faulty term.
    """

    place: tuple[bytes, bytes, str]
    said: str
    make: Callable[[], Term]


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants of a regime its cases notice.

    Attributes:
        regime: its id.
        mutants: how many there are.
        survivors: those that no case notices, each with the first requirement that holds it.
    """

    regime: str
    mutants: int
    survivors: tuple[str, ...]

    @property
    def noticed(self) -> int:
        """How many are noticed."""
        return self.mutants - len(self.survivors)

    @property
    def percentage(self) -> float:
        """How many of a hundred are noticed; 100 where there are none."""
        return 100 * self.noticed / self.mutants if self.mutants else 100.0


def mutants_of(term: Term, owner: str) -> Iterator[Mutant]:
    """Yield the mutants of a term.

    Args:
        term: the term.
        owner: whose it is; deeper conditions are the same for all owners.
    """
    if not isinstance(term, And | Or) and term is not TRUE:
        yield Mutant((owner.encode(), term.digest, "dropped"), f"all is dropped: {_shown(term)}", lambda: TRUE)
    yield from _mutants(term, owner.encode())


def _mutants(term: Term, holder: bytes) -> Iterator[Mutant]:
    match term:
        case And(terms=terms) | Or(terms=terms):
            joined = conjunction if isinstance(term, And) else disjunction
            for index, part in enumerate(terms):
                others = (*terms[:index], *terms[index + 1 :])
                if not (isinstance(term, And) and _goes_without_saying(part, others)):
                    yield Mutant((holder, part.digest, "dropped"), f"dropped: {_shown(part)}", partial(joined, *others))
                below = part.digest if isinstance(part, And | Or) else holder
                for each in _mutants(part, below):
                    yield Mutant(each.place, each.said, partial(_rejoined, joined, others, each.make))
        case At(path=path, test=test):
            for each in _weakened(test, term.digest):
                yield Mutant(each.place, each.said, partial(_again, partial(at, path), each.make))
        case Not(term=inner) if not isinstance(inner, Present):
            for each in _mutants(inner, holder):
                yield Mutant(each.place, each.said, partial(_again, negation, each.make))
        case Test():
            yield from _weakened(term, term.digest)


def _goes_without_saying(part: Term, others: tuple[Term, ...]) -> bool:
    """Tell whether a part asks for a type that another part's test, and the declaration format, ask for too."""
    return (
        isinstance(part, At)
        and isinstance(part.test, Type)
        and any(isinstance(each, At) and each.path == part.path for each in others)
    )


def _rejoined(joined: Callable[..., Term], others: tuple[Term, ...], make: Callable[[], Term]) -> Term:
    return joined(*others, make())


def _again(around: Callable[[Term], Term], make: Callable[[], Term]) -> Term:
    return around(make())


def _weakened(test: Test, holder: bytes) -> Iterator[Mutant]:
    def mutant(kind: str, weaker: Term) -> Mutant:
        return Mutant((holder, test.digest, kind), f"{kind}: {_shown(test)}", lambda: weaker)

    match test:
        case Contains(term=inner, minimum=minimum, maximum=maximum):
            if minimum > 1:
                yield mutant("one fewer", contains(inner, minimum - 1, maximum))
            for each in _mutants(inner, test.digest):
                yield Mutant(each.place, each.said, partial(_again, partial(_containing, minimum, maximum), each.make))
        case Every(term=inner, start=start):
            for each in _mutants(inner, test.digest):
                yield Mutant(each.place, each.said, partial(_again, partial(_every, start), each.make))
        case OneOf(texts=texts) if len(texts) > 1:
            for text in texts:
                yield mutant(f"without {text}", OneOf(tuple(other for other in texts if other != text)))
        case Range(minimum=low, maximum=high, exclusive_minimum=above, exclusive_maximum=below):
            if low is not None:
                yield mutant("one lower", Range(low - step_of(low), high, above, below))
            if high is not None:
                yield mutant("one higher", Range(low, high + step_of(high), above, below))
        case (
            ItemCount(minimum=minimum, maximum=maximum)
            | PropertyCount(minimum=minimum, maximum=maximum)
            | Length(minimum, maximum)
        ):
            if minimum > 0:
                yield mutant("one fewer", type(test)(minimum - 1, maximum))
            if maximum is not None:
                yield mutant("one more", type(test)(minimum, maximum + 1))


def _containing(minimum: int, maximum: int | None, term: Term) -> Term:
    return contains(term, minimum, maximum)


def _every(start: int, term: Term) -> Term:
    return every(term, start)


def _shown(term: Term) -> str:
    match term:
        case At(path=path, test=test):
            return f"{_pointer(path)} {_shown(test)}"
        case Present(path=path):
            return f"{_pointer(path)} present"
        case Not(term=inner):
            return f"not {_shown(inner)}"
        case OneOf(texts=texts):
            return f"is {' or '.join(texts[:4])}{' or ...' if len(texts) > 4 else ''}"
        case Contains(term=inner):
            return f"some ({_shown(inner)})"
        case Every(term=inner):
            return f"every ({_shown(inner)})"
        case And(terms=terms) | Or(terms=terms):
            word = " and " if isinstance(term, And) else " or "
            return word.join(map(_shown, terms[:3])) + (f"{word}..." if len(terms) > 3 else "")
        case Range(minimum=low, maximum=high):
            return f"from {json.dumps(low)} to {json.dumps(high)}"
    return type(term).__name__


def _pointer(path: tuple[str | int, ...]) -> str:
    return "".join(f"/{step}" for step in path)


@dataclass(slots=True)
class _Question:
    """A case with the truths of the unspoiled terms."""

    case: Case
    judged: Judged
    truths: dict[str, Truth] = field(default_factory=dict)


def scores(ids: Sequence[str], files: Iterable[CaseFile]) -> Iterator[Score]:
    """Yield the score of each regime.

    Args:
        ids: the regimes.
        files: the suite's cases.
    """
    workshop = Workshop(load_catalogue())
    by_requirement = {file.requirement: file.cases for file in files}
    for id in ids:
        yield score(workshop, id, by_requirement)


def score(workshop: Workshop, id: str, cases: dict[str, tuple[Case, ...]]) -> Score:
    """Return the score of one regime.

    Args:
        workshop: where the terms come from.
        id: the regime's id.
        cases: the cases of each requirement.
    """
    judge = _judge()
    noticed: set[tuple[bytes, bytes, str]] = set()
    open_: dict[tuple[bytes, bytes, str], str] = {}
    for requirement in workshop.catalogue.regimes.find(id).codified:
        bench = Bench(workshop, requirement)
        questions = [_Question(case, derive(case.declaration, case.as_of)) for case in cases.get(requirement.id, ())]
        terms = {
            "scope": (bench.scope, f"{id}#scope"),
            "if": (bench.trigger, f"{requirement.id}#if"),
            "then": (bench.duty, f"{requirement.id}#then"),
        }
        whens = bench.whens
        for question in questions:
            question.truths = {name: judge(term, question.judged) for name, (term, _) in terms.items()}
            question.truths |= {f"when-{n}": judge(each, question.judged) for n, each in enumerate(whens)}
        for part, (term, owner) in terms.items():
            for mutant in mutants_of(term, owner):
                if mutant.place in noticed:
                    continue
                if _is_noticed(bench, part, mutant, questions, judge):
                    noticed.add(mutant.place)
                    open_.pop(mutant.place, None)
                else:
                    open_.setdefault(mutant.place, f"{requirement.id} {part}: {mutant.said}")
    return Score(id, len(noticed) + len(open_), tuple(open_.values()))


def _is_noticed(bench: Bench, part: str, mutant: Mutant, questions: list[_Question], judge: Judge) -> bool:
    faulty = mutant.make()
    for question in questions:
        truth = judge(faulty, question.judged)
        if (
            truth is not question.truths[part]
            and _status(bench, {**question.truths, part: truth}, question.case) != question.case.verdict
        ):
            return True
    return False


def _status(bench: Bench, truths: dict[str, Truth], case: Case) -> str:
    applies = kleene_and(truths["scope"], truths["if"])
    if bench.regime.candidate:
        return str(status_of(applies, truths["then"]))
    conditions = [truths[f"when-{n}"] for n in range(len(bench.whens))]
    dates = bench.requirement.in_force
    in_force, _ = in_force_on(supposed(dates, case.as_of) if case.suppose_in_force else dates, conditions, case.as_of)
    return str(Status.NOT_IN_FORCE if in_force is False else status_of(kleene_and(applies, in_force), truths["then"]))


def _judge() -> Judge:
    ask = interpreter()
    lists = open_lists()
    return lambda term, judged: ask(term, judged.document, "", Growth(lists, judged.incomplete))


def render_scores(found: Sequence[Score], format_: str) -> str:
    """Return the scores as a ``table`` or as ``json``."""
    if format_ == "json":
        said = [
            {"regime": each.regime, "mutants": each.mutants, "noticed": each.noticed, "survivors": list(each.survivors)}
            for each in found
        ]
        return json.dumps(said, indent=1, ensure_ascii=False)
    from tabulate import tabulate

    total = Score("total", sum(each.mutants for each in found), tuple(name for each in found for name in each.survivors))
    rows = [[each.regime, each.mutants, each.noticed, f"{each.percentage:.1f} %"] for each in (*found, total)]
    return tabulate(rows, headers=["regime", "mutants", "noticed", "share"], tablefmt="simple", disable_numparse=True)
