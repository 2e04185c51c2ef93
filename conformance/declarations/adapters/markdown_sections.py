"""Markdown as cards use it: front matter, and sections by heading, with labelled lines and tables, each with its place.

A card becomes one record::

    {"front_matter": {...}, "title": "...", "text": "...", "labels": {"License": "..."}, "code": "...",
     "tables": [[{"column": "cell"}]], "sections": {"Intended use": {"text": ..., "sections": {...}}}}

Labelled lines are such as ``**License:** MIT`` and ``- **Developed by:** somebody``; a table of two columns whose first column
names each of its rows once is read as labelled lines too. The title is the first heading of the first level. Parts that a card
does not have are left out. What is rendered is kept: emphasis, images, HTML tags and the addresses of links are not; e-mail
addresses are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conformance.declarations.adapters.loose_yaml import read_loose_yaml
from conformance.declarations.adapters.markdown_tables import (
    Cell,
    Table,
    is_delimiter,
    named_columns,
    read_html_tables,
    read_row,
)
from conformance.declarations.adapters.markdown_text import plain
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.refusals import MalformedDocument, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.original import Original

_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t\u00a0]+|(?=[A-Z]))(.*)")
_HTML_HEADING = re.compile(r"\s*<h([1-6])\b[^>]*>(.*?)</h\1>\s*", re.IGNORECASE)
_UNDERLINE = re.compile(r" {0,3}(=+|-{3,})[ \t]*")
_FENCE = re.compile(r" {0,8}(?:[-*+]\s+)?(`{3,}|~{3,})(.*)")
_LABEL = re.compile(
    r"\s*(?:[-*+]\s+|\d+\.\s+|>\s*)?(?:\*\*|__)(?P<label>[^*_\n]{1,80}?)\s*"
    r"(?::\s*(?:\*\*|__)|(?:\*\*|__)\s*:)\s*(?P<value>.*)"
)
_LABEL_WITHOUT_COLON = re.compile(r"(?:\*\*|__)(?P<label>[A-Z][^*_\n:.,]{1,60}?)\.?(?:\*\*|__)[ \t]+(?P<value>[A-Z0-9\[(].*)")
_OPENING = re.compile(r"---[ \t]*")
_CLOSING = re.compile(r"(?:---|\.\.\.)[ \t]*")
_KEY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:\s|$)")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TABLE_START = re.compile(r"\s*<table\b", re.IGNORECASE)
_TABLE_END = re.compile(r"</table\s*>", re.IGNORECASE)
_LONGEST_TABLE = 20_000
MOST_LINES = 50_000
"""Most lines of a card. Cards come from strangers, and each heading of one is looked at."""
_FURTHEST = 40
"""Lines of text that may stand before front matter which does not start the file."""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The YAML in front of a text.

    Attributes:
        yaml: its text.
        line: its first line in the file, from 1.
        span: the first and the last line that belong to it, its marks included.
        oddity: how it departs from a block that starts the file; ``""`` otherwise.
    """

    yaml: str
    line: int
    span: tuple[int, int]
    oddity: str = ""


