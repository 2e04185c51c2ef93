"""Numbers that bounds and divisors leave, exactly, as fractions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, gcd, lcm

MOST_CANDIDATES = 100_000
READABLE_DIGITS = 15


class NumbersTooMany(Exception):
    """No member was met among as many candidates as may be tried; the question stays undecided."""


@dataclass(frozen=True, slots=True)
class NumberSet:
    """The numbers between two bounds that some divisors divide and others do not.

    Attributes:
        least, most: the bounds, ``None`` where there is none.
        above_least, below_most: whether the bound itself is left out.
        divisors: numbers greater than 0 of which every member is a multiple (1 makes them integers).
        non_divisors: numbers greater than 0 of which no member is a multiple.
    """

    least: Fraction | None = None
    most: Fraction | None = None
    above_least: bool = False
    below_most: bool = False
    divisors: frozenset[Fraction] = frozenset()
    non_divisors: frozenset[Fraction] = frozenset()

    def contains(self, value: Fraction) -> bool:
        """Tell whether the number is a member."""
        if self.least is not None and (value < self.least or (self.above_least and value == self.least)):
            return False
        if self.most is not None and (value > self.most or (self.below_most and value == self.most)):
            return False
        return all((value / divisor).denominator == 1 for divisor in self.divisors) and not any(
            (value / divisor).denominator == 1 for divisor in self.non_divisors
        )

    def members(self) -> Iterator[Fraction]:
        """Yield members, each once, the plainest first; all of them where they are finitely many.

        Raises:
            NumbersTooMany: the next member, if there is one, lies too far.
        """
        if self.least is not None and self.most is not None and self.least >= self.most:
            if self.least == self.most and self.contains(self.least):
                yield self.least
            return
        if self.divisors:
            yield from self._multiples()
        else:
            yield from self._decimals()

    def _multiples(self) -> Iterator[Fraction]:
        step = _least_common_multiple(self.divisors)
        if any((step / divisor).denominator == 1 for divisor in self.non_divisors):
            return
        low = None if self.least is None else ceil(self.least / step)
        high = None if self.most is None else floor(self.most / step)
        yield from self._filtered(step * factor for factor in _outward(low, high))

    def _decimals(self) -> Iterator[Fraction]:
        # The interval is open or has inner points, and finitely many divisors never cover one: some digit count has members.
        seen: set[Fraction] = set()
        digits = -max(0, self._magnitude() - READABLE_DIGITS)
        while True:
            scale = Fraction(10) ** digits
            low = None if self.least is None else ceil(self.least * scale)
            high = None if self.most is None else floor(self.most * scale)
            for value in self._filtered(factor / scale for factor in _outward(low, high, most=64)):
                if value not in seen:
                    seen.add(value)
                    yield value
            digits += 1

    def _magnitude(self) -> int:
        """Return how many digits the bound next to 0 has before the point."""
        bounds = [abs(bound) for bound in (self.least, self.most) if bound is not None]
        return len(str(floor(min(bounds, default=Fraction(0)))))

    def _filtered(self, candidates: Iterator[Fraction]) -> Iterator[Fraction]:
        idle = 0
        for value in candidates:
            if self.contains(value):
                idle = 0
                yield value
            else:
                idle += 1
                if idle > MOST_CANDIDATES:
                    raise NumbersTooMany


def _least_common_multiple(values: frozenset[Fraction]) -> Fraction:
    result = Fraction(1)
    for index, value in enumerate(sorted(values)):
        result = (
            value if index == 0 else Fraction(lcm(result.numerator, value.numerator), gcd(result.denominator, value.denominator))
        )
    return result


def _outward(low: int | None, high: int | None, most: int | None = None) -> Iterator[int]:
    """Yield the integers from ``low`` to ``high``, beginning at the one next to 0 (at most ``most`` of them)."""
    if low is not None and high is not None and low > high:
        return
    start = low if low is not None and low > 0 else high if high is not None and high < 0 else 0
    yield start
    given = 1
    distance = 1
    while most is None or given < most:
        up, down = start + distance, start - distance
        rises = high is None or up <= high
        falls = low is None or down >= low
        if rises:
            yield up
            given += 1
        if falls:
            yield down
            given += 1
        if not rises and not falls:
            return
        distance += 1
