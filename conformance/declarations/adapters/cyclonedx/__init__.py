"""Bills of materials of AI systems in CycloneDX (ECMA-424) 1.5 to 1.7, JSON and XML.

A bill becomes one declaration of the component that it is about, or one for each of its models when it is about none. Prior
claims (``declarations``) and standards (``definitions``) are told of, and never copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.cyclonedx.bill import Bill, BillRecord
from conformance.declarations.adapters.cyclonedx.declare import declare
from conformance.declarations.adapters.cyclonedx.xml_form import NAMESPACE, in_json_form
from conformance.declarations.adapters.record import Record
from conformance.declarations.adapters.trees import blanked, read_json_records
from conformance.declarations.adapters.xml_elements import read_xml
from conformance.declarations.positions import Positions
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original

_JSON = re.compile(r'"bomFormat"\s*:\s*"CycloneDX"|"\$schema"\s*:\s*"https?://cyclonedx\.org/schema/bom-')
_XML = re.compile(r"<(?:\w+:)?bom\s[^<>]*" + re.escape(NAMESPACE))
_CHUNK = 1 << 20
_OF_AI = re.compile(
    rb'machine-learning-model|"modelCard"|<(?:\w+:)?modelCard|"type"\s*:\s*"data"|<(?:\w+:)?component\s[^>]*type=["\']data["\']'
)


class CycloneDx:
    """Reads bills with models or data sets in them."""

    name = "cyclonedx"
    title = "CycloneDX bill of materials with models or data (ECMA-424; 1.5 to 1.7, JSON and XML)"
    suffixes = (".json", ".xml", ".cdx")
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the format's name; the rest of a long bill is looked through for a model."""
        if original.suffix not in self.suffixes:
            return False
        head = original.head_text
        return (_JSON.search(head) is not None or _XML.search(head) is not None) and _has_ai(original)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield a record for each component that gets a declaration; bills without model or data set are refused."""
        index = 0
        for found in _bills(original):
            if isinstance(found, Refusal):
                yield found
                continue
            for record in _records(found, index):
                yield record
                index += 1

    def map(self, record: Record, draft: Draft) -> None:
        """Map what the bill says of one component."""
        if isinstance(record, BillRecord):
            declare(Bill(record.root), record, draft)


def _has_ai(original: Original) -> bool:
    tail = b""
    with original.open() as stream:
        while chunk := stream.read(_CHUNK):
            if _OF_AI.search((tail + chunk).replace(b"\0", b"")):
                return True
            tail = chunk[-256:]
    return False


def _bills(original: Original) -> Iterator[Record | Refusal]:
    if original.head_text.lstrip("\ufeff \t\r\n").startswith("<"):
        root = read_xml(original)
        data, spot = in_json_form(root)
        if root.name != "bom" or not root.space.startswith(NAMESPACE):
            raise original.refusal("not-a-bill", "the root element is no bom of CycloneDX", "give a CycloneDX bill", root.at.line)
        members = data if isinstance(data, dict) else {}
        yield Record(original.name, 0, {**members, "specVersion": root.space.removeprefix(NAMESPACE)}, Positions(lambda: spot))
        return
    for found in read_json_records(original):
        if isinstance(found, Record) and not (isinstance(found.data, dict) and _is_bill(found)):
            yield _refused(found, "not-a-bill", "this is no CycloneDX bill", "a bill is an object with bomFormat CycloneDX")
        else:
            yield found


def _is_bill(record: Record) -> bool:
    return record.get("bomFormat").word == "cyclonedx" or "cyclonedx.org/schema/bom" in record.get("$schema").text


def _records(found: Record, index: int) -> Iterator[Record | Refusal]:
    bill = Bill(found.root)
    if not bill.subjects:
        yield _refused(
            found, "no-model", "the bill lists neither a model nor a data set",
            "a declaration is about an AI system; name a bill with a component of the type machine-learning-model or data",
        )  # fmt: skip
    alone = len(bill.subjects) == 1
    for number, subject in enumerate(bill.subjects):
        data = found.data if alone else _concerning(bill, subject)
        yield BillRecord(found.file, index + number, data, found.positions, doubts=found.doubts, subject=subject, alone=alone)


def _refused(record: Record, code: str, what: str, hint: str) -> MalformedDocument:
    line, column = record.positions.of("")
    why = "only what speaks of an AI system can be declared"
    return MalformedDocument(record.file, record.index, [Problem(code, record.file, line, column, "", what, why, hint)])


def _concerning(bill: Bill, subject: str) -> Any:
    """Return the bill without the models that have a declaration of their own and nothing to do with this one."""
    kept = {subject, *(each.pointer for each in bill.depends_on(bill.at(subject), deep=True))}
    holders = {above for pointer in kept for above in pointers.upwards(pointer)}
    return blanked(bill.root.data, "", {each for each in bill.subjects if each not in holders}, within="components")


ADAPTER = CycloneDx()