@dataclass(slots=True)
class _Section:
    level: int
    heading: str
    at: Position
    text: list[tuple[int, str]] = field(default_factory=list)
    labels: list[tuple[str, str, Position]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    code: list[tuple[int, str]] = field(default_factory=list)
    below: list[_Section] = field(default_factory=list)


def split_lines(text: str) -> list[str]:
    """Return the lines of a text, whichever of the three line ends it uses."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def card_lines(original: Original) -> list[str]:
    """Return the lines of a card.

    Raises:
        UnreadableSource: the text cannot be decoded, is too large, or has more lines than any card.
    """
    lines = split_lines(original.text())
    if len(lines) > MOST_LINES:
        raise original.refusal("too-large", f"the card has more than {MOST_LINES:,} lines", "a card is a document for people")
    return lines


def front_matter_of(lines: list[str], keys: frozenset[str]) -> FrontMatter | None:
    """Find front matter: at the start, after blank lines, without its opening mark, or after some text.

    Args:
        lines: the lines of the file.
        keys: names of members that front matter of this format has. What does not start the file needs one of them at its top,
            because a line of dashes has other meanings in Markdown.
    """
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines):
        return None
    if _OPENING.fullmatch(lines[first]):
        end = _closing(lines, first + 1)
        if end is not None and _is_yaml(lines[first + 1 : end]):
            oddity = "blank lines stand before the front matter" if first else ""
            return _block(lines, first + 1, end, (first, end), oddity)
        return None
    if _starts_with(lines[first], keys):
        end = _closing(lines, first + 1)
        return None if end is None else _block(lines, first, end, (first, end), "the front matter has no opening '---'")
    for number in range(first + 1, min(first + _FURTHEST, len(lines) - 1)):
        if _OPENING.fullmatch(lines[number]) and _starts_with(lines[number + 1], keys):
            end = _closing(lines, number + 1)
            if end is not None:
                return _block(lines, number + 1, end, (number, end), "text stands before the front matter")
    return None


def keys_of(front_matter: FrontMatter) -> set[str]:
    """Return the names of its members, as far as they stand at the start of a line."""
    return {match[1] for line in front_matter.yaml.split("\n") if (match := _KEY.match(line))}


def read_card(original: Original, keys: frozenset[str]) -> Iterator[Record | Refusal]:
    """Yield the one record of a card, or why its front matter cannot be read.

    Args:
        original: the source.
        keys: see :func:`front_matter_of`.

    Raises:
        UnreadableSource: see :func:`card_lines`.
    """
    lines = card_lines(original)
    block = front_matter_of(lines, keys)
    data: dict[str, Any] = {}
    inner: dict[str, Spot] = {}
    doubts: list[Doubt] = []
    if block is not None:
        if block.oddity:
            doubts.append(Doubt("/front_matter", block.oddity))
        # Blank lines in the place of what stands before keep the lines of the file.
        padded = "\n" * (block.line - 1) + block.yaml
        for found in read_loose_yaml(padded, original.name, original.limits):
            if isinstance(found, MalformedDocument):
                yield found
                return
            if isinstance(found.data, dict):
                data["front_matter"] = found.data
                at = Position(block.line, 1)
                inner["front_matter"] = Spot(at, at, found.positions.spot("").inner)
                doubts += [Doubt(f"/front_matter{doubt.pointer}", doubt.why) for doubt in found.doubts]
            else:
                doubts.append(Doubt("/front_matter", "the front matter is no mapping"))
            break
    body, places = read_sections(lines, None if block is None else block.span)
    data |= body
    inner |= places
    spot = Spot(Position(1, 1), None, inner)
    yield Record(original.name, 0, data, Positions(lambda: spot), doubts=tuple(doubts))


def read_sections(lines: list[str], skipped: tuple[int, int] | None = None) -> tuple[dict[str, Any], dict[str, Spot]]:
    """Return the sections of a text as data, and the places of its members.

    Args:
        lines: the lines of the text.
        skipped: the first and last index of lines to leave out; None leaves out nothing.
    """
    if skipped is not None:
        start, end = skipped
        lines = [*lines[:start], *[""] * (end + 1 - start), *lines[end + 1 :]]
    root = _Reader(_without_comments(lines)).read()
    data, places = _data(root)
    title = next((section for section in root.below if section.level == 1), None)
    if title is not None and title.heading:
        data = {"title": title.heading, **data}
        places["title"] = Spot(title.at, title.at, None)
    return data, places


def _closing(lines: list[str], start: int) -> int | None:
    return next((number for number in range(start, len(lines)) if _CLOSING.fullmatch(lines[number])), None)


def _is_yaml(lines: list[str]) -> bool:
    """Tell whether lines between two marks are a block of YAML, and no text between two rules."""
    first = next((line for line in lines if line.strip() and not line.lstrip().startswith("#")), "")
    return not first or _KEY.match(first) is not None or first[:1] in "{-\"'%"


def _starts_with(line: str, keys: frozenset[str]) -> bool:
    match = _KEY.match(line)
    return match is not None and match[1] in keys


def _block(lines: list[str], start: int, end: int, span: tuple[int, int], oddity: str) -> FrontMatter:
    return FrontMatter("\n".join(lines[start:end]), start + 1, span, oddity)


def _without_comments(lines: list[str]) -> list[str]:
    """Return the lines with the comments of HTML blanked, their number unchanged."""
    text = "\n".join(lines)
    if "<!--" not in text:
        return lines
    return _COMMENT.sub(lambda match: "\n" * match[0].count("\n"), text).split("\n")


class _Reader:
    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._root = _Section(0, "", Position(1, 1))
        self._open = [self._root]

    def read(self) -> _Section:
        number = 0
        while number < len(self._lines):
            number = self._step(number)
        return self._root

    def _step(self, number: int) -> int:
        """Read what starts on a line and return the next line to read."""
        line = self._lines[number]
        here = self._open[-1]
        if fence := _FENCE.fullmatch(line):
            if "`" not in fence[2] or fence[1].startswith("~"):
                return self._code(number, fence[1])
        elif heading := _HEADING.fullmatch(line):
            title = heading[2].rstrip(" \t").rstrip("#").rstrip(" \t")
            if title.strip():
                self._section(len(heading[1]), title, number, heading.start(2))
            return number + 1
        elif heading := _HTML_HEADING.fullmatch(line):
            self._section(int(heading[1]), heading[2], number, heading.start(2))
            return number + 1
        elif _TABLE_START.match(line):
            return self._html_table(number)
        following = self._lines[number + 1] if number + 1 < len(self._lines) else ""
        if "|" in line and is_delimiter(following):
            return self._table(number)
        if self._is_title(number, following):
            self._section(1 if "=" in following else 2, line, number, len(line) - len(line.lstrip()))
            return number + 2
        if (label := _label_of(line)) and label["label"].strip():
            here.labels.append((plain(label["label"]), label["value"], Position(number + 1, label.start("value") + 1)))
            if not label["value"].strip():
                return self._label_below(number + 1, label["label"])
            return self._label_continued(number + 1)
        if line.strip():
            here.text.append((number + 1, line))
        elif here.text and here.text[-1][1]:
            here.text.append((number + 1, ""))
        return number + 1

    def _is_title(self, number: int, following: str) -> bool:
        """Tell whether a line is underlined as a heading: one line of plain text after a blank one."""
        line = self._lines[number]
        if not line.strip() or not _UNDERLINE.fullmatch(following) or len(line) > 120:
            return False
        before = self._lines[number - 1].strip() if number else ""
        return not before and line.lstrip()[:1] not in "-*+>|=<" and not line.startswith("    ")

    def _section(self, level: int, heading: str, number: int, column: int) -> None:
        while self._open[-1].level >= level:
            self._open.pop()
        section = _Section(level, " ".join(plain(heading).rstrip(": ").split()), Position(number + 1, column + 1))
        self._open[-1].below.append(section)
        self._open.append(section)

    def _code(self, number: int, mark: str) -> int:
        end = number + 1
        while end < len(self._lines):
            closing = _FENCE.fullmatch(self._lines[end])
            if closing and closing[1].startswith(mark) and not closing[2].strip():
                break
            end += 1
        inside = self._lines[number + 1 : end]
        self._open[-1].code += [(number + 2 + offset, line) for offset, line in enumerate(inside)]
        return end + 1

    def _table(self, number: int) -> int:
        table = [read_row(self._lines[number], number + 1)]
        end = number + 2
        while end < len(self._lines) and "|" in self._lines[end]:
            if not is_delimiter(self._lines[end]):
                table.append(read_row(self._lines[end], end + 1))
            end += 1
        self._take(table)
        return end

    def _html_table(self, number: int) -> int:
        end = number
        while not _TABLE_END.search(self._lines[end]):
            end += 1
            if end == min(len(self._lines), number + _LONGEST_TABLE):
                return number + 1
        for table in read_html_tables("\n".join(self._lines[number : end + 1]), number + 1):
            self._take(table)
        return end + 1

    def _take(self, table: Table) -> None:
        here = self._open[-1]
        labels = [row[0].text for row in table[1:] if row and row[0].text]
        if len(table[0]) == 2 and len(labels) == len(table) - 1 == len(set(labels)):
            # A table of two columns may have its first pair in the place of the column names.
            head = table[0] if table[0][0].text and table[0][1].text and not _names_columns(table[0]) else None
            for row in ([head] if head else []) + table[1:]:
                if len(row) > 1:
                    here.labels.append((row[0].text, row[1].text, row[1].at))
            return
        here.tables.append(table)

    def _label_below(self, number: int, label: str) -> int:
        """Take a list or paragraph below a label that has no value on its own line as the value of the label."""
        start = number
        while start < len(self._lines) and not self._lines[start].strip() and start < number + 2:
            start += 1
        end = start
        while end < len(self._lines) and self._lines[end].strip() and not self._ends_value(self._lines[end]):
            end += 1
        if end > start:
            value = "\n".join(self._lines[start:end])
            self._open[-1].labels[-1] = (plain(label), value, Position(start + 1, 1))
            return end
        return number

    def _label_continued(self, number: int) -> int:
        """Add the lines that go on below a labelled one to its value."""
        end = number
        while end < len(self._lines) and self._lines[end].strip() and not self._ends_value(self._lines[end]):
            end += 1
        if end > number:
            label, value, at = self._open[-1].labels[-1]
            self._open[-1].labels[-1] = (label, "\n".join([value, *self._lines[number:end]]), at)
        return end

    def _ends_value(self, line: str) -> bool:
        return bool(
            _label_of(line)
            or _HEADING.fullmatch(line)
            or _FENCE.fullmatch(line)
            or _TABLE_START.match(line)
            or line.lstrip().startswith("|")
        )


def _label_of(line: str) -> re.Match[str] | None:
    if "**" not in line and "__" not in line:
        return None
    return _LABEL.fullmatch(line) or _LABEL_WITHOUT_COLON.fullmatch(line)


_COLUMN_WORDS = frozenset(
    {
        "attribute", "details", "detail", "spec name", "value", "values", "property", "parameter", "hyperparameter", "name",
        "description", "metric", "metrics", "score", "item", "field", "feature", "key", "specification", "model property",
        "dataset", "result", "results", "setting", "characteristic", "category", "column 1", "項目", "値", "参数", "数值",
    }
)  # fmt: skip


def _names_columns(row: list[Cell]) -> bool:
    return any(cell.text.casefold().strip(" :*") in _COLUMN_WORDS for cell in row) or not any(cell.text for cell in row)


def _data(section: _Section) -> tuple[dict[str, Any], dict[str, Spot]]:
    data: dict[str, Any] = {}
    inner: dict[str, Spot] = {}
    for name, pieces in (("text", section.text), ("code", section.code)):
        text = _joined(pieces, is_code=name == "code")
        if text:
            data[name] = text
            first = next((number for number, line in pieces if line.strip()), section.at.line)
            inner[name] = Spot(Position(first, 1), Position(first, 1), None)
    if section.labels:
        labels: dict[str, Any] = {}
        places: dict[str, Spot] = {}
        seen: dict[str, int] = {}
        for label, value, at in section.labels:
            name = _once(label, seen)
            labels[name] = plain(value)
            places[name] = Spot(at, Position(at.line, 1), None)
        data["labels"], inner["labels"] = labels, Spot(section.at, section.at, places)
    if section.tables:
        data["tables"] = []
        spots: list[Spot] = []
        for table in section.tables:
            columns = named_columns(table[0])
            rows = [dict(zip(columns, (cell.text for cell in row), strict=False)) for row in table[1:]]
            data["tables"].append(rows)
            spots.append(
                Spot(
                    table[0][0].at if table[0] else section.at,
                    None,
                    [
                        Spot(
                            row[0].at if row else section.at,
                            None,
                            {name: Spot(cell.at, cell.at, None) for name, cell in zip(columns, row, strict=False)},
                        )
                        for row in table[1:]
                    ],
                )
            )
        inner["tables"] = Spot(section.at, section.at, spots)
    if section.below:
        sections: dict[str, Any] = {}
        at_sections: dict[str, Spot] = {}
        seen = {}
        for below in section.below:
            name = _once(below.heading or "(no heading)", seen)
            sections[name], places = _data(below)
            at_sections[name] = Spot(below.at, below.at, places)
        data["sections"], inner["sections"] = sections, Spot(section.at, section.at, at_sections)
    return data, inner


def _joined(pieces: list[tuple[int, str]], *, is_code: bool) -> str:
    lines = [line for _, line in pieces]
    text = "\n".join(lines) if is_code else plain("\n".join(lines), with_hub=True)
    return text.strip("\n")


def _once(name: str, seen: dict[str, int]) -> str:
    """Return a name under which nothing is kept yet: the name itself, or with its number."""
    while True:
        seen[name] = seen.get(name, 0) + 1
        if seen[name] == 1:
            return name
        name = f"{name}#{seen[name]}"
