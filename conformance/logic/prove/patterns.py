"""Patterns of JSON Schema (ECMA-262 regular expressions) as regular languages.

A pattern is searched for, not anchored (JSON Schema Validation 2020-12, section 6.3.3). What no regular language can say, or what
readers of the standard do not read alike, is refused: back references, word boundaries, look-behind.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from conformance.logic.prove import characters
from conformance.logic.prove.languages import (
    ALL,
    EMPTY,
    EPSILON,
    Language,
    complement,
    concatenation,
    intersection,
    nullable,
    repetition,
    symbol,
    union,
)

if TYPE_CHECKING:
    from conformance.logic.prove.characters import CharacterSet

DIGITS = characters.from_intervals(((0x30, 0x39),))
WORD = characters.from_intervals(((0x30, 0x39), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A)))
# WhiteSpace and LineTerminator of ECMA-262, sections 12.2 and 12.3.
SPACE = characters.from_intervals(
    (point, point)
    for point in (*range(0x09, 0x0E), 0x20, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000, 0xFEFF)
)
LINE_TERMINATORS = characters.of("\n\r\u2028\u2029")
CLASSES = {
    "d": DIGITS,
    "D": characters.complement(DIGITS),
    "w": WORD,
    "W": characters.complement(WORD),
    "s": SPACE,
    "S": characters.complement(SPACE),
}
CONTROLS = {"t": 0x09, "n": 0x0A, "v": 0x0B, "f": 0x0C, "r": 0x0D, "0": 0x00}


class UnsupportedPattern(Exception):
    """A pattern that is not, or not surely, a regular language; ``str()`` says why."""


class _Rest(NamedTuple):
    """What may follow: ``first`` while nothing of the string has been read, ``later`` once something has been."""

    first: Language
    later: Language


_ANYTHING = _Rest(ALL, ALL)
_SOME = complement(EPSILON)

# A node is given what may follow it and returns what may follow from there on: look-ahead needs to see the rest.
Node = Callable[[_Rest], _Rest]


class _Part(NamedTuple):
    """A parsed piece: ``plain`` is its language if it is one on its own, ``None`` if it looks ahead or anchors."""

    continued: Node
    plain: Language | None


@lru_cache(maxsize=2_048)
def language_of(pattern: str) -> Language:
    """Return all strings in which the pattern is found.

    Raises:
        UnsupportedPattern: the pattern is no regular language, or its meaning is not settled.
    """
    return _Parser(pattern).search()


def _plain(language: Language) -> _Part:
    def continued(rest: _Rest) -> _Rest:
        later = concatenation(language, rest.later)
        if rest.first == rest.later:
            return _Rest(later, later)
        unread = rest.first if nullable(language) else EMPTY
        return _Rest(union(unread, concatenation(intersection(language, _SOME), rest.later)), later)

    return _Part(continued, language)


def _kept(restrict: Callable[[Language, bool], Language]) -> _Part:
    """Return the part that reads nothing and restricts what follows; told whether nothing has been read before."""
    return _Part(lambda rest: _Rest(restrict(rest.first, True), restrict(rest.later, False)), None)


class _Parser:
    """A recursive-descent reader of one pattern."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    def search(self) -> Language:
        part = self._alternatives()
        if self._at != len(self._pattern):
            raise UnsupportedPattern(f"an unmatched {self._pattern[self._at]!r} in {self._pattern!r}")
        found = part.continued(_ANYTHING)
        if found.first == found.later:
            return concatenation(ALL, found.later)
        return union(found.first, concatenation(_SOME, found.later))

    def _peek(self, text: str) -> bool:
        return self._pattern.startswith(text, self._at)

    def _take(self, text: str) -> bool:
        if self._peek(text):
            self._at += len(text)
            return True
        return False

    def _alternatives(self) -> _Part:
        parts = [self._sequence()]
        while self._take("|"):
            parts.append(self._sequence())
        if len(parts) == 1:
            return parts[0]
        plains = [part.plain for part in parts]
        whole = None if any(plain is None for plain in plains) else union(*(plain for plain in plains if plain is not None))

        def continued(rest: _Rest) -> _Rest:
            firsts, laters = zip(*(part.continued(rest) for part in parts), strict=True)
            return _Rest(union(*firsts), union(*laters))

        return _Part(continued, whole)

    def _sequence(self) -> _Part:
        parts: list[_Part] = []
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            parts.append(self._quantified())
        plains = [part.plain for part in parts]
        whole: Language | None = EPSILON
        for plain in reversed(plains):
            whole = None if whole is None or plain is None else concatenation(plain, whole)

        def continued(rest: _Rest) -> _Rest:
            for part in reversed(parts):
                rest = part.continued(rest)
            return rest

        return _Part(continued, whole)

    def _quantified(self) -> _Part:
        part = self._atom()
        while (bounds := self._quantifier()) is not None:
            if part.plain is None:
                raise UnsupportedPattern(f"a repeated look-ahead or anchor in {self._pattern!r}")
            part = _plain(repetition(part.plain, *bounds))
        return part

    def _quantifier(self) -> tuple[int, int | None] | None:
        bounds: tuple[int, int | None]
        if self._take("*"):
            bounds = (0, None)
        elif self._take("+"):
            bounds = (1, None)
        elif self._take("?"):
            bounds = (0, 1)
        elif self._peek("{"):
            end = self._pattern.find("}", self._at)
            least, comma, most = self._pattern[self._at + 1 : max(end, self._at)].partition(",")
            if end < 0 or not least.isdecimal() or (most and not most.isdecimal()):
                return None
            self._at = end + 1
            bounds = (int(least), int(least) if not comma else int(most) if most else None)
        else:
            return None
        self._take("?")
        return bounds

    def _atom(self) -> _Part:
        if self._take("(?:"):
            return self._group()
        if self._take("(?="):
            ahead = self._group()
            follows = ahead.continued(_ANYTHING)
            return _kept(lambda rest, unread: intersection(follows.first if unread else follows.later, rest))
        if self._take("(?!"):
            ahead = self._group()
            excluded = ahead.continued(_ANYTHING)
            return _kept(lambda rest, unread: intersection(complement(excluded.first if unread else excluded.later), rest))
        if self._peek("(?<=") or self._peek("(?<!"):
            raise UnsupportedPattern(f"look-behind in {self._pattern!r}")
        if self._take("(?<"):
            self._at = self._pattern.find(">", self._at) + 1
            return self._group()
        if self._peek("(?"):
            raise UnsupportedPattern(f"an inline flag in {self._pattern!r}")
        if self._take("("):
            return self._group()
        if self._take("^"):
            return _kept(lambda rest, unread: rest if unread else EMPTY)
        if self._take("$"):
            return _kept(lambda rest, _: intersection(EPSILON, rest))
        if self._take("."):
            return _plain(symbol(characters.complement(LINE_TERMINATORS)))
        if self._take("["):
            return _plain(symbol(self._character_class()))
        if self._take("\\"):
            return self._escape()
        character = self._pattern[self._at]
        if character in "*+?":
            raise UnsupportedPattern(f"nothing to repeat before {character!r} in {self._pattern!r}")
        self._at += 1
        return _plain(symbol(characters.of(character)))

    def _group(self) -> _Part:
        part = self._alternatives()
        if not self._take(")"):
            raise UnsupportedPattern(f"an unclosed group in {self._pattern!r}")
        return part

    def _escape(self) -> _Part:
        if self._at >= len(self._pattern):
            raise UnsupportedPattern(f"a trailing backslash in {self._pattern!r}")
        kind = self._pattern[self._at]
        if kind in "bBk123456789":
            raise UnsupportedPattern(f"\\{kind} in {self._pattern!r}")
        return _plain(symbol(self._escaped()))

    def _escaped(self) -> CharacterSet:
        kind = self._pattern[self._at]
        self._at += 1
        if kind in CLASSES:
            return CLASSES[kind]
        if kind in "pP":
            raise UnsupportedPattern(f"a Unicode property in {self._pattern!r}: its extent depends on the Unicode version")
        if kind in CONTROLS:
            return ((CONTROLS[kind], CONTROLS[kind]),)
        if kind == "c":
            letter = self._pattern[self._at : self._at + 1]
            self._at += 1
            if not (letter.isascii() and letter.isalpha()):
                raise UnsupportedPattern(f"\\c without a letter in {self._pattern!r}")
            return ((ord(letter) % 32, ord(letter) % 32),)
        if kind == "x":
            return self._hexadecimal(2)
        if kind == "u":
            if self._take("{"):
                end = self._pattern.find("}", self._at)
                width = end - self._at
                found = self._hexadecimal(width)
                self._at += 1
                return found
            return self._hexadecimal(4)
        if kind.isalnum():
            raise UnsupportedPattern(f"\\{kind} in {self._pattern!r}")
        return characters.of(kind)

    def _hexadecimal(self, width: int) -> CharacterSet:
        digits = self._pattern[self._at : self._at + width]
        self._at += width
        try:
            point = int(digits, 16)
        except ValueError:
            raise UnsupportedPattern(f"a malformed escape in {self._pattern!r}") from None
        if len(digits) != width or point > characters.LAST or characters.SURROGATES[0] <= point <= characters.SURROGATES[1]:
            raise UnsupportedPattern(f"an escape that is no character in {self._pattern!r}")
        return ((point, point),)

    def _character_class(self) -> CharacterSet:
        negated = self._take("^")
        members: CharacterSet = ()
        while not self._take("]"):
            if self._at >= len(self._pattern):
                raise UnsupportedPattern(f"an unclosed class in {self._pattern!r}")
            low = self._class_member()
            if self._peek("-") and not self._peek("-]"):
                self._at += 1
                high = self._class_member()
                if characters.size(low) != 1 or characters.size(high) != 1 or low > high:
                    raise UnsupportedPattern(f"a range without ends in {self._pattern!r}")
                low = ((low[0][0], high[0][0]),)
            members = characters.union(members, low)
        members = characters.intersection(members, characters.ANY)
        return characters.complement(members) if negated else members

    def _class_member(self) -> CharacterSet:
        if self._at >= len(self._pattern):
            raise UnsupportedPattern(f"an unclosed class in {self._pattern!r}")
        if self._take("\\"):
            if self._peek("b"):
                self._at += 1
                return ((0x08, 0x08),)
            if self._at >= len(self._pattern):
                raise UnsupportedPattern(f"a trailing backslash in {self._pattern!r}")
            return self._escaped()
        character = self._pattern[self._at]
        self._at += 1
        return characters.of(character)
