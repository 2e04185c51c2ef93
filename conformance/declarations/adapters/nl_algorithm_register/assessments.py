"""Impact assessments in an entry: by title, by yes and no, or in a word about all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from conformance.declarations.adapters import dutch
from conformance.declarations.adapters.markup import plain_text
from conformance.declarations.adapters.nl_algorithm_register.entry import Entry, links, references, state, stated
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import yes_or_no

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_ASSESSED = "/assurance/assessments"
_LABELLED = re.compile(r"([A-Za-z][^:\n,;]{0,80}):\s*(https?://[^\s,;<>]+)")


def map_assessments(entry: Entry, draft: Draft) -> None:
    """Add the impact assessments that an entry says were made."""
    reports = _reports(entry)
    for node in entry.all("impacttoetsen_grouping"):
        for title, link, place in references(node):
            _assessment(title, link, place, reports, draft)
    early = entry.get("standard_version").text.startswith("0.")
    for node in entry.all("impacttoetsen"):
        if isinstance(node.data, list):
            for item in node.each():
                _assessment(plain_text(item), "", item, reports, draft)
        elif early:
            for title in plain_text(node).split(", "):
                _assessment(title, "", node, reports, draft)
        else:
            _explained(node, draft)
    for node in entry.all("impacttoetsen_explanation"):
        _explained(node, draft)
    _answered(entry, "dpia", "data-protection", reports, draft)
    _answered(entry, "iama", "fundamental-rights", reports, draft)
    summary = entry.get("impactassessment")
    if yes_or_no(summary):
        # The list says yes to any words about assessments that do not begin with a denial, and never says which was made.
        draft.leave_open(_ASSESSED, State.UNREADABLE, summary)
    elif summary:
        draft.leave_open(_ASSESSED, State.NONE if yes_or_no(summary) is False else State.ABSENT, summary)


def _explained(node: Node, draft: Draft) -> None:
    """Remember why assessments were not made: what this field tells since version 1.0."""
    found = state(node)
    if found is State.STATED:
        found = State.NONE if dutch.denies(plain_text(node)) else State.UNREADABLE
    draft.leave_open(_ASSESSED, found, node)


def _reports(entry: Entry) -> Mapping[str, tuple[str, Node]]:
    """Return the address of the report of each kind of assessment, and where it stands."""
    found: dict[str, tuple[str, Node]] = {}
    for name, kind in (("dpia_url", "data-protection"), ("dpia_description", "data-protection"), ("iama_description", "")):
        for node in entry.all(name):
            text = plain_text(node)
            for label, link in _LABELLED.findall(text):
                found.update((each, (link.rstrip(".,"), node)) for each in dutch.assessment_kinds(label))
            if (plain := links(text)) and not _LABELLED.search(text):
                found.setdefault(kind or "fundamental-rights", (plain[0], node))
    return found


def _answered(entry: Entry, name: str, kind: str, reports: Mapping[str, tuple[str, Node]], draft: Draft) -> None:
    node = entry.get(name)
    answer = yes_or_no(node)
    if entry.is_sectioned and (isinstance(node.data, bool) or not node.word.isalpha()):
        # The store of version 0.2 filled this column with yes by itself, also where nothing else was filled in.
        draft.leave_open(_ASSESSED, State.ABSENT, node)
    elif answer:
        _add(kind, "", "", node, reports, draft)
        for told in entry.all(f"{name}_description"):
            if f"geen {name}" in plain_text(told).casefold():
                draft.doubt(told, f"says that there is no {name.upper()}, while '{name}' says that there is one")
    elif answer is False:
        draft.leave_open(_ASSESSED, State.NONE, node)
    elif stated(node):
        draft.doubt(node, "is neither yes nor no")


def _assessment(title: str, link: str, node: Node, reports: Mapping[str, tuple[str, Node]], draft: Draft) -> None:
    """Add the assessments that a title names."""
    kinds = dutch.assessment_kinds(title)
    if not title:
        draft.leave_open(_ASSESSED, State.ABSENT, node)
    elif dutch.denies(title):
        draft.leave_open(_ASSESSED, State.NONE, node)
    elif dutch.is_under_way(title):
        draft.leave_open(_ASSESSED, State.IN_PROGRESS, node)
    elif kinds:
        for kind in kinds:
            _add(kind, title, link, node, reports, draft)
    else:
        draft.doubt(node, f"'{title}' is no assessment of a kind that the declaration format knows")


def _add(kind: str, title: str, link: str, node: Node, reports: Mapping[str, tuple[str, Node]], draft: Draft) -> None:
    report, place = reports.get(kind, ("", None))
    parts = {"url": place} if place is not None and not link else {}
    draft.add(_ASSESSED, {"kind": kind, "method": title, "url": link or report}, node, parts=parts)
