"""The laws that a wrong verdict breaks, by name."""

from __future__ import annotations

from enum import StrEnum

from .case import Case, Kind

_SILENT = ("undeclared", "undetermined")


class Law(StrEnum):
    """What every checker must keep."""

    SILENCE = "silence-is-not-evidence"
    DATES = "dates-decide"
    APPLICABILITY = "triggers-and-scope-decide"
    BOUNDS = "bounds-are-exact"
    DUTY = "duties-are-judged"
    REPEATABLE = "same-question-same-answer"
    ANSWERS = "every-case-is-answered"

    @property
    def meaning(self) -> str:
        """The law in a sentence."""
        return {
            Law.SILENCE: "what a declaration does not say is neither met nor broken",
            Law.DATES: "a requirement is judged only on the days on which it is in force",
            Law.APPLICABILITY: "a requirement is judged only of systems that it applies to, and of all of them",
            Law.BOUNDS: "one step beyond a bound is beyond it, and none is not",
            Law.DUTY: "what is asked and declared passes, what is declared otherwise fails",
            Law.REPEATABLE: "the same declaration on the same day gets the same verdict",
            Law.ANSWERS: "each case gets one answer in time, in the form of the protocol",
        }[self]


def broken(case: Case, given: str) -> Law:
    """Return the law that a verdict other than the expected one breaks."""
    expected = case.verdict
    if "not-in-force" in (expected, given):
        return Law.DATES
    if expected in _SILENT or given in _SILENT:
        return Law.SILENCE
    if case.kind is Kind.BOUNDARY:
        return Law.BOUNDS
    return Law.APPLICABILITY if "not-applicable" in (expected, given) else Law.DUTY
