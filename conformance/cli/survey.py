"""``conformance survey``."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from conformance.catalogue import Level, load_catalogue
from conformance.declarations import Declaration, Refusal, derive, first_party, load
from conformance.matrix import survey
from conformance.verdicts import Judge, Verdict

from .matrix import shipped_declarations
from .options import (
    as_of_option,
    chosen,
    evidence_option,
    format_option,
    from_option,
    level_option,
    market_option,
    output_option,
    regimes_option,
)
from .output import emit
from .run import report_refusals

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

CANDIDATES = ("waico-candidate",)
MOST_TOLD = 20
PROGRESS_EVERY = 100
EPILOG = """\b
Examples:
  conformance survey
  conformance survey inventory-2025.csv --format csv -o survey.csv
  conformance survey registers/*.csv cards/*.md --evidence first-party
  conformance survey declarations/ --regime eu-ai-act --market EU --level shall

\b
Exit codes: 0 the survey was made, 2 wrong use, or something could not be read (the rest is counted)."""


@click.command(name="survey", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@regimes_option
@as_of_option
@level_option(Level.MAY)
@market_option
@from_option
@evidence_option
@format_option("table", "json", "csv", "markdown")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    regimes: tuple[str, ...],
    as_of: date,
    level: Level,
    markets: tuple[str, ...],
    format_name: str | None,
    evidence: str,
    format_: str,
    output: Path | None,
) -> None:
    """Count, for each candidate requirement, how many declared systems of each country meet it, fail it or stay silent.

    PATH is as for check; registers of any length are read record by record. Without PATH it takes the shipped declarations of
    real systems, without --regime the candidate requirements.
    """
    from conformance.reports.survey import render_survey

    catalogue = load_catalogue()
    judge = Judge(catalogue, chosen(regimes or CANDIDATES))

    def verdicts(declaration: Declaration) -> tuple[Verdict, ...]:
        whole = first_party(declaration) if evidence == "first-party" else declaration
        return judge(derive(whole.data, as_of), as_of=as_of, what_if=markets)

    refusals: list[Refusal] = []
    result = survey(
        _with_progress(load(paths or shipped_declarations(), format_name=format_name, issued_on=as_of), refusals),
        verdicts,
        judge.regimes,
        as_of=as_of,
        level=level,
        what_if=markets,
        evidence=evidence,
    )
    report_refusals(refusals[:MOST_TOLD])
    if len(refusals) > MOST_TOLD:
        click.echo(f"error: ... and {len(refusals) - MOST_TOLD} more could not be read", err=True)
    if result.total:
        emit(render_survey(result, format_), output)
    ctx.exit(2 if refusals else 0)


def _with_progress(found: Iterator[Declaration | Refusal], refusals: list[Refusal]) -> Iterator[Declaration | Refusal]:
    shows = sys.stderr.isatty()
    for number, each in enumerate(found, 1):
        if isinstance(each, Refusal):
            refusals.append(each)
        if shows and number % PROGRESS_EVERY == 0:
            click.echo(f"\rjudged: {number:,} declarations", err=True, nl=False)
        yield each
    if shows:
        click.echo("\r" + " " * 40 + "\r", err=True, nl=False)
