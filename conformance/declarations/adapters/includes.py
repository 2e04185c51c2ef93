"""References of the form ``!include parts/model.yaml``: what they name is put in their place, from below the folder alone."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.adapters.trees import read_yaml_records
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.original import Original

_TAG = "!include "
_MOST = 100
_DEEPEST = 3


def is_reference(text: str) -> bool:
    """Tell whether a text is a reference that was not resolved."""
    return text.startswith(_TAG)


def with_includes(record: Record, original: Original) -> Record:
    """Return a record with what its references name in their place.

    Only files in the folder of the source or below it are read. A reference to anything else, to what is missing or cannot be
    read, stays as it is, with a doubt. Places in what was included are those of the reference.

    Args:
        record: a document of YAML as it was read, tags before their text.
        original: the source it is of.
    """
    reader = _Includes(original)
    data = reader.resolve(record.data, "", original, 0)
    if not reader.seen:
        return record
    doubts = tuple(doubt for doubt in record.doubts if doubt.pointer not in reader.seen)
    return replace(record, data=data, doubts=(*doubts, *reader.doubts))


@dataclass
class _Includes:
    original: Original
    seen: set[str] = field(default_factory=set)
    doubts: list[Doubt] = field(default_factory=list)
    size: int = 0

    def resolve(self, value: Any, pointer: str, around: Original, depth: int) -> Any:
        if isinstance(value, dict):
            return {
                name: self.resolve(member, f"{pointer}/{pointers.escape(name)}", around, depth) for name, member in value.items()
            }
        if isinstance(value, list):
            return [self.resolve(item, f"{pointer}/{index}", around, depth) for index, item in enumerate(value)]
        if isinstance(value, str) and value.startswith(_TAG):
            return self._included(value, pointer, around, depth)
        return value

    def _included(self, value: str, pointer: str, around: Original, depth: int) -> Any:
        way = value.removeprefix(_TAG).strip().removeprefix("./")
        self.seen.add(pointer)
        if depth >= _DEEPEST or len(self.seen) > _MOST:
            return self._kept(value, pointer, "is not resolved: too many files or too deep")
        source = around.inside(way)
        if source is None:
            return self._kept(value, pointer, "is not resolved: it names no file in this folder or below it")
        self.size += source.path.stat().st_size if source.path else 0
        if self.size > self.original.limits.size:
            return self._kept(value, pointer, "is not resolved: the parts together are too large")
        found: Record | Refusal | None
        try:
            found = next(iter(read_yaml_records(source)), None)
        except Refusal as refusal:
            found = refusal
        if found is None or isinstance(found, Refusal):
            why = found.problems[0].what if isinstance(found, Refusal) and found.problems else "nothing is in it"
            return self._kept(value, pointer, f"is not resolved: {why}")
        self.doubts += [Doubt(f"{pointer}{doubt.pointer}", doubt.why) for doubt in found.doubts if not _is_tag(doubt)]
        return self.resolve(found.data, pointer, source, depth + 1)

    def _kept(self, value: str, pointer: str, why: str) -> str:
        self.doubts.append(Doubt(pointer, why))
        return value


def _is_tag(doubt: Doubt) -> bool:
    return "!include" in doubt.why
