"""The crosswalk as plain data: relations of requirements, coverage of regimes, and what they were computed from."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.matrix.crosswalk.coverage import Coverage, Covered, Support, covered
from conformance.matrix.crosswalk.relations import Pair, Preclusion, Relation
from conformance.verdicts.in_force import may_be_in_force

if TYPE_CHECKING:
    from conformance.catalogue import Level, Regime, Requirement

VERSION = 2
"""Version of the way relations are computed and written; a change makes kept crosswalks be computed anew."""


@dataclass(frozen=True, slots=True)
class Crosswalk:
    """How all codified requirements of a catalogue relate.

    Attributes:
        digest: SHA-256, in hexadecimal, of the schemas it was computed from.
        pairs: the related pairs, by the ids of both requirements in the order of the catalogue; pairs that are not there ask
            for unrelated things.
        supports: for each regime and each requirement of another regime that follows from it, from what it follows.
    """

    digest: str
    pairs: Mapping[tuple[str, str], Pair]
    supports: Mapping[tuple[str, str], Support]

    def pair(self, one: str, other: str) -> Pair | None:
        """Return the relation of one requirement to another in that direction, ``None`` if they ask for unrelated things."""
        found = self.pairs.get((one, other))
        if found is not None:
            return found
        turned = self.pairs.get((other, one))
        return None if turned is None else turned.inverse


class Coverages:
    """What conforming to the requirements of regimes that count means for those of others.

    Args:
        crosswalk: how they relate.
        counted: ids of the requirements that are in force and of the levels asked for.
    """

    def __init__(self, crosswalk: Crosswalk, counted: Container[str]) -> None:
        self._crosswalk = crosswalk
        self._counted = counted
        self._related = related_by_regime(crosswalk.pairs.values())

    def of(self, regime: str, requirement: str) -> Covered:
        """Return what conforming to the regime means for a requirement of another."""
        support = self._crosswalk.supports.get((regime, requirement), Support())
        return covered(self._related.get((regime, requirement), {}), support, self._counted)

    def tally(self, regime: str, requirements: Sequence[Requirement]) -> Tally:
        """Count how the requirements are covered by a regime."""
        found: dict[Coverage, list[str]] = {coverage: [] for coverage in Coverage}
        for requirement in requirements:
            found[self.of(regime, requirement.id).coverage].append(requirement.id)
        return Tally({coverage: tuple(ids) for coverage, ids in found.items()})


def related_by_regime(pairs: Iterable[Pair]) -> dict[tuple[str, str], dict[str, Relation | None]]:
    """Return, for each regime and each requirement of another, the requirements of the regime with related duties, and how."""
    found: dict[tuple[str, str], dict[str, Relation | None]] = {}
    for pair in pairs:
        if pair.duties is not Relation.NONE:
            for id, other, relation in ((pair.one, pair.other, pair.duties), (pair.other, pair.one, pair.inverse.duties)):
                found.setdefault((id.partition("/")[0], other), {})[id] = relation
    return found


@dataclass(frozen=True, slots=True)
class Selection:
    """Which requirements a view counts: those in force on a day, of a level or stronger, perhaps on one axis."""

    as_of: date
    level: Level
    axis: str | None = None

    def of(self, regime: Regime) -> tuple[Requirement, ...]:
        """Return the requirements of the regime that count; all dates of a candidate set count as met."""
        return tuple(
            requirement
            for requirement in regime.codified
            if self.level.includes(requirement.level)
            and (self.axis is None or self.axis in requirement.axes)
            and (regime.candidate or may_be_in_force(requirement.in_force, self.as_of))
        )


@dataclass(frozen=True, slots=True)
class Tally:
    """How many requirements of one regime are covered by another, each way, with the ids behind each number."""

    requirements: Mapping[Coverage, tuple[str, ...]]

    @property
    def total(self) -> int:
        """How many requirements were counted."""
        return sum(map(len, self.requirements.values()))

    def count(self, coverage: Coverage) -> int:
        """How many are covered this way."""
        return len(self.requirements[coverage])


def to_data(crosswalk: Crosswalk) -> dict[str, Any]:
    """Return the crosswalk as JSON data, as it is kept."""
    return {
        "version": VERSION,
        "digest": crosswalk.digest,
        "pairs": [pair_data(pair) for pair in crosswalk.pairs.values()],
        "supports": [[*ids, each.any_of, each.together] for ids, each in crosswalk.supports.items()],
    }


def pair_data(pair: Pair) -> dict[str, Any]:
    """Return the relation of two requirements as JSON data."""
    return {
        "one": pair.one,
        "other": pair.other,
        "triggers": pair.triggers and str(pair.triggers),
        "duties": pair.duties and str(pair.duties),
        **({"preclusion": str(pair.preclusion)} if pair.preclusion else {}),
        **({"reason": pair.reason} if pair.reason else {}),
    }


def coverage_data(regime: str, requirement: str, found: Covered) -> dict[str, Any]:
    """Return what conforming to a regime means for a requirement as JSON data."""
    return {"regime": regime, "requirement": requirement, "coverage": str(found.coverage), "through": list(found.through)}


def from_data(data: Mapping[str, Any]) -> Crosswalk:
    """Return the crosswalk that `to_data` wrote.

    Raises:
        ValueError: the data are of another version.
        KeyError, TypeError: the data are no crosswalk.
    """
    if data["version"] != VERSION:
        raise ValueError(f"version {data['version']}")
    pairs = (
        Pair(
            each["one"],
            each["other"],
            None if each["triggers"] is None else Relation(each["triggers"]),
            None if each["duties"] is None else Relation(each["duties"]),
            Preclusion(each["preclusion"]) if "preclusion" in each else None,
            each.get("reason", ""),
        )
        for each in data["pairs"]
    )
    return Crosswalk(
        data["digest"],
        {(pair.one, pair.other): pair for pair in pairs},
        {
            (regime, requirement): Support(tuple(map(tuple, any_of)), tuple(together))
            for regime, requirement, any_of, together in data["supports"]
        },
    )
