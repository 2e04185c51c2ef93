"""From what the places must be like to a document, and from there to strategies."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from conformance.logic.evidence import evidence
from conformance.logic.strategies.arrays import build_array
from conformance.logic.strategies.branches import GivenUp, branches
from conformance.logic.strategies.choices import Drawn, Plainest
from conformance.logic.strategies.failure import NotSatisfied
from conformance.logic.strategies.guide import ANYTHING, Guide
from conformance.logic.strategies.objects import build_object
from conformance.logic.strategies.places import Places, possible_kinds
from conformance.logic.strategies.scalars import build_scalar
from conformance.logic.terms import FALSE, TRUE, OneOf, Path, Term

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy
    from referencing.jsonschema import SchemaRegistry

    from conformance.logic.strategies.choices import Choices
    from conformance.logic.values import Json, Schema

MOST_TRIES = 200
"""Branches of which a document is attempted before the search gives up."""

_ORDER = ("object", "array", "string", "boolean", "number", "null")


class Builder:
    """Builds values that satisfy terms; what turned out impossible is remembered.

    Args:
        choices: decides between alternatives.
    """

    def __init__(self, choices: Choices) -> None:
        self.choices = choices
        self._impossible: set[tuple[Term, int]] = set()

    def value(self, term: Term, guide: Guide = ANYTHING) -> Json:
        """Return a value that satisfies the term and the guide.

        Raises:
            NotSatisfied: none was found.
        """
        if term is FALSE or (term, id(guide)) in self._impossible:
            raise NotSatisfied
        try:
            for places in islice(branches(term, guide, self.choices), MOST_TRIES):
                try:
                    value = self.place((), places, guide)
                except NotSatisfied:
                    continue
                if satisfies(value, term):
                    return value
        except GivenUp:
            pass
        self._impossible.add((term, id(guide)))
        raise NotSatisfied

    def place(self, path: Path, places: Places, guide: Guide) -> Json:
        """Return a value for a place.

        Raises:
            NotSatisfied: none was found.
        """
        tests = places.present[path]
        kinds = possible_kinds(tests)
        listed = [test for test, holds in tests if holds and isinstance(test, OneOf)]
        if listed:
            below = places.below(path)
            fitting = [value for value in listed[0].values if satisfies(value, below)]
            if not fitting:
                raise NotSatisfied
            return self.choices.among(_plainest_first(fitting))
        if kinds == possible_kinds(()) and not tests and not places.children(path) and guide.local is TRUE:
            return self.choices.anything()
        for index in self.choices.order(len(kinds)):
            kind = [each for each in _ORDER if each in kinds][index]
            try:
                return self._of_kind(kind, path, places, guide)
            except NotSatisfied:
                continue
        raise NotSatisfied

    def _of_kind(self, kind: str, path: Path, places: Places, guide: Guide) -> Json:
        if kind == "object":
            return build_object(self, path, places, guide)
        if kind == "array":
            return build_array(self, path, places, guide)
        if places.children(path):
            raise NotSatisfied
        return build_scalar(kind, places.present[path], self.choices)


def _plainest_first(values: list[Json]) -> list[Json]:
    return sorted(values, key=lambda value: value is None)


def satisfies(value: Json, term: Term) -> bool:
    """Tell whether a value satisfies a term, to the letter."""
    return evidence(term, value, reading="strict").value is True


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
            return build(term, guide, Drawn(draw))
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

