"""A text in a card under one topic, and what is remembered between the texts of one card."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+", re.MULTILINE)
_DIVIDER = re.compile(r"\n\s*\n")
_UNFILLED = re.compile(
    r"\[?more information (?:is )?needed\]?|\[(?:optional|needs more information)\]|\{\{.{0,200}?\}\}", re.IGNORECASE
)
_BOILERPLATE = re.compile(
    r"users \(both direct and downstream\) should be made aware of the risks, biases and limitations of the model\.?"
    r"|more information needed for further recommendations\.?"
    r"|carbon emissions can be estimated using the machine learning impact calculator[^.\n]{0,200}"
    r"\(?lacoste et al\.?,? ?\(?2019\)?\.?"
    r"|use the code below to get started with the model\.?"
    r"|provide examples of latent issues and potential remediations\.?"
    r"|you can include sample code which will be formatted\.?"
    r"|describe the data you used to train the model\.?"
    r"|click to expand|table of contents",
    re.IGNORECASE,
)
_LONGEST_ITEM = 2_000
_LONGEST_TEMPLATE = 600
_MOST_PIECES = 6
_MOST_ITEMS = 1_000


def says_nothing(node: Node) -> bool:
    """Tell whether a text is empty, or holds the words of a template that nobody filled in."""
    if not node or state_of(node) is State.ABSENT:
        return True
    text = node.text
    if len(text) > _LONGEST_TEMPLATE:
        return False
    return not _UNFILLED.sub("", _BOILERPLATE.sub("", text)).strip(" .:;,-*#()[]")


def is_told(node: Node) -> bool:
    """Tell whether a text tells something."""
    return state_of(node) is State.STATED and not says_nothing(node)


@dataclass(slots=True)
class CardContext:
    """What the mapping of one card remembers between its sections.

    Attributes:
        model: the name of the model as the card gives it.
        has_licence: whether the front matter states a licence.
        has_base: whether the front matter names the model that it builds on.
        developer: the developer that the card names.
        parameters: the number of parameters and the part that states it.
        tokens: the number of training tokens and the part that states it.
        is_mixture: whether the card tells that only some of the parameters are active at a time.
        texts: for fields that several sections may tell of, the texts with their parts.
    """

    model: str
    has_licence: bool = False
    has_base: bool = False
    developer: str = ""
    parameters: tuple[float, Node] | None = None
    tokens: tuple[float, Node] | None = None
    is_mixture: bool = False
    texts: dict[str, list[tuple[str, tuple[Node, ...]]]] = field(default_factory=dict)

    def put_texts(self, draft: Draft) -> None:
        """State the fields that sections told of, their texts one after another."""
        for pointer, pieces in self.texts.items():
            if not draft.states(pointer):
                nodes = [node for _, parts in pieces for node in parts]
                draft.put(pointer, "\n\n".join(text for text, _ in pieces), *nodes)
        self.texts = {}


@dataclass(frozen=True, slots=True)
class Part:
    """A text under one topic, with the labelled lines in it that have no topic of their own.

    Attributes:
        text: the text; of a labelled line, its value.
        labels: the labelled lines.
        heading: the heading, or the label.
        node: the section; of a labelled line, its value too.
        draft: where it goes.
        context: what is known of the card.
    """

    text: Node
    labels: tuple[tuple[str, Node], ...]
    heading: str
    node: Node
    draft: Draft
    context: CardContext

    @property
    def is_label(self) -> bool:
        """Whether it is a labelled line."""
        return self.text.pointer == self.node.pointer

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The parts that tell something."""
        return tuple(node for node in (self.text, *(node for _, node in self.labels)) if is_told(node))

    @property
    def whole(self) -> str:
        """The text, and below it the labelled lines; ``""`` when nothing is told."""
        parts = [self.text.lines] if is_told(self.text) else []
        return "\n".join(parts + [f"{label}: {node.lines}" for label, node in self.labels if is_told(node)])

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield what is listed: bullets, or paragraphs when there are none."""
        yield from islice(_items_of(self.text), _MOST_ITEMS)
        for label, node in self.labels[:_MOST_ITEMS]:
            if is_told(node):
                yield f"{label}: {node.lines}"[:_LONGEST_ITEM], node

    def add_text(self, pointer: str) -> None:
        """Let the text be one of those that tell of a field."""
        pieces = self.context.texts.setdefault(pointer, [])
        if self.whole and len(pieces) < _MOST_PIECES:
            pieces.append((self.whole, self.nodes))


def _items_of(node: Node) -> Iterator[tuple[str, Node]]:
    if not is_told(node):
        return
    text = node.lines
    marks = list(_BULLET.finditer(text))
    if not marks:
        for paragraph in _DIVIDER.split(text):
            if item := " ".join(paragraph.split()):
                yield item[:_LONGEST_ITEM], node
        return
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        item = text[mark.end() : following.start() if following else len(text)]
        if item := " ".join(_DIVIDER.split(item)[0].split()):
            yield item[:_LONGEST_ITEM], node
