"""One row of an inventory, asked by question instead of by heading."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.omb_inventory.answers import standing
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.record import Record

_NOTHING = Node("", None, exists=False)


class Row:
    """A row with the cells that answer each question.

    Args:
        record: the row.
        questions: the columns that hold the answer to each question.
    """

    def __init__(self, record: Record, questions: Mapping[str, tuple[str, ...]]) -> None:
        self._record = record
        self._questions = questions
        self._answers: dict[str, list[Node]] = {}
        for question, columns in questions.items():
            if cells := [cell for column in columns if (cell := record.get(column))]:
                self._answers[question] = cells

    def get(self, question: str) -> Node:
        """Return the answer to a question: the first of its cells that is not empty, or an empty one."""
        cells = self._answers.get(question)
        return cells[0] if cells else _NOTHING

    def all(self, question: str) -> list[Node]:
        """Return the cells of a question that are not empty."""
        return self._answers.get(question, [])

    def asks(self, question: str) -> bool:
        """Tell whether the inventory asks a question."""
        return question in self._questions


def prose(draft: Draft, field: str, node: Node, rule: str = "") -> bool:
    """State a field as the text of an answer in words, unless those say nothing; tell whether it was stated."""
    if not node:
        return False
    state = standing(node)
    if state is State.STATED:
        draft.put(field, node.lines, node, rule=rule)
        return True
    draft.leave_open(field, state, node)
    return False
