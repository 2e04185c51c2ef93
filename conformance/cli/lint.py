"""``conformance lint``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.lint import Severity, lint, read_draft, read_registers
from conformance.resources import data_path

from .options import format_option, output_option
from .output import emit
from .run import report_refusals

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

EPILOG = """\b
Examples:
  conformance lint
  conformance lint my-schemas/
  conformance lint my-schemas/ --register registers/ --format json -o findings.json
  conformance lint my-schemas/ --no-prove

\b
Exit codes: 0 no errors, 1 errors, 2 wrong use or unreadable input."""


@click.command(name="lint", epilog=EPILOG)
@click.argument("path", required=False, metavar="[PATH]", type=click.Path(path_type=Path))
@click.option(
    "--register",
    "register",
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="Clause registers (YAML with regime and clauses): each clause must be codified or refused with a reason.",
)
@click.option("--prove/--no-prove", default=True, show_default=True, help="Run the proofs, which take a minute and need Z3.")
@format_option("table", "json", "csv", "markdown")
@output_option
@click.pass_context
def command(ctx: click.Context, path: Path | None, register: Path | None, prove: bool, format_: str, output: Path | None) -> None:
    """Check schemas themselves: valid, dated, sourced, used, and neither empty nor contradictory.

    PATH is a folder laid out as the shipped schemas, with facts/ and regimes/; the shipped one by default. What it lacks
    beside them is taken from the shipped one. Every check is told in docs/lint.md.
    """
    from conformance.reports.lint import render_lint

    if prove:
        _need_prover()
    registers = () if register is None else read_registers(register)
    draft = read_draft(data_path("schemas") if path is None else path, registers, _with_progress)
    report_refusals(draft.refusals)
    findings = lint(draft, prove=prove)
    emit(render_lint(findings, files=len(draft.files), proved=prove, form=format_), output)
    if draft.refusals:
        ctx.exit(2)
    ctx.exit(1 if any(finding.severity is Severity.ERROR for finding in findings) else 0)


def _need_prover() -> None:
    from importlib.util import find_spec

    if find_spec("z3") is None:
        raise click.UsageError(
            "The proofs need Z3, which is not installed: pip install 'ai-conformance[prove]', or go without them by --no-prove."
        )


def _with_progress(regimes: Iterable[str]) -> Iterator[str]:
    names = list(regimes)
    if not sys.stderr.isatty():
        yield from names
        return
    with click.progressbar(names, label="proving", file=sys.stderr, item_show_func=lambda name: name) as bar:
        yield from bar
