"""A part of a record: a cell of a row, or a value somewhere in a tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from conformance.declarations import pointers

_SPACES = re.compile(r"[\s\u00a0\u2007\u202f]+")
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_SEEN = re.compile("[^\\s\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_HYPHENS = str.maketrans("\u2010\u2011", "--")


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a record, with what lies in it. A part that is not there is a node too: it is empty.

    Attributes:
        pointer: JSON Pointer into the record; the cells of a row are named by their column.
        data: the JSON value as it was read; None when there is none.
        exists: whether the record has this part at all.
    """

    pointer: str
    data: Any
    exists: bool = True

    def __bool__(self) -> bool:
        return not self.is_empty

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing in it: no value, only white space, an empty list or mapping."""
        data = self.data
        if isinstance(data, str):
            return not data[:1].isalnum() and not _SEEN.search(data)
        return data is None or data in ([], {})

    @property
    def text(self) -> str:
        """The scalar as one line of plain text: white space folded, invisible characters gone; ``""`` for a list or mapping."""
        data = self.data
        if isinstance(data, str) and data.isascii() and data.isprintable():
            return " ".join(data.split())
        return " ".join(self.lines.split())

    @property
    def lines(self) -> str:
        """The scalar as text whose line breaks are kept; ``""`` for a list or mapping."""
        if self.data is None or isinstance(self.data, list | dict):
            return ""
        if isinstance(self.data, bool):
            return "true" if self.data else "false"
        text = str(self.data)
        if text.isascii() and text.isprintable():
            return " ".join(text.split())
        text = _UNSEEN.sub("", text).translate(_HYPHENS)
        return "\n".join(_SPACES.sub(" ", line).strip() for line in text.splitlines()).strip()

    @property
    def word(self) -> str:
        """The text for comparisons: case folded, without the punctuation at its ends."""
        return self.text.casefold().strip(" .:;,!\"'")

    def get(self, *path: str | int) -> Node:
        """Return the part below at the path of member names and list indices; an empty one when there is none."""
        node = self
        for step in path:
            node = node._step(step)
        return node

    def _step(self, step: str | int) -> Node:
        pointer = f"{self.pointer}/{pointers.escape(str(step))}"
        if isinstance(step, int):
            if isinstance(self.data, list) and -len(self.data) <= step < len(self.data):
                return Node(pointer, self.data[step])
        elif isinstance(self.data, dict) and step in self.data:
            return Node(pointer, self.data[step])
        return Node(pointer, None, exists=False)

    def each(self) -> Iterator[Node]:
        """Yield the items of a list that are not empty; of anything else that is not empty, the part itself.

        Sources write one value where they mean a list of one.
        """
        if isinstance(self.data, list):
            for index, item in enumerate(self.data):
                if node := Node(f"{self.pointer}/{index}", item):
                    yield node
        elif self:
            yield self

    def members(self) -> Iterator[tuple[str, Node]]:
        """Yield the members of a mapping with their names, in the order of the source."""
        if isinstance(self.data, dict):
            for name, value in self.data.items():
                yield name, Node(f"{self.pointer}/{pointers.escape(name)}", value)

    def leaves(self) -> Iterator[Node]:
        """Yield the scalars in it that are not empty, depth first."""
        stack = [self]
        while stack:
            node = stack.pop()
            if isinstance(node.data, dict):
                stack += reversed([member for _, member in node.members()])
            elif isinstance(node.data, list):
                stack += reversed([Node(f"{node.pointer}/{index}", item) for index, item in enumerate(node.data)])
            elif node:
                yield node
