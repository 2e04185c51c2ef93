"""Trees: JSON and YAML become records, a list of records one after another."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any

from conformance.declarations.adapters.loose_yaml import read_loose_yaml
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.json_reader import read_json_at
from conformance.declarations.refusals import MalformedDocument, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.original import Original

_CHUNK = 1 << 18
_BETWEEN = re.compile(r"[ \t\n\r]*,?[ \t\n\r]*")
_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder(strict=False)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_ESCAPED_CONTROL = re.compile(r"(?<!\\)((?:\\\\)*)\\u00(?:0[0-8bcef]|1[0-9a-f]|7f|8[0-46-9a-f]|9[0-9a-f])", re.IGNORECASE)


def read_json_records(original: Original) -> Iterator[Record | Refusal]:
    """Yield the JSON values of a source: the items of a list, the lines of JSON lines, or the one value there is.

    A list is read item by item and not kept, so that its length does not matter.

    Raises:
        UnreadableSource: the text cannot be decoded, or an item of the list is larger than ``limits.size``.
    """
    if original.suffix in (".jsonl", ".ndjson"):
        yield from _lines(original)
    elif original.head_text.lstrip("\ufeff \t\r\n").startswith("["):
        with original.open_text() as text:
            yield from _Items(text, original).read()
    else:
        yield read_json_document(original)


def read_json_document(original: Original) -> Record | MalformedDocument:
    """Return the one JSON value of a source, whatever it is, or why it is none.

    Raises:
        UnreadableSource: the text cannot be decoded or is too large.
    """
    return _one(original.text(), 1, 1, 0, original)


def read_yaml_records(original: Original) -> Iterator[Record | Refusal]:
    """Yield the documents of a YAML source, read loosely: see :mod:`~conformance.declarations.adapters.loose_yaml`.

    Raises:
        UnreadableSource: the text cannot be decoded or is too large.
    """
    yield from read_loose_yaml(original.text(), original.name, original.limits)


def below(record: Record, *path: str) -> Iterator[Record]:
    """Yield the items of a list in a record as records of their own, for sources that wrap their list in a document."""
    node = record.get(*path)
    items = node.data if isinstance(node.data, list) else []
    for index, item in enumerate(items):
        yield Record(record.file, index, item, record.positions.below(f"{node.pointer}/{index}"), doubts=record.doubts)


def _one(text: str, line: int, column: int, index: int, original: Original) -> Record | MalformedDocument:
    fit = _without_controls(text)
    document = read_json_at(fit, line, column, index, original.name, original.limits)
    if isinstance(document, MalformedDocument):
        return document
    doubts = () if fit is text else (Doubt("", "holds control characters, which are read as blanks"),)
    return Record(original.name, index, document.data, document.positions, doubts=doubts)


def _without_controls(text: str) -> str:
    """Return JSON text with blanks for the control characters that word processors leave in it; the places of the rest stay."""
    if _CONTROL.search(text) is None and "\\u00" not in text:
        return text
    fit = _ESCAPED_CONTROL.sub(lambda match: f"{match[1]}      ", _CONTROL.sub(" ", text))
    return text if fit == text else fit


def _lines(original: Original) -> Iterator[Record | Refusal]:
    index = 0
    with original.open_text() as text:
        for number, line in enumerate(text, 1):
            if len(line) > original.limits.size:
                raise original.refusal("too-large", "a line is larger than a record may be", "split the source", number)
            if line.strip():
                yield _one(line, number, 1, index, original)
                index += 1


class _Items:
    """Reads the items of one JSON list from a stream, holding no more than one item and a chunk."""

    def __init__(self, stream: IO[str], original: Original) -> None:
        self._stream = stream
        self._original = original
        self._buffer = ""
        self._at = 0
        self._line = 1
        self._column = 1
        self._ended = False

    def read(self) -> Iterator[Record | Refusal]:
        self._fill()
        self._skip(_SPACE)
        self._forward(1)
        index = 0
        while True:
            self._skip(_BETWEEN)
            if self._peek() == "]":
                return
            line, column = self._line, self._column
            text = self._item()
            yield _one(text, line, column, index, self._original)
            index += 1

    def _item(self) -> str:
        """Return the text of the item at the current place, and step over it."""
        while True:
            try:
                _, end = _DECODER.raw_decode(self._buffer, self._at)
            except (ValueError, RecursionError):
                end = None
            if end is not None and (end < len(self._buffer) or self._ended):
                text = self._buffer[self._at : end]
                self._forward(end - self._at)
                return text
            if len(self._buffer) - self._at > self._original.limits.size or self._ended:
                raise self._broken()
            self._fill()

    def _broken(self) -> Refusal:
        """Return why the text at the current place is no item, in the words of the strict reader."""
        if len(self._buffer) - self._at <= self._original.limits.size:
            found = _one(self._buffer[self._at :], self._line, self._column, 0, self._original)
            if isinstance(found, Refusal):
                return found
        return self._original.refusal("json-syntax", "the list cannot be read on", "check this item", self._line)

    def _peek(self) -> str:
        if self._at >= len(self._buffer):
            self._fill()
        if self._at >= len(self._buffer):
            raise self._original.refusal("json-syntax", "the list is never closed", "add the missing ']'", self._line)
        return self._buffer[self._at]

    def _skip(self, pattern: re.Pattern[str]) -> None:
        while True:
            match = pattern.match(self._buffer, self._at)
            end = match.end() if match else self._at
            self._forward(end - self._at)
            if end < len(self._buffer) or self._ended:
                return
            self._fill()

    def _forward(self, count: int) -> None:
        passed = self._buffer[self._at : self._at + count]
        breaks = passed.count("\n")
        self._line += breaks
        self._column = len(passed) - passed.rfind("\n") if breaks else self._column + count
        self._at += count

    def _fill(self) -> None:
        # As much again as is waiting: an item of many chunks is not decoded once a chunk.
        chunk = self._stream.read(max(_CHUNK, len(self._buffer) - self._at))
        self._ended = not chunk
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0


def blanked(value: Any, pointer: str, gone: set[str], *, within: str) -> Any:
    """Return a copy of a tree in which None stands for some subtrees, so that all other places keep their pointers.

    Args:
        value: the tree; lists are looked into, and of mappings one member.
        pointer: where the tree stands in its document.
        gone: the pointers of what None is to stand for.
        within: the name of the member that is looked into.
    """
    if pointer in gone:
        return None
    if isinstance(value, list):
        return [blanked(item, f"{pointer}/{index}", gone, within=within) for index, item in enumerate(value)]
    if isinstance(value, dict) and within in value:
        return {**value, within: blanked(value[within], f"{pointer}/{within}", gone, within=within)}
    return value
