"""Public Sector Tech Watch: what the Joint Research Centre of the European Commission found of AI in public administrations.

Others than the administrations speak, from public facts: who uses the system is told, not what it owes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.countries import country_code
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.links import links_in
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.wording import terms_in
from conformance.declarations.adapters.words import state_of, yes_or_no
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_AI = "artificial intelligence"
_STAGES: Mapping[str, str] = {
    "planned": "inception",
    "in development": "design",
    "pilot": "pilot",
    "implemented": "operation",
    "not in use": "retired",
    "not in use anymore": "retired",
}
_TYPES: Mapping[str, str] = {
    "central government": "national-government-body",
    "regional government": "subnational-government-body",
    "local government": "subnational-government-body",
    "european institution/agency": "supranational-body",
    "private sector": "company",
    "non governmental": "non-profit",
}
_UNTYPED = ("academic research", "consortium", "state owned entreprise", "state owned enterprise")
"""Categories that are of several types, or of none."""
_SECTORS: Mapping[str, str] = {
    "transport": "transport",
    "fuel and energy": "energy",
    "agriculture": "agriculture",
    "mining manufacturing": "manufacturing",
    "police services": "law-enforcement",
    "law courts": "justice",
    "prisons": "justice",
    "water supply": "water",
    "broadcasting": "media",
    "health": "health",
    "education": "education",
    "environmental protection": "environment",
    "housing": "housing",
    "general public services": "public-administration",
    "social protection": "public-administration",
    "defence": "public-administration",
    "public order and safety": "public-administration",
    "economic affairs": "public-administration",
    "recreation": "public-administration",
}
"""Functions of government (COFOG) by the sector of use; the finer level counts where it names one."""
_CLASSES: Mapping[str, tuple[str, str]] = {
    "learning": ("techniques", "machine-learning"),
    "automated reasoning": ("techniques", "rule-based"),
    "planning": ("techniques", "search-optimisation"),
    "optimisation": ("techniques", "search-optimisation"),
    "connected and automated vehicles": ("functions", "vehicle-or-robot-control"),
}
_INTERACTIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "g2c": (("/use/circumstances", "public-facing"), ("/use/groups", "general-public")),
    "g2b": (("/use/circumstances", "public-facing"), ("/use/groups", "professionals")),
    "g2g": (("/use/groups", "public-officials"),),
}
_MARKS = frozenset({"x", "yes", "true", "1"})
_BENEFITS = "every benefit that is marked"
_UNION = frozenset({"european union", "eu"})
_USED = ("pilot", "operation")
_SEPARATORS = re.compile(r"\s*(?:[;\n]|,\s+(?!\s*(?:inc|ltd|llc|gmbh|s\.?[al])\b))\s*", re.IGNORECASE)
_NOT_WORDS = re.compile(r"[^a-z0-9/]+")
_SECTION_OF_BENEFITS = ("interaction", "source")


class TechWatch:
    """Reads the data set as CSV."""

    name = "eu-public-sector-tech-watch"
    title = "Public Sector Tech Watch cases (Joint Research Centre, European Commission)"
    suffixes = (".csv",)
    authority = Authority.THIRD_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the heading of the data set's own identifier."""
        return original.suffix == ".csv" and _is_header(header_of(original.head_text))

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the cases whose technologies name AI; of others, such as blockchain, there is nothing to declare."""
        for found in read_table(original, _is_header):
            if isinstance(found, Refusal) or _is_ai(found):
                yield found

    def map(self, record: Record, draft: Draft) -> None:
        """Map one case."""
        number = record.get("PSTW ID")
        if number:
            draft.put("/declaration/id", draft.import_address(number.text), number, rule="the number of the case")
        draft.put("/declaration/author", "Joint Research Centre, European Commission", rule="who publishes the data set")
        for name in ("Date updated", "Date Updated"):
            _updated(record.get(name), draft)
        draft.text("/system/name", record.get("Name"))
        draft.prose("/system/description", record.get("Description"))
        stage = _stage(record.get("Status"), draft)
        _body(record, stage, draft)
        _use(record, draft)
        _technology(record, draft)
        _suppliers(record, draft)
        _sources(record, draft)


def _is_header(names: Sequence[str]) -> bool:
    return "PSTW ID" in names


def _is_ai(record: Record) -> bool:
    primary, secondary = record.get("Primary Technology"), record.get("Secondary Technology")
    return not (primary or secondary) or any(_AI in node.word for node in (primary, secondary))


def _updated(node: Node, draft: Draft) -> None:
    if not node:
        return
    written = read_date(node.text, "day-first")
    if written is not None and written.iso is not None:
        draft.put("/declaration/issued_on", written.iso, node, rule="the day of the last update of the case, written day first")
    else:
        draft.leave_open("/declaration/issued_on", State.UNREADABLE, node)


def _stage(node: Node, draft: Draft) -> str | None:
    stage = _STAGES.get(node.word)
    if stage:
        draft.put("/system/lifecycle_stage", stage, node)
    elif node:
        draft.doubt(node, "is none of the statuses of the data set")
    return stage


def _body(record: Record, stage: str | None, draft: Draft) -> None:
    name, kind = record.get("Responsible organisation"), record.get("Responsible organisation category")
    draft.prose("/organisation/name", name)
    draft.extend("/organisation/roles", ["deployer"], name, rule="the data set lists what public administrations use or try")
    body = _TYPES.get(_plain(kind.text))
    if body:
        draft.put("/organisation/type", body, kind)
    elif kind and _plain(kind.text) not in (
        "academic research",
        "consortium",
        "state owned entreprise",
        "state owned enterprise",
    ):
        draft.doubt(kind, "is none of the categories of the data set")
    where = record.get("Geographical coverage (country)")
    codes = []
    for country in filter(None, _SEPARATORS.split(where.text)):
        code = "EU" if country.casefold().strip(" .") in _UNION else country_code(country)
        if code is None:
            draft.doubt(where, f"'{country}' is no country of the data set")
        else:
            codes.append(code)
    public = body in ("national-government-body", "subnational-government-body")
    if len(codes) == 1 and codes[0] != "EU" and public:
        draft.put("/organisation/country", codes[0], where, rule="the country that the body covers")
    for code in codes if stage in _USED else ():
        draft.add("/markets", {"jurisdiction": code, "basis": ["put-into-service"]}, where, rule="it is used or tried there")


def _use(record: Record, draft: Draft) -> None:
    fine, coarse = record.get("Functions of Government (COFOG level II)"), record.get("Functions of Government (COFOG level I)")
    for node in (fine, coarse):
        sector = next((value for start, value in _SECTORS.items() if _plain(node.text).startswith(start)), None)
        if sector:
            draft.extend("/use/sectors", [sector], node)
    for field, value in _INTERACTIONS.get(record.get("Interaction").word, ()):
        draft.extend(field, [value], record.get("Interaction"), rule="to whom the administration turns with it")
    application = record.get("Application type")
    if "benefits" in application.word:
        draft.extend("/use/cases", ["public-benefits"], application)
    if application.word.startswith("supporting inspection") or "predictive enforcement" in application.word:
        draft.extend("/system/functions", ["decision-support"], application, rule="it supports inspection or enforcement")
    process = record.get("Process type")
    purpose = [node for node in (process, application) if node]
    draft.put(
        "/use/intended_purpose", ": ".join(node.text for node in purpose), *purpose, rule="the kinds of process and application"
    )
    marked = [node for name, node in _benefits(record) if node.word in _MARKS]
    names = [name for name, node in _benefits(record) if node.word in _MARKS]
    draft.put("/use/benefits", "; ".join(names), *marked, rule=_BENEFITS)


def _benefits(record: Record) -> Iterator[tuple[str, Node]]:
    """Yield the columns of benefits, which lie between two others whose names stay the same."""
    inside = False
    for name, node in record.root.members():
        if name.casefold() == _SECTION_OF_BENEFITS[1]:
            return
        if inside:
            yield name, node
        inside = inside or name.casefold() == _SECTION_OF_BENEFITS[0]


def _technology(record: Record, draft: Draft) -> None:
    for name, node in record.root.members():
        if not node or not name.startswith(("AI Classification", "AI Keywords")):
            continue
        text = _plain(node.text)
        said = [value for start, value in _CLASSES.items() if text.startswith(start)] if "Classification" in name else []
        for field, value in [*said, *terms_in(node.text)]:
            draft.extend(f"/system/{field}", [value], node)
    technology = record.get("Primary Technology")
    if _AI in technology.word:
        draft.ignore(technology, "says that the case is one of AI")


def _sources(record: Record, draft: Draft) -> None:
    """State at which addresses the case was found."""
    for name in ("Website", "Source", "Stories link"):
        node = record.get(name)
        if state_of(node) is not State.STATED:
            continue
        links = links_in(node.text)
        for link in links:
            draft.add("/declaration/sources", {"field": "/system", "url": link}, node)
        if not links:
            draft.ignore(node, "a publication without an address")


def _suppliers(record: Record, draft: Draft) -> None:
    together = record.get("Collaboration type")
    if together.word == "fully internal":
        draft.extend("/organisation/roles", ["developer"], together, rule="made by the administration alone")
    components = record.get("Open components in output")
    if "://" in components.text:
        draft.add("/model/artefacts", {"kind": "code"}, components, rule="open components are published")
    company, clauses = record.get("Company name or GovTech ID"), record.get("Procurement (EU Model Contractual AI)")
    agreed = yes_or_no(clauses)
    if state_of(company) is State.STATED:
        for name in filter(None, _SEPARATORS.split(company.lines)):
            item = {"name": name, "terms": ["written-agreement"] if agreed else None}
            draft.add("/governance/suppliers", item, company, *([clauses] if agreed else []))
    elif company:
        draft.leave_open("/governance/suppliers", state_of(company), company)


def _plain(text: str) -> str:
    return " ".join(_NOT_WORDS.sub(" ", text.casefold()).split())


ADAPTER = TechWatch()
