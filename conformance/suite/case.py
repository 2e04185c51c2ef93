"""A case of the suite: a declaration, a day, and the verdict expected on one requirement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a case is there for."""

    CONFORMING = "conforming"
    VIOLATING = "violating"
    NOT_APPLICABLE = "not-applicable"
    SILENT = "silent"
    BOUNDARY = "boundary"


@dataclass(frozen=True, slots=True)
class Case:
    """One question to a checker, with the answer.

    Attributes:
        description: what is particular about the declaration, in a sentence.
        kind: what the case is there for.
        as_of: the day on which it is judged.
        declaration: as somebody would write it: derived fields are not stated.
        verdict: the status expected, as in ``conformance.verdicts.Status``.
        like: the number of the case, in its file from 0, from which the declaration differs in one place, or None.
        suppose_in_force: whether the requirement is to be judged as if it were in force, though it is stayed or has no date.
    """

    description: str
    kind: Kind
    as_of: date
    declaration: dict[str, Any]
    verdict: str
    like: int | None = None
    suppose_in_force: bool = False

    def to_json(self) -> dict[str, Any]:
        """Return the case as it stands in its file."""
        said: dict[str, Any] = {
            "description": self.description,
            "kind": str(self.kind),
            "asOf": self.as_of.isoformat(),
            "declaration": self.declaration,
            "verdict": self.verdict,
        }
        if self.suppose_in_force:
            said["supposeInForce"] = True
        return said if self.like is None else {**said, "differsInOnePlaceFrom": self.like}

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> Case:
        """Return the case that stands in a file."""
        return cls(
            said["description"],
            Kind(said["kind"]),
            date.fromisoformat(said["asOf"]),
            said["declaration"],
            said["verdict"],
            said.get("differsInOnePlaceFrom"),
            said.get("supposeInForce", False),
        )
