"""``conformance check``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from conformance.catalogue import Level, load_catalogue
from conformance.verdicts import Judge, read_waivers, waiver_use

from .options import (
    as_of_option,
    chosen,
    evidence_option,
    format_option,
    from_option,
    level_option,
    market_option,
    output_option,
    regimes_option,
    suppose_option,
)
from .output import emit, wants_colour
from .run import judge_paths, report_refusals

if TYPE_CHECKING:
    from datetime import date

EPILOG = """\b
Examples:
  conformance check system.declaration.yaml
  conformance check declarations/ --regime eu-ai-act --regime cn-genai-measures
  conformance check system.declaration.yaml --market CN --as-of 2027-01-01
  conformance check system.declaration.yaml --regime us-co-ai-act --suppose-in-force
  conformance check declarations/ --format json -o verdicts.json
  conformance check README.md --regime us-ca-ab2013
  cat system.yaml | conformance check -

\b
Exit codes: 0 every declaration conforms, 1 one does not, 2 wrong use or unreadable input."""


@click.command(name="check", epilog=EPILOG)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@regimes_option
@as_of_option
@level_option(Level.SHALL)
@market_option
@from_option
@evidence_option
@suppose_option
@click.option(
    "--waivers", "waiver_file", type=click.Path(dir_okay=False, path_type=Path), help="A YAML file of accepted departures."
)
@click.option("--strict", is_flag=True, help="Also count requirements that may or may not apply (undetermined).")
@format_option("table", "json", "csv", "markdown")
@output_option
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    regimes: tuple[str, ...],
    as_of: date,
    level: Level,
    markets: tuple[str, ...],
    format_name: str | None,
    evidence: str,
    suppose_in_force: bool,
    waiver_file: Path | None,
    strict: bool,
    format_: str,
    output: Path | None,
) -> None:
    """Judge declarations against regimes, and say for each finding where, why and how to mend it.

    PATH is a file, a folder (its *.declaration.yaml, .yml and .json), a pattern, or - for standard input. A file in another
    format, such as a model card or a register, is converted as it is read. A declaration conforms when no requirement in force
    at the level is failed or left undeclared.
    """
    from conformance.reports.check import Check, render_check
    from conformance.reports.style import coloured, plain

    catalogue = load_catalogue()
    named = chosen(regimes)
    judge = Judge(catalogue, named)
    waivers = read_waivers(waiver_file, catalogue) if waiver_file else ()
    judged = judge_paths(
        paths,
        catalogue,
        judge,
        as_of=as_of,
        waivers=waivers,
        what_if=markets,
        format_name=format_name,
        evidence=evidence,
        suppose_in_force=suppose_in_force,
    )
    report_refusals(judged.refusals)
    check = Check(
        as_of=as_of,
        level=level,
        strict=strict,
        named=tuple(sorted(set(regimes) - {"all"})),
        what_if=markets,
        suppose_in_force=suppose_in_force,
        regimes=judge.regimes,
        examinations=judged.examinations,
        waiver_use=waiver_use(waivers, (v for e in judged.examinations for v in e.verdicts), as_of) if waiver_file else None,
    )
    if judged.examinations:
        emit(render_check(check, format_, coloured if output is None and wants_colour() else plain), output)
    if judged.refusals:
        ctx.exit(2)
    ctx.exit(0 if all(check.conforms(examination) for examination in judged.examinations) else 1)
