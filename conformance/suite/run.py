"""Putting the suite to a checker, case by case."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import TYPE_CHECKING

from . import protocol
from .checker import CannotStart, Checker, CheckerDied
from .laws import Law, broken

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue

    from .case import Case
    from .files import CaseFile

MOST_RESTARTS = 20
"""Deaths after which a checker is not started again, and the cases left are errors."""

REPEATED = 25
"""Cases of each regime, spread evenly, that are asked twice."""


class Result(StrEnum):
    """What came of a case."""

    AGREED = "agreed"
    DISAGREED = "disagreed"
    ERROR = "error"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case.

    Attributes:
        id: ``<requirement>#<number>``, the number being the case's place in its file from 0.
        case: the case.
        result: whether the checker agreed.
        given: the verdict it gave, ``""`` if none.
        law: the law that its answer breaks, or None.
        message: what went wrong, or why it was skipped.
    """

    id: str
    case: Case
    result: Result
    given: str = ""
    law: Law | None = None
    message: str = ""

    @property
    def requirement(self) -> str:
        """The requirement's id."""
        return self.id.partition("#")[0]

    @property
    def regime(self) -> str:
        """The regime's id."""
        return self.id.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the suite.

    Attributes:
        command: the checker's command.
        introduction: what the checker said of itself.
        outcomes: one for each case, in the order of the suite.
        restarts: how often it had to be started again.
    """

    command: tuple[str, ...]
    introduction: protocol.Introduction
    outcomes: tuple[Outcome, ...]
    restarts: int

    def count(self, result: Result) -> int:
        """Return how many cases ended so."""
        return sum(outcome.result is result for outcome in self.outcomes)

    @property
    def agrees(self) -> bool:
        """Whether no case ended in disagreement or error."""
        return not self.count(Result.DISAGREED) and not self.count(Result.ERROR)

    @property
    def laws(self) -> tuple[Law, ...]:
        """The laws that were broken."""
        found = {outcome.law for outcome in self.outcomes}
        return tuple(law for law in Law if law in found)


def run(
    command: Sequence[str],
    files: Iterable[CaseFile],
    catalogue: Catalogue,
    *,
    seconds: float = 5.0,
    told: Callable[[Outcome], None] = lambda _: None,
) -> Run:
    """Put cases to a checker and return what came of them.

    Args:
        command: program and arguments of the checker.
        files: the cases, those of one regime together.
        catalogue: where their regimes stand.
        seconds: longest wait for an answer to a case.
        told: called with each outcome as it comes.

    Raises:
        CannotStart: the command starts no checker.
    """
    asker = _Asker(tuple(command), catalogue, seconds)
    outcomes = []
    for regime, group in groupby(files, key=lambda file: file.requirement.partition("/")[0]):
        for outcome in asker.regime(regime, list(group)):
            told(outcome)
            outcomes.append(outcome)
    asker.stop()
    return Run(tuple(command), asker.introduction, tuple(outcomes), asker.restarts)


class _Asker:
    def __init__(self, command: tuple[str, ...], catalogue: Catalogue, seconds: float) -> None:
        self._command = command
        self._catalogue = catalogue
        self._seconds = seconds
        self.restarts = 0
        self._seq = 0
        self._ready_for = ""
        try:
            self._checker: Checker | None = Checker(command, seconds)
        except OSError as error:
            raise CannotStart(command, error.strerror or str(error)) from error
        except CheckerDied as death:
            raise CannotStart(command, str(death)) from death
        self.introduction = self._checker.introduction

    def stop(self) -> None:
        if self._checker is not None:
            self._checker.stop()

    def regime(self, regime: str, files: list[CaseFile]) -> Iterator[Outcome]:
        cases = [(f"{file.requirement}#{number}", case) for file in files for number, case in enumerate(file.cases)]
        every = max(1, len(cases) // REPEATED)
        for number, (id, case) in enumerate(cases):
            outcome = self._outcome(regime, id, case)
            if number % every == 0 and outcome.result is Result.AGREED:
                again = self._outcome(regime, id, case)
                if again.result is Result.ERROR:
                    outcome = again
                elif again.given != outcome.given:
                    said = f"asked again: {again.given or again.message}"
                    outcome = Outcome(id, case, Result.DISAGREED, outcome.given, Law.REPEATABLE, said)
            yield outcome

    def _outcome(self, regime: str, id: str, case: Case) -> Outcome:
        if case.verdict not in self.introduction.verdicts:
            return Outcome(id, case, Result.SKIPPED, message=f"the checker never says {case.verdict}")
        try:
            given, message = self._ask(regime, id, case)
        except CheckerDied as death:
            self._checker = None
            self._ready_for = ""
            return Outcome(id, case, Result.ERROR, law=Law.ANSWERS, message=str(death))
        if given == "skipped":
            return Outcome(id, case, Result.SKIPPED, message=message)
        if given == "error":
            return Outcome(id, case, Result.ERROR, law=Law.ANSWERS, message=message)
        if given == case.verdict:
            return Outcome(id, case, Result.AGREED, given)
        return Outcome(id, case, Result.DISAGREED, given, broken(case, given), f"expected {case.verdict}, got {given}")

    def _ask(self, regime: str, id: str, case: Case) -> tuple[str, str]:
        if self._checker is None:
            if self.restarts >= MOST_RESTARTS:
                raise CheckerDied(f"not started again after {MOST_RESTARTS} deaths")
            self.restarts += 1
            try:
                self._checker = Checker(self._command, self._seconds)
            except OSError as error:
                raise CheckerDied(error.strerror or str(error)) from error
        if self._ready_for != regime:
            self._checker.prepare(protocol.dialect(self._catalogue, regime))
            self._ready_for = regime
        self._seq += 1
        requirement = id.partition("#")[0]
        question = protocol.case(self._seq, requirement, case.declaration, case.as_of, suppose_in_force=case.suppose_in_force)
        return self._checker.judge(question)
