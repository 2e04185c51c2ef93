"""Writing the case that notices a fault which no case of the regime notices yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.verdicts import Status

from .case import Kind
from .edits import edits, make
from .faults import Fault, Inspection, telling
from .score import Unnoticed
from .shrinking import shrunk

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

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
    by_id = {author.bench.requirement.id: author for author in authors}
    for number in range(MOST_HOLDERS):
        for place, holders in list(left.holders.items()):
            if place in left.holders and number < len(holders):
                bench, fault = holders[number]
                _seek(by_id[bench.requirement.id], fault, left)
    for author in authors:
        _vary(author, left)


def _seek(author: Author, fault: Fault, left: Unnoticed) -> None:
    """Build a declaration that tells the requirement from its fault."""
    inspection = Inspection(author.bench, [fault])
    for goal in telling(author.bench, fault):
        data = author.solve(goal)
        if data is not None and _write(author, data, fault, inspection, left):
            return


def _vary(author: Author, left: Unnoticed) -> None:
    """Change the declarations of a requirement's cases in one place each, and keep those that notice something."""
    own = [fault for holders in left.holders.values() for bench, fault in holders if bench is author.bench]
    if not own:
        return
    inspection = Inspection(author.bench, own)
    bases = [case.declaration for case in author.written if case.as_of == author.bench.as_of][:MOST_BASES]
    for base in bases:
        for number, edit in enumerate(edits(base)):
            if number >= MOST_EDITS or not any(fault.place in left.holders for fault in own):
                break
            data = make(base, edit)
            if author.bench.accepted(data) is None:
                continue
            for fault in _told(author, data, inspection):
                if fault.place in left.holders:
                    _write(author, data, fault, Inspection(author.bench, [fault]), left)


def _told(author: Author, data: Mapping[str, Any], inspection: Inspection) -> Iterable[Fault]:
    bench = author.bench
    return [fault for fault, _ in inspection.told(data, bench.as_of, suppose_in_force=bench.suppose_in_force)]


def _write(author: Author, data: Mapping[str, Any], fault: Fault, inspection: Inspection, left: Unnoticed) -> bool:
    """Write a case with a declaration, as small as it can be, if it notices the fault; tell whether it does."""
    status = author.bench.accepted(data)
    if status not in KINDS or not _told(author, data, inspection):
        return False

    def still(smaller: Mapping[str, Any]) -> bool:
        return author.bench.accepted(smaller) is status and bool(_told(author, smaller, inspection))

    case = author.add(
        shrunk(data, still), KINDS[status], status, f"{author.said(status)[:-1]}, and would not be with this fault: {fault.said}."
    )
    others = [each for holders in left.holders.values() for bench, each in holders if bench is author.bench]
    left.forget(found for found, _ in Inspection(author.bench, others).noticed(case))
    return True
