"""Tables in Markdown: rows between pipes, and tables of HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from conformance.declarations.adapters.markdown_text import plain
from conformance.declarations.positions import Position

_DELIMITER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_MOST_COLUMNS = 200


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its plain text, and where it stands."""

    text: str
    at: Position


Table = list[list[Cell]]
"""Rows of cells, the row of column names first."""


def is_delimiter(line: str) -> bool:
    """Tell whether a line is the one below the column names of a table."""
    return "-" in line and "|" in line and _DELIMITER.fullmatch(line) is not None


def read_row(line: str, number: int) -> list[Cell]:
    """Return the cells of a line between pipes; a pipe after a backslash or inside code is a character of the cell."""
    cells: list[Cell] = []
    start, at, end, in_code = 0, 0, len(line.rstrip()), False
    if line.lstrip().startswith("|"):
        start = at = line.index("|") + 1
    while at <= end:
        character = line[at] if at < end else "|"
        if character == "\\":
            at += 2
            continue
        if character == "`":
            in_code = not in_code and "`" in line[at + 1 : end]
        if character == "|" and (not in_code or at == end):
            cells.append(_cell(line[start:at], number, start))
            start = at + 1
            if start >= end or len(cells) >= _MOST_COLUMNS:
                break
        at += 1
    return cells


def _cell(raw: str, line: int, start: int) -> Cell:
    inner = raw.strip()
    return Cell(plain(inner), Position(line, start + len(raw) - len(raw.lstrip()) + 1))


def read_html_tables(text: str, line: int) -> list[Table]:
    """Return the tables of a piece of HTML that starts on a line; a cell that spans rows or columns is repeated in each."""
    reader = _Tables(line)
    reader.feed(text)
    reader.close()
    reader.end_table()
    return [table for table in reader.tables if len(table) > 1]


class _Tables(HTMLParser):
    def __init__(self, line: int) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._first = line
        self._table: Table | None = None
        self._row: list[Cell] | None = None
        self._text: list[str] | None = None
        self._at = Position(line, 1)
        self._spans: dict[int, tuple[Cell, int]] = {}
        self._size = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "table":
            self.end_table()
            self._table = []
        elif tag == "tr" and self._table is not None:
            self._end_row()
            self._row = []
        elif tag in ("td", "th") and self._row is not None:
            self._end_cell()
            line, column = self.getpos()
            self._at = Position(self._first + line - 1, column + 1)
            self._text = []
            sizes = dict(attrs)
            self._size = (_span(sizes.get("rowspan")), _span(sizes.get("colspan")))
        elif tag == "br" and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            self.end_table()
        elif tag == "tr":
            self._end_row()
        elif tag in ("td", "th"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def end_table(self) -> None:
        """Close the table that is open, if any."""
        self._end_row()
        if self._table:
            self.tables.append(self._table)
        self._table, self._spans = None, {}

    def _end_row(self) -> None:
        self._end_cell()
        if self._table is not None and self._row:
            self._fill_spans()
            self._table.append(self._row)
        self._row = None

    def _end_cell(self) -> None:
        if self._text is None or self._row is None:
            self._text = None
            return
        self._fill_spans()
        cell = Cell(plain("".join(self._text)), self._at)
        for _ in range(self._size[1]):
            if len(self._row) < _MOST_COLUMNS:
                if self._size[0] > 1:
                    self._spans[len(self._row)] = (cell, self._size[0] - 1)
                self._row.append(cell)
        self._text = None

    def _fill_spans(self) -> None:
        row = self._row
        while row is not None and (span := self._spans.get(len(row))):
            cell, left = span
            if left == 1:
                del self._spans[len(row)]
            else:
                self._spans[len(row)] = (cell, left - 1)
            row.append(cell)


def _span(text: str | None) -> int:
    return min(int(text), 50) if text and text.isascii() and text.isdigit() and int(text) > 0 else 1


def named_columns(row: Sequence[Cell]) -> list[str]:
    """Return the names of columns, each of them once."""
    seen: dict[str, int] = {}
    names = []
    for number, cell in enumerate(row, 1):
        name = " ".join(cell.text.split()) or f"column {number}"
        seen[name] = seen.get(name, 0) + 1
        names.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return names
