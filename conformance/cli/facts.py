"""``conformance facts``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.catalogue import load_catalogue

from .options import format_option, output_option
from .output import emit

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance facts
  conformance facts is-provider
  conformance facts --format csv -o facts.csv"""


@click.command(name="facts", epilog=EPILOG)
@click.argument("fact", required=False, metavar="[ID]")
@format_option("table", "json", "csv", "markdown")
@output_option
def command(fact: str | None, format_: str, output: Path | None) -> None:
    """List the named facts; with ID, its definition, its fields and the requirements that rest on it."""
    from conformance.catalogue.usage import usages
    from conformance.reports.regimes import render_fact, render_facts

    catalogue = load_catalogue()
    if fact is None:
        used = usages(catalogue, catalogue.select(None))
        emit(render_facts(tuple(catalogue.facts.values()), used, format_), output)
        return
    found = catalogue.facts.find(fact)
    if format_ in ("csv", "markdown"):
        raise click.UsageError("one fact is shown as table (its text form) or json")
    emit(render_fact(catalogue, found, usages(catalogue, catalogue.select(None)).get(fact), format_), output)
