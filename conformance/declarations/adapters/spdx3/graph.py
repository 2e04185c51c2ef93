"""The elements of an SPDX 3 document, whichever way its JSON-LD is written: compact or expanded names, a graph or a list.

Names are read without prefix, namespace and profile: ``ai_domain``, ``spdx:AI/domain`` and the full address are all ``domain``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from conformance.declarations.adapters.node import Node

_PROFILE = re.compile(
    r"^(?:ai|dataset|software|simplelicensing|expandedlicensing|core|security|build|extension|hardware|lite)_", re.IGNORECASE
)
_NAMES = {"id": "spdxId", "@id": "spdxId", "@type": "type"}
_DEEPEST = 40


def local_name(name: str) -> str:
    """Return a name without prefix, namespace and profile."""
    if name in _NAMES:
        return _NAMES[name]
    return _PROFILE.sub("", re.split(r"[/#:]", name)[-1])


class Part:
    """An element, or an object in one, with its members by local name.

    Args:
        node: the object as it stands in the document; anything else has no members.
    """

    def __init__(self, node: Node) -> None:
        self.node = node

    @cached_property
    def _members(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for name, member in self.node.members():
            found.setdefault(local_name(name), []).extend(_plain(member, 0))
        return found

    def all(self, name: str) -> list[Node]:
        """Return the values of a member that are not empty, each a scalar or an object."""
        return self._members.get(name, [])

    def one(self, name: str) -> Node:
        """Return the first value of a member; an empty node when there is none."""
        return next(iter(self.all(name)), Node(f"{self.node.pointer}/{name}", None, exists=False))

    @property
    def id(self) -> str:
        """The identifier of the element; ``""`` when it has none."""
        return self.one("spdxId").text

    @property
    def type(self) -> str:
        """The local name of its class; ``""`` when it has none."""
        return local_name(self.one("type").text)

    def word(self, name: str) -> str:
        """Return the local name of a value of a vocabulary, case folded."""
        return local_name(self.one(name).text).casefold()

    def __bool__(self) -> bool:
        return isinstance(self.node.data, dict)


def _plain(node: Node, depth: int) -> Iterator[Node]:
    """Yield the values of a member without the objects and lists that expanded JSON-LD wraps them in."""
    if depth > _DEEPEST:
        return
    for each in node.each():
        if isinstance(each.data, list):
            yield from _plain(each, depth + 1)
        elif isinstance(each.data, dict) and "@value" in each.data:
            yield each.get("@value")
        elif isinstance(each.data, dict) and "@list" in each.data:
            yield from _plain(each.get("@list"), depth + 1)
        elif isinstance(each.data, dict) and len(each.data) == 1 and "@id" in each.data:
            yield each.get("@id")
        else:
            yield each


class Graph:
    """The elements of a document.

    Args:
        root: the whole document.
    """

    def __init__(self, root: Node) -> None:
        self.root = root

    @cached_property
    def elements(self) -> tuple[Part, ...]:
        """Everything in the document that has a class, those inside others too, in the order of the document."""
        graph = self.root.get("@graph") if isinstance(self.root.data, dict) and "@graph" in self.root.data else self.root
        return tuple(part for node in _objects(graph) if (part := Part(node)).type)

    def of(self, *types: str) -> list[Part]:
        """Return the elements of classes given by their local names."""
        return [each for each in self.elements if each.type in types]

    def named(self, node: Node) -> Part:
        """Return the element that a value is, or refers to; an empty part when it is not in the document."""
        if isinstance(node.data, dict):
            return Part(node)
        return self._by_id.get(node.text, Part(Node(node.pointer, None, exists=False)))

    @cached_property
    def _by_id(self) -> dict[str, Part]:
        found: dict[str, Part] = {}
        for each in self.elements:
            if each.id:
                found.setdefault(each.id, each)
        return found

    @cached_property
    def packages(self) -> list[Part]:
        """The AI packages."""
        return self.of("AIPackage")

    @cached_property
    def datasets(self) -> list[Part]:
        """The dataset packages."""
        return self.of("DatasetPackage", "Dataset")

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """What gets a declaration: the AI packages that the document is about, or else all; ``""`` stands for data alone."""
        roots = {pointer for pointer in self._roots() if pointer in {each.node.pointer for each in self.packages}}
        found = tuple(each.node.pointer for each in self.packages if each.node.pointer in roots or not roots)
        return found or (("",) if self.datasets else ())

    def _roots(self) -> Iterator[str]:
        waiting = self.of("SpdxDocument", "Sbom", "Bom", "Bundle")
        seen: set[str] = set()
        while waiting:
            each = waiting.pop()
            for reference in each.all("rootElement"):
                target = self.named(reference)
                if target and target.node.pointer not in seen:
                    seen.add(target.node.pointer)
                    waiting.append(target)
        yield from seen

    def at(self, pointer: str) -> Part:
        """Return the element at a pointer."""
        return next((each for each in self.elements if each.node.pointer == pointer), Part(Node("", None, exists=False)))

    @cached_property
    def _relations(self) -> dict[str, list[Part]]:
        found: dict[str, list[Part]] = {}
        for each in self.elements:
            if each.type.endswith("Relationship"):
                start = each.one("from")
                found.setdefault(start.text or self.named(start).id, []).append(each)
        return found

    def relations(self, part: Part) -> list[Part]:
        """Return the relationships that start at an element."""
        return self._relations.get(part.id, []) if part.id else []

    def related(self, part: Part, *kinds: str) -> list[tuple[Part, Node, Node]]:
        """Return what an element is related to by some kinds of relationship.

        Args:
            part: where the relationships start.
            kinds: their types, in lower case.

        Returns:
            For each end the element (an empty one when it is not in the document), the reference, and the type.
        """
        return [
            (self.named(end), end, each.one("relationshipType"))
            for each in self.relations(part)
            if each.word("relationshipType").replace("_", "") in kinds
            for end in each.all("to")
        ]


def _objects(node: Node) -> Iterator[Node]:
    stack = [node]
    while stack:
        here = stack.pop()
        if isinstance(here.data, dict):
            yield here
            stack += reversed([member for _, member in here.members()])
        elif isinstance(here.data, list):
            stack += reversed([Node(f"{here.pointer}/{index}", item) for index, item in enumerate(here.data)])
