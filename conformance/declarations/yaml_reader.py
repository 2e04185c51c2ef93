"""Reading YAML 1.2 documents that hold JSON values, from events, with the place of every key and value.

Differences from a YAML 1.1 reader: scalars follow the core schema; a merge key ``<<`` is a key like any other (YAML 1.2
has no merging), so the declaration schema refuses it; tags outside the core schema are refused, none of them is executed;
U+0085, U+2028 and U+2029 are characters of a text, not line breaks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, NoReturn

import yaml

from conformance.declarations import pointers
from conformance.declarations.documents import Document
from conformance.declarations.numerals import UnreadableNumber
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.refusals import MalformedDocument, Problem, in_text_order
from conformance.declarations.text import first_unfit_character
from conformance.declarations.yaml_scalars import NotInJson, resolve_plain
from conformance.declarations.yaml_syntax import syntax_problem

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits

# Without libyaml PyYAML has its slower parser alone.
_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_SCALAR_TAGS: dict[str, tuple[type, ...]] = {
    _CORE + "int": (int,),
    _CORE + "float": (int, float),
    _CORE + "bool": (bool,),
    _CORE + "null": (type(None),),
}
_EVENTS_BETWEEN_TIME_CHECKS = 4096
_OTHER_BREAKS = "\x85\u2028\u2029"


def read_yaml(text: str, file: str, limits: Limits) -> Iterator[Document | MalformedDocument]:
    """Yield the documents of a YAML stream in order; empty ones (nothing but comments) are passed over.

    A document with duplicate keys, foreign tags and the like is refused, and those after it are read. After an error of
    syntax or an exceeded limit nothing more can be read.

    Args:
        text: the stream, without byte order mark and control characters.
        file: the source's name for messages.
        limits: what the stream may ask for.
    """
    source, stand_ins = without_other_breaks(text)
    reader = StreamReader(source, stand_ins, file, limits)
    while True:
        try:
            found = reader.next_document()
        except MalformedDocument as refusal:
            yield refusal
            return
        except yaml.YAMLError as error:
            yield reader.refusal(syntax_problem(error, source, file))
            return
        if found is None:
            return
        yield found


def _already(spot: Spot) -> Callable[[], Spot]:
    return lambda: spot


class _Node(NamedTuple):
    """A composed node with what an alias to it costs."""

    data: Any
    spot: Spot
    size: int
    height: int


class StreamReader:
    """Composes one stream, document by document.

    What a scalar becomes and what is done with a problem that does not end the reading are left to be overridden.

    Args:
        source: the text, after :func:`without_other_breaks`.
        stand_ins: what that function replaced.
        file: the source's name for messages.
        limits: what the stream may ask for.
    """

    def __init__(self, source: str, stand_ins: dict[int, str], file: str, limits: Limits) -> None:
        self._document = 0
        self._next_event = _PARSER(source).get_event
        self._stand_ins = stand_ins
        self._escapes = "\\" in source
        self._file = file
        self._limits = limits
        self._deadline = time.monotonic() + limits.seconds
        self._until_time_check = _EVENTS_BETWEEN_TIME_CHECKS
        self._expanded = 0
        self._anchors: dict[str, _Node | None] = {}
        self.path: list[str | int] = []
        self._problems: list[Problem] = []

    def next_document(self) -> Document | MalformedDocument | None:
        """Return the next document that is not empty, or None at the end of the stream."""
        while True:
            event = self._event()
            kind = type(event)
            if event is None or kind is yaml.StreamEndEvent:
                return None
            if kind is yaml.StreamStartEvent or kind is yaml.DocumentEndEvent or kind is yaml.DocumentStartEvent:
                continue
            self._anchors, self._problems, self.path = {}, [], []
            is_empty = kind is yaml.ScalarEvent and event.value == "" and event.implicit[0] and event.tag is None
            node = self._compose(event, None)
            if is_empty and not self._problems:
                continue
            self._document += 1
            if self._problems:
                return MalformedDocument(self._file, self._document - 1, in_text_order(self._problems, self._limits.problems))
            return Document(node.data, Positions(_already(node.spot)))

    def _event(self) -> Any:
        self._until_time_check -= 1
        if not self._until_time_check:
            self._until_time_check = _EVENTS_BETWEEN_TIME_CHECKS
            if time.monotonic() > self._deadline:
                self._stop(
                    "too-slow",
                    None,
                    f"reading took more than {self._limits.seconds:g} seconds",
                    "declarations come from strangers, so the time for reading one is limited",
                    "split it into several files",
                )
        return self._next_event()

    def _compose(self, event: Any, key: Position | None) -> _Node:
        kind = type(event)
        mark = event.start_mark
        at = Position(mark.line + 1, mark.column + 1)
        if kind is yaml.ScalarEvent:
            node = _Node(self.scalar(event, at), Spot(at, key, None), 1, 0)
            if event.anchor is not None:
                self._anchors[event.anchor] = node
            return node
        if kind is yaml.AliasEvent:
            return self._alias(event.anchor, at, key)
        if len(self.path) >= self._limits.depth:
            self._too_deep(at)
        if event.anchor is not None:
            self._anchors[event.anchor] = None
        node = self._mapping(event, at, key) if kind is yaml.MappingStartEvent else self._list(event, at, key)
        if event.anchor is not None:
            self._anchors[event.anchor] = node
        return node

    def _list(self, event: Any, at: Position, key: Position | None) -> _Node:
        self._check_tag(event.tag, "seq", at)
        data: list[Any] = []
        spots: list[Spot] = []
        size, height = 1, 0
        while type(event := self._event()) is not yaml.SequenceEndEvent:
            self.path.append(len(data))
            item = self._compose(event, None)
            self.path.pop()
            data.append(item.data)
            spots.append(item.spot)
            size += item.size
            height = max(height, item.height)
        return _Node(data, Spot(at, key, spots), size, height + 1)

    def _mapping(self, event: Any, at: Position, key: Position | None) -> _Node:
        self._check_tag(event.tag, "map", at)
        data: dict[str, Any] = {}
        spots: dict[str, Spot] = {}
        size, height = 1, 0
        while type(event := self._event()) is not yaml.MappingEndEvent:
            self.path.append("")
            name = self._compose(event, None)
            member = name.data
            if not isinstance(member, str):
                member = self._no_string(event, name.spot.value)
            self.path[-1] = member
            value = self._compose(self._event(), name.spot.value)
            self.path.pop()
            if member in data:
                self._duplicate_key(member, name.spot.value, spots[member].key)
                continue
            data[member] = value.data
            spots[member] = value.spot
            size += name.size + value.size
            height = max(height, value.height)
        return _Node(data, Spot(at, key, spots), size, height + 1)

    def _alias(self, anchor: str, at: Position, key: Position | None) -> _Node:
        if anchor not in self._anchors:
            self._stop(
                "undefined-alias",
                at,
                f"the alias *{anchor} stands for nothing",
                f"no value before it is marked &{anchor}",
                "mark the value, or put the value here itself (text that starts with * needs quotes)",
            )
        node = self._anchors[anchor]
        if node is None:
            self._stop(
                "recursive-alias",
                at,
                f"the alias *{anchor} stands for a value that contains it",
                "a declaration is a tree",
                "write the value out",
            )
        self._expanded += node.size
        if self._expanded > self._limits.expanded_nodes:
            self._stop(
                "alias-expansion",
                at,
                f"the aliases of this file repeat more than {self._limits.expanded_nodes:,} values",
                "declarations come from strangers, so the growth of a file by aliases is limited",
                "write the values out, or split the file",
            )
        if len(self.path) + node.height > self._limits.depth:
            self._too_deep(at)
        return node._replace(spot=Spot(at, key, node.spot.inner))

    def scalar(self, event: Any, at: Position) -> str | int | float | bool | None:
        """Return the value of a scalar, by the core schema of YAML 1.2."""
        text: str = event.value
        if self._stand_ins:
            text = text.translate(self._stand_ins)
        if self._escapes and (unfit := first_unfit_character(text)):
            self.report(
                "control-character",
                at,
                f"the text holds the character U+{ord(unfit):04X}",
                "control characters and halves of characters have no meaning in a declaration",
                "write the character itself, or remove it",
            )
        tag = event.tag
        if (tag is None and not event.implicit[0]) or tag == "!" or tag == _CORE + "str":
            return text
        try:
            value = resolve_plain(text, self._limits.number_length)
        except NotInJson:
            self.report(
                "not-a-json-number",
                at,
                f"{text} is not a number of JSON",
                "declarations hold JSON values, and JSON has neither infinity nor not-a-number",
                "leave it out, or list it in declaration.omissions",
            )
            return None
        except UnreadableNumber as error:
            self.report(
                "number-out-of-range",
                at,
                f"this number {error}",
                "every reader must get the same number from a declaration",
                "write a shorter number, or put it in quotes if it is text",
            )
            return None
        if tag is not None:
            self._check_scalar_tag(tag, value, text, at)
        return value

    def _check_scalar_tag(self, tag: str, value: object, text: str, at: Position) -> None:
        expected = _SCALAR_TAGS.get(tag)
        if expected is None:
            self._foreign_tag(tag, at)
        elif not isinstance(value, expected) or (isinstance(value, bool) and not tag.endswith("bool")):
            self.report(
                "wrong-tag",
                at,
                f"'{text}' is not what its tag {_shown(tag)} says",
                "a tag of the YAML core schema names the type of its value",
                "leave out the tag",
            )

    def _check_tag(self, tag: str | None, expected: str, at: Position) -> None:
        if tag is not None and tag not in ("!", _CORE + expected):
            self._foreign_tag(tag, at)

    def _foreign_tag(self, tag: str, at: Position) -> None:
        self.report(
            "foreign-tag",
            at,
            f"the tag {_shown(tag)} is not known here",
            "a declaration uses the YAML core schema only, and a tag never runs code",
            "leave out the tag" + ("; dates are written as plain text" if tag.endswith("timestamp") else ""),
        )

    def _no_string(self, key: Any, at: Position) -> str:
        """Report a key that is no string, and return what to call it while reading on."""
        kind = type(key)
        written = key.value if kind is yaml.ScalarEvent else f"*{key.anchor}" if kind is yaml.AliasEvent else None
        self.path[-1] = written or "?"
        self.report(
            "key-is-no-string",
            at,
            f"'{written}' is used as a key" if written else "an empty key, a list or a mapping is used as a key",
            "the keys of a declaration are strings",
            f'write "{written}" in quotes' if written and kind is yaml.ScalarEvent else "give the member a name",
        )
        return written or "?"

    def _duplicate_key(self, member: str, at: Position, first: Position | None) -> None:
        before = f"{first.line}:{first.column}" if first else "its first place"
        self.path.append(member)
        self.report(
            "duplicate-key",
            at,
            f"the key '{member}' is given twice, first at {before}",
            "readers would disagree which of the two counts",
            "remove one of them, or rename it",
        )
        self.path.pop()

    def _too_deep(self, at: Position) -> None:
        self._stop(
            "too-deep",
            at,
            f"values are nested more than {self._limits.depth} deep",
            "declarations come from strangers, so their depth is limited",
            "a declaration is at most a few levels deep: check the brackets and the indentation",
        )

    def report(self, code: str, at: Position, what: str, why: str, hint: str) -> None:
        """Note a problem after which the document can be read on."""
        if len(self._problems) < self._limits.problems:
            self._problems.append(Problem(code, self._file, at.line, at.column, pointers.join(self.path), what, why, hint))

    def _stop(self, code: str, at: Position | None, what: str, why: str, hint: str) -> NoReturn:
        line, column = at or (None, None)
        raise self.refusal(Problem(code, self._file, line, column, None, what, why, hint))

    def refusal(self, last: Problem) -> MalformedDocument:
        """Return the refusal of the current document for ``last``, after which nothing can be read, and what came before."""
        problems = in_text_order(self._problems, self._limits.problems - 1)
        return MalformedDocument(self._file, self._document, [*problems, last])


def _shown(tag: str) -> str:
    return f"!!{tag.removeprefix(_CORE)}" if tag.startswith(_CORE) else f"!<{tag}>" if ":" in tag else tag


def without_other_breaks(text: str) -> tuple[str, dict[int, str]]:
    """Replace what YAML 1.1 takes for line breaks and YAML 1.2 does not by characters of private use that ``text`` has not."""
    present = [character for character in _OTHER_BREAKS if character in text]
    if not present:
        return text, {}
    free = (code for code in range(0xE000, 0xF900) if chr(code) not in text)
    stand_ins = {next(free): character for character in present}
    return text.translate({ord(character): chr(code) for code, character in stand_ins.items()}), stand_ins
