"""What came of a conversion, as table and JSON (``schemas/reports/conversion.json``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .provenance import tool_data
from .tables import render_json, render_table

if TYPE_CHECKING:
    from conformance.declarations.adapters.summary import Count, Summary

MOST_ROWS = 30


def conversion_data(summary: Summary) -> dict[str, Any]:
    """Return the counts as JSON data."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/conversion.json",
        "tool": tool_data(),
        "formats": dict(sorted(summary.formats.items())),
        "records": summary.records,
        "refused": summary.refused,
        "fields": summary.fields,
        "mapped": summary.mapped,
        "leftOut": summary.left_out,
        "unmapped": [_count_data(count) for count in summary.unmapped],
        "ignored": [_count_data(count) for count in summary.ignored],
        "doubts": [_count_data(count) for count in summary.doubts],
        "refusals": [line for refusal in summary.refusals for line in str(refusal).splitlines()],
    }


def _count_data(count: Count) -> dict[str, Any]:
    reason = {"reason": count.why} if count.why else {}
    return {"part": count.what, **reason, "count": count.number, "first": {"file": count.file, "line": count.line}}


def render_conversion(summary: Summary, form: str) -> str:
    """Render the counts.

    Args:
        summary: what to show.
        form: ``table`` (for people, the most frequent of each kind) or ``json`` (all of it).
    """
    return render_json(conversion_data(summary)) if form == "json" else _table(summary)


def _table(summary: Summary) -> str:
    formats = ", ".join(f"{number} {name}" for name, number in sorted(summary.formats.items())) or "none"
    left = sum(count.number for count in summary.unmapped)
    blocks = [
        render_table(
            ["", "number", "share"],
            [
                ["records converted", summary.records, formats],
                ["records or sources refused", summary.refused, ""],
                ["source fields that are not empty", summary.fields, ""],
                ["mapped", summary.mapped, _share(summary.mapped, summary.fields)],
                ["left out on purpose", summary.left_out, _share(summary.left_out, summary.fields)],
                ["not mapped", left, _share(left, summary.fields)],
            ],
        )
    ]
    for title, counts in (
        ("left out on purpose", summary.ignored),
        ("not mapped: the declaration format has no field for it", summary.unmapped),
        ("doubtful: look at these", summary.doubts),
    ):
        if counts:
            blocks.append(f"{title}\n\n{_counts(counts)}")
    return "\n\n".join(blocks) + "\n"


def _counts(counts: tuple[Count, ...]) -> str:
    rows = [[count.what, count.number, f"{count.file}:{count.line}", count.why] for count in counts[:MOST_ROWS]]
    more = f"\n... and {len(counts) - MOST_ROWS} more; --format json lists all" if len(counts) > MOST_ROWS else ""
    return render_table(["part of the source", "count", "first at", "reason"], rows) + more


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"
