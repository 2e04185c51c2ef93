"""One record of a source: what becomes one declaration."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.adapters.node import Node

if TYPE_CHECKING:
    from conformance.declarations.positions import Positions


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something in a source that a reader should look at.

    Attributes:
        pointer: the part of the record; ``""`` for the record as a whole.
        why: what is doubtful, in words.
    """

    pointer: str
    why: str


@dataclass(frozen=True, slots=True)
class Record:
    """What a source says of one system.

    Attributes:
        file: the source as the user named it.
        index: its place among the records of the source, from 0.
        data: the JSON value; of a row of a table, its cells by column.
        positions: where each part stands in the source.
        is_row: whether it is a row of a table, whose parts are columns.
        doubts: what the reader of the source found odd.
    """

    file: str
    index: int
    data: Any
    positions: Positions = field(compare=False, repr=False)
    is_row: bool = False
    doubts: tuple[Doubt, ...] = ()

    @property
    def root(self) -> Node:
        """The whole of it, as a node."""
        return Node("", self.data)

    def get(self, *path: str | int) -> Node:
        """Return the part at the path of member names, columns and list indices; an empty one when there is none."""
        return self.root.get(*path)

    def locator(self, pointer: str) -> str:
        """Return how to find a part of the record in the source: ``row 12, column 'title'``, or its pointer."""
        line = self.positions.of("").line
        if not self.is_row:
            return pointer or "the whole document"
        return (
            f"row {self.index + 1}, column '{pointers.split(pointer)[0]}'" if pointer else f"row {self.index + 1} at line {line}"
        )
