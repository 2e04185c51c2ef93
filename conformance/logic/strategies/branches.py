"""The ways in which a term can come true: one alternative taken at each disjunction, as far as they agree."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.logic.build import at, conjunction, disjunction, negation
from conformance.logic.strategies.checking import satisfies
from conformance.logic.strategies.places import Places
from conformance.logic.terms import (
    And,
    At,
    Every,
    EveryMember,
    ExactlyOne,
    Not,
    Or,
    Path,
    Present,
    Term,
    Test,
    Type,
)

if TYPE_CHECKING:
    from conformance.logic.strategies.choices import Choices
    from conformance.logic.strategies.guide import Guide
    from conformance.logic.values import Truth


class GivenUp(Exception):
    """The search met too many dead ends; there may be a document nevertheless."""


def branches(term: Term, guide: Guide, choices: Choices, dead_ends: int = 512) -> Iterator[Places]:
    """Yield what the places must be like for the term to hold, one possibility after another.

    Args:
        term: the term.
        guide: what is asked besides.
        choices: which alternative comes first.
        dead_ends: after how many of them to give up.

    Raises:
        GivenUp: too many alternatives disagreed.
    """
    places = Places({(): ()}, set(), {})
    yield from _Search(guide, choices, dead_ends).run([term, guide.local], [], places, set())


class _Search:
    def __init__(self, guide: Guide, choices: Choices, dead_ends: int) -> None:
        self._guide = guide
        self._choices = choices
        self._left = dead_ends

    def run(self, goals: list[Term], pending: list[Or], places: Places, guided: set[tuple[Path, object]]) -> Iterator[Places]:
        settled = self._settle(goals, pending, places, guided)
        if settled is None:
            self._left -= 1
            if not self._left:
                raise GivenUp
            return
        if not settled:
            yield places
            return
        chosen = min(settled, key=lambda each: (len(each.terms), cost(each)))
        others = [each for each in settled if each is not chosen]
        ranked = sorted(chosen.terms, key=lambda each: (cost(each), each.digest))
        for index in self._choices.order(len(ranked)):
            yield from self.run([ranked[index]], list(others), places.copy(), set(guided))

    def _settle(self, goals: list[Term], pending: list[Or], places: Places, guided: set[tuple[Path, object]]) -> list[Or] | None:
        """Take in all that has no alternative; return the disjunctions that are left, or ``None`` if something cannot be."""
        while True:
            while goals:
                if not self._take(goals.pop(), goals, pending, places):
                    return None
            goals.extend(self._told(places, guided))
            if goals:
                continue
            left: list[Or] = []
            for clause in pending:
                terms = [(each, truth(each, places)) for each in clause.terms]
                if any(holds is True for _, holds in terms):
                    continue
                possible = [each for each, holds in terms if holds is not False]
                if not possible:
                    return None
                if len(possible) == 1:
                    goals.append(possible[0])
                else:
                    left.append(clause if len(possible) == len(terms) else Or(tuple(possible)))
            pending[:] = left
            if not goals:
                return left

    def _take(self, goal: Term, goals: list[Term], pending: list[Or], places: Places) -> bool:
        match goal:
            case And(terms=terms):
                goals.extend(terms)
                return True
            case Or(terms=terms):
                pending.append(goal)
                return bool(terms)
            case ExactlyOne(terms=terms):
                goals.append(_one_of(terms))
                return True
            case Present(path=path):
                return places.require(path)
            case At(path=path, test=test):
                return places.require(path, test)
            case Not(term=Present(path=path)):
                return places.forbid(path)
            case Not(term=At(path=path, test=test)):
                return places.refuse(path, test)
            case Not(term=ExactlyOne(terms=terms)):
                goals.append(_not_one_of(terms))
                return True
            case Not(term=Test() as test):
                return places.refuse((), test)
            case Test():
                return places.require((), goal)
        raise AssertionError(goal)

    def _told(self, places: Places, guided: set[tuple[Path, object]]) -> list[Term]:
        """Return what is asked of places that exist by the guide, and by tests of all members or items above them."""
        told: list[Term] = []
        for path in list(places.present):
            if (path, "guide") not in guided:
                guided.add((path, "guide"))
                if path:
                    told.append(at(path, self._guide.below(path).local))
            for test, holds in places.present[path]:
                if holds and isinstance(test, EveryMember | Every):
                    told.extend(self._members(path, test, places, guided))
        return told

    def _members(self, path: Path, test: EveryMember | Every, places: Places, guided: set[tuple[Path, object]]) -> Iterator[Term]:
        for step in places.children(path):
            key = ((*path, step), test)
            if key in guided:
                continue
            guided.add(key)
            if isinstance(test, Every):
                if isinstance(step, int) and step >= test.start:
                    yield at((*path, step), test.term)
            elif isinstance(step, str) and name_passes(test.name, step):
                yield at((*path, step), test.term)


@lru_cache(maxsize=16_384)
def name_passes(name: Term, text: str) -> bool:
    """Tell whether a member's name satisfies a term about names."""
    return satisfies(text, name)


def _one_of(terms: tuple[Term, ...]) -> Term:
    return disjunction(
        *(conjunction(one, *(negation(other) for j, other in enumerate(terms) if i != j)) for i, one in enumerate(terms))
    )


def _not_one_of(terms: tuple[Term, ...]) -> Term:
    pairs = [conjunction(one, other) for index, one in enumerate(terms) for other in terms[:index]]
    return disjunction(conjunction(*map(negation, terms)), *pairs)


def truth(term: Term, places: Places) -> Truth:
    """Tell what the places, so far, say of a term."""
    match term:
        case And(terms=terms):
            return _all(terms, places)
        case Or(terms=terms):
            found: Truth = False
            for each in terms:
                holds = truth(each, places)
                if holds is True:
                    return True
                if holds is None:
                    found = None
            return found
        case Present(path=path):
            return places.truth(path, None)
        case At(path=path, test=test):
            return places.truth(path, test)
        case Not(term=Present(path=path)):
            holds = places.truth(path, None)
            return None if holds is None else not holds
        case Not(term=At(path=path, test=test)):
            return _refused(places, path, test)
        case Not(term=Test() as test):
            return _refused(places, (), test)
        case Test():
            return places.truth((), term)
    return None


def _all(terms: tuple[Term, ...], places: Places) -> Truth:
    found: Truth = True
    for each in terms:
        holds = truth(each, places)
        if holds is False:
            return False
        if holds is None:
            found = None
    return found


def _refused(places: Places, path: Path, test: Test) -> Truth:
    if path in places.present:
        if (test, False) in places.present[path]:
            return True
        return False if places.fails(path, test) else None
    if test in places.refused.get(path, ()):
        return True
    return True if places.truth(path, None) is False else None


@lru_cache(maxsize=65_536)
def cost(term: Term) -> int:
    """Return how much of a document a term asks for: the plainest alternative has the least."""
    match term:
        case And(terms=terms):
            return sum(map(cost, terms))
        case Or(terms=terms):
            return min(map(cost, terms), default=0)
        case Not(term=inner):
            return 1 if isinstance(inner, At | Test) else 0
        case Type(kinds=("null",)) | At(test=Type(kinds=("null",))):
            return 1_000
        case Present(path=path):
            return 4 * len(path)
        case At(path=path):
            return 4 * len(path) + 4
    return 4
