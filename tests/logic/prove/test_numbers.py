"""Exact number sets against a direct reading of their definition."""

from fractions import Fraction
from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.logic.prove.numbers import NumberSet

DIVISORS = st.frozensets(st.sampled_from([Fraction(1), Fraction(2), Fraction(3), Fraction(1, 2), Fraction(1, 10)]), max_size=2)
BOUNDS = st.none() | st.integers(-12, 12).map(lambda twice: Fraction(twice, 2))
SETS = st.builds(NumberSet, BOUNDS, BOUNDS, st.booleans(), st.booleans(), DIVISORS, DIVISORS)
GRID = [Fraction(step, 60) for step in range(-60 * 7, 60 * 7 + 1)]


@given(SETS)
def test_members_are_members_and_none_is_missed(numbers: NumberSet) -> None:
    bounded = NumberSet(
        max(numbers.least or Fraction(-6), Fraction(-6)),
        min(numbers.most or Fraction(6), Fraction(6)),
        numbers.above_least,
        numbers.below_most,
        numbers.divisors,
        numbers.non_divisors,
    )
    listed = list(islice(bounded.members(), 400))
    assert len(set(listed)) == len(listed)
    assert all(bounded.contains(value) for value in listed)
    if bounded.divisors:
        assert set(listed) == {value for value in GRID if bounded.contains(value)}
    elif any(bounded.contains(value) for value in GRID):
        assert listed


@pytest.mark.parametrize(
    ("numbers", "first"),
    [
        (NumberSet(), 0),
        (NumberSet(least=Fraction(3), above_least=True, divisors=frozenset({Fraction(1)})), 4),
        (NumberSet(most=Fraction(-3), divisors=frozenset({Fraction(2)})), -4),
        (NumberSet(non_divisors=frozenset({Fraction(1)})), Fraction(1, 10)),
        (NumberSet(Fraction(1), Fraction(1)), 1),
    ],
)
def test_the_plainest_member_comes_first(numbers: NumberSet, first: Fraction) -> None:
    assert next(numbers.members()) == first


def test_divisors_that_imply_a_forbidden_one_leave_nothing() -> None:
    assert list(NumberSet(divisors=frozenset({Fraction(4)}), non_divisors=frozenset({Fraction(2)})).members()) == []
