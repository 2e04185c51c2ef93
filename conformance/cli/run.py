"""Reading and judging what the arguments name, with progress for people who wait."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from conformance.declarations import Declaration, Refusal, derive, first_party, load
from conformance.verdicts import Examination, Judge, Waiver, examine

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from conformance.catalogue import Catalogue

PROGRESS_FROM = 20


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of the paths.

    Attributes:
        examinations: the declarations that could be read, in order of their keys.
        refusals: the sources and documents that could not.
    """

    examinations: tuple[Examination, ...]
    refusals: tuple[Refusal, ...]


def judge_paths(
    paths: Iterable[str | Path],
    catalogue: Catalogue,
    judge: Judge,
    *,
    as_of: date,
    waivers: Sequence[Waiver] = (),
    what_if: Sequence[str] = (),
    format_name: str | None = None,
    evidence: str = "any",
    suppose_in_force: bool = False,
) -> Judged:
    """Read and judge every declaration that the paths lead to; the order of the paths does not matter."""
    refusals = []
    declarations = []
    for found in load(paths, format_name=format_name, issued_on=as_of):
        if isinstance(found, Declaration):
            declarations.append(first_party(found) if evidence == "first-party" else found)
        else:
            refusals.append(found)
    examinations = []
    for declaration in _with_progress(declarations):
        judged = derive(declaration.data, as_of)
        verdicts = judge(judged, as_of=as_of, waivers=waivers, what_if=what_if, suppose_in_force=suppose_in_force)
        examinations.append(examine(declaration, judged, verdicts, catalogue, what_if))
    return Judged(tuple(sorted(examinations, key=lambda e: (e.declaration.file, e.declaration.index))), tuple(refusals))


def report_refusals(refusals: Iterable[Refusal]) -> None:
    """Say on standard error what could not be read, each problem with file, line and column."""
    for refusal in refusals:
        for line in str(refusal).splitlines():
            click.echo(f"error: {line}", err=True)


def _with_progress(declarations: Sequence[Declaration]) -> Iterator[Declaration]:
    if len(declarations) < PROGRESS_FROM or not sys.stderr.isatty():
        yield from declarations
        return
    with click.progressbar(declarations, label="judging", file=sys.stderr) as bar:
        yield from bar
