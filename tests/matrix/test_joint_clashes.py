"""Minimal sets that cannot be had together, against an answer that is known from the start."""

import math
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="joint conformity is proved with Z3, the extra 'prove'")

from conformance.matrix.joint.clashes import core, cores
from conformance.matrix.joint.search import Found

NAMES = "abcdef"


def oracle(forbidden):
    """Returns a search that finds a document unless all of a forbidden set are demanded."""

    def within(names):
        if any(each <= set(names) for each in forbidden):
            return Found(False, among=tuple(names))
        return Found(True, {})

    return within


def smallest(forbidden):
    return {each for each in forbidden if not any(other < each for other in forbidden)}


FORBIDDEN = st.sets(st.sets(st.sampled_from(NAMES), min_size=1, max_size=3).map(frozenset), min_size=1, max_size=5)


@given(FORBIDDEN)
@settings(max_examples=60, deadline=None)
def test_all_minimal_sets_are_found_each_once(forbidden):
    found, complete = cores(oracle(forbidden), NAMES, 50, math.inf)
    assert complete
    assert sorted(each.names for each in found) == sorted(tuple(sorted(each)) for each in smallest(forbidden))
    assert all(each.minimal for each in found)


def test_no_more_are_looked_for_than_wanted_and_then_others_are_not_ruled_out():
    forbidden = {frozenset(pair) for pair in combinations(NAMES, 2)}
    found, complete = cores(oracle(forbidden), NAMES, 3, math.inf)
    assert (len(found), complete) == (3, False)


def test_none_are_looked_for_once_the_time_is_up():
    assert cores(oracle({frozenset("ab")}), NAMES, 3, -math.inf) == ((), False)


def test_what_stays_open_is_kept_and_not_called_minimal():
    def within(names):
        return Found(False, among=tuple(names)) if {"a", "b"} <= set(names) else Found(None, reason="too hard")

    found = core(within, "abc")
    assert found.names == ("a", "b")
    assert not found.minimal
