"""Entries of the Dutch algorithm register, in every version of its publication standard.

Sources of the rules: publication standard of the register (Ministry of the Interior), versions 0.1 to 1.0; what a field asks is
told in the words of its version.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.declarations.adapters import dutch
from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.markup import plain_text
from conformance.declarations.adapters.nl_algorithm_register.assessments import map_assessments
from conformance.declarations.adapters.nl_algorithm_register.entry import Entry, address, links, references, state, stated, unread
from conformance.declarations.adapters.nl_algorithm_register.names import SECTIONS
from conformance.declarations.adapters.nl_algorithm_register.parties import map_parties
from conformance.declarations.adapters.nl_algorithm_register.values import CATEGORIES, NO_SECTOR, SECTORS, TECHNIQUES
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.tables import header_of, read_table
from conformance.declarations.adapters.trees import below, read_json_records
from conformance.declarations.adapters.words import yes_or_no
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_SCHEME = "nl-algorithm-register"
_PAGE = "https://algoritmes.overheid.nl/nl/algoritme"
_REGISTER = "Algoritmeregister (Ministerie van Binnenlandse Zaken en Koninkrijksrelaties)"
_NUMBER = re.compile(r"\d{8}")
_FOREIGN = ('"help_text"', '"$schema"', '"openapi"', '"ai_act_profile"', '"$id"')
_KEYS = re.compile(r'"([a-z_]{4,40})"\s*:')
_NAMES = frozenset({"name", "title"})
_NAMED = (("name",), ("title",), ("naam",), ("Naam",), (SECTIONS[0], "name"))
_BODIES = frozenset({"organization", "organisatie"})
_TELLING = frozenset(
    {
        "description_short", "human_intervention", "publication_category", "methods_and_models", "lawful_basis", "source_data",
        "juridische_basis", "impactassessment", "impacttoetsen", "purpose_and_impact", "technical_operation", "proportionality",
        "objection_procedure", "decision_making_process",
    }
)  # fmt: skip
_HEADINGS = frozenset({"korte omschrijving", "menselijke tussenkomst", "description_short", "human_intervention"})
_WRAPPED = ("algoritmes", "algorithms", "results", "items", "data")


class NlAlgorithmRegister:
    """Reads entries as JSON (a list, one entry, or a list or entry wrapped in a document) or CSV."""

    name = _SCHEME
    title = "Algorithm register of the Netherlands, publication standard 0.1 to 1.0"
    suffixes = (".json", ".csv", ".jsonl")
    authority = Authority.FIRST_PARTY
    language = "nl"

    def detects(self, original: Original) -> bool:
        """Tell by the names of the fields."""
        if original.suffix == ".csv":
            return _is_header(header_of(original.head_text))
        if original.suffix not in self.suffixes:
            return False
        head = original.head_text
        if any(word in head for word in _FOREIGN):
            return False
        keys = set(_KEYS.findall(head))
        if "algemene_informatie" in keys:
            return True
        return bool(keys & _NAMES) and bool(keys & _BODIES) and bool(keys & _TELLING)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the entries, without the addresses and numbers of persons in their texts."""
        found_ones = read_table(original, _is_header) if original.suffix == ".csv" else read_json_records(original)
        for found in found_ones:
            for each in [found] if isinstance(found, Refusal) else _unwrapped(found):
                yield each if isinstance(each, Refusal) else _admitted(each)

    def map(self, record: Record, draft: Draft) -> None:
        """Map one entry."""
        entry = Entry(record)
        _leave_out(entry, draft)
        stage = self._stage(entry, draft)
        number = self._identify(entry, draft)
        map_parties(entry, draft)
        if stated(entry.get("organization")):
            self._market(entry, stage, draft)
            self._filing(entry, number, draft)
        self._describe(entry, draft)
        self._use(entry, draft)
        self._data(entry, draft)
        self._law(entry, draft)
        self._oversight(entry, draft)
        map_assessments(entry, draft)
        self._classify(entry, draft)

    def _stage(self, entry: Entry, draft: Draft) -> str | None:
        node = entry.get("status")
        stage = dutch.STAGES.get(node.word)
        if stage is not None:
            draft.put("/system/lifecycle_stage", stage, node)
        elif state(node) is State.STATED:
            draft.doubt(node, "is no status of the register")
        elif node:
            draft.leave_open("/system/lifecycle_stage", State.ABSENT, node)
        end = entry.get("end_date")
        written = dutch.read_day(end.text) if end else None
        if end and written is None and state(end) is State.STATED:
            draft.leave_open("/system/lifecycle_stage", State.UNREADABLE, end)
        elif written is not None and stage in (None, "retired"):
            draft.put("/system/lifecycle_stage", "retired", end, rule="the month in which it was taken out of use is past")
        return stage

    def _identify(self, entry: Entry, draft: Draft) -> Node:
        draft.put("/system/name", plain_text(entry.get("name")), entry.get("name"))
        version = entry.get("application_version")
        draft.put("/system/version", stated(version), version)
        number = next(
            (node for name in ("number", "uuid", "id") if (node := entry.get(name)) and stated(node)), entry.get("number")
        )
        if number:
            draft.put("/declaration/id", draft.import_address(number.text), number, rule="the number of the entry")
        for name in ("uuid", "id"):
            if (other := entry.get(name)).pointer != number.pointer:
                draft.ignore(other, "a number of the entry; another one identifies it")
        for node in entry.all("url"):
            link = address(stated(node))
            if link and link.startswith(_PAGE):
                draft.put("/system/id", link, node, rule="the page of the register")
                draft.put("/declaration/url", link, node)
            elif link:
                draft.put("/declaration/url", link, node, rule="where the organisation itself keeps the entry")
            elif stated(node):
                draft.leave_open("/declaration/url", State.UNREADABLE, node)
        if entry.get("number") and _NUMBER.fullmatch(number.text):
            draft.put("/system/id", f"{_PAGE}/{number.text}", number, rule="the page that the register has for its number")
        language = entry.get("lang")
        if code := _language(language):
            for node in entry.all("lang"):
                if (_language(node) or code) == code:
                    draft.put("/declaration/language", code, node)
        elif stated(language):
            draft.doubt(language, "is no language of the register")
        day = entry.get("registered") or entry.get("created")
        written = dutch.read_day(day.text) if day else None
        if written and written.iso:
            draft.put("/declaration/issued_on", written.iso, day, rule=written.rule or "the day of this version of the entry")
            draft.put("/declaration/version", written.iso, day, rule="the day of this version of the entry")
        elif day:
            draft.leave_open("/declaration/issued_on", unread(day), day)
        return number

    def _market(self, entry: Entry, stage: str | None, draft: Draft) -> None:
        body, status, area, begin = (entry.get(name) for name in ("organization", "status", "area", "begin_date"))
        market: dict[str, object] = {"jurisdiction": "NL", "home": True}
        if stage in ("operation", "retired"):
            market["basis"] = ["put-into-service"]
        written = dutch.read_day(begin.text) if begin else None
        if written and written.iso and "basis" in market:
            market["placed_on"] = written.iso
        elif written and written.iso is None:
            draft.ignore(begin, "tells the month alone, the declaration format takes days")
        elif begin and written is None:
            draft.leave_open("/markets/0/placed_on", unread(begin), begin)
        if stage != "design":
            nodes = [node for node in (body, status, area) if node and state(node) is State.STATED]
            draft.add(
                "/markets", market, *nodes, parts={"placed_on": begin}, rule="a Dutch public body uses it in its own country"
            )

    def _filing(self, entry: Entry, number: Node, draft: Draft) -> None:
        filing: dict[str, str | None] = {
            "kind": "public-algorithm-record",
            "jurisdiction": "NL",
            "authority": _REGISTER,
            "number": number.text,
        }
        day = entry.get("registered") or entry.get("created")
        written = dutch.read_day(day.text) if day else None
        filing["date"] = written.iso if written else None
        page = next((link for node in entry.all("url") if (link := address(node.text)) and link.startswith(_PAGE)), "")
        filing["url"] = page
        draft.add(
            "/records/filings", filing, *([number] if number else [entry.get("name")]), parts={"date": day},
            rule="the record is an entry of the register",
        )  # fmt: skip

    def _describe(self, entry: Entry, draft: Draft) -> None:
        _prose("/system/description", entry, draft, "description_short", "description", rule="the short and the long description")
        _prose("/system/capabilities", entry, draft, "functions")
        _prose("/model/architecture", entry, draft, "methods_and_models", rule="how it works technically")
        kind = entry.get("type")
        if kind.word in TECHNIQUES:
            technique, rule = TECHNIQUES[kind.word]
            draft.extend("/system/techniques", [technique], kind, rule=rule)
        elif stated(kind):
            draft.doubt(kind, "tells neither rules nor learning")
        code = entry.get("publiccode")
        if any(links(plain_text(node)) for node in entry.all("publiccode")):
            draft.add("/model/artefacts", {"kind": "code"}, code, rule="the source code is published at an address")
        elif code:
            draft.leave_open("/model/artefacts", State.UNREADABLE if stated(code) else state(code), code)

    def _use(self, entry: Entry, draft: Draft) -> None:
        _prose("/use/intended_purpose", entry, draft, "goal", "impact", rule="goal and impact, one field since version 0.4")
        _prose("/use/alternatives", entry, draft, "proportionality", rule="why its use is justified, alternatives included")
        _prose("/use/intended_users", entry, draft, "decision_making_process", rule="the process in which it is used")
        for node in entry.all("category"):
            for theme in _themes(node):
                word = theme.casefold()
                if word in SECTORS:
                    draft.extend("/use/sectors", [SECTORS[word]], node, rule=f"the theme '{theme}'")
                elif word in NO_SECTOR:
                    draft.doubt(node, f"the theme '{theme}' is wider than any sector of the declaration format")
                else:
                    draft.doubt(node, f"'{theme}' is no theme of the register")

    def _data(self, entry: Entry, draft: Draft) -> None:
        for name, role in (("source_data", None), ("training_data", "training")):
            for node in entry.all(name):
                if text := stated(node):
                    draft.add(
                        "/data/datasets",
                        {"name": text, "role": role},
                        node,
                        rule="the data as a whole, in the words of the entry",
                    )
                else:
                    draft.leave_open("/data/datasets", state(node), node)
        for name in ("source_data_grouping", "source_data_link"):
            for node in entry.all(name):
                for title, link, place in references(node):
                    titled = title or stated(entry.get("source_data_title")) or link
                    draft.add("/data/datasets", {"name": titled, "datasheet": link}, place)
        basic = entry.get("base_registers")
        if yes_or_no(basic):
            draft.add("/data/datasets", {"name": "Stelsel van Basisregistraties", "origin": "government"}, basic)
        elif yes_or_no(basic) is False:
            draft.ignore(basic, "no basic register is used; nothing asks for that")
        personal = entry.get("personal_data")
        if yes_or_no(personal):
            draft.extend("/data/kinds", ["personal"], personal)
        elif yes_or_no(personal) is False:
            draft.extend("/data/kinds", [], personal, complete=True)
        listed = entry.get("process_index_url")
        if links(plain_text(listed)):
            rule = "a processing of personal data is listed for it in a public register (GDPR Art. 30)"
            draft.extend("/data/kinds", ["personal"], listed, rule=rule)

    def _law(self, entry: Entry, draft: Draft) -> None:
        parts: list[str] = []
        nodes: list[Node] = []
        for node in entry.all("lawful_basis"):
            text = stated(node)
            if text and dutch.says_no_legal_basis(text):
                draft.doubt(node, "says that no law founds the use, at least in part")
            elif text:
                parts.append(text)
                nodes.append(node)
            else:
                draft.leave_open("/data/legal_basis", state(node), node)
        for name in ("lawful_basis_grouping", "lawful_basis_title", "lawful_basis_link"):
            for node in entry.all(name):
                for title, link, place in references(node):
                    parts.append(f"{title} ({link})" if title and link else title or link)
                    nodes.append(place)
        draft.put("/data/legal_basis", "\n".join(parts), *nodes, rule=dutch.FOUNDS_THE_PROCESS)

    def _oversight(self, entry: Entry, draft: Draft) -> None:
        for node in entry.all("human_intervention"):
            text = plain_text(node)
            if dutch.says_no_human(text):
                draft.put("/oversight/mode", "out-of-the-loop", node, rule="says that nobody intervenes")
            elif dutch.says_human_decides(text):
                draft.put("/oversight/final_decision", "human", node, rule="a sentence says that a person takes the decision")
            else:
                draft.leave_open("/oversight/final_decision", unread(node), node)
        for node in entry.all("monitoring"):
            if dutch.says_monitored(plain_text(node)):
                draft.put("/incidents/monitoring", True, node, rule="a sentence says that the use is watched or evaluated")
            else:
                draft.leave_open("/incidents/monitoring", unread(node), node)
        for node in entry.all("risks"):
            if text := stated(node):
                draft.add(
                    "/risk/risks",
                    {"category": "application", "description": text},
                    node,
                    rule="risks of the use, in the words of the entry",
                )
            else:
                draft.leave_open("/risk/risks", state(node), node)
        _prose(
            "/risk/tolerance",
            entry,
            draft,
            "performance_standard",
            rule="the performance that is expected, and how it is measured",
        )
        for node in entry.all("objection_procedure"):
            text, found = plain_text(node), state(node)
            if found in (State.NONE, State.NOT_APPLICABLE):
                draft.close("/rights/contest_channel", found, node)
            elif text.casefold().startswith(("nee,", "nee.", "nee ", "geen ")):
                draft.close("/rights/contest_channel", State.NONE, node, rationale=text)
            elif found is State.STATED and not dutch.denies(text):
                draft.put("/rights/contest_channel", text, node)
            else:
                draft.leave_open("/rights/contest_channel", State.UNREADABLE if text else State.ABSENT, node)

    def _classify(self, entry: Entry, draft: Draft) -> None:
        node = entry.get("publication_category")
        word = re.sub(r"\s*\(categorie [abc]\)$", "", node.word)
        if tier := CATEGORIES.get(word):
            own = {"scheme": _SCHEME, "tier": tier, "basis": "self-assessment", "rationale": node.text}
            draft.add("/risk/classifications", own, node, rule="categories A, B and C of the register as high, medium and low")
            if tier == "high":
                rule = "category A is a high-risk AI system by the AI Act"
                draft.add("/risk/classifications", {**own, "scheme": "eu-ai-act"}, node, rule=rule)
        elif stated(node):
            draft.doubt(node, "is no category of the register")


