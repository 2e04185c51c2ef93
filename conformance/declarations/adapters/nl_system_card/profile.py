"""The ``ai_act_profile`` of a card: role, type, risk group and the rest of what the decision aid for the AI Act asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_ROLES: Mapping[str, str] = {
    "aanbieder": "provider",
    "gebruiksverantwoordelijke": "deployer",
    "importeur": "importer",
    "distributeur": "distributor",
    "provider": "provider",
    "deployer": "deployer",
}
_CLASSES = "/risk/classifications"
_OWN_SCHEME = {"impactvol algoritme": "medium", "niet-impactvol algoritme": "low"}
_NO_SYSTEM = frozenset({"geen algoritme"})


def map_profile(profile: Node, draft: Draft) -> None:
    """Map the profile. What it says of duties that apply is no evidence that they are met, and is left out."""
    _roles(profile.get("role"), draft)
    _type(profile.get("type"), draft)
    source = profile.get("open_source")
    if source.word == "open-source":
        draft.extend("/system/traits", ["open-source"], source)
    else:
        _left_open("/system/traits", source, ("geen open-source",), draft)
    transparency = profile.get("transparency_obligations")
    for name in ("risk_group", "publication_category"):
        _risk_group(profile.get(name), transparency.word, draft)
    systemic = profile.get("systemic_risk")
    if systemic.word == "systeemrisico":
        draft.add(_CLASSES, {"scheme": "eu-ai-act", "tier": "systemic", "basis": "self-assessment"}, systemic)
    else:
        _left_open(_CLASSES, systemic, ("geen systeemrisico",), draft)
    draft.ignore(transparency, "says whether Art. 50 of the AI Act applies, not how it is met")
    draft.ignore(profile.get("conformity_assessment_body"), "says which procedure is due, not that it was followed")
    draft.ignore(profile.get("decision_tree"), "the way through the decision aid, whose results stand beside it")


def _roles(node: Node, draft: Draft) -> None:
    for item in node.each():
        for name in item.text.replace("+", ",").split(","):
            word = name.strip().casefold()
            if word in _ROLES:
                draft.extend("/organisation/roles", [_ROLES[word]], item)
            elif word == "niet van toepassing":
                draft.leave_open("/organisation/roles", State.NOT_APPLICABLE, item)
            elif word:
                draft.doubt(item, f"'{name.strip()}' is no role of the AI Act")


def _type(node: Node, draft: Draft) -> None:
    word = node.word
    if word in ("ai-model voor algemene doeleinden", "ai-systeem voor algemene doeleinden"):
        rule = (
            "" if "model" in word else "a system for general purposes rests on a model for general purposes (AI Act Art. 3(66))"
        )
        draft.extend("/model/kinds", ["general-purpose"], node, rule=rule)
    elif word in _OWN_SCHEME:
        draft.add(_CLASSES, {"scheme": "nl-algorithm-register", "tier": _OWN_SCHEME[word], "basis": "self-assessment"}, node)
    elif word in _NO_SYSTEM:
        draft.doubt(node, "the card says that it describes no algorithm")
    elif word == "ai-systeem":
        draft.ignore(node, "every declaration is of an AI system or model")
    else:
        _left_open("/model/kinds", node, (), draft)


def _risk_group(node: Node, transparency: str, draft: Draft) -> None:
    word = node.word
    tier = {"hoog-risico ai": "high", "verboden ai": "prohibited"}.get(word)
    if word == "geen hoog-risico ai" and transparency.startswith("transparantieverplichting"):
        tier = "limited"
    elif word == "geen hoog-risico ai" and transparency.startswith("geen transparantieverplichting"):
        tier = "low"
    if tier is not None:
        rule = "not high-risk, and with or without duties of transparency" if tier in ("limited", "low") else ""
        draft.add(_CLASSES, {"scheme": "eu-ai-act", "tier": tier, "basis": "self-assessment"}, node, rule=rule)
    elif word in _OWN_SCHEME:
        draft.add(_CLASSES, {"scheme": "nl-algorithm-register", "tier": _OWN_SCHEME[word], "basis": "self-assessment"}, node)
    elif word == "geen hoog-risico ai":
        draft.leave_open(_CLASSES, State.UNREADABLE, node)
    elif word == "uitzondering van toepassing":
        draft.leave_open("/declaration/exemptions", State.UNREADABLE, node)
    else:
        _left_open(_CLASSES, node, (), draft)


def _left_open(field: str, node: Node, none: tuple[str, ...], draft: Draft) -> None:
    """Remember an answer that closes its own question and no field."""
    found = State.NONE if node.word in none else state_of(node)
    if found is not State.STATED and node:
        draft.leave_open(field, found, node)
    elif node:
        draft.doubt(node, "is no answer of this question")
