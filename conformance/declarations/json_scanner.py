"""A strict scanner of JSON (RFC 8259) that knows the place of every token and says how to mend what it refuses."""

from __future__ import annotations

import json
import re
import time
from bisect import bisect_right
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

from conformance.declarations import pointers
from conformance.declarations.numerals import UnreadableNumber, read_integer, read_real
from conformance.declarations.positions import Position, Spot
from conformance.declarations.refusals import MalformedDocument, Problem, in_text_order
from conformance.declarations.text import first_unfit_character, line_starts

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits

_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"(-?(?:0|[1-9][0-9]*))(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_WORD = re.compile(r"[^\s,:\[\]{}\"]+")
_WORDS = {"true": True, "false": False, "null": None}
_WORD_HINTS = {
    "True": "write true",
    "False": "write false",
    "None": "leave it out, or list it in declaration.omissions",
    "NaN": "leave it out, or list it in declaration.omissions",
    "Infinity": "leave it out",
    "-Infinity": "leave it out",
    "undefined": "leave it out, or list it in declaration.omissions",
}
_DECODER = json.JSONDecoder()
_NOT_JSON = "the text is not well-formed JSON (RFC 8259)"
_VALUES_BETWEEN_TIME_CHECKS = 4096


class Malformed(Exception):
    """The text was refused; carries the refusal."""

    def __init__(self, refusal: MalformedDocument) -> None:
        super().__init__(refusal)
        self.refusal = refusal


class Scanned(NamedTuple):
    """A JSON value and the places of its parts."""

    data: Any
    spot: Spot


def scan(text: str, first_line: int, document: int, file: str, limits: Limits, first_column: int = 1) -> Scanned:
    """Read the one JSON value of ``text``.

    Args:
        text: the JSON text.
        first_line: the line of the source on which ``text`` starts, from 1.
        document: index of the document in the source.
        file: the source's name for messages.
        limits: what the text may ask for.
        first_column: the column at which ``text`` starts on that line, from 1.

    Raises:
        Malformed: the text is not JSON, repeats a key, or exceeds a limit.
    """
    scanner = _Scanner(text, Position(first_line, first_column), document, file, limits)
    data, spot, end = scanner.value(scanner.after_space(0), None)
    end = scanner.after_space(end)
    if end < len(text):
        scanner.syntax(
            end, "there is more text after the value", "a file of JSON holds one value: put several declarations in an array"
        )
    scanner.finish()
    return Scanned(data, spot)


