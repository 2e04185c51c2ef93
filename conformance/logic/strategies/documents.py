"""From what the places must be like to a document, and from there to strategies."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import TYPE_CHECKING

from conformance.logic.strategies.arrays import build_array
from conformance.logic.strategies.branches import GivenUp, branches
from conformance.logic.strategies.checking import satisfies
from conformance.logic.strategies.choices import Drawn, Plainest
from conformance.logic.strategies.failure import NotSatisfied
from conformance.logic.strategies.guide import ANYTHING, Guide
from conformance.logic.strategies.objects import build_object
from conformance.logic.strategies.places import Places, listed_values, possible_kinds
from conformance.logic.strategies.scalars import build_scalar
from conformance.logic.terms import FALSE, TRUE, OneOf, Path, Term

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy
    from referencing.jsonschema import SchemaRegistry

    from conformance.logic.strategies.choices import Choices
    from conformance.logic.values import Json, Schema

_ARRAY = frozenset(("array",))
_ORDER = ("object", "array", "string", "boolean", "number", "null")


class Builder:
    """Builds values that satisfy terms; what turned out impossible is remembered.

    Args:
        choices: decides between alternatives.
        tries: branches of which a document is attempted before the search gives up.
    """

    def __init__(self, choices: Choices, tries: int = 200) -> None:
        self.choices = choices
        self._tries = tries
        self._impossible: set[tuple[Term, int]] = set()
        # One choice is always the same: what was built once need not be built again.
        self._built: dict[tuple[Term, int], Json] | None = {} if isinstance(choices, Plainest) else None

    def forget(self) -> None:
        """Forget what was built, so that what is built next does not depend on it."""
        self._impossible.clear()
        if self._built is not None:
            self._built.clear()

    def value(self, term: Term, guide: Guide = ANYTHING) -> Json:
        """Return a value that satisfies the term and the guide; parts of it may be parts of other values.

        Raises:
            NotSatisfied: none was found.
        """
        return self._kept((term, id(guide)), lambda: self._search(term, guide))

    def _kept(self, key: tuple[Term, int], build: Callable[[], Json]) -> Json:
        if key in self._impossible:
            raise NotSatisfied
        if self._built is not None and key in self._built:
            return self._built[key]
        try:
            value = build()
        except NotSatisfied:
            self._impossible.add(key)
            raise
        if self._built is not None:
            self._built[key] = value
        return value

    def _search(self, term: Term, guide: Guide) -> Json:
        if term is FALSE:
            raise NotSatisfied
        try:
            for places in islice(branches(term, guide, self.choices, 3 * self._tries), self._tries):
                try:
                    value = self._from(places, guide)
                except NotSatisfied:
                    continue
                if satisfies(value, term):
                    return value
        except GivenUp:
            pass
        raise NotSatisfied

    def _from(self, places: Places, guide: Guide) -> Json:
        """Return the value of a branch, its arrays first, since they fail more often than what stands around them."""
        arrays = {path: places.below(path) for path, tests in places.present.items() if path and possible_kinds(tests) == _ARRAY}
        if any((term, id(guide.below(path))) in self._impossible for path, term in arrays.items()):
            raise NotSatisfied
        done = {path: self._array(path, term, places, guide) for path, term in arrays.items() if not _inside(path, arrays)}
        return self.place((), places, guide, done)

    def _array(self, path: Path, below: Term, places: Places, guide: Guide) -> Json:
        return self._kept((below, id(guide.below(path))), lambda: self.place(path, places, guide))

    def place(self, path: Path, places: Places, guide: Guide, done: Mapping[Path, Json] = MappingProxyType({})) -> Json:
        """Return a value for a place.

        Args:
            path: the place.
            places: what is asked of it and of what lies below.
            guide: the guide for the whole value.
            done: values of places that were built already.

        Raises:
            NotSatisfied: none was found.
        """
        if path in done:
            return done[path]
        tests = places.present[path]
        kinds = possible_kinds(tests)
        if any(holds and isinstance(test, OneOf) for test, holds in tests):
            fitting = listed_values(tests)
            if any(isinstance(value, dict | list) for value in fitting):
                below = places.below(path)
                fitting = tuple(value for value in fitting if satisfies(value, below))
            if not fitting:
                raise NotSatisfied
            return self.choices.among(fitting)
        if not tests and not places.children(path) and guide.below(path).local is TRUE:
            return self.choices.anything()
        for index in self.choices.order(len(kinds)):
            kind = [each for each in _ORDER if each in kinds][index]
            try:
                return self._of_kind(kind, path, places, guide, done)
            except NotSatisfied:
                continue
        raise NotSatisfied

    def _of_kind(self, kind: str, path: Path, places: Places, guide: Guide, done: Mapping[Path, Json]) -> Json:
        if kind == "object":
            return build_object(self, path, places, guide, done)
        if kind == "array":
            return build_array(self, path, places, guide)
        if places.children(path):
            raise NotSatisfied
        return build_scalar(kind, places.present[path], self.choices, guide.below(path).examples)


def _inside(path: Path, arrays: Mapping[Path, Term]) -> bool:
    return any(path[:depth] in arrays for depth in range(1, len(path)))


def build(term: Term, guide: Guide = ANYTHING, choices: Choices | None = None) -> Json:
    """Return a document that satisfies a term: the same every time, as plain as the alternatives allow.

    Args:
        term: what it must satisfy.
        guide: what is asked of every document of its kind.
        choices: decides between alternatives; always the plainest by default.

    Raises:
        NotSatisfied: none was found.
    """
    return Builder(choices or Plainest()).value(term, guide)


def drawn(term: Term, draw: DrawFn, guide: Guide = ANYTHING) -> Json:
    """Return a document that satisfies a term, by the choices of Hypothesis; the plainest one where those lead nowhere.

    Args:
        term: what it must satisfy.
        draw: makes the choices.
        guide: what is asked of every document of its kind.

    Raises:
        NotSatisfied: none was found, the plainest included.
    """
    try:
        return build(term, guide, Drawn(draw))
    except NotSatisfied:
        return build(term, guide)


def from_term(term: Term, guide: Guide = ANYTHING) -> SearchStrategy[Json]:
    """Return the strategy for documents that satisfy a term (JSON Schema 2020-12 semantics).

    Examples shrink towards few members, few items and plain values. A term that nothing satisfies gives a strategy that
    discards every draw.

    Args:
        term: what they must satisfy.
        guide: what is asked of every document of their kind.
    """
    from hypothesis import reject
    from hypothesis import strategies as st

    @st.composite
    def documents(draw: DrawFn) -> Json:
        try:
            return drawn(term, draw, guide)
        except NotSatisfied:
            reject()

    return documents()


def from_schema(schema: Schema, *, registry: SchemaRegistry | None = None, base_uri: str = "") -> SearchStrategy[Json]:
    """Return the strategy for documents that are valid against a JSON Schema 2020-12.

    Args:
        schema: the schema.
        registry: the resources that its references may name.
        base_uri: where it stands.

    Raises:
        SchemaError: it cannot be read.
    """
    from conformance.logic.lower import lower

    return from_term(lower(schema, registry=registry, base_uri=base_uri))
