"""Tables: rows of CSV become records, streamed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.original import Original

_DELIMITERS = ",;\t|"
_PREAMBLE = 20
REPLACED = "\ufffd"


def header_of(text: str) -> tuple[str, ...]:
    """Return the column names in the first line of a table's text, for telling a format; empty when it is no table."""
    for row in csv.reader(text.splitlines()[:1], delimiter=_delimiter(text)):
        return tuple(Node("", cell).text for cell in row)
    return ()


def read_table(original: Original, is_header: Callable[[Sequence[str]], bool] = any) -> Iterator[Record | Refusal]:
    """Yield the rows of a table as records, whose data has a member a column; blank rows are passed over.

    Columns with the same name become ``name``, ``name#2``, ``name#3``. Cells are strings, as they stand. Rows are read one
    after another and not kept.

    Args:
        original: the source.
        is_header: tells the row of column names from what stands before it; by default the first row that is not blank.

    Yields:
        Records, and in the place of a row that has more cells than the table has columns, why it is refused.

    Raises:
        UnreadableSource: the text cannot be decoded, or there is no row of column names.
    """
    with original.open_text() as text:
        rows = _numbered(csv.reader(text, delimiter=_delimiter(original.head_text), strict=True), original)
        columns: tuple[str, ...] = ()
        places: dict[str, Position] = {}
        for line, cells in rows:
            names = [Node("", cell).text for cell in cells]
            if is_header(names):
                columns = _distinct(names)
                places = dict(zip(columns, _cell_places(line, cells), strict=True))
                break
            if line > _PREAMBLE:
                break
        if not columns:
            raise original.refusal(
                "no-header", "no row names the columns of this format", "check the format, or name it with --from"
            )
        index = 0
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                continue
            yield _record(original.name, index, line, columns, places, cells)
            index += 1


def _numbered(reader: Iterator[list[str]], original: Original) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it starts."""
    line = 1
    try:
        for cells in reader:
            yield line, cells
            line = reader.line_num + 1  # type: ignore[attr-defined]  # the reader is csv's
    except csv.Error as error:
        raise original.refusal(
            "csv-syntax", f"the table cannot be read on: {error}", "check the quotes of this row", line
        ) from None


def _record(
    file: str, index: int, line: int, columns: tuple[str, ...], places: dict[str, Position], cells: list[str]
) -> Record | Refusal:
    if any(cell.strip() for cell in cells[len(columns) :]):
        what = f"the row has {len(cells)} cells, the table {len(columns)} columns"
        problem = Problem(
            "wrong-width", file, line, 1, None, what, "a cell without a column says nothing", "check the quotes and delimiters"
        )
        return MalformedDocument(file, index, [problem])
    data = dict(zip(columns, cells, strict=False))
    doubts = []
    if len(cells) < len(columns):
        doubts.append(Doubt("", f"the row ends after {len(cells)} of {len(columns)} cells"))
    doubts += [
        Doubt(f"/{name}", "characters were lost before this file was written")
        for name in columns
        if REPLACED in data.get(name, "")
    ]

    def spot() -> Spot:
        inner = {name: Spot(at, places[name], None) for name, at in zip(columns, _cell_places(line, cells), strict=False)}
        return Spot(Position(line, 1), None, inner)

    return Record(file, index, data, Positions(spot), is_row=True, doubts=tuple(doubts))


def _cell_places(line: int, cells: Sequence[str]) -> list[Position]:
    """Return the line on which each cell starts. Its column is not known once the quotes are gone: 1 stands for it."""
    places = []
    for cell in cells:
        places.append(Position(line, 1))
        line += cell.count("\n") if "\n" in cell else cell.count("\r")
    return places


def _distinct(names: Sequence[str]) -> tuple[str, ...]:
    seen: dict[str, int] = {}
    distinct = []
    for number, name in enumerate(names, 1):
        name = name or f"column {number}"  # noqa: PLW2901  # a nameless column is named by its place
        seen[name] = seen.get(name, 0) + 1
        distinct.append(name if seen[name] == 1 else f"{name}#{seen[name]}")
    return tuple(distinct)


def _delimiter(text: str) -> str:
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(_DELIMITERS, key=first.count)
