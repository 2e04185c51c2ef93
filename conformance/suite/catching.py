"""Writing the case that notices a fault which no case of the regime notices yet."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from conformance.verdicts import Status

from .case import Kind
from .edits import edits, make
from .faults import Fault, Inspection, telling
from .score import Unnoticed
from .shrinking import shrunk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .author import Author

MOST_HOLDERS = 3
"""Requirements of which a case is sought that notices a fault they share."""

MOST_BASES = 6
MOST_EDITS = 300
KINDS = {
    Status.PASS: Kind.CONFORMING,
    Status.FAIL: Kind.VIOLATING,
    Status.NOT_APPLICABLE: Kind.NOT_APPLICABLE,
    Status.UNDECLARED: Kind.SILENT,
    Status.UNDETERMINED: Kind.SILENT,
}


def catch(authors: Sequence[Author]) -> None:
    """Let the authors of a regime write further cases, until each fault is noticed for which a case was found."""
    left = Unnoticed(set(), {})
    for author in authors:
        left.take(author.bench, author.written)
    catchers = {author.bench.requirement.id: _Catcher(author, left) for author in authors}
    for number in range(MOST_HOLDERS):
        for place, holders in list(left.holders.items()):
            if place in left.holders and number < len(holders):
                bench, fault = holders[number]
                catchers[bench.requirement.id].build(fault)
    for catcher in catchers.values():
        catcher.vary()


class _Catcher:
    """One requirement's part in the search."""

    def __init__(self, author: Author, left: Unnoticed) -> None:
        self._author = author
        self._bench = author.bench
        self._left = left

    @cached_property
    def _own(self) -> tuple[Fault, ...]:
        """Its faults that no case noticed when it was first looked at."""
        return tuple(fault for holders in self._left.holders.values() for bench, fault in holders if bench is self._bench)

    @cached_property
    def _inspection(self) -> Inspection:
        return Inspection(self._bench, self._own)

    def build(self, fault: Fault) -> None:
        """Build a declaration that tells the requirement from its fault, and write it as a case."""
        for goal in telling(self._bench, fault):
            data = self._author.solve(goal)
            if data is not None and self._write(data, fault):
                return

    def vary(self) -> None:
        """Change the declarations of its cases in one place each, and write those as cases that notice something."""
        bases = [case.declaration for case in self._author.written if case.as_of == self._bench.as_of][:MOST_BASES]
        for base in bases:
            for number, edit in enumerate(edits(base)):
                if number >= MOST_EDITS or not any(fault.place in self._left.holders for fault in self._own):
                    break
                data = make(base, edit)
                if self._bench.accepted(data) is None:
                    continue
                for fault in self._told(data, self._inspection):
                    if fault.place in self._left.holders:
                        self._write(data, fault)

    def _told(self, data: Mapping[str, Any], inspection: Inspection) -> list[Fault]:
        found = inspection.told(data, self._bench.as_of, suppose_in_force=self._bench.suppose_in_force)
        return [fault for fault, _ in found]

    def _write(self, data: Mapping[str, Any], fault: Fault) -> bool:
        """Write a case with a declaration, as small as it can be, if it notices the fault; tell whether it does."""
        status = self._bench.accepted(data)
        alone = Inspection(self._bench, [fault])
        if status not in KINDS or not self._told(data, alone):
            return False

        def still(smaller: Mapping[str, Any]) -> bool:
            return self._bench.accepted(smaller) is status and bool(self._told(smaller, alone))

        told = f"{self._author.said(status)} Notices this fault: {fault.said}."
        case = self._author.add(shrunk(data, still), KINDS[status], status, told)
        self._left.forget(found for found, _ in self._inspection.noticed(case))
        return True
