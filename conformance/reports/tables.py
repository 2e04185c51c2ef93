"""Rows in, text out: plain and Markdown tables, CSV, JSON."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

TableForm = Literal["table", "markdown"]


def render_table(headers: Sequence[str], rows: Iterable[Sequence[object]], form: TableForm = "table") -> str:
    """Lay rows out in columns.

    Args:
        headers: one word or two a column.
        rows: cells; numbers are aligned to the right, text to the left, exactly as given (no parsing of digits).
        form: plain text, or Markdown with the characters escaped that would break its cells.
    """
    from tabulate import tabulate

    cells = [list(row) for row in rows]
    if form == "markdown":
        cells = [[_escaped(cell) for cell in row] for row in cells]
    align = ["right" if all(isinstance(row[n], int) for row in cells) and cells else "left" for n in range(len(headers))]
    return tabulate(
        cells,
        headers,
        tablefmt="github" if form == "markdown" else "simple",
        disable_numparse=True,
        colalign=align if cells else None,
    )


def render_csv(headers: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return the rows as CSV (RFC 4180, lines ending with a line feed); a cell that a spreadsheet would run is quoted as text."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(headers)
    writer.writerows([[_inert(cell) for cell in row] for row in rows])
    return out.getvalue()


def render_json(data: Any) -> str:
    """Return the data as JSON, members in the order given, two spaces a level, ending with a line feed."""
    return json.dumps(data, indent=2, ensure_ascii=False) + "\n"


def _escaped(cell: object) -> object:
    return cell.replace("\\", "\\\\").replace("|", "\\|").replace("\n", " ") if isinstance(cell, str) else cell


def _inert(cell: object) -> object:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) and len(cell) > 1 else cell
