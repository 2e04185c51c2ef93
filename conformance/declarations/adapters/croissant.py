"""Croissant: descriptions of data sets in JSON-LD (MLCommons), versions 0.8 to 1.1, with the vocabulary on responsible AI.

A data set is no system. What becomes of its description is the ``data`` section of a declaration, to be merged into that of a
system or model which uses the data set; the data set stands in the place of the system's name, and a doubt says so. Source of the
members: the Croissant format specification and the Croissant RAI specification 1.0 (docs.mlcommons.org/croissant).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.languages import language_code
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_json_records
from conformance.declarations.adapters.words import state_of
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_NAMESPACE = re.compile(r"https?://mlcommons\.org/(?:croissant|schema)")
_LOCAL = re.compile(r"[:/#]")
_LICENCE = re.compile(r"https?://(?:www\.)?choosealicense\.com/licenses/([\w.+-]+)/?")
_UNKNOWN_LICENCE = frozenset({"unknown", "undefined", "other", "none"})
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_NEGATION = re.compile(r"\b(?:no|not|none|never|without|free of|n/a)\b|n't\b", re.IGNORECASE)
_SENSITIVE = re.compile(r"sensitive|health|medical|religio|ethnic|\brace\b|sexual|political|biometric|genetic", re.IGNORECASE)
_ORIGINS = {
    "web scraping": "web-crawl", "web api": "web-crawl", "user-generated content data": "user", "customer feedback data": "user",
    "surveys": "collected", "direct measurement": "collected", "physical data collection": "collected",
    "experiments": "collected", "focus groups": "collected", "self-reporting": "collected", "manual human curator": "collected",
}  # fmt: skip
_LIFECYCLE = {
    "dataPreprocessingProtocol": "/data/training/processing",
    "dataManipulationProtocol": "/data/training/processing",
    "dataImputationProtocol": "/data/training/processing",
    "dataBiases": "/data/training/known_biases",
    "dataLimitations": "/data/training/gaps",
    "dataCollectionMissingData": "/data/training/gaps",
}
_TYPES = {
    "Text": "text", "Integer": "numbers", "Float": "numbers", "Number": "numbers", "Boolean": "truth values",
    "ImageObject": "images", "AudioObject": "audio", "VideoObject": "video", "Date": "dates",
    "DateTime": "dates", "Time": "times", "URL": "addresses",
    "BoundingBox": "bounding boxes", "SegmentationMask": "segmentation masks", "Enumeration": "classes", "Label": "labels",
    "GeoCoordinates": "places", "GeoShape": "places",
}  # fmt: skip
_LEFT_OUT = {
    "@context": "names of the vocabulary", "@type": "names the format", "@id": "an identifier inside the description",
    "conformsTo": "names the format", "citeAs": "a citation", "citation": "a citation", "keywords": "keywords for search",
    "alternateName": "another name", "distribution": "the files of the data set", "sdVersion": "the version of the description",
    "thumbnailUrl": "a picture", "isLiveDataset": "whether the files change",
}  # fmt: skip
_STRUCTURE = "the structure of the records"
_NO_SYSTEM = "this describes a data set: merge its data section into the declaration of a system or model that uses it"


class Croissant:
    """Reads descriptions of data sets."""

    name = "croissant"
    title = "Croissant description of a data set (MLCommons), RAI vocabulary included"
    suffixes = (".json", ".jsonld")
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the namespace in the context of the document."""
        head = original.head_text
        return original.suffix in self.suffixes and '"@context"' in head and _NAMESPACE.search(head) is not None

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the description of each data set."""
        for found in read_json_records(original):
            if isinstance(found, Refusal) or _is_dataset(found):
                yield found
            else:
                line = found.positions.of("").line
                yield original.refusal(
                    "not-a-data-set",
                    "this is not the description of a data set",
                    "convert the whole document, with its @context",
                    line,
                )

    def map(self, record: Record, draft: Draft) -> None:
        """Map a data set to the data section."""
        members = _Members(record.root)
        name = members.get("name")
        title = name.text or PurePath(record.file.replace("\\", "/")).stem
        rule = "the data set stands in the place of a system"
        draft.put("/system/name", title, name, rule=rule if name.text else f"{rule}; its name is that of the file")
        draft.doubt(Node("", None), _NO_SYSTEM)
        version = members.get("version")
        draft.put("/declaration/version", version.text, version)
        _identity(members, draft)
        _dataset(title, members, draft)
        for member, field in _LIFECYCLE.items():
            _items(members.get(member), field, draft)
        _contents(members, draft)
        _annotation(members, draft)
        _timeframe(members, draft)
        _languages(members.get("inLanguage"), draft)
        _types(members.get("recordSet"), draft)
        use = members.get("dataUseCases", "useCases")
        texts = [part for part in use.each() if state_of(part) is State.STATED and part.text]
        draft.put("/data/training/purpose_fit", "\n".join(part.lines for part in texts), *texts)
        description = members.get("description")
        draft.put("/system/description", description.lines, description)
        for member, node in members:
            if member in _LEFT_OUT:
                for leaf in node.leaves():
                    draft.ignore(leaf, _LEFT_OUT[member])


class _Members:
    """The members of a document by their local names: ``sc:name``, ``https://schema.org/name`` and ``name`` are one."""

    def __init__(self, root: Node) -> None:
        self._nodes: dict[str, Node] = {}
        for name, node in root.members():
            self._nodes.setdefault(_local(name), node)

    def __iter__(self) -> Iterator[tuple[str, Node]]:
        return iter(self._nodes.items())

    def get(self, *names: str) -> Node:
        """Return the member of one of the names: drafts of the vocabulary had others."""
        for name in names:
            if node := self._nodes.get(name):
                return node
        return Node(f"/{names[0]}", None, exists=False)


