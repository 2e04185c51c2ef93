"""``metadata.json`` of MONAI bundles: models for medical images, packed with what is needed to run and to judge them.

Source of the members: the MONAI bundle specification (docs.monai.io, mb_specification) and the schema that each file names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.card_results import kind_of
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.licences import OF_WEIGHTS, weights_under
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_json_records
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record
    from conformance.declarations.refusals import Refusal

_NOT_FOR = re.compile(r"\bnot (?:to be used|intended|for|suitable|meant|approved)\b|\bmust not\b|\bshould not\b", re.IGNORECASE)
_RESEARCH_ONLY = re.compile(
    r"\bresearch (?:purposes?|use) only\b|\bonly (?:for|in) research\b|\bfor research only\b", re.IGNORECASE
)
_GROUP = re.compile(
    r"\b(?:team|consortium|university|universit\w+|institute\w*|corporation|corp|inc|ltd|gmbh|llc|labs?|laborator\w+|hospital|clinic|group|center"
    r"|centre|college|school|department|company|foundation|nvidia|dlmed|medical|health|college london|kcl)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"^(?:copyright\s*)?(?:\(c\)|\u00a9)?\s*(?:\d{4}(?:\s*-\s*\d{4})?,?)?\s*(?:by\s+)?", re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,12}(?:\.\d{1,12})?(?:e-?\d{1,2})?", re.IGNORECASE)
_SHAPES = ("num_channels", "spatial_shape", "dtype", "value_range", "is_patch_data", "channel_def", "label_def")
_CLASSES = frozenset(
    {"segmentation", "labels", "label", "classes", "class", "probabilities", "probability", "classification", "onehot"}
)
_GENERATES = re.compile(r"\bgenerat(?:e|es|ive|ing|ion|or)\b|\bsynthes", re.IGNORECASE)
_PACKAGES = ("optional_packages_version", "required_packages_version")
_LONGEST_NAME = 200


class MonaiBundle:
    """Reads the metadata of bundles."""

    name = "monai-bundle"
    title = "MONAI bundle metadata (medical imaging)"
    suffixes = (".json",)
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the members that every bundle has."""
        if original.suffix not in self.suffixes:
            return False
        head = original.head_text
        return '"monai_version"' in head and ('"network_data_format"' in head or '"pytorch_version"' in head)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one record of the file."""
        yield from read_json_records(original)

    def map(self, record: Record, draft: Draft) -> None:
        """Map a bundle."""
        name, version = record.get("name"), record.get("version")
        draft.put("/system/name", name.text, name)
        draft.put("/model/name", name.text, name)
        draft.put("/model/version", version.text, version)
        draft.put("/declaration/version", version.text, version)
        if name.text and version.text:
            identifier = draft.import_address(name.text, version.text)
            draft.put("/declaration/id", identifier, name, version, rule="the name and the version of the bundle")
        draft.put("/system/description", record.get("description").lines, record.get("description"))
        draft.extend("/use/sectors", ["health"], record.get("monai_version"), rule="a bundle is for medical images")
        draft.extend(
            "/system/techniques",
            ["machine-learning", "deep-learning"],
            record.get("pytorch_version"),
            rule="a bundle holds a network",
        )
        draft.ignore(record.get("schema"), "it names the format")
        _capabilities(record, draft)
        _intended_use(record.get("intended_use"), draft)
        _organisation(record, draft)
        _data(record, draft)
        _metrics(record.get("eval_metrics"), "", draft)
        for formats in ("network_data_format", *sorted(key for key in _keys(record) if key.endswith("_data_format"))):
            _modalities(record.get(formats), record, draft)
        _licence(record.get("license"), draft)
        if changes := record.get("changelog"):
            draft.add("/records/documents", {"kind": "release-notes"}, changes, rule="the bundle holds them")
        for leaf in record.get("references").leaves():
            draft.ignore(leaf, "a citation")
        for leaf in record.get("supported_apps").leaves():
            draft.ignore(leaf, "programs that can load it")
        _software(record, draft)


def _keys(record: Record) -> list[str]:
    return [name for name, _ in record.root.members() if name != "network_data_format"]


def _capabilities(record: Record, draft: Draft) -> None:
    task, classes = record.get("task"), record.get("pred_classes")
    parts = [(task.lines, task)] if task.text else []
    parts += [(f"Predicted: {classes.lines}", classes)] if classes.text else []
    rule = "task and predicted classes" if classes.text else ""
    draft.put("/system/capabilities", "\n".join(text for text, _ in parts), *(node for _, node in parts), rule=rule)


def _intended_use(node: Node, draft: Draft) -> None:
    state = state_of(node)
    if state is not State.STATED:
        if node:
            draft.leave_open("/use/intended_purpose", state, node)
        return
    text = node.lines
    draft.put("/use/intended_purpose", text, node)
    if _NOT_FOR.search(text):
        draft.extend("/use/out_of_scope_uses", [text], node, rule="the text on intended use excludes uses")
    if _RESEARCH_ONLY.search(text):
        draft.put("/system/exclusive_purpose", "research", node, rule="the text says that it is for research alone")


def _organisation(record: Record, draft: Draft) -> None:
    """Name the developer when it is a group; names of persons are dropped."""
    for node in (record.get("authors"), record.get("copyright")):
        text = _COPYRIGHT.sub("", node.text).strip(" .,") if node.pointer == "/copyright" else node.text
        if text and "@" not in text and len(text) <= _LONGEST_NAME and _GROUP.search(text):
            if draft.states("/organisation/name"):
                draft.ignore(node, "the authors are named already")
                continue
            draft.put("/organisation/name", text, node)
            draft.extend("/organisation/roles", ["developer"], node, rule="the authors of a bundle made it")
        else:
            draft.ignore(node, PERSONS_DROPPED)


def _data(record: Record, draft: Draft) -> None:
    source = record.get("data_source")
    if state_of(source) is State.STATED and source.text:
        text = source.lines
        name = text if len(text) <= _LONGEST_NAME else "Training data"
        draft.add("/data/datasets", {"name": name, "role": "training", "source_or_owner": text}, source)
    elif source:
        draft.leave_open("/data/datasets", state_of(source), source)
    for member in ("data_type", "image_classes", "label_classes"):
        node = record.get(member)
        if state_of(node) is State.STATED and node.text:
            draft.extend("/data/training/types", [node.lines], node)


def _metrics(node: Node, path: str, draft: Draft) -> None:
    for name, value in node.members():
        label = f"{path}: {name}" if path else name
        if isinstance(value.data, dict):
            _metrics(value, label, draft)
        elif _NUMBER.fullmatch(value.text):
            item = {
                "kind": kind_of(label), "subject": "model", "metric": (path or name)[:_LONGEST_NAME],
                "benchmark": name[:_LONGEST_NAME] if path else None, "value": float(value.text),
            }  # fmt: skip
            draft.add("/assurance/evaluations", item, value)
        elif value:
            draft.doubt(value, "is no number")


def _modalities(formats: Node, record: Record, draft: Draft) -> None:
    for field, parts in (("input_modalities", formats.get("inputs")), ("output_modalities", formats.get("outputs"))):
        for _, part in parts.members():
            kind, form = part.get("type"), part.get("format")
            found = ""
            if kind.word == "image":
                found = "structured-data" if field == "output_modalities" and form.word in _CLASSES else "image"
            elif kind.word:
                found = "structured-data"
            nodes = [node for node in (kind, form, part.get("modality")) if node.text]
            if found and formats.pointer == "/network_data_format":
                draft.extend(f"/system/{field}", [found], *nodes, rule="type and format of the tensor")
            else:
                for node in nodes:
                    draft.ignore(node, "the shape of a tensor inside the model")
            for shape in _SHAPES:
                for leaf in part.get(shape).leaves():
                    draft.ignore(leaf, "the shape of a tensor")
            if field == "output_modalities" and form.word in _CLASSES:
                draft.extend("/system/functions", ["classification"], form, rule="its output assigns classes")
    words = record.get("description"), record.get("task")
    if any(_GENERATES.search(node.text) for node in words) and "image" in str(formats.get("outputs").data):
        draft.extend("/system/functions", ["content-generation"], *words, rule="described as generating or synthesising images")


def _licence(node: Node, draft: Draft) -> None:
    if node.word.startswith("see "):
        draft.ignore(node, "points to the text of the licence")
    elif state_of(node) is State.STATED and node.text:
        draft.add("/model/artefacts", weights_under(node.text), node, rule=OF_WEIGHTS)


def _software(record: Record, draft: Draft) -> None:
    for member, name in (("monai_version", "MONAI"), ("pytorch_version", "PyTorch"), ("numpy_version", "NumPy")):
        node = record.get(member)
        if node.text:
            draft.add("/governance/suppliers", {"name": f"{name} {node.text}", "component": "software"}, node)
    for member in _PACKAGES:
        for name, version in record.get(member).members():
            if version.text:
                draft.add("/governance/suppliers", {"name": f"{name} {version.text}", "component": "software"}, version)


ADAPTER = MonaiBundle()
