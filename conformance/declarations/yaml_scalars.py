"""The core schema of YAML 1.2 (YAML 1.2.2, section 10.3): which plain scalars are not strings.

Words such as ``no`` and ``on``, dates, and numbers with colons or underscores, which YAML 1.1 converts, stay strings.
"""

from __future__ import annotations

import re

from conformance.declarations.numerals import read_integer, read_real

_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}
_MAY_START_OTHER = frozenset("0123456789+-.~ntfNTF")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_OCTAL = re.compile(r"0o[0-7]+")
_HEXADECIMAL = re.compile(r"0x[0-9a-fA-F]+")
_REAL = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")


class NotInJson(ValueError):
    """An infinity or not-a-number, which JSON cannot say."""


def resolve_plain(text: str, max_number_length: int) -> str | int | float | bool | None:
    """Return the value of a plain scalar without a tag.

    Raises:
        NotInJson: ``text`` is an infinity or not-a-number.
        UnreadableNumber: ``text`` is a number that is too long or out of range.
    """
    if text and text[0] not in _MAY_START_OTHER:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _INTEGER.fullmatch(text):
        return read_integer(text, max_number_length)
    if _REAL.fullmatch(text):
        return read_real(text, max_number_length)
    if _OCTAL.fullmatch(text):
        return read_integer(text[2:], max_number_length, base=8)
    if _HEXADECIMAL.fullmatch(text):
        return read_integer(text[2:], max_number_length, base=16)
    if _NOT_FINITE.fullmatch(text):
        raise NotInJson(text)
    return text
