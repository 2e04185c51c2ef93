"""Which requirements could clash at all: a quick look that spares most proofs."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from conformance.logic.terms import And, At, Contains, ExactlyOne, ItemCount, Not, Or, Path, Present, Term, Test, Type


@dataclass(frozen=True, slots=True)
class Places:
    """The places at which a term looks.

    Attributes:
        growing: where it asks only for more, with the type it asks for: that something is present (any type, ``""``), that an
            object is there, or that a list holds such an item.
        fixing: where it may also limit what stands there.
    """

    growing: frozenset[tuple[Path, str]]
    fixing: frozenset[Path]


def places(term: Term) -> Places:
    """Return the places of a term by what it asks there."""
    growing: set[tuple[Path, str]] = set()
    fixing: set[Path] = set()
    pending = [term]
    while pending:
        each = pending.pop()
        match each:
            case And(terms) | Or(terms):
                pending.extend(terms)
            case ExactlyOne(terms):
                fixing.update(place for inner in terms for place in _all(inner))
            case Not(inner):
                fixing.update(_all(inner))
            case Present(path):
                growing.add((path, ""))
            case At(path, Contains(maximum=None) | ItemCount(maximum=None) | Type(("array",))):
                growing.add((path, "array"))
            case At(path, Type(("object",))):
                growing.add((path, "object"))
            case At(path):
                fixing.add(path)
            case Test():
                fixing.add(())
    return Places(frozenset(growing), frozenset(fixing))


def _all(term: Term) -> frozenset[Path]:
    found = places(term)
    return found.fixing | {path for path, _ in found.growing}


def touch(one: Places, other: Places) -> bool:
    """Tell whether a place of one is, or lies above or below, a place of the other."""
    return _touch(*(each.fixing | {path for path, _ in each.growing} for each in (one, other)))


def may_clash(one: Places, other: Places) -> bool:
    """Tell whether terms with these places, each satisfiable, might not be satisfiable together.

    They certainly are where each only asks for more, or looks elsewhere: join the objects, and append the lists.
    """
    grown, beside = ({path for path, _ in each.growing} for each in (one, other))
    return (
        _touch(one.fixing, other.fixing | beside)
        or _touch(other.fixing, grown)
        or _lists(one) & _above(beside) != set()
        or _lists(other) & _above(grown) != set()
        or _lists(one) & _objects(other) != set()
        or _lists(other) & _objects(one) != set()
    )


def _lists(term: Places) -> set[Path]:
    return {path for path, kind in term.growing if kind == "array"}


def _objects(term: Places) -> set[Path]:
    return {path for path, kind in term.growing if kind == "object"}


def _above(paths: set[Path]) -> set[Path]:
    return {path[:length] for path in paths for length in range(len(path))}


def _touch(one: AbstractSet[Path], other: AbstractSet[Path]) -> bool:
    return not one.isdisjoint(other | _above(set(other))) or not _above(set(one)).isdisjoint(other)
