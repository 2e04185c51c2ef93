"""The model card of a bill."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from conformance.declarations import cyclonedx_terms as terms
from conformance.declarations.adapters.cyclonedx.parts import LARGEST, allowed, ignore_extras, number, own_properties
from conformance.declarations.adapters.modalities import TASKS
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*(%)?")
_FORMATS: Mapping[str, str] = {
    **dict.fromkeys(("text", "string", "generated-text", "natural language", "tokens", "text/plain", "str"), "text"),
    **dict.fromkeys(("image", "images", "picture", "png", "jpeg", "jpg", "pixels"), "image"),
    **dict.fromkeys(("audio", "speech", "sound", "wav", "waveform", "mp3"), "audio"),
    **dict.fromkeys(("video", "mp4", "frames"), "video"),
    **dict.fromkeys(("code", "source code", "source-code"), "code"),
    **dict.fromkeys(
        (
            "structured-data", "structured data", "tabular", "table", "csv", "json", "application/json", "text/csv",
            "time-series", "timeseries", "time series", "numeric", "number", "float", "integer", "dataframe", "label", "labels",
            "class", "probabilities",
        ),
        "structured-data",
    ),
}  # fmt: skip
_MEDIA = re.compile(r"(image|audio|video)/[\w.+*-]+")
_SEPARATORS = re.compile(r"\s*[,;|/]\s*|\s+and\s+")
_RISKS = (
    ("discrimination", re.compile(r"\b(?:bias\w*|discriminat\w*|fairness|stereotyp\w*|unfair\w*)\b", re.IGNORECASE)),
    ("privacy", re.compile(r"\b(?:privacy|personal data|PII|re-?identification)\b", re.IGNORECASE)),
    ("confabulation", re.compile(r"\b(?:hallucinat\w*|confabulat\w*|fabricat\w*)\b", re.IGNORECASE)),
    ("information-integrity", re.compile(r"\b(?:misinformation|disinformation|fake news)\b", re.IGNORECASE)),
    ("intellectual-property", re.compile(r"\b(?:copyright\w*|intellectual property|plagiari\w*)\b", re.IGNORECASE)),
    ("dangerous-content", re.compile(r"\b(?:toxic\w*|hate speech|harmful content|violent content)\b", re.IGNORECASE)),
    ("abusive-content", re.compile(r"\b(?:CSAM|obscene|sexual content|intimate imagery)\b", re.IGNORECASE)),
    ("human-ai-configuration", re.compile(r"\b(?:over-?relian\w*|automation bias)\b", re.IGNORECASE)),
    ("information-security", re.compile(r"\b(?:prompt injection|jailbreak\w*|data leak\w*|model theft)\b", re.IGNORECASE)),
    ("cyber-offence", re.compile(r"\b(?:cyber-?attacks?|malware)\b", re.IGNORECASE)),
    ("cbrn", re.compile(r"\b(?:CBRN|biological weapons?|chemical weapons?|nuclear weapons?)\b", re.IGNORECASE)),
    ("environment", re.compile(r"\b(?:carbon|environmental impact|energy consumption)\b", re.IGNORECASE)),
    ("health-and-safety", re.compile(r"\b(?:injur\w*|patient safety|health risk|physical harm)\b", re.IGNORECASE)),
    ("labour", re.compile(r"\b(?:job loss|job displacement|labou?r market)\b", re.IGNORECASE)),
)
"""Risks by the words that name them; a risk whose name holds none of them has no category that could be told."""
_KWH = {
    "kwh": Decimal(1), "wh": Decimal("0.001"), "mwh": Decimal(1000), "gwh": Decimal(1_000_000),
    "kilowatthour": Decimal(1),
}  # fmt: skip
_KG = {
    "tco2eq": Decimal(1000), "tco2e": Decimal(1000), "kgco2eq": Decimal(1), "kgco2e": Decimal(1), "gco2eq": Decimal("0.001"),
}  # fmt: skip


def map_card(card: Node, draft: Draft) -> None:
    """Map a model card, but for its data sets, which are parts of the bill."""
    own = own_properties(card.get("properties"))
    parameters = card.get("modelParameters")
    _approach(parameters.get("approach", "type"), draft)
    _task(parameters.get("task"), draft)
    _architecture(parameters, draft)
    for member, field in (("inputs", "/system/input_modalities"), ("outputs", "/system/output_modalities")):
        for each in parameters.get(member).each():
            _modality(each.get("format"), field, draft)
    _metrics(card.get("quantitativeAnalysis", "performanceMetrics"), own, draft)
    draft.ignore(card.get("quantitativeAnalysis", "graphics"), "pictures are not read")
    draft.ignore(card.get("bom-ref"), "an identifier within the bill")
    _considerations(card.get("considerations"), own, draft)
    ignore_extras(card.get("properties"), draft, own)


def _approach(node: Node, draft: Draft) -> None:
    if node.word == "reinforcement-learning":
        draft.extend("/system/techniques", ["reinforcement-learning"], node)
    elif node:
        draft.ignore(node, "a kind of learning that no field tells apart; that the model learned is told by its type")


def _task(node: Node, draft: Draft) -> None:
    if state_of(node) is not State.STATED:
        if node:
            draft.leave_open("/system/functions", state_of(node), node)
        return
    names = [each for each in _SEPARATORS.split(node.word) if each]
    functions = allowed("/system/functions/0")
    known = [(each, TASKS.get(each.replace(" ", "-").replace("_", "-"))) for each in names]
    if not all(task or each in functions for each, task in known):
        draft.text("/system/capabilities", node)
        return
    for each, task in known:
        if each in functions:
            draft.extend("/system/functions", [each], node)
        elif task:
            rule = f"what the task '{each}' is"
            draft.extend("/system/functions", task[0], node, rule=rule)
            draft.extend("/system/input_modalities", task[1], node, rule=rule)
            draft.extend("/system/output_modalities", task[2], node, rule=rule)
            if not task[0]:
                draft.text("/system/capabilities", node)


def _architecture(parameters: Node, draft: Draft) -> None:
    members = (parameters.get("modelArchitecture"), parameters.get("architectureFamily"))
    parts = [each for each in members if state_of(each) is State.STATED]
    if len(parts) == 2 and parts[1].word not in parts[0].word:
        text = f"{parts[0].lines} ({parts[1].text})"
        draft.put("/model/architecture", text, *parts, rule="the architecture and its family")
    elif parts:
        draft.put("/model/architecture", parts[0].lines, *parts)


def _modality(node: Node, field: str, draft: Draft) -> None:
    if not node:
        return
    media = _MEDIA.fullmatch(node.word)
    found = media[1] if media else node.word if node.word in allowed(f"{field}/0") else _FORMATS.get(node.word)
    if found is not None:
        draft.extend(field, [found], node, rule="" if found == node.text else "the modality of this format")
    elif state_of(node) is State.STATED:
        draft.doubt(node, "tells no modality")


def _metrics(metrics: Node, own: Mapping[str, list[Node]], draft: Draft) -> None:
    for index, metric in enumerate(metrics.each()):
        name, value, part = metric.get("type"), metric.get("value"), metric.get("slice")
        match = _NUMBER.fullmatch(value.text)
        told = own[f"performanceMetrics/{index}/kind"][0].get("value") if f"performanceMetrics/{index}/kind" in own else None
        kind = told.text if told is not None and told.text in allowed("/assurance/evaluations/0/kind") else None
        if value and not match:
            draft.doubt(value, "is no number")
        figure = number(match[1]) if match else None
        if not (name.text or kind) or (figure is None and not part):
            continue
        item = {
            "kind": kind or terms.kind_of_metric(name.text),
            "metric": name.text,
            "value": figure,
            "unit": match[2] if match else None,
            "benchmark": part.text,
        }
        nodes = [*([told] if told is not None else []), *([name] if name else [])]
        parts = {"benchmark": part, "metric": name, **({"value": value} if figure is not None else {})}
        draft.add(
            "/assurance/evaluations", item, *nodes, parts=parts,
            rule="" if kind else "a performance metric measures accuracy, unless its name says what else",
        )  # fmt: skip


def _considerations(considerations: Node, own: Mapping[str, list[Node]], draft: Draft) -> None:
    _joined("/use/intended_users", considerations.get("users"), draft)
    _joined("/use/intended_purpose", considerations.get("useCases"), draft)
    for member in ("technicalLimitations", "performanceTradeoffs"):
        for each in considerations.get(member).each():
            if (state := state_of(each)) is State.STATED:
                draft.extend("/system/limitations", [each.lines], each)
            else:
                draft.leave_open("/system/limitations", state, each)
    for index, risk in enumerate(considerations.get("ethicalConsiderations").each()):
        _risk(risk, own.get(f"ethicalConsiderations/{index}/category", []), draft)
    assessments = list(considerations.get("fairnessAssessments").each())
    for each in assessments:
        _fairness(each, draft)
    _joined("/use/benefits", [each.get("benefits") for each in assessments], draft)
    _environment(considerations.get("environmentalConsiderations"), draft)


def _joined(field: str, texts: Node | Iterable[Node], draft: Draft) -> None:
    nodes = [each for each in (texts if isinstance(texts, list) else texts.each()) if state_of(each) is State.STATED]  # type: ignore[union-attr]
    rule = "one line an entry" if len(nodes) > 1 else ""
    draft.put(field, "\n".join(each.lines for each in nodes), *nodes, rule=rule)


def _risk(risk: Node, told: list[Node], draft: Draft) -> None:
    name, mitigation = risk.get("name"), risk.get("mitigationStrategy")
    value = told[0].get("value") if told else None
    known = value is not None and value.text in allowed("/risk/risks/0/category")
    category = value.text if value and known else next((each for each, words in _RISKS if words.search(name.text)), None)
    if category is None or state_of(name) is not State.STATED:
        return
    item = {
        "category": category,
        "description": name.lines if name.text != category else None,
        "mitigation": mitigation.lines if state_of(mitigation) is State.STATED else None,
    }
    draft.add(
        "/risk/risks", item, name, *([value] if value else []), parts={"mitigation": mitigation},
        rule="" if known else "the category that the name of the risk tells",
    )  # fmt: skip


def _fairness(assessment: Node, draft: Draft) -> None:
    group, harms, mitigation = (assessment.get(each) for each in ("groupAtRisk", "harms", "mitigationStrategy"))
    stated = [each for each in (group, harms) if state_of(each) is State.STATED]
    if stated:
        item = {
            "category": "discrimination",
            "description": ": ".join(each.lines for each in stated),
            "mitigation": mitigation.lines if state_of(mitigation) is State.STATED else None,
        }
        draft.add(
            "/risk/risks", item, *stated, parts={"mitigation": mitigation}, rule="a fairness assessment is of unequal treatment"
        )


def _environment(considerations: Node, draft: Draft) -> None:
    own = own_properties(considerations.get("properties"))
    ignore_extras(considerations.get("properties"), draft, own)
    energy, gas = [], []
    for each in considerations.get("energyConsumptions").each():
        if each.get("activity").word == "training":
            draft.ignore(each.get("activity"), "tells which figures are of training")
            energy.append(each.get("activityEnergyCost"))
            gas.append(each.get("co2CostEquivalent"))
        ignore_extras(each.get("properties"), draft)
    _sum("/model/footprint/training_energy_kwh", energy, _KWH, draft)
    _sum("/model/footprint/ghg_kgco2e", gas, _KG, draft)


def _sum(field: str, measures: list[Node], units: Mapping[str, Decimal], draft: Draft) -> None:
    """State the sum of measures in the unit of the field, exactly; one that cannot be read leaves the field open."""
    measures = [each for each in measures if each]
    total, nodes, rules = Decimal(0), [], []
    for each in measures:
        value, unit = each.get("value"), each.get("unit")
        factor = units.get(unit.word.replace(" ", ""))
        match = _NUMBER.fullmatch(value.text)
        amount = Decimal(match[1]) if match and not match[2] else None
        if amount is None or factor is None or not 0 <= amount <= LARGEST:
            draft.leave_open(field, State.UNREADABLE, *([unit] if amount is not None and factor is None else [value]))
            return
        total += amount * factor
        nodes += [value, unit]
        if factor != 1:
            rules.append(f"converted from {unit.text}")
    if len(measures) > 1:
        rules.append("the sum of the entries for training")
    if measures:
        number_of = int(total) if total == total.to_integral_value() else float(total)
        draft.put(field, number_of, *nodes, rule="; ".join(dict.fromkeys(rules)))
