"""What a use case is: the agency, the system, its purpose, supplier, data and class."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.links import links_in
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.omb_inventory.agencies import AGENCIES
from conformance.declarations.adapters.omb_inventory.answers import (
    CLASSIFICATION,
    DEVELOPMENT,
    HIGH_IMPACT,
    NO,
    RIGHTS_AND_SAFETY,
    SECTORS,
    STAGES,
    YES,
    begins,
    chosen,
    standing,
)
from conformance.declarations.adapters.omb_inventory.commercial import functions_of_task, is_common_task
from conformance.declarations.adapters.omb_inventory.row import Row, prose
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import listed

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft

M_25_21 = "us-omb-m-25-21"
M_24_10 = "us-omb-m-24-10"
_NUMBER_ALONE = re.compile(r"[\d\W_]*")
_CODE = re.compile(r"([A-Z]{2,8})\s*[-_ ]")
_ONE_CLASS = "the determination is one of those that the form offers"
_BOTH = "one cell answers both questions"
_OPERATED = ("pilot", "operation")
_BEFORE_USE = ("inception", "design")
_OUTPUTS: Mapping[str, re.Pattern[str]] = {
    "prediction": re.compile(r"(?<!no )(?<!not )(?<!without )\b(?:predictions?|forecasts?)\b", re.IGNORECASE),
    "classification": re.compile(r"(?<!no )(?<!not )(?<!without )\bclassifications?\b", re.IGNORECASE),
    "scoring": re.compile(r"(?<!no )(?<!not )(?<!without )\b(?:risk |likelihood |match )scores?\b", re.IGNORECASE),
    "decision-support": re.compile(r"(?<!no )(?<!not )(?<!without )\brecommendations?\b", re.IGNORECASE),
}
_TECHNIQUES: Mapping[re.Pattern[str], tuple[str, str]] = {
    re.compile(r"machine[ -]?learning|random forest|gradient boost|\bregression\b", re.IGNORECASE): (
        "techniques",
        "machine-learning",
    ),
    re.compile(r"neural net|deep[ -]?learning|\b[CR]NNs?\b|transformer", re.IGNORECASE): ("techniques", "deep-learning"),
    re.compile(r"generative|large language model|\bLLMs?\b|\bGPT", re.IGNORECASE): ("techniques", "generative"),
    re.compile(r"reinforcement learning", re.IGNORECASE): ("techniques", "reinforcement-learning"),
    re.compile(r"rule[ -]based|expert system", re.IGNORECASE): ("techniques", "rule-based"),
    re.compile(r"natural language|\bNLP\b|text mining", re.IGNORECASE): ("input_modalities", "text"),
    re.compile(r"computer vision|image (?:recognition|processing|classification)", re.IGNORECASE): ("input_modalities", "image"),
    re.compile(r"speech|audio", re.IGNORECASE): ("input_modalities", "audio"),
}
_SENSITIVE = re.compile(r"race|ethnic|religio|ability status|disab|sexual", re.IGNORECASE)
_NO_VARIABLES = re.compile(r"none\b|no demographic|does not use|not applicable|n/?a\b|unknown|not sure", re.IGNORECASE)
_PUBLIC = {
    "provider support": "it supports a public-facing service",
    "public information": "it disseminates information to the public",
}
_INFRASTRUCTURE = (
    "catalogue", "catalogue other", "wait", "infrastructure", "infrastructure other", "computing", "computing other", "timely",
    "timely other", "reuse",
)  # fmt: skip
_WITHOUT_FIELD = (
    "topic other", "commercial", "initiated", "acquired", "retired", "development", "contracts", "provider support", "provider",
    "public information", "information quality", "privacy review", "data documents", "demographic", "demographic other",
    "custom code", "code access", "authorisation", "shared", "extension", "autonomous other", "notice other",
    "consultation other", "appeal other", "opt-out other",
)  # fmt: skip
_SEPARATORS = re.compile(r"\s*(?:;|\n)\s*")


def map_use_case(row: Row, draft: Draft) -> None:
    """Map all but the practices of risk management."""
    _agency(row, draft)
    _system(row, draft)
    stage = _stage(row.get("stage"), draft)
    _operation(row.get("operational"), stage, draft)
    _purpose(row, draft)
    _development(row, draft)
    _data(row, draft)
    _class(row, draft)
    _filing(row, draft)


def _agency(row: Row, draft: Draft) -> None:
    for contact in row.all("contact"):
        links = links_in(contact.text)
        if links and " " not in contact.text:
            draft.put("/organisation/contact", links[0], contact)
        else:
            draft.ignore(contact, PERSONS_DROPPED)
    name, code, number = row.get("agency"), row.get("agency code"), row.get("id")
    prefix = _CODE.match(number.text)
    if name:
        draft.put("/organisation/name", AGENCIES.get(name.text, name.text), name)
    elif code:
        draft.put("/organisation/name", AGENCIES.get(code.text, code.text), code)
    elif prefix and prefix[1] in AGENCIES:
        draft.put("/organisation/name", AGENCIES[prefix[1]], number, rule="the abbreviation that the identifier begins with")
    if code:
        draft.add("/organisation/identifiers", {"scheme": "public-body", "value": code.text}, code, rule="its abbreviation")
    draft.put("/organisation/country", "US", rule="the inventories are of agencies of the United States")
    draft.put("/organisation/type", "national-government-body", rule="the inventories are of federal agencies")
    draft.extend("/organisation/roles", ["deployer"], rule="an inventory lists what an agency uses or plans to use")
    units = [node for question in ("bureau", "office") for node in row.all(question) if node and standing(node) is State.STATED]
    if units:
        text = ", ".join(dict.fromkeys(unit.text for unit in units))
        draft.put("/declaration/author", text, *units, rule="the component of the agency that reports the use case")


def _system(row: Row, draft: Draft) -> None:
    name = row.get("name")
    draft.put("/system/name", name.text, name)
    node = row.get("classification")
    for kind in node.text.split(";"):
        named = chosen(CLASSIFICATION, Node(node.pointer, kind))
        for field, value in named or ():
            draft.extend(f"/system/{field}", [value], node)
        if named is None and kind.strip() not in ("", "Other") and standing(node) is State.STATED:
            draft.doubt(node, "is none of the classes of AI that the instructions name")
    techniques = row.get("techniques")
    for pattern, (field, value) in _TECHNIQUES.items():
        if pattern.search(techniques.text):
            draft.extend(f"/system/{field}", [value], techniques)
    outputs = row.get("outputs")
    if prose(draft, "/system/capabilities", outputs, "what it puts out"):
        functions = [function for function, pattern in _OUTPUTS.items() if pattern.search(outputs.text)]
        draft.extend("/system/functions", functions, outputs, rule="the description of the outputs names it")
    prose(draft, "/system/description", row.get("summary"))
    link = row.get("code link")
    if links_in(link.text):
        draft.add("/model/artefacts", {"kind": "code"}, link, rule="its source code is public")
    elif link:
        draft.leave_open("/model/artefacts", State.ABSENT, link)
    access = row.get("code access")
    if "publicly available" in access.word:
        draft.add("/model/artefacts", {"kind": "code"}, access, rule="its source code is public")


def _stage(node: Node, draft: Draft) -> str | None:
    stage = chosen(STAGES, node)
    if stage:
        draft.put("/system/lifecycle_stage", stage, node)
    elif node and standing(node) is State.STATED:
        draft.doubt(node, "is none of the stages of development that the instructions name")
    elif node:
        draft.leave_open("/system/lifecycle_stage", standing(node), node)
    return stage


def _operation(node: Node, stage: str | None, draft: Draft) -> None:
    if node and stage in _BEFORE_USE:
        draft.leave_open("/markets/0/placed_on", State.IN_PROGRESS, node)
        return
    written = read_date(node.text, "month-first") if node else None
    day = written.iso if written else None
    if day is not None or stage in _OPERATED:
        market = {"jurisdiction": "US", "basis": ["put-into-service"], "placed_on": day}
        rule = "an agency of the United States uses it" if day is None else (written.rule if written else "")
        draft.add("/markets", market, parts={"placed_on": node} if day else {}, rule=rule)
    if node and day is None:
        state = standing(node)
        draft.leave_open("/markets/0/placed_on", State.UNREADABLE if state is State.STATED else state, node)


def _purpose(row: Row, draft: Draft) -> None:
    both = row.get("purpose and benefits")
    for field in ("/use/intended_purpose", "/use/benefits"):
        prose(draft, field, both, _BOTH)
    prose(draft, "/use/intended_purpose", row.get("purpose"))
    prose(draft, "/use/benefits", row.get("benefits"))
    topic, other = row.get("topic"), row.get("topic other")
    sector = chosen(SECTORS, topic)
    if sector:
        draft.extend("/use/sectors", [sector], topic)
    elif topic.word.startswith("other"):
        draft.extend("/use/sectors", ["other"], topic, *([other] if standing(other) is State.STATED else []))
    elif topic and standing(topic) is State.STATED:
        draft.doubt(topic, "is none of the topics that the instructions name")
    task = row.get("commercial")
    if task.word.startswith("none of the above"):
        draft.ignore(task, "says that the use is not on the list of common commercial uses")
    elif task and standing(task) is State.STATED:
        functions = functions_of_task(task)
        draft.extend("/system/functions", functions, task, rule="the common commercial use that the agency chose")
        if not is_common_task(task):
            draft.doubt(task, "is none of the common commercial uses that the instructions name")


def _development(row: Row, draft: Draft) -> None:
    how = row.get("development")
    made = chosen(DEVELOPMENT, how)
    if made is not None and made[0]:
        draft.extend("/organisation/roles", ["developer"], how)
    if made is not None and made[1]:
        contract = {"jurisdiction": "US", "level": "federal"}
        draft.add(
            "/organisation/government_contracts", contract, how, rule="it was bought, or developed under contract, for the agency"
        )
    if how and made is None and standing(how) is State.STATED:
        draft.doubt(how, "is none of the ways of development that the instructions name")
    contracts = row.get("contracts")
    if contracts and standing(contracts) is State.STATED:
        contract = {"jurisdiction": "US", "level": "federal"}
        draft.add("/organisation/government_contracts", contract, contracts, rule="a contract of the agency is named")
    vendor = row.get("vendor")
    if vendor and standing(vendor) is State.STATED:
        for name in filter(None, _SEPARATORS.split(vendor.lines)):
            draft.add("/governance/suppliers", {"name": name}, vendor)
    elif vendor:
        draft.leave_open("/governance/suppliers", standing(vendor), vendor)
    for question, rule in _PUBLIC.items():
        if begins(row.get(question), YES):
            draft.extend("/use/groups", ["general-public"], row.get(question), rule=rule)
    prose(draft, "/use/intended_users", row.get("public service"), "the public-facing service that it supports")
    for question in _INFRASTRUCTURE:
        draft.ignore(row.get(question), "asks about the infrastructure of the agency, not about the system")
    for question in _WITHOUT_FIELD:
        if (node := row.get(question)) and standing(node) in (State.NOT_APPLICABLE, State.ABSENT):
            draft.ignore(node, "says that there is nothing to tell")


def _data(row: Row, draft: Draft) -> None:
    described, link = row.get("data"), row.get("data link")
    address = next(iter(links_in(link.text)), None)
    if described and standing(described) is State.STATED:
        item = {"name": described.lines, "source_or_owner": address}
        parts = {"source_or_owner": link} if address else {}
        draft.add("/data/datasets", item, described, parts=parts, rule="the description stands for the name")
    elif address:
        draft.add("/data/datasets", {"name": "entry of the Federal Data Catalog", "source_or_owner": address}, link)
    if described and standing(described) is not State.STATED:
        draft.leave_open("/data/datasets", standing(described), described)
    if link and not address:
        draft.leave_open("/data/datasets", State.ABSENT, link)
    documents = row.get("data documents")
    if begins(documents, ("documentation is complete", "documentation is widely available")):
        draft.add(
            "/records/documents", {"kind": "datasheet"}, documents, rule="documents of composition, quality and use of the data"
        )
    elif documents.word.startswith("documentation has been partially"):
        draft.leave_open("/records/documents", State.IN_PROGRESS, documents)
    shared = row.get("shared")
    if begins(shared, ("documentation has been developed", "documentation has been published")):
        draft.add("/records/documents", {"kind": "model-documentation"}, shared, rule="complete documentation of the model")
    personal = row.get("personal")
    if begins(personal, YES):
        draft.extend("/data/kinds", ["personal"], personal)
    elif begins(personal, NO) and standing(personal) is not State.NOT_APPLICABLE:
        draft.close("/data/kinds", State.NONE, personal, rule="no personally identifiable information")
    elif personal and standing(personal) is State.STATED:
        draft.doubt(personal, "is neither yes nor no")
    elif personal:
        draft.leave_open("/data/kinds", standing(personal), personal)
    _demographic(row.get("demographic"), row.get("demographic other"), draft)


def _demographic(node: Node, other: Node, draft: Draft) -> None:
    if node.text == "[]" or (node and standing(node) is State.ABSENT):
        draft.leave_open("/data/kinds", State.ABSENT, node)
    if node.text in ("[]", ""):
        return
    named = [each for each in listed(node, ",") if not _NO_VARIABLES.match(_plain(each)) and _plain(each) != "other"]
    if standing(other) is State.STATED and not _NO_VARIABLES.match(_plain(other)) and "other" in node.word:
        named.append(other)
    if draft.states("/data/kinds") and any(_SENSITIVE.search(each.text) for each in named):
        draft.extend("/data/kinds", ["sensitive-personal"], node, rule="race, religion and disability are sensitive")


def _class(row: Row, draft: Draft) -> None:
    node = row.get("impact")
    if found := chosen(RIGHTS_AND_SAFETY, node):
        degree, words = found
        item = {"scheme": M_24_10, "tier": degree, "basis": "self-assessment", "rationale": words}
        draft.extend("/risk/classifications", [item], node, rule=_ONE_CLASS, complete=True)
        if degree == "high":
            draft.put("/use/output_weight", "heaviest", node, rule="so M-24-10, section 6, defines the class: a principal basis")
    elif node and standing(node) is State.STATED:
        draft.doubt(node, "is none of the classes of M-24-10")
    node, why = row.get("high impact"), row.get("justification")
    tier = chosen(HIGH_IMPACT, node) if node else None
    reason = why.lines if why and standing(why) is State.STATED else None
    if tier is None:
        if node and standing(node) is State.STATED:
            draft.doubt(node, "is none of the classes of M-25-21")
        return
    determined = {"scheme": M_25_21, "tier": "high" if tier == "high" else "low", "basis": "self-assessment"}
    if reason:
        determined["rationale"] = reason
    nodes = [node, why] if reason else [node]
    draft.extend("/risk/classifications", [determined], *nodes, rule=_ONE_CLASS, complete=True)
    if tier == "high":
        draft.put("/use/output_weight", "heaviest", node, rule="so M-25-21, appendix, section 5, defines it: a principal basis")
    if tier == "presumed":
        exemption = {"regime": M_25_21, "ground": "presumption-rebuttal", "rationale": reason}
        draft.add("/declaration/exemptions", exemption, node, parts={"rationale": why})


def _filing(row: Row, draft: Draft) -> None:
    number, withheld = row.get("id"), row.get("withheld")
    known = number if number and standing(number) is State.STATED else None
    if number and known is None:
        draft.leave_open("/records/filings/0/number", standing(number), number)
    elif _NUMBER_ALONE.fullmatch(number.text) and number:
        draft.doubt(number, "identifies nothing outside this inventory")
    filing = {
        "kind": "public-algorithm-record",
        "jurisdiction": "US",
        "authority": "Office of Management and Budget",
        "number": known.text if known else None,
    }
    nodes = [node for node in (known, withheld if begins(withheld, NO) else None) if node]
    where = draft.add("/records/filings", filing, *nodes, rule="the row stands in the inventory")
    if begins(withheld, YES):
        draft.withhold(f"{where}/url", "legal", withheld, rationale=withheld.text)
    elif withheld and not begins(withheld, NO):
        draft.doubt(withheld, "does not tell why the use case is withheld")


def _plain(node: Node) -> str:
    return re.sub(r"^[a-l]\)\s*", "", node.word)
