"""Small faults in requirements: one part of a scope, trigger or duty dropped or weakened."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from conformance.logic.build import at, conjunction, contains, disjunction, every, negation
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

from .edits import step_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Place = tuple[bytes, bytes, str]
"""What tells a mutant from every other of a regime: whose part it is, which part, what was done to it."""


@dataclass(frozen=True, slots=True)
class Mutant:
    """One small fault.

    Attributes:
        place: where it is.
        said: what was done, for people.
        make: returns the faulty term.
    """

    place: Place
    said: str
    make: Callable[[], Term]


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
