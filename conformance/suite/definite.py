"""The open reading told in the strict one: what a document must be like for a term to be definitely true, or definitely false.

In the open reading what is absent is unknown. A term is definitely true of a document if no addition can change that; these
documents are described by another term, read to the letter, for which documents can be built. Of the values that a test for
arrays or objects refuses only null is told, since no other is found in a declaration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
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
                broken = contains(self(term, False, shape)) if not start else negation(every(negation(self(term, False, shape)), start))
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


@dataclass(frozen=True, slots=True)
class Pivot:
    """A part of a term on which, in a context, the whole hangs.

    Attributes:
        atom: the part; in the open reading.
        place: what tells this part of this condition from every other.
        context: returns, strictly, what the rest of the document must be like; if told to relax, what should be false need only
            not be true.
    """

    atom: Term
    place: tuple[bytes, bytes]
    context: Callable[[bool], Term]


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
        yield from self._within(term, "", owner.encode())

    def _within(self, term: Term, shape: str, holder: bytes) -> Iterator[Pivot]:
        match term:
            case And(terms=terms) | Or(terms=terms):
                for index, each in enumerate(terms):
                    for pivot in self._part(each, shape, holder):
                        yield Pivot(pivot.atom, pivot.place, partial(self._beside, pivot, term, index, shape))
            case _:
                yield from self._part(term, shape, holder)

    def _beside(self, pivot: Pivot, term: And | Or, index: int, shape: str, relax: bool) -> Term:
        neutral = isinstance(term, And)
        others = [other for j, other in enumerate(term.terms) if j != index]
        if relax and not neutral:
            told = [negation(self._definite(other, True, shape)) for other in others]
        else:
            told = [self._definite(other, neutral, shape) for other in others]
        return conjunction(*told, pivot.context(relax))

    def _part(self, term: Term, shape: str, holder: bytes) -> Iterator[Pivot]:
        match term:
            case And() | Or():
                yield from self._within(term, shape, term.digest)
            case At(path=path, test=(Contains(term=inner) | Every(term=inner)) as test) if _splits(test):
                for pivot in self._within(inner, shape + _pointer(path), term.digest):
                    atom = at(path, _same_quantifier(test, pivot.atom))
                    yield Pivot(atom, pivot.place, partial(_only_item, path, pivot))
            case Not(term=At(test=(Contains() | Every()) as test) as inner_term) if _splits(test):
                for pivot in self._part(inner_term, shape, holder):
                    yield Pivot(negation(pivot.atom), pivot.place, pivot.context)
            case _:
                yield Pivot(term, (holder, term.digest), _no_context)


def _no_context(relax: bool) -> Term:
    del relax
    return TRUE


def _only_item(path: Path, pivot: Pivot, relax: bool) -> Term:
    return at(path, conjunction(ItemCount(1, 1), contains(pivot.context(relax))))


def _splits(test: Test) -> bool:
    if isinstance(test, Every):
        return test.start == 0 and isinstance(test.term, And | Or)
    return isinstance(test, Contains) and (test.minimum, test.maximum) == (1, None) and isinstance(test.term, And | Or | At | Not)


def _same_quantifier(test: Test, term: Term) -> Term:
    return every(term) if isinstance(test, Every) else contains(term)
