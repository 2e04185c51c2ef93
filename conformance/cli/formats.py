"""``conformance formats``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from .options import format_option, output_option
from .output import emit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance formats
  conformance formats --format json"""


SUFFIXES_SHOWN = 4
"""A label may stand in two dozen kinds of files, and a table that names them all fits no terminal; JSON does."""


def _some(suffixes: Sequence[str]) -> str:
    if len(suffixes) <= SUFFIXES_SHOWN:
        return " ".join(suffixes)
    return f"{' '.join(suffixes[: SUFFIXES_SHOWN - 1])} and {len(suffixes) - SUFFIXES_SHOWN + 1} more"


@click.command(name="formats", epilog=EPILOG)
@format_option("table", "json", "markdown")
@output_option
def command(format_: str, output: Path | None) -> None:
    """List the formats besides our own that are read: who publishes them, and who speaks in them.

    Other packages add formats through the entry points of the group conformance.adapters.
    """
    from conformance.declarations.adapters.registry import adapters
    from conformance.reports.tables import render_json, render_table

    found = adapters().values()
    if format_ == "json":
        data = [
            {
                "name": each.name,
                "title": each.title,
                "suffixes": list(each.suffixes),
                "authority": str(each.authority),
                "language": each.language,
            }
            for each in found
        ]
        emit(render_json(data), output)
        return
    rows = [[each.name, each.title, _some(each.suffixes), str(each.authority)] for each in found]
    emit(
        render_table(["format", "what it is", "files", "who speaks"], rows, "markdown" if format_ == "markdown" else "table"),
        output,
    )
