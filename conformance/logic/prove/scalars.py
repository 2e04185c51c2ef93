"""Which numbers and strings pass some tests and fail others: one value at a time, exactly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import islice
from typing import Any

from conformance.logic.prove.languages import (
    ALL,
    EMPTY,
    Language,
    complement,
    intersection,
    of_length,
    union,
    word,
    words,
)
from conformance.logic.prove.numbers import NumberSet
from conformance.logic.prove.patterns import UnsupportedPattern, language_of
from conformance.logic.terms import And, Length, Matches, MultipleOf, Not, OneOf, Or, Range, Term, Test, Type
from conformance.logic.values import Json, is_kind, is_multiple

# Number of members tried for one that binary floating point and exact arithmetic both take for a multiple.
_ARITHMETIC_TRIES = 64


class Unread(Exception):
    """A test that this room cannot read (a pattern outside the regular languages, a schema outside the algebra)."""


def fraction(number: float) -> Fraction:
    """Return the number as it is written in JSON: ``0.1`` is one tenth; a float without fraction is what it holds."""
    return Fraction(number) if isinstance(number, int) or number.is_integer() else Fraction(repr(number))


def number_of(value: Fraction) -> int | float:
    """Return the fraction as a JSON number."""
    return int(value) if value.denominator == 1 else float(value)


def passes(test: Test, value: Json) -> bool:
    """Tell whether a scalar passes a test on scalars.

    Raises:
        Unread: the test is no test on scalars.
    """
    match test:
        case Type(kinds):
            return is_kind(value, kinds)
        case OneOf():
            return any(value == each and isinstance(value, bool) == isinstance(each, bool) for each in test.values)
        case Range(minimum, maximum, above, below):
            if isinstance(value, bool) or not isinstance(value, int | float):
                return False
            return (minimum is None or value > minimum or (value == minimum and not above)) and (
                maximum is None or value < maximum or (value == maximum and not below)
            )
        case MultipleOf(divisor):
            return not isinstance(value, bool) and isinstance(value, int | float) and is_multiple(value, divisor)
        case Length(least, most):
            return isinstance(value, str) and least <= len(value) and (most is None or len(value) <= most)
        case Matches(pattern):
            return isinstance(value, str) and re.search(pattern, value) is not None
    raise Unread(type(test).__name__)


def numbers(positive: Iterable[Test], negative: Iterable[Test]) -> Iterator[int | float]:
    """Yield numbers that pass all the positive and none of the negative tests, the plainest first.

    The tests are `Range`, `MultipleOf`, ``Type(("integer",))`` and `OneOf` of numbers.

    Raises:
        NumbersTooMany: no next one is in reach.
    """
    passed, failed = tuple(positive), tuple(negative)
    for allowed in _number_sets(passed, failed):
        settled = 0
        for value in allowed.members():
            number = number_of(value)
            agrees = all(passes(test, number) for test in passed) and not any(passes(test, number) for test in failed)
            if agrees:
                settled = 0
                yield number
            else:
                settled += 1
                if settled > _ARITHMETIC_TRIES:
                    break


def has_number(positive: Iterable[Test], negative: Iterable[Test]) -> bool:
    """Tell whether some number passes all the positive and none of the negative tests, in exact arithmetic.

    Raises:
        NumbersTooMany: none is in reach, and none is ruled out.
    """
    passed, failed = tuple(positive), tuple(negative)
    listed = [{fraction(value) for value in test.values if _is_number(value)} for test in passed if isinstance(test, OneOf)]
    excluded = {fraction(value) for test in failed if isinstance(test, OneOf) for value in test.values if _is_number(value)}
    for allowed in _number_sets(passed, failed):
        candidates = iter(sorted(set.intersection(*listed))) if listed else allowed.members()
        if any(
            value not in excluded and allowed.contains(value)
            for value in islice(candidates, len(excluded) + 1 if not listed else None)
        ):
            return True
    return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number_sets(positive: tuple[Test, ...], negative: tuple[Test, ...]) -> Iterator[NumberSet]:
    """Yield sets whose union holds what the bounds and divisors allow; a failed range leaves what is below or above it."""
    sets = [NumberSet()]
    for test in positive:
        match test:
            case Range():
                sets = [_bounded(each, test) for each in sets]
            case MultipleOf(divisor):
                sets = [_divided(each, fraction(divisor)) for each in sets]
            case Type(kinds) if "number" not in kinds:
                sets = [_divided(each, Fraction(1)) for each in sets]
    for test in negative:
        match test:
            case Range(minimum, maximum, above, below):
                outside: list[Range] = []
                if minimum is not None:
                    outside.append(Range(None, minimum, False, not above))
                if maximum is not None:
                    outside.append(Range(maximum, None, not below, False))
                sets = [_bounded(each, part) for each in sets for part in outside]
            case MultipleOf(divisor):
                sets = [_undivided(each, fraction(divisor)) for each in sets]
            case Type(kinds) if "number" in kinds:
                sets = []
            case Type():
                sets = [_undivided(each, Fraction(1)) for each in sets]
    yield from sets


def _bounded(numbers_: NumberSet, test: Range) -> NumberSet:
    least, above = numbers_.least, numbers_.above_least
    most, below = numbers_.most, numbers_.below_most
    if test.minimum is not None:
        bound = fraction(test.minimum)
        if least is None or bound > least:
            least, above = bound, test.exclusive_minimum
        elif bound == least:
            above = above or test.exclusive_minimum
    if test.maximum is not None:
        bound = fraction(test.maximum)
        if most is None or bound < most:
            most, below = bound, test.exclusive_maximum
        elif bound == most:
            below = below or test.exclusive_maximum
    return NumberSet(least, most, above, below, numbers_.divisors, numbers_.non_divisors)


def _divided(each: NumberSet, divisor: Fraction) -> NumberSet:
    return NumberSet(each.least, each.most, each.above_least, each.below_most, each.divisors | {divisor}, each.non_divisors)


def _undivided(each: NumberSet, divisor: Fraction) -> NumberSet:
    return NumberSet(each.least, each.most, each.above_least, each.below_most, each.divisors, each.non_divisors | {divisor})


def strings(positive: Iterable[Test], negative: Iterable[Test]) -> Iterator[str]:
    """Yield strings that pass all the positive and none of the negative tests, a shortest first.

    Raises:
        LanguageTooLarge: the tests make too large an automaton.
        Unread: a pattern is outside the regular languages.
    """
    passed, failed = tuple(positive), tuple(negative)
    lengths = [test for test in (*passed, *failed) if isinstance(test, Length)]
    if len(lengths) == len(passed) and not failed:
        # Lengths alone need no automaton, however long the string.
        least = max((test.minimum for test in lengths), default=0)
        most = min((test.maximum for test in lengths if test.maximum is not None), default=None)
        if most is not None and least > most:
            return
        if least > 512:
            yield from ("a" * (least - 1) + letter for letter in "abcdefghijklmnopqrstuvwxyz")
            return
    yield from words(
        intersection(*(language_of_test(test) for test in passed), *(complement(language_of_test(test)) for test in failed))
    )


def language_of_test(test: Test) -> Language:
    """Return the strings that pass a test.

    Raises:
        Unread: the test is a pattern outside the regular languages, or outside the algebra.
    """
    match test:
        case Type(kinds):
            return ALL if "string" in kinds else EMPTY
        case OneOf():
            return union(*(word(value) for value in test.values if isinstance(value, str)))
        case Length(least, most):
            return of_length(least, most)
        case Matches(pattern):
            try:
                return language_of(pattern)
            except UnsupportedPattern as error:
                raise Unread(str(error)) from error
    return _unread_or_empty(test)


def _unread_or_empty(test: Test) -> Language:
    if type(test).__name__ == "Opaque":
        raise Unread("a schema outside the algebra")
    return EMPTY


def language_of_term(term: Term) -> Language:
    """Return the strings that satisfy a term about a string, such as the name of a member.

    Raises:
        Unread: a part of it cannot be read.
    """
    match term:
        case And(terms):
            return intersection(*map(language_of_term, terms))
        case Or(terms):
            return union(*map(language_of_term, terms))
        case Not(inner):
            return complement(language_of_term(inner))
        case Test():
            return language_of_test(term)
    raise Unread(type(term).__name__)
