"""Where each key and value of a document stands in its text."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Literal, NamedTuple

from conformance.declarations import pointers


class Position(NamedTuple):
    """A place in a text: line and column, both from 1, columns in characters."""

    line: int
    column: int


class Spot(NamedTuple):
    """The place of one value, of the key that names it, and of what it holds.

    Attributes:
        value: where the value starts.
        key: where its key starts; None for list items and for the root.
        inner: the spots of a mapping's values by key or of a list's items; None for scalars.
    """

    value: Position
    key: Position | None
    inner: dict[str, Spot] | list[Spot] | None


class Positions:
    """The places of one document, found when first asked for.

    Args:
        find: returns the spot of the document's root.
    """

    def __init__(self, find: Callable[[], Spot]) -> None:
        self._find = find

    @cached_property
    def _root(self) -> Spot:
        return self._find()

    def of(self, pointer: str, part: Literal["value", "key"] = "value") -> Position:
        """Return where ``pointer`` stands in the text.

        Args:
            pointer: JSON Pointer into the document.
            part: the value, or the key that names it (a list item has no key: its value is taken).

        Returns:
            The place asked for. For a pointer to nothing, the key of the nearest ancestor that exists (the place where
            the missing member would have to be added), or the start of the document.

        Raises:
            ValueError: ``pointer`` is not a JSON Pointer.
        """
        spot, exists = self._nearest(pointer)
        return spot.value if spot.key is None or (exists and part == "value") else spot.key

    def spot(self, pointer: str) -> Spot:
        """Return the places of the value at ``pointer`` and of all in it, to be part of another document's."""
        return self._nearest(pointer)[0]

    def below(self, pointer: str) -> Positions:
        """Return the places of the value at ``pointer``, as a document of its own."""
        return Positions(lambda: self.spot(pointer))

    def _nearest(self, pointer: str) -> tuple[Spot, bool]:
        spot = self._root
        for token in pointers.split(pointer):
            inner = _member(spot, token)
            if inner is None:
                return spot, False
            spot = inner
        return spot, True


def _member(spot: Spot, token: str) -> Spot | None:
    if isinstance(spot.inner, dict):
        member: Spot | None = spot.inner.get(token)
        return member
    if isinstance(spot.inner, list) and token.isascii() and token.isdigit() and int(token) < len(spot.inner):
        item: Spot = spot.inner[int(token)]
        return item
    return None
