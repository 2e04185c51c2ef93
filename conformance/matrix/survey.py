"""Many declared systems, counted while they pass by: how many of each country meet each requirement today."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from conformance.catalogue import Level, Regime, Requirement
from conformance.declarations import Declaration, Refusal
from conformance.verdicts import Status

from .uptake import NO_COUNTRY

if TYPE_CHECKING:
    from datetime import date

    from conformance.verdicts import Verdict

JudgeOne = Callable[[Declaration], tuple["Verdict", ...]]


@dataclass(frozen=True, slots=True)
class SurveyedSource:
    """A source of declarations.

    Attributes:
        name: the file as the user named it.
        declarations: how many declarations it held.
        refused: how many of its records or documents could not be read.
        sha256: digest of the declarations' data, one canonical JSON (sorted members, no spaces, UTF-8) a line, in hexadecimal.
    """

    name: str
    declarations: int
    refused: int
    sha256: str


@dataclass(frozen=True)
class Survey:
    """Requirements by countries of the declaring organisations, as counts.

    Attributes:
        as_of: the day judged at.
        level: the weakest level taken into account.
        what_if: jurisdictions that every system was supposed to be placed in as well.
        evidence: whose word counted: ``any`` or ``first-party``.
        regimes: the regimes whose requirements are the rows.
        requirements: the rows.
        countries: how many declarations there are of each country, in the order of their codes.
        authorities: how many declarations there are of each authority.
        sources: where they were read, in the order of reading.
        counts: requirement id → country → how many have each status; every status is a key.
    """

    as_of: date
    level: Level
    what_if: tuple[str, ...]
    evidence: str
    regimes: tuple[Regime, ...]
    requirements: tuple[Requirement, ...]
    countries: Mapping[str, int]
    authorities: Mapping[str, int]
    sources: tuple[SurveyedSource, ...]
    counts: Mapping[str, Mapping[str, Mapping[Status, int]]]

    @property
    def total(self) -> int:
        """How many declarations were judged."""
        return sum(self.countries.values())

    def everywhere(self, requirement: Requirement) -> Mapping[Status, int]:
        """Return the counts of a requirement over all countries."""
        return {status: sum(counts[status] for counts in self.counts[requirement.id].values()) for status in Status}


def survey(
    found: Iterable[Declaration | Refusal],
    judge: JudgeOne,
    regimes: tuple[Regime, ...],
    *,
    as_of: date,
    level: Level = Level.MAY,
    what_if: tuple[str, ...] = (),
    evidence: str = "any",
) -> Survey:
    """Judge declarations one after another and count; none of them is kept.

    Args:
        found: what was read; refusals are counted with their source.
        judge: gives the verdicts on one declaration.
        regimes: the regimes that ``judge`` judges against.
        as_of: the day it judges at.
        level: the weakest level to take into account.
        what_if: the jurisdictions it supposes.
        evidence: whose word it counts.
    """
    requirements = tuple(r for regime in regimes for r in regime.codified if level.includes(r.level))
    wanted = {requirement.id for requirement in requirements}
    tally = _Tally()
    for declaration in tally.watch(found):
        country = declaration.jurisdiction or NO_COUNTRY
        tally.countries[country] += 1
        tally.authorities[declaration.data["declaration"].get("authority", "-")] += 1
        for verdict in judge(declaration):
            if verdict.id in wanted:
                tally.statuses[verdict.id, country, verdict.status] += 1
    countries = dict(sorted(tally.countries.items()))
    counts = {
        r.id: {country: {status: tally.statuses[r.id, country, status] for status in Status} for country in countries}
        for r in requirements
    }
    authorities = dict(sorted(tally.authorities.items()))
    return Survey(as_of, level, what_if, evidence, regimes, requirements, countries, authorities, tally.sources, counts)


@dataclass
class _Tally:
    countries: Counter[str] = field(default_factory=Counter)
    authorities: Counter[str] = field(default_factory=Counter)
    statuses: Counter[tuple[str, str, Status]] = field(default_factory=Counter)
    _read: Counter[str] = field(default_factory=Counter)
    _refused: Counter[str] = field(default_factory=Counter)
    _digests: dict[str, Any] = field(default_factory=dict)

    def watch(self, found: Iterable[Declaration | Refusal]) -> Iterator[Declaration]:
        """Yield the declarations, and note for each source what it held."""
        for each in found:
            digest = self._digests.setdefault(each.file, sha256())
            if isinstance(each, Refusal):
                self._refused[each.file] += 1
                continue
            self._read[each.file] += 1
            digest.update(json.dumps(each.data, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n")
            yield each

    @property
    def sources(self) -> tuple[SurveyedSource, ...]:
        """What each source held, in the order of reading."""
        return tuple(
            SurveyedSource(name, self._read[name], self._refused[name], digest.hexdigest())
            for name, digest in self._digests.items()
        )
