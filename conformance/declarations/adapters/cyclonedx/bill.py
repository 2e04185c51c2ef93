"""The parts of a bill: which component it is about, what depends on what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.record import Record

MODEL, DATA = "machine-learning-model", "data"


@dataclass(frozen=True, slots=True)
class BillRecord(Record):
    """A bill as far as it concerns one component.

    Attributes:
        subject: JSON Pointer of the component that the declaration is about; ``""`` for a bill of data alone.
        alone: whether the bill gives one declaration only.
    """

    subject: str = ""
    alone: bool = True


def is_model(component: Node) -> bool:
    """Tell whether a component is a model: by its type, or by a model card, which nothing else may have."""
    return component.get("type").word == MODEL or isinstance(component.get("modelCard").data, dict)


def is_dataset(component: Node) -> bool:
    """Tell whether a component is data of a kind that models are made of; configuration and source code are none."""
    kinds = [item.get("type").word for item in component.get("data").each()]
    return component.get("type").word == DATA and (not kinds or "dataset" in kinds)


class Bill:
    """A bill, read for its structure.

    Args:
        root: the whole document.
    """

    def __init__(self, root: Node) -> None:
        self.root = root

    @cached_property
    def about(self) -> Node:
        """The component that the bill is about; an empty node when it names none."""
        component = self.root.get("metadata", "component")
        return (
            component
            if isinstance(component.data, dict) and component.get("name")
            else Node(component.pointer, None, exists=False)
        )

    @cached_property
    def components(self) -> tuple[Node, ...]:
        """All components at any depth, the one that the bill is about first."""
        return (*_nested(self.about), *_below(self.root))

    @cached_property
    def models(self) -> tuple[Node, ...]:
        """The components that are models, the one that the bill is about among them."""
        return tuple(each for each in self.components if is_model(each))

    @cached_property
    def datasets(self) -> tuple[Node, ...]:
        """The components that are data sets."""
        return tuple(each for each in self.components if is_dataset(each))

    @cached_property
    def main_models(self) -> tuple[Node, ...]:
        """The models inside the component that the bill is about, without those that they build on themselves.

        Its namesake, or else what it holds or directly depends on, or else what no other model depends on.
        """
        if not self.about or is_model(self.about):
            return (self.about,) if self.about else ()
        namesakes = [each for each in self.models if each.get("name").word == self.about.get("name").word]
        direct = [each for each in self.depends_on(self.about) if is_model(each)]
        held = [each for each in _nested(self.about) if is_model(each)]
        below = {base.pointer for each in self.models for base in self.depends_on(each)}
        roots = [each for each in self.models if each.pointer not in below]
        return tuple(namesakes[:1] or direct or held or roots)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """What gets a declaration each; ``""`` stands for a bill of data alone. Empty when there is nothing to declare."""
        if self.about and not is_dataset(self.about) and (self.models or self.datasets):
            return (self.about.pointer,)
        if self.models:
            return tuple(each.pointer for each in self.models)
        return ("",) if self.datasets else ()

    def at(self, pointer: str) -> Node:
        """Return the component of a subject."""
        return next((each for each in self.components if each.pointer == pointer), Node("", None, exists=False))

    def named(self, ref: str) -> Node:
        """Return the component, or the data set in a component, with that ``bom-ref``; an empty node when there is none."""
        return self._by_ref.get(ref, Node("", None, exists=False))

    def depends_on(self, component: Node, *, deep: bool = False) -> list[Node]:
        """Return what a component depends on, and what that depends on when ``deep``; each once, without dangling references."""
        found: dict[str, Node] = {}
        waiting = [component]
        while waiting:
            for reference in self.references(waiting.pop()):
                target = self.named(reference.text)
                if target and target.pointer not in found and target.pointer != component.pointer:
                    found[target.pointer] = target
                    if deep:
                        waiting.append(target)
        return list(found.values())

    def references(self, component: Node) -> list[Node]:
        """Return the references in ``dependsOn`` of a component, dangling ones too."""
        ref = component.get("bom-ref").text
        return self._dependencies.get(ref, []) if ref else []

    @cached_property
    def _by_ref(self) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for component in self.components:
            for node in (component, *component.get("data").each()):
                if ref := node.get("bom-ref").text:
                    found.setdefault(ref, node)
        return found

    @cached_property
    def _dependencies(self) -> dict[str, list[Node]]:
        found: dict[str, list[Node]] = {}
        for each in self.root.get("dependencies").each():
            found.setdefault(each.get("ref").text, []).extend(each.get("dependsOn").each())
        return found


def _nested(component: Node) -> Iterator[Node]:
    stack = [component] if isinstance(component.data, dict) else []
    while stack:
        node = stack.pop()
        yield node
        stack += reversed([each for each in node.get("components").each() if isinstance(each.data, dict)])


def _below(root: Node) -> Iterator[Node]:
    for each in root.get("components").each():
        yield from _nested(each)
