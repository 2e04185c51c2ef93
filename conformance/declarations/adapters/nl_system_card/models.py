"""The model cards in a system card: licence, languages, data sets and measured results."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.includes import is_reference
from conformance.declarations.adapters.licences import OF_WEIGHTS, weights_under

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_SPLITS: Mapping[str, str] = {
    "train": "training", "training": "training", "validation": "validation", "val": "validation", "dev": "validation",
    "test": "testing", "testing": "testing",
}  # fmt: skip
_TASKS: Mapping[str, str] = {
    "classification": "classification",
    "regression": "prediction",
    "forecasting": "prediction",
    "detection": "classification",
    "generation": "content-generation",
}
_ACCURACY = re.compile(
    r"accuracy|\bf1|precision|recall|\bauc|\broc|rmse|\bmse|\bmae|\br2|error|bleu|rouge|perplexity", re.IGNORECASE
)
_BIAS = re.compile(r"parity|odds|disparate|fairness|bias|equal", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_HUGGING_FACE = "https://huggingface.co/"


def map_models(models: Node, draft: Draft) -> None:
    """Map the models; the first is the model of the declaration, others are models it builds on."""
    for number, model in enumerate(models.each()):
        if isinstance(model.data, str):
            if not is_reference(model.text):
                draft.doubt(model, "is no model card")
            continue
        name = model.get("name")
        if number == 0:
            draft.put("/model/name", name.text, name)
        elif name:
            draft.add(
                "/model/base_models", {"name": name.text, "relation": "integrated"}, name, rule="another model of the system"
            )
        _licence(model.get("license"), draft)
        languages = [item.text for item in model.get("language").each() if _LANGUAGE.fullmatch(item.text)]
        draft.extend("/system/languages", languages, model.get("language"))
        draft.ignore(model.get("tags"), "search words")
        draft.ignore(model.get("owners"), f"{PERSONS_DROPPED}; the owner of the card stands behind it")
        draft.ignore(model.get("provenance"), "how the file was made")
        for entry in (each for name in ("model-index", "model_index") for each in model.get(name).each()):
            _results(entry, draft)


def _licence(node: Node, draft: Draft) -> None:
    name = node if isinstance(node.data, str) else node.get("license_name") or node.get("name")
    if name.text:
        draft.add("/model/artefacts", weights_under(name.text), name, rule=OF_WEIGHTS)
    draft.ignore(node.get("license_link"), "an address of the licence's text")


def _results(entry: Node, draft: Draft) -> None:
    name = entry.get("name")
    if not draft.states("/model/name"):
        draft.put("/model/name", name.text, name)
    else:
        draft.ignore(name, "another name of the model")
    draft.ignore(entry.get("model"), "where the files of the model lie")
    draft.ignore(entry.get("parameters"), "settings of the training run")
    for artefact in entry.get("artifacts").each():
        kind = f"{artefact.get('content-type').text} {artefact.get('type').text} {artefact.get('uri').text}".casefold()
        if "onnx" in kind and draft.states("/model/artefacts/0/licence") and not draft.states("/model/artefacts/0/format"):
            draft.put("/model/artefacts/0/format", "onnx", artefact, rule="the type or the name of the file")
        else:
            draft.ignore(artefact, "a file of the model")
    for result in entry.get("results").each():
        for task in result.get("task").each():
            what = task.get("type")
            functions = [function for word, function in _TASKS.items() if word in what.word]
            draft.extend("/system/functions", functions, what, rule="the task of its model")
            draft.ignore(task.get("name"), "the task in words")
        benchmark = _datasets(result, draft)
        for metric in result.get("metrics").each():
            _metric(metric, benchmark, draft)
        draft.ignore(result.get("measurements"), "plots of the model's behaviour, without a threshold or a verdict")


def _datasets(result: Node, draft: Draft) -> str:
    names = []
    for node in result.get("datasets").each():
        name, kind = node.get("name"), node.get("type")
        link = kind.text if kind.text.startswith(("https://", "http://")) and " " not in kind.text else ""
        if name or kind:
            names.append(name.text or kind.text)
            role = _SPLITS.get(node.get("split").word)
            item = {"name": name.text or kind.text, "role": role, "datasheet": link}
            origin = "public" if link.startswith(_HUGGING_FACE) else None
            draft.add("/data/datasets", {**item, "origin": origin}, node, rule="a public address holds it" if origin else "")
    return ", ".join(names)


def _metric(node: Node, benchmark: str, draft: Draft) -> None:
    name, value = node.get("name"), node.get("value")
    told = f"{node.get('type').text} {name.text}"
    kind = "bias" if _BIAS.search(told) else "accuracy" if _ACCURACY.search(told) else "quality"
    try:
        number: float | None = float(value.text)
    except ValueError:
        number = None
    if number is None or number != number or abs(number) == float("inf"):  # noqa: PLR0124  # not a number
        if value:
            draft.doubt(value, "is no number")
        return
    split = ", ".join(label.get("value").text for label in node.get("labels").each() if label.get("name").word == "split")
    item = {
        "kind": kind, "subject": "model", "metric": name.text or node.get("type").text, "value": number,
        "benchmark": f"{benchmark} ({split})" if split and benchmark else benchmark,
    }  # fmt: skip
    draft.add("/assurance/evaluations", item, node, parts={"value": value})
