"""The standing matrix as table, Markdown, CSV and JSON (``schemas/reports/standing.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.verdicts import Status

from .cells import SUPPOSED_NOTE, brief, cell_data
from .provenance import declarations_data, regimes_data, tool_data
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from conformance.matrix import Standing

COLUMNS_A_TABLE = 8
NAME_WIDTH = 44
LEGEND = (
    "a cell: pass / fail / silent (undeclared or undetermined) of the number in the head; a dash: nothing applies or is in force"
)


def standing_data(standing: Standing) -> dict[str, Any]:
    """Return the matrix as JSON data, every cell with its denominator, its counts and the verdicts it counts."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/standing.json",
        "tool": tool_data(),
        "asOf": standing.as_of.isoformat(),
        "level": str(standing.level),
        "by": str(standing.by),
        "whatIf": list(standing.what_if),
        "supposeInForce": standing.suppose_in_force,
        "regimes": regimes_data(standing.regimes),
        "declarations": declarations_data(standing.declarations),
        "groups": [{"id": g.id, "title": g.title, "requirements": list(g.requirements)} for g in standing.groups],
        "cells": [
            {"declaration": row.key, "group": group.id, **cell_data(standing.cells[row.key][group.id])}
            for row in standing.declarations
            for group in standing.groups
        ],
    }


def render_standing(standing: Standing, form: str) -> str:
    """Render the matrix.

    Args:
        standing: what to show.
        form: ``table`` or ``markdown`` (a row a declaration), ``csv`` (a row a cell) or ``json``.
    """
    renderers: Mapping[str, Callable[[Standing], str]] = {
        "table": lambda s: _tables(s, "table"),
        "markdown": lambda s: _tables(s, "markdown"),
        "csv": _csv,
        "json": lambda s: render_json(standing_data(s)),
    }
    return renderers[form](standing)


def _short(name: str) -> str:
    return name if len(name) <= NAME_WIDTH else name[: NAME_WIDTH - 1].rstrip() + "…"


def _tables(standing: Standing, form: TableForm) -> str:
    shown = [group for group in standing.groups if group.requirements]
    blocks = []
    for start in range(0, max(len(shown), 1), COLUMNS_A_TABLE):
        groups = shown[start : start + COLUMNS_A_TABLE]
        headers = ["system", "country", *(f"{group.id} ({len(group.requirements)})" for group in groups)]
        rows = [
            [_short(row.name), row.country or "-", *(brief(standing.cells[row.key][group.id]) for group in groups)]
            for row in standing.declarations
        ]
        blocks.append(render_table(headers, rows, form))
    count = f"{len(standing.declarations)} declarations, {len(standing.regimes)} regimes, as of {standing.as_of}"
    supposed = f"\n{SUPPOSED_NOTE}" if standing.suppose_in_force else ""
    return "\n\n".join([*blocks, f"{LEGEND}\n{count}, levels down to {standing.level}{supposed}\n"])


def _csv(standing: Standing) -> str:
    headers = ["declaration", "system", "organisation", "country", str(standing.by), "total", *map(str, Status), "not-run"]
    return render_csv(headers, _csv_rows(standing))


def _csv_rows(standing: Standing) -> Iterator[list[object]]:
    for row in standing.declarations:
        for group in standing.groups:
            cell = standing.cells[row.key][group.id]
            counts = [cell.total, *cell.counts.values(), len(cell.not_run)]
            yield [row.key, row.name, row.organisation, row.country, group.id, *counts]
