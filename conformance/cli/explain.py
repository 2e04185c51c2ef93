"""``conformance explain``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.catalogue import load_catalogue
from conformance.declarations import Declaration, Refusal, load

from .options import as_of_option, format_option, from_option, market_option, output_option, suppose_option
from .output import emit, wants_colour

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance explain eu-ai-act/art-50-2
  conformance explain eu-ai-act/art-50-2 system.declaration.yaml
  conformance explain cn-genai-measures/art-12-label system.declaration.yaml --market CN --format json

\b
Exit codes: 0 explained, whatever the verdict; 2 wrong use or unreadable input."""


@click.command(name="explain", epilog=EPILOG)
@click.argument("requirement")
@click.argument("path", required=False, metavar="[DECLARATION]")
@as_of_option
@market_option
@from_option
@suppose_option
@format_option("text", "json")
@output_option
def command(
    requirement: str,
    path: str | None,
    as_of: date,
    markets: tuple[str, ...],
    format_name: str | None,
    suppose_in_force: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Say what a requirement asks, and for a declaration why it gets its verdict and what would change it.

    Every fact is shown with its truth value and the place that decides it. The changes are the fewest that were found; each was
    judged again, and none of them can be left out. They say what to declare if it is true, not that it is.
    """
    from conformance.reports.explanation import explanation_data, render_explanation
    from conformance.reports.style import coloured, plain
    from conformance.reports.tables import render_json
    from conformance.verdicts.explain import explain

    found = explain(
        load_catalogue(),
        requirement,
        _declaration(path, format_name, as_of),
        as_of=as_of,
        what_if=markets,
        suppose_in_force=suppose_in_force,
    )
    if format_ == "json":
        emit(render_json(explanation_data(found)), output)
    else:
        emit(render_explanation(found, coloured if output is None and wants_colour() else plain), output)


def _declaration(path: str | None, format_name: str | None, as_of: date) -> Declaration | None:
    if path is None:
        return None
    declarations = []
    for found in load([path], format_name=format_name, issued_on=as_of):
        if isinstance(found, Refusal):
            raise found
        declarations.append(found)
    if len(declarations) != 1:
        raise click.UsageError(f"{path} holds {len(declarations)} declarations; explain takes one")
    return declarations[0]
