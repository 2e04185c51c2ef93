"""Algorithmic transparency records of the United Kingdom: their metadata, and their full text as GOV.UK's content API has it.

Sources: the schema of the records in alphagov/specialist-publisher; the template of the standard, versions 2.1 to 4.0.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.atrs_body import map_body
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.trees import below, read_json_records
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_SITE = "https://www.gov.uk"
_PREFIX = "algorithmic_transparency_record_"
_PATH = "/algorithmic-transparency-records/"
_KEYS = re.compile(rf'"{_PREFIX}\w+"\s*:|"document_type"\s*:\s*"algorithmic_transparency_record"')
_ADDRESS = re.compile(rf'"https://www\.gov\.uk{_PATH}')
_OWN_KEYS = re.compile(r'"(?:publishing_body|tool_name|listed_organisations)"\s*:')
"""Other documents, such as bills of materials, link to records too."""
_PHASES: Mapping[str, str] = {
    "pre-deployment": "pre-deployment",
    "beta-pilot": "pilot",
    "beta/pilot": "pilot",
    "private-beta": "pilot",
    "public-beta": "pilot",
    "production": "operation",
    "retired": "retired",
}
_TYPES: Mapping[str, str] = {
    "ministerial-department": "national-government-body",
    "non-ministerial-department": "national-government-body",
    "agency-or-public-body": "national-government-body",
    "local-authority": "subnational-government-body",
    "devolved-administration": "subnational-government-body",
}
_SECTORS: Mapping[str, str] = {
    "general-public-services": "public-administration",
    "regulation": "public-administration",
    "defence": "public-administration",
    "economic-affairs": "public-administration",
    "public-order-and-safety": "public-administration",
    "social-protection": "public-administration",
    "recreation-culture-and-religion": "public-administration",
    "environmental-protection": "environment",
    "housing-and-community-amenities": "housing",
    "health": "health",
    "education": "education",
}
_CAPABILITIES: Mapping[str, tuple[str, str]] = {
    "computer-vision": ("input_modalities", "image"),
    "computer-audition": ("input_modalities", "audio"),
    "computer-linguistics": ("input_modalities", "text"),
    "robotics": ("functions", "vehicle-or-robot-control"),
    "forecasting": ("functions", "prediction"),
    "creation": ("functions", "content-generation"),
}
_REGIONS: Mapping[str, tuple[str, ...]] = {
    "uk": ("GB",),
    "great-britain": ("GB-ENG", "GB-SCT", "GB-WLS"),
    "england-and-wales": ("GB-ENG", "GB-WLS"),
    "scotland": ("GB-SCT",),
    "wales": ("GB-WLS",),
    "northern-ireland": ("GB-NIR",),
    **dict.fromkeys(
        (
            "england", "london", "north-east", "north-west", "yorkshire-and-the-humber", "east-midlands", "west-midlands",
            "south-east", "east-of-england", "south-west",
        ),
        ("GB-ENG",),
    ),
}  # fmt: skip
_USED = ("pilot", "operation")
_VERSION = re.compile(r"v?\s*(\d)(?:\.(\d))?", re.IGNORECASE)
_SPLIT = re.compile(r"\s*:\s+|\s+[-\u2013]\s+")
_SEARCH = ("index", "es_score", "_id", "elasticsearch_type", "document_type", "schema_name", "locale", "content_id", "record_id")
_DERIVED = (
    "accountability", "human_oversight", "contestability", "impact_assessment", "risks_mitigations", "model_performance",
    "data_governance", "monitoring_maintenance", "indicator_count", "disclosure_score", "field_count",
    "substantive_field_count", "field_completeness_ratio", "atrs_version",
)  # fmt: skip


class TransparencyRecords:
    """Reads metadata (search results as JSON, tables) and whole records (content API as JSON)."""

    name = "uk-atrs"
    title = "Algorithmic Transparency Recording Standard records (United Kingdom)"
    suffixes = (".json", ".jsonl", ".csv")
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the names of the metadata, or by the addresses of the records."""
        head = original.head_text
        if original.suffix == ".csv":
            return _is_header(header_of(head)) and f"{_SITE}{_PATH}" in head
        if original.suffix not in (".json", ".jsonl"):
            return False
        return bool(_KEYS.search(head) or (_ADDRESS.search(head) and _OWN_KEYS.search(head)))

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the records; a list that is wrapped in a document, as search results are, is taken out of it."""
        if original.suffix == ".csv":
            yield from read_table(original, _is_header)
            return
        for found in read_json_records(original):
            if isinstance(found, Refusal):
                yield found
            elif isinstance(found.get("results").data, list):
                yield from below(found, "results")
            else:
                yield found

    def map(self, record: Record, draft: Draft) -> None:
        """Map one record."""
        for name in _SEARCH:
            draft.ignore(record.get(name), "how the site keeps the page")
        for name in _DERIVED:
            draft.ignore(record.get(name), "what others counted in the record")
        draft.ignore(record.get("listed_organisations"), "who publishes the page, not who uses the tool")
        address = _address(record, draft)
        _name(record, draft)
        phase = _one(record, "phase")
        stage = _PHASES.get(phase.word)
        draft.put("/system/lifecycle_stage", stage, phase)
        if phase and stage is None:
            draft.doubt(phase, "is no phase of the standard")
        _body(record, draft)
        _lists(record, stage, draft)
        _filing(record, address, draft)
        full = _page(record.get("details", "body"))
        description = record.get("description")
        map_body(full, address, draft)
        if draft.states("/system/description"):
            draft.ignore(description, "a summary of the description in the record")
        else:
            draft.text("/system/description", description)


def _page(body: Node) -> Node:
    """Return the page as HTML, which stands alone or among other forms of the same text."""
    if not isinstance(body.data, list):
        return body
    forms = [body.get(index) for index in range(len(body.data))]
    return next((form.get("content") for form in forms if form.get("content_type").text == "text/html"), body)


def _is_header(names: Sequence[str]) -> bool:
    return ("source_url" in names or "url" in names) and ("title" in names or "tool_name" in names)


def _one(record: Record, name: str) -> Node:
    """Return a part of the metadata, wherever the layout has it."""
    found = [
        record.get("details", "metadata", f"{_PREFIX}{name}"), record.get(f"{_PREFIX}{name}"),
        record.get(f"{name}_raw"), record.get(name),
    ]  # fmt: skip
    return next((node for node in found if node), found[0])


def _several(node: Node) -> Iterator[Node]:
    """Yield the values of a list, or of a cell that has them between bars."""
    for item in node.each():
        yield from (part for word in item.text.split("|") if (part := Node(item.pointer, word)))


def _address(record: Record, draft: Draft) -> str | None:
    """State and return the address of the record."""
    nodes = [node for name in ("link", "base_path", "url", "source_url") if (node := record.get(name))]
    for node in nodes:
        address = node.text if "://" in node.text else f"{_SITE}{node.text}"
        if address.startswith(f"{_SITE}{_PATH}") and not re.search(r"[\s<>\"]", address):
            draft.put("/declaration/id", address, *nodes)
            draft.put("/declaration/url", address, *nodes)
            return address
    return None


def _name(record: Record, draft: Draft) -> None:
    title, tool, body = record.get("title"), record.get("tool_name"), record.get("publishing_body")
    parts = _SPLIT.split(title.text, maxsplit=1)
    whole = tool.text or (parts[1] if len(parts) == 2 else title.text)  # the body and the tool
    draft.put("/system/name", whole, *[node for node in (tool, title) if node], rule="the title after the name of the body")
    if body:
        draft.put("/organisation/name", body.text, body)
    elif len(parts) == 2:
        draft.put("/organisation/name", parts[0], title, rule="the title before the name of the tool")
    else:
        slug = _one(record, "organisation")
        draft.put("/organisation/name", slug.text.replace("-", " ").title(), slug, rule="the body as the site abbreviates it")


def _body(record: Record, draft: Draft) -> None:
    slug, kinds = _one(record, "organisation"), _one(record, "organisation_type")
    draft.put("/organisation/country", "GB", rule="the records are of public bodies of the United Kingdom")
    draft.extend("/organisation/roles", ["deployer"], rule="a record is of a tool that the body uses")
    if slug.text:
        item = {"scheme": "public-body", "value": slug.text}
        draft.add("/organisation/identifiers", item, slug, rule="the department under which the site lists it")
    found = [(node, _TYPES.get(node.word)) for node in _several(kinds)]
    types = {kind for _, kind in found}
    for node, kind in found:
        if kind is None:
            draft.leave_open("/organisation/type", State.ABSENT, node)
        elif len(types) == 1:
            draft.put("/organisation/type", kind, node)
        else:
            draft.leave_open("/organisation/type", State.UNREADABLE, node)


def _lists(record: Record, stage: str | None, draft: Draft) -> None:
    for node in _several(_one(record, "function")):
        sector = _SECTORS.get(node.word)
        draft.extend("/use/sectors", [sector] if sector else [], node)
        if sector is None:
            draft.doubt(node, "is no function of the standard")
    for node in _several(_one(record, "capability")):
        if node.word in _CAPABILITIES:
            field, value = _CAPABILITIES[node.word]
            draft.extend(f"/system/{field}", [value], node)
    for node in _several(_one(record, "region")):
        for code in _REGIONS.get(node.word, ()):
            if stage in _USED:
                draft.add("/markets", {"jurisdiction": code, "basis": ["put-into-service"]}, node, rule="it is used there")
        if node.word not in _REGIONS:
            draft.doubt(node, "is no region of the standard")
    draft.text("/system/capabilities", _one(record, "task"))
    version = _one(record, "atrs_version")
    if match := _VERSION.fullmatch(version.text):
        item = {"id": "uk-atrs", "edition": f"{match[1]}.{match[2] or 0}"}
        draft.add("/interoperability/standards", item, version, rule="the version of the template that the record follows")
    elif version:
        draft.doubt(version, "is no version of the standard")


def _filing(record: Record, address: str | None, draft: Draft) -> None:
    day, updates = _one(record, "date_published"), [
        node
        for name in ("public_timestamp", "public_updated_at", "published", "updated_at", "first_published_at")
        if (node := record.get(name))
    ]  # fmt: skip
    published = _day(day, "/records/filings", draft)
    days = [each for node in updates if (each := _day(node, "/declaration/issued_on", draft))]
    issued = max(days, default=published)
    draft.put("/declaration/issued_on", issued, *updates or [day], rule="the day of the last update of the page")
    filing = {
        "kind": "public-algorithm-record",
        "jurisdiction": "GB",
        "authority": "Government Digital Service",
        "url": address,
        "date": published,
    }
    draft.add("/records/filings", filing, *[node for node in (record.get("link"), day) if node], parts={"date": day})


def _day(node: Node, field: str, draft: Draft) -> str | None:
    if not node:
        return None
    written = read_date(re.sub(r"T\d\d:\d\d.*$", "", node.text), "day-first")
    if written is None or written.iso is None:
        draft.leave_open(field, State.UNREADABLE, node)
        return None
    return written.iso


ADAPTER = TransparencyRecords()
