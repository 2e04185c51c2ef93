"""The minimum practices: of M-24-10, section 5(c), in the inventory of 2024; of M-25-21, appendix, section 4(b), in that of 2025.

Sources: the data dictionaries of the two inventories, which name for each question the section that it asks about.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.links import links_in
from conformance.declarations.adapters.omb_inventory.answers import (
    IN_PROGRESS,
    NO,
    WAIVED,
    YES,
    answer,
    begins,
    chosen,
    standing,
)
from conformance.declarations.adapters.omb_inventory.use_case import M_24_10, M_25_21
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import listed

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.omb_inventory.row import Row

_OFFICER = "Chief AI Officer of the agency"
_NOT_IN_SCOPE = "the use is not high-impact, so that the practice is not asked of it"

_CLAUSES: Mapping[str, Mapping[str, str]] = {
    M_25_21: {
        "testing": "pre-deployment-testing", "assessment": "impact-assessment", "monitoring": "ongoing-monitoring",
        "training": "human-training", "fail-safe": "oversight-failsafe", "appeal": "appeal", "consultation": "feedback",
    },
    M_24_10: {
        "assessment": "impact-assessment", "real-world testing": "real-world-testing", "review": "independent-evaluation",
        "degree of monitoring": "ongoing-monitoring", "notice": "notice", "disparity": "disparities",
        "consultation": "consultation", "appeal": "appeal", "opt-out": "opt-out",
    },
}  # fmt: skip
"""The clause of each practice, as `declaration.exemptions` names it."""

_DEGREES_OF_TESTING: Mapping[str, Mapping[str, str] | None] = {
    "no testing": None,
    "benchmark evaluation": {"kind": "accuracy"},
    "performance evaluation in operational environment": {"kind": "accuracy", "timing": "real-world-test"},
    "impact evaluation in operational environment": {"kind": "quality", "timing": "real-world-test"},
    "yes": {"kind": "quality", "timing": "real-world-test"},
}
_DEGREES_OF_MONITORING: Mapping[str, bool] = {
    "no monitoring protocols have been established": False,
    "intermittent and manually updated": True,
    "automated and regularly scheduled updates": True,
    "established process of machine learning operations": True,
}
_REVIEWERS: Mapping[str, str] = {
    "internal independent review": "internal-independent",
    "yes - by another appropriate agency office": "internal-independent",
    "oversight board review": "oversight-board",
    "yes - by an agency ai oversight board": "oversight-board",
    "caio review": "oversight-board",
    "yes - by the caio": "oversight-board",
    "yes": "internal-independent",
    "true": "internal-independent",
}
_CHANNELS: Mapping[str, str] = {
    "online": "terms",
    "email": "individual",
    "mail": "individual",
    "telephone": "individual",
    "in-person": "on-site",
    "in person": "on-site",
}
_CONSULTED: Mapping[str, str] = {
    "direct user testing": "end-users",
    "direct usability testing": "end-users",
    "usability testing": "end-users",
    "post-transaction customer feedback": "end-users",
    "post transaction customer feedback": "end-users",
    "general solicitations": "public",
    "public feedback solicitations": "public",
    "public hearings": "public",
    "outreach to relevant labor organizations": "workers",
}
_HEARD_USERS = re.compile(r"\b(?:usability testing|user testing|end[- ]users?|pilot testing)\b")
_NO_RISKS = re.compile(r"(?:no (?:key )?(?:risks?|impacts?)(?: identified)?|none)", re.IGNORECASE)


def map_practices(row: Row, draft: Draft) -> None:
    """Map the answers on the practices of the memorandum in force in the year of the inventory."""
    memo = M_25_21 if row.asks("high impact") or row.asks("fail-safe") else M_24_10
    _waivers(row, memo, draft)
    _testing(row, draft)
    _assessments(row, memo, draft)
    _monitoring(row, draft)
    _oversight(row, memo, draft)
    _appeal(row, memo, draft)
    _consultations(row, draft)
    _risks(row, draft)
    _people(row, draft)


def _waivers(row: Row, memo: str, draft: Draft) -> None:
    for question, clause in _CLAUSES[memo].items():
        node = row.get(question)
        if begins(node, WAIVED) or any(begins(item, WAIVED) for item in listed(node)):
            item = {"regime": memo, "ground": "waiver", "requirement": f"{memo}/{clause}", "authority": _OFFICER}
            draft.add("/declaration/exemptions", item, node, rule="the answer names the officer, not the reason or the day")


def _testing(row: Row, draft: Draft) -> None:
    node = row.get("testing")
    if begins(node, YES):
        item = {"kind": "quality", "subject": "system", "timing": "before-first-use"}
        draft.add("/assurance/evaluations", item, node, rule="testing before deployment; of what is not told")
    elif begins(node, NO):
        draft.close("/assurance/evaluations", State.NONE, node, rule="no testing before deployment")
    else:
        _open("/assurance/evaluations", node, draft)
    node = row.get("real-world testing")
    if not node:
        return
    degree = chosen(_DEGREES_OF_TESTING, node)
    if degree is not None:
        draft.add("/assurance/evaluations", {**degree, "subject": "system"}, node)
    elif answer(node).startswith("no testing"):
        draft.close("/assurance/evaluations", State.NONE, node, rule="the lowest of four degrees: not tested at all")
    else:
        _open("/assurance/evaluations", node, draft)


def _assessments(row: Row, memo: str, draft: Draft) -> None:
    review, impacts = row.get("review"), row.get("impacts")
    assessor = chosen(_REVIEWERS, review) if review else None
    node = row.get("assessment")
    assessed = begins(node, YES)
    if assessed:
        covers = ["harms"] if impacts and standing(impacts) is State.STATED else []
        item = {
            "kind": "impact",
            "method": "M-25-21, appendix, section 4(b)(ii)" if memo == M_25_21 else "M-24-10, section 5(c)(iv)(A)",
            "covers": [*covers, "independent-review"] if assessor else covers or None,
            "assessor": assessor,
        }
        draft.add("/assurance/assessments", item, node, *([review] if assessor else []), *([impacts] if covers else []))
    else:
        _open("/assurance/assessments", node, draft)
    if assessor and not assessed:
        item = {"kind": "peer-review", "assessor": assessor}
        draft.add("/assurance/assessments", item, review, rule="an independent review, without an assessment that it reviews")
    elif not assessor:
        _open("/assurance/assessments", review, draft)
    privacy = row.get("privacy review")
    if begins(privacy, YES):
        draft.add("/assurance/assessments", {"kind": "data-protection"}, privacy, rule="the privacy officer assessed the risks")
    document = row.get("privacy assessment")
    if links := links_in(document.text):
        published = {"kind": "data-protection", "url": links[0], "public": True}
        draft.add("/assurance/assessments", published, document, rule="the privacy impact assessment is published there")
    elif document:
        draft.leave_open("/assurance/assessments", State.ABSENT, document)
    authorised, system = row.get("authorisation"), row.get("authorised system")
    if begins(authorised, YES):
        item = {"kind": "security", "method": "authorization to operate", "outcome": "passed"}
        named = [system] if system and standing(system) is State.STATED else []
        draft.add("/assurance/assessments", item, authorised, *named, rule="operation is authorised after a security assessment")
    if system and standing(system) is not State.STATED:
        draft.leave_open("/assurance/assessments", standing(system), system)
    if begins(node, NO) and not draft.states("/assurance/assessments"):
        draft.close("/assurance/assessments", State.NONE, node, rule="no impact assessment, and the row tells of no other")


def _monitoring(row: Row, draft: Draft) -> None:
    node = row.get("monitoring")
    if begins(node, YES):
        draft.put("/incidents/monitoring", True, node)
        covers = ["performance", "security", "privacy", "fundamental-rights"]
        draft.extend("/incidents/monitoring_covers", covers, node, rule="what the question asks about")
    elif begins(node, NO):
        draft.put("/incidents/monitoring", False, node)
    else:
        _open("/incidents/monitoring", node, draft)
    node = row.get("degree of monitoring")
    degree = chosen(_DEGREES_OF_MONITORING, node) if node else None
    if degree is not None:
        draft.put("/incidents/monitoring", degree, node)
        if degree:
            covers = ["performance", "fundamental-rights", "drift"]
            draft.extend("/incidents/monitoring_covers", covers, node, rule="what the question and the answer chosen speak of")
    else:
        _open("/incidents/monitoring", node, draft)
    node = row.get("training")
    if begins(node, (*YES, "training established")):
        draft.add("/governance/training", {"audience": "operators"}, node, rule="periodic, at an interval that is not told")
    elif begins(node, NO):
        draft.close("/governance/training", State.NONE, node)
    else:
        _open("/governance/training", node, draft)


def _oversight(row: Row, memo: str, draft: Draft) -> None:
    node = row.get("fail-safe")
    if begins(node, YES):
        draft.extend("/oversight/measures", ["fail-safe"], node)
    elif node and standing(node) is State.NOT_APPLICABLE:
        _not_appropriate(row, memo, "fail-safe", node, draft)
    else:
        _open("/oversight/measures", node, draft)
    node = row.get("autonomous")
    if begins(node, YES):
        draft.put("/oversight/final_decision", "machine", node)
        draft.put("/system/autonomy", "full", node, rule="decisions are carried out without direct human involvement")
    elif begins(node, ("no - some individual decisions",)):
        draft.put("/oversight/mode", "in-the-loop", node, rule="decisions that need direct human oversight")
    else:
        _open("/oversight/mode", node, draft)


def _appeal(row: Row, memo: str, draft: Draft) -> None:
    node, why = row.get("appeal"), row.get("appeal other")
    reason = why.lines if why and standing(why) is State.STATED else None
    clause = f"{memo}/{_CLAUSES[memo]['appeal']}"
    if begins(node, (*YES, "appeal process established")):
        words = node.lines if len(node.text) > len("true") else "an established process; its channel is not told"
        draft.put("/rights/contest_channel", words, node)
    elif begins(node, ("appeal precluded by law", "law, operational limitations", "no - law, operational limitations")):
        item = {"regime": memo, "ground": "precluded-by-law", "requirement": clause, "rationale": reason}
        draft.add("/declaration/exemptions", item, node, parts={"rationale": why})
    elif begins(node, ("no - it is not operationally practical",)):
        item = {"regime": memo, "ground": "not-practicable", "requirement": clause, "rationale": reason}
        draft.add("/declaration/exemptions", item, node, parts={"rationale": why})
    elif node and standing(node) is State.NOT_APPLICABLE and memo == M_25_21:
        _not_appropriate(row, memo, "appeal", node, draft)
    else:
        _open("/rights/contest_channel", node, draft)
    node = row.get("opt-out")
    if begins(node, YES):
        draft.extend("/rights/controls", ["human-alternative"], node)
    elif begins(node, ("no - this ai use case is not subject", "no - there is law")):
        ground = "precluded-by-law" if "there is law" in node.word else "not-appropriate"
        item = {"regime": memo, "ground": ground, "requirement": f"{M_24_10}/opt-out", "rationale": node.lines}
        draft.add("/declaration/exemptions", item, node)
    else:
        _open("/rights/controls", node, draft)


def _consultations(row: Row, draft: Draft) -> None:
    node, other = row.get("consultation"), row.get("consultation other")
    if node.text == "[]":
        draft.leave_open("/governance/consultations", State.ABSENT, node)
    if node.text in ("[]", ""):
        return
    items = [item for each in listed(node) for item in (each,) if each]
    parts = items if len(items) > 1 or node.text.startswith("[") else list(listed(node, ","))
    for part in parts:
        group = chosen(_CONSULTED, part)
        text = answer(part)
        if group:
            draft.add("/governance/consultations", {"group": group}, node)
        elif text.startswith("none of the above"):
            draft.close("/governance/consultations", State.NONE, node)
        elif begins(part, WAIVED):
            continue
        elif begins(part, IN_PROGRESS) or text.startswith("planning"):
            draft.leave_open("/governance/consultations", State.IN_PROGRESS, node)
        elif text == "other" and other and standing(other) is State.STATED:
            draft.leave_open("/governance/consultations", State.UNREADABLE, other)
        elif _HEARD_USERS.search(text) and "will " not in text:
            draft.add("/governance/consultations", {"group": "end-users"}, node, rule="the answer tells of tests with users")
        elif text not in ("other", "") and standing(part) is State.STATED and len(parts) == 1:
            draft.leave_open("/governance/consultations", State.UNREADABLE, node)
        elif standing(part) is not State.STATED:
            draft.leave_open("/governance/consultations", standing(part), node)


def _risks(row: Row, draft: Draft) -> None:
    node = row.get("disparity")
    if node and standing(node) is State.STATED:
        if not begins(node, WAIVED):
            draft.add("/risk/risks", {"category": "discrimination", "mitigation": node.lines}, node)
    elif node:
        draft.leave_open("/risk/risks", standing(node), node)
    for question in ("risks", "impacts"):
        node = row.get(question)
        if not node:
            continue
        if _NO_RISKS.fullmatch(node.word):
            if draft.states("/risk/risks"):
                draft.leave_open("/risk/risks", State.NONE, node)
            else:
                draft.close("/risk/risks", State.NONE, node)
        elif standing(node) is State.STATED:
            item = {"category": "application", "description": node.lines}
            draft.add("/risk/risks", item, node, rule="the source sorts risks into no categories")
        else:
            draft.leave_open("/risk/risks", standing(node), node)


def _people(row: Row, draft: Draft) -> None:
    node = row.get("notice")
    channels = [value for part in listed(node, ",") if (value := chosen(_CHANNELS, part))] if node else []
    if channels:
        item = {"kind": "ai-interaction", "channels": list(dict.fromkeys(channels))}
        draft.add("/transparency/notices", item, node, rule="notice of the use of AI to people who interact with it")
    else:
        _open("/transparency/notices", node, draft)
    node = row.get("adverse")
    if begins(node, YES):
        draft.put("/use/decision_role", "materially-influences", node, rule="it significantly influences or informs decisions")
        draft.extend("/system/traits", ["affects-persons"], node, rule="decisions with an adverse effect on persons or groups")
    else:
        _open("/use/decision_role", node, draft)


def _not_appropriate(row: Row, memo: str, question: str, node: Node, draft: Draft) -> None:
    """Note that a practice is said not to apply, which only a high-impact use needs to say."""
    tier = row.get("high impact")
    if tier and not begins(tier, ("high-impact", "high impact", *YES)):
        draft.ignore(node, _NOT_IN_SCOPE)
        return
    item = {"regime": memo, "ground": "not-appropriate", "requirement": f"{memo}/{_CLAUSES[memo][question]}"}
    draft.add("/declaration/exemptions", item, node, rule="said not to apply; the reason is not told")


def _open(field: str, node: Node, draft: Draft) -> None:
    """Remember an answer that is no evidence; tell of one that is none of those offered."""
    if not node or begins(node, WAIVED):
        return
    if begins(node, IN_PROGRESS):
        draft.leave_open(field, State.IN_PROGRESS, node)
    elif begins(node, (*NO, "none of the above", "no testing")):
        draft.leave_open(field, State.NONE, node)
    elif standing(node) is not State.STATED:
        draft.leave_open(field, standing(node), node)
    elif begins(node, ("other",)):
        draft.leave_open(field, State.ABSENT, node)
    else:
        draft.doubt(node, "is none of the answers that the instructions offer")
