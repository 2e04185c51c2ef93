"""Where output goes: standard output, or a file that appears complete or not at all."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from conformance.errors import ConformanceError
from conformance.files import replace_text

READER_GONE = 141
"""Exit code when the reader of a pipe left, as shells have it: 128 and SIGPIPE."""


class OutputError(ConformanceError):
    """The output cannot be written.

    Attributes:
        path: the file or folder asked for; None for standard output.
        problem: the operating system's reason.
    """

    def __init__(self, path: Path | None, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path or 'standard output'} cannot be written: {self.problem}"


def wants_colour() -> bool:
    """Tell whether standard output is a terminal that takes colours; ``NO_COLOR`` (no-color.org) says no."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def reader_gone() -> click.exceptions.Exit:
    """Return the end of a program whose reader left."""
    drop_held_output()
    return click.exceptions.Exit(READER_GONE)


def drop_held_output() -> None:
    """Let what is still held back for either output go nowhere: Python would try once more at the end, and fail once more."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, OSError, ValueError):  # it is closed, or none of the operating system's
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)


def emit(text: str, output: Path | None) -> None:
    """Write text to the file, or to standard output for None.

    Raises:
        OutputError: it cannot be written.
    """
    if not text.endswith("\n"):
        text += "\n"
    if output is None:
        if sys.stdout is None:  # so Python tells that the caller closed it
            raise OutputError(None, "it is closed")
        try:
            click.echo(text, nl=False, color=wants_colour())
        except BrokenPipeError:
            raise reader_gone() from None
        except OSError as problem:
            raise OutputError(None, problem.strerror or str(problem)) from problem
        return
    try:
        replace_text(output, text)
    except BrokenPipeError:
        raise reader_gone() from None
    except OSError as problem:
        raise OutputError(output, problem.strerror or str(problem)) from problem
