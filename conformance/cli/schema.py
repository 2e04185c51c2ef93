"""``conformance schema``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from conformance.resources import data_path

from .options import output_option
from .output import emit

if TYPE_CHECKING:
    from pathlib import Path

EPILOG = """\b
Examples:
  conformance schema -o declaration.schema.json

Then let the first line of a declaration be
  # yaml-language-server: $schema=declaration.schema.json"""


@click.command(name="schema", epilog=EPILOG)
@output_option
def command(output: Path | None) -> None:
    """Print the declaration format as one JSON Schema file, for editors that complete and check while one types."""
    emit(data_path("schemas", "declaration", "bundle.json").read_text(encoding="utf-8"), output)
