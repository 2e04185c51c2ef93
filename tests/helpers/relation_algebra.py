"""The laws that relations between sets obey, checked over all triples of requirements at once."""

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import TypeVar

from conformance.matrix.crosswalk.codified import Codified
from conformance.matrix.crosswalk.compare import Comparison
from conformance.matrix.crosswalk.relations import Relation

T = TypeVar("T")

EQUAL, SUBSET, SUPERSET, INTERSECTS, NONE = (
    Relation.EQUAL,
    Relation.SUBSET,
    Relation.SUPERSET,
    Relation.INTERSECTS,
    Relation.NONE,
)
ALL = frozenset({EQUAL, SUBSET, SUPERSET, INTERSECTS, NONE})
COMPOSITION: Mapping[tuple[Relation, Relation], frozenset[Relation]] = {
    (SUBSET, SUBSET): frozenset({SUBSET}),
    (SUBSET, SUPERSET): ALL,
    (SUBSET, INTERSECTS): frozenset({SUBSET, INTERSECTS, NONE}),
    (SUBSET, NONE): frozenset({NONE}),
    (SUPERSET, SUBSET): ALL - {NONE},
    (SUPERSET, SUPERSET): frozenset({SUPERSET}),
    (SUPERSET, INTERSECTS): frozenset({SUPERSET, INTERSECTS}),
    (SUPERSET, NONE): frozenset({SUPERSET, INTERSECTS, NONE}),
    (INTERSECTS, SUBSET): frozenset({SUBSET, INTERSECTS}),
    (INTERSECTS, SUPERSET): frozenset({SUPERSET, INTERSECTS, NONE}),
    (INTERSECTS, INTERSECTS): ALL,
    (INTERSECTS, NONE): frozenset({SUPERSET, INTERSECTS, NONE}),
    (NONE, SUBSET): frozenset({SUBSET, INTERSECTS, NONE}),
    (NONE, SUPERSET): frozenset({NONE}),
    (NONE, INTERSECTS): frozenset({SUBSET, INTERSECTS, NONE}),
    (NONE, NONE): ALL,
    **{(EQUAL, each): frozenset({each}) for each in ALL},
    **{(each, EQUAL): frozenset({each}) for each in ALL},
}
"""Which relation A may have to C if the first is A's to B and the second B's to C, where none is empty (the calculus RCC-5)."""


CONTAINMENT = {(one, two): one.then(two) for one, two in product(ALL, repeat=2)}
"""The same as far as containment settles it, as it does of duties: *no relationship* of duties is not disjointness."""


def broken_triples(
    relations: Sequence[Mapping[Relation, int]], allowed: Mapping[tuple[Relation, Relation], frozenset[Relation]]
) -> list[tuple[int, int, int]]:
    """Return triples of numbers whose relations cannot be together.

    Args:
        relations: for each thing, by relation, those to which it has that relation, as bits.
        allowed: the relations that composed ones may give.
    """
    broken = []
    for a, row in enumerate(relations):
        for first, members in row.items():
            for b in _numbers(members):
                for second, reached in relations[b].items():
                    left = reached & ~(1 << a) & ~sum(row.get(each, 0) for each in allowed[first, second])
                    broken.extend((a, b, c) for c in _numbers(left) if c != b)
    return broken


def _numbers(bits: int) -> list[int]:
    return [number for number in range(bits.bit_length()) if bits >> number & 1]


def broken_inverses(relations: Sequence[Mapping[Relation, int]]) -> list[tuple[int, int]]:
    """Return pairs of numbers of which the relation one way is not the inverse of that the other way."""
    return [
        (a, b)
        for a, row in enumerate(relations)
        for relation, members in row.items()
        for b in _numbers(members)
        if not relations[b].get(relation.inverse, 0) >> a & 1
    ]


def relations_of_triggers(requirements: Sequence[Codified], comparison: Comparison) -> list[dict[Relation, int]]:
    """Return, for each distinct trigger that can hold, by relation, the others as bits."""
    triggers = [each for each in dict.fromkeys(each.trigger for each in requirements) if comparison.pool.possible((each,))]
    return _relations(triggers, comparison.of_triggers)


def relations_of_duties(requirements: Sequence[Codified], comparison: Comparison) -> list[dict[Relation, int]]:
    """Return, for a requirement of each distinct duty, by relation, the others as bits."""
    return _relations(list({each.duty: each for each in requirements}.values()), comparison.of_duties)


def _relations(things: Sequence[T], relation: Callable[[T, T], Relation]) -> list[dict[Relation, int]]:
    """Ask for both directions, so that a relation that is no inverse of its counterpart shows."""
    rows: list[dict[Relation, int]] = []
    for one in things:
        row: dict[Relation, int] = {}
        for n, other in enumerate(things):
            kind = relation(one, other)
            row[kind] = row.get(kind, 0) | 1 << n
        rows.append(row)
    return rows
