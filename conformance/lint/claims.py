"""Claims: what a declarant says of its class or reliefs and may withdraw, and the requirements that compare it with the facts."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.logic.terms import And, Path

from .growth import places

if TYPE_CHECKING:
    from conformance.logic.terms import Term

    from .draft import Draft


@lru_cache(maxsize=1)
def claimed(draft: Draft) -> frozenset[Path]:
    """Return the fields that the declaration format marks as claims, among the sections and the fields that they hold."""
    form = draft.form
    sections = {name: form.resolve(schema) for name, schema in form.resolve(form.bundle).get("properties", {}).items()}
    return frozenset(
        (section, name)
        for section, body in sections.items()
        for name, schema in body.get("properties", {}).items()
        if schema.get("claim")
    )


def speaks_of_claims(term: Term, claims: frozenset[Path]) -> bool:
    """Tell whether a term looks at claims and at nothing else."""
    found = places(term)
    paths = found.fixing | {path for path, _ in found.growing}
    inside = {path for path in paths if any(path[: len(claim)] == claim for claim in claims)}
    above = {claim[:length] for claim in claims for length in range(len(claim))}
    return bool(inside) and paths - inside <= above


def presupposes_claim(trigger: Term, claims: frozenset[Path]) -> bool:
    """Tell whether a trigger holds only of declarations that make some claim, as a part of it shows."""
    from conformance.logic.evidence import interpreter

    judge = interpreter()
    parts = trigger.terms if isinstance(trigger, And) else (trigger,)
    return any(speaks_of_claims(part, claims) and judge(part, {}, "", None) is not True for part in parts)
