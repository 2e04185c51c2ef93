"""Plans as text, Markdown and JSON (``schemas/reports/plan.json``)."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.verdicts.changes import Act, Change

from .joint import clash_lines, clashes_data
from .provenance import regimes_data, tool_data
from .tables import render_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conformance.matrix.joint.model import Plan, Step

ADDED = frozenset({Act.DECLARE, Act.ADD})


def plan_data(plan: Plan) -> dict[str, Any]:
    """Return the plan as JSON data."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/plan.json",
        "tool": tool_data(),
        "asOf": plan.as_of.isoformat(),
        "level": str(plan.level),
        "regimes": regimes_data(plan.regimes),
        "file": plan.declaration.file,
        "id": plan.declaration.id,
        "offending": [{"requirement": each.id, "status": str(each.status)} for each in plan.offending],
        "outcome": str(plan.outcome),
        "reason": plan.reason,
        "fewest": plan.fewest,
        "atLeast": plan.at_least,
        "steps": [
            {
                "act": str(step.change.act),
                "pointer": pointer_of(step.change),
                "line": step.line,
                "before": step.change.before,
                "after": step.change.after,
                "serves": [{"requirement": each.id, "clause": each.clause} for each in step.serves],
            }
            for step in plan.steps
        ],
        "clashes": clashes_data(plan.clashes),
    }


def pointer_of(change: Change) -> str:
    """Return the JSON Pointer of a change; a new item of a list has the index ``-`` (RFC 6901, section 4)."""
    return f"{change.pointer}/-" if change.act is Act.ADD else change.pointer


def render_plan(plan: Plan, form: str) -> str:
    """Render the plan.

    Args:
        plan: what was found.
        form: ``table``, ``markdown`` or ``json``.
    """
    if form == "json":
        return render_json(plan_data(plan))
    return "\n".join(_markdown(plan) if form == "markdown" else _text(plan)) + "\n"


def _heading(plan: Plan) -> str:
    regimes = ", ".join(regime.id for regime in plan.regimes)
    at = f"as of {plan.as_of}, levels down to {plan.level}"
    words = {
        "possible": f"{len(plan.steps)} changes bring it into conformity with {regimes}",
        "impossible": f"no change brings it into conformity with {regimes} while what it owes is to be met",
        "undecided": f"undecided whether it can be brought into conformity with {regimes}: {plan.reason}",
    }
    told = (
        words[str(plan.outcome)] if plan.offending else f"nothing to change: no clause of {regimes} is failed or left undeclared"
    )
    return f"{plan.declaration.file}: {told} ({at})".replace(" 1 changes bring ", " 1 change brings ")


def _closing(plan: Plan) -> str:
    if plan.fewest:
        return "fewer changes will not do: proved, as long as every duty that is owed today is to be met"
    return f"none of them can be undone; that there is no shorter plan is not proved: at least {plan.at_least} are needed"


def _groups(plan: Plan) -> Iterator[tuple[str, str, list[Step]]]:
    for title, added in (("to change", False), ("to add", True)):
        steps = [step for step in plan.steps if (step.change.act in ADDED) is added]
        for section, members in groupby(steps, lambda step: pointers.split(step.change.pointer)[0]):
            yield title, section, list(members)


def _text(plan: Plan) -> Iterator[str]:
    yield _heading(plan)
    for title, groups in groupby(_groups(plan), lambda group: group[0]):
        yield ""
        yield f"facts {title}"
        for _, section, steps in groups:
            yield f"  {section}"
            for step in steps:
                yield f"    {plan.declaration.file}:{step.line}: {_told(step.change)}"
                yield f"      for {_clauses(step)}"
    yield from clash_lines(plan.clashes)
    if plan.steps:
        yield ""
        yield _closing(plan)
        yield "make a change only if it is true, or once it is"


def _markdown(plan: Plan) -> Iterator[str]:
    yield f"# Plan for {plan.declaration.title}"
    yield ""
    yield _heading(plan)
    for title, section, steps in _groups(plan):
        yield ""
        yield f"## Facts {title}: {section}"
        yield ""
        for step in steps:
            yield f"- [ ] line {step.line}: `{_told(step.change)}`  "
            yield f"  for {_clauses(step)}"
    yield from clash_lines(plan.clashes)
    if plan.steps:
        yield ""
        yield f"{_closing(plan)[0].upper()}{_closing(plan)[1:]}. Make a change only if it is true, or once it is."


def _told(change: Change) -> str:
    place = pointer_of(change)
    if change.act is Act.REMOVE:
        return f"{place}: remove {_value(change.before)}"
    if change.act is Act.CHANGE:
        return f"{place}: {_value(change.before)} -> {_value(change.after)}"
    return f"{place}: nothing -> {_value(change.after)}"


def _value(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _clauses(step: Step) -> str:
    return ", ".join(f"{each.id} ({each.clause})" for each in step.serves) or "the change beside it"
