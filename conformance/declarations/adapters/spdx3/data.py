"""Data sets of an SPDX 3 document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations.adapters.spdx3.graph import local_name
from conformance.declarations.adapters.spdx3.licences import licences
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.spdx3.graph import Graph, Part

_ROLES = {"trainedon": "training", "testedon": "testing"}
_LINKS = (*_ROLES, "dependson", "hasdatafile", "contains", "hasinput")
_PUBLIC = frozenset({"directdownload", "query"})
_WHOLE = re.compile(r"\d{1,30}")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_OF_TRAINING = "the model was trained on this data set"
_OF_DATA = "the document is of this data set alone"


def map_datasets(graph: Graph, package: Part, draft: Draft) -> None:
    """Map the data sets that a package is related to; those of no relationship too, when it is the only package."""
    trained, seen = [], set()
    for dataset, _, kind in graph.related(package, *_LINKS):
        if dataset.type not in ("DatasetPackage", "Dataset"):
            continue
        role = _ROLES.get(local_name(kind.text).casefold().replace("_", ""))
        key = (dataset.node.pointer, role)
        if key in seen:
            continue
        seen.add(key)
        trained += [dataset] if role == "training" else []
        map_dataset(graph, dataset, (role, kind) if role else None, draft, trains=False)
    for dataset in graph.datasets if len(graph.packages) == 1 else ():
        if dataset.node.pointer not in {pointer for pointer, _ in seen}:
            map_dataset(graph, dataset, None, draft, trains=False)
    for dataset in trained:
        _training(dataset, _OF_TRAINING, draft)
    _size(trained, draft)


def map_dataset(graph: Graph, dataset: Part, role: tuple[str, Node] | None, draft: Draft, *, trains: bool) -> None:
    """Map one data set.

    Args:
        graph: the document.
        dataset: the data set.
        role: the role of the data set and the part that tells it; None when nothing does.
        draft: where it goes.
        trains: whether what is said of it goes into ``data.training`` as well, for a document of it alone.
    """
    name = dataset.one("name")
    if not name.text:
        return
    values, parts = {"name": name.text}, {"name": name}
    if role is not None:
        values["role"], parts["role"] = role
    if (licence := next(licences(graph, dataset, draft), None)) is not None:
        values["licence"], parts["licence"] = licence[0], licence[1]
    owners = [graph.named(each).one("name") for each in _parties(dataset) if graph.named(each).type == "Organization"]
    download = dataset.one("downloadLocation")
    owner = next(iter(owners), download if _URI.fullmatch(download.text) else None)
    if owner is not None and owner.text:
        values["source_or_owner"], parts["source_or_owner"] = owner.text, owner
    if dataset.word("datasetAvailability").replace("-", "") in _PUBLIC:
        values["origin"], parts["origin"] = "public", dataset.one("datasetAvailability")
    draft.add("/data/datasets", values, parts=parts)
    process = dataset.one("dataCollectionProcess")
    if state_of(process) is State.STATED:
        draft.extend("/data/measures", ["acquisition-documented"], process, rule="the document tells how the data were collected")
    for method in dataset.all("anonymizationMethodUsed"):
        if state_of(method) is State.STATED:
            draft.extend("/data/measures", ["pseudonymisation"], method, rule="a method of anonymisation is named")
    if trains:
        _training(dataset, _OF_DATA, draft)
        _size([dataset], draft)


def _parties(dataset: Part) -> list[Node]:
    return [*dataset.all("originatedBy"), *dataset.all("suppliedBy")]


def _training(dataset: Part, rule: str, draft: Draft) -> None:
    for kind in dataset.all("datasetType"):
        if local_name(kind.text).casefold() not in ("", "noassertion", "other"):
            draft.extend("/data/training/types", [local_name(kind.text)], kind, rule=rule)
    for member, field in (("dataPreprocessing", "processing"), ("knownBias", "known_biases")):
        for node in dataset.all(member):
            if state_of(node) is State.STATED:
                draft.extend(f"/data/training/{field}", [node.lines], node, rule=rule)
    use = dataset.one("intendedUse")
    if state_of(use) is State.STATED:
        draft.put("/data/training/purpose_fit", use.lines, use, rule=rule)
    sensitive = dataset.one("hasSensitivePersonalInformation") or dataset.one("sensitivePersonalInformation")
    word = local_name(sensitive.text).casefold()
    if word == "yes":
        why = f"{rule}; SPDX counts as sensitive what lets one tell a person"
        draft.extend("/data/training/contents", ["personal", "sensitive-personal"], sensitive, rule=why)
    elif word == "no":
        draft.ignore(sensitive, "says that there is none; a list cannot say so of one kind of data alone")
    elif sensitive:
        state = State.ABSENT if word == "noassertion" else State.UNREADABLE
        draft.leave_open("/data/training/contents", state, sensitive)


def _size(datasets: list[Part], draft: Draft) -> None:
    """State the size in bytes: of one data set, or the sum when every data set tells it."""
    sizes = [each.one("datasetSize") for each in datasets]
    if not sizes or not all(_WHOLE.fullmatch(each.text) for each in sizes):
        for each in sizes:
            if each and not _WHOLE.fullmatch(each.text):
                draft.leave_open("/data/training/size", State.UNREADABLE, each)
        return
    rule = "the sum over the data sets it was trained on" if len(sizes) > 1 else ""
    draft.put("/data/training/size", sum(int(each.text) for each in sizes), *sizes, rule=rule)
    draft.put("/data/training/size_unit", "bytes", *sizes, rule="SPDX measures data sets in bytes")
