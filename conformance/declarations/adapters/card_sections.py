"""From the sections and labelled lines of a card to a declaration, whoever publishes the card."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.declarations.adapters.card_results import map_result_labels, map_result_table
from conformance.declarations.adapters.card_topics import Topic, topic_of, words_of
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.languages import listed_languages
from conformance.declarations.adapters.licences import is_open, restrictions
from conformance.declarations.adapters.modalities import modalities_in
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.quantities import read_parameters, read_quantity, training_flop
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft

_BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+", re.MULTILINE)
_DIVIDER = re.compile(r"\n\s*\n")
_SIZE_IN_NAME = re.compile(r"(?<![\w.])(\d{1,4}(?:\.\d{1,3})?)[ -]?([BM])(?![\w%])", re.IGNORECASE)
_EXPERTS = re.compile(r"mixture[ -]of[ -]experts|\bMoE\b|\bactivated?\b|\bactive param|\d+\s*[x\u00d7]\s*\d+\s*B", re.IGNORECASE)
_TOTAL = re.compile(r"([\d.,]+\s*(?:[BMT]|billion|million|trillion))\s*\(\s*total\s*\)", re.IGNORECASE)
_TOKENS = re.compile(
    r"(?P<about>~|about |approximately |around |over |more than |nearly )?"
    r"(?P<size>\d[\d,.]*\s*(?:trillion|billion|million|[TBM])?)(?P<plus>\+)?\s+tokens\b",
    re.IGNORECASE,
)
_MASS = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(t|tons?|tonnes?|metric tons?|kg|kilograms?|g|grams?)"
    r"\s*(?:of\s+)?(?:\.?\s*(?:CO2|CO₂|carbon)[\s-]*(?:eq\.?|e|equivalent)?)?\b",
    re.IGNORECASE,
)
_CO2 = re.compile(r"CO2|CO₂|carbon", re.IGNORECASE)
_ENERGY = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([kMG]Wh)\b")
_NEGATION = re.compile(r"\b(?:not|no|none|never|without)\b|n't\b", re.IGNORECASE)
_UNDISCLOSED = re.compile(
    r"\b(?:not|no|un)[ -]?(?:\w+\s+){0,4}?(?:disclosed?|available|reveal(?:ed)?|released|published|information|details)\b",
    re.IGNORECASE,
)
_DONE = re.compile(r"\b(?:red[- ]team(?:ed|ing)|adversarial(?:ly)? test(?:ed|ing))\b", re.IGNORECASE)
_ACCELERATOR = re.compile(
    r"\b(?:[AHVPTL]\d{2,3}|GB?200|H800|[TG]PUs?|NPUs?|RTX|GTX|Titan|Tesla|MI\d{2,3}X?|Gaudi\d?|Trainium\d?|Ascend|Quadro|CPUs?)\b",
    re.IGNORECASE,
)
_MODEL_LINK = re.compile(r"huggingface\.co/(?!datasets/|spaces/|docs/|blog/|papers/)([\w.-]+)/([\w-]+(?:\.[\w-]+)*)")
_DATASET_LINK = re.compile(r"huggingface\.co/datasets/([\w.-]+(?:/[\w.-]+)?)")
_LONGEST_NAME = 200
_WORDS_OF_A_NAME = 6
_SHORT = 400
_FORMATS = frozenset({"onnx", "gguf", "ggml", "safetensors", "pytorch", "openvino", "tensorrt"})
_MOST_PIECES = 6
_LONGEST_ITEM = 2_000
_KILOGRAMS = {"t": 1000, "k": 1, "g": 0.001, "m": 1000}
_KWH = {"kWh": 1, "MWh": 1_000, "GWh": 1_000_000}
CITATION = "a citation, which says who is to be named and not what is so"
PEOPLE = "contacts of persons are dropped"
CODE = "program code and examples"
_ADDRESS = "an address for further reading"


@dataclass(slots=True)
class CardContext:
    """What the mapping of one card remembers between its sections.

    Attributes:
        model: the name of the model as the card gives it.
        has_licence: whether the front matter states a licence.
        parameters: the number of parameters and the part that states it.
        tokens: the number of training tokens and the part that states it.
        has_base: whether the front matter names the model that it builds on.
        described: what has been said in description of the model, with its parts.
        is_mixture: whether the card tells that only some of the parameters are active at a time.
    """

    model: str
    has_licence: bool = False
    parameters: tuple[float, Node] | None = None
    tokens: tuple[float, Node] | None = None
    is_mixture: bool = False
    has_base: bool = False
    described: list[tuple[str, tuple[Node, ...]]] = field(default_factory=list)


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
    left = _labels(node, heading, topic, draft, context)
    text, code = node.get("text"), node.get("code")
    draft.ignore(code, CODE)
    if topic is not None:
        _note_empty(topic, node, draft)
        _TOPICS[topic](_Part(text, tuple(left), heading, node), draft, context)
    elif text and (not heading or words_of(heading) == words_of(context.model) or heading == context.model):
        _TOPICS[Topic.DESCRIPTION](_Part(text, (), heading, node), draft, context)
    for table in node.get("tables").each():
        _table(table, heading, topic, draft, context)
    for name, below in node.get("sections").members():
        _section(below, name, topic, draft, context)


@dataclass(frozen=True, slots=True)
class _Part:
    """A text under one topic, with the labelled lines in it that have no topic of their own."""

    text: Node
    labels: tuple[tuple[str, Node], ...]
    heading: str
    node: Node

    @property
    def nodes(self) -> tuple[Node, ...]:
        return tuple(node for node in (self.text, *(node for _, node in self.labels)) if node)

    @property
    def whole(self) -> str:
        """The text, and below it the labelled lines."""
        parts = [self.text.lines] if self.text and state_of(self.text) is State.STATED else []
        return "\n".join(parts + [f"{label}: {node.lines}" for label, node in self.labels if state_of(node) is State.STATED])

    def items(self) -> Iterator[tuple[str, Node]]:
        """Yield what is listed: bullets, or paragraphs when there are none."""
        yield from items_of(self.text)
        for label, node in self.labels:
            if state_of(node) is State.STATED:
                yield f"{label}: {node.lines}", node


def items_of(node: Node) -> Iterator[tuple[str, Node]]:
    """Yield the items of a list in a text, without their marks; the paragraphs of a text that has no list."""
    if not node or state_of(node) is not State.STATED:
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
    state = state_of(text) if text else State.STATED if _has_content(node) else State.ABSENT
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
        of_another = own in _OF_MODELS and topic in (Topic.TRAINING, Topic.EVALUATION)
        if of_another or (own is Topic.DESCRIPTION and topic is not None):
            own = None
        if own is None or (own is topic and topic in _WHOLE) or (own is Topic.EVALUATION and topic is not None):
            left.append((label, value))
        elif state_of(value) is State.STATED or own in (Topic.PEOPLE, Topic.CITATION):
            _TOPICS[own](_Part(value, (), label, value), draft, context)
        elif own in _FIELDS:
            draft.leave_open(_FIELDS[own], state_of(value), value)
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
    if len(rows) == 1:
        # One row under column names that are labels tells the same as labelled lines.
        for name in columns:
            own, value = topic_of(name, exact=True), rows[0].get(name)
            if own in _FIELDS and state_of(value) is State.STATED:
                _TOPICS[own](_Part(value, (), name, value), draft, context)


def _description(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if part.whole and len(context.described) < _MOST_PIECES:
        context.described.append((part.whole, part.nodes))


def put_description(draft: Draft, context: CardContext) -> None:
    """Put what sections said in description of the model, one after another."""
    nodes = [node for _, part in context.described for node in part]
    draft.put("/system/description", "\n\n".join(text for text, _ in context.described), *nodes)


def _intended_use(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if not part.whole:
        return
    if draft.states("/use/intended_purpose"):
        if draft.states("/system/capabilities"):
            return
        draft.put(
            "/system/capabilities", part.whole, *part.nodes,
            rule="a further section on uses, after the one that is the intended purpose",
        )  # fmt: skip
        return
    draft.put("/use/intended_purpose", part.whole, *part.nodes)


def _put_text(pointer: str) -> Callable[[_Part, Draft, CardContext], None]:
    def put(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001  # all topics are called alike
        if part.whole and not draft.states(pointer):
            draft.put(pointer, part.whole, *part.nodes)

    return put


def _put_items(pointer: str) -> Callable[[_Part, Draft, CardContext], None]:
    def put(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
        for item, node in part.items():
            draft.extend(pointer, [item], node)

    return put


def _training_data(part: _Part, draft: Draft, context: CardContext) -> None:
    for node in part.nodes:
        _tokens_in_prose(node, draft, context)
        for name in dict.fromkeys(_DATASET_LINK.findall(node.lines)):
            draft.add("/data/datasets", {"name": name, "role": "training"}, node, rule="the text on training data links to it")
    if not part.whole:
        return
    if len(part.whole) <= _SHORT and _UNDISCLOSED.search(part.whole):
        draft.leave_open("/data/datasets", State.WITHHELD, *part.nodes)
        return
    if part.text.pointer == part.node.pointer and len(part.whole.split()) <= _WORDS_OF_A_NAME:
        # A label: its value is the name.
        draft.add("/data/datasets", {"name": part.text.text, "role": "training"}, part.text)
        return
    draft.add(
        "/data/datasets", {"name": part.heading, "role": "training", "source_or_owner": part.whole}, *part.nodes,
        rule="the section describes the training data; they are entered under its heading",
    )  # fmt: skip


def _tokens_in_prose(node: Node, draft: Draft, context: CardContext) -> None:
    found = {}
    for match in _TOKENS.finditer(node.lines):
        if (size := read_quantity(match["size"].strip().rstrip(".,"))) and size >= 1_000_000:
            found[size] = bool(match["about"] or match["plus"])
    if len(found) != 1 or context.tokens is not None:
        return
    (size, rough), *_ = found.items()
    context.tokens = (size, node)
    draft.put("/data/training/size", size, node)
    draft.put("/data/training/size_unit", "tokens", node)
    if rough:
        draft.put("/data/training/size_estimated", True, node, rule="the text gives a round figure")


def _training(part: _Part, draft: Draft, context: CardContext) -> None:
    for node in part.nodes:
        _tokens_in_prose(node, draft, context)
    _put_text("/model/training_design")(part, draft, context)


def _evaluation(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    results = any(part.node.get(name) for name in ("text", "tables", "labels")) or bool(part.text)
    if results:
        nodes = part.nodes or (Node(part.node.pointer, None),)
        draft.extend("/model/public_information", ["evaluation"], *nodes, rule="the card has a section on evaluation")


def _red_teaming(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if part.whole and _DONE.search(part.whole) and not _NEGATION.search(part.whole[:_LONGEST_NAME]):
        draft.add(
            "/assurance/evaluations", {"kind": "red-team"}, *part.nodes, rule="the card tells of it under a heading of its own"
        )


def _footprint(part: _Part, draft: Draft, context: CardContext) -> None:
    for node in part.nodes:
        _masses(node, draft)
        energies = {_plain_number(number) * _KWH[unit] for number, unit in _ENERGY.findall(node.lines)}
        if len(energies) == 1 and not draft.states("/model/footprint/training_energy_kwh"):
            draft.put("/model/footprint/training_energy_kwh", energies.pop(), node)
    _put_text("/model/footprint/method")(part, draft, context)


def _emissions(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if not _masses(part.text, draft, label=part.heading or "CO2"):
        draft.leave_open("/model/footprint/ghg_kgco2e", State.UNREADABLE, part.text)


def _masses(node: Node, draft: Draft, label: str = "") -> bool:
    text = node.lines
    if not _CO2.search(f"{label} {text}"):
        return False
    masses = {_plain_number(number) * _KILOGRAMS[unit[0].casefold()] for number, unit in _MASS.findall(text)} - {0}
    if not masses and label and (number := read_quantity(text)) is not None:
        unit = "t" if "tco2" in label.casefold() or "ton" in label.casefold() else "g" if "gram" in label.casefold() else ""
        masses = {number * _KILOGRAMS[unit]} if unit else set()
    if len(masses) != 1:
        return False
    if label or not draft.states("/model/footprint/ghg_kgco2e"):
        draft.put("/model/footprint/ghg_kgco2e", masses.pop(), node, rule="in kilograms; a ton is a metric ton")
    return True


def _plain_number(text: str) -> float:
    return float(text.replace(",", ""))


def _usage(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    nodes = part.nodes or ((part.node.get("code"),) if part.node.get("code") else ())
    if nodes:
        draft.extend("/model/public_information", ["usage"], *nodes, rule="the card tells how to use the model")


def _licence(part: _Part, draft: Draft, context: CardContext) -> None:
    text = part.text
    if context.has_licence:
        draft.ignore(text, "the front matter states the licence")
    elif text and len(text.text) <= _LONGEST_NAME:
        context.has_licence = True
        name = text.text
        draft.add(
            "/model/artefacts",
            {"kind": "weights", "licence": name, "open": is_open(name), "restrictions": restrictions(name) or None}, text,
            rule="the licence of the model is that of its weights",
        )  # fmt: skip
    elif text:
        draft.add("/model/artefacts", {"kind": "weights", "licence": text.lines}, text)
        context.has_licence = True


def _languages(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if not part.text:
        return
    found = listed_languages(part.text.text)
    if found is None:
        draft.leave_open("/system/languages", State.UNREADABLE, part.text)
    else:
        draft.extend("/system/languages", found, part.text)


def _developer(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    _organisation(part, "developer", draft)


def _provider(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    _organisation(part, "provider", draft)


def _organisation(part: _Part, role: str, draft: Draft) -> None:
    name = part.text.text.rstrip(".")
    if not name or len(name) > _LONGEST_NAME or "@" in name:
        return
    is_new = not draft.states("/organisation/name")
    draft.put("/organisation/name", name, part.text)
    if is_new:
        draft.extend("/organisation/roles", [role], part.text, rule=f"the card names it as '{part.heading}'")


def _base_model(part: _Part, draft: Draft, context: CardContext) -> None:
    name = part.text.text
    if (hub := _MODEL_LINK.search(part.text.lines)) and not context.has_base:
        draft.add(
            "/model/base_models", {"name": f"{hub[1]}/{hub[2]}", "developer": hub[1]}, part.text,
            rule="the text links to it; who made it is the name before the slash",
        )  # fmt: skip
    elif draft.states("/model/base_models"):
        draft.ignore(part.text, "the front matter names the base model")
    elif name and len(name) <= _LONGEST_NAME and words_of(part.heading) != "backbone":
        relation = "fine-tuned" if "tuned" in words_of(part.heading) else None
        draft.add("/model/base_models", {"name": name, "relation": relation}, part.text)


def _modalities(pointer: str) -> Callable[[_Part, Draft, CardContext], None]:
    def put(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
        draft.extend(pointer, modalities_in(part.text.text), part.text, rule="the kinds that the text names")

    return put


def _parameters(part: _Part, draft: Draft, context: CardContext) -> None:
    total = _TOTAL.search(part.text.lines)
    found = read_parameters(total[1] if total else part.text.text)
    if found is None:
        draft.leave_open("/model/parameters", State.UNREADABLE, part.text)
    elif context.parameters is None:
        draft.put("/model/parameters", found[0], part.text, rule=found[1])
        context.parameters = (found[0], part.text)
        context.is_mixture = context.is_mixture or bool(found[1]) or total is not None


def _tokens(part: _Part, draft: Draft, context: CardContext) -> None:
    size = read_quantity(part.text.text.rstrip("+"))
    if size is None:
        draft.leave_open("/data/training/size", State.UNREADABLE, part.text)
    elif context.tokens is None:
        context.tokens = (size, part.text)
        draft.put("/data/training/size", size, part.text)
        draft.put("/data/training/size_unit", "tokens", part.text)


def _day(pointer: str) -> Callable[[_Part, Draft, CardContext], None]:
    def put(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
        written = read_date(part.text.text.rstrip("."))
        if written is not None and written.iso is not None:
            draft.put(pointer, written.iso, part.text, rule=written.rule)
        else:
            draft.leave_open(pointer, State.UNREADABLE, part.text)

    return put


def _accelerators(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    is_label = part.text.pointer == part.node.pointer
    if (is_label or not draft.states("/model/compute/accelerators")) and _ACCELERATOR.search(part.whole):
        draft.extend("/model/compute/accelerators", [part.whole[:_LONGEST_ITEM]], *part.nodes)


def _changes(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if part.nodes:
        draft.add("/records/documents", {"kind": "release-notes"}, *part.nodes, rule="the card holds them")


def _version(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if part.text and len(part.text.text) <= _LONGEST_NAME and not draft.states("/model/version"):
        draft.put("/model/version", part.text.text, part.text)


def _architecture(part: _Part, draft: Draft, context: CardContext) -> None:
    if part.text.word in _FORMATS:
        draft.ignore(part.text, "the format of the file, which is no architecture")
    else:
        _put_text("/model/architecture")(part, draft, context)


def _agent_tools(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    draft.ignore(part.text, "whether a program can offer it tools, which is not what the model does by itself")


def _drop(why: str) -> Callable[[_Part, Draft, CardContext], None]:
    def drop(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
        for node in part.nodes:
            draft.ignore(node, why)

    return drop


def _feedback(part: _Part, draft: Draft, context: CardContext) -> None:  # noqa: ARG001
    if part.whole and not draft.states("/rights/feedback_channel") and not _NEGATION.search(part.whole):
        draft.put("/rights/feedback_channel", part.whole, *part.nodes)


_TOPICS: dict[Topic, Callable[[_Part, Draft, CardContext], None]] = {
    Topic.DESCRIPTION: _description,
    Topic.INTENDED_USE: _intended_use,
    Topic.INTENDED_USERS: _put_text("/use/intended_users"),
    Topic.OUT_OF_SCOPE: _put_items("/use/out_of_scope_uses"),
    Topic.LIMITATIONS: _put_items("/system/limitations"),
    Topic.TRAINING_DATA: _training_data,
    Topic.DATA_PREPARATION: _put_items("/data/training/processing"),
    Topic.TRAINING: _training,
    Topic.EVALUATION: _evaluation,
    Topic.RED_TEAMING: _red_teaming,
    Topic.ARCHITECTURE: _architecture,
    Topic.HARDWARE_REQUIREMENTS: _put_text("/system/hardware_requirements"),
    Topic.ACCELERATORS: _accelerators,
    Topic.FOOTPRINT: _footprint,
    Topic.USAGE: _usage,
    Topic.LICENCE: _licence,
    Topic.LANGUAGES: _languages,
    Topic.CHANGES: _changes,
    Topic.CITATION: _drop(CITATION),
    Topic.PEOPLE: _drop(PEOPLE),
    Topic.DEVELOPER: _developer,
    Topic.PROVIDER: _provider,
    Topic.BASE_MODEL: _base_model,
    Topic.INPUT: _modalities("/system/input_modalities"),
    Topic.OUTPUT: _modalities("/system/output_modalities"),
    Topic.PARAMETERS: _parameters,
    Topic.TOKENS: _tokens,
    Topic.CUTOFF: _day("/data/training/collected_to"),
    Topic.RELEASED: _day("/model/released_on"),
    Topic.VERSION: _version,
    Topic.EMISSIONS: _emissions,
    Topic.MODEL_NAME: _put_text("/model/name"),
    Topic.CAPABILITIES: _put_text("/system/capabilities"),
    Topic.AGENT_TOOLS: _agent_tools,
    Topic.FEEDBACK: _feedback,
    Topic.DATASET_NAME: _training_data,
    Topic.ADDRESS: _drop(_ADDRESS),
}
