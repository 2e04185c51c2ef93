"""``conformance regimes``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.catalogue import load_catalogue

from .options import as_of_option, format_option, output_option
from .output import emit

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance regimes
  conformance regimes eu-ai-act --as-of 2027-12-02
  conformance regimes --format json -o regimes.json"""


@click.command(name="regimes", epilog=EPILOG)
@click.argument("regime", required=False, metavar="[ID]")
@as_of_option
@format_option("table", "json", "csv", "markdown")
@output_option
def command(regime: str | None, as_of: date, format_: str, output: Path | None) -> None:
    """List the regimes with jurisdiction, kind, status and counts; with ID, its clauses with dates and sources."""
    from conformance.reports.regimes import render_regime, render_regimes

    catalogue = load_catalogue()
    if regime is None:
        emit(render_regimes(catalogue, catalogue.select(None), as_of, format_), output)
    else:
        emit(render_regime(catalogue, catalogue.regimes.find(regime), as_of, format_), output)
