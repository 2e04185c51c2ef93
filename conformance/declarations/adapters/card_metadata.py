"""From the front matter of a model card to a declaration."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.card_results import kind_of
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.languages import language_code
from conformance.declarations.adapters.licences import OF_WEIGHTS, weights_under
from conformance.declarations.adapters.modalities import TASKS, map_task
from conformance.declarations.adapters.quantities import read_quantity
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_FLOAT = re.compile(r"[+-]?\d{1,30}(?:\.\d{0,30})?(?:[eE][+-]?\d{1,2})?")
_REPOSITORY = re.compile(r"([A-Za-z0-9][\w.-]*)/([\w.-]+)")
_SECTORS = {
    "medical": "health", "medicine": "health", "clinical": "health", "healthcare": "health", "biomedical": "health",
    "legal": "justice", "law": "justice", "finance": "finance", "financial": "finance", "education": "education",
    "agriculture": "agriculture", "climate": "environment", "chemistry": "science", "biology": "science",
}  # fmt: skip
_RELATIONS = {
    "finetune": "fine-tuned", "fine-tune": "fine-tuned", "finetuned": "fine-tuned", "fine-tuned": "fine-tuned",
    "adapter": "fine-tuned",
}  # fmt: skip
_SHOWN_ONLY = {
    "widget": "examples for the page of the model",
    "thumbnail": "a picture for the page of the model",
    "inference": "a setting of the page of the model",
    "license_link": "an address of the licence's text",
    "library_name": "which library loads the model",
    "new_version": "points to a later model, which has a card of its own",
    "arxiv": "a citation",
    "doi": "a citation",
    "paper": "a citation",
    "author": PERSONS_DROPPED,
    "authors": PERSONS_DROPPED,
    "pipeline": "a setting of the page of the model",
    "prompt_template": "how prompts are written for it",
    "spaces": "points to demonstrations",
    "title": "a title for the page of the model",
    "emoji": "a picture for the page of the model",
    "model-card": "a setting of the page of the model",
    "extra_gated_heading": "words of the form before the download",
    "extra_gated_button_content": "words of the form before the download",
    "extra_gated_description": "words of the form before the download",
}
_GATES = ("extra_gated_prompt", "extra_gated_fields", "gated", "extra_gated_eu_disallowed")
_KEYWORD = "a keyword for search"
_SHOWN_TAGS = re.compile(
    r"(?:arxiv|region|doi|endpoints_compatible|autotrain_compatible|license|dataset|base_model):?.*", re.IGNORECASE
)


def map_front_matter(front_matter: Node, draft: Draft) -> None:
    """Put what the members of front matter state into the draft."""
    for name, node in front_matter.members():
        if name in _SHOWN_ONLY:
            draft.ignore(node, _SHOWN_ONLY[name])
        elif handler := _MEMBERS.get(name):
            handler(node, draft)
    _licence(front_matter, draft)
    _base_models(front_matter, draft)
    if any(front_matter.get(name) for name in ("pipeline_tag", "library_name", "model-index", "base_model")):
        nodes = [node for name in ("pipeline_tag", "library_name", "model-index") if (node := front_matter.get(name))]
        scalar = [node for node in nodes if node.text][:1]
        draft.extend("/system/techniques", ["machine-learning"], *scalar, rule="a model card describes a trained model")
    for name in _GATES:
        gate = front_matter.get(name)
        if gate and gate.word not in ("false", "no"):
            draft.put("/model/weights_access", "gated", gate, rule="the card asks for something before the download")


def _languages(node: Node, draft: Draft) -> None:
    for item in node.each():
        for part in item.text.split(",") if "," in item.text else [item.text]:
            code = language_code(part)
            if code is not None:
                draft.extend("/system/languages", [code], item)
            elif state_of(item) is State.ABSENT or part.strip().casefold() in ("unk", "und"):
                draft.leave_open("/system/languages", State.ABSENT, item)
            elif part.strip().casefold() == "code":
                draft.extend("/system/input_modalities", ["code"], item, rule="a model of the 'language' code reads code")
            else:
                draft.leave_open("/system/languages", State.UNREADABLE, item)


def _licence(front_matter: Node, draft: Draft) -> None:
    name = front_matter.get("license_name")
    licence = front_matter.get("license") or front_matter.get("licence")
    for item in licence.each():
        word = item.word
        if word in ("other", "custom") and name:
            _weights(name.text, draft, item, name)
        elif word in ("other", "unknown", "custom", "unlicensed") or state_of(item) is not State.STATED:
            draft.leave_open("/model/artefacts", State.ABSENT, item)
        elif item.text:
            _weights(item.text, draft, item)
    if name and not licence:
        _weights(name.text, draft, name)
    elif name and licence.word not in ("other", "custom"):
        draft.ignore(name, "the licence is named by its identifier")


def _weights(name: str, draft: Draft, *nodes: Node) -> None:
    draft.add("/model/artefacts", weights_under(name), *nodes, rule=OF_WEIGHTS)


def _datasets(node: Node, draft: Draft) -> None:
    for item in node.each():
        if state_of(item) is State.ABSENT:
            draft.leave_open("/data/datasets", State.ABSENT, item)
        elif item.text:
            draft.add(
                "/data/datasets",
                {"name": item.text, "role": "training"},
                item,
                rule="the front matter names what it was trained on",
            )
        else:
            draft.doubt(item, "is no name of a data set")


def _base_models(front_matter: Node, draft: Draft) -> None:
    node, stated = front_matter.get("base_model"), front_matter.get("base_model_relation")
    relation = _RELATIONS.get(stated.word)
    for item in node.each():
        name = item.text
        if not name or state_of(item) is not State.STATED:
            draft.leave_open("/model/base_models", State.ABSENT, item)
            continue
        owner = _REPOSITORY.fullmatch(name)
        draft.add(
            "/model/base_models", {"name": name, "developer": owner[1] if owner else None, "relation": relation}, item,
            *([stated] if stated and relation else []), rule="who made it is the name before the slash" if owner else "",
        )  # fmt: skip
    if stated and relation is None:
        if stated.word in ("quantized", "quantised"):
            draft.extend("/model/post_training", ["Quantised from the base model"], stated, rule="the relation to the base model")
        elif stated.word in ("merge", "merged"):
            draft.extend("/model/post_training", ["Merged from the base models"], stated, rule="the relation to the base models")
        else:
            draft.doubt(stated, "is no relation to a base model")


def _task(node: Node, draft: Draft) -> None:
    for item in node.each():
        if not map_task(item, draft, f"a model for {item.text}"):
            draft.doubt(item, "is no task of the hub")


def _tags(node: Node, draft: Draft) -> None:
    for item in node.each():
        if item.word in TASKS and item.word != "conversational":
            map_task(item, draft, f"tagged as a model for {item.text}")
        elif item.word == "conversational":
            draft.extend("/system/functions", ["dialogue"], item, rule="tagged as conversational")
        elif item.word in _SECTORS:
            draft.extend("/use/sectors", [_SECTORS[item.word]], item, rule="tagged so")
        elif item.word == "not-for-all-audiences":
            draft.extend("/system/limitations", ["Not for all audiences"], item, rule="tagged so")
        else:
            draft.ignore(item, "repeats another member" if _SHOWN_TAGS.fullmatch(item.word) else _KEYWORD)


def _metrics(node: Node, draft: Draft) -> None:
    for item in node.each():
        name = item.text or item.get("name").text or item.get("type").text
        if name:
            draft.add(
                "/assurance/evaluations", {"kind": kind_of(name), "subject": "model", "metric": name}, item,
                rule="a metric of the front matter is one that it was evaluated with",
            )  # fmt: skip


def _model_index(node: Node, draft: Draft) -> None:
    for entry in node.each():
        for result in entry.get("results").each():
            dataset, task, source = result.get("dataset"), result.get("task"), result.get("source")
            for metric in result.get("metrics").each():
                _result(metric, dataset, source, draft)
            kind = task.get("type")
            if kind.word in TASKS:
                draft.extend("/system/functions", TASKS[kind.word][0], kind, rule=f"evaluated on {kind.text}")
            draft.ignore(task.get("name"), "the task in words")
        draft.ignore(entry.get("name"), "the name of the model")


def _result(metric: Node, dataset: Node, source: Node, draft: Draft) -> None:
    name, kind, value = metric.get("name"), metric.get("type"), metric.get("value")
    number = _number(value)
    if number is None and value:
        draft.doubt(value, "is no number")
    verified = metric.get("verified").word in ("true", "yes")
    config, split, revision = dataset.get("config"), dataset.get("split"), dataset.get("revision")
    named = dataset.get("name") or dataset.get("type")
    details = [node for node in (config or dataset.get("args"), split, revision) if node.text]
    benchmark = named.text + (f" ({', '.join(node.text for node in details)})" if named and details else "")
    address = source.get("url")
    is_address = address.text.startswith(("https://", "http://")) and " " not in address.text
    item = {
        "kind": kind_of(benchmark, name.text, kind.text), "subject": "model", "benchmark": benchmark,
        "metric": name.text or kind.text, "value": number, "url": address.text if is_address else None,
        "evaluator": "third-party" if verified else None,
    }  # fmt: skip
    if not item["metric"] and not benchmark:
        return
    nodes = [node for node in (name, kind, named, dataset.get("type"), *details) if node]
    nodes += [address] if is_address else []
    checked = [metric.get("verified")] if metric.get("verified") else []
    draft.add(
        "/assurance/evaluations", item, value, *nodes, *checked,
        parts={"value": value, "benchmark": named, "metric": name or kind},
        rule="verified by the hub" if verified else "", authority=Authority.THIRD_PARTY if verified else None,
    )  # fmt: skip
    for token in (metric.get("verifyToken"), source.get("name"), metric.get("args"), metric.get("config")):
        for leaf in token.leaves():
            draft.ignore(leaf, "a detail of how the result was entered")


def _number(node: Node) -> float | int | None:
    text = node.text.replace("%", "").strip()
    if not _FLOAT.fullmatch(text):
        return None
    number = float(text)
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _emissions(node: Node, draft: Draft) -> None:
    amount = node if node.text else node.get("emissions")
    grams = _number(amount)
    if grams is None:
        grams = read_quantity(amount.text)
    if grams is not None and grams >= 0:
        draft.put("/model/footprint/ghg_kgco2e", grams / 1000, amount, rule="the front matter counts in grams")
    elif amount:
        draft.leave_open("/model/footprint/ghg_kgco2e", State.UNREADABLE, amount)
    parts = [part for name in ("source", "training_type", "geographical_location") if (part := node.get(name)) and part.text]
    if parts:
        draft.put(
            "/model/footprint/method", "; ".join(part.text for part in parts), *parts, rule="source, kind of training and place"
        )
    for hardware in node.get("hardware_used").each():
        if hardware.text:
            draft.extend("/model/compute/accelerators", [hardware.text], hardware)


def _developer(node: Node, draft: Draft) -> None:
    if node.text and not draft.states("/organisation/name"):
        draft.put("/organisation/name", node.text, node)
        draft.extend("/organisation/roles", ["developer"], node, rule="the front matter names the creator of the model")


def _model_name(node: Node, draft: Draft) -> None:
    if node.text:
        draft.put("/model/name", node.text, node)


def _architecture(node: Node, draft: Draft) -> None:
    if node.text:
        draft.put("/model/architecture", node.text, node)


def _version(node: Node, draft: Draft) -> None:
    if node.text:
        draft.put("/model/version", node.text, node)


_MEMBERS: dict[str, Callable[[Node, Draft], None]] = {
    "language": _languages,
    "languages": _languages,
    "language_bcp47": _languages,
    "datasets": _datasets,
    "dataset": _datasets,
    "pipeline_tag": _task,
    "tags": _tags,
    "metrics": _metrics,
    "model-index": _model_index,
    "model_index": _model_index,
    "co2_eq_emissions": _emissions,
    "model_creator": _developer,
    "model_name": _model_name,
    "model_type": _architecture,
    "version": _version,
    "model_version": _version,
}
