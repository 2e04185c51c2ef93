"""From the sections and labelled lines of a card to a declaration, whoever publishes the card."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations.adapters.card_mappings import MAPPINGS, name_tuned_model
from conformance.declarations.adapters.card_part import CardContext, Part, is_told, says_nothing
from conformance.declarations.adapters.card_results import map_result_labels, map_result_table, map_results_in_text
from conformance.declarations.adapters.card_topics import Topic, topic_of, words_of
from conformance.declarations.adapters.quantities import read_parameters, read_quantity, training_flop
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_SIZE_IN_NAME = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d{1,3})?)[ -]?([BM])(?![\w%])", re.IGNORECASE)
_EXPERTS = re.compile(r"mixture[ -]of[ -]experts|\bMoE\b|\bactivated?\b|\bactive param|\d+\s*[x\u00d7]\s*\d+\s*B", re.IGNORECASE)
CODE = "program code and examples"
_UNFILLED = "words of a template that nobody filled in"


def map_sections(root: Node, draft: Draft, context: CardContext, heading: str = "") -> None:
    """Put what the text, the labelled lines, the tables and the sections of a card state into the draft.

    Args:
        root: the card.
        draft: where it goes.
        context: what is known of the model.
        heading: what the card as a whole is about, when that does not stand in it.
    """
    context.is_mixture = any(_EXPERTS.search(str(leaf.data)) for leaf in root.leaves())
    _section(root, heading, None, draft, context)
    if context.parameters is None and (match := _only_size(context.model)):
        size = read_quantity(f"{match[1]}{match[2]}")
        if size is not None:
            title = root.get("title")
            draft.put("/model/parameters", size, title, rule="the size in the name of the model")
            context.parameters = (size, title)
    # The tokens of a tuned model are those of its tuning: its compute adds to that of the base model, which is not known.
    if context.parameters and context.tokens and not context.is_mixture and not draft.states("/model/base_models"):
        flop, rule = training_flop(context.parameters[0], context.tokens[0])
        nodes = (context.parameters[1], context.tokens[1])
        draft.put("/model/compute/training_flop", flop, *nodes, rule=rule)
        draft.put("/model/compute/method", "estimated", *nodes, rule="computed from parameters and tokens, which the card states")


def _only_size(name: str) -> re.Match[str] | None:
    found = list(_SIZE_IN_NAME.finditer(name))
    return found[0] if len(found) == 1 else None


def _section(node: Node, heading: str, inherited: Topic | None, draft: Draft, context: CardContext) -> None:
    topic = topic_of(heading) if heading else None
    if topic is None and heading and words_of(heading) != words_of(context.model):
        topic = inherited
    if topic is Topic.HARDWARE_REQUIREMENTS and inherited is Topic.ACCELERATORS:
        topic = inherited
    left = _labels(node, heading, topic, draft, context)
    text, code = node.get("text"), node.get("code")
    draft.ignore(code, CODE)
    for value in (text, *(value for _, value in left)):
        if value and says_nothing(value):
            draft.ignore(value, _UNFILLED)
    part = Part(text, tuple(left), heading, node, draft, context)
    if topic is not None:
        _note_empty(topic, node, draft)
        MAPPINGS[topic](part)
    elif text and (not heading or words_of(heading) == words_of(context.model) or heading == context.model):
        MAPPINGS[Topic.DESCRIPTION](part)
        map_results_in_text(text, draft)
        name_tuned_model(part)
    for table in node.get("tables").each():
        _table(table, heading, topic, draft, context)
    for name, below in node.get("sections").members():
        _section(below, name, topic, draft, context)


def _has_content(node: Node) -> bool:
    return any(node.get(part) for part in ("text", "labels", "tables", "code", "sections"))


_EMPTY = {
    Topic.INTENDED_USE: "/use/intended_purpose", Topic.OUT_OF_SCOPE: "/use/out_of_scope_uses",
    Topic.LIMITATIONS: "/system/limitations",
    Topic.TRAINING_DATA: "/data/datasets", Topic.TRAINING: "/model/training_design", Topic.EVALUATION: "/assurance/evaluations",
    Topic.FOOTPRINT: "/model/footprint/ghg_kgco2e", Topic.ARCHITECTURE: "/model/architecture",
}  # fmt: skip


def _note_empty(topic: Topic, node: Node, draft: Draft) -> None:
    """Remember that a section says nothing, or that there is nothing to say."""
    text = node.get("text")
    state = State.ABSENT if not _has_content(node) or (text and says_nothing(text)) else state_of(text) if text else State.STATED
    if topic not in _EMPTY or state is State.STATED:
        return
    if state in (State.NONE, State.NOT_APPLICABLE):
        draft.close(_EMPTY[topic], state, text)
    else:
        draft.leave_open(_EMPTY[topic], state, text or node)


def _labels(node: Node, heading: str, topic: Topic | None, draft: Draft, context: CardContext) -> list[tuple[str, Node]]:
    """Map the labelled lines that have a topic of their own, and return the others."""
    left = []
    for label, value in node.get("labels").members():
        own = topic_of(label, exact=True)
        if own is None and topic_of(label) is Topic.FOOTPRINT:
            own = Topic.FOOTPRINT
        of_another = own in _OF_MODELS and topic in (Topic.TRAINING, Topic.EVALUATION)
        if of_another or (own is Topic.DESCRIPTION and topic is not None):
            own = None
        if own is None or (own is topic and topic in _WHOLE) or (own is Topic.EVALUATION and topic is not None):
            left.append((label, value))
        elif is_told(value):
            MAPPINGS[own](Part(value, (), label, value, draft, context))
        elif own in _FIELDS and not says_nothing(value):
            draft.leave_open(_FIELDS[own], state_of(value), value)
        else:
            draft.ignore(value, _UNFILLED)
            if own in _FIELDS:
                draft.leave_open(_FIELDS[own], State.ABSENT, value)
    if topic is Topic.EVALUATION:
        map_result_labels(iter(left), heading, draft)
    return left


_OF_MODELS = frozenset({Topic.PARAMETERS, Topic.INPUT, Topic.OUTPUT})
_WHOLE = frozenset(
    {Topic.ARCHITECTURE, Topic.TRAINING, Topic.INTENDED_USE, Topic.LIMITATIONS, Topic.FOOTPRINT, Topic.ACCELERATORS, Topic.USAGE}
)
"""Topics whose labelled lines are told together."""
_FIELDS = {
    Topic.CUTOFF: "/data/training/collected_to", Topic.PARAMETERS: "/model/parameters", Topic.ARCHITECTURE: "/model/architecture",
    Topic.LICENCE: "/model/artefacts", Topic.LANGUAGES: "/system/languages", Topic.RELEASED: "/model/released_on",
    Topic.EMISSIONS: "/model/footprint/ghg_kgco2e", Topic.DEVELOPER: "/organisation/name", Topic.BASE_MODEL: "/model/base_models",
    Topic.ACCELERATORS: "/model/compute/accelerators", Topic.TRAINING_DATA: "/data/datasets", Topic.TOKENS: "/data/training/size",
}  # fmt: skip


def _table(table: Node, heading: str, topic: Topic | None, draft: Draft, context: CardContext) -> None:
    rows = [row for row in table.each() if isinstance(row.data, dict)]
    columns = list(rows[0].data) if rows else []
    if topic is Topic.EVALUATION or (topic is None and any(words_of(name) in ("metric", "benchmark") for name in columns)):
        map_result_table(table, heading, context.model, draft)
        return
    memory = next((name for name in columns if words_of(name).startswith("vram")), None)
    if memory is not None and not draft.states("/system/hardware_requirements"):
        stated = [(row.get(columns[0]), row.get(memory)) for row in rows if state_of(row.get(memory)) is State.STATED]
        lines = [f"{' '.join(name.text.split())}: {amount.text} of graphics memory" for name, amount in stated]
        nodes = [node for pair in stated for node in pair]
        draft.put("/system/hardware_requirements", "\n".join(lines), *nodes, rule="the memory that each variant needs")
    if len(rows) > 1:
        _shared_size(rows, columns, draft, context)
    if len(rows) == 1:
        # One row under column names that are labels tells the same as labelled lines.
        for name in columns:
            own, value = topic_of(name, exact=True), rows[0].get(name)
            if own in _FIELDS and state_of(value) is State.STATED:
                MAPPINGS[own](Part(value, (), name, value, draft, context))


def _shared_size(rows: list[Node], columns: list[str], draft: Draft, context: CardContext) -> None:
    """Put the number of parameters when all variants in a table have the same."""
    column = next((name for name in columns if topic_of(name, exact=True) is Topic.PARAMETERS), None)
    if column is None or context.parameters is not None:
        return
    cells = [row.get(column) for row in rows]
    if len({cell.word for cell in cells}) == 1 and (size := read_parameters(cells[0].text)) is not None:
        draft.put("/model/parameters", size[0], *cells, rule=size[1] or "all variants have the same number")
        context.parameters = (size[0], cells[0])
        context.is_mixture = context.is_mixture or bool(size[1])
