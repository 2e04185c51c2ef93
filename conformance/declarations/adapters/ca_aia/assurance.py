"""What was tested, consulted, recorded and offered. In the phase of design such answers are intentions, and no evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.ca_aia.answers import NO, YES, Answers, says
from conformance.declarations.adapters.state import State

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_TESTED = ("item2", "item3", "item4", "item5", "item6")
_BEFORE = "the assessment precedes production"
_MEASURES: Mapping[tuple[str, str], tuple[str, str]] = {
    ("dataQuality", "1"): ("/data/measures", "bias-examination"),
    ("dataQuality", "3"): ("/data/measures", "quality-requirements"),
    ("dataQuality", "8"): ("/data/measures", "unsuitable-source-check"),
    ("fairness", "2"): ("/records/traceability", "decisions"),
    ("fairness", "8"): ("/records/traceability", "versions"),
    ("fairness", "10"): ("/rights/explanation/triggers", "on-request"),
    ("fairness", "18"): ("/data/measures", "bias-mitigation"),
    ("privacy", "7"): ("/data/measures", "pseudonymisation"),
}
"""Yes-or-no questions of the mitigation sections, and the value of a list that a yes is."""
_MEASURES_SINCE_1_0: Mapping[tuple[str, str], tuple[str, str]] = {("fairness", "4"): ("/oversight/measures", "override")}
_MEASURES_BEFORE_1_0: Mapping[tuple[str, str], tuple[str, str]] = {
    ("fairness", "11"): ("/security/measures", "access-control"),
    ("fairness", "14"): ("/oversight/measures", "override"),
}
_RECORDS: Mapping[tuple[str, str], tuple[str, Mapping[str, str]]] = {
    ("fairness", "5"): ("/records/documents", {"kind": "release-notes"}),
    ("fairness", "22A"): ("/governance/training", {"audience": "operators"}),
    ("privacy", "1"): ("/assurance/assessments", {"kind": "data-protection"}),
}
_TOLD: Mapping[tuple[str, str], str] = {("privacy", "1"): "5"}
"""Questions that ask for words on the answer to another."""
_PUBLIC: Mapping[bool | None, str] = {True: "7", False: "6"}
"""The question whether the analysis by gender is public, since version 1.0 and before."""
_CHANNELS: Mapping[str, tuple[str, str, str]] = {
    "12": ("/rights/feedback_channel", "12A", "a mechanism for feedback of users; its channel is not told"),
    "13": ("/rights/contest_channel", "13A", "a recourse process; its channel is not told"),
}
_EXTERNAL: Mapping[str, str] = {
    "item7": "experts",
    "item11": "workers",
    "item14": "affected-persons",
    "item16": "civil-society",
}


def map_assurance(answers: Answers, draft: Draft) -> None:
    """Map the assessment itself, tests of performance, and the sections on mitigation."""
    item = {
        "kind": "algorithmic-impact",
        "method": f"Algorithmic Impact Assessment {answers.version.text}".strip(),
        "timing": "before-release",
        "assessor": "self",
    }
    draft.add("/assurance/assessments", item, answers.version, answers.get("projectDetailsPhase"), rule=_BEFORE)
    _tests(answers, draft)
    since = answers.since_1_0
    more = {} if since is None else _MEASURES_SINCE_1_0 if since else _MEASURES_BEFORE_1_0
    for (section, number), (field, value) in {**_MEASURES, **more}.items():
        node, done = answers.phased(section, number)
        if _counts(field, node, done, draft):
            draft.extend(field, [value], node)
    for (section, number), (field, entry) in _RECORDS.items():
        node, done = answers.phased(section, number)
        told, _ = answers.phased(section, _TOLD.get((section, number), ""))
        if _counts(field, node, done, draft):
            draft.add(field, entry, node, *([told] if told else []))
    _equality(answers, draft)
    _accountability(answers, draft)
    _channels(answers, draft)
    _monitoring(answers, draft)
    _consultations(answers, draft)


def _counts(field: str, node: Node, done: bool, draft: Draft) -> bool:
    """Tell whether an answer is a yes to what was done; remember one that is a yes to what is meant to be done."""
    if says(node, YES) and not done:
        draft.leave_open(field, State.IN_PROGRESS, node)
    return says(node, YES) and done


def _tests(answers: Answers, draft: Draft) -> None:
    tested = answers.get("impact18")
    if answers.choice("impact18") in _TESTED:
        how = answers.get("impact18C") or answers.get("impact18B")
        item = {
            "kind": "bias",
            "subject": "system",
            "groups": ["intersectional"],
            "timing": "before-release",
            "outcome": "passed" if says(tested, "item2") else None,
            "metric": how.text,
        }
        draft.add("/assurance/evaluations", item, tested, parts={"metric": how} if how else {}, rule=_BEFORE)
    disabled = answers.get("impact19I")
    if says(disabled, YES):
        found = answers.get("impact19IY")
        item = {
            "kind": "bias",
            "subject": "system",
            "groups": ["disability"],
            "timing": "before-release",
            "treatment": found.text,
        }
        draft.add("/assurance/evaluations", item, disabled, parts={"treatment": found} if found else {}, rule=_BEFORE)


def _equality(answers: Answers, draft: Draft) -> None:
    node, done = answers.phased("dataQuality", "5")
    if _counts("/assurance/assessments", node, done, draft):
        public, _ = answers.phased("dataQuality", _PUBLIC.get(answers.since_1_0, ""))
        item = {"kind": "equality-analysis", "timing": "before-release", "public": says(public, YES) if public else None}
        draft.add(
            "/assurance/assessments", item, node, *([public] if public else []), rule="gender-based analysis plus of the data"
        )


def _accountability(answers: Answers, draft: Draft) -> None:
    if answers.since_1_0 is False:
        node, done = answers.phased("dataQuality", "7")
        if _counts("/governance/officers", node, done, draft):
            rule = "accountability is assigned; to whom is not asked"
            draft.add("/governance/officers", {"role": "accountable-executive"}, node, rule=rule)


def _channels(answers: Answers, draft: Draft) -> None:
    for number, (field, words, otherwise) in _CHANNELS.items():
        node, done = answers.phased("fairness", number)
        described, _ = answers.phased("fairness", words)
        if _counts(field, node, done, draft):
            draft.put(field, described.lines or otherwise, node, *([described] if described else []))
        elif says(node, NO) and done:
            draft.close(field, State.NONE, node)


def _monitoring(answers: Answers, draft: Draft) -> None:
    node, done = answers.phased("fairness", "24")
    if says(node, YES) and done:
        draft.put("/incidents/monitoring", True, node)
        draft.extend("/incidents/monitoring_covers", ["performance", "drift"], node, rule="changes in performance over time")
    elif says(node, YES):
        draft.leave_open("/incidents/monitoring", State.IN_PROGRESS, node)
    elif says(node, NO) and done:
        draft.put("/incidents/monitoring", False, node)


def _consultations(answers: Answers, draft: Draft) -> None:
    groups, done = answers.phased("consultation", "4")
    feedback, _ = answers.phased("consultation", "9")
    chosen = {item.text.partition("-")[0] for item in groups.each()}
    since = answers.since_1_0
    first = {} if since is None else {"item2": "public" if since else "civil-society"}
    for choice, group in {**first, **_EXTERNAL}.items():
        if choice in chosen and done:
            item = {"group": group, "outcome": feedback.lines}
            draft.add("/governance/consultations", item, groups, parts={"outcome": feedback} if feedback else {})
    if chosen and not done:
        draft.leave_open("/governance/consultations", State.IN_PROGRESS, groups)
    affected, done = answers.phased("consultation", "6")
    if _counts("/governance/consultations", affected, done, draft):
        draft.add("/governance/consultations", {"group": "affected-persons", "outcome": feedback.lines}, affected)
