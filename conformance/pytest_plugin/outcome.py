"""How a verdict is told as the outcome of a test."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from conformance.catalogue import Level
from conformance.verdicts import Status, Verdict

if TYPE_CHECKING:
    import pytest

    from conformance.verdicts import Examination, Place


class NonConformity(Exception):
    """A requirement that counts is not met.

    Attributes:
        file: the declaration's file.
        line: the line that shows it best, from 1.
        headline: what is the matter, in one line.
        details: further lines.
    """

    def __init__(self, file: str, line: int, headline: str, details: tuple[str, ...]) -> None:
        super().__init__(file, line, headline, details)
        self.file = file
        self.line = line
        self.headline = headline
        self.details = details

    def __str__(self) -> str:
        return "\n".join((f"{self.file}:{self.line}: {self.headline}", *(f"  {detail}" for detail in self.details)))


def nonconformity(examination: Examination, verdict: Verdict) -> NonConformity:
    """Return what is the matter with a verdict that fails its test, and where in the declaration."""
    grounds = examination.grounds(verdict)
    places = examination.places(grounds.missing or grounds.rests_on)
    requirement = verdict.requirement
    headline = f"{verdict.status}: {requirement.id}: {requirement.title}"
    file = examination.declaration.file
    line = places[0].line if places else examination.declaration.positions.of("").line
    details = (
        f"asked: {requirement.clause}, {requirement.level}: {requirement.description}",
        f"found: {_found(verdict)}",
        *_lines("declare" if grounds.missing else "see", file, places),
        f"more: conformance explain {requirement.id} {file}",
    )
    return NonConformity(file, line, headline, details)


def _found(verdict: Verdict) -> str:
    if verdict.status is Status.UNDETERMINED:
        return verdict.reason or verdict.status.meaning
    return "; ".join(filter(None, (verdict.status.meaning, verdict.reason)))


def _lines(word: str, file: str, places: tuple[Place, ...]) -> Iterator[str]:
    for place in places:
        remark = f" ({place.remark})" if place.remark else ""
        yield f"{word}: {place.pointer} at {file}:{place.line}{remark}"


def represent(excinfo: pytest.ExceptionInfo[BaseException], file: str, line: int, headline: str) -> Any:
    """Return what pytest shows for an error of the user's: its text alone, alike with xdist and without it.

    Args:
        excinfo: the error; its text says it all.
        file: where pytest is to locate it.
        line: the line there, from 1.
        headline: what pytest repeats in its short summary.
    """
    shown = excinfo.getrepr(style="value")
    if shown.reprcrash is not None:
        shown.reprcrash.path = file
        shown.reprcrash.lineno = line
        shown.reprcrash.message = headline
    return shown


def skip_reason(verdict: Verdict, level: str) -> str:
    """Return why a verdict other than ``pass`` fails no test.

    Args:
        verdict: one that does not offend.
        level: the weakest level that can fail a test.
    """
    if verdict.status in (Status.FAIL, Status.UNDECLARED):
        if not Level(level).includes(verdict.level):
            return f"{verdict.status}: counts with --conformance-level {verdict.level}"
        return f"{verdict.status}: of a candidate regime, counts when --conformance-regime names it"
    if verdict.waiver is not None:
        return verdict.reason
    return f"{verdict.status}: {verdict.reason or verdict.status.meaning}"
