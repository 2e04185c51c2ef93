"""``conformance convert``."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.errors import ConformanceError

from .options import format_option, from_option, read_day
from .output import OutputError, emit
from .run import report_refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from conformance.declarations.adapters import Conversion
    from conformance.declarations.adapters.summary import Summary

EPILOG = """\b
Examples:
  conformance convert README.md
  conformance convert inventory.csv -o declarations/ --report
  conformance convert register.json --report
  conformance convert cards/ --from hugging-face --format json -o declarations/
  conformance convert - --from cac-filings < filings.json

\b
Exit codes: 0 everything was converted, 2 wrong use, or something could not be read (the rest is converted)."""
PROGRESS_EVERY = 100
LONGEST_NAME = 60
_NOT_IN_NAMES = re.compile(r"[^\w.]+")


class TargetExists(ConformanceError):
    """A file stands where a declaration would be written.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.path = path

    def __str__(self) -> str:
        return f"{self.path} exists; --force replaces it"


@click.command(name="convert", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="FILE...")
@from_option
@click.option(
    "-o",
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write one file a record into this folder instead of all to standard output.",
)
@format_option("yaml", "json")
@click.option("--report", is_flag=True, help="Print what was read, mapped, not mapped and doubtful; alone without -o.")
@click.option("--issued-on", metavar="DATE", callback=read_day, help="Day of issue for records that tell none; today by default.")
@click.option("--force", is_flag=True, help="Replace files that exist.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    format_name: str | None,
    output: Path | None,
    format_: str,
    report: bool,
    issued_on: date,
    force: bool,
) -> None:
    """Turn what is declared in another format into declarations, each value with the place it comes from.

    FILE is a file, a folder, a pattern, or - for standard input. Each record of a register becomes one declaration. What a source
    does not state is not made up: it stays absent. JSON to standard output is one line a declaration.
    """
    from conformance.declarations import convert_all
    from conformance.declarations.adapters.summary import Summary

    summary = Summary()
    found = summary.watch(convert_all(paths, format_name=format_name, issued_on=issued_on))
    with _progress(found, summary) as conversions:
        if output is not None:
            _write_files(conversions, output, format_, force=force)
        elif report:
            for _ in conversions:
                pass
        else:
            _write_stream(conversions, format_)
    report_refusals(summary.refusals)
    if report:
        from conformance.reports.conversion import render_conversion

        emit(render_conversion(summary, "json" if format_ == "json" else "table"), None)
    ctx.exit(2 if summary.refused else 0)


def _write_stream(conversions: Iterable[Conversion], form: str) -> None:
    from conformance.declarations.write import write, write_line

    for number, conversion in enumerate(conversions):
        data = conversion.with_sources()
        emit(write_line(data) if form == "json" else f"{'---' + chr(10) if number else ''}{write(data, 'yaml')}", None)


def _write_files(conversions: Iterable[Conversion], folder: Path, form: str, *, force: bool) -> None:
    from conformance.declarations.write import write

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(folder, problem.strerror or str(problem)) from problem
    name_of = _names(form)
    for conversion in conversions:
        path = folder / name_of(conversion)
        if path.exists() and not force:
            raise TargetExists(path)
        emit(write(conversion.with_sources(), "json" if form == "json" else "yaml"), path)


def _names(form: str) -> Callable[[Conversion], str]:
    """Return what names the file of a conversion: the system, and the place in the source where that is not enough."""
    taken: set[str] = set()

    def name_of(conversion: Conversion) -> str:
        system = _NOT_IN_NAMES.sub("-", conversion.declaration.title.casefold()).strip("-.")[:LONGEST_NAME] or "system"
        stem = f"{conversion.record.index + 1:05}-{system}" if conversion.record.is_row or conversion.record.index else system
        name, number = stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        return f"{name}.declaration.{form}"

    return name_of


@contextmanager
def _progress(found: Iterator[Conversion], summary: Summary) -> Iterator[Iterator[Conversion]]:
    """Tell people who wait at a terminal how many records have passed."""

    def told() -> Iterator[Conversion]:
        for each in found:
            if summary.records % PROGRESS_EVERY == 0:
                click.echo(f"\rconverting: {summary.records:,} records", err=True, nl=False)
            yield each

    if not sys.stderr.isatty():
        yield found
        return
    yield told()
    if summary.records >= PROGRESS_EVERY:
        click.echo("\r" + " " * 40 + "\r", err=True, nl=False)
