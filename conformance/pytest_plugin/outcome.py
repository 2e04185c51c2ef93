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
        f"found: {verdict.reason or verdict.status.meaning}",
        *_lines("declare" if grounds.missing else "see", file, places),
        f"more: conformance explain {requirement.id} {file}",
    )
    return NonConformity(file, line, headline, details)


def _lines(word: str, file: str, places: tuple[Place, ...]) -> Iterator[str]:
    for place in places:
        remark = f" ({place.remark})" if place.remark else ""
        yield f"{word}: {place.pointer} at {file}:{place.line}{remark}"


def represent(excinfo: pytest.ExceptionInfo[BaseException], unmet: NonConformity) -> Any:
    """Return what pytest shows: the text alone, located in the declaration, alike with xdist and without it."""
    shown = excinfo.getrepr(style="value")
    if shown.reprcrash is not None:
        shown.reprcrash.path = unmet.file
        shown.reprcrash.lineno = unmet.line
        shown.reprcrash.message = unmet.headline
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
    return f"{verdict.status}: {verdict.reason or verdict.status.meaning}"
