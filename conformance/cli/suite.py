"""``conformance suite``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from conformance.catalogue import load_catalogue

from .options import format_option, output_option
from .output import emit

EPILOG = """\b
Examples:
  conformance suite run -- python checkers/engine.py
  conformance suite run --regime eu-ai-act --format junit -o results.xml -- node checkers/ajv/checker.mjs
  conformance suite build --check
  conformance suite mutate --regime cn-genai-measures

\b
Exit codes: 0 all is as it should be, 1 it is not, 2 wrong use or a checker that does not start. Documentation: docs/suite.md"""

_regimes = click.option(
    "--regime", "regimes", metavar="ID", multiple=True, help="Only the cases of this regime; repeatable; all regimes by default."
)
_folder = click.option(
    "--suite",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder of the suite; the shipped one by default.",
)


@click.group(name="suite", epilog=EPILOG)
def command() -> None:
    """Test any checker against the frozen suite, and keep the suite true to the requirements."""


@command.command(name="run", epilog=EPILOG)
@_regimes
@_folder
@click.option(
    "--seconds", type=click.FloatRange(min=0.1), default=5.0, show_default=True, help="Longest wait for an answer to a case."
)
@format_option("table", "json", "junit", "badge")
@output_option
@click.argument("checker", nargs=-1, required=True, type=click.UNPROCESSED, metavar="-- COMMAND...")
@click.pass_context
def run_command(
    ctx: click.Context,
    regimes: tuple[str, ...],
    folder: Path | None,
    seconds: float,
    format_: str,
    output: Path | None,
    checker: tuple[str, ...],
) -> None:
    """Put the suite to a checker that speaks JSON lines on standard input and output."""
    from conformance.suite.files import read_suite, suite_path
    from conformance.suite.results import render
    from conformance.suite.run import run

    catalogue = load_catalogue()
    wanted = [each.id for each in catalogue.select(regimes or None)]
    files = list(read_suite(folder or suite_path(), wanted))
    total = sum(len(file.cases) for file in files)
    with click.progressbar(length=total, label="asking", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        done = run(checker, files, catalogue, seconds=seconds, told=lambda _: bar.update(1))
    emit(render(done, format_), output)
    ctx.exit(0 if done.agrees else 1)


@command.command(name="build", epilog=EPILOG)
@_regimes
@_folder
@click.option("--check", is_flag=True, help="Write nothing; say what would change, and exit 1 if anything would.")
@click.option("--processes", type=click.IntRange(min=1), help="How many regimes at once; one a processor by default.")
@click.pass_context
def build_command(ctx: click.Context, regimes: tuple[str, ...], folder: Path | None, check: bool, processes: int | None) -> None:
    """Write the suite anew from the requirements. The same requirements give the same bytes."""
    from conformance.suite.building import build, gathered
    from conformance.suite.files import differences, read_suite, suite_path, write_suite

    catalogue = load_catalogue()
    wanted = [each.id for each in catalogue.select(regimes or None)]
    where = folder or suite_path()
    others = [id for id in catalogue.regimes if id not in wanted]
    kept = tuple(read_suite(where, others)) if others else ()
    with click.progressbar(length=len(wanted), label="building", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        parts = []
        for part in build(wanted, processes):
            parts.append(part)
            bar.update(1)
    built = gathered(iter([*parts, kept]))
    texts = built.texts(catalogue)
    gone = sorted({path.parent.name for path in where.glob("*/*.json")} | set(wanted))
    if check:
        changes = differences(where, texts, gone)
        for change in changes:
            click.echo(change)
        ctx.exit(1 if changes else 0)
    write_suite(where, texts, gone)
    cases = sum(len(file.cases) for file in built.files)
    click.echo(f"{len(built.files)} requirements, {cases} cases, {len(built.missing)} requirements lack a kind")
    for id, kinds in built.missing.items():
        click.echo(f"  {id} lacks {', '.join(kinds)}", err=True)


@command.command(name="mutate", epilog=EPILOG)
@_regimes
@_folder
@click.option(
    "--at-least", type=click.FloatRange(0, 100), default=95.0, show_default=True, help="Percentage of mutants to notice."
)
@format_option("table", "json")
@output_option
@click.pass_context
def mutate_command(
    ctx: click.Context, regimes: tuple[str, ...], folder: Path | None, at_least: float, format_: str, output: Path | None
) -> None:
    """Drop or weaken each part of each trigger and duty in turn, and count how often the suite notices."""
    from conformance.suite.files import read_suite, suite_path
    from conformance.suite.score import render_scores, scores

    catalogue = load_catalogue()
    wanted = [each.id for each in catalogue.select(regimes or None)]
    files = list(read_suite(folder or suite_path(), wanted))
    with click.progressbar(length=len(wanted), label="mutating", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        found = []
        for score in scores(wanted, files):
            found.append(score)
            bar.update(1)
    emit(render_scores(found, format_), output)
    ctx.exit(0 if all(score.percentage >= at_least for score in found) else 1)
