"""The crosswalk as table, Markdown, CSV, HTML and JSON (``schemas/reports/crosswalk.json``)."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from conformance.matrix.crosswalk.coverage import Coverage
from conformance.matrix.crosswalk.model import covered_data, pair_data, tally

from .provenance import regimes_data, tool_data
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.catalogue import Catalogue, Regime, Requirement
    from conformance.matrix.crosswalk.model import Crosswalk, Selection

CELL_LEGEND = (
    "a cell: of the requirements of the regime in the head, how many come for free to one who conforms to the regime of the row "
    "(proved) / in part / clash (proved); the rest asks for something else; a dash: the same regime"
)
REQUIREMENT_LEGEND = (
    "a cell: what conforming to the regime in the head means for the requirement of the row; blank: it asks for nothing of it"
)


class View:
    """What is shown of a crosswalk.

    Args:
        catalogue: the titles.
        crosswalk: the relations.
        selection: which requirements count.
        regimes: the columns.
        subjects: the rows: regimes, requirements, or axes, as ``rows`` says.
    """

    def __init__(
        self, catalogue: Catalogue, crosswalk: Crosswalk, selection: Selection, regimes: Sequence[Regime], rows: str
    ) -> None:
        self.catalogue = catalogue
        self.crosswalk = crosswalk
        self.selection = selection
        self.regimes = tuple(regimes)
        self.rows = rows
        self._counted = {regime.id: selection.of(regime) for regime in self.regimes}

    def counted(self, regime: Regime) -> tuple[Requirement, ...]:
        """Return the requirements of a regime that count."""
        return self._counted[regime.id]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the head and the rows."""
        heads = [f"{regime.id} ({len(self.counted(regime))})" for regime in self.regimes]
        if self.rows == "requirement":
            return ["requirement", "level", *heads], list(self._requirement_rows())
        if self.rows == "axis":
            return ["axis", "requirements", *heads], list(self._axis_rows())
        return ["conforms to", *heads], list(self._regime_rows())

    def _regime_rows(self) -> Iterator[list[str]]:
        for row in self.regimes:
            yield [row.id, *("-" if row.id == column.id else self._cell(row, self.counted(column)) for column in self.regimes)]

    def _requirement_rows(self) -> Iterator[list[str]]:
        for regime in self.regimes:
            for requirement in self.counted(regime):
                cells = ["-" if column.id == regime.id else self._word(column, requirement) for column in self.regimes]
                yield [requirement.id, str(requirement.level), *cells]

    def _axis_rows(self) -> Iterator[list[str]]:
        for axis in self.catalogue.axes.values():
            on_axis = [
                requirement for regime in self.regimes for requirement in self.counted(regime) if axis.id in requirement.axes
            ]
            cells = [self._cell(column, [each for each in on_axis if each.regime_id != column.id]) for column in self.regimes]
            yield [axis.id, str(len(on_axis)), *cells]

    def _cell(self, row: Regime, requirements: Sequence[Requirement]) -> str:
        counts = tally(self.crosswalk, row.id, requirements)
        return f"{counts.count(Coverage.FREE)} / {counts.count(Coverage.PARTLY)} / {counts.count(Coverage.CONFLICT)}"

    def _word(self, column: Regime, requirement: Requirement) -> str:
        coverage = self.crosswalk.coverage(column.id, requirement.id).coverage
        return "" if coverage is Coverage.NEW else str(coverage)


def render_crosswalk(view: View, form: str) -> str:
    """Render a view of the crosswalk as ``table``, ``markdown``, ``csv``, ``html`` or ``json``."""
    if form == "json":
        return render_json(crosswalk_view_data(view))
    head, rows = view.table()
    if form == "csv":
        return render_csv(head, rows)
    if form == "html":
        return _html(view, head, rows)
    legend = REQUIREMENT_LEGEND if view.rows == "requirement" else CELL_LEGEND
    day = f"as of {view.selection.as_of}, levels down to {view.selection.level}"
    kind: TableForm = "markdown" if form == "markdown" else "table"
    return f"{render_table(head, rows, kind)}\n\n{legend}\n{len(view.regimes)} regimes, {day}\n"


def crosswalk_view_data(view: View) -> dict[str, Any]:
    """Return the relations of the requirements that count, as JSON data."""
    counted = {requirement.id for regime in view.regimes for requirement in view.counted(regime)}
    ids = {regime.id for regime in view.regimes}
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/crosswalk.json",
        "tool": tool_data(),
        "asOf": view.selection.as_of.isoformat(),
        "level": str(view.selection.level),
        "digest": view.crosswalk.digest,
        "regimes": regimes_data(view.regimes),
        "pairs": [pair_data(pair) for pair in view.crosswalk.pairs.values() if pair.one in counted and pair.other in counted],
        "coverage": [
            covered_data(regime, requirement, covered)
            for (regime, requirement), covered in view.crosswalk.covered.items()
            if regime in ids and requirement in counted
        ],
    }


def _html(view: View, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    title = f"Crosswalk of {len(view.regimes)} regimes, as of {view.selection.as_of}"
    legend = REQUIREMENT_LEGEND if view.rows == "requirement" else CELL_LEGEND
    cells = "\n".join(
        "<tr>"
        + "".join(f'<th scope="row">{escape(row[0])}</th>' if n == 0 else _td(cell) for n, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        "<style>body{font:14px/1.4 system-ui,sans-serif;margin:2em}table{border-collapse:collapse}"
        "th,td{border:1px solid #ccc;padding:.25em .5em;text-align:left;white-space:nowrap}thead th{position:sticky;top:0;"
        "background:#fff}.free{background:#dff3df}.partly{background:#fff6d6}.conflict{background:#f8d7d7}</style>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(legend)}</p>\n<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n"
        f"{cells}\n</tbody>\n</table>\n</html>\n"
    )


def _td(cell: str) -> str:
    known = f' class="{cell}"' if cell in {str(each) for each in Coverage} else ""
    return f"<td{known}>{escape(cell)}</td>"
