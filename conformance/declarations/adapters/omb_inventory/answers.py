"""The answers that the inventories offer for choice, in the words of three years, and how they are recognised."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeVar

from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.node import Node

_T = TypeVar("_T")
_LETTER = re.compile(r"^(?:[a-m]\)\s*)+")
_DASHES = str.maketrans({"\u2013": "-", "\u2014": "-", "\u2019": "'", "\u00f1": "n"})
_NOT_APPLICABLE = re.compile(r"(?:n/a|na(?=[\s;:,.(]|$))\b\s*(?:[-;:,(.]|$)|not applicable\b|ai is not (?:safety|rights)")
_ABSENT = re.compile(r"(?:data not reported|blank/not provided|not documented|outputs were not documented|not reported)\b")
_WITHHELD = re.compile(r"redacted\b")
_LATER = re.compile(r"(?:forthcoming|planned|planning|in[- ]progress|under development)\b")

STAGES: Mapping[str, str] = {
    "pre-deployment": "design",
    "pilot": "pilot",
    "deployed": "operation",
    "retired": "retired",
    "initiated": "inception",
    "initiation": "inception",
    "ideation": "inception",
    "planned": "inception",
    "acquisition and/or development": "design",
    "development and acquisition": "design",
    "development": "design",
    "in development": "design",
    "implementation and assessment": "verification",
    "implementation": "verification",
    "operation and maintenance": "operation",
    "operation and management": "operation",
    "operations and maintenance": "operation",
    "in production": "operation",
    "in mission": "operation",
    "in use": "operation",
    "in-use": "operation",
    "investigating/proof of concept": "inception",
}
"""Stages of life. Before deployment a use is, by the instructions of 2025, still in development or acquisition; the stages
of 2023 and 2024 are those of the system development life cycle of NIST."""

RIGHTS_AND_SAFETY: Mapping[str, tuple[str, str]] = {
    "rights-impacting": ("high", "rights-impacting"),
    "safety-impacting": ("high", "safety-impacting"),
    "both": ("high", "rights-impacting and safety-impacting"),
    "neither": ("low", "neither rights-impacting nor safety-impacting"),
}
"""Classes of OMB M-24-10, section 6."""

HIGH_IMPACT: Mapping[str, str] = {
    "high-impact": "high",
    "high impact": "high",
    "not high-impact": "low",
    "not high impact": "low",
    "presumed high-impact": "presumed",
    "presumed high impact": "presumed",
    "yes": "high",
    "no": "low",
}
"""Classes of OMB M-25-21, appendix, section 5."""

SECTORS: Mapping[str, str] = {
    "health": "health",
    "law enforcement": "law-enforcement",
    "transportation": "transport",
    "ai used in transportation operations": "transport",
    "science": "science",
    "hr": "employment",
    "human resources": "employment",
    "government services": "public-administration",
    "service delivery": "public-administration",
    "benefits processing": "public-administration",
    "government benefits processing": "public-administration",
    "mission-enabling": "public-administration",
    "diplomacy & trade": "public-administration",
    "international affairs": "public-administration",
    "emergency mgmt": "public-administration",
    "emergency management": "public-administration",
    "admin functions": "public-administration",
    "administrative functions": "public-administration",
    "administration of ai governance": "public-administration",
    "it": "public-administration",
    "information technology": "public-administration",
    "cybersecurity": "public-administration",
    "procurement": "public-administration",
    "law & justice": "public-administration",
    "law and justice": "public-administration",
    "energy & the environment": "public-administration",
    "energy and the environment": "public-administration",
    "energy and environment": "public-administration",
    "education & workforce": "public-administration",
    "education and workforce": "public-administration",
}
"""Topics by the sector of use. A topic that names two sectors tells neither; public administration it is in any case."""

DEVELOPMENT: Mapping[str, tuple[bool, bool]] = {
    "vendor purchased": (False, True),
    "purchased from a vendor": (False, True),
    "developed with contracting resources": (False, True),
    "exclusively developed with contract/external resources": (False, True),
    "in-house development": (True, False),
    "developed in-house": (True, False),
    "developed in house": (True, False),
    "no contract/external resources used in development": (True, False),
    "contracting and in house": (True, True),
    "developed with both contracting and in-house resources": (True, True),
    "developed with a combination of in-house and contract/external resources": (True, True),
}
"""Who developed it: whether the agency did, and whether a supplier did."""

CLASSIFICATION: Mapping[str, tuple[tuple[str, str], ...]] = {
    "agentic ai": (("functions", "agentic-action"),),
    "classical ml": (("techniques", "machine-learning"),),
    "classical/predictive machine learning": (("techniques", "machine-learning"),),
    "machine learning": (("techniques", "machine-learning"),),
    "computer vision": (("input_modalities", "image"),),
    "generative ai": (("techniques", "generative"), ("functions", "content-generation")),
    "gen ai": (("techniques", "generative"), ("functions", "content-generation")),
    "genai": (("techniques", "generative"), ("functions", "content-generation")),
    "natural language processing": (("input_modalities", "text"),),
    "nlp": (("input_modalities", "text"),),
    "reinforcement learning": (("techniques", "machine-learning"), ("techniques", "reinforcement-learning")),
}

YES = ("yes", "true")
NO = ("no", "false")
WAIVED = ("agency caio has waived", "caio waived", "waived", "wavied")
IN_PROGRESS = (
    "in-progress", "in progress", "planned or in-progress", "training in-progress", "appeal process in-progress",
    "development of monitoring protocols is in-prog", "establishment of sufficient and periodic training is in-progress",
    "establishment of an appropriate appeal process is in-progress",
)  # fmt: skip


def answer(node: Node) -> str:
    """Return the text of a choice for comparisons: without its letter, dashes and quotes made plain."""
    return _LETTER.sub("", node.word.translate(_DASHES)).strip(" .")


def chosen(table: Mapping[str, _T], node: Node) -> _T | None:
    """Return what a table has for a choice; of the answers that it begins with, the longest counts."""
    if not node:
        return None
    text = answer(node)
    found = table.get(text)
    if found is not None:
        return found
    fits = [key for key in table if text.startswith(key) and not text[len(key) : len(key) + 1].isalnum()]
    return table[max(fits, key=len)] if fits else None


def begins(node: Node, words: tuple[str, ...]) -> bool:
    """Tell whether a choice is one of those words, alone or with an explanation after it."""
    text = answer(node) if node else ""
    return bool(text) and (
        any(text.startswith(word) and not text[len(word) : len(word) + 1].isalnum() for word in words)
        or (words is IN_PROGRESS and text.startswith(words))
    )


def standing(node: Node) -> State:
    """Return how an answer in words stands to its question: stated, or in words that answer nothing."""
    state = state_of(node)
    if state is not State.STATED:
        return state
    text = answer(node)
    if _NOT_APPLICABLE.match(text):
        return State.NOT_APPLICABLE
    if _ABSENT.match(text):
        return State.ABSENT
    if _WITHHELD.match(text):
        return State.WITHHELD
    return State.IN_PROGRESS if _LATER.match(text) and len(text) < 60 else State.STATED
