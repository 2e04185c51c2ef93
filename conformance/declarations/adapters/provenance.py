"""Where each value of a converted declaration comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.adapters.state import State
from conformance.declarations.positions import Position, Positions, Spot

if TYPE_CHECKING:
    from conformance.declarations.adapters.adapter import Authority
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.record import Record

LONGEST_QUOTE = 2_000


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of a declaration comes from.

    Attributes:
        field: JSON Pointer into the declaration; it also covers what lies below.
        state: how the source stands to it.
        nodes: the parts of the record that it rests on; none for what the format itself says.
        rule: how the value follows from them, when the source does not state it in these words; ``""`` otherwise.
        authority: who speaks, when that is not who speaks in the rest of the record; None otherwise.
    """

    field: str
    state: State
    nodes: tuple[Node, ...]
    rule: str = ""
    authority: Authority | None = None


class Provenance:
    """The origins of one converted declaration.

    Args:
        record: what it was made of.
        origins: in the order in which they were found.
        omissions: the fields that ``declaration.omissions`` names, in its order.
    """

    def __init__(self, record: Record, origins: Sequence[Origin], omissions: Sequence[str] = ()) -> None:
        self.record = record
        self.origins = tuple(origins)
        self._by_field: dict[str, list[Origin]] = {}
        for origin in self.origins:
            self._by_field.setdefault(origin.field, []).append(origin)
        for index, field in enumerate(omissions):
            self._by_field[f"/declaration/omissions/{index}"] = self._by_field.get(field, [])

    def of(self, pointer: str) -> tuple[Origin, ...]:
        """Return the origins of a field, or of the nearest field that it lies in; none when there are none."""
        while True:
            if found := self._by_field.get(pointer):
                return tuple(found)
            if not pointer:
                return ()
            pointer = pointer.rpartition("/")[0]

    def remark(self, pointer: str) -> str:
        """Return in words where a field comes from, for a message; ``""`` when nothing is known."""
        return "; ".join(dict.fromkeys(self._remarks(pointer)))

    def _remarks(self, pointer: str) -> Iterator[str]:
        for origin in self.of(pointer):
            for node in origin.nodes[:3]:
                quote = node.text
                shown = f": {quote if len(quote) <= 80 else quote[:77] + '...'}" if quote else ""
                yield f"from {self.record.locator(node.pointer)}{shown}"
            if origin.rule:
                yield f"derived: {origin.rule}"
            if origin.state not in (State.STATED, State.NONE, State.NOT_APPLICABLE):
                yield str(origin.state)

    def positions(self, data: Mapping[str, Any]) -> Positions:
        """Return the places of a declaration's fields in the source of the record."""
        return Positions(lambda: self._spot(data, "", self.record.positions.of("")))

    def _spot(self, value: Any, pointer: str, around: Position) -> Spot:
        origins = self._by_field.get(pointer, ())
        node = next((node for origin in origins for node in origin.nodes), None)
        here = around if node is None else self.record.positions.of(node.pointer)
        inner: dict[str, Spot] | list[Spot] | None = None
        if isinstance(value, dict):
            inner = {
                name: self._spot(member, f"{pointer}/{pointers.escape(name)}", here)._replace(key=here)
                for name, member in value.items()
            }
        elif isinstance(value, list):
            inner = [self._spot(item, f"{pointer}/{index}", here) for index, item in enumerate(value)]
        return Spot(here, None, inner)

    def entries(self, standing: str) -> Iterator[dict[str, Any]]:
        """Yield entries of ``declaration.sources`` that keep all of this in the declaration itself.

        Args:
            standing: the authority of the declaration as a whole, which entries need not repeat.
        """
        file = self.record.file.replace("\\", "/").rpartition("/")[2]
        for origin in self.origins:
            for node in origin.nodes or (None,):
                entry: dict[str, Any] = {"field": origin.field, "file": file}
                if node is not None:
                    entry["line"] = self.record.positions.of(node.pointer).line
                    entry["locator"] = self.record.locator(node.pointer)
                    if quote := node.lines:
                        entry["quote"] = quote if len(quote) <= LONGEST_QUOTE else f"{quote[: LONGEST_QUOTE - 1]}…"
                if origin.state is not State.STATED:
                    entry["state"] = str(origin.state)
                if origin.rule:
                    entry["rule"] = origin.rule
                if origin.authority is not None and origin.authority != standing:
                    entry["authority"] = str(origin.authority)
                yield entry
