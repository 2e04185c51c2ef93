"""From a file of declarations to one test item a requirement."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conformance.declarations import Declaration, Refusal, load
from conformance.errors import ConformanceError
from conformance.matrix import JudgedDeclaration, judged_declaration
from conformance.verdicts import Status

from .bench import Bench, bench
from .outcome import NonConformity, nonconformity, represent, skip_reason
from .properties import properties

if TYPE_CHECKING:
    from conformance.catalogue import Regime, Requirement
    from conformance.verdicts import Examination, Verdict


class Subject:
    """One declaration of a file, judged when its first verdict is asked for and never again."""

    def __init__(self, declaration: Declaration, bench: Bench) -> None:
        self.declaration = declaration
        self.bench = bench

    @cached_property
    def examination(self) -> Examination:
        """The declaration with its verdicts."""
        return self.bench.examine(self.declaration)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The verdicts by requirement id."""
        return {verdict.id: verdict for verdict in self.examination.verdicts}

    @cached_property
    def row(self) -> JudgedDeclaration:
        """What a matrix says of the declaration."""
        return judged_declaration(self.examination.key, self.declaration.data, self.examination.verdicts)


class DeclarationCollector(pytest.Collector):
    """Shows what is wrong with the user's input in its own words."""

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:  # noqa: ARG002
        """Show a refusal in its own words; anything else is a defect and is shown as pytest shows it."""
        if isinstance(excinfo.value, Refusal):
            problem = excinfo.value.problems[0]
            return represent(excinfo, problem.file, problem.line or 1, problem.what)
        if isinstance(excinfo.value, ConformanceError):
            return str(excinfo.value)
        return super().repr_failure(excinfo)


class DeclarationFile(DeclarationCollector, pytest.File):
    """A file of one declaration or of several; the regimes of a lone declaration stand right below it."""

    def collect(self) -> Iterator[pytest.Collector]:
        """Read the file and yield its regimes, below their document when there are several documents."""
        self.add_marker("conformance")
        settings = bench(self.config).settings
        found = list(load([_short(self.path)], format_name=settings.format_name, issued_on=settings.as_of))
        if len(found) == 1:
            yield from _regimes(self, found[0])
            return
        for number, each in enumerate(found, 1):
            yield DeclarationDocument.from_parent(self, name=str(number), found=each)


class DeclarationDocument(DeclarationCollector):
    """One of several declarations in a file, named by its number, from 1."""

    def __init__(self, *, found: Declaration | Refusal, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._found = found

    def collect(self) -> Iterator[pytest.Collector]:
        """Yield the regimes it is judged against."""
        return _regimes(self, self._found)


def _regimes(parent: pytest.Collector, found: Declaration | Refusal) -> Iterator[pytest.Collector]:
    if isinstance(found, Refusal):
        raise found
    subject = Subject(found, bench(parent.config))
    for regime in subject.bench.regimes:
        yield RegimeCollector.from_parent(parent, name=regime.id, regime=regime, subject=subject)


def _short(path: Path) -> Path:
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


class RegimeCollector(pytest.Collector):
    """The requirements of one regime, asked of one declaration."""

    def __init__(self, *, regime: Regime, subject: Subject, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._regime = regime
        self._subject = subject

    def collect(self) -> Iterator[RequirementItem]:
        """Yield an item for each requirement that a declaration can be judged against."""
        for requirement in self._regime.codified:
            yield RequirementItem.from_parent(self, name=requirement.slug, requirement=requirement, subject=self._subject)


class RequirementItem(pytest.Item):
    """One requirement, asked of one declaration; the verdict becomes the outcome."""

    def __init__(self, *, requirement: Requirement, subject: Subject, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._requirement = requirement
        self._subject = subject

    def runtest(self) -> None:
        """Pass, fail or skip, as the verdict has it."""
        verdict = self._subject.verdicts[self._requirement.id]
        self.user_properties.extend(properties(self._subject.row, verdict))
        if self._subject.bench.offends(verdict):
            raise nonconformity(self._subject.examination, verdict)
        if verdict.status is not Status.PASS:
            reason = skip_reason(verdict, self._subject.bench.settings.level)
            # Located at the declaration rather than here, so that `-rs` tells which one it is about.
            raise pytest.skip.Exception(reason, _use_item_location=True)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Show an unmet requirement in its own words; anything else is a defect and is shown as pytest shows it."""
        if isinstance(excinfo.value, NonConformity):
            unmet = excinfo.value
            return represent(excinfo, unmet.file, unmet.line, unmet.headline)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Return the file, the line (from 0) at which its declaration starts, and the requirement."""
        start = self._subject.declaration.positions.of("").line - 1
        return self.path, start, f"{self.path.name}: {self._requirement.id}"
