"""The standing matrix: how each declaration stands to each group of requirements."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from conformance.catalogue import Catalogue, Level, Regime, Requirement

from .model import Cell, JudgedDeclaration

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date


class Grouping(StrEnum):
    """What the columns of a standing are."""

    REGIME = "regime"
    AXIS = "axis"
    JURISDICTION = "jurisdiction"
    LEVEL = "level"


@dataclass(frozen=True, slots=True)
class Group:
    """A column: the requirements that stand in it, whatever their verdicts.

    Attributes:
        id: regime id, axis id, jurisdiction code or level.
        title: for people.
        requirements: ids of the codified requirements at the chosen level; their number is the denominator of every cell.
    """

    id: str
    title: str
    requirements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Declarations by groups of requirements.

    Attributes:
        as_of: the day judged at.
        level: the weakest level taken into account.
        by: what the groups are.
        what_if: jurisdictions that every system was supposed to be placed in as well.
        suppose_in_force: whether requirements were supposed to be in force that are not.
        regimes: the regimes judged against.
        groups: the columns; a requirement stands in one regime, jurisdiction and level, but on one or more axes.
        declarations: the rows, in order of their keys.
        cells: declaration key → group id → cell.
    """

    as_of: date
    level: Level
    by: Grouping
    what_if: tuple[str, ...]
    suppose_in_force: bool
    regimes: tuple[Regime, ...]
    groups: tuple[Group, ...]
    declarations: tuple[JudgedDeclaration, ...]
    cells: Mapping[str, Mapping[str, Cell]]


def standing(
    declarations: Iterable[JudgedDeclaration],
    catalogue: Catalogue,
    regimes: Sequence[Regime],
    *,
    as_of: date,
    level: Level = Level.MAY,
    by: Grouping = Grouping.REGIME,
    what_if: Sequence[str] = (),
    suppose_in_force: bool = False,
) -> Standing:
    """Lay out verdicts as a matrix.

    Args:
        declarations: judged against these regimes on this day; their order does not matter.
        catalogue: for the titles of axes.
        regimes: which requirements belong in the matrix; the denominators rest on them, not on what was found.
        as_of: the day judged at.
        level: leave out requirements that bind less than this.
        by: what the columns are.
        what_if: jurisdictions supposed when judging.
        suppose_in_force: whether what is not in force was supposed to be when judging.
    """
    rows = tuple(sorted(declarations, key=lambda d: d.key))
    groups = tuple(_groups(catalogue, regimes, level, by))
    cells = {}
    for row in rows:
        statuses = {v.id: v.status for v in row.verdicts}
        cells[row.key] = {group.id: Cell({id: statuses[id] for id in group.requirements}) for group in groups}
    return Standing(as_of, level, by, tuple(what_if), suppose_in_force, tuple(regimes), groups, rows, cells)


def _groups(catalogue: Catalogue, regimes: Sequence[Regime], level: Level, by: Grouping) -> Iterator[Group]:
    members = [(regime, r) for regime in regimes for r in regime.codified if level.includes(r.level)]
    for id, title in _columns(catalogue, regimes, level, by):
        yield Group(id, title, tuple(r.id for regime, r in members if id in _memberships(regime, r, by)))


def _columns(catalogue: Catalogue, regimes: Sequence[Regime], level: Level, by: Grouping) -> Iterator[tuple[str, str]]:
    if by is Grouping.REGIME:
        yield from ((regime.id, regime.title) for regime in regimes)
    elif by is Grouping.AXIS:
        yield from ((axis.id, axis.title) for axis in catalogue.axes.values())
    elif by is Grouping.JURISDICTION:
        yield from ((code, code) for code in sorted({regime.jurisdiction for regime in regimes}))
    else:
        yield from ((str(each), str(each)) for each in Level if level.includes(each))


def _memberships(regime: Regime, requirement: Requirement, by: Grouping) -> tuple[str, ...]:
    return {
        Grouping.REGIME: (regime.id,),
        Grouping.AXIS: requirement.axes,
        Grouping.JURISDICTION: (regime.jurisdiction,),
        Grouping.LEVEL: (str(requirement.level),),
    }[by]
