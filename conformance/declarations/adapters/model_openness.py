"""Records of the Model Openness Framework (LF AI & Data): which parts of a model are published, under which licence."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.quantities import read_parameters
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_yaml_records
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record
    from conformance.declarations.refusals import Refusal

_COMPONENTS = {
    "model parameters (final)": ("weights", "weights"),
    "model parameters (intermediate)": ("weights", None),
    "model architecture": ("code", "architecture"),
    "training code": ("code", "training-code"),
    "inference code": ("code", None),
    "evaluation code": ("code", None),
    "data preprocessing code": ("code", None),
    "supporting libraries and tools": ("code", None),
    "datasets": ("data", None),
    "evaluation data": ("evaluation", None),
    "evaluation results": ("evaluation", "evaluation"),
    "sample model outputs": ("evaluation", None),
    "model card": ("documentation", None),
    "data card": ("documentation", None),
    "model metadata": ("documentation", None),
    "technical report": ("documentation", None),
    "research paper": ("documentation", None),
}
"""For each component of the framework (version 1.0): the kind of artefact, and the public information that it is."""
_DOCUMENTS = {"model card": "model-card", "data card": "datasheet", "technical report": "technical-documentation"}
_MODALITIES = {
    "language": "text",
    "code": "code",
    "image": "image",
    "vision": "image",
    "audio": "audio",
    "speech": "audio",
    "video": "video",
}
_NO_LICENCE = frozenset({"unlicensed", "component not included", "component not include", "component component not included"})
_NOT_THERE = frozenset({"component not included", "component not include", "component component not included"})


class ModelOpenness:
    """Reads files of the model openness tool (``framework``, ``release``)."""

    name = "model-openness"
    title = "Model Openness Framework record (LF AI & Data)"
    suffixes = (".yml", ".yaml")
    authority = Authority.THIRD_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the framework's name at the top."""
        head = original.head_text
        return original.suffix in self.suffixes and "framework:" in head[:200] and "Model Openness Framework" in head[:400]

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one record of the file."""
        yield from read_yaml_records(original)

    def map(self, record: Record, draft: Draft) -> None:
        """Map a release and its components."""
        release = record.get("release")
        draft.ignore(record.get("framework"), "it names the format, not the model")
        draft.put("/system/name", release.get("name").text, release.get("name"))
        draft.put("/model/name", release.get("name").text, release.get("name"))
        draft.put("/organisation/name", release.get("producer").text, release.get("producer"))
        draft.extend(
            "/organisation/roles", ["developer"], release.get("producer"), rule="the format's producer is who made the model"
        )
        self._version(release, draft)
        self._day(release.get("date"), draft)
        draft.ignore(release.get("contact"), PERSONS_DROPPED)
        if state_of(release.get("architecture")) is State.STATED:
            draft.text("/model/architecture", release.get("architecture"))
        kind = release.get("type")
        if modality := _MODALITIES.get(kind.word):
            draft.extend("/system/output_modalities", [modality], kind, rule=f"a model of type '{kind.text}' produces it")
        origin = release.get("origin")
        if origin and origin.word != release.get("name").word:
            draft.add("/model/base_models", {"name": origin.text}, origin)
        elif origin:
            draft.ignore(origin, "the origin is the model itself")
        for address in (release.get("huggingface"), release.get("repository")):
            if address.text.startswith(("https://", "http://")) and " " not in address.text:
                draft.put("/system/id" if not draft.states("/system/id") else "/declaration/url", address.text, address)
        self._licences(release, draft)
        for component in release.get("components").each():
            self._component(component, draft)

    def _version(self, release: Node, draft: Draft) -> None:
        version = release.get("version")
        if not version:
            return
        if size := read_parameters(version.text):
            draft.put(
                "/model/parameters", size[0], version, rule=size[1] or "the version is a size: the framework puts the size there"
            )
        else:
            draft.put("/model/version", version.text, version)

    def _day(self, node: Node, draft: Draft) -> None:
        written = read_date(node.text) if node else None
        if written and written.iso:
            draft.put("/declaration/issued_on", written.iso, node, rule="the date of the record")
        elif node:
            draft.leave_open("/declaration/issued_on", State.UNREADABLE, node)

    def _licences(self, release: Node, draft: Draft) -> None:
        for _, licence in release.get("license").members():
            name = licence.get("name")
            if name and name.word not in _NO_LICENCE:
                draft.add(
                    "/model/artefacts", {"kind": "weights", "licence": name.text}, name, rule="the licence of the distribution"
                )
            draft.ignore(licence.get("path"), "an address of the licence's text")

    def _component(self, component: Node, draft: Draft) -> None:
        name, licence = component.get("name"), component.get("license")
        kind, information = _COMPONENTS.get(name.word, (None, None))
        draft.ignore(component.get("description"), "the framework's own words about the component")
        for path in ("license_path", "component_path"):
            draft.ignore(component.get(path), "a path in the repository of the component")
        if kind is None:
            draft.doubt(name, "is no component of the framework")
            return
        if licence.word in _NOT_THERE:
            draft.leave_open("/model/artefacts", State.ABSENT, name, licence)
            return
        stated = state_of(licence) is State.STATED and licence.word not in _NO_LICENCE
        draft.add(
            "/model/artefacts", {"kind": kind, "licence": licence.text if stated else None}, name, licence,
            rule="the record lists the component; that says that it exists, not what it holds",
        )  # fmt: skip
        if state_of(licence) is State.WITHHELD:
            draft.leave_open("/model/artefacts", State.WITHHELD, licence)
        if information is not None:
            draft.extend("/model/public_information", [information], name, rule="the record lists the component")
        if name.word in _DOCUMENTS:
            draft.add("/records/documents", {"kind": _DOCUMENTS[name.word]}, name, rule="the record lists the component")


ADAPTER = ModelOpenness()
