"""How one cell of a matrix is written."""

from __future__ import annotations

from typing import Any

from conformance.matrix import FAILS, MEETS, SILENT, Cell


def brief(cell: Cell) -> str:
    """Return the cell in a few characters: meets / fails / silent, or a dash when it has none of them."""
    numbers = (cell.count(*MEETS), cell.count(*FAILS), cell.count(*SILENT))
    return "/".join(map(str, numbers)) if any(numbers) else "-"


def cell_data(cell: Cell) -> dict[str, Any]:
    """Return the cell as JSON data: its denominator, its counts by status, and the status of each one counted."""
    return {
        "total": cell.total,
        "counts": {str(status): number for status, number in cell.counts.items()},
        "verdicts": {counted: str(status) for counted, status in cell.statuses.items()},
    }
