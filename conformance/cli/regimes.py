"""``conformance regimes``."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import click

from conformance.catalogue import load_catalogue

from .options import as_of_option, format_option, output_option, read_day, require_market
from .output import emit

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance regimes
  conformance regimes eu-ai-act --as-of 2027-12-02
  conformance regimes --between 2026-08-01 2027-12-31 --market EU
  conformance regimes --format json -o regimes.json"""


def _span(context: click.Context, parameter: click.Parameter, values: tuple[str, str] | None) -> tuple[date, date] | None:
    if values is None:
        return None
    first, last = (read_day(context, parameter, value) for value in values)
    if first > last:
        raise click.BadParameter(f"{first} is after {last}")
    return first, last


def _market(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    if value is not None:
        require_market(value)
    return value


@click.command(name="regimes", epilog=EPILOG)
@click.argument("regime", required=False, metavar="[ID]")
@as_of_option
@click.option(
    "--between",
    nargs=2,
    metavar="DATE DATE",
    callback=_span,
    help="Instead: what comes into or goes out of force between two days, both included.",
)
@click.option("--market", metavar="XX", callback=_market, help="With --between: only the regimes that bind on this market.")
@format_option("table", "json", "csv", "markdown")
@output_option
def command(
    regime: str | None,
    as_of: date,
    between: tuple[date, date] | None,
    market: str | None,
    format_: str,
    output: Path | None,
) -> None:
    """List the regimes with jurisdiction, kind, status and counts; with ID, its clauses with dates and sources."""
    from conformance.reports.regimes import render_regime, render_regimes

    catalogue = load_catalogue()
    if market is not None and between is None:
        raise click.UsageError("--market goes with --between.")
    if between is not None:
        from conformance.reports.timeline import render_timeline
        from conformance.verdicts.timeline import timeline

        regimes = catalogue.select(None if regime is None else (regime,))
        emit(render_timeline(timeline(catalogue, regimes, *between, market), *between, market, format_), output)
    elif regime is None:
        emit(render_regimes(catalogue, catalogue.select(None), as_of, format_), output)
    else:
        emit(render_regime(catalogue, catalogue.regimes.find(regime), as_of, format_), output)
