"""Inverses and compositions over shipped requirements, of a few regimes; ``tests/slow`` has all of them."""

from itertools import product

import pytest

pytest.importorskip("z3", reason="relations are proved with the extra 'prove'")

from relation_algebra import (
    COMPOSITION,
    CONTAINMENT,
    EQUAL,
    NONE,
    SUBSET,
    SUPERSET,
    broken_inverses,
    broken_triples,
    relations_of_duties,
    relations_of_triggers,
)

from conformance.catalogue import load_catalogue
from conformance.matrix.crosswalk.build import comparison_of, terms_of

SAMPLE = ("us-ca-sb53", "us-ny-raise", "us-il-ai-safety", "cn-content-labeling", "us-ca-sb942")


def test_the_table_is_that_of_sets() -> None:
    """Every composition that small sets show is in the table, and the table has no other."""
    sets = [frozenset(each) for each in ("a", "b", "ab", "bc", "abc", "cd", "bcd", "abcd", "d", "ac", "ad", "bd")]

    def relation(one: frozenset[str], other: frozenset[str]) -> str:
        if one == other:
            return "equal"
        if one < other:
            return "subset of"
        if one > other:
            return "superset of"
        return "intersects with" if one & other else "no relationship"

    shown: dict[tuple[str, str], set[str]] = {}
    for a, b, c in product(sets, repeat=3):
        shown.setdefault((relation(a, b), relation(b, c)), set()).add(relation(a, c))
    assert {(str(one), str(two)): set(map(str, three)) for (one, two), three in COMPOSITION.items()} == shown


def test_relations_of_shipped_requirements_compose() -> None:
    catalogue = load_catalogue()
    requirements = terms_of(catalogue, catalogue.select(SAMPLE))
    comparison = comparison_of(requirements)
    triggers = relations_of_triggers(requirements, comparison)
    duties = relations_of_duties(requirements, comparison)
    assert len(triggers) > 10
    assert len(duties) > 30
    assert broken_inverses(triggers) == broken_inverses(duties) == []
    assert broken_triples(triggers, COMPOSITION) == []
    assert broken_triples(duties, CONTAINMENT) == []


def test_a_relation_that_does_not_fit_is_found() -> None:
    chain = [{EQUAL: 0b001, SUBSET: 0b010, NONE: 0b100}, {SUPERSET: 0b001, EQUAL: 0b010, SUBSET: 0b100}, {EQUAL: 0b100}]
    assert (0, 1, 2) in broken_triples(chain, COMPOSITION)
    assert (0, 1, 2) in broken_triples(chain, CONTAINMENT)
    assert broken_inverses(chain) == [(0, 2), (1, 2)]
