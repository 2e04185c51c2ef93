"""One declaration under examination: its verdicts, and for each the places in its source that it rests on."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from conformance.declarations import pointers

from .derived import source_pointer
from .grounds import Grounds, Reader, all_of
from .markets import assume_markets
from .model import Status, Verdict
from .open_lists import open_lists

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from conformance.catalogue import Catalogue, Schema
    from conformance.declarations import Declaration, Judged

ABOUT_APPLYING = frozenset({Status.UNDETERMINED, Status.NOT_APPLICABLE, Status.NOT_IN_FORCE})
"""Verdicts of which a reader asks first why the requirement applies or not, rather than what it demands."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a declaration's source.

    Attributes:
        pointer: JSON Pointer into the judged document.
        line: from 1; for something missing, where its nearest ancestor stands.
        column: in characters, from 1.
        remark: how the value came about when the source does not state it, or why it is withheld; ``""`` otherwise.
    """

    pointer: str
    line: int
    column: int
    remark: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict rests on.

    Attributes:
        applies: the grounds of whether it applies, scope included.
        demands: the grounds of whether what it asks holds.
    """

    applies: Grounds
    demands: Grounds


@dataclass(frozen=True)
class Examination:
    """A declaration with its verdicts and access to what they rest on.

    Attributes:
        declaration: as it was read.
        judged: as it was judged.
        verdicts: in the order of the catalogue.
    """

    declaration: Declaration
    judged: Judged
    verdicts: tuple[Verdict, ...]
    reader: Reader = field(repr=False, compare=False)
    scopes: Mapping[str, tuple[Schema, str]] = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """The file, with ``#n`` for the n-th declaration of a file after the first."""
        index = self.declaration.index
        return f"{self.declaration.file}#{index + 1}" if index else self.declaration.file

    def basis(self, verdict: Verdict) -> Basis:
        """Return what a verdict of this declaration rests on."""
        return Basis(self._applies(verdict), self._demands(verdict))

    def _applies(self, verdict: Verdict) -> Grounds:
        requirement = verdict.requirement
        scope, base = self.scopes[requirement.regime_id]
        return all_of([self.reader.read(scope, base), self.reader.read(requirement.trigger, requirement.uri)])

    def _demands(self, verdict: Verdict) -> Grounds:
        return self.reader.read(verdict.requirement.duty, verdict.requirement.uri)

    def grounds(self, verdict: Verdict) -> Grounds:
        """Return the part of the basis that a reader of the verdict looks for first."""
        if verdict.status in ABOUT_APPLYING:
            return self._applies(verdict)
        demands = self._demands(verdict)
        return demands if demands.missing or demands.rests_on else self._applies(verdict)

    def places(self, pointers: Iterable[str]) -> tuple[Place, ...]:
        """Return where in the source the pointers lead, in the order of the source."""
        return tuple(sorted(self._places(pointers), key=lambda place: (place.line, place.column, place.pointer)))

    def _places(self, pointers: Iterable[str]) -> Iterator[Place]:
        for pointer in pointers:
            line, column = self.declaration.positions.of(self._stated(pointer))
            yield Place(pointer, line, column, self._remark(pointer))

    def _stated(self, pointer: str) -> str:
        """Return where the source states what is judged at a pointer: a derived field's source, an omission."""
        for above in pointers.upwards(source_pointer(pointer)):
            if above in self.judged.closed:
                omissions = self.declaration.data["declaration"].get("omissions", ())
                return next((f"/declaration/omissions/{n}" for n, each in enumerate(omissions) if each["field"] == above), above)
        return source_pointer(pointer)

    def _remark(self, pointer: str) -> str:
        origin = self.declaration.remark(self._stated(pointer))
        return "; ".join(filter(None, (self._rule(pointer), origin)))

    def _rule(self, pointer: str) -> str:
        for above in pointers.upwards(pointer):
            if above in self.judged.closed:
                return self.judged.closed[above]
            if above in self.judged.withheld:
                return f"withheld: {self.judged.withheld[above]}"
        return self._derived.get(pointer, "")

    @cached_property
    def _derived(self) -> Mapping[str, str]:
        return self.judged.derived


def examine(
    declaration: Declaration, judged: Judged, verdicts: Iterable[Verdict], catalogue: Catalogue, what_if: Sequence[str] = ()
) -> Examination:
    """Put a declaration and its verdicts together.

    Args:
        declaration: as it was read.
        judged: as it was derived.
        verdicts: made of it.
        catalogue: where their requirements stand.
        what_if: the jurisdictions that were supposed when judging.
    """
    judged = assume_markets(judged, what_if)
    found = tuple(verdicts)
    regimes = {v.requirement.regime_id: catalogue.regimes[v.requirement.regime_id] for v in found}
    scopes = {id: (regime.scope, regime.uri) for id, regime in regimes.items()}
    return Examination(declaration, judged, found, Reader(catalogue, judged, open_lists()), scopes)
