"""``conformance plan``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.catalogue import Level, load_catalogue
from conformance.declarations import Declaration, Refusal, load

from .options import as_of_option, format_option, level_option, output_option, timeout_option
from .output import emit

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance plan system.declaration.yaml --to eu-ai-act
  conformance plan system.declaration.yaml --to eu-ai-act --to us-ca-sb942 --as-of 2027-12-02 --format markdown

\b
Exit codes: 0 there is a plan, or nothing to do; 1 impossible, or undecided, which the first line tells; 2 wrong use or
unreadable input."""


@click.command(name="plan", epilog=EPILOG)
@click.argument("path", metavar="DECLARATION")
@click.option("--to", "regimes", metavar="REGIME", multiple=True, required=True, help="A regime to conform to; repeatable.")
@timeout_option
@as_of_option
@level_option(Level.SHALL)
@format_option("table", "json", "markdown")
@output_option
def command(
    path: str, regimes: tuple[str, ...], timeout: float, as_of: date, level: Level, format_: str, output: Path | None
) -> None:
    """Plan the fewest changes that bring a declaration into conformity, in an order to follow.

    Every duty that is owed today is met then, and not escaped by becoming another system. Each change is shown with its place,
    the old and the new value, and the clauses that offend without it. The plan says whether it is proved that fewer changes
    will not do. If there can be none, the clauses that clash are shown.
    """
    from conformance.matrix.joint.model import Outcome
    from conformance.matrix.joint.planning import plan
    from conformance.reports.plan import render_plan

    found = plan(load_catalogue(), _declaration(path), regimes, as_of=as_of, level=level, seconds=timeout)
    emit(render_plan(found, format_), output)
    raise click.exceptions.Exit(0 if found.outcome is Outcome.POSSIBLE else 1)


def _declaration(path: str) -> Declaration:
    declarations = []
    for found in load([path]):
        if isinstance(found, Refusal):
            raise found
        declarations.append(found)
    if len(declarations) != 1:
        raise click.UsageError(f"{path} holds {len(declarations)} declarations; plan takes one")
    return declarations[0]
