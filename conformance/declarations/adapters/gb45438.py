"""Labels by GB 45438-2025 in the metadata of generated files: the object ``AIGC`` of Annex E, wherever a file carries it.

A label speaks of one file, and by it of who marks what: it supports the clauses on machine-readable marking. It is looked for by
its name in the bytes of images, sound, video, XMP and text, since the standard leaves the carrier open. Nothing of a file is
decoded or run. The form of the provider code is that of the practice guide on its coding rules (TC260, 2025): three digits of the
version, one of the kind of subject, eighteen of its number, five of the service.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.adapters.trees import read_json_records
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original

_START = re.compile(r"""\{\s*(?:"|&quot;|&\#34;|\\")AIGC(?:"|&quot;|&\#34;|\\")\s*:""")
_DECODER = json.JSONDecoder()
_LONGEST = 20_000
_MODALITIES = {
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".tif", ".tiff", ".heic"), "image"),
    **dict.fromkeys((".mp3", ".wav", ".flac", ".ogg", ".m4a"), "audio"),
    **dict.fromkeys((".mp4", ".mov", ".mkv", ".webm", ".avi"), "video"),
    **dict.fromkeys((".txt", ".md", ".html", ".htm", ".pdf", ".docx"), "text"),
}
_LABELS = {"1": "is generated", "2": "may be generated", "3": "is suspected to be generated"}
_PROVIDER_CODE = re.compile(r"\d{3}[12][0-9A-Z]{18}[0-9A-Z]{5}")
_UNIFIED_CODE = slice(4, 22)
_KEYS = ("Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2")


class Gb45438:
    """Finds the label in a file, or in the lines of a collection of labels."""

    name = "gb45438"
    title = "AIGC metadata label (GB 45438-2025)"
    suffixes = (".json", ".jsonl", ".xmp", ".xml", *_MODALITIES)
    authority = Authority.FIRST_PARTY
    language = "zh"

    def detects(self, original: Original) -> bool:
        """Tell by the name of the object, in a file of a kind that carries labels."""
        if original.suffix not in self.suffixes:
            return False
        return any(True for text in _readings(original.head) for _ in _labels(text))

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield each label; a file of JSON lines holds one a line."""
        if original.suffix == ".jsonl":
            for found in read_json_records(original):
                yield found if isinstance(found, Refusal) else _in_line(found)
            return
        with original.open() as stream:
            content = stream.read(original.limits.size + 1)
        if len(content) > original.limits.size:
            # Labels stand at the start or at the end of a file; what lies between is the picture or the sound.
            with original.open() as stream:
                stream.seek(-original.limits.size // 2, 2)
                content = content[: original.limits.size // 2] + stream.read()
        index = 0
        for text in _readings(content):
            for label, doubts, line in _labels(text):
                yield Record(original.name, index, label, _at(Position(line, 1)), doubts=doubts)
                index += 1
            if index:
                return

    def map(self, record: Record, draft: Draft) -> None:
        """Map one label."""
        label = record.get("AIGC")
        kind = label.get("Label")
        producer = label.get("ContentProducer")
        draft.ignore(record.get("id"), "names the place in the collection")
        draft.ignore(record.get("kind"), "tells of the carrier in the collection")
        if not isinstance(label.data, dict):
            draft.doubt(label, "is no object")
            return
        plain = {name: value for name, value in label.data.items() if value is not None}
        draft.add("/content_marking/samples", {"scheme": "gb45438", "object": {"AIGC": plain}, "per_file": 1}, label)
        self._producer(producer, draft)
        if identity := label.get("ProduceID"):
            draft.put("/declaration/configuration", f"content {identity.text}", identity, rule="the label speaks of one content")
        for name, node in label.members():
            if name not in _KEYS:
                draft.doubt(node, f"'{name}' is no member of the label; the members are {', '.join(_KEYS)}")
        if kind.text not in _LABELS:
            draft.doubt(kind or label, f"the label says '{kind.text}'; it is 1, 2 or 3")
            return
        modality = next((kind for suffix, kind in _MODALITIES.items() if record.file.lower().endswith(suffix)), None)
        if kind.text == "1":
            functions = ["content-generation"] if producer else []
            draft.extend("/system/functions", functions, kind, rule="label 1 says that the content is generated by who is named")
        if modality is not None:
            fields = [field for key, field in _FIELDS.items() if label.get(key)]
            item = {"modality": modality, "layer": "metadata", "scheme": "gb45438", "fields": fields}
            draft.add("/content_marking/markings", item, label, rule="the file carries it")
            draft.extend("/system/output_modalities", [modality], kind, rule="the kind of the file")

    def _producer(self, node: Node, draft: Draft) -> None:
        code = node.text
        if not code:
            return
        if _PROVIDER_CODE.fullmatch(code):
            draft.add("/organisation/identifiers", {"scheme": "gb45438-provider-code", "value": code}, node)
            if code[3] == "1":
                draft.add(
                    "/organisation/identifiers", {"scheme": "uscc", "value": code[_UNIFIED_CODE]}, node,
                    rule="characters 5 to 22 of the provider code of an organisation",
                )  # fmt: skip
                draft.put("/organisation/country", "CN", node, rule="the unified social credit code is given in China")
        else:
            draft.doubt(node, "has not the form of a provider code (27 characters); taken as a name")
            draft.put("/organisation/name", code, node, rule="the label allows the name in place of the code")
        draft.extend("/organisation/roles", ["provider"], node, rule="the content producer is the service that generated it")


_FIELDS: Mapping[str, str] = {"Label": "synthetic-flag", "ContentProducer": "provider", "ProduceID": "content-id"}


def _readings(content: bytes) -> Iterator[str]:
    """Yield the bytes as text in the encodings that carriers use; what is no text is of no account."""
    yield content.decode("utf-8", "replace")
    for encoding, mark in (("utf-16-le", b"A\0I\0G\0C\0"), ("utf-16-be", b"\0A\0I\0G\0C")):
        at = content.find(mark)
        if at >= 0:
            yield content[at % 2 :].decode(encoding, "replace")


def _labels(text: str) -> Iterator[tuple[dict[str, Any], tuple[Doubt, ...], int]]:
    """Yield the label objects in a text, each once, with what is odd about it and its line."""
    seen: list[dict[str, Any]] = []
    for match in _START.finditer(text):
        doubts = []
        part = text[match.start() : match.start() + _LONGEST]
        opening = match.group()
        if "&" in opening:
            part = html.unescape(part)
        elif "\\" in opening:
            part = part.replace('\\"', '"').replace("\\\\", "\\")
        elif text[: match.start()].endswith(('="', "='")):
            doubts.append(Doubt("", "quotes stand unescaped in an attribute: other readers of XML refuse this file"))
        try:
            label, _ = _DECODER.raw_decode(part)
        except (ValueError, RecursionError):
            continue
        if _is_label(label) and label not in seen:
            seen.append(label)
            yield label, tuple(doubts), text.count("\n", 0, match.start()) + 1


def _is_label(value: Any) -> bool:
    """Tell a label from a schema or a manual that names its members: its values are texts."""
    members = value.get("AIGC") if isinstance(value, dict) else None
    return isinstance(members, dict) and bool(members) and not any(isinstance(each, dict | list) for each in members.values())


def _at(position: Position) -> Positions:
    """Return the places of a label: it lies within a text, so that all of it stands where the text does."""
    return Positions(lambda: Spot(position, None, None))


def _in_line(record: Record) -> Record | Refusal:
    """Return the record of a collection with the label that one of its texts holds."""
    for name, node in record.root.members():
        for label, doubts, _ in _labels(node.lines) if isinstance(node.data, str) else ():
            rest = {key: value for key, value in record.data.items() if key != name}
            return Record(record.file, record.index, {**rest, **label}, _at(record.positions.of(f"/{name}")), doubts=doubts)
    if isinstance(record.data, dict) and "AIGC" in record.data:
        return record
    line, column = record.positions.of("")
    what, why = "no label can be found here", "a label is a JSON object with the member AIGC"
    return MalformedDocument(
        record.file, record.index, [Problem("no-label", record.file, line, column, "", what, why, "write it as Annex E has it")]
    )


ADAPTER = Gb45438()
