"""Numbers of JSON and YAML, read without losing what they say."""

from __future__ import annotations

from decimal import Decimal
from math import isinf

_EXACT_BELOW = 2.0**53


class UnreadableNumber(ValueError):
    """A number that is too long, or outside what a 64-bit float can hold; the message says which."""


def read_integer(token: str, max_length: int, base: int = 10) -> int:
    """Read an integer written in ``base``, without a prefix.

    Raises:
        UnreadableNumber: it has more than ``max_length`` characters.
    """
    _check_length(token, max_length)
    return int(token, base)


def read_real(token: str, max_length: int) -> int | float:
    """Read a number with a fraction or an exponent.

    A whole number of 2^53 or more is returned as an ``int``: the nearest float of ``1e25`` is larger than 10^25, and a
    declaration of exactly 10^25 operations must not be read as exceeding that threshold.

    Raises:
        UnreadableNumber: it has more than ``max_length`` characters, overflows, or is so small that it would become zero.
    """
    _check_length(token, max_length)
    value = float(token)
    if isinf(value):
        raise UnreadableNumber("is larger than a 64-bit float can hold")
    if value == 0.0 and any(digit in "123456789" for digit in token.lower().partition("e")[0]):
        raise UnreadableNumber("is smaller than a 64-bit float can hold")
    if abs(value) >= _EXACT_BELOW:
        exact = Decimal(token)
        if exact == exact.to_integral_value():
            return int(exact)
    return value


def _check_length(token: str, max_length: int) -> None:
    if len(token) > max_length:
        raise UnreadableNumber(f"has {len(token)} characters, more than {max_length}")
