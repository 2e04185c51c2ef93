"""The crosswalk as table, Markdown, CSV, HTML and JSON (``schemas/reports/crosswalk.json``)."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from conformance.matrix.crosswalk.coverage import Coverage
from conformance.matrix.crosswalk.model import Coverages, coverage_data, pair_data

from .crosswalk_cell import sentence
from .provenance import regimes_data, tool_data
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.catalogue import Catalogue, Regime, Requirement
    from conformance.matrix.crosswalk.evidence import CoverageEvidence
    from conformance.matrix.crosswalk.model import Crosswalk, Selection

CELL_LEGEND = (
    "a cell: of the requirements of the regime in the head, how many come for free to one who conforms to the regime of the row "
    "(proved) / in part / clash (proved); the rest asks for something else; a dash: the same regime"
)
AXIS_LEGEND = (
    "a cell: of the requirements on the axis, those of the regime in the head left aside, how many come for free to one who "
    "conforms to it (proved) / in part / clash (proved); the rest asks for something else"
)
REQUIREMENT_LEGEND = (
    "already law: met by whoever conforms to the law in the head (proved); stricter than law: the law asks for a part of it, or "
    "asks fewer systems; in conflict: no system can meet both (proved); new: the law asks for nothing of it; already asked, "
    "stricter: the same of a regime that is no law; a dash: its own regime"
)
LAWS = ("law", "regulation")
WORDS = {
    Coverage.FREE: ("already law", "already asked"),
    Coverage.PARTLY: ("stricter than law", "stricter"),
    Coverage.CONFLICT: ("in conflict", "in conflict"),
    Coverage.NEW: ("new", "new"),
}
"""What a requirement is beside a law, and beside what is none."""


class View:
    """What is shown of a crosswalk.

    Args:
        catalogue: the titles.
        crosswalk: the relations.
        selection: which requirements count.
        regimes: those that are compared.
        rows: what the rows are: regimes, requirements, or axes.
        subject: the one regime whose requirements are counted, if not those of all; the others are the columns.
        witnesses: by regime and requirement, systems that conform to the one and fail the other, if they were looked for.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        crosswalk: Crosswalk,
        selection: Selection,
        regimes: Sequence[Regime],
        rows: str,
        subject: Regime | None = None,
        witnesses: Mapping[tuple[str, str], CoverageEvidence] | None = None,
    ) -> None:
        self.catalogue = catalogue
        self.crosswalk = crosswalk
        self.selection = selection
        self.regimes = tuple(regimes)
        self.rows = rows
        self.witnesses = witnesses or {}
        self.columns = tuple(each for each in regimes if subject is None or each.id != subject.id)
        self.subjects = self.regimes if subject is None else (subject,)
        self._counted = {regime.id: selection.of(regime) for regime in self.regimes}
        self.coverages = Coverages(crosswalk, frozenset(each.id for counted in self._counted.values() for each in counted))

    @property
    def legend(self) -> str:
        """What a cell says."""
        return {"requirement": REQUIREMENT_LEGEND, "axis": AXIS_LEGEND}.get(self.rows, CELL_LEGEND)

    @property
    def caption(self) -> str:
        """What was compared, and when."""
        of = f"requirements of {self.subjects[0].id}, " if len(self.subjects) < len(self.regimes) else ""
        axis = f", axis {self.selection.axis}" if self.selection.axis else ""
        return f"{of}{len(self.regimes)} regimes, as of {self.selection.as_of}, levels down to {self.selection.level}{axis}"

    @property
    def command(self) -> str:
        """The command that tells why, for A and B: two requirements, or a regime and a requirement or another regime."""
        return f"conformance crosswalk --cell A B --as-of {self.selection.as_of} --level {self.selection.level}"

    def counted(self, regime: Regime) -> tuple[Requirement, ...]:
        """Return the requirements of a regime that count."""
        return self._counted[regime.id]

    def table(self) -> tuple[list[str], list[list[str]]]:
        """Return the head and the rows."""
        if self.rows == "requirement":
            return ["requirement", "title", "level", *(regime.id for regime in self.columns)], list(self._requirement_rows())
        if self.rows == "axis":
            return ["axis", "requirements", *(regime.id for regime in self.columns)], list(self._axis_rows())
        heads = [f"{regime.id} ({len(self.counted(regime))})" for regime in self.subjects]
        return ["conforms to", *heads], list(self._regime_rows())

    def _regime_rows(self) -> Iterator[list[str]]:
        for row in self.columns:
            yield [row.id, *("-" if row.id == each.id else self._cell(row, self.counted(each)) for each in self.subjects)]

    def _requirement_rows(self) -> Iterator[list[str]]:
        for regime in self.subjects:
            for requirement in self.counted(regime):
                cells = ["-" if column.id == regime.id else self._word(column, requirement) for column in self.columns]
                yield [requirement.id, requirement.title, str(requirement.level), *cells]

    def _axis_rows(self) -> Iterator[list[str]]:
        for axis in self.catalogue.axes.values():
            on_axis = [
                requirement for regime in self.subjects for requirement in self.counted(regime) if axis.id in requirement.axes
            ]
            if self.selection.axis in (None, axis.id):
                cells = [self._cell(column, [each for each in on_axis if each.regime_id != column.id]) for column in self.columns]
                yield [axis.id, str(len(on_axis)), *cells]

    def _cell(self, row: Regime, requirements: Sequence[Requirement]) -> str:
        counts = self.coverages.tally(row.id, requirements)
        return f"{counts.count(Coverage.FREE)} / {counts.count(Coverage.PARTLY)} / {counts.count(Coverage.CONFLICT)}"

    def _word(self, column: Regime, requirement: Requirement) -> str:
        coverage = self.coverages.of(column.id, requirement.id).coverage
        return WORDS[coverage][0 if column.kind in LAWS and not column.candidate else 1]


