"""What an item's report says of its verdict: the properties that JUnit shows, and that reach the controller under xdist."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.matrix import JudgedDeclaration
    from conformance.verdicts import Verdict

PREFIX = "conformance."


def properties(row: JudgedDeclaration, verdict: Verdict) -> list[tuple[str, object]]:
    """Return the properties of one verdict, every value a string."""
    requirement = verdict.requirement
    values = {
        "declaration": row.id or "",
        "system": row.name,
        "organisation": row.organisation,
        "country": row.country,
        "sha256": row.sha256,
        "requirement": requirement.id,
        "clause": requirement.clause,
        "level": str(requirement.level),
        "verdict": str(verdict.status),
        "reason": verdict.reason,
    }
    return [(PREFIX + name, value) for name, value in values.items() if value]


def values(user_properties: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return the properties of :func:`properties` that are among those of a report, by name without the prefix."""
    return {name.removeprefix(PREFIX): str(value) for name, value in user_properties if name.startswith(PREFIX)}
