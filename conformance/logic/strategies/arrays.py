"""Arrays: the items that must be there, each built once, and as many more as a count wants."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, negation
from conformance.logic.strategies.checking import satisfies
from conformance.logic.strategies.failure import NotSatisfied
from conformance.logic.terms import Contains, Every, ItemCount, OneOf, Path, Term, UniqueItems
from conformance.logic.values import equal

if TYPE_CHECKING:
    from conformance.logic.strategies.documents import Builder
    from conformance.logic.strategies.guide import Guide
    from conformance.logic.strategies.places import Places, Tests
    from conformance.logic.values import Json

MOST_ADDED = 2
MOST_ITEMS = 256


@dataclass(slots=True)
class _Plan:
    """What an array must be like: terms for the items at the front, for some items, for all, and bounds."""

    front: list[Term] = field(default_factory=list)
    some: list[Term] = field(default_factory=list)
    every: list[Every] = field(default_factory=list)
    capped: list[tuple[Term, int]] = field(default_factory=list)
    least: int = 0
    most: int | None = None
    unique: bool = False
    repeated: bool = False

    def at_most(self, most: int | None) -> None:
        if most is not None:
            self.most = most if self.most is None else min(self.most, most)

    def of_all(self, index: int) -> Term:
        """Return what is asked of the item at an index because it is asked of all."""
        return conjunction(*(each.term for each in self.every if index >= each.start))


def _plan(path: Path, places: Places, tests: Tests) -> _Plan:
    plan = _Plan()
    last = max((step for step in places.children(path) if isinstance(step, int)), default=-1)
    plan.front = [places.below((*path, index)) for index in range(last + 1)]
    for test, holds in tests:
        match test:
            case ItemCount(minimum=minimum, maximum=maximum) if holds:
                plan.least = max(plan.least, minimum)
                plan.at_most(maximum)
            case ItemCount(minimum=minimum, maximum=maximum):
                if minimum > 0:
                    plan.at_most(minimum - 1)
                elif maximum is not None:
                    plan.least = max(plan.least, maximum + 1)
            case Every() if holds:
                plan.every.append(test)
            case Every(start=start, term=term):
                plan.least = max(plan.least, start + 1)
                plan.some.append(negation(term))
            case Contains(term=term, minimum=minimum, maximum=maximum) if holds:
                plan.some.extend([term] * minimum)
                if maximum is not None:
                    plan.capped.append((term, maximum))
            case Contains(term=term, minimum=minimum, maximum=maximum):
                if minimum > 0:
                    plan.capped.append((term, minimum - 1))
                elif maximum is not None:
                    plan.some.extend([term] * (maximum + 1))
            case UniqueItems():
                plan.unique = plan.unique or holds
                plan.repeated = plan.repeated or not holds
    if plan.most is not None and max(plan.least, len(plan.front)) > plan.most:
        raise NotSatisfied
    return plan


def build_array(builder: Builder, path: Path, places: Places, guide: Guide) -> list[Json]:
    """Return an array for a place.

    Raises:
        NotSatisfied: none was found.
    """
    tests = places.present[path]
    return _Array(builder, _plan(path, places, tests), guide.below((*path, 0))).build()


class _Array:
    def __init__(self, builder: Builder, plan: _Plan, guide: Guide) -> None:
        self._builder = builder
        self._plan = plan
        self._guide = guide
        self._items: list[Json] = []

    def build(self) -> list[Json]:
        plan = self._plan
        for term in plan.front:
            self._add(term)
        for term in _distinct(plan.some):
            wanted = plan.some.count(term)
            while sum(self._satisfies(item, term) for item in self._items) < wanted:
                self._add(term)
        if plan.most is not None and len(self._items) > plan.most:
            self._merge(plan.most)
        while len(self._items) < plan.least:
            if len(self._items) >= MOST_ITEMS:
                raise NotSatisfied
            self._add(conjunction())
        if plan.repeated:
            self._repeat()
        elif plan.most is None or len(self._items) < plan.most:
            self._decorate()
        return self._items

    def _satisfies(self, item: Json, term: Term) -> bool:
        return satisfies(item, term)

    def _add(self, term: Term) -> None:
        """Build an item that satisfies the term, and as few of the capped ones as it can."""
        plan = self._plan
        wanted = conjunction(term, plan.of_all(len(self._items)))
        if plan.unique and self._items:
            wanted = conjunction(wanted, negation(OneOf.of(*self._items)))
        room = [
            negation(capped) for capped, most in plan.capped if sum(self._satisfies(item, capped) for item in self._items) >= most
        ]
        spare = [negation(capped) for capped, _ in plan.capped]
        wanted = conjunction(wanted, *room)
        if len(spare) > len(room):
            try:
                self._items.append(self._builder.value(conjunction(wanted, *spare), self._guide))
            except NotSatisfied:
                pass
            else:
                return
        self._items.append(self._builder.value(wanted, self._guide))

    def _merge(self, most: int) -> None:
        """Build the items anew, several terms in one, until there are few enough."""
        plan = self._plan
        slots: list[Term] = list(plan.front)
        for term in _distinct(plan.some):
            for index, slot in enumerate(slots):
                both = conjunction(slot, term)
                try:
                    self._builder.value(conjunction(both, plan.of_all(index)), self._guide)
                except NotSatisfied:
                    continue
                slots[index] = both
                break
            else:
                slots.append(term)
        if len(slots) > most:
            raise NotSatisfied
        self._items = []
        for slot in slots:
            self._add(slot)

    def _repeat(self) -> None:
        if not self._items:
            self._add(conjunction())
        if not any(equal(one, two) for index, one in enumerate(self._items) for two in self._items[:index]):
            self._items.append(self._items[-1])

    def _decorate(self) -> None:
        """Add a few items that nobody asked for, where there is room and someone wants them."""
        most = len(self._items) + MOST_ADDED if self._plan.most is None else min(self._plan.most, len(self._items) + MOST_ADDED)
        while len(self._items) < most and self._builder.choices.another():
            try:
                self._add(conjunction())
            except NotSatisfied:
                return


def _distinct(terms: list[Term]) -> list[Term]:
    return list(dict.fromkeys(terms))
