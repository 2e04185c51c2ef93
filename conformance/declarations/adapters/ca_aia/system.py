"""What the questionnaire tells of the project, the system, the decision and its impact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.ca_aia.answers import DESIGN, NO, YES, Answers, prose, says
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft

_CAPABILITIES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "item1": (("functions", "classification"), ("input_modalities", "image")),
    "item2": (("functions", "classification"), ("input_modalities", "text"), ("input_modalities", "audio")),
    "item3": (("functions", "decision-support"),),
    "item4": (("functions", "classification"),),
    "item5": (("functions", "prediction"),),
}
"""What the six capabilities of the questionnaire say that a system does; *content generation* there is serving content."""
_DECISIONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "item1": (("/use/sectors", "health"),),
    "item3": (("/use/cases", "public-benefits"),),
    "item7": (("/use/sectors", "employment"),),
    "item8": (("/use/sectors", "law-enforcement"),),
}
_IMPACTS: Mapping[str, tuple[str, str]] = {
    "impact9": ("fundamental-rights", "impact10"),
    "impact24": ("fundamental-rights", "impact25"),
    "impact11": ("health-and-safety", "impact12"),
    "impact13": ("societal", "impact14"),
    "impact15": ("environment", "impact16"),
    "aboutSystem11": ("environment", "aboutSystem12"),
}
"""Questions about the size of an impact, the category of it, and the question that asks why."""
_TOLD: Mapping[str, tuple[str, str]] = {
    "riskProfile2A": ("discrimination", "mitigation"),
    "riskProfile6": ("discrimination", "description"),
    "riskProfile8A": ("application", "description"),
    "aboutAlgorithm9A": ("discrimination", "description"),
    "aboutAlgorithm11A": ("discrimination", "description"),
    "impact8": ("application", "description"),
    "impact23Y": ("application", "description"),
}
"""Questions that ask for risks in words: the category, and the member that the words are."""
_SEVERITY = {"item1": "low", "item2": "medium", "item3": "high", "item4": "critical"}
_DEVELOPERS = {"item2": "aboutSystem3A", "item3": "aboutSystem3B", "item4": "aboutSystem3C"}


def map_system(answers: Answers, draft: Draft) -> None:
    """Map project, system, algorithm, decision, impact and data."""
    prose(draft, "/system/name", answers.get("projectDetailsTitle"))
    prose(draft, "/system/description", answers.get("projectDetailsDescription"))
    phase = answers.get("projectDetailsPhase")
    if says(phase, DESIGN):
        draft.put("/system/lifecycle_stage", "design", phase)
    elif phase:
        # The second assessment is of the system as built; whether it is in use, the questionnaire does not ask.
        draft.leave_open("/system/lifecycle_stage", State.ABSENT, phase)
    for question in ("decisionSector3", "impact4", "businessDrivers3"):
        prose(draft, "/use/intended_purpose", answers.get(question))
    benefits = [
        node for question in ("businessDrivers4", "businessDrivers6", "businessDrivers6A") if (node := answers.get(question))
    ]
    draft.put("/use/benefits", "\n".join(node.lines for node in benefits), *benefits, rule="for clients, and for the department")
    excluded = answers.get("riskProfile3A")
    if says(answers.get("riskProfile3"), YES) and excluded:
        draft.extend("/use/out_of_scope_uses", [excluded.lines], answers.get("riskProfile3"), excluded)
    prose(draft, "/use/alternatives", answers.get("businessDrivers10"))
    prose(draft, "/system/capabilities", answers.get("impact21"))
    _capabilities(answers, draft)
    _makers(answers, draft)
    _algorithm(answers, draft)
    _decision(answers, draft)
    _impacts(answers, draft)
    _data(answers, draft)


def _capabilities(answers: Answers, draft: Draft) -> None:
    node = answers.get("aboutSystem1")
    for choice in sorted(answers.choices("aboutSystem1")):
        for field, value in _CAPABILITIES.get(choice, ()):
            draft.extend(f"/system/{field}", [value], node)
    modalities = {"item1": ("text", "audio"), "item2": ("image", "video")}
    for question in ("aboutDataSourceType2", "aboutDataType2"):
        for choice in sorted(answers.choices(question)):
            draft.extend("/system/input_modalities", modalities.get(choice, ()), answers.get(question))


def _makers(answers: Answers, draft: Draft) -> None:
    maker = answers.get("aboutSystem3")
    if says(maker, YES):
        draft.extend("/organisation/roles", ["developer"], maker)
    elif question := _DEVELOPERS.get(answers.choice("aboutSystem3")):
        name = answers.get(question)
        if name:
            draft.add("/governance/suppliers", {"name": name.text}, maker, name)
        else:
            draft.leave_open("/governance/suppliers", State.ABSENT, maker)
    kind = answers.get("aboutSystem5")
    licence = answers.get("aboutSystem5A")
    if says(kind, "item1"):
        draft.extend("/system/traits", ["open-source"], kind)
        if licence:
            draft.add("/model/artefacts", {"kind": "code", "licence": licence.text}, kind, licence)
    if says(answers.get("aboutSystem6"), YES):
        rule = "accountability is assigned; to whom is not asked"
        draft.add("/governance/officers", {"role": "accountable-executive"}, answers.get("aboutSystem6"), rule=rule)
    if says(answers.get("aboutSystem8"), YES):
        conforms, standard = answers.get("aboutSystem8"), "CAN/ASC - EN 301 549:2024"
        draft.put("/transparency/accessibility_standard", standard, conforms, rule="the standard of the question")
    if says(answers.get("aboutSystem9"), YES):
        draft.extend("/governance/measures", ["business-continuity"], answers.get("aboutSystem9"))
    if says(answers.get("aboutSystem10A"), YES):
        draft.extend("/security/measures", ["access-control"], answers.get("aboutSystem10A"))


def _algorithm(answers: Answers, draft: Draft) -> None:
    basis = answers.get("aboutAlgorithm3")
    techniques = {"item1": "rule-based", "item2": "machine-learning"}
    for choice in sorted(answers.choices("aboutAlgorithm3")):
        if choice in techniques:
            draft.extend("/system/techniques", [techniques[choice]], basis)
    prose(draft, "/model/architecture", answers.get("aboutAlgorithm6"))
    if says(answers.get("aboutAlgorithm1"), YES) and not draft.states("/model/architecture"):
        draft.withhold("/model/architecture", "trade-secret", answers.get("aboutAlgorithm1"))
    if says(answers.get("aboutAlgorithm8"), YES):
        draft.extend("/system/traits", ["learns-after-deployment"], answers.get("aboutAlgorithm8"))
    if says(answers.get("aboutAlgorithm11"), YES):
        proxies = answers.get("aboutAlgorithm11")
        draft.extend("/data/measures", ["bias-examination"], proxies, rule="variables were evaluated as proxies")


def _decision(answers: Answers, draft: Draft) -> None:
    kinds = answers.get("decisionSector1")
    for choice in sorted(answers.choices("decisionSector1")):
        for field, value in _DECISIONS.get(choice, ()):
            draft.extend(field, [value], kinds)
    if kinds:
        draft.extend("/system/traits", ["affects-persons"], kinds, rule="administrative decisions about clients")
    automation = answers.get("impact30")
    if says(automation, "item1"):
        draft.put("/use/decision_role", "decides", automation)
        draft.put("/oversight/final_decision", "machine", automation)
    elif says(automation, "item2"):
        draft.put("/use/decision_role", "materially-influences", automation, rule="it contributes, by supporting an officer")
        draft.put("/oversight/final_decision", "human", automation, rule="an officer decides, supported by the system")
    assists, replaces = answers.get("impact1"), answers.get("impact2")
    if answers.since_1_0 is False and says(assists, YES):
        draft.put("/use/decision_role", "materially-influences", assists, rule="it only assists a decision-maker")
        draft.put("/oversight/final_decision", "human", assists, rule="it only assists a decision-maker")
    elif answers.since_1_0 is False and says(replaces, YES):
        draft.put("/use/decision_role", "decides", replaces, rule="it replaces a decision of a human")
        draft.put("/oversight/final_decision", "machine", replaces, rule="it replaces a decision of a human")


def _impacts(answers: Answers, draft: Draft) -> None:
    severities = []
    for question, (category, reason) in _IMPACTS.items():
        node, why = answers.get(question), answers.get(reason)
        severity = _SEVERITY.get(answers.choice(question))
        if severity is None:
            continue
        if question != "aboutSystem11":
            severities.append((severity, node))
        item = {"category": category, "severity": severity, "description": why.lines}
        draft.add("/risk/risks", item, node, parts={"description": why} if why else {})
    for question, (category, member) in _TOLD.items():
        node = answers.get(question)
        if node and state_of(node) is State.STATED:
            draft.add("/risk/risks", {"category": category, member: node.lines}, node)
    significant = [node for severity, node in severities if severity in ("high", "critical")]
    if significant:
        draft.put("/use/decision_effect", "significant", *significant, rule="an impact of the decision is high or very high")
    elif severities and all(severity == "low" for severity, _ in severities):
        nodes = [node for _, node in severities]
        draft.put("/use/decision_effect", "minor", *nodes, rule="every impact of the decision is little or none")


def _data(answers: Answers, draft: Draft) -> None:
    personal = answers.get("aboutDataSource1")
    if says(personal, YES):
        draft.extend("/data/kinds", ["personal"], personal)
    elif says(personal, NO):
        draft.close("/data/kinds", State.NONE, personal, rule="no personal information is used as input")
    described = answers.get("aboutDataSource13")
    if described.lines:
        draft.add("/data/datasets", {"name": described.lines}, described, rule="the description stands for a name")
    if answers.choices("aboutDataSource14") == {"item1"}:
        draft.put("/data/sharing", "none", answers.get("aboutDataSource14"))
    if says(answers.get("aboutDataSource15"), YES):
        draft.extend("/data/measures", ["representativeness-check"], answers.get("aboutDataSource15"))
    biases, explained = answers.get("aboutDataSource16"), answers.get("aboutDataSource16Y")
    if says(biases, YES) and explained:
        draft.extend("/data/training/known_biases", [explained.lines], biases, explained)
    elif says(biases, NO):
        draft.extend("/data/training/known_biases", [], biases, complete=True, rule="none found")
    lacking = answers.get("aboutDataSource15N")
    if says(answers.get("aboutDataSource15"), NO) and lacking:
        draft.extend("/data/training/gaps", [lacking.lines], lacking)
    banks = answers.get("aboutDataSource12")
    if banks and state_of(banks) is State.STATED:
        item = {"kind": "personal-data", "channels": ["public-website"]}
        rule = "a personal information bank is the published description of how the data are processed"
        draft.add("/transparency/notices", item, banks, rule=rule)
    if says(answers.get("aboutDataSource17"), YES):
        draft.extend("/data/measures", ["quality-requirements"], answers.get("aboutDataSource17"))
