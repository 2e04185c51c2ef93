"""An entry of the register under one set of names, whatever version of the standard it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.declarations.adapters.markup import plain_text
from conformance.declarations.adapters.nl_algorithm_register.names import CANONICAL, SECTIONS
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.record import Record

_NOTHING = Node("", None, exists=False)
_NUMBERED = re.compile(r"(?:^|\.\s+)\d{1,3}:\s+")
_LINK = re.compile(r"https?://[^\s,;<>\"')\]]+")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_TO_COME = re.compile(r"^(?:<p>)?dit sjabloon is (?:nog niet|binnenkort) beschikbaar", re.IGNORECASE)


class Reference(NamedTuple):
    """An item of a grouping: a title and perhaps a link.

    Attributes:
        title: what is referred to; empty where only a link is given.
        link: its address, or ``""``.
        node: where it stands.
    """

    title: str
    link: str
    node: Node


class Entry:
    """The fields of an entry by their one name.

    Args:
        record: the entry as it was read.
    """

    def __init__(self, record: Record) -> None:
        self.is_sectioned = any(isinstance(record.get(section).data, dict) for section in SECTIONS)
        self._root = record.root
        self._fields: dict[str, list[Node]] = {}
        for name, node in self._members(record.root):
            if (canonical := CANONICAL.get(name.casefold().strip())) is not None and not _is_blank(node.data):
                self._fields.setdefault(canonical, []).append(node)

    def get(self, name: str) -> Node:
        """Return the first part with something in it that the entry has for a field."""
        return self.all(name)[0] if name in self._fields else _NOTHING

    def all(self, name: str) -> list[Node]:
        """Return the parts with something in them that the entry has for a field, under any name."""
        return self._fields.get(name, [])

    def part(self, *path: str) -> Node:
        """Return the part at a path of the entry as it was read."""
        return self._root.get(*path)

    def _members(self, root: Node) -> Iterator[tuple[str, Node]]:
        for name, node in root.members():
            if name in SECTIONS and isinstance(node.data, dict):
                yield from ((key, member) for key, member in node.members() if key != "id" or name == SECTIONS[0])
            else:
                yield name, node


def _is_blank(data: Any) -> bool:
    return data is None or data in ("", [], {}) or (isinstance(data, str) and data.isspace())


def stated(node: Node) -> str:
    """Return the plain text of a node that says something; ``""`` for words such as *n.v.t.*, *geen* and *Onbekend*."""
    return plain_text(node) if state(node) is State.STATED else ""


def state(node: Node) -> State:
    """Return how a node stands to its field, by its words without markup."""
    found = state_of(node)
    if found is State.STATED and _TO_COME.search(node.lines):
        return State.ABSENT
    return state_of(Node(node.pointer, plain_text(node))) if found is State.STATED and "<" in node.lines else found


def unread(node: Node) -> State:
    """Return the state of a node whose words no rule reads: unreadable, a person has to read it, unless they say nothing."""
    found = state(node)
    return State.UNREADABLE if found is State.STATED else found


def address(text: str) -> str | None:
    """Return a text that is a web address and nothing else; ``www.…`` is taken for https."""
    text = text.strip()
    if text.startswith("www."):
        text = f"https://{text}"
    return text if _ADDRESS.fullmatch(text) else None


def links(text: str) -> list[str]:
    """Return the web addresses in a text."""
    return [found.rstrip(".") for found in _LINK.findall(text)]


def references(node: Node) -> Iterator[Reference]:
    """Yield the items of a grouping: a list of titles and links, or a cell such as ``1: title, link. 2: title, link``."""
    if isinstance(node.data, list | dict):
        for item in node.each():
            if isinstance(item.data, dict):
                link = address(item.get("link").text) or ""
                if (title := plain_text(item.get("title"))) or link:
                    yield Reference(title, link, item)
            elif text := stated(item):
                yield Reference("" if address(text) else text, address(text) or "", item)
        return
    text = stated(node)
    parts = [part for part in _NUMBERED.split(text) if part.strip()] if _NUMBERED.match(text) else [text] if text else []
    for part in parts:
        found = links(part)
        title = _LINK.sub("", part).strip(" ,.;:") if found else part.strip(" ,")
        yield Reference(title, found[0] if found else "", node)
