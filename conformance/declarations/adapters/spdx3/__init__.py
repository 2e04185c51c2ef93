"""SPDX 3.0 documents with the AI and Dataset profiles, in JSON-LD.

Source: the SPDX 3.0.1 model, classes AIPackage and DatasetPackage; the spellings of 3.0 are read too. A document becomes one
declaration for each AI package that it is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.record import Record
from conformance.declarations.adapters.spdx3.declare import declare
from conformance.declarations.adapters.spdx3.graph import Graph
from conformance.declarations.adapters.trees import blanked
from conformance.declarations.json_reader import read_json_at
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original

_SPDX = re.compile(r'spdx\.org/rdf/(?:v?3\.|latest)|"spdxId"\s*:|"spdx:(?:AI|Dataset|Core|Software)/')
_CHUNK = 1 << 20
_OF_AI = re.compile(rb'"(?:[^"]*[/:_])?(?:AIPackage|DatasetPackage)"')


@dataclass(frozen=True, slots=True)
class PackageRecord(Record):
    """A document as far as it concerns one package.

    Attributes:
        subject: JSON Pointer of the AI package; ``""`` for a document of data alone.
        alone: whether the document gives one declaration only.
    """

    subject: str = ""
    alone: bool = True


class Spdx3:
    """Reads documents with AI packages or dataset packages in them."""

    name = "spdx3"
    title = "SPDX 3 document with AI or Dataset profile (Linux Foundation; 3.0 and 3.0.1, JSON-LD)"
    suffixes = (".json", ".jsonld", ".spdx3")
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the names of SPDX 3; the rest of a long document is looked through for a package of the two profiles."""
        return original.suffix in self.suffixes and _SPDX.search(original.head_text) is not None and _has_ai(original)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield a record for each package that gets a declaration; documents without any are refused."""
        _ = original.encoding
        found = read_json_at(original.text(), 1, 1, 0, original.name, original.limits)
        if isinstance(found, MalformedDocument):
            yield found
            return
        record = Record(original.name, 0, found.data, found.positions)
        graph = Graph(record.root)
        if not graph.subjects:
            line, column = record.positions.of("")
            what, why = "the document holds neither an AI package nor a dataset package", "only an AI system can be declared"
            hint = "name an SPDX 3 document with an element of the class AIPackage or DatasetPackage"
            yield MalformedDocument(original.name, 0, [Problem("no-package", original.name, line, column, "", what, why, hint)])
        alone = len(graph.subjects) == 1
        for index, subject in enumerate(graph.subjects):
            data = record.data if alone else _concerning(graph, subject)
            yield PackageRecord(original.name, index, data, found.positions, subject=subject, alone=alone)

    def map(self, record: Record, draft: Draft) -> None:
        """Map what the document says of one package."""
        if isinstance(record, PackageRecord):
            declare(Graph(record.root), record.subject, draft, alone=record.alone)


def _has_ai(original: Original) -> bool:
    tail = b""
    with original.open() as stream:
        while chunk := stream.read(_CHUNK):
            if _OF_AI.search((tail + chunk).replace(b"\0", b"")):
                return True
            tail = chunk[-512:]
    return False


def _concerning(graph: Graph, subject: str) -> Any:
    """Return the document without the other packages that have a declaration and what only relates them."""
    package = graph.at(subject)
    kept = {subject, *(end.node.pointer for end, _, _ in graph.related(package, "dependson", "descendantof", "contains"))}
    dropped = [each for each in graph.packages if each.node.pointer in graph.subjects and each.node.pointer not in kept]
    ids = {each.id for each in dropped if each.id}
    gone = {each.node.pointer for each in dropped}
    gone |= {each.node.pointer for each in graph.elements if each.type.endswith("Relationship") and each.one("from").text in ids}
    return blanked(graph.root.data, "", {each for each in gone if not subject.startswith(f"{each}/")}, within="@graph")


ADAPTER = Spdx3()
