"""``conformance matrix``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.catalogue import Level, load_catalogue
from conformance.matrix import Grouping, judged_declaration, standing, uptake
from conformance.resources import data_path
from conformance.verdicts import Judge

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
    suppose_option,
)
from .output import emit
from .run import judge_paths, report_refusals

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

EXAMPLES = "examples"
EPILOG = """\b
Examples:
  conformance matrix
  conformance matrix declarations/ --by axis --level shall
  conformance matrix --by requirement --regime waico-candidate --format csv -o uptake.csv
  conformance matrix declarations/ --format json -o standing.json

\b
Exit codes: 0 the matrix was made, 2 wrong use or unreadable input."""


@click.command(name="matrix", epilog=EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH...]")
@click.option(
    "--by",
    type=click.Choice([*(str(each) for each in Grouping), "requirement"]),
    default=str(Grouping.REGIME),
    show_default=True,
    help="What the columns are; requirement turns the matrix round: how many systems of each country meet each requirement.",
)
@regimes_option
@as_of_option
@level_option(Level.MAY)
@market_option
@from_option
@evidence_option
@suppose_option
@format_option("table", "json", "csv", "markdown")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    by: str,
    regimes: tuple[str, ...],
    as_of: date,
    level: Level,
    markets: tuple[str, ...],
    format_name: str | None,
    evidence: str,
    suppose_in_force: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Lay out how declarations stand to regimes.

    Without PATH it takes the shipped declarations of real systems. Every cell counts verdicts of a fixed number of
    requirements; JSON names the verdict on each of them.
    """
    catalogue = load_catalogue()
    judge = Judge(catalogue, chosen(regimes))
    judged = judge_paths(
        paths or shipped_declarations(),
        catalogue,
        judge,
        as_of=as_of,
        what_if=markets,
        format_name=format_name,
        evidence=evidence,
        suppose_in_force=suppose_in_force,
    )
    report_refusals(judged.refusals)
    root = "" if paths else f"{data_path('fixtures', 'declarations')}/"
    rows = [judged_declaration(e.key.removeprefix(root), e.declaration.data, e.verdicts) for e in judged.examinations]
    if rows and by == "requirement":
        from conformance.reports.uptake import render_uptake

        counted = uptake(rows, judge.regimes, as_of=as_of, level=level, what_if=markets, suppose_in_force=suppose_in_force)
        emit(render_uptake(counted, format_), output)
    elif rows:
        from conformance.reports.standing import render_standing

        table = standing(
            rows,
            catalogue,
            judge.regimes,
            as_of=as_of,
            level=level,
            by=Grouping(by),
            what_if=markets,
            suppose_in_force=suppose_in_force,
        )
        emit(render_standing(table, format_), output)
    ctx.exit(2 if judged.refusals else 0)


def shipped_declarations() -> tuple[Path, ...]:
    """Return the folders of the shipped declarations of real systems: all but the made-up examples."""
    root = data_path("fixtures", "declarations")
    return tuple(sorted(folder for folder in root.iterdir() if folder.is_dir() and folder.name != EXAMPLES))
