"""The full text of an algorithmic transparency record: a page whose headings are the fields of the template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters.html_sections import Section, sections_of
from conformance.declarations.adapters.links import links_in
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft

_NUMBER = re.compile(r"^[\d.\s]*(?:[-\u2013\u2014:.)]\s*)?")
_NOT_APPLICABLE = re.compile(r"(?:n/a|not applicable)\b", re.IGNORECASE)
_TEXTS: Mapping[str, str] = {
    "description": "/system/description",
    "detailed description": "/system/capabilities",
    "scope": "/use/intended_purpose",
    "purpose": "/use/intended_purpose",
    "benefit": "/use/benefits",
    "benefits": "/use/benefits",
    "justification": "/use/benefits",
    "alternatives considered": "/use/alternatives",
    "model architecture": "/model/architecture",
    "model name": "/model/name",
    "model version": "/model/version",
    "appeals and review": "/rights/contest_channel",
    "appeal and review": "/rights/contest_channel",
}
"""Fields of the template that are text here too. Their numbers change between versions, their names hardly."""
_SUPPLIERS = (
    "external supplier",
    "third party",
    "third party name",
    "external supplier name",
    "external supplier or third party",
)
_DATA: Mapping[str, str | None] = {
    "development data description": "training",
    "data description": None,
    "source data name": None,
    "data sources": None,
    "data source name": None,
    "datasets": None,
    "datasets and their purposes": None,
}
_ASSESSMENTS: Mapping[re.Pattern[str], str] = {
    re.compile(r"\bdpias?\b|data protection impact", re.IGNORECASE): "data-protection",
    re.compile(r"\be(?:q)?ias?\b|equalit(?:y|ies) (?:impact|analysis)", re.IGNORECASE): "equality-analysis",
    re.compile(r"algorithmic impact", re.IGNORECASE): "algorithmic-impact",
    re.compile(r"human rights impact", re.IGNORECASE): "fundamental-rights",
}
_DENIED = re.compile(
    r"\b(?:no|not|without)\b[^.]{0,80}\b(?:assess|dpia|impact|required|needed|completed|conducted)", re.IGNORECASE
)
_LATER = re.compile(r"\b(?:will be|is being|to be|in progress|under way|underway|planned)\b", re.IGNORECASE)
_MITIGATED = re.compile(r"mitigat", re.IGNORECASE)


def map_body(body: Node, address: str | None, draft: Draft) -> None:
    """Map the sections of a record's full text.

    Args:
        body: the part that holds the page as HTML; nothing is mapped when it is empty.
        address: where the record is published.
        draft: the declaration in the making.
    """
    if not isinstance(body.data, str):
        return
    for section in sections_of(body.data):
        name = " ".join(_NUMBER.sub("", section.heading).casefold().split()).strip(" :.")
        node = Node(body.pointer, section.text)
        if not node:
            continue
        state = State.NOT_APPLICABLE if _NOT_APPLICABLE.match(node.text) else state_of(node)
        if field := _TEXTS.get(name):
            _text(field, state, node, draft)
        elif state is State.STATED:
            _record(name, section, node, address, draft)
        elif name in (*_SUPPLIERS, "external supplier involvement", "third party involvement") and state is State.NONE:
            draft.close("/governance/suppliers", State.NONE, node)


def _text(field: str, state: State, node: Node, draft: Draft) -> None:
    if state is not State.STATED:
        draft.leave_open(field, state, node)
    elif not draft.states(field):
        draft.text(field, node)


def _record(name: str, section: Section, node: Node, address: str | None, draft: Draft) -> None:
    """Map a field of the template that is not a text here."""
    heading = Node(node.pointer, section.heading)
    if name in ("contact email", "email", "contact"):
        draft.put("/organisation/contact", address, heading, rule="the page that tells the contact")
    elif name == "senior responsible owner":
        draft.add("/governance/officers", {"role": "accountable-executive"}, heading, rule="who it is, is dropped")
    elif name in _SUPPLIERS:
        draft.add("/governance/suppliers", {"name": node.text}, node)
    elif name == "system architecture":
        if not draft.states("/model/architecture"):
            draft.text("/model/architecture", node)
    elif name in ("human review", "human decisions and review", "human decision"):
        draft.add("/records/documents", {"kind": "oversight-procedure"}, node, rule="the record describes the human review")
    elif name == "required training":
        draft.add("/governance/training", {"audience": "operators"}, node)
    elif name == "model performance":
        draft.add("/assurance/evaluations", {"kind": "accuracy", "subject": "model", "metric": node.text}, node)
    elif name in _DATA:
        draft.add("/data/datasets", {"name": node.text, "role": _DATA[name]}, node)
    elif name == "data cleaning":
        draft.extend("/data/training/processing", [node.text], node)
    elif name in ("impact assessment", "impact assessments", "impact assessment name", "impact assessment description"):
        _assessments(section, node, draft)
    elif name in ("risk mitigation", "mitigation", "mitigations"):
        draft.add("/risk/risks", {"category": "application", "mitigation": node.text}, node)
    elif name in ("risks and mitigations", "risks", "risk name", "risk description", "common risks"):
        mitigation = node.text if _MITIGATED.search(node.text) else None
        item = {"category": "application", "description": node.text, "mitigation": mitigation}
        draft.add("/risk/risks", item, node, rule="the record sorts risks into no categories of ours")


def _assessments(section: Section, node: Node, draft: Draft) -> None:
    if _DENIED.search(node.text):
        draft.leave_open("/assurance/assessments", State.UNREADABLE, node)
        return
    if _LATER.search(node.text):
        draft.leave_open("/assurance/assessments", State.IN_PROGRESS, node)
        return
    kinds = [kind for pattern, kind in _ASSESSMENTS.items() if pattern.search(node.text)] or ["impact"]
    links = [link for address in section.links for link in links_in(address)]
    for kind in kinds:
        only = links[0] if len(links) == 1 and len(kinds) == 1 else None
        draft.add("/assurance/assessments", {"kind": kind, "url": only, "public": True if only else None}, node)
