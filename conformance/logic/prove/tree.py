"""The places of a JSON document that some terms speak of, and the tests made at each.

Quantified tests are instantiated at every place they reach: "every member" at each member that some term names, "every item" and
"some items" at each index that some term names. What is left of them speaks only of members and items that nothing names.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from conformance.logic.build import negation
from conformance.logic.prove.scalars import Unread, passes
from conformance.logic.terms import (
    And,
    At,
    Contains,
    Every,
    EveryMember,
    ExactlyOne,
    ItemCount,
    Not,
    OneOf,
    Or,
    Path,
    Present,
    PropertyCount,
    Term,
    Test,
    UniqueItems,
)
from conformance.logic.values import kind_of, text_of

MOST_INDICES = 64


class TooLarge(Exception):
    """The question is larger than what may be written out; ``str()`` says what."""


@dataclass(slots=True)
class Place:
    """A place of the document: what is tested there, and which members or indices below it are named."""

    tests: dict[Test, None] = field(default_factory=dict)
    names: dict[str, None] = field(default_factory=dict)
    indices: int = 0


class Tree:
    """All places that the terms reach, closed under instantiation.

    Raises:
        TooLarge: an index beyond ``MOST_INDICES`` is named.
    """

    def __init__(self) -> None:
        self.places: dict[Path, Place] = {(): Place()}
        self._seen: set[tuple[Term, Path]] = set()
        self._pending: list[tuple[Term, Path]] = []

    def add(self, term: Term, path: Path = ()) -> None:
        """Take in every place that the term, read at the path, speaks of."""
        self._pending.append((term, path))
        while self._pending:
            while self._pending:
                each, at = self._pending.pop()
                if (each, at) not in self._seen:
                    self._seen.add((each, at))
                    self._visit(each, at)
            self._compare_items()

    def _compare_items(self) -> None:
        """Where items must differ, ask of every named item what is asked of any."""
        for path, place in list(self.places.items()):
            if UniqueItems() in place.tests:
                for term in self.items_of_interest(path):
                    for index in range(place.indices):
                        if (term, (*path, index)) not in self._seen:
                            self._pending.append((term, (*path, index)))

    def _visit(self, term: Term, path: Path) -> None:
        match term:
            case And(terms) | Or(terms) | ExactlyOne(terms):
                self._pending.extend((each, path) for each in terms)
            case Not(inner):
                self._pending.append((inner, path))
            case Present(below):
                self._reach(path + below)
            case At(below, test):
                self._reach(path + below)
                self._test(test, path + below)
            case Test():
                self._test(term, path)

    def _reach(self, path: Path) -> None:
        for depth in range(1, len(path) + 1):
            if path[:depth] not in self.places:
                self._grow(path[: depth - 1], path[depth - 1])

    def _grow(self, parent: Path, step: str | int) -> None:
        place = self.places[parent]
        if isinstance(step, int):
            if step >= MOST_INDICES:
                raise TooLarge(f"item {step} is named")
            added: list[str | int] = list(range(place.indices, step + 1))
            place.indices = max(place.indices, step + 1)
        else:
            added = [step]
            place.names[step] = None
        for each in added:
            self.places[(*parent, each)] = Place()
            for test in place.tests:
                self._instantiate(test, parent, each)

    def _test(self, test: Test, path: Path) -> None:
        place = self.places[path]
        if test in place.tests:
            return
        place.tests[test] = None
        if isinstance(test, OneOf):
            for value in test.values:
                self._spread(value, path)
        if isinstance(test, Every) and test.start:
            self._reach((*path, test.start - 1))
        for index in range(place.indices):
            self._instantiate(test, path, index)
        for name in tuple(place.names):
            self._instantiate(test, path, name)

    def _spread(self, value: object, path: Path) -> None:
        kind = kind_of(value)
        if kind == "object" and isinstance(value, dict):
            self._test(PropertyCount(0, len(value)), path)
            for name, member in value.items():
                self._reach((*path, name))
                self._test(OneOf.of(member), (*path, name))
        elif kind == "array" and isinstance(value, list):
            self._test(ItemCount(len(value), len(value)), path)
            for index, item in enumerate(value):
                self._reach((*path, index))
                self._test(OneOf.of(item), (*path, index))
        else:
            self.places[path].tests[OneOf((text_of(value),))] = None

    def _instantiate(self, test: Test, path: Path, step: str | int) -> None:
        below = (*path, step)
        match test:
            case EveryMember(name, term) if isinstance(step, str):
                if name_passes(name, step):
                    self._pending.append((term, below))
            case Every(start, term) if isinstance(step, int):
                if step >= start:
                    self._pending.append((term, below))
            case Contains(term) if isinstance(step, int):
                self._pending.append((term, below))

    def items_of_interest(self, path: Path) -> tuple[Term, ...]:
        """Return the terms by which items of the array at the path are told apart, each or its negation once."""
        place = self.places[path]
        terms: dict[Term, None] = {}
        for test in place.tests:
            match test:
                case Every(_, term) | Contains(term):
                    terms[term] = None
        if UniqueItems() in place.tests:
            for index in range(place.indices):
                terms.update(dict.fromkeys(self._atoms_below((*path, index))))
        distinct: list[Term] = []
        for term in terms:
            if term not in distinct and negation(term) not in distinct:
                distinct.append(term)
        return tuple(distinct)

    def _atoms_below(self, root: Path) -> list[Term]:
        found: list[Term] = []
        for path, place in self.places.items():
            if path[: len(root)] == root:
                below = path[len(root) :]
                if below:
                    found.append(Present(below))
                found.extend(At(below, test) if below else test for test in place.tests)
        return found


def name_passes(name: Term, candidate: str) -> bool:
    """Tell whether a member's name satisfies the term about names.

    Raises:
        TooLarge: the term cannot be read.
    """
    match name:
        case And(terms):
            return all(name_passes(each, candidate) for each in terms)
        case Or(terms):
            return any(name_passes(each, candidate) for each in terms)
        case Not(inner):
            return not name_passes(inner, candidate)
        case ExactlyOne(terms):
            return sum(name_passes(each, candidate) for each in terms) == 1
        case Test():
            if isinstance(name, ItemCount | UniqueItems | Every | Contains | PropertyCount | EveryMember):
                return False
            try:
                return passes(name, candidate)
            except Unread as error:
                raise TooLarge(f"a name tested by {error}") from error
    raise TooLarge("a name tested by a path")