def _local(name: str) -> str:
    return name if name.startswith("@") else _LOCAL.split(name)[-1]


def _is_dataset(record: Record) -> bool:
    kinds = [_local(kind.text) for kind in record.get("@type").each()]
    return isinstance(record.data, dict) and ("Dataset" in kinds or (not kinds and bool(_Members(record.root).get("name").text)))


def _identity(members: _Members, draft: Draft) -> None:
    for member in ("url", "sameAs", "identifier"):
        for node in members.get(member).each():
            address = node.text
            if address.startswith(("https://", "http://")) and " " not in address:
                draft.put("/system/id", address, node) if not draft.states("/system/id") else draft.ignore(
                    node, "another address"
                )
            else:
                draft.ignore(node, "no address")
    published, modified = members.get("datePublished"), members.get("dateModified")
    written = read_date(published.text) if published.text else None
    if written is not None and written.iso is not None:
        draft.put("/declaration/issued_on", written.iso, published, rule="the day on which the data set was published")
    elif published.text:
        draft.leave_open("/declaration/issued_on", State.UNREADABLE, published)
    draft.ignore(modified, "the day of the last change; the day of publication counts")
    draft.ignore(members.get("dateCreated"), "the day on which it was made; the day of publication counts")


def _named_groups(members: _Members, draft: Draft) -> list[tuple[str, Node]]:
    """Return the names of organisations among those who made or publish the data set; names of persons are dropped."""
    found = []
    for member in ("creator", "publisher", "author", "maintainer", "funder"):
        for node in members.get(member).each():
            kind = _local(node.get("@type").text)
            name = node.get("name")
            if kind == "Organization" and name.text and "@" not in name.text:
                found.append((name.text, name))
                for other, leaf in node.members():
                    if other != "name":
                        draft.ignore(leaf, "details of the organisation")
            else:
                for leaf in node.leaves():
                    draft.ignore(leaf, PERSONS_DROPPED)
    return found


def _dataset(title: str, members: _Members, draft: Draft) -> None:
    name, licence, address = members.get("name"), members.get("license"), members.get("url")
    groups = _named_groups(members, draft)
    if groups:
        draft.put("/organisation/name", groups[0][0], groups[0][1])
    collection, kind = members.get("dataCollection"), members.get("dataCollectionType")
    origins = {_ORIGINS[part.word]: part for part in kind.each() if part.word in _ORIGINS}
    source = members.get("dataCollectionRawData", "dataCollectionRaw")
    words = [node.lines for node in (collection, source) if state_of(node) is State.STATED and node.text]
    kinds = [part for part in kind.each() if state_of(part) is State.STATED and part.text]
    if kinds:
        words.append(f"Collected by: {', '.join(part.text for part in kinds)}")
    names = ", ".join(dict.fromkeys(group for group, _ in groups))
    is_address = address.text.startswith(("https://", "http://")) and " " not in address.text
    licences = list(_licences(licence, draft))
    item = {
        "name": title,
        "origin": next(iter(origins)) if len(origins) == 1 else None,
        "licence": ", ".join(text for text, _ in licences) or None,
        "datasheet": address.text if is_address else None,
        "source_or_owner": "\n".join([*words, *([names] if names else [])]) or None,
    }
    parts = {"licence": licences[0][1]} if licences else {}
    if is_address:
        parts["datasheet"] = address
    nodes = [name, *(node for node in (collection, source) if node.text), *kinds, *(node for _, node in groups)]
    draft.add("/data/datasets", item, *nodes, parts=parts)
    if collection.text and state_of(collection) is State.STATED:
        draft.extend(
            "/data/measures", ["acquisition-documented"], collection, rule="the description tells how the data were collected"
        )


