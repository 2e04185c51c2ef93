"""A requirement taken apart, as text and as JSON (``schemas/reports/explanation.json``)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.form import declaration_form
from conformance.verdicts import Examination, Status
from conformance.verdicts.changes import Act, Change
from conformance.verdicts.explain import Explanation, Kind, Node, facts_of, sources_of, truth_word
from conformance.verdicts.in_force import describe_stay

from .provenance import tool_data
from .style import Paint, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.catalogue import InForce, Requirement, Window

VALUES_SHOWN = 8
DEPTH = 4
"""How deep named facts are taken apart; what lies below is told by `conformance facts ID`."""
INDENT = "  "


def render_explanation(explanation: Explanation, paint: Paint = plain) -> str:
    """Return the explanation as text for a terminal."""
    blocks = [_head(explanation), _outcome(explanation, paint), *_parts(explanation, paint)]
    blocks.append(_fields(explanation) if explanation.examination is None else _mend(explanation))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _head(explanation: Explanation) -> str:
    requirement, regime = explanation.requirement, explanation.regime
    source = regime.source(requirement)
    lines = [
        f"{requirement.id}: {requirement.title}",
        f"{requirement.clause} of {regime.title} ({regime.jurisdiction}, {regime.kind})",
        requirement.description,
        f"level {requirement.level}; binds {', '.join(requirement.duty_holders) or 'anyone'}; {in_force_words(requirement)}",
        f"source: {source.title} {source.url or '(no address)'}" if source else f"source: {requirement.source}",
        f"confidence {requirement.confidence}; a declaration can show it {SHOWN[requirement.checkability]}",
    ]
    if requirement.note:
        lines.append(f"note: {requirement.note}")
    if requirement.uncodified:
        lines.append(f"not codified: {requirement.uncodified}")
    return "\n".join(lines)


SHOWN = {"full": "in full", "partial": "in part", "none": "not at all"}


def in_force_words(requirement: Requirement) -> str:
    """Return when a requirement is in force, variants and stays included."""
    in_force: InForce = requirement.in_force
    words = _window(in_force.default)
    words += "".join(f"; {_window(variant.window)} {variant.reason}" for variant in in_force.variants)
    return words if in_force.stay is None else f"{words}; {describe_stay(in_force.stay)}"


def _window(window: Window) -> str:
    start = f"in force from {window.from_}" if window.from_ else "no date of entry into force"
    return start + (f" to {window.to}" if window.to else "")


def _outcome(explanation: Explanation, paint: Paint) -> str:
    verdict, examination = explanation.verdict, explanation.examination
    if verdict is None or examination is None:
        return ""
    line = f"{examination.key}: {paint(verdict.status.upper(), verdict.status)}, {verdict.status.meaning}"
    if verdict.reason:
        line += f" ({verdict.reason})"
    if verdict.status in (Status.NOT_IN_FORCE, Status.WAIVED):
        line += f"; otherwise {verdict.underlying}: {verdict.underlying.meaning}"
    return line


def _parts(explanation: Explanation, paint: Paint) -> Iterator[str]:
    if explanation.requirement.uncodified:
        return
    for title, node in (("scope", explanation.scope), ("applies if", explanation.trigger), ("demands", explanation.duty)):
        yield "\n".join([f"{title}:", *(line for top in _tops(node) for line in _tree(top, explanation.examination, paint, 1))])


def _tops(node: Node) -> tuple[Node, ...]:
    return node.children if node.children and (node.kind is Kind.ALL or node.id == "scope") else (node,)


def _tree(node: Node, examination: Examination | None, paint: Paint, depth: int) -> Iterator[str]:
    yield INDENT * depth + _truth(node, paint) + _words(node) + _where(node, examination)
    decided = node.grounds is not None and node.grounds.value is not None and node.kind is Kind.FACT
    if not decided and (node.kind is not Kind.FACT or depth < DEPTH):
        for child in node.children:
            yield from _tree(child, examination, paint, depth + 1)


def _truth(node: Node, paint: Paint) -> str:
    if node.grounds is None:
        return "- "
    colour = {True: Status.PASS, False: Status.FAIL, None: Status.UNDECLARED}[node.grounds.value]
    return f"[{paint(truth_word(node.grounds.value), colour)}] "


def _words(node: Node) -> str:
    if node.kind is Kind.FACT:
        return f"{node.id}: {node.text}"
    return node.text or str(node.kind)


def _where(node: Node, examination: Examination | None) -> str:
    if (
        examination is None
        or node.grounds is None
        or (node.children and node.grounds.value is None)
        or node.kind in (Kind.ALL, Kind.ANY, Kind.NOT)
    ):
        return ""
    places = examination.places(node.grounds.rests_on or node.grounds.missing)
    word = "missing " if node.grounds.value is None else ""
    told = [
        f"{word}{place.pointer}"
        + (f" ({place.remark})" if place.remark else "")
        + (f" at {examination.declaration.file}:{place.line}:{place.column}" if not word else "")
        for place in places
    ]
    return f"; {'; '.join(told)}" if told else ""


def _mend(explanation: Explanation) -> str:
    mend, verdict = explanation.mend, explanation.verdict
    if verdict is None or verdict.underlying in (Status.PASS, Status.NOT_APPLICABLE):
        return ""
    if mend is None:
        return "no small set of changes was found that would make it pass; the facts above say what it rests on"
    count = "1 change" if len(mend.changes) == 1 else f"{len(mend.changes)} changes"
    lines = [
        f"{count} would make it {mend.becomes}, if true of the system:",
        *(f"{INDENT}{change_words(c)}" for c in mend.changes),
    ]
    return "\n".join(lines)


def change_words(change: Change) -> str:
    """Return a change as an instruction."""
    after = json.dumps(change.after, ensure_ascii=False)
    before = json.dumps(change.before, ensure_ascii=False)
    return {
        Act.DECLARE: f"declare {change.pointer}: {after}",
        Act.CHANGE: f"change {change.pointer} from {before} to {after}",
        Act.ADD: f"add to {change.pointer}: {after}",
        Act.REMOVE: f"remove {change.pointer}, which says {before}",
    }[change.act]


def _fields(explanation: Explanation) -> str:
    if explanation.requirement.uncodified:
        return ""
    asked = (field for part in (explanation.trigger, explanation.duty) for node in facts_of(part) for field in node.fields)
    lines = [f"{INDENT}{line}" for field in sources_of(tuple(asked)) if (line := field_words(field))]
    return "\n".join(["fields to declare:", *lines]) if lines else ""


def field_words(pointer: str) -> str:
    """Return a field with its type, unit, first allowed values and meaning; ``""`` when the format has no such field."""
    form = declaration_form().field(pointers.split(pointer), indices=False)
    if form is None:
        return ""
    items = declaration_form().resolve(form["items"]) if "items" in form else None
    kind = f"list of {items.get('type', 'value')}s" if items is not None else str(form.get("type", "value"))
    values = [str(value) for value in (items or form).get("enum", ())]
    allowed = ", ".join(values[:VALUES_SHOWN]) + (f" and {len(values) - VALUES_SHOWN} more" if len(values) > VALUES_SHOWN else "")
    unit = f" in {form['unit']}" if "unit" in form else ""
    return f"{pointer} ({kind}{unit}): {form.get('description', '')}" + (f" One of: {allowed}." if allowed else "")


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """Return the explanation as JSON data."""
    requirement, regime = explanation.requirement, explanation.regime
    source = regime.source(requirement)
    verdict, mend = explanation.verdict, explanation.mend
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/explanation.json",
        "tool": tool_data(),
        "requirement": requirement.id,
        "regime": regime.id,
        "title": requirement.title,
        "description": requirement.description,
        "clause": requirement.clause,
        "level": str(requirement.level),
        "inForce": in_force_words(requirement),
        "source": None if source is None else {"title": source.title, "url": source.url},
        "confidence": requirement.confidence,
        "uncodified": requirement.uncodified,
        "declaration": None if explanation.examination is None else explanation.examination.key,
        "status": None if verdict is None else str(verdict.status),
        "reason": "" if verdict is None else verdict.reason,
        "scope": _node_data(explanation.scope),
        "trigger": _node_data(explanation.trigger),
        "duty": _node_data(explanation.duty),
        "mend": None
        if mend is None
        else {
            "becomes": str(mend.becomes),
            "valid": mend.valid,
            "changes": [
                {"act": str(c.act), "pointer": c.pointer, "before": c.before, "after": c.after, "words": change_words(c)}
                for c in mend.changes
            ],
        },
    }


def _node_data(node: Node) -> dict[str, Any]:
    return {
        "kind": str(node.kind),
        "id": node.id,
        "text": node.text,
        "fields": list(node.fields),
        "value": None if node.grounds is None else truth_word(node.grounds.value),
        "restsOn": [] if node.grounds is None else list(node.grounds.rests_on),
        "missing": [] if node.grounds is None else list(node.grounds.missing),
        "children": [_node_data(child) for child in node.children],
    }
