"""Words of sources that say nothing, or say that there is nothing."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONGEST_LIST = 50_000

_STATES: Mapping[str, State] = {
    **dict.fromkeys(
        (
            "", "-", "--", "—", "tbd", "tba", "to be determined", "unknown", "unk", "onbekend", "not available", "not reported",
            "not provided", "no data", "noassertion", "none provided", "more information needed", "[more information needed]",
            "placeholder", "no description available", "inconnu", "未知",
        ),
        State.ABSENT,
    ),
    **dict.fromkeys(("none", "no", "none of the above", "geen", "nee", "aucun", "non", "无", "false", "n"), State.NONE),
    **dict.fromkeys(
        ("n/a", "na", "n.a", "not applicable", "nvt", "n.v.t", "niet van toepassing", "sans objet", "s.o", "不适用"),
        State.NOT_APPLICABLE,
    ),
    **dict.fromkeys(
        (
            "in progress", "in-progress", "planned or in-progress", "planned", "under way", "forthcoming", "pending",
            "in uitvoering",
        ),
        State.IN_PROGRESS,
    ),
    **dict.fromkeys(
        ("undisclosed", "not disclosed", "withheld", "redacted", "confidential", "vertrouwelijk", "保密"), State.WITHHELD
    ),
}  # fmt: skip
YES = frozenset({"yes", "y", "true", "ja", "oui", "x", "是"})
NO = frozenset({"no", "n", "false", "nee", "non", "否"})


def state_of(node: Node) -> State:
    """Return how a scalar stands to its field by its words alone: words that say nothing, none, not applicable; else stated.

    A column that asks yes or no is read with :func:`yes_or_no`, because *no* is an answer there.
    """
    if not node.exists or node.is_empty:
        return State.ABSENT
    return _STATES.get(node.word, State.STATED)


def yes_or_no(node: Node) -> bool | None:
    """Return the answer to a question of yes or no; None for everything else, words that begin with one of the two included."""
    word = node.word
    return True if word in YES else False if word in NO else None


def listed(node: Node, separator: str | None = None) -> Iterator[Node]:
    """Yield the items of a list that stands in one cell: as Python or JSON writes it, or between separators.

    Args:
        node: the cell.
        separator: what stands between items when it is no literal; None takes the text as one item.

    Yields:
        The items that are not empty, as parts of the cell.
    """
    text = node.lines
    if text.startswith("[") and len(text) <= _LONGEST_LIST:
        for read in (json.loads, ast.literal_eval):
            try:
                items = read(text)
            except (ValueError, SyntaxError, RecursionError, MemoryError):
                continue
            if isinstance(items, list) and all(isinstance(item, str | int | float) for item in items):
                yield from (part for item in items if (part := Node(node.pointer, item)))
                return
    for item in text.split(separator) if separator else [text]:
        if part := Node(node.pointer, item):
            yield part
