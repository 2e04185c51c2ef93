"""The answers of a save file, asked by question."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_VERSION = re.compile(r"v?(\d+)\.\d")
_ONLY_BEFORE_1_0 = ("aboutDataType1", "impact1", "riskProfile5")
_ONLY_SINCE_1_0 = ("aboutSystem3", "aboutAlgorithm3", "aboutDataSourceType1", "riskProfile7")
DESIGN, IMPLEMENTATION = "item1", "item2"
YES, NO = "item1", "item2"


@dataclass(frozen=True, slots=True)
class Answers:
    """The member ``data`` of a save file.

    Attributes:
        node: the member.
        version: the version of the questionnaire, as the file has it.
    """

    node: Node
    version: Node

    @property
    def since_1_0(self) -> bool | None:
        """Whether the questions are those of version 1.0 and later, which gave some names to other questions.

        What the file says of its version counts; else what questions it answers. None when neither tells.
        """
        if match := _VERSION.match(self.version.text):
            return int(match[1]) > 0
        old, new = (any(self.get(name) for name in names) for names in (_ONLY_BEFORE_1_0, _ONLY_SINCE_1_0))
        return new if old != new else None

    def get(self, question: str) -> Node:
        """Return the answer to a question; an empty one when it was not answered."""
        return self.node.get(question)

    def choice(self, question: str) -> str:
        """Return the choice of a question with one answer, without its score: ``item1``."""
        return self.get(question).text.partition("-")[0]

    def choices(self, question: str) -> set[str]:
        """Return the choices of a question with several answers, without their scores."""
        return {item.text.partition("-")[0] for item in self.get(question).each()}

    @property
    def is_built(self) -> bool:
        """Whether the assessment is of the system as built; in the phase of design its answers are intentions."""
        return self.choice("projectDetailsPhase") == IMPLEMENTATION

    def phased(self, section: str, number: str) -> tuple[Node, bool]:
        """Return the answer to a mitigation question in the phase in which it was asked, and whether it is of what was done."""
        done = self.get(f"{section}Implementation{number}")
        return (done, True) if done or self.is_built else (self.get(f"{section}Design{number}"), False)


def says(node: Node, choice: str) -> bool:
    """Tell whether an answer is that choice."""
    return node.text.partition("-")[0] == choice


def prose(draft: Draft, field: str, node: Node) -> None:
    """State a field as an answer in words, unless those say nothing or it was stated before."""
    if not node:
        return
    if state_of(node) is not State.STATED or not draft.states(field):
        draft.prose(field, node)
