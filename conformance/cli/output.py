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


READER_GONE = 141
"""Exit code when the reader of a pipe left, as shells have it: 128 and SIGPIPE."""


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
        try:
            click.echo(text, nl=False, color=wants_colour())
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise click.exceptions.Exit(READER_GONE) from None
        return
    try:
        replace_text(output, text)
    except OSError as problem:
        raise OutputError(output, problem.strerror or str(problem)) from problem
