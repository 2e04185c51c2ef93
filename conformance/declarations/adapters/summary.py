"""What came of many conversions, counted while they pass by."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.declarations import pointers
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.conversion import Conversion
    from conformance.declarations.adapters.record import Record

MOST_REFUSALS = 100


@dataclass(frozen=True, slots=True)
class Count:
    """How often something was met, and where first.

    Attributes:
        what: the part of the records: a column, or a pointer in which ``*`` stands for any index.
        why: the reason or the doubt; ``""`` where the part says it all.
        number: how many parts.
        file: the source of the first one.
        line: its line.
    """

    what: str
    why: str
    number: int
    file: str
    line: int


@dataclass(slots=True)
class _Seen:
    number: int
    file: str
    line: int


@dataclass
class Summary:
    """Counts of what was read, mapped, left out on purpose, not mapped, and doubtful.

    Attributes:
        formats: records by format.
        records: records that became declarations.
        refused: records and sources that could not be read.
        fields: non-empty parts of the records.
        mapped: parts that something in a declaration rests on.
        refusals: the first refusals, whole.
    """

    formats: Counter[str] = field(default_factory=Counter)
    records: int = 0
    refused: int = 0
    fields: int = 0
    mapped: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    _ignored: dict[tuple[str, str], _Seen] = field(default_factory=dict)
    _unmapped: dict[tuple[str, str], _Seen] = field(default_factory=dict)
    _doubts: dict[tuple[str, str], _Seen] = field(default_factory=dict)

    def watch(self, found: Iterable[Conversion | Refusal]) -> Iterator[Conversion]:
        """Yield the conversions, and count them and the refusals among them."""
        for each in found:
            if isinstance(each, Refusal):
                self.refused += 1
                if len(self.refusals) < MOST_REFUSALS:
                    self.refusals.append(each)
                continue
            self._count(each)
            yield each

    @property
    def ignored(self) -> tuple[Count, ...]:
        """What was left out on purpose, most frequent first."""
        return _counts(self._ignored)

    @property
    def unmapped(self) -> tuple[Count, ...]:
        """What no field of the declaration format takes, most frequent first."""
        return _counts(self._unmapped)

    @property
    def doubts(self) -> tuple[Count, ...]:
        """What a reader should look at, most frequent first."""
        return _counts(self._doubts)

    @property
    def left_out(self) -> int:
        """How many non-empty parts were left out on purpose."""
        return self.fields - self.mapped - sum(count.number for count in self.unmapped)

    def _count(self, conversion: Conversion) -> None:
        self.formats[conversion.format] += 1
        self.records += 1
        self.fields += len(conversion.fields)
        self.mapped += len(conversion.mapped)
        record = conversion.record
        for pointer, why in conversion.ignored.items():
            _add(self._ignored, record, pointer, why)
        for pointer in conversion.unmapped:
            _add(self._unmapped, record, pointer, "")
        for doubt in conversion.doubts:
            _add(self._doubts, record, doubt.pointer, doubt.why)


def _add(counts: dict[tuple[str, str], _Seen], record: Record, pointer: str, why: str) -> None:
    tokens = pointers.split(pointer)
    what = (tokens[0] if tokens else "the row") if record.is_row else _general(tokens)
    if (key := (what, why)) in counts:
        counts[key].number += 1
    else:
        counts[key] = _Seen(1, record.file, record.positions.of(pointer).line)


def _general(tokens: list[str]) -> str:
    return pointers.join("*" if token.isdigit() else token for token in tokens) or "the whole document"


def _counts(counts: dict[tuple[str, str], _Seen]) -> tuple[Count, ...]:
    found = [Count(what, why, seen.number, seen.file, seen.line) for (what, why), seen in counts.items()]
    return tuple(sorted(found, key=lambda count: (-count.number, count.what, count.why)))
