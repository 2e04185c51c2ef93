"""Reading JSON (RFC 8259), strictly, with the place of every key and value.

Python's own parser reads; where it meets anything doubtful, and where places are asked for, the slower scanner of
:mod:`conformance.declarations.json_scanner` reads again and says what stands where.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from conformance.declarations.documents import Document
from conformance.declarations.json_scanner import Malformed, Scanned, scan
from conformance.declarations.numerals import read_integer, read_real
from conformance.declarations.positions import Positions, Spot
from conformance.declarations.text import first_unfit_character, line_starts

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits
    from conformance.declarations.refusals import MalformedDocument


class _Doubtful(Exception):
    """The quick parser would accept this, or not say well enough what is wrong."""


def read_json(text: str, file: str, limits: Limits) -> Iterator[Document | MalformedDocument]:
    """Yield the one JSON value of ``text``, or why it was refused.

    Args:
        text: the JSON text, without byte order mark.
        file: the source's name for messages.
        limits: what the text may ask for.
    """
    yield read_json_at(text, 1, 1, 0, file, limits)


def read_json_lines(text: str, file: str, limits: Limits) -> Iterator[Document | MalformedDocument]:
    """Yield one JSON value for each line that is not blank; a refused line does not hide the others."""
    starts = [*line_starts(text), len(text)]
    document = 0
    for number, (start, end) in enumerate(itertools.pairwise(starts), 1):
        line = text[start:end]
        if line.strip():
            yield read_json_at(line, number, 1, document, file, limits)
            document += 1


def read_json_at(text: str, line: int, column: int, document: int, file: str, limits: Limits) -> Document | MalformedDocument:
    """Return the one JSON value of a text that stands somewhere in a source, or why it was refused.

    Args:
        text: the JSON text.
        line: the line of the source on which ``text`` starts, from 1.
        column: the column at which it starts there, from 1.
        document: index of the document in the source.
        file: the source's name for messages.
        limits: what the text may ask for.
    """

    def scanned() -> Scanned:
        return scan(text, line, document, file, limits, column)

    def spot() -> Spot:
        return scanned().spot

    try:
        return Document(_quickly(text, limits), Positions(spot))
    except (_Doubtful, ValueError, RecursionError):
        pass
    try:
        careful = scanned()
    except Malformed as malformed:
        return malformed.refusal
    return Document(careful.data, Positions(lambda: careful.spot))


def _quickly(text: str, limits: Limits) -> Any:
    data = json.loads(
        text,
        object_pairs_hook=_object,
        parse_int=_bounded(read_integer, limits),
        parse_float=_bounded(read_real, limits),
        parse_constant=_refuse_constant,
    )
    _check(data, limits.depth, "\\" in text)
    return data


def _bounded(read: Callable[[str, int], int | float], limits: Limits) -> Callable[[str], int | float]:
    return lambda token: read(token, limits.number_length)


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _Doubtful
    return members


def _refuse_constant(name: str) -> Any:
    raise _Doubtful(name)


def _check(value: Any, depth: int, has_escapes: bool) -> None:
    if isinstance(value, dict | list):
        if not depth:
            raise _Doubtful
        if isinstance(value, dict):
            if has_escapes:
                for key in value:
                    _check(key, depth, has_escapes)
            value = value.values()
        for item in value:
            _check(item, depth - 1, has_escapes)
    elif has_escapes and isinstance(value, str) and first_unfit_character(value):
        raise _Doubtful
