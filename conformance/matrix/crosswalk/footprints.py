"""Where terms look, and which conjuncts of a question have nothing to do with each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.logic.terms import And, At, Contains, ExactlyOne, ItemCount, Not, Or, Path, Present, Term, Test, Type

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Footprint:
    """The places of a document at which a term looks.

    Attributes:
        more: places of which it only asks that something be there; whatever comes on top cannot make it false.
        less: places of which it only asks that something not be there; taking away cannot make it false.
        fixed: all others.
    """

    more: frozenset[Path]
    less: frozenset[Path]
    fixed: frozenset[Path]

    @property
    def places(self) -> frozenset[Path]:
        """All of them."""
        return self.more | self.less | self.fixed


def footprint(term: Term) -> Footprint:
    """Return the places of the document at which the term looks."""
    found: dict[str, set[Path]] = {"more": set(), "less": set(), "fixed": set()}
    _walk(term, "more", found)
    mixed = found["fixed"] | (found["more"] & found["less"])
    return Footprint(frozenset(found["more"] - mixed), frozenset(found["less"] - mixed), frozenset(mixed))


def _walk(term: Term, way: str, found: dict[str, set[Path]]) -> None:
    match term:
        case And(terms) | Or(terms):
            for each in terms:
                _walk(each, way, found)
        case ExactlyOne(terms):
            for each in terms:
                _walk(each, "fixed", found)
        case Not(inner):
            _walk(inner, "less" if way == "more" else "fixed", found)
        case Present(path) | At(path, Contains(maximum=None) | ItemCount(maximum=None) | Type(("array",))):
            found[way].add(path)
        case At(path):
            found["less" if way == "less" else "fixed"].add(path)
        case Test():
            found["fixed"].add(())


class Conjuncts:
    """Numbers conjuncts, and tells which sets of them, as the bits of an integer, fall into independent parts.

    Two conjuncts are independent if no place of one is, or lies above or below, a place of the other, since no term here counts
    members; or if both only ask for more items of the same list, which can hold what both ask for; or if both only ask for less
    at overlapping places, which nothing there satisfies. What is satisfiable in each independent part is so altogether.
    """

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self._numbers: dict[Term, int] = {}
        self._places: dict[Path, int] = {}
        self._overlaps: list[int] = []
        self._looks: list[int] = []
        self._touching: list[int] = []

    def number(self, term: Term) -> int:
        """Return the number of a conjunct."""
        if term not in self._numbers:
            self._numbers[term] = len(self.terms)
            self.terms.append(term)
            self._compare(footprint(term))
        return self._numbers[term]

    def touching(self, number: int) -> int:
        """Return the conjuncts known so far, as bits, from which a conjunct is not independent; it is one of them."""
        return self._touching[number]

    def parts(self, conjuncts: int, some: int) -> Iterator[int]:
        """Yield those independent parts of a set of conjuncts to which one of ``some`` belongs, which are in the set."""
        left = conjuncts
        while some:
            part = new = some & -some
            while new:
                bit = new & -new
                reached = self._touching[bit.bit_length() - 1] & left & ~part
                part |= reached
                new ^= bit | reached
            left &= ~part
            some &= ~part
            yield part

    def _compare(self, marks: Footprint) -> None:
        """Note with which of the conjuncts before it a conjunct goes together; each place has a bit for each way of looking."""
        numbers = {path: self._place(path) for path in marks.places}
        looks = blocked = 0
        for path in marks.more:
            looks |= _MORE << numbers[path]
            around = self._overlaps[numbers[path] // _WAYS]
            blocked |= around * (_LESS | _FIXED) | (around & ~(1 << numbers[path])) * _MORE
        for path in marks.less:
            looks |= _LESS << numbers[path]
            blocked |= self._overlaps[numbers[path] // _WAYS] * (_MORE | _FIXED)
        for path in marks.fixed:
            looks |= _FIXED << numbers[path]
            blocked |= self._overlaps[numbers[path] // _WAYS] * (_MORE | _LESS | _FIXED)
        own = 1 << len(self._looks)
        touching = own
        for number, other in enumerate(self._looks):
            if other & blocked:
                touching |= 1 << number
                self._touching[number] |= own
        self._looks.append(looks)
        self._touching.append(touching)

    def _place(self, path: Path) -> int:
        """Return the first bit of a place."""
        if path not in self._places:
            bit = self._places[path] = len(self._places) * _WAYS
            around = 1 << bit
            for other, place in self._places.items():
                if other != path and _overlap(path, other):
                    around |= 1 << place
                    self._overlaps[place // _WAYS] |= 1 << bit
            self._overlaps.append(around)
        return self._places[path]


_MORE, _LESS, _FIXED = 1, 2, 4
_WAYS = 3


def _overlap(path: Path, place: Path) -> bool:
    """Tell whether one lies at, above or below the other, or if they disagree whether something is a list or an object."""
    for step, other in zip(path, place, strict=False):
        if step != other:
            return isinstance(step, int) != isinstance(other, int)
    return True
