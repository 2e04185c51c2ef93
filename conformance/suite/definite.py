"""The open reading told in the strict one: what a document must be like for a term to be definitely true, or definitely false.

In the open reading what is absent is unknown. A term is definitely true of a document if no addition can change that; these
documents are described by another term, read to the letter, for which documents can be built. Of the values that a test for
arrays or objects refuses only null is told, since no other is found in a declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from functools import partial

from conformance.logic.build import at, conjunction, contains, disjunction, every, negation
from conformance.logic.terms import (
    FALSE,
    TRUE,
    And,
    At,
    Contains,
    Every,
    EveryMember,
    ExactlyOne,
    ItemCount,
    Not,
    Or,
    Path,
    Present,
    PropertyCount,
    Term,
    Test,
    Type,
)

_ARRAY = Type(("array",))
_NULL = Type(("null",))


class Definite:
    """Translates terms, each once.

    Args:
        open_lists: the lists, by their pointers without indices, that may hold more than they name.
    """

    def __init__(self, open_lists: frozenset[str]) -> None:
        self._open = open_lists
        self._done: dict[tuple[Term, bool, str], Term] = {}

    def __call__(self, term: Term, holds: bool = True, shape: str = "") -> Term:
        """Return the term that holds, strictly, where the given one is definitely true, or definitely false.

        Args:
            term: the term in the open reading.
            holds: true for *definitely true*, false for *definitely false*.
            shape: where the value at hand stands, as a pointer without indices.
        """
        key = (term, holds, shape)
        found = self._done.get(key)
        if found is None:
            found = self._done[key] = self._translate(term, holds, shape)
        return found

    def _translate(self, term: Term, holds: bool, shape: str) -> Term:
        match term:
            case And(terms=terms) | Or(terms=terms):
                parts = [self(each, holds, shape) for each in terms]
                return conjunction(*parts) if isinstance(term, And) is holds else disjunction(*parts)
            case ExactlyOne(terms=terms):
                return self(_written_out(terms), holds, shape)
            case Not(term=inner):
                return self(inner, not holds, shape)
            case Present(path=path):
                return term if holds else _closed_above(path)
            case At(path=path, test=test):
                there = at(path, self._test(test, holds, shape + _pointer(path)))
                return there if holds else disjunction(_closed_above(path), there)
            case Test():
                return self._test(term, holds, shape)
        raise AssertionError(term)

    def _test(self, test: Test, holds: bool, shape: str) -> Term:
        grows = shape in self._open
        match test:
            case Every(start=start, term=term):
                if holds:
                    return FALSE if grows else every(self(term, True, shape), start)
                broken = (
                    contains(self(term, False, shape))
                    if not start
                    else negation(every(negation(self(term, False, shape)), start))
                )
                return disjunction(_NULL, conjunction(_ARRAY, broken))
            case Contains(term=term, minimum=minimum, maximum=maximum):
                return self._contains(term, minimum, maximum, shape, holds=holds, grows=grows)
            case ItemCount(minimum=minimum, maximum=maximum) if grows:
                if holds:
                    return FALSE if maximum is not None else test
                return disjunction(_NULL, FALSE if maximum is None else ItemCount(maximum + 1, None))
            case PropertyCount(maximum=maximum):
                if holds:
                    return FALSE if maximum is not None else test
                return disjunction(_NULL, FALSE if maximum is None else PropertyCount(maximum + 1, None))
            case EveryMember():
                return FALSE if holds else negation(test)
        return test if holds else negation(test)

    def _contains(self, term: Term, minimum: int, maximum: int | None, shape: str, *, holds: bool, grows: bool) -> Term:
        surely, never = self(term, True, shape), self(term, False, shape)
        if holds:
            if maximum is None:
                return contains(surely, minimum)
            return FALSE if grows else conjunction(contains(surely, minimum), contains(negation(never), 0, maximum))
        parts: list[Term] = [_NULL]
        if minimum and not grows:
            parts.append(every(never) if minimum == 1 else contains(negation(never), 0, minimum - 1))
        if maximum is not None:
            parts.append(contains(surely, maximum + 1))
        return disjunction(*parts)


def _written_out(terms: tuple[Term, ...]) -> Term:
    return disjunction(
        *(conjunction(one, *(negation(other) for j, other in enumerate(terms) if i != j)) for i, one in enumerate(terms))
    )


def _closed_above(path: Path) -> Term:
    """Return *something above the path is null*: then nothing can be added there."""
    return disjunction(*(at(path[:depth], _NULL) for depth in range(1, len(path)) if not isinstance(path[depth - 1], int)))


def _pointer(path: Path) -> str:
    return "".join(f"/{step}" for step in path if isinstance(step, str))


class Latitude(IntEnum):
    """How strictly the rest of a document is kept out of the way of a pivot, the strictest first."""

    ALONE = 0
    """Lists hold one item, and what should be false is definitely false."""

    AMONG_OTHERS = 1
    """Lists hold one item that matters, and what should be false is definitely false."""

    NOT_TRUE = 2
    """As before, but what should be false need only not be definitely true."""


@dataclass(frozen=True, slots=True)
class Pivot:
    """A part of a term on which, in a context, the whole hangs.

    Attributes:
        atom: the part; in the open reading.
        shape: where the part looks, as a pointer without indices.
        places: for the part, and all parts that it is a part of, what tells each from every other.
        around: puts a strict term in the place of the part, and returns, strictly, what the document must be like; with the
            latitude, and whether the whole term is to be true.
    """

    atom: Term
    shape: str
    places: tuple[tuple[bytes, bytes], ...]
    around: Callable[[Term, Latitude, bool], Term]


class Pivots:
    """Finds the pivots of terms: of a conjunction each part with the others true, of a disjunction each with the others false.

    Args:
        definite: how the others are described.
    """

    def __init__(self, definite: Definite) -> None:
        self._definite = definite

    def __call__(self, term: Term, owner: str) -> Iterator[Pivot]:
        """Yield the pivots of a term.

        Args:
            term: in the open reading.
            owner: whose term it is. Its outermost parts are this owner's alone; deeper conditions are the same for all owners.
        """
        yield from self._within(term, "", owner.encode(), negated=False)

    def _within(self, term: Term, shape: str, holder: bytes, *, negated: bool) -> Iterator[Pivot]:
        match term:
            case And(terms=terms) | Or(terms=terms):
                for index, each in enumerate(terms):
                    own = (holder, each.digest)
                    for pivot in self._part(each, shape, holder, negated=negated):
                        places = pivot.places if own in pivot.places else (own, *pivot.places)
                        yield Pivot(pivot.atom, pivot.shape, places, partial(self._beside, pivot, term, index, shape))
            case _:
                yield from self._part(term, shape, holder, negated=negated)

    def _beside(self, pivot: Pivot, term: And | Or, index: int, shape: str, inner: Term, latitude: Latitude, holds: bool) -> Term:
        neutral = isinstance(term, And)
        others = [other for j, other in enumerate(term.terms) if j != index]
        if latitude is Latitude.NOT_TRUE and not neutral:
            told = [negation(self._definite(other, True, shape)) for other in others]
        else:
            told = [self._definite(other, neutral, shape) for other in others]
        return conjunction(*told, pivot.around(inner, latitude, holds))

    def _part(self, term: Term, shape: str, holder: bytes, *, negated: bool) -> Iterator[Pivot]:
        match term:
            case And() | Or():
                yield from self._within(term, shape, term.digest, negated=negated)
            case At(path=path, test=(Contains(term=inner) | Every(term=inner)) as test) if _splits(test):
                below = shape + _pointer(path)
                for pivot in self._within(inner, below, term.digest, negated=negated):
                    yield Pivot(pivot.atom, pivot.shape, pivot.places, partial(self._in_list, pivot, path, test, below, negated))
            case Not(term=At(test=(Contains() | Every()) as test) as inner_term) if _splits(test):
                yield from self._part(inner_term, shape, holder, negated=not negated)
            case _:
                yield Pivot(negation(term) if negated else term, shape + _seen_by(term), ((holder, term.digest),), _itself)

    def _in_list(
        self,
        pivot: Pivot,
        path: Path,
        test: Contains | Every,
        shape: str,
        negated: bool,
        inner: Term,
        latitude: Latitude,
        holds: bool,
    ) -> Term:
        """Return what a list must be like that holds an item on which its test hangs."""
        item = contains(pivot.around(inner, latitude, holds))
        if latitude is Latitude.ALONE:
            return at(path, conjunction(ItemCount(1, 1), item))
        wanted = isinstance(test, Contains)  # the truth of an item that decides the list
        if wanted is negated:
            rest = every(self._definite(test.term, not wanted, shape)) if holds else TRUE
        elif latitude is Latitude.AMONG_OTHERS:
            rest = contains(negation(self._definite(test.term, not wanted, shape)), 0, 1)
        else:
            rest = contains(self._definite(test.term, wanted, shape), 0, 1)
        return at(path, conjunction(item, rest))


def _seen_by(term: Term) -> str:
    inner = term.term if isinstance(term, Not) else term
    return _pointer(inner.path) if isinstance(inner, At | Present) else ""


def _itself(inner: Term, latitude: Latitude, holds: bool) -> Term:
    del latitude, holds
    return inner


def _splits(test: Test) -> bool:
    if isinstance(test, Every):
        return test.start == 0 and isinstance(test.term, And | Or)
    return isinstance(test, Contains) and (test.minimum, test.maximum) == (1, None) and isinstance(test.term, And | Or | At | Not)
