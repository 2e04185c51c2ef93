"""What an exporter takes and gives."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from conformance.declarations import pointers
from conformance.errors import ConformanceError

_ABSENT = object()
_OF_THE_DOCUMENT = ("/declaration", "/$schema")


@dataclass(frozen=True, slots=True)
class Export:
    """A declaration in another format.

    Attributes:
        text: the document.
        lost: for each statement that the format cannot say, its JSON Pointer and its value, in the order of the declaration.
    """

    text: str
    lost: tuple[tuple[str, Any], ...]


class NotExportable(ConformanceError):
    """The declaration lacks what the format cannot do without.

    Attributes:
        pointer: the field that is missing.
        why: what the format asks for.
        hint: how to mend it.
    """

    def __init__(self, pointer: str, why: str, hint: str) -> None:
        super().__init__(pointer, why, hint)
        self.pointer = pointer
        self.why = why
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.pointer} is missing: {self.why}; {self.hint}"


class Exporter(Protocol):
    """Writes one format."""

    def __call__(self, data: Mapping[str, Any], content_id: str | None) -> Export:
        """Return the declaration in the format.

        Args:
            data: a valid declaration.
            content_id: the content that a label is for, for formats that label a content.

        Raises:
            NotExportable: the declaration lacks what the format cannot do without.
        """


class Reading:
    """A declaration that remembers which of its statements were used.

    Args:
        data: a valid declaration.
    """

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data
        self._used: set[str] = set()

    def get(self, pointer: str, default: Any = None) -> Any:
        """Return what stands at a pointer and count all of it as used; ``default`` when nothing stands there."""
        found = self.look(pointer)
        if found is _ABSENT:
            return default
        self._used.add(pointer)
        return found

    def items(self, pointer: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield the items of a list of objects with their pointers, without counting them as used."""
        found = self.look(pointer)
        if isinstance(found, list):
            for index, item in enumerate(found):
                yield f"{pointer}/{index}", item

    def look(self, pointer: str) -> Any:
        """Return what stands at a pointer without counting it as used, or a value that equals nothing."""
        here: Any = self._data
        for token in pointers.split(pointer):
            if isinstance(here, list):
                here = here[int(token)] if int(token) < len(here) else _ABSENT
            else:
                here = here.get(token, _ABSENT) if isinstance(here, Mapping) else _ABSENT
        return here

    def lost(self) -> tuple[tuple[str, Any], ...]:
        """Return the statements that were not used; what is about the document alone is none."""
        return tuple(
            (pointer, value)
            for pointer, value in _leaves(self._data, "")
            if not pointer.startswith(_OF_THE_DOCUMENT) and not any(above in self._used for above in pointers.upwards(pointer))
        )


def _leaves(value: Any, pointer: str) -> Iterator[tuple[str, Any]]:
    if isinstance(value, Mapping) and value:
        for name, member in value.items():
            yield from _leaves(member, f"{pointer}/{pointers.escape(name)}")
    elif isinstance(value, list) and value and isinstance(value[0], Mapping):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{pointer}/{index}")
    else:
        yield pointer, value
