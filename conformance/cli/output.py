"""Where output goes: standard output, or a file that appears complete or not at all."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from conformance.errors import ConformanceError
from conformance.files import replace_text

if TYPE_CHECKING:
    from pathlib import Path


class OutputError(ConformanceError):
    """The output file cannot be written.

    Attributes:
        path: the file asked for.
        problem: the operating system's reason.
    """

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path} cannot be written: {self.problem}"


def wants_colour() -> bool:
    """Tell whether standard output is a terminal that takes colours; ``NO_COLOR`` (no-color.org) says no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit(text: str, output: Path | None) -> None:
    """Write text to the file, or to standard output for None.

    Raises:
        OutputError: the file cannot be written.
    """
    if not text.endswith("\n"):
        text += "\n"
    if output is None:
        click.echo(text, nl=False, color=wants_colour())
        return
    try:
        replace_text(output, text)
    except OSError as problem:
        raise OutputError(output, problem.strerror or str(problem)) from problem