def _is_header(cells: object) -> bool:
    names = {str(cell).casefold() for cell in cells} if isinstance(cells, list | tuple) else set()
    return bool(names & {"name", "naam"}) and bool(names & {"organization", "organisatie"}) and bool(names & _HEADINGS)


def _unwrapped(record: Record) -> Iterator[Record]:
    """Yield the entries of a record that is a list in a document, or an entry in one; else the record."""
    data = record.data
    if isinstance(data, dict) and not (data.keys() & (_NAMES | {*SECTIONS})):
        if isinstance(data.get("detail"), dict):
            yield replace(record, data=data["detail"], positions=record.positions.below("/detail"))
            return
        for name in _WRAPPED:
            if isinstance(data.get(name), list):
                yield from below(record, name)
                return
    yield record


def _admitted(record: Record) -> Record | Refusal:
    """Return a record, or why it is no entry."""
    if isinstance(record.data, dict) and any(record.get(*path).text for path in _NAMED):
        return record
    where = record.positions.of("")
    problem = Problem(
        "no-entry", record.file, where.line, where.column, None, "this is no entry of the register: it has no name",
        "an entry names an algorithm (name)", "remove it, or name the format with --from",
    )  # fmt: skip
    return MalformedDocument(record.file, record.index, [problem])


def _leave_out(entry: Entry, draft: Draft) -> None:
    for name, why in (
        ("standard_version", "names the version of the standard"),
        ("tags", "search words of the register's site"),
        ("source_id", "the number in the organisation's own list"),
        ("revision_date", "when the entry is due to be looked at again, not when it was"),
        ("internal", "the register's or the list's own bookkeeping"),
        ("dpia_description", "what the assessment found, in prose; that it was made is told apart"),
        ("iama_description", "what the assessment found, in prose; that it was made is told apart"),
    ):
        for node in entry.all(name):
            draft.ignore(node, why)
    for section in SECTIONS[1:]:
        draft.ignore(entry.part(section, "id"), "the register's or the list's own bookkeeping")
    if entry.get("registered"):
        draft.ignore(entry.get("created"), "the register's or the list's own bookkeeping")


def _language(node: Node) -> str | None:
    return dutch.LANGUAGES.get(node.word.partition("-")[0])


def _prose(field: str, entry: Entry, draft: Draft, *names: str, rule: str = "") -> None:
    """State a field as the text of one or more parts; words that say nothing leave it open."""
    texts, nodes = [], []
    for node in (node for name in names for node in entry.all(name)):
        if text := stated(node):
            texts.append(text)
            nodes.append(node)
        else:
            draft.leave_open(field, state(node), node)
    draft.put(field, "\n".join(dict.fromkeys(texts)), *nodes, rule=rule if len(names) == 1 or len(texts) > 1 else "")


def _themes(node: Node) -> Iterator[str]:
    for item in node.each():
        text = stated(item)
        if text.casefold() in SECTORS:
            yield text
        else:
            yield from (part for each in text.split(",") if (part := each.strip()))


ADAPTER = NlAlgorithmRegister()
