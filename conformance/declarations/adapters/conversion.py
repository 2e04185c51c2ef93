"""What came of one record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.declaration import Declaration

if TYPE_CHECKING:
    from conformance.declarations.adapters.provenance import Provenance
    from conformance.declarations.adapters.record import Doubt, Record


ONLY_AUTHORITY = frozenset({"field", "file", "authority"})
"""Members of an entry of ``declaration.sources`` that says who speaks and no more."""


@dataclass(frozen=True)
class Conversion:
    """A record, the declaration it became, and what was done with each of its parts.

    Attributes:
        format: the name of the adapter.
        record: what was converted.
        data: the declaration as JSON data.
        provenance: where each of its fields comes from.
        ignored: for each part that was left out on purpose, the reason.
        doubts: what a reader should look at, those of the reader of the source included.
    """

    format: str
    record: Record
    data: Mapping[str, Any]
    provenance: Provenance
    ignored: Mapping[str, str]
    doubts: tuple[Doubt, ...]

    @property
    def declaration(self) -> Declaration:
        """The declaration, with its places in the source of the record."""
        return Declaration(
            self.record.file, self.record.index, self.data, self.provenance.positions(self.data), self.provenance.remark
        )

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The parts of the record that are not empty, as pointers."""
        return tuple(node.pointer for node in self.record.root.leaves())

    @cached_property
    def mapped(self) -> frozenset[str]:
        """The parts, of those in :attr:`fields`, on which something in the declaration rests."""
        used = {node.pointer for origin in self.provenance.origins for node in origin.nodes}
        return frozenset(field for field in self.fields if _covered(field, used))

    @cached_property
    def unmapped(self) -> tuple[str, ...]:
        """The parts that are neither mapped nor left out on purpose, in the order of the source."""
        return tuple(field for field in self.fields if field not in self.mapped and not _covered(field, self.ignored.keys()))

    def with_sources(self) -> dict[str, Any]:
        """Return the declaration with its provenance in ``declaration.sources``."""
        head = dict(self.data["declaration"])
        told = [source for source in head.get("sources", ()) if source.keys() != ONLY_AUTHORITY]
        head["sources"] = [*told, *self.provenance.entries(head.get("authority", ""))]
        return {**self.data, "declaration": head}


def _covered(pointer: str, by: Any) -> bool:
    """Tell whether a pointer is among others or lies below one of them."""
    return any(above in by for above in pointers.upwards(pointer)) or "" in by