def render_crosswalk(view: View, form: str) -> str:
    """Render a view of the crosswalk as ``table``, ``markdown``, ``csv``, ``html`` or ``json``."""
    if form == "json":
        return render_json(crosswalk_view_data(view))
    head, rows = view.table()
    if form == "csv":
        return render_csv(head, rows)
    if form == "html":
        return _html(view, head, rows)
    kind: TableForm = "markdown" if form == "markdown" else "table"
    return f"{render_table(head, rows, kind)}\n\n{view.legend}\n{view.caption}\n"


def crosswalk_view_data(view: View) -> dict[str, Any]:
    """Return the relations of the requirements that count, as JSON data."""
    counted = {requirement.id for regime in view.regimes for requirement in view.counted(regime)}
    subjects = {requirement.id: None for regime in view.subjects for requirement in view.counted(regime)}
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/crosswalk.json",
        "tool": tool_data(),
        "asOf": view.selection.as_of.isoformat(),
        "level": str(view.selection.level),
        "digest": view.crosswalk.digest,
        "why": view.command,
        "regimes": regimes_data(view.regimes),
        "pairs": [pair_data(pair) for pair in view.crosswalk.pairs.values() if pair.one in counted and pair.other in counted],
        "coverage": [
            {**coverage_data(regime.id, requirement, found), **_witness_data(view.witnesses.get((regime.id, requirement)))}
            for regime in view.columns
            for requirement in subjects
            if requirement.partition("/")[0] != regime.id
            and ((found := view.coverages.of(regime.id, requirement)).coverage is not Coverage.NEW or view.witnesses)
        ],
    }


def _witness_data(evidence: CoverageEvidence | None) -> dict[str, Any]:
    if evidence is None:
        return {}
    if evidence.witness is None:
        return {"reason": evidence.reason} if evidence.reason else {}
    return {"witness": {"declaration": evidence.witness.declaration, "document": evidence.witness.document}}


def _html(view: View, head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    title = f"Crosswalk: {view.caption}"
    cells = "\n".join(
        f"<tr>{_row_head(first)}{''.join(_cell_html(view, *each, first) for each in zip(head[1:], rest, strict=True))}</tr>"
        for first, *rest in rows
    )
    columns = "".join(f'<th scope="col">{escape(name)}</th>' for name in head)
    return (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        "<style>body{font:14px/1.4 system-ui,sans-serif;margin:2em}table{border-collapse:collapse}"
        "th,td{border:1px solid #ccc;padding:.25em .5em;text-align:left;white-space:nowrap}thead th{position:sticky;top:0;"
        "background:#fff}.free{background:#dff3df}.partly{background:#fff6d6}.conflict{background:#f8d7d7}</style>\n"
        f"<h1>{escape(title)}</h1>\n<p>{escape(view.legend)}</p>\n"
        f"<p>Why, with the evidence: <code>{escape(view.command)}</code></p>\n"
        f"<table>\n<thead><tr>{columns}</tr></thead>\n<tbody>\n{cells}\n</tbody>\n</table>\n{_witnesses_html(view)}</html>\n"
    )


def _row_head(cell: str) -> str:
    return f'<th scope="row">{escape(cell)}</th>'


def _cell_html(view: View, column: str, cell: str, row: str) -> str:
    known = next((f' class="{coverage}"' for coverage, words in WORDS.items() if cell in words), "")
    found = view.witnesses.get((column, row))
    if found is None or found.witness is None:
        return f"<td{known}>{escape(cell)}</td>"
    return f'<td{known}><a href="#{_anchor(column, row)}">{escape(cell)}</a></td>'


def _witnesses_html(view: View) -> str:
    return "".join(
        f'<h2 id="{_anchor(*ids)}">{escape(ids[1])} beside {escape(ids[0])}</h2>\n<p>{escape(sentence(found.witness))}</p>\n'
        f"<pre>{escape(json.dumps(found.witness.document, indent=2, ensure_ascii=False))}</pre>\n"
        for ids, found in view.witnesses.items()
        if found.witness is not None
    )


def _anchor(regime: str, requirement: str) -> str:
    return escape(f"{regime}--{requirement.replace('/', '--')}")
