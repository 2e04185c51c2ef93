"""``conformance crosswalk``."""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from conformance.catalogue import Level, load_catalogue

from .options import as_of_option, format_option, level_option, output_option
from .output import emit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from pathlib import Path

    from conformance.catalogue import Catalogue, Regime
    from conformance.matrix.crosswalk.evidence import CoverageEvidence
    from conformance.matrix.crosswalk.model import Selection
    from conformance.reports.crosswalk import View

BAR = 30
"""Width of the progress bar."""

EPILOG = """\b
Examples:
  conformance crosswalk
  conformance crosswalk --of waico-candidate --rows requirement eu-ai-act cn-content-labeling us-ca-sb942
  conformance crosswalk --of waico-candidate --rows requirement eu-ai-act --witnesses --format html -o candidate.html
  conformance crosswalk --rows axis --level shall --format markdown
  conformance crosswalk --cell waico-candidate/si-04 eu-ai-act
  conformance crosswalk --cell eu-ai-act/art-50-2 cn-content-labeling/art-5-implicit

\b
Exit codes: 0 the crosswalk was made; 2 wrong use, or a missing prover (pip install 'ai-conformance[prove]')."""


@click.command(name="crosswalk", epilog=EPILOG)
@click.argument("regimes", nargs=-1, metavar="[REGIME...]")
@click.option(
    "--rows",
    type=click.Choice(["regime", "requirement", "axis"]),
    default="regime",
    show_default=True,
    help="What the rows are; the columns are regimes.",
)
@click.option(
    "--cell",
    nargs=2,
    metavar="A B",
    help="Tell why: how two requirements relate, or what conforming to a regime means for a requirement or for another regime.",
)
@click.option("--of", "of", metavar="REGIME", help="Count only requirements of this regime, beside the other regimes.")
@click.option(
    "--witnesses",
    is_flag=True,
    help="With --of, in JSON and HTML: show systems that conform to a regime and fail the requirement.",
)
@click.option("--axis", metavar="ID", help="Count only requirements on this axis.")
@as_of_option
@level_option(Level.MAY)
@format_option("table", "json", "csv", "markdown", "html")
@output_option
def command(
    regimes: tuple[str, ...],
    rows: str,
    cell: tuple[str, str] | None,
    of: str | None,
    witnesses: bool,
    axis: str | None,
    as_of: date,
    level: Level,
    format_: str,
    output: Path | None,
) -> None:
    """Lay out how regimes relate, every relation proved.

    Each cell tells how many requirements of a regime come for free to one who conforms to another, in part, or clash. With
    --rows requirement it tells of one requirement: already law, stricter than law, in conflict, new.

    The first run over some regimes, or after a change of their schemas, computes all relations, which takes up to a minute for
    all regimes; later runs read them.
    """
    from conformance.matrix.crosswalk.build import crosswalk
    from conformance.matrix.crosswalk.model import Selection
    from conformance.reports.crosswalk import View, render_crosswalk

    if witnesses and (of is None or format_ not in ("json", "html")):
        raise click.UsageError("--witnesses are looked for with --of REGIME, and shown with --format json or html")
    if cell is not None and format_ != "table":
        raise click.UsageError(f"--cell is told in sentences; there is no {format_} of it")
    if cell is not None and (regimes or of is not None):
        raise click.UsageError("--cell names the two that it compares; leave out --of and further regimes")
    catalogue = load_catalogue()
    subject = None if of is None else catalogue.regimes.find(of)
    compared = catalogue.select(None if not regimes else (*regimes, *([] if subject is None else [subject.id])))
    if subject is not None and len(compared) == 1:
        raise click.UsageError(f"name a regime beside {subject.id} to compare it with")
    if axis is not None:
        catalogue.axes.find(axis)
    selection = Selection(as_of, level, axis)
    if cell is not None:
        emit(_told(catalogue, selection, *cell), output)
        return
    with _progress() as progress:
        _keep_what_was_read()
        computed = crosswalk(catalogue, compared, progress)
        found = None
        if witnesses and subject is not None:
            found = _witnesses(catalogue, View(catalogue, computed, selection, compared, rows, subject), progress)
    emit(render_crosswalk(View(catalogue, computed, selection, compared, rows, subject, found), format_), output)


def _keep_what_was_read() -> None:
    """Spare what stays to the end from being looked through for garbage: that took a fifth of the time."""
    gc.collect()
    gc.freeze()


