"""For each topic of a card, where its text goes in a declaration."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from conformance.declarations.adapters.card_part import Part
from conformance.declarations.adapters.card_topics import Topic, words_of
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.languages import listed_languages
from conformance.declarations.adapters.licences import OF_WEIGHTS, weights_under
from conformance.declarations.adapters.modalities import modalities_in
from conformance.declarations.adapters.quantities import read_parameters, read_quantity
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from conformance.declarations.adapters.node import Node

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
_TUNED = re.compile(
    r"\bfine-?tuned version of (?:the )?([\w.-]+(?:/[\w.-]*\w)?)(?: \(https?://huggingface\.co/([\w.-]+(?:/[\w.-]*\w)?)\))?",
    re.IGNORECASE,
)
_MODEL_LINK = re.compile(r"huggingface\.co/(?!datasets/|spaces/|docs/|blog/|papers/)([\w.-]+)/([\w-]+(?:\.[\w-]+)*)")
_REPOSITORY = re.compile(r"[A-Za-z0-9][\w.-]*/[\w.-]*\w(?= )")
_DATASET_LINK = re.compile(r"huggingface\.co/datasets/([\w.-]+(?:/[\w.-]+)?)")
_LONGEST_NAME = 200
_WORDS_OF_A_NAME = 6
_SHORT = 400
_FORMATS = frozenset({"onnx", "gguf", "ggml", "safetensors", "pytorch", "openvino", "tensorrt"})
_LONGEST_ITEM = 2_000
_KILOGRAMS = {"t": 1000, "k": 1, "g": 0.001, "m": 1000}
_KWH = {"kWh": 1, "MWh": 1_000, "GWh": 1_000_000}
CITATION = "a citation, which says who is to be named and not what is so"
_ADDRESS = "an address for further reading"

Mapping = Callable[[Part], None]


def _put_text(pointer: str) -> Mapping:
    def put(part: Part) -> None:
        part.add_text(pointer)

    return put


def _put_items(pointer: str) -> Mapping:
    def put(part: Part) -> None:
        for item, node in part.items():
            part.draft.extend(pointer, [item], node)

    return put


def _training_data(part: Part) -> None:
    for node in part.nodes:
        _tokens_in_prose(node, part)
        for name in dict.fromkeys(_DATASET_LINK.findall(node.lines)):
            part.draft.add(
                "/data/datasets", {"name": name, "role": "training"}, node, rule="the text on training data links to it"
            )
    if not part.whole:
        return
    if len(part.whole) <= _SHORT and _UNDISCLOSED.search(part.whole):
        part.draft.leave_open("/data/datasets", State.WITHHELD, *part.nodes)
        return
    if part.is_label and len(part.whole.split()) <= _WORDS_OF_A_NAME:
        # A label: its value is the name.
        part.draft.add("/data/datasets", {"name": part.text.text, "role": "training"}, part.text)
        return
    part.draft.add(
        "/data/datasets", {"name": part.heading, "role": "training", "source_or_owner": part.whole}, *part.nodes,
        rule="the section describes the training data; they are entered under its heading",
    )  # fmt: skip


def _tokens_in_prose(node: Node, part: Part) -> None:
    found = {}
    for match in _TOKENS.finditer(node.lines):
        if (size := read_quantity(match["size"].strip().rstrip(".,"))) and size >= 1_000_000:
            found[size] = bool(match["about"] or match["plus"])
    if len(found) != 1 or part.context.tokens is not None:
        return
    (size, rough), *_ = found.items()
    part.context.tokens = (size, node)
    part.draft.put("/data/training/size", size, node)
    part.draft.put("/data/training/size_unit", "tokens", node)
    if rough:
        part.draft.put("/data/training/size_estimated", True, node, rule="the text gives a round figure")


def _training(part: Part) -> None:
    for node in part.nodes:
        _tokens_in_prose(node, part)
    _put_text("/model/training_design")(part)


def _evaluation(part: Part) -> None:
    tables = [] if part.is_label else list(part.node.get("tables").each())
    nodes = part.nodes or tuple(leaf for table in tables for leaf in table.leaves())[:1]
    if nodes:
        part.draft.extend("/model/public_information", ["evaluation"], *nodes, rule="the card has a section on evaluation")


def _red_teaming(part: Part) -> None:
    if part.whole and _DONE.search(part.whole) and not _NEGATION.search(part.whole[:_LONGEST_NAME]):
        part.draft.add(
            "/assurance/evaluations", {"kind": "red-team"}, *part.nodes, rule="the card tells of it under a heading of its own"
        )


def _footprint(part: Part) -> None:
    for node in part.nodes:
        _masses(node, part)
        energies = {_plain_number(number) * _KWH[unit] for number, unit in _ENERGY.findall(node.lines)}
        if len(energies) == 1 and not part.draft.states("/model/footprint/training_energy_kwh"):
            part.draft.put("/model/footprint/training_energy_kwh", energies.pop(), node)
    _put_text("/model/footprint/method")(part)


def _emissions(part: Part) -> None:
    if not _masses(part.text, part, label=part.heading or "CO2"):
        part.draft.leave_open("/model/footprint/ghg_kgco2e", State.UNREADABLE, part.text)


def _masses(node: Node, part: Part, label: str = "") -> bool:
    text = node.lines
    if not _CO2.search(f"{label} {text}"):
        return False
    masses = {_plain_number(number) * _KILOGRAMS[unit[0].casefold()] for number, unit in _MASS.findall(text)} - {0}
    if not masses and label and (number := read_quantity(text)) is not None:
        unit = "t" if "tco2" in label.casefold() or "ton" in label.casefold() else "g" if "gram" in label.casefold() else ""
        masses = {number * _KILOGRAMS[unit]} if unit else set()
    if len(masses) != 1:
        return False
    if label or not part.draft.states("/model/footprint/ghg_kgco2e"):
        part.draft.put("/model/footprint/ghg_kgco2e", masses.pop(), node, rule="in kilograms; a ton is a metric ton")
    return True


def _plain_number(text: str) -> float:
    return float(text.replace(",", ""))


def _usage(part: Part) -> None:
    nodes = part.nodes or ((part.node.get("code"),) if part.node.get("code") else ())
    if nodes:
        part.draft.extend("/model/public_information", ["usage"], *nodes, rule="the card tells how to use the model")


def _licence(part: Part) -> None:
    text = part.text
    if part.context.has_licence:
        part.draft.ignore(text, "the front matter states the licence")
    elif text and len(text.text) <= _LONGEST_NAME:
        part.context.has_licence = True
        part.draft.add("/model/artefacts", weights_under(text.text), text, rule=OF_WEIGHTS)
    elif text:
        part.draft.add("/model/artefacts", {"kind": "weights", "licence": text.lines}, text)
        part.context.has_licence = True


def _languages(part: Part) -> None:
    if not part.text:
        return
    found = listed_languages(part.text.text)
    if found is None:
        part.draft.leave_open("/system/languages", State.UNREADABLE, part.text)
    else:
        part.draft.extend("/system/languages", found, part.text)


def _developer(part: Part) -> None:
    _organisation(part, "developer")


def _provider(part: Part) -> None:
    _organisation(part, "provider")


def _organisation(part: Part, role: str) -> None:
    name = part.text.text.rstrip(".")
    if len(name) > _LONGEST_NAME or "@" in name or not any(character.isalpha() for character in name):
        return
    is_new = not part.draft.states("/organisation/name")
    part.draft.put("/organisation/name", name, part.text)
    if is_new and role == "developer":
        part.context.developer = name
    if is_new:
        part.draft.extend("/organisation/roles", [role], part.text, rule=f"the card names it as '{part.heading}'")


def _base_model(part: Part) -> None:
    name = part.text.text
    if (hub := _MODEL_LINK.search(part.text.lines)) and not part.context.has_base:
        part.draft.add(
            "/model/base_models", {"name": f"{hub[1]}/{hub[2]}", "developer": hub[1]}, part.text,
            rule="the text links to it; who made it is the name before the slash",
        )  # fmt: skip
    elif part.draft.states("/model/base_models"):
        part.draft.ignore(part.text, "the front matter names the base model")
    elif name and len(name) <= _LONGEST_NAME and words_of(part.heading) != "backbone":
        repository = _REPOSITORY.match(name)
        name = repository[0] if repository else name
        relation = "fine-tuned" if "tuned" in words_of(part.heading) else None
        part.draft.add("/model/base_models", {"name": name, "relation": relation}, part.text)


def name_tuned_model(part: Part) -> None:
    """Name the base model that a text tells of as training programs do: ``a fine-tuned version of bert-base on ...``."""
    match = None if part.context.has_base else _TUNED.search(part.text.lines)
    if match is None:
        return
    name = match[2] or match[1]
    owner = name.partition("/")[0] if "/" in name else None
    part.draft.add(
        "/model/base_models", {"name": name, "developer": owner, "relation": "fine-tuned"}, part.text,
        rule="the text says that it was fine-tuned from it",
    )  # fmt: skip
    part.context.has_base = True


def _software(part: Part) -> None:
    for item, node in part.items():
        if len(item) <= _LONGEST_NAME:
            part.draft.add("/governance/suppliers", {"name": item, "component": "software"}, node)


def _modalities(pointer: str) -> Mapping:
    def put(part: Part) -> None:
        part.draft.extend(pointer, modalities_in(part.text.text), part.text, rule="the kinds that the text names")

    return put


def _parameters(part: Part) -> None:
    total = _TOTAL.search(part.text.lines)
    found = read_parameters(total[1] if total else part.text.text)
    if found is None:
        part.draft.leave_open("/model/parameters", State.UNREADABLE, part.text)
    elif part.context.parameters is None:
        part.draft.put("/model/parameters", found[0], part.text, rule=found[1])
        part.context.parameters = (found[0], part.text)
        part.context.is_mixture = part.context.is_mixture or bool(found[1]) or total is not None


def _tokens(part: Part) -> None:
    size = read_quantity(part.text.text.rstrip("+"))
    if size is None:
        part.draft.leave_open("/data/training/size", State.UNREADABLE, part.text)
    elif part.context.tokens is None:
        part.context.tokens = (size, part.text)
        part.draft.put("/data/training/size", size, part.text)
        part.draft.put("/data/training/size_unit", "tokens", part.text)


def _day(pointer: str) -> Mapping:
    def put(part: Part) -> None:
        written = read_date(part.text.text.rstrip("."))
        if written is not None and written.iso is not None:
            part.draft.put(pointer, written.iso, part.text, rule=written.rule)
        else:
            part.draft.leave_open(pointer, State.UNREADABLE, part.text)

    return put


def _accelerators(part: Part) -> None:
    if (part.is_label or not part.draft.states("/model/compute/accelerators")) and _ACCELERATOR.search(part.whole):
        part.draft.extend("/model/compute/accelerators", [part.whole[:_LONGEST_ITEM]], *part.nodes)


def _changes(part: Part) -> None:
    if part.nodes:
        part.draft.add("/records/documents", {"kind": "release-notes"}, *part.nodes, rule="the card holds them")


def _version(part: Part) -> None:
    if part.text and len(part.text.text) <= _LONGEST_NAME and not part.draft.states("/model/version"):
        part.draft.put("/model/version", part.text.text, part.text)


def _architecture(part: Part) -> None:
    if part.text.word in _FORMATS:
        part.draft.ignore(part.text, "the format of the file, which is no architecture")
    else:
        _put_text("/model/architecture")(part)


def _agent_tools(part: Part) -> None:
    part.draft.ignore(part.text, "whether a program can offer it tools, which is not what the model does by itself")


def _drop(why: str) -> Mapping:
    def drop(part: Part) -> None:
        for node in part.nodes:
            part.draft.ignore(node, why)

    return drop


def _feedback(part: Part) -> None:
    if part.whole and not part.draft.states("/rights/feedback_channel") and not _NEGATION.search(part.whole):
        part.draft.put("/rights/feedback_channel", part.whole, *part.nodes)


MAPPINGS: dict[Topic, Mapping] = {
    Topic.DESCRIPTION: _put_text("/system/description"),
    Topic.INTENDED_USE: _put_text("/use/intended_purpose"),
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
    Topic.PEOPLE: _drop(PERSONS_DROPPED),
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
    Topic.SOFTWARE: _software,
    Topic.ADDRESS: _drop(_ADDRESS),
}