def _licences(node: Node, draft: Draft) -> Iterator[tuple[str, Node]]:
    for part in node.each():
        named = part if part.text else part.get("name") if part.get("name").text else part.get("url")
        match = _LICENCE.fullmatch(named.text)
        text = match[1] if match else named.text
        if text.casefold() in _UNKNOWN_LICENCE or state_of(named) is not State.STATED:
            draft.leave_open("/data/datasets/0/licence", State.ABSENT, named)
        elif text:
            yield text, named


def _items(node: Node, field: str, draft: Draft) -> None:
    for part in node.each():
        state = state_of(part)
        if state is State.STATED and part.text:
            draft.extend(field, [part.lines], part)
        elif state in (State.NONE, State.NOT_APPLICABLE):
            draft.close(field, state, part)
        elif part.text:
            draft.leave_open(field, state, part)


def _contents(members: _Members, draft: Draft) -> None:
    for part in members.get("personalSensitiveInformation").each():
        state = state_of(part)
        if state is not State.STATED:
            draft.leave_open("/data/training/contents", state, part)
        elif _NEGATION.search(part.text):
            draft.leave_open("/data/training/contents", State.UNREADABLE, part)
        elif part.text:
            draft.extend(
                "/data/training/contents", ["personal"], part, rule="the description names personal or sensitive information"
            )
            draft.extend("/data/training/contents_considered", ["personal"], part, rule="the description answers for it")
            if _SENSITIVE.search(part.text):
                draft.extend("/data/training/contents", ["sensitive-personal"], part, rule="what it names is sensitive")


def _annotation(members: _Members, draft: Draft) -> None:
    protocol = members.get("dataAnnotationProtocol", "annotationProtocol")
    if state_of(protocol) is State.STATED and protocol.text:
        draft.extend("/data/measures", ["annotation-rules"], protocol, rule="the description tells how items are annotated")
    people = members.get("annotatorDemographics", "annotatorsDemographics")
    for part in people.each():
        if state_of(part) is State.STATED and not _NEGATION.search(part.text):
            draft.extend("/data/training/contents", ["human-annotated"], part, rule="the description tells who annotated")


def _timeframe(members: _Members, draft: Draft) -> None:
    whole = members.get("dataCollectionTimeframe", "dataCollectionTimeFrame")
    ends = [members.get(f"dataCollectionTimeFrame{end}", f"dataCollectionTimeframe{end}") for end in ("Start", "End")]
    parts = [part for node in (whole, *ends) for part in node.each()]
    days = [(day, part) for part in parts for day in _DATE.findall(part.text) if read_date(day) is not None]
    if len(days) == 2 and days[0][0] <= days[1][0]:
        draft.put("/data/training/collected_from", days[0][0], days[0][1])
        draft.put("/data/training/collected_to", days[1][0], days[1][1])
    elif parts:
        draft.leave_open("/data/training/collected_from", State.UNREADABLE, *parts)


def _languages(node: Node, draft: Draft) -> None:
    for part in node.each():
        text = part.text or part.get("name").text or part.get("alternateName").text
        code = language_code(text)
        if code is not None:
            draft.extend("/data/languages", [code], part)
        elif text:
            draft.leave_open("/data/languages", State.UNREADABLE, part)


def _types(node: Node, draft: Draft) -> None:
    """Name the kinds of values in the records; how they are laid out in files is left out."""
    stack = list(node.each())
    while stack:
        part = stack.pop()
        for member, below in part.members():
            local = _local(member)
            if local in ("field", "subField", "recordSet"):
                stack += below.each()
            elif local == "dataType" and _local(part.get("@type").text) != "RecordSet":
                for kind in below.each():
                    known = _TYPES.get(_local(kind.text))
                    if known is not None:
                        draft.extend("/data/training/types", [known], kind, rule="kinds of the fields of its records")
                    else:
                        draft.ignore(kind, _STRUCTURE)
            else:
                for leaf in below.leaves():
                    draft.ignore(leaf, _STRUCTURE)
        if not isinstance(part.data, dict):
            draft.ignore(part, _STRUCTURE)


ADAPTER = Croissant()
