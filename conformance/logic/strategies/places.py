"""What a branch of a term asks of each place of a document, and whether that can be."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.logic.build import at, conjunction, kind_of_test
from conformance.logic.strategies.checking import satisfies
from conformance.logic.terms import (
    FALSE,
    TRUE,
    And,
    At,
    Contains,
    Every,
    Length,
    Matches,
    MultipleOf,
    Not,
    OneOf,
    Path,
    Present,
    Range,
    Term,
    Test,
    Type,
)
from conformance.logic.values import KINDS, equal, kind_of

if TYPE_CHECKING:
    from conformance.logic.values import Json, Truth

Literal = tuple[Test, bool]
"""A test, and whether the value passes it."""

Tests = tuple[Literal, ...]


class Places:
    """The places that must exist with the tests made at each, those that must not, and tests of places that need not exist.

    Attributes:
        present: paths that exist, the root among them.
        absent: paths that do not.
        refused: tests that the value at a path fails, if there is one.
    """

    __slots__ = ("absent", "present", "refused")

    def __init__(self, present: dict[Path, Tests], absent: set[Path], refused: dict[Path, tuple[Test, ...]]) -> None:
        self.present = present
        self.absent = absent
        self.refused = refused

    def copy(self) -> Places:
        """Return a copy that can be changed alone."""
        return Places(dict(self.present), set(self.absent), dict(self.refused))

    def require(self, path: Path, test: Test | None = None) -> bool:
        """Add that a place exists, and passes a test; tell whether that can be."""
        for depth in range(1, len(path) + 1):
            above = path[:depth]
            if above in self.absent:
                return False
            container = Type(("array",) if isinstance(path[depth - 1], int) else ("object",))
            if not self._test(path[: depth - 1], (container, True)):
                return False
            if above not in self.present:
                self.present[above] = ()
                for refused in self.refused.get(above, ()):
                    if not self._test(above, (refused, False)):
                        return False
        return test is None or self._test(path, (test, True))

    def forbid(self, path: Path) -> bool:
        """Add that a place does not exist; tell whether that can be."""
        self.absent.add(path)
        return path not in self.present

    def refuse(self, path: Path, test: Test) -> bool:
        """Add that a place does not exist or fails a test; tell whether that can be."""
        if path in self.present:
            return self._test(path, (test, False))
        self.refused[path] = (*self.refused.get(path, ()), test)
        return True

    def _test(self, path: Path, literal: Literal) -> bool:
        tests = self.present.get(path, ())
        if literal in tests:
            return True
        self.present[path] = (*tests, literal)
        return bool(possible_kinds(self.present[path]))

    def truth(self, path: Path, test: Test | None) -> Truth:
        """Tell what the places say of *exists and passes the test*; ``None`` if either may be."""
        if any(path[:depth] in self.absent for depth in range(1, len(path) + 1)):
            return False
        if path not in self.present:
            for depth in range(len(path) - 1, -1, -1):
                above = path[:depth]
                if above in self.present:
                    container = "array" if isinstance(path[depth], int) else "object"
                    return None if container in possible_kinds(self.present[above]) else False
            return None
        if test is None or (test, True) in self.present[path]:
            return True
        return None if possible_kinds((*self.present[path], (test, True))) else False

    def fails(self, path: Path, test: Test) -> bool:
        """Tell whether the place exists and must pass the test."""
        tests = self.present.get(path)
        return tests is not None and ((test, True) in tests or not possible_kinds((*tests, (test, False))))

    def children(self, path: Path) -> dict[str | int, None]:
        """Return the members or items of a place that exist."""
        depth = len(path)
        return {each[depth]: None for each in self.present if len(each) == depth + 1 and each[:depth] == path}

    def below(self, path: Path) -> Term:
        """Return what is asked of the value at a path, as a term over that value."""
        depth = len(path)
        parts: list[Term] = []
        for each, tests in self.present.items():
            if each[:depth] == path:
                relative = each[depth:]
                parts.append(Present(relative) if relative else TRUE)
                parts.extend(at(relative, test if holds else Not(test)) for test, holds in tests)
        parts.extend(Not(Present(each[depth:])) for each in self.absent if each[:depth] == path and len(each) > depth)
        for each, refused in self.refused.items():
            if each[:depth] == path and len(each) > depth:
                parts.extend(Not(At(each[depth:], test)) for test in refused)
        return conjunction(*parts)


@lru_cache(maxsize=65_536)
def possible_kinds(tests: Tests) -> frozenset[str]:
    """Return the JSON types of values that may pass; empty if none can. Not all that is impossible is seen."""
    kinds = set(KINDS)
    values: list[Json] | None = None
    for test, holds in tests:
        implied = kind_of_test(test)
        if isinstance(test, Type):
            named = {"number" if kind == "integer" else kind for kind in test.kinds}
            kinds = kinds & named if holds else kinds - (named if "integer" not in test.kinds else named - {"number"})
        elif implied is not None and holds:
            kinds &= {implied}
        elif isinstance(test, OneOf) and holds:
            values = [each for each in test.values if values is None or any(equal(each, other) for other in values)]
    if "array" in kinds and _items_disagree(tests):
        kinds.discard("array")
    if values is not None:
        values = [each for each in values if kind_of(each) in kinds and passes_scalar(each, tests)]
        return frozenset(map(kind_of, values))
    if "boolean" in kinds and all(refuses(tests, value) for value in (True, False)):
        kinds.discard("boolean")
    if "null" in kinds and refuses(tests, None):
        kinds.discard("null")
    if "number" in kinds and kinds == {"number"} and _out_of_range(tests):
        kinds.discard("number")
    return frozenset(kinds)


def _items_disagree(tests: Tests) -> bool:
    """Tell whether some item must be what no item may be."""
    every = [test.term for test, holds in tests if holds and isinstance(test, Every) and test.start == 0]
    some = [test.term for test, holds in tests if holds and isinstance(test, Contains) and test.minimum]
    return any(_disagree(one, other) for one in some for other in every)


@lru_cache(maxsize=16_384)
def _disagree(one: Term, other: Term) -> bool:
    both = conjunction(one, other)
    parts = both.terms if isinstance(both, And) else (both,)
    tests = [(part.term, False) if isinstance(part, Not) else (part, True) for part in parts]
    return both is FALSE or not possible_kinds(tuple((test, holds) for test, holds in tests if isinstance(test, Test)))


@lru_cache(maxsize=65_536)
def listed_values(tests: Tests) -> tuple[Json, ...]:
    """Return the values that the tests list and that pass those on scalars, null last."""
    test = next(test for test, holds in tests if holds and isinstance(test, OneOf))
    return tuple(sorted((each for each in test.values if passes_scalar(each, tests)), key=lambda each: each is None))


def refuses(tests: Tests, value: Json) -> bool:
    """Tell whether a test excludes the one value."""
    return any(not holds and isinstance(test, OneOf) and any(equal(value, each) for each in test.values) for test, holds in tests)


def passes_scalar(value: Json, tests: Tests) -> bool:
    """Tell whether a value passes those of the tests that look at scalars."""
    return all(satisfies(value, test) is holds for test, holds in tests if _scalar(test))


def _scalar(test: Test) -> bool:
    return isinstance(test, Type | OneOf | Range | MultipleOf | Length | Matches)


def _out_of_range(tests: Tests) -> bool:
    minima = [t.minimum for t, holds in tests if holds and isinstance(t, Range) and t.minimum is not None]
    maxima = [t.maximum for t, holds in tests if holds and isinstance(t, Range) and t.maximum is not None]
    # A refused range with one bound leaves the other side.
    for test, holds in tests:
        if not holds and isinstance(test, Range):
            if test.minimum is not None and test.maximum is None:
                maxima.append(test.minimum)
            elif test.maximum is not None and test.minimum is None:
                minima.append(test.maximum)
    return bool(minima and maxima and max(minima) > min(maxima))