class _Scanner:
    def __init__(self, text: str, start: Position, document: int, file: str, limits: Limits) -> None:
        self._text = text
        self._starts = line_starts(text)
        self._start = start
        self._document = document
        self._file = file
        self._limits = limits
        self._deadline = time.monotonic() + limits.seconds
        self._until_time_check = _VALUES_BETWEEN_TIME_CHECKS
        self._path: list[str | int] = []
        self._problems: list[Problem] = []

    def value(self, start: int, key: Position | None) -> tuple[Any, Spot, int]:
        """Read the value at ``start``; return it, its spot, and the offset after it."""
        self._check_time(start)
        at = self._position(start)
        character = self._text[start : start + 1]
        if character in {"{", "["}:
            if len(self._path) >= self._limits.depth:
                self._stop(
                    "too-deep",
                    start,
                    f"values are nested more than {self._limits.depth} deep",
                    "declarations come from strangers, so their depth is limited",
                    "a declaration is at most a few levels deep: check the brackets",
                )
            return self._object(start, at, key) if character == "{" else self._array(start, at, key)
        if character == '"':
            text, end = self._string(start)
            return text, Spot(at, key, None), end
        if number := _NUMBER.match(self._text, start):
            return self._number(number), Spot(at, key, None), number.end()
        word = _WORD.match(self._text, start)
        if word is not None and word.group() in _WORDS:
            return _WORDS[word.group()], Spot(at, key, None), word.end()
        return self._no_value(start, word.group() if word else character)

    def after_space(self, offset: int) -> int:
        """Return the offset of the first character at or after ``offset`` that is not white space."""
        match = _SPACE.match(self._text, offset)
        return match.end() if match else offset

    def finish(self) -> None:
        """Raise what was reported on the way."""
        if self._problems:
            problems = in_text_order(self._problems, self._limits.problems)
            raise Malformed(MalformedDocument(self._file, self._document, problems))

    def syntax(self, offset: int, what: str, hint: str) -> NoReturn:
        """Refuse the text for what stands at ``offset``."""
        self._stop("json-syntax", offset, what, _NOT_JSON, hint)

    def _object(self, start: int, at: Position, key: Position | None) -> tuple[Any, Spot, int]:
        data: dict[str, Any] = {}
        spots: dict[str, Spot] = {}
        here = self.after_space(start + 1)
        if self._text[here : here + 1] == "}":
            return data, Spot(at, key, spots), here + 1
        while True:
            name_at = here
            name, here = self._name(here, start)
            self._path.append(name)
            here = self.after_space(here)
            if self._text[here : here + 1] != ":":
                self.syntax(here, f'a colon is missing after the key "{name}"', 'write "key": value')
            value, spot, here = self.value(self.after_space(here + 1), self._position(name_at))
            if name in data:
                first = spots[name].key
                self._report(
                    "duplicate-key",
                    name_at,
                    f"the key '{name}' is given twice" + (f", first at {first.line}:{first.column}" if first else ""),
                    "readers would disagree which of the two counts",
                    "remove one of them, or rename it",
                )
            else:
                data[name], spots[name] = value, spot
            self._path.pop()
            here, closed = self._next_or_end(here, start, "}")
            if closed:
                return data, Spot(at, key, spots), here

    def _array(self, start: int, at: Position, key: Position | None) -> tuple[Any, Spot, int]:
        data: list[Any] = []
        spots: list[Spot] = []
        here = self.after_space(start + 1)
        if self._text[here : here + 1] == "]":
            return data, Spot(at, key, spots), here + 1
        while True:
            self._path.append(len(data))
            value, spot, here = self.value(here, None)
            self._path.pop()
            data.append(value)
            spots.append(spot)
            here, closed = self._next_or_end(here, start, "]")
            if closed:
                return data, Spot(at, key, spots), here

    def _next_or_end(self, offset: int, start: int, closing: str) -> tuple[int, bool]:
        here = self.after_space(offset)
        character = self._text[here : here + 1]
        if character == closing:
            return here + 1, True
        if character == ",":
            after = self.after_space(here + 1)
            if self._text[after : after + 1] == closing:
                self.syntax(here, f"a comma stands before '{closing}'", "remove the comma")
            return after, False
        if not character:
            self.syntax(start, f"'{self._text[start]}' is never closed", f"add the missing '{closing}'")
        self._refuse_comment(here)
        return self.syntax(here, f"a comma or '{closing}' is missing before '{character}'", "put a comma between two members")

    def _name(self, offset: int, start: int) -> tuple[str, int]:
        if self._text[offset : offset + 1] == '"':
            return self._string(offset)
        if offset >= len(self._text):
            self.syntax(start, "'{' is never closed", "add the missing '}'")
        self._refuse_comment(offset)
        word = _WORD.match(self._text, offset)
        return self.syntax(
            offset,
            f"'{word.group() if word else self._text[offset]}' stands where a key is expected",
            'write "key": value, with double quotes',
        )

    def _string(self, start: int) -> tuple[str, int]:
        try:
            text, end = _DECODER.raw_decode(self._text, start)
        except ValueError as error:
            self._broken_string(start, str(error))
        if unfit := first_unfit_character(text):
            self._report(
                "control-character",
                start,
                f"the text holds the character U+{ord(unfit):04X}",
                "control characters and halves of characters have no meaning in a declaration",
                "remove it",
            )
        return text, end

    def _broken_string(self, start: int, told: str) -> NoReturn:
        if "Invalid control character" in told:
            self.syntax(start, "a line break or tab stands inside this text", "write it as \\n or \\t")
        if "escape" in told:
            self.syntax(start, "a backslash in this text starts no escape of JSON", "write \\\\ for a backslash")
        self.syntax(start, "this text is never closed", 'add the missing "')

    def _number(self, match: re.Match[str]) -> int | float | None:
        whole, fraction, exponent = match.groups()
        rest = _WORD.match(self._text, match.end())
        if rest is not None:
            self.syntax(
                match.start(), f"'{match.group()}{rest.group()}' is not a number", "write a decimal number, or put text in quotes"
            )
        try:
            if fraction or exponent:
                return read_real(match.group(), self._limits.number_length)
            return read_integer(whole, self._limits.number_length)
        except UnreadableNumber as error:
            self._report(
                "number-out-of-range",
                match.start(),
                f"this number {error}",
                "every reader must get the same number from a declaration",
                "write a shorter number, or put it in quotes if it is text",
            )
            return None

    def _no_value(self, start: int, found: str) -> NoReturn:
        if not found:
            self.syntax(start, "the text ends where a value is expected", "complete the text")
        self._refuse_comment(start)
        if found in _WORD_HINTS:
            self.syntax(start, f"{found} is not a value of JSON", _WORD_HINTS[found])
        if found.startswith("'"):
            self.syntax(start, "text stands in single quotes", 'use double quotes: "..."')
        self.syntax(
            start, f"'{found}' stands where a value is expected", "put text in double quotes, and remove a comma too many"
        )

    def _refuse_comment(self, offset: int) -> None:
        if self._text.startswith(("//", "/*", "#"), offset):
            self.syntax(offset, "JSON has no comments", "remove the comment, or write the declaration in YAML")

    def _check_time(self, offset: int) -> None:
        self._until_time_check -= 1
        if not self._until_time_check:
            self._until_time_check = _VALUES_BETWEEN_TIME_CHECKS
            if time.monotonic() > self._deadline:
                self._stop(
                    "too-slow",
                    offset,
                    f"reading took more than {self._limits.seconds:g} seconds",
                    "declarations come from strangers, so the time for reading one is limited",
                    "split it into several files",
                )

    def _position(self, offset: int) -> Position:
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + 1
        return Position(line - 1 + self._start.line, column + self._start.column - 1 if line == 1 else column)

    def _report(self, code: str, offset: int, what: str, why: str, hint: str) -> None:
        if len(self._problems) < self._limits.problems:
            line, column = self._position(offset)
            self._problems.append(Problem(code, self._file, line, column, pointers.join(self._path), what, why, hint))

    def _stop(self, code: str, offset: int, what: str, why: str, hint: str) -> NoReturn:
        line, column = self._position(offset)
        last = Problem(code, self._file, line, column, None, what, why, hint)
        problems = in_text_order(self._problems, self._limits.problems - 1)
        raise Malformed(MalformedDocument(self._file, self._document, [*problems, last]))
