"""The uptake matrix as table, Markdown, CSV and JSON (``schemas/reports/uptake.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.matrix import FAILS, MEETS, SILENT, Cell, Uptake
from conformance.verdicts import Status

from .cells import SUPPOSED_NOTE, brief, cell_data
from .provenance import declarations_data, regimes_data, tool_data
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LEGEND = "a cell: systems that meet it / fail it / are silent, of the number in the head; a dash: none of them"


def uptake_data(uptake: Uptake) -> dict[str, Any]:
    """Return the matrix as JSON data, every cell with its denominator, its counts and the systems it counts."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/uptake.json",
        "tool": tool_data(),
        "asOf": uptake.as_of.isoformat(),
        "level": str(uptake.level),
        "whatIf": list(uptake.what_if),
        "supposeInForce": uptake.suppose_in_force,
        "regimes": regimes_data(uptake.regimes),
        "declarations": declarations_data(uptake.declarations),
        "countries": list(uptake.countries),
        "cells": [
            {"requirement": requirement.id, "country": country, **_sums(cell), **cell_data(cell)}
            for requirement in uptake.requirements
            for country, cell in uptake.cells[requirement.id].items()
        ],
    }


def _sums(cell: Cell) -> dict[str, int]:
    return {"meet": cell.count(*MEETS), "fail": cell.count(*FAILS), "silent": cell.count(*SILENT)}


def render_uptake(uptake: Uptake, form: str) -> str:
    """Render the matrix.

    Args:
        uptake: what to show.
        form: ``table`` or ``markdown`` (a row a requirement), ``csv`` (a row a cell) or ``json``.
    """
    renderers: Mapping[str, Callable[[Uptake], str]] = {
        "table": lambda u: _table(u, "table"),
        "markdown": lambda u: _table(u, "markdown"),
        "csv": _csv,
        "json": lambda u: render_json(uptake_data(u)),
    }
    return renderers[form](uptake)


def _table(uptake: Uptake, form: TableForm) -> str:
    sizes = {country: sum((d.country or "-") == country for d in uptake.declarations) for country in uptake.countries}
    headers = ["requirement", "level", "all", *(f"{country} ({size})" for country, size in sizes.items())]
    rows = []
    for requirement in uptake.requirements:
        cells = uptake.cells[requirement.id]
        everyone = Cell({key: status for cell in cells.values() for key, status in cell.statuses.items()})
        rows.append([requirement.id, str(requirement.level), brief(everyone), *(brief(cells[c]) for c in uptake.countries)])
    count = f"{len(uptake.requirements)} requirements, {len(uptake.declarations)} declarations, as of {uptake.as_of}"
    supposed = f"\n{SUPPOSED_NOTE}" if uptake.suppose_in_force else ""
    return f"{render_table(headers, rows, form)}\n\n{LEGEND}\n{count}, levels down to {uptake.level}{supposed}\n"


def _csv(uptake: Uptake) -> str:
    headers = ["requirement", "clause", "level", "country", "total", "meet", "fail", "silent", *map(str, Status)]
    return render_csv(headers, _csv_rows(uptake))


def _csv_rows(uptake: Uptake) -> Iterator[list[object]]:
    for requirement in uptake.requirements:
        for country in uptake.countries:
            cell = uptake.cells[requirement.id][country]
            sums = _sums(cell).values()
            yield [requirement.id, requirement.clause, str(requirement.level), country, cell.total, *sums, *cell.counts.values()]
