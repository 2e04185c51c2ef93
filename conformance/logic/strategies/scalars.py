"""Strings, numbers, booleans and null that pass some tests and fail others."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from math import ceil, floor, inf, nextafter
from typing import TYPE_CHECKING

from conformance.logic.strategies.failure import NotSatisfied
from conformance.logic.strategies.places import Tests, passes_scalar
from conformance.logic.terms import Length, Matches, MultipleOf, OneOf, Range, Test, Type
from conformance.logic.values import kind_of

if TYPE_CHECKING:
    from conformance.logic.strategies.choices import Choices
    from conformance.logic.values import Json

MOST_WORDS = 12
_EXACT = 2**53
MOST_NUMBERS = 24


def build_scalar(kind: str, tests: Tests, choices: Choices, examples: tuple[Json, ...] = ()) -> Json:
    """Return a value of a kind that passes the tests, one of the examples where one does.

    Raises:
        NotSatisfied: there is none.
    """
    preferred = [each for each in examples if kind_of(each) == kind and passes_scalar(each, tests)]
    if preferred:
        return choices.among(preferred)
    if kind == "boolean":
        candidates: list[Json] = [True, False]
    elif kind == "null":
        candidates = [None]
    elif kind == "string":
        candidates = list(strings_of(_of_strings(tests)))
    else:
        candidates = list(_numbers(_of_numbers(tests), tests, choices))
    fitting = [each for each in candidates if passes_scalar(each, tests)]
    if not fitting:
        raise NotSatisfied
    return choices.among(fitting)


def _of_strings(tests: Tests) -> Tests:
    return tuple(each for each in tests if isinstance(each[0], Length | Matches | OneOf))


def _of_numbers(tests: Tests) -> Tests:
    kept = (Range, MultipleOf, OneOf)
    return tuple(each for each in tests if isinstance(each[0], kept) or each[0] == Type(("integer",)))


@lru_cache(maxsize=4_096)
def strings_of(tests: Tests) -> tuple[str, ...]:
    """Return a few strings that pass, a shortest one first."""
    if not tests:
        return ("", "a", "b", "aa", "é", " ")
    from conformance.logic.prove.languages import LanguageTooLarge
    from conformance.logic.prove.scalars import Unread, strings

    positive, negative = _sides(tests)
    try:
        return tuple(islice(strings(positive, negative), MOST_WORDS))
    except (LanguageTooLarge, Unread):
        return ()


def _numbers(tests: Tests, every: Tests, choices: Choices) -> tuple[int | float, ...]:
    """Return numbers that pass: a drawn integer where bounds are all that is asked, else the plainest few."""
    ranges = [test for test, holds in tests if holds and isinstance(test, Range)]
    if len(ranges) == len(tests) or all(isinstance(test, Range | Type) for test, holds in tests if holds):
        low = max((_ceiling(each) for each in ranges if each.minimum is not None), default=None)
        high = min((_floor(each) for each in ranges if each.maximum is not None), default=None)
        if low is None or high is None or low <= high:
            drawn = choices.integer(low, high)
            for each in (drawn,) if abs(drawn) <= _EXACT else _floats_near(drawn):
                if passes_scalar(each, every):
                    return (each,)
    return _few_numbers(tests)


def _floats_near(number: int) -> tuple[float, ...]:
    """Return floats at and beside an integer that binary floating point may not hold, since validators may read it as one."""
    nearest = float(number)
    return nearest, nextafter(nearest, inf), nextafter(nearest, -inf)


def _ceiling(bounds: Range) -> int:
    minimum = bounds.minimum or 0
    return int(minimum) + 1 if bounds.exclusive_minimum and minimum == int(minimum) else ceil(minimum)


def _floor(bounds: Range) -> int:
    maximum = bounds.maximum or 0
    return int(maximum) - 1 if bounds.exclusive_maximum and maximum == int(maximum) else floor(maximum)


@lru_cache(maxsize=4_096)
def _few_numbers(tests: Tests) -> tuple[int | float, ...]:
    from conformance.logic.prove.numbers import NumbersTooMany
    from conformance.logic.prove.scalars import numbers

    positive, negative = _sides(tests)
    try:
        return tuple(islice(numbers(positive, negative), MOST_NUMBERS))
    except NumbersTooMany:
        return ()


def _sides(tests: Tests) -> tuple[tuple[Test, ...], tuple[Test, ...]]:
    return tuple(test for test, holds in tests if holds), tuple(test for test, holds in tests if not holds)
