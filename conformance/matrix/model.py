"""What every matrix is made of: judged declarations, and counts that carry the verdicts they count."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from conformance.verdicts import Status, Verdict


@dataclass(frozen=True, slots=True)
class JudgedDeclaration:
    """One declaration and its verdicts.

    Attributes:
        key: where it was read, unique in a matrix: a path, with ``#n`` for the n-th document of a file after the first.
        id: its ``declaration.id``, or None.
        name: name and version of the system.
        organisation: who declares it, ``""`` when not stated.
        country: ISO 3166-1 alpha-2 code of the organisation, or ``""`` when not stated.
        sha256: digest of its data as canonical JSON (sorted members, no spaces, UTF-8), in hexadecimal.
        verdicts: on every requirement judged, in the order of the catalogue.
    """

    key: str
    id: str | None
    name: str
    organisation: str
    country: str
    sha256: str
    verdicts: tuple[Verdict, ...]


def judged_declaration(key: str, data: Mapping[str, Any], verdicts: Iterable[Verdict]) -> JudgedDeclaration:
    """Describe a declaration for a matrix from its data as written (not the derived document)."""

    def text(section: str, field: str) -> str:
        part = data.get(section)
        value = part.get(field) if isinstance(part, Mapping) else None
        return value if isinstance(value, str) else ""

    return JudgedDeclaration(
        key=key,
        id=text("declaration", "id") or None,
        name=" ".join(part for part in (text("system", "name"), text("system", "version")) if part) or key,
        organisation=text("organisation", "name"),
        country=text("organisation", "country"),
        sha256=sha256(json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()).hexdigest(),
        verdicts=tuple(verdicts),
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """A count with its drill-down: the status of each requirement counted.

    Attributes:
        statuses: what is counted → status; requirement ids in a standing, declaration keys in an uptake.
        not_run: what the cell is about too but was not judged, as in a run of a part of the tests.
    """

    statuses: Mapping[str, Status]
    not_run: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """The denominator: how many requirements, or systems, the cell is about, whatever their status."""
        return len(self.statuses) + len(self.not_run)

    def count(self, *statuses: Status) -> int:
        """Return how many have one of the statuses."""
        return sum(status in statuses for status in self.statuses.values())

    @property
    def counts(self) -> Mapping[Status, int]:
        """How many have each status; every status is a key, and the values add up to the total less those not run."""
        return {status: self.count(status) for status in Status}
