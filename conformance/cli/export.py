"""``conformance export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.declarations import Refusal, load
from conformance.declarations.exporters import EXPORTERS, exporter

from .options import from_option, output_option
from .output import emit

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.declarations import Declaration

LONGEST_VALUE = 60
EPILOG = """\b
Examples:
  conformance export system.declaration.yaml --to hugging-face -o README.md
  conformance export system.declaration.yaml --to cyclonedx -o bom.json
  conformance export system.declaration.yaml --to gb45438 --content-id 2026-000017

\b
Exit codes: 0 written, 2 wrong use, unreadable input, or the format cannot do without something that is not declared."""


@click.command(name="export", epilog=EPILOG)
@click.argument("path", metavar="DECLARATION")
@click.option("--to", "to", type=click.Choice(sorted(EXPORTERS)), required=True, help="The format to write.")
@click.option("--content-id", metavar="ID", help="The content that a label is for (gb45438).")
@from_option
@output_option
def command(path: str, to: str, content_id: str | None, format_name: str | None, output: Path | None) -> None:
    """Write a declaration in the format of somebody else, and list what that format cannot say.

    The document goes to standard output and the list to standard error; with -o the list goes to standard output.
    """
    export = exporter(to)(_one(path, format_name).data, content_id)
    emit(export.text, output)
    click.echo(f"{EXPORTERS[to]}: {_told(len(export.lost))}", err=output is None)
    for pointer, value in export.lost:
        shown = str(value)
        short = shown if len(shown) <= LONGEST_VALUE else f"{shown[: LONGEST_VALUE - 3]}..."
        click.echo(f"  lost {pointer}: {short}", err=output is None)


def _told(lost: int) -> str:
    return "everything is said" if not lost else f"{lost} statement{'s' * (lost > 1)} cannot be said"


def _one(path: str, format_name: str | None) -> Declaration:
    found = list(load([path], format_name=format_name))
    for each in found:
        if isinstance(each, Refusal):
            raise each
    if len(found) != 1 or isinstance(found[0], Refusal):
        raise click.UsageError(f"{path} holds {len(found)} declarations; export takes one")
    return found[0]
