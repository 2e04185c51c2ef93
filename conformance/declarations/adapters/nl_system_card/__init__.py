"""System cards of the Dutch reporting standard for algorithms (Algorithm Management Toolkit, TAD).

Source of the rules: Algorithm Reporting Standard, versions 0.1a2 to 0.1a12 (Ministry of the Interior), and the cards that the
toolkit writes. The states of ``requirements`` and ``measures`` are verdicts that the card passes on itself: they are told, to
compare with, and never become evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters import dutch
from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.includes import with_includes
from conformance.declarations.adapters.markup import plain_text
from conformance.declarations.adapters.nl_system_card.consistency import doubt_contradictions, is_filler, names_another
from conformance.declarations.adapters.nl_system_card.models import map_models
from conformance.declarations.adapters.nl_system_card.profile import map_profile
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_json_records, read_yaml_records
from conformance.declarations.adapters.words import state_of
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_YAML_KEYS = re.compile(r"""^["']?([a-z_]+)["']?\s*:""", re.MULTILINE)
_JSON_KEYS = re.compile(r'"([a-z_]+)"\s*:')
_OWN = frozenset(
    {
        "goal_and_impact", "used_data", "technical_design", "external_providers", "legal_base", "deployment_variants",
        "product_markings",
    }
)  # fmt: skip
_REGISTRY = re.compile(r"""^[ \t]{0,20}\{?[ \t]{0,20}["']?systemcard_path["']?\s*:""", re.MULTILINE)
_REGISTER_PAGE = re.compile(r"https://algoritmes\.overheid\.nl/\S*?/(\d{8})\b")
_SHOWN_BY: Mapping[str, tuple[str, str]] = {
    "aia-27": ("fundamental-rights", "AI Act Art. 27"),
    "avg-13": ("data-protection", "GDPR Art. 35"),
}
"""Requirements of the Dutch framework that an assessment in the card would show, by the end of their name."""
_DISTRIBUTIONS: Mapping[str, str] = {
    "api": "api", "download": "download", "embedded": "embedded", "ingebouwd": "embedded", "ingebed": "embedded",
    "webapplicatie": "web-service", "web application": "web-service", "web service": "web-service", "saas": "web-service",
    "on-premise": "on-premises",
}  # fmt: skip
_CE = re.compile(r"\bCE\b(?:[- ]?(?:marking|markering|merk))?")


class NlSystemCard:
    """Reads system cards as YAML, with the cards that they include, or JSON."""

    name = "nl-system-card"
    title = "System card of the Dutch algorithm reporting standard (AMT, TAD)"
    suffixes = (".yaml", ".yml", ".json")
    authority = Authority.FIRST_PARTY
    language = "nl"

    def detects(self, original: Original) -> bool:
        """Tell by the profile or by fields of the standard; the definitions of the task registry are told too, to be refused."""
        if original.suffix not in self.suffixes:
            return False
        head = original.head_text
        if _REGISTRY.search(head):
            return True
        keys = set((_JSON_KEYS if original.suffix == ".json" else _YAML_KEYS).findall(head))
        return "name" in keys and ("ai_act_profile" in keys or len(keys & _OWN) > 1)

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the card, with what it includes from its folder or below in its place."""
        is_json = original.suffix == ".json"
        for found in read_json_records(original) if is_json else read_yaml_records(original):
            yield found if isinstance(found, Refusal) else _admitted(found, original)

    def map(self, record: Record, draft: Draft) -> None:
        """Map one card."""
        _leave_out(record, draft)
        self._identify(record, draft)
        self._owner(record, draft)
        map_profile(record.get("ai_act_profile"), draft)
        if category := record.get("publication_category"):
            draft.ignore(category, "the category of an early register, whose values later versions gave up")
        self._describe(record, draft)
        self._use(record, draft)
        self._assessments(record, draft)
        map_models(record.get("models"), draft)
        self._verdicts(record, draft)
        doubt_contradictions(record, draft)

    def _identify(self, record: Record, draft: Draft) -> None:
        draft.put("/system/name", _said(record.get("name")), record.get("name"))
        stamp = record.get("provenance", "timestamp")
        written = read_date(stamp.text) if stamp else None
        if written and written.iso:
            draft.put("/declaration/issued_on", written.iso, stamp, rule="the day on which the card was written")
        elif stamp:
            draft.leave_open("/declaration/issued_on", State.UNREADABLE, stamp)
        status = record.get("status")
        stage = dutch.STAGES.get(status.word)
        if stage is not None:
            draft.put("/system/lifecycle_stage", stage, status)
        elif _said(status):
            draft.doubt(status, "is no status that is known")

    def _owner(self, record: Record, draft: Draft) -> None:
        dutch_owner = False
        for owner in record.get("owners").each():
            body, number = owner.get("organization"), owner.get("oin")
            if name := _said(body):
                draft.put("/organisation/name", name, body)
                draft.put("/organisation/type", dutch.body_type(name), body, rule="the name tells what kind of body it is")
            if _said(number):
                draft.add("/organisation/identifiers", {"scheme": "public-body", "value": number.text}, number)
            if (_said(number) or dutch.body_type(name)) and not dutch_owner:
                dutch_owner = True
                draft.put("/organisation/country", "NL", number or body, rule="who has a Dutch number of public bodies is Dutch")
            for part in ("name", "email", "role"):
                draft.ignore(owner.get(part), PERSONS_DROPPED)
        begin, end, status = record.get("begin_date"), record.get("end_date"), record.get("status")
        written = read_date(begin.text) if begin else None
        if begin and (written is None or written.iso is None):
            draft.leave_open("/markets/0/placed_on", State.UNREADABLE, begin)
        if dutch_owner and dutch.STAGES.get(status.word) in ("operation", "retired"):
            market = {
                "jurisdiction": "NL",
                "home": True,
                "basis": ["put-into-service"],
                "placed_on": written.iso if written else None,
            }
            nodes = [node for node in (status, begin) if node]
            draft.add("/markets", market, *nodes, parts={"placed_on": begin}, rule="a Dutch body uses it in its own country")
        elif begin and written and written.iso:
            draft.put("/system/first_released_on", written.iso, begin, rule="the first day on which it was used")
        if end:
            draft.put("/system/lifecycle_stage", "retired", end, rule="the last day on which it was used is told")

    def _describe(self, record: Record, draft: Draft) -> None:
        _text("/system/description", record.get("description"), draft)
        _text("/model/architecture", record.get("technical_design"), draft, "how it works technically")
        needs = [
            each for name in ("hardware_requirements", "version_requirements") for each in record.get(name).each() if _said(each)
        ]
        draft.put("/system/hardware_requirements", "\n".join(map(_said, needs)), *needs)
        for variant in record.get("deployment_variants").each():
            ways = [way for word, way in _DISTRIBUTIONS.items() if word in variant.word]
            draft.extend("/system/distribution", ways, *([variant] if ways else []))
        for marking in record.get("product_markings").each():
            if _CE.search(marking.text) and not dutch.denies(marking.text):
                draft.extend("/assurance/conformity_marks", ["ce"], marking)
        for supplier in record.get("external_providers").each():
            name = supplier.get("name") if isinstance(supplier.data, dict) else supplier
            version = supplier.get("version")
            if _said(name):
                told = f"{_said(name)} {version.text}".strip()
                draft.add("/governance/suppliers", {"name": told}, *[node for node in (name, version) if node])
        for reference in record.get("references").each():
            link = reference.get("link") if isinstance(reference.data, dict) else reference
            page = _REGISTER_PAGE.search(link.text)
            if page and names_another(record, page[0]):
                draft.doubt(link, "the entry of the register shares no word with the name: it may be another system's")
                draft.ignore(reference, "a page that may be another system's: told as a doubt")
            elif page:
                filing = {
                    "kind": "public-algorithm-record",
                    "jurisdiction": "NL",
                    "number": page[1],
                    "url": link.text.split("#")[0],
                }
                draft.add("/records/filings", filing, reference, rule="a page of the algorithm register of the Netherlands")
            else:
                draft.ignore(reference, "a pointer to a page whose kind is not told")

    def _use(self, record: Record, draft: Draft) -> None:
        _text("/use/intended_purpose", record.get("goal_and_impact"), draft)
        _text("/use/alternatives", record.get("considerations"), draft, "for and against its use")
        if risks := _said(record.get("risk_management")):
            draft.add("/risk/risks", {"category": "application", "description": risks}, record.get("risk_management"))
        if data := _said(record.get("used_data")):
            rule = "the data as a whole, in the words of the card"
            draft.add("/data/datasets", {"name": data}, record.get("used_data"), rule=rule)
        laws = [law for law in record.get("legal_base").each() if _said(law.get("name"))]
        parts = [
            f"{_said(law.get('name'))} ({law.get('link').text})" if law.get("link") else _said(law.get("name")) for law in laws
        ]
        draft.put("/data/legal_basis", "\n".join(dict.fromkeys(parts)), *laws, rule=dutch.FOUNDS_THE_PROCESS)
        people = record.get("human_intervention")
        text = plain_text(people)
        if dutch.says_no_human(text):
            draft.put("/oversight/mode", "out-of-the-loop", people, rule="says that nobody intervenes")
        elif dutch.says_human_decides(text):
            draft.put("/oversight/final_decision", "human", people, rule="a sentence says that a person takes the decision")
        elif people:
            found = State.UNREADABLE if _said(people) else State.ABSENT
            draft.leave_open("/oversight/final_decision", found, people)

    def _assessments(self, record: Record, draft: Draft) -> None:
        for card in record.get("assessments").each():
            name, contents, day = card.get("name"), card.get("contents"), card.get("date")
            answers = [item.get("answer") for item in contents.each()]
            draft.ignore(contents, "answers in prose, under names of persons; that they were given is told")
            draft.ignore(card.get("urn"), "names the questionnaire")
            draft.ignore(card.get("provenance"), "how the file was made")
            if isinstance(card.data, str) or not name:
                continue
            kinds = dutch.assessment_kinds(f"{name.text} {card.get('urn').text.replace(':', ' ')}")
            filled = [answer for answer in answers if answer]
            if filled and all(is_filler(answer.text) for answer in filled):
                draft.doubt(contents, "the answers only fill their places")
                draft.leave_open(_ASSESSED, State.ABSENT, name, day)
            elif not filled:
                draft.leave_open(_ASSESSED, State.ABSENT, name, day)
            elif len(filled) < len(answers):
                draft.leave_open(_ASSESSED, State.IN_PROGRESS, name, day)
            elif kinds:
                written = read_date(day.text) if day else None
                item = {"kind": kinds[0], "method": name.text, "date": written.iso if written else None}
                draft.add(_ASSESSED, item, name, parts={"date": day})
            else:
                draft.doubt(name, "is no assessment of a kind that the declaration format knows")

    def _verdicts(self, record: Record, draft: Draft) -> None:
        """Tell the card's own verdicts, and doubt those that its assessments do not bear out."""
        made = {card.get("name").text: card for card in record.get("assessments").each()}
        kinds = {kind for name in made for kind in dutch.assessment_kinds(name)}
        for name, what in (("requirements", "requirement"), ("measures", "measure")):
            for verdict in record.get(name).each():
                state, subject = verdict.get("state"), verdict.get("urn").text.rpartition(":")[2]
                said = state.word or "nothing"
                draft.ignore(verdict, f"the card's own verdict on a {what}, '{said}': to compare with, no evidence")
                if said == "done" and subject in _SHOWN_BY and _SHOWN_BY[subject][0] not in kinds:
                    kind, law = _SHOWN_BY[subject]
                    draft.doubt(state, f"the card takes {subject} ({law}) for done, and holds no assessment of {kind}")


_ASSESSED = "/assurance/assessments"


def _admitted(record: Record, original: Original) -> Record | Refusal:
    """Return a card with its parts, or why a record is none."""
    data = record.data
    if isinstance(data, dict) and "systemcard_path" in data:
        what = "this defines a requirement, a measure or an instrument of the task registry, and describes no system"
        return _refused(record, "definition", what, "convert the system card that refers to it")
    if not isinstance(data, dict) or not isinstance(data.get("name", ""), str):
        return _refused(record, "no-card", "this is no system card", "a system card is a mapping with a name")
    return record if original.suffix == ".json" else with_includes(record, original)


def _refused(record: Record, code: str, what: str, hint: str) -> Refusal:
    where = record.positions.of("")
    why = "a declaration speaks of a system"
    return MalformedDocument(
        record.file, record.index, [Problem(code, record.file, where.line, where.column, None, what, why, hint)]
    )


def _leave_out(record: Record, draft: Draft) -> None:
    for name, why in (
        ("schema_version", "names the version of the standard"),
        ("version", "names the version of the standard"),
        ("instruments", "questionnaires that are due, not answered"),
        ("labels", "labels of the tool"),
        ("upl", "names the product of the government that it belongs to"),
    ):
        draft.ignore(record.get(name), why)
    for leaf in record.root.leaves():
        if is_filler(leaf.text):
            draft.ignore(leaf, "only fills its place")
    for name in ("git_commit_hash", "uri"):
        draft.ignore(record.get("provenance", name), "how the file was made")
    draft.ignore(record.get("provenance", "author"), PERSONS_DROPPED)


def _said(node: Node) -> str:
    """Return the text of a node that says something: no filler, no word for nothing."""
    text = plain_text(node)
    return text if state_of(node) is State.STATED and not is_filler(text) else ""


def _text(field: str, node: Node, draft: Draft, rule: str = "") -> None:
    if text := _said(node):
        draft.put(field, text, node, rule=rule)
    elif node:
        draft.leave_open(field, state_of(node) if state_of(node) is not State.STATED else State.ABSENT, node)


ADAPTER = NlSystemCard()
