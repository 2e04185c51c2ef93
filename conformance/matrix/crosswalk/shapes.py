"""What the declaration format says of a place whatever a regime asks: the types its values may have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.logic.build import kind_of_test
from conformance.logic.terms import And, At, ExactlyOne, Not, OneOf, Or, Present, Term, Test, Type
from conformance.logic.values import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from conformance.logic.terms import Path
    from conformance.logic.values import Json


def shapes(terms: Iterable[Term]) -> Mapping[Path, tuple[str, ...]]:
    """Return the JSON types that fit each place that the terms look at or pass through.

    They are those that some term tests for: a place at which lists are looked into holds a list. Null fits everywhere below the
    document, since it stands for *stated as none*. Documents of other shapes are no declarations, so they are no evidence.
    """
    kinds: dict[Path, set[str]] = {}
    for term in terms:
        _gather(term, kinds)
    fitting = {path: tuple(sorted(found | {"null"})) for path, found in kinds.items() if found}
    return {**fitting, (): ("object",)}


def fits(document: Json, shapes: Mapping[Path, tuple[str, ...]], path: Path = ()) -> bool:
    """Tell whether every value of a document has a type that fits its place."""
    kinds = shapes.get(path)
    if kinds is not None and kind_of(document) not in kinds:
        return False
    if isinstance(document, dict):
        return all(fits(member, shapes, (*path, name)) for name, member in document.items())
    return not isinstance(document, list) or all(fits(item, shapes, (*path, n)) for n, item in enumerate(document))


def _gather(term: Term, kinds: dict[Path, set[str]]) -> None:
    match term:
        case And(terms) | Or(terms) | ExactlyOne(terms):
            for each in terms:
                _gather(each, kinds)
        case Not(inner):
            _gather(inner, kinds)
        case Present(path):
            _pass(path, kinds)
        case At(path, test):
            _pass(path, kinds)
            kinds.setdefault(path, set()).update(_kinds(test))


def _pass(path: Path, kinds: dict[Path, set[str]]) -> None:
    for depth, step in enumerate(path):
        if depth:
            kinds.setdefault(path[:depth], set()).add("array" if isinstance(step, int) else "object")
    kinds.setdefault(path, set())


def _kinds(test: Test) -> set[str]:
    if isinstance(test, OneOf):
        return {kind_of(value) for value in test.values}
    if isinstance(test, Type):
        return {"number" if kind == "integer" else kind for kind in test.kinds}
    kind = kind_of_test(test)
    return set() if kind is None else {kind}
