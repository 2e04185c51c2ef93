"""The matrix turned round, for those who draft requirements: how many systems of each country meet each one today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.catalogue import Level, Regime, Requirement
from conformance.verdicts import Status

from .model import Cell, JudgedDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

NO_COUNTRY = "-"
"""Column of the declarations that do not state the organisation's country."""


@dataclass(frozen=True, slots=True)
class Uptake:
    """Requirements by countries of the declaring organisations.

    Attributes:
        as_of: the day judged at.
        level: the weakest level taken into account.
        what_if: jurisdictions that every system was supposed to be placed in as well.
        suppose_in_force: whether requirements were supposed to be in force that are not.
        regimes: the regimes whose requirements are the rows.
        requirements: the rows.
        countries: the columns, ISO 3166-1 alpha-2 codes in alphabetical order, :data:`NO_COUNTRY` for those not stated.
        declarations: the systems counted, in order of their keys.
        cells: requirement id → country → cell over declaration keys.
    """

    as_of: date
    level: Level
    what_if: tuple[str, ...]
    suppose_in_force: bool
    regimes: tuple[Regime, ...]
    requirements: tuple[Requirement, ...]
    countries: tuple[str, ...]
    declarations: tuple[JudgedDeclaration, ...]
    cells: Mapping[str, Mapping[str, Cell]]


def uptake(
    declarations: Iterable[JudgedDeclaration],
    regimes: Sequence[Regime],
    *,
    as_of: date,
    level: Level = Level.MAY,
    what_if: Sequence[str] = (),
    suppose_in_force: bool = False,
) -> Uptake:
    """Count, for each requirement and country, how many systems have each verdict; arguments as for :func:`standing`."""
    systems = tuple(sorted(declarations, key=lambda d: d.key))
    requirements = tuple(r for regime in regimes for r in regime.codified if level.includes(r.level))
    countries = tuple(sorted({d.country or NO_COUNTRY for d in systems}))
    verdicts = {d.key: {v.id: v.status for v in d.verdicts} for d in systems}
    cells = {
        r.id: {
            country: Cell({d.key: verdicts[d.key][r.id] for d in systems if (d.country or NO_COUNTRY) == country})
            for country in countries
        }
        for r in requirements
    }
    return Uptake(as_of, level, tuple(what_if), suppose_in_force, tuple(regimes), requirements, countries, systems, cells)


MEETS = (Status.PASS,)
FAILS = (Status.FAIL,)
SILENT = (Status.UNDECLARED, Status.UNDETERMINED)
"""What an editor asks of a requirement: who meets it, who declares otherwise, who does not say."""
