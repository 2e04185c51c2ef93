"""Epoch AI's tables of models: third-party estimates of compute, size and data, each with a confidence.

Columns are renamed between editions. Source of their meanings: epoch.ai/data/ai-models-documentation. An estimate is *confident*
when it is thought to lie within a factor of 3, *likely* within 10, *speculative* within 30.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.countries import country_code
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.licences import NON_COMMERCIAL_USE_ONLY
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record
    from conformance.declarations.refusals import Refusal

_THRESHOLDS = (1e23, 1e25, 1e26)
"""Operations of training on which laws decide: the guidelines on general-purpose models and Art. 51(2) of Regulation (EU)
2024/1689, and the 10^26 of laws of California and New York."""
_FACTORS = {"confident": 3.0, "likely": 10.0, "speculative": 30.0}
_NUMBER = re.compile(r"\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,2})?")
_EXACT = 2**53
_ALIASES = {
    "country": ("country (from organization)", "country (of organization)", "country", "countries"),
    "size": (
        "training dataset size (datapoints)", "training dataset size (gradients)", "training dataset size (total)",
        "training dataset size",
    ),
    "size notes": ("dataset size notes", "training dataset size notes"),
    "code": ("training code accessibility",),
    "abstract": ("abstract",),
    "kind": ("organization categorization", "organization categorization (from organization)"),
    "power": ("training power draw (w)",),
    "model": ("model", "system"),
}  # fmt: skip
_ACCESS: dict[str, tuple[str, str, bool | None, bool]] = {
    "open weights (unrestricted)": ("public", "download", True, False),
    "open weights (non-commercial)": ("public", "download", False, True),
    "open weights (restricted use)": ("public", "download", False, False),
    "api access": ("hosted-only", "api", None, False),
    "hosted access (no api)": ("hosted-only", "web-service", None, False),
    "unreleased": ("internal", "", None, False),
}
"""For each accessibility: access to the weights, form of supply, whether the weights are open, whether commerce is barred."""
_CODE = {"open source": (True, False), "open (non-commercial)": (False, True), "open access (non-commercial)": (False, True),
         "open (restricted use)": (False, False)}  # fmt: skip
_DOMAINS: dict[str, tuple[str, str]] = {
    "language": ("/system/output_modalities", "text"),
    "image generation": ("/system/output_modalities", "image"),
    "video": ("", ""),
    "vision": ("/system/input_modalities", "image"),
    "biology": ("/use/sectors", "science"),
    "medicine": ("/use/sectors", "health"),
    "robotics": ("/system/functions", "vehicle-or-robot-control"),
    "recommendation": ("/system/functions", "personalised-recommendation"),
}
_TRAINING = ("Epochs", "Batch size", "Hardware utilization", "Hardware utilization (MFU)", "Numerical format")
_IGNORED = {
    "authors": PERSONS_DROPPED,
    "reference": "a citation",
    "link": "a citation",
    "citations": "why the model is in the table",
    "notability criteria": "why the model is in the table",
    "notability criteria notes": "why the model is in the table",
    "last modified": "when the row was changed",
    "created by": PERSONS_DROPPED,
    "archived links": "a citation",
    "batch size notes": "a note on the size of batches",
    "compute cost notes": "a note on cost, which has no field here",
}


class EpochModels:
    """Reads the table of notable models, and others with the same columns."""

    name = "epoch-models"
    title = "Epoch AI table of models (third-party estimates)"
    suffixes = (".csv",)
    authority = Authority.THIRD_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the columns."""
        if original.suffix not in self.suffixes:
            return False
        columns = {column.casefold() for column in header_of(original.head_text.lstrip("\ufeff"))}
        return "training compute (flop)" in columns and bool(columns & {"model", "system"}) and "organization" in columns

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the rows."""
        yield from read_table(original, _is_header)

    def map(self, record: Record, draft: Draft) -> None:
        """Map a row."""
        row = _Row(record)
        name = row.get("model")
        draft.put("/system/name", name.text, name)
        draft.put("/model/name", name.text, name)
        _organisation(row, draft)
        day = row.get("publication date")
        written = read_date(day.text) if day else None
        if written is not None and written.iso is not None:
            draft.put("/model/released_on", written.iso, day, rule="the day on which it was published or announced")
        elif day:
            draft.leave_open("/model/released_on", State.UNREADABLE, day)
        draft.extend("/system/techniques", ["machine-learning"], rule="the table lists trained models")
        _domains(row.get("domain"), draft)
        abstract = row.get("abstract")
        draft.put("/system/description", abstract.lines, abstract)
        _number("/model/parameters", row.get("parameters"), draft, row.get("parameters notes"))
        _compute(row, draft)
        _data(row, draft)
        _hardware(row, draft)
        _access(row, draft)
        base = row.get("base model")
        for part in _parts(base):
            draft.add("/model/base_models", {"name": part}, base)
        for column, node in record.root.members():
            if column.casefold() in _IGNORED:
                draft.ignore(node, _IGNORED[column.casefold()])


def _is_header(names: Sequence[str]) -> bool:
    return "training compute (flop)" in {name.casefold() for name in names}


class _Row:
    """A row whose columns are asked for by name, whatever the edition calls them."""

    def __init__(self, record: Record) -> None:
        self._columns = {name.casefold(): node for name, node in record.root.members()}

    def get(self, name: str) -> Node:
        for alias in _ALIASES.get(name, (name,)):
            if node := self._columns.get(alias):
                return node
        return Node(f"/{name}", None, exists=False)


def _parts(node: Node) -> list[str]:
    return list(dict.fromkeys(part.strip() for part in node.text.split(",") if part.strip()))


def _organisation(row: _Row, draft: Draft) -> None:
    organisation, country, kind = row.get("organization"), row.get("country"), row.get("kind")
    draft.put("/organisation/name", ", ".join(_parts(organisation)), organisation)
    if organisation.text:
        draft.extend("/organisation/roles", ["developer"], organisation, rule="the organisations of a model made it")
    codes = {country_code(name) for name in _parts(country)}
    if len(codes) == 1 and None not in codes:
        draft.put("/organisation/country", codes.pop(), country)
    elif country.text:
        draft.doubt(country, "names several countries, or none that can be told")
    if _parts(kind) == ["Industry"]:
        draft.put("/organisation/type", "company", kind, rule="all organisations of the row are of industry")


def _domains(node: Node, draft: Draft) -> None:
    for part in _parts(node):
        field, value = _DOMAINS.get(part.casefold(), ("", ""))
        if field:
            draft.extend(field, [value], node, rule=f"the domain {part}")


def _read(node: Node) -> float | int | None:
    text = node.text.replace(",", "")
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return int(value) if value.is_integer() and value < _EXACT else value


def _number(field: str, node: Node, draft: Draft, *notes: Node, rule: str = "") -> float | int | None:
    """Put the number of a cell, and let the notes beside it stand with it."""
    value = _read(node)
    if value is not None:
        draft.put(field, value, node, *(note for note in notes if note), rule=rule)
    elif node:
        draft.leave_open(field, State.UNREADABLE, node)
    return value


def _compute(row: _Row, draft: Draft) -> None:
    flop, confidence = row.get("training compute (flop)"), row.get("confidence")
    method, notes = row.get("training compute estimation method"), row.get("training compute notes")
    if not flop:
        draft.ignore(confidence, "the confidence of an estimate that is not there")
        return
    rule = f"estimated by Epoch AI, confidence: {confidence.text or 'not told'}"
    factor = _FACTORS.get(confidence.word)
    if factor:
        rule += f" (thought to lie within a factor of {factor:g})"
    value = _number("/model/compute/training_flop", flop, draft, confidence, notes, rule=rule)
    if value is None:
        return
    is_reported = {part.casefold() for part in _parts(method)} == {"reported"}
    if not is_reported:
        draft.put("/model/compute/method", "estimated", *([method] if method else [flop]), rule="the table estimates it")
    else:
        draft.ignore(method, "reported by its maker; how it was found is not told")
    reach = factor or max(_FACTORS.values())
    near = [threshold for threshold in _THRESHOLDS if threshold / reach <= value <= threshold * reach]
    for threshold in near:
        told = confidence.text or "no confidence told"
        draft.doubt(
            flop, f"the estimate ({told}) lies near the threshold of {threshold:.0e}: the true value may be on its other side"
        )


def _data(row: _Row, draft: Draft) -> None:
    names, notes = row.get("training dataset"), row.get("training dataset notes")
    if "unspecified" in names.word:
        draft.leave_open("/data/datasets", State.WITHHELD, names)
    else:
        for part in _parts(names):
            item = {"name": part, "role": "training", "source_or_owner": notes.lines or None}
            draft.add("/data/datasets", item, names, *([notes] if notes else []))
    _number("/data/training/size", row.get("size"), draft, row.get("size notes"))
    design = [(column, node) for column in _TRAINING if (node := row.get(column.casefold()))]
    if design:
        text = "; ".join(f"{column}: {node.text}" for column, node in design)
        draft.put("/model/training_design", text, *(node for _, node in design), rule="the columns on the training, joined")


def _hardware(row: _Row, draft: Draft) -> None:
    hardware, quantity = row.get("training hardware"), row.get("hardware quantity")
    names, count = _parts(hardware), _read(quantity)
    if len(names) == 1 and count is not None:
        draft.extend("/model/compute/accelerators", [f"{count} {names[0]}"], hardware, quantity)
    else:
        draft.extend("/model/compute/accelerators", names, hardware)
    hours = row.get("training time (hours)")
    duration = _read(hours)
    if duration is not None:
        notes = row.get("training time notes")
        draft.put("/model/compute/training_days", duration / 24, hours, *([notes] if notes else []), rule="hours divided by 24")
    elif hours:
        draft.leave_open("/model/compute/training_days", State.UNREADABLE, hours)
    power = row.get("power")
    watts = _read(power)
    if watts is not None and duration is not None:
        rule = "estimated power draw multiplied by training time"
        draft.put("/model/footprint/training_energy_kwh", watts * duration / 1000, power, hours, rule=rule)


def _access(row: _Row, draft: Draft) -> None:
    access, notes = row.get("model accessibility"), row.get("accessibility notes")
    if known := _ACCESS.get(access.word):
        weights, supply, is_open, no_commerce = known
        draft.put("/model/weights_access", weights, access, *([notes] if notes else []))
        draft.extend("/system/distribution", [supply] if supply else [], access)
        if is_open is not None:
            limits = [NON_COMMERCIAL_USE_ONLY] if no_commerce else None
            draft.add("/model/artefacts", {"kind": "weights", "open": is_open, "restrictions": limits}, access)
            draft.extend("/model/public_information", ["weights"], access, rule="the weights are open")
    elif state_of(access) is State.STATED:
        draft.doubt(access, "is no accessibility of the table that is known here")
    for column, publishes in (("code", True), ("inference code accessibility", False)):
        node = row.get(column)
        if node.word in _CODE:
            is_open, no_commerce = _CODE[node.word]
            limits = [NON_COMMERCIAL_USE_ONLY] if no_commerce else None
            draft.add("/model/artefacts", {"kind": "code", "open": is_open, "restrictions": limits}, node)
            if publishes:
                draft.extend("/model/public_information", ["training-code"], node, rule="the training code can be had")
        elif node:
            draft.leave_open("/model/artefacts", State.ABSENT, node)


ADAPTER = EpochModels()
