"""How one cell of a matrix is written."""

from __future__ import annotations

from typing import Any

from conformance.matrix import FAILS, MEETS, SILENT, Cell

SUPPOSED_NOTE = "supposed to be in force: what is stayed, undated or still to come"
"""What a report says that was made with ``--suppose-in-force``."""


def brief(cell: Cell) -> str:
    """Return the cell in a few characters: meets / fails / silent, or a dash for none of them, and how many were not run."""
    if cell.not_run and not cell.statuses:
        return "not run"
    numbers = (cell.count(*MEETS), cell.count(*FAILS), cell.count(*SILENT))
    judged = "/".join(map(str, numbers)) if any(numbers) else "-"
    return f"{judged} ({len(cell.not_run)} not run)" if cell.not_run else judged


def cell_data(cell: Cell) -> dict[str, Any]:
    """Return the cell as JSON data: its denominator, its counts by status, the status of each one judged, and those not run."""
    return {
        "total": cell.total,
        "counts": {str(status): number for status, number in cell.counts.items()},
        "verdicts": {counted: str(status) for counted, status in cell.statuses.items()},
        "notRun": list(cell.not_run),
    }
