"""What linting found, as text, Markdown, CSV and JSON (``schemas/reports/lint.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.lint import CHECKS, Severity, Stage

from .provenance import tool_data
from .tables import render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from conformance.lint import Finding

HEADERS = ("severity", "code", "file", "line", "column", "pointer", "what", "why", "mend")
NO_PROOFS = "no proofs were run: what nothing can satisfy or violate, and what implies or contradicts another, was not looked for"


def render_lint(findings: Sequence[Finding], *, files: int, proved: bool, form: str) -> str:
    """Render findings.

    Args:
        findings: in the order to be told.
        files: how many files were read.
        proved: whether the checks that need the prover were run; if not, the output says so.
        form: ``table`` (a line a finding), ``markdown``, ``csv`` or ``json``.
    """
    rows = [[_cells(finding)[name] for name in HEADERS] for finding in findings]
    renderers: Mapping[str, Callable[[], str]] = {
        "table": lambda: "\n".join([*map(_line, findings), _summary(findings, files, proved)]) + "\n",
        "markdown": lambda: (
            "\n\n".join([*([render_table(HEADERS, rows, "markdown")] if rows else []), _summary(findings, files, proved)]) + "\n"
        ),
        "csv": lambda: render_csv(HEADERS, rows),
        "json": lambda: render_json(lint_data(findings, files=files, proved=proved)),
    }
    return renderers[form]()


def _cells(finding: Finding) -> dict[str, Any]:
    return {name: str(value) if isinstance(value := getattr(finding, name), str) else value for name in HEADERS}


def _line(finding: Finding) -> str:
    place = f"{finding.file}:{finding.line}:{finding.column}"
    where = f" (at {finding.pointer})" if finding.pointer else ""
    return f"{place}: {finding.severity.upper()} {finding.code}: {finding.what}{where}; {finding.why}; mend: {finding.mend}"


def _summary(findings: Sequence[Finding], files: int, proved: bool) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    told = f"{_count(files, 'file')}: {_count(errors, 'error')}, {_count(warnings, 'warning')}"
    return told if proved else f"{told}; {NO_PROOFS}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def lint_data(findings: Sequence[Finding], *, files: int, proved: bool) -> dict[str, Any]:
    """Return the findings as JSON data; the checks that were run are named, so that no finding of a check means something."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/lint.json",
        "tool": tool_data(),
        "files": files,
        "proved": proved,
        "checks": [check.code for check in CHECKS if proved or check.stage is not Stage.PROOF],
        "findings": [_cells(finding) for finding in findings],
    }
