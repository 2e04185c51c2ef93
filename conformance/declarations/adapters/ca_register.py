"""The AI register of the Government of Canada: one row a system, most cells in English and in French."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.wording import terms_in
from conformance.declarations.adapters.words import state_of, yes_or_no

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record
    from conformance.declarations.refusals import Refusal

_STAGES: Mapping[str, str] = {
    "in development": "design",
    "en cours de développement": "design",
    "en développement": "design",
    "in production": "operation",
    "en production": "operation",
    "retired": "retired",
    "mis hors service": "retired",
    "retiré": "retired",
}
_USERS: Mapping[str, str] = {
    "gc employees": "employees",
    "employés du gc": "employees",
    "members of public": "public",
    "members of the public": "public",
    "membres du public": "public",
    "both employees and public": "both",
    "les employés et le public": "both",
    "neither employees nor public": "neither",
    "ni les employés ni le public": "neither",
}
_DEVELOPERS: Mapping[str, str] = {
    "government of canada": "government",
    "gouvernement du canada": "government",
    "vendor": "vendor",
    "fournisseur": "vendor",
    "open source": "open source",
    "code source libre": "open source",
    "source ouverte": "open source",
    "other": "other",
    "autre": "other",
}
_BETWEEN_NAMES = re.compile(r"\s*(?:[;\n]|,(?!\s*(?:inc|ltd|llc|corp|s\.a|gmbh)\b))\s*", re.IGNORECASE)
_TWO_LANGUAGES = re.compile(r"\s+[/|]\s+")


class CanadianRegister:
    """Reads the register as CSV."""

    name = "ca-ai-register"
    title = "AI register of the Government of Canada (Treasury Board of Canada Secretariat)"
    suffixes = (".csv",)
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the heading of the register's own identifier."""
        return original.suffix == ".csv" and _is_header(header_of(original.head_text))

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the systems."""
        yield from read_table(original, _is_header)

    def map(self, record: Record, draft: Draft) -> None:
        """Map one system. What stands in both languages is taken in English; answers of choice must agree."""
        number = record.get("ai_register_id")
        if number:
            draft.put("/declaration/id", draft.import_address(number.text), number, rule="the number of the register")
        if not record.get("name_ai_system_en") and record.get("name_ai_system_fr"):
            draft.put("/declaration/language", "fr", record.get("name_ai_system_fr"), rule="the row is in French alone")
        body = record.get("government_organization")
        draft.put("/organisation/name", _english_half(body.text), body)
        draft.put("/organisation/country", "CA", body, rule="the register is of federal institutions of Canada")
        draft.put("/organisation/type", "national-government-body", body, rule="the register is of federal institutions")
        draft.extend("/organisation/roles", ["deployer"], body, rule="the register lists what an institution uses or develops")
        _text("/system/name", "name_ai_system", record, draft)
        _text("/system/description", "description_ai_system", record, draft)
        _text("/use/benefits", "ai_system_results", record, draft)
        _capabilities(record, draft)
        _developer(record, draft)
        stage = _stage(record, draft)
        _users(record, draft)
        _data(record, draft)
        _notice(record, draft)
        filing = {
            "kind": "public-algorithm-record",
            "jurisdiction": "CA",
            "authority": "Treasury Board of Canada Secretariat",
            "number": number.text,
        }
        draft.add("/records/filings", filing, number, rule="the row stands in the register")
        _place(record.get("status_date"), stage, draft)


def _is_header(names: Sequence[str]) -> bool:
    return "ai_register_id" in names


def _both(record: Record, name: str) -> tuple[Node, Node]:
    """Return the cell of a column pair that counts, and the other: English first, French where there is no English."""
    english, french = record.get(f"{name}_en"), record.get(f"{name}_fr")
    if not english.exists and not french.exists:
        english = record.get(name)
    return (english, french) if english or not french else (french, english)


def _text(field: str, name: str, record: Record, draft: Draft) -> Node:
    node, other = _both(record, name)
    draft.prose(field, node)
    draft.ignore(other, "says the same in the other language")
    return node


def _choice(name: str, table: Mapping[str, str], record: Record, draft: Draft) -> tuple[str | None, Node]:
    node, other = _both(record, name)
    chosen = table.get(node.word)
    if node and chosen is None and state_of(node) is State.STATED:
        draft.doubt(node, "is none of the choices of the register")
    second = table.get(other.word)
    if other and chosen is not None and second != chosen:
        draft.doubt(other, f"differs from '{node.text}' in the other language")
    draft.ignore(other, "says the same in the other language")
    return chosen, node


def _capabilities(record: Record, draft: Draft) -> None:
    node = _text("/system/capabilities", "ai_system_capabilities", record, draft)
    for field, value in terms_in(node.text):
        draft.extend(f"/system/{field}", [value], node, rule="the capabilities name it")


def _developer(record: Record, draft: Draft) -> None:
    who, node = _choice("developed_by", _DEVELOPERS, record, draft)
    if who == "government":
        draft.extend("/organisation/roles", ["developer"], node, rule="the government that the institution is a part of")
    vendor = record.get("vendor_information")
    state = state_of(vendor)
    names = [name for name in _BETWEEN_NAMES.split(vendor.lines) if name] if state is State.STATED else []
    for name in names:
        item = {"name": name, "terms": ["open-source"] if who == "open source" else None}
        draft.add("/governance/suppliers", item, vendor, *([node] if who else []))
    if vendor and not names:
        draft.leave_open("/governance/suppliers", state, vendor)
    if not names and who in ("vendor", "open source", "other"):
        draft.leave_open("/governance/suppliers", State.ABSENT, node)


def _stage(record: Record, draft: Draft) -> str | None:
    stage, node = _choice("ai_system_status", _STAGES, record, draft)
    if stage:
        draft.put("/system/lifecycle_stage", stage, node)
    if stage == "operation":
        draft.add("/markets", {"jurisdiction": "CA", "basis": ["put-into-service"]}, node, rule="a Canadian institution uses it")
    return stage


def _place(day: Node, stage: str | None, draft: Draft) -> None:
    if not day:
        return
    written = read_date(day.text)
    if stage == "operation" and written is not None and written.iso is not None:
        draft.put("/markets/0/placed_on", written.iso, day, rule="the day since when it is in production")
    else:
        draft.leave_open("/markets/0/placed_on", State.UNREADABLE if written is None else State.ABSENT, day)


def _users(record: Record, draft: Draft) -> None:
    users, node = _choice("ai_system_primary_users", _USERS, record, draft)
    if users in ("public", "both"):
        draft.extend("/use/circumstances", ["public-facing"], node)
        draft.extend("/use/groups", ["general-public"], node)
        draft.extend("/system/traits", ["interacts-with-people"], node, rule="members of the public use it")
    if users in ("employees", "both"):
        draft.extend("/use/groups", ["public-officials"], node)
    if users == "employees":
        draft.extend("/use/circumstances", ["internal-only"], node)
    draft.put("/use/intended_users", node.text, node)


def _data(record: Record, draft: Draft) -> None:
    node, other = _both(record, "data_sources")
    if state_of(node) is State.STATED:
        draft.add("/data/datasets", {"name": node.lines}, node, rule="the description of the sources stands for a name")
    elif node:
        draft.leave_open("/data/datasets", state_of(node), node)
    draft.ignore(other, "says the same in the other language")
    personal = record.get("involves_personal_information")
    answer = yes_or_no(personal)
    if answer:
        draft.extend("/data/kinds", ["personal"], personal)
    elif answer is False:
        draft.close("/data/kinds", State.NONE, personal, rule="no personal information is involved")
    elif personal:
        draft.doubt(personal, "is neither yes nor no")
    banks, other = _both(record, "personal_information_banks")
    if state_of(banks) is State.STATED:
        item = {"kind": "personal-data", "channels": ["public-website"]}
        rule = "a personal information bank is the published description of how the data are processed"
        draft.add("/transparency/notices", item, banks, rule=rule)
    elif banks:
        draft.leave_open("/transparency/notices", state_of(banks), banks)
    draft.ignore(other, "says the same in the other language")


def _notice(record: Record, draft: Draft) -> None:
    node = record.get("notification_ai")
    told = yes_or_no(node)
    if told:
        draft.add("/transparency/notices", {"kind": "ai-interaction"}, node, rule="people are notified of the use of AI")
    elif told is False and not draft.states("/transparency/notices"):
        draft.close("/transparency/notices", State.NONE, node, rule="no notification of the use of AI")
    elif told is False:
        draft.leave_open("/transparency/notices", State.NONE, node)
    elif node:
        draft.doubt(node, "is neither yes nor no")


def _english_half(text: str) -> str:
    """Return the English half of a name that stands in both languages, whose halves may have slashes of their own."""
    parts = _TWO_LANGUAGES.split(text)
    return " / ".join(parts[: len(parts) // 2]) if len(parts) % 2 == 0 else text


ADAPTER = CanadianRegister()
