"""Joint conformity as text, JSON (``schemas/reports/joint.json``) and YAML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.verdicts import Status, counts

from .provenance import regimes_data, tool_data
from .tables import render_json

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.matrix.joint.model import Clash, Joint

NOTHING_LESS = "nothing can be left out of it; one with fewer values that says other things is not ruled out"


def joint_data(joint: Joint) -> dict[str, Any]:
    """Return the finding as JSON data."""
    return {
        "$schema": "https://ai-conformance.example/schemas/reports/joint.json",
        "tool": tool_data(),
        "asOf": joint.as_of.isoformat(),
        "level": str(joint.level),
        "regimes": regimes_data(joint.regimes),
        "facts": list(joint.facts),
        "outcome": str(joint.outcome),
        "reason": joint.reason,
        "declaration": None if joint.declaration is None else dict(joint.declaration),
        "verdicts": [{"requirement": each.id, "status": str(each.status)} for each in joint.verdicts],
        "clashes": clashes_data(joint.clashes),
        "allClashes": joint.all_clashes,
    }


def clashes_data(clashes: Sequence[Clash]) -> list[dict[str, Any]]:
    """Return sets of clashing clauses as JSON data."""
    return [
        {
            "clauses": [
                {"requirement": each.requirement.id, "clause": each.requirement.clause, "parts": list(each.parts)}
                for each in clash.clauses
            ],
            "given": list(clash.given),
            "minimal": clash.minimal,
        }
        for clash in clashes
    ]


def render_joint(joint: Joint, form: str) -> str:
    """Render the finding.

    Args:
        joint: what was found.
        form: ``table`` (for people), ``json``, or ``yaml``: the declaration alone, with the finding in comments.
    """
    if form == "json":
        return render_json(joint_data(joint))
    if form == "yaml":
        comments = "".join(f"# {line}\n" for line in _finding(joint))
        return comments + (_yaml(joint.declaration) if joint.declaration is not None else "")
    lines = list(_finding(joint))
    if joint.declaration is not None:
        lines += ["", *_yaml(joint.declaration).rstrip().splitlines()]
    return "\n".join(lines) + "\n"


def _finding(joint: Joint) -> Iterator[str]:
    regimes = ", ".join(regime.id for regime in joint.regimes)
    at = f"as of {joint.as_of}, levels down to {joint.level}"
    if joint.clashes:
        yield f"impossible: no declaration satisfies {regimes} ({at})"
    elif joint.declaration is not None:
        yield f"possible: one declaration satisfies {regimes} ({at})"
    else:
        yield f"undecided: whether one declaration satisfies {regimes} ({at}): {joint.reason}"
    yield f"supposed: {', '.join(joint.facts) or 'nothing but the markets'}; no exemption"
    if joint.declaration is not None:
        tally = counts(joint.verdicts)
        yield "clauses: " + ", ".join(
            f"{tally[status]} {status}" for status in (Status.PASS, Status.NOT_APPLICABLE, Status.NOT_IN_FORCE)
        )
        yield NOTHING_LESS
    yield from clash_lines(joint.clashes)
    if joint.clashes:
        yield "there are no other clashes" if joint.all_clashes else "there may be other clashes"


def clash_lines(clashes: Sequence[Clash]) -> Iterator[str]:
    """Yield sets of clashing clauses as lines of text."""
    for number, clash in enumerate(clashes, 1):
        yield f"clash {number}: {_about(clash)}"
        for each in clash.clauses:
            yield f"  {each.requirement.id} ({each.requirement.clause}) asks {', '.join(each.parts)}"
        if clash.given:
            yield f"  given {', '.join(clash.given)}"


def _about(clash: Clash) -> str:
    if not clash.clauses:
        return "what is supposed cannot be had together, whatever the clauses ask"
    if not clash.minimal:
        return "these cannot be met together; whether fewer clash is open"
    return (
        "it cannot be met" if len(clash.clauses) == 1 else "these cannot be met together; without any one of them the others can"
    )


def _yaml(data: Any) -> str:
    import yaml

    text: str = yaml.safe_dump(data, sort_keys=False, allow_unicode=True, default_flow_style=None, width=120)
    return text
