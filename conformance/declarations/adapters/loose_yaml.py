"""YAML as people write it: scalars stay text, and what a strict reader refuses is noted as a doubt.

``language: no`` is Norwegian and not false, a bare date is not a date of some library, a size of ``1.0`` keeps its zero. Null and
nothing are None. Of a key given twice the first counts. A tag such as ``!include`` stays before its text, and is never acted on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import yaml

from conformance.declarations import pointers
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.refusals import MalformedDocument
from conformance.declarations.yaml_reader import StreamReader, without_other_breaks
from conformance.declarations.yaml_syntax import syntax_problem

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits
    from conformance.declarations.positions import Position

_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def read_loose_yaml(text: str, file: str, limits: Limits) -> Iterator[Record | MalformedDocument]:
    """Yield the documents of a YAML stream as records; after an error of syntax or an exceeded limit nothing more can be read.

    Args:
        text: the stream, without byte order mark.
        file: the source's name for messages.
        limits: what the stream may ask for.
    """
    source, stand_ins = without_other_breaks(text)
    reader = _LooseReader(source, stand_ins, file, limits)
    index = 0
    while True:
        try:
            found = reader.next_document()
        except MalformedDocument as refusal:
            yield refusal
            return
        except yaml.YAMLError as error:
            yield reader.refusal(syntax_problem(error, source, file))
            return
        if found is None:
            return
        if isinstance(found, MalformedDocument):
            yield found
        else:
            yield Record(file, index, found.data, found.positions, doubts=reader.take_doubts())
        index += 1


class _LooseReader(StreamReader):
    def __init__(self, source: str, stand_ins: dict[int, str], file: str, limits: Limits) -> None:
        super().__init__(source, stand_ins, file, limits)
        self._doubts: list[Doubt] = []
        self._most = limits.problems

    def take_doubts(self) -> tuple[Doubt, ...]:
        """Return what was doubtful since the last call."""
        doubts, self._doubts = tuple(self._doubts), []
        return doubts

    def scalar(self, event: Any, at: Position) -> str | None:
        text: str = event.value
        if event.tag is not None and event.tag.startswith("!") and len(event.tag) > 1:
            self.report("foreign-tag", at, f"the tag {event.tag} is not acted on", "", "")
            return f"{event.tag} {text}"
        return None if event.implicit[0] and text in _NOTHING else text

    def report(self, code: str, at: Position, what: str, why: str, hint: str) -> None:  # noqa: ARG002  # a doubt needs less
        if len(self._doubts) < self._most:
            self._doubts.append(Doubt(pointers.join(self.path), what))