def _witnesses(
    catalogue: Catalogue, view: View, progress: Callable[[str, int, int], None]
) -> dict[tuple[str, str], CoverageEvidence]:
    """Look for a witness for each cell of a view that is neither free nor in conflict."""
    from conformance.matrix.crosswalk.build import comparison_of, terms_of
    from conformance.matrix.crosswalk.coverage import Coverage
    from conformance.matrix.crosswalk.evidence import coverage_evidence

    by_id = {each.id: each for each in terms_of(catalogue, view.regimes)}
    comparison = comparison_of(tuple(by_id.values()))
    cells = [(column, each) for column in view.columns for subject in view.subjects for each in view.counted(subject)]
    found: dict[tuple[str, str], CoverageEvidence] = {}
    for done, (column, each) in enumerate(cells):
        progress("looking for witnesses", done, len(cells))
        covered = view.coverages.of(column.id, each.id)
        if covered.coverage in (Coverage.PARTLY, Coverage.NEW):
            counted = [by_id[other.id] for other in view.counted(column)]
            found[column.id, each.id] = coverage_evidence(counted, by_id[each.id], covered, comparison, view.selection.as_of)
    return found


def _told(catalogue: Catalogue, selection: Selection, one: str, other: str) -> str:
    """Return the sentences on a cell, whichever of the two are requirements."""
    if "/" in one and "/" in other:
        return _told_pair(catalogue, selection, one, other)
    if "/" in one:
        one, other = other, one
    row = catalogue.regimes.find(one)
    if "/" in other:
        return _told_coverage(catalogue, selection, row, other)
    from conformance.matrix.crosswalk.build import crosswalk
    from conformance.matrix.crosswalk.model import Coverages
    from conformance.reports.crosswalk_cell import render_regimes_cell

    column = catalogue.regimes.find(other)
    with _progress() as progress:
        computed = crosswalk(catalogue, catalogue.select((row.id, column.id)), progress)
    counted = frozenset(each.id for regime in (row, column) for each in selection.of(regime))
    return render_regimes_cell(Coverages(computed, counted), row, column, selection.of(column))


def _told_coverage(catalogue: Catalogue, selection: Selection, row: Regime, other: str) -> str:
    from conformance.matrix.crosswalk.build import comparison_of, terms_of
    from conformance.matrix.crosswalk.codified import term_titles
    from conformance.matrix.crosswalk.coverage import covered, support
    from conformance.matrix.crosswalk.evidence import coverage_evidence
    from conformance.matrix.crosswalk.model import related_by_regime
    from conformance.reports.crosswalk_cell import render_coverage

    requirement = catalogue.requirement(other)
    regimes = catalogue.select((row.id, requirement.regime_id))
    by_id = {each.id: each for each in terms_of(catalogue, regimes)}
    counted = [by_id[each.id] for each in selection.of(row)]
    subject = by_id[requirement.id]
    comparison = comparison_of((*counted, subject))
    pairs = [comparison.pair(each, subject) for each in counted]
    related = related_by_regime(pairs).get((row.id, subject.id), {})
    supported = support([each for each in counted if each.id in related], subject, comparison)
    answer = covered(related, supported, {each.id for each in counted})
    found = coverage_evidence(counted, subject, answer, comparison, selection.as_of)
    return render_coverage(row, requirement, found, term_titles(catalogue, regimes))


def _told_pair(catalogue: Catalogue, selection: Selection, one: str, other: str) -> str:
    from dataclasses import replace

    from conformance.matrix.crosswalk.build import comparison_of, terms_of
    from conformance.matrix.crosswalk.codified import term_titles
    from conformance.matrix.crosswalk.evidence import pair_evidence
    from conformance.reports.crosswalk_cell import render_pair

    first, second = catalogue.requirement(one), catalogue.requirement(other)
    regimes = catalogue.select((first.regime_id, second.regime_id))
    by_id = {each.id: each for each in terms_of(catalogue, regimes)}
    comparison = comparison_of((by_id[one], by_id[other]))
    pair = comparison.pair(by_id[one], by_id[other])
    if pair.triggers is None:
        pair = replace(pair, triggers=comparison.of_triggers(by_id[one].trigger, by_id[other].trigger))
    found = pair_evidence(by_id[one], by_id[other], pair, comparison, selection.as_of)
    return render_pair(first, second, found, term_titles(catalogue, regimes))


@contextmanager
def _progress() -> Iterator[Callable[[str, int, int], None]]:
    """Give a function that shows the progress as a bar in one line of standard error, cleared at the end; on a terminal only."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return

    def show(label: str, done: int, total: int) -> None:
        filled = BAR * done // max(total, 1)
        click.echo(f"\r\033[K{label} [{'#' * filled}{'-' * (BAR - filled)}] {done:,} of {total:,}", err=True, nl=False)

    try:
        yield show
    finally:
        click.echo("\r\033[K", err=True, nl=False)
