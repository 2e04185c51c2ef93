"""A survey as table, Markdown, CSV and JSON (``schemas/reports/survey.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.matrix import FAILS, MEETS, SILENT, Survey
from conformance.verdicts import Status

from .provenance import regimes_data, tool_data
from .tables import TableForm, render_csv, render_json, render_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

LEGEND = "a cell: systems that meet it / fail it / are silent, of the number in the head; a dash: it applies to none of them"
MOST_COUNTRIES = 12


def survey_data(survey: Survey) -> dict[str, Any]:
    """Return the survey as JSON data: every count with its denominator, and the digest of what was counted."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/survey.json",
        "tool": tool_data(),
        "asOf": survey.as_of.isoformat(),
        "level": str(survey.level),
        "whatIf": list(survey.what_if),
        "evidence": survey.evidence,
        "regimes": regimes_data(survey.regimes),
        "declarations": survey.total,
        "countries": dict(survey.countries),
        "authorities": dict(survey.authorities),
        "sources": [
            {"file": each.name, "declarations": each.declarations, "refused": each.refused, "sha256": each.sha256}
            for each in survey.sources
        ],
        "cells": [
            {
                "requirement": requirement.id,
                "country": country,
                "total": survey.countries[country],
                **_sums(counts),
                "counts": {str(status): number for status, number in counts.items()},
            }
            for requirement in survey.requirements
            for country, counts in survey.counts[requirement.id].items()
        ],
    }


def render_survey(survey: Survey, form: str) -> str:
    """Render the survey.

    Args:
        survey: what to show.
        form: ``table`` or ``markdown`` (a row a requirement; the countries with most systems), ``csv`` (a row a requirement and
            country) or ``json``.
    """
    renderers: Mapping[str, Callable[[Survey], str]] = {
        "table": lambda s: _table(s, "table"),
        "markdown": lambda s: _table(s, "markdown"),
        "csv": _csv,
        "json": lambda s: render_json(survey_data(s)),
    }
    return renderers[form](survey)


def _sums(counts: Mapping[Status, int]) -> dict[str, int]:
    return {
        "meet": sum(counts[status] for status in MEETS),
        "fail": sum(counts[status] for status in FAILS),
        "silent": sum(counts[status] for status in SILENT),
    }


def _brief(counts: Mapping[Status, int]) -> str:
    numbers = _sums(counts).values()
    return "/".join(map(str, numbers)) if any(numbers) else "-"


def _table(survey: Survey, form: TableForm) -> str:
    most = sorted(survey.countries, key=lambda country: (-survey.countries[country], country))[:MOST_COUNTRIES]
    shown = sorted(most)
    headers = ["requirement", "level", f"all ({survey.total})", *(f"{each} ({survey.countries[each]})" for each in shown)]
    rows = []
    for requirement in survey.requirements:
        counts = survey.counts[requirement.id]
        cells = [_brief(counts[country]) for country in shown]
        rows.append([requirement.id, str(requirement.level), _brief(survey.everywhere(requirement)), *cells])
    hidden = len(survey.countries) - len(shown)
    notes = [LEGEND, *([f"{hidden} countries with fewer systems are in all alone; csv and json have them"] if hidden else [])]
    who = ", ".join(f"{number} {authority}" for authority, number in survey.authorities.items())
    refused = sum(source.refused for source in survey.sources)
    notes.append(f"{survey.total} declarations ({who}), {refused} refused, of {len(survey.sources)} sources")
    notes.append(
        f"{len(survey.requirements)} requirements as of {survey.as_of}, levels down to {survey.level}, evidence {survey.evidence}"
    )
    return f"{render_table(headers, rows, form)}\n\n" + "\n".join(notes) + "\n"


def _csv(survey: Survey) -> str:
    headers = ["requirement", "clause", "level", "axes", "country", "total", "meet", "fail", "silent", *map(str, Status)]
    return render_csv(headers, _csv_rows(survey))


def _csv_rows(survey: Survey) -> Iterator[list[object]]:
    for requirement in survey.requirements:
        about = [requirement.id, requirement.clause, str(requirement.level), " ".join(requirement.axes)]
        for country, counts in survey.counts[requirement.id].items():
            yield [*about, country, survey.countries[country], *_sums(counts).values(), *counts.values()]
