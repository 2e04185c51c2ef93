"""How many small faults in the requirements the suite notices.

A condition that several requirements of a regime share is mutated once, as one would slip once in writing it; any case of the
regime may notice. A fault that is proved to be none is not counted.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from conformance.catalogue import load_catalogue

from .bench import Bench, Workshop
from .faults import Fault, Inspection, faults_of

if TYPE_CHECKING:
    from .case import Case
    from .files import CaseFile
    from .mutants import Place

Cases = Mapping[str, Sequence["Case"]]
"""Cases by the id of their requirement."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many mutants of a regime its cases notice.

    Attributes:
        regime: its id.
        mutants: how many there are, without those that are proved to be no fault.
        survivors: those that no case notices, each with the first requirement that holds it.
        equivalent: those that are proved to be no fault, likewise; None where the prover was not asked.
    """

    regime: str
    mutants: int
    survivors: tuple[str, ...]
    equivalent: tuple[str, ...] | None = None

    @property
    def noticed(self) -> int:
        """How many are noticed."""
        return self.mutants - len(self.survivors)

    @property
    def percentage(self) -> float:
        """How many of a hundred are noticed; 100 where there are none."""
        return 100 * self.noticed / self.mutants if self.mutants else 100.0


@dataclass(slots=True)
class Unnoticed:
    """The faults of a regime that no case has noticed yet.

    Attributes:
        noticed: the places of those that some case noticed.
        holders: for each other place, the requirements that have it, with the fault as it is there.
    """

    noticed: set[Place]
    holders: dict[Place, list[tuple[Bench, Fault]]]

    def take(self, bench: Bench, cases: Sequence[Case]) -> None:
        """Take in a requirement with its cases."""
        faults = faults_of(bench, self.noticed)
        inspection = Inspection(bench, faults)
        for case in cases:
            self.forget(fault for fault, _ in inspection.noticed(case))
        for fault in faults:
            if fault.place not in self.noticed:
                self.holders.setdefault(fault.place, []).append((bench, fault))

    def forget(self, faults: Iterator[Fault]) -> None:
        """Take note of faults that a case notices."""
        for fault in faults:
            self.noticed.add(fault.place)
            self.holders.pop(fault.place, None)


def scores(ids: Sequence[str], files: Sequence[CaseFile], processes: int | None = None) -> Iterator[Score]:
    """Yield the score of each regime, in order.

    Args:
        ids: the regimes.
        files: the suite's cases.
        processes: how many regimes at once; one for each processor by default.
    """
    by_regime: dict[str, dict[str, Sequence[Case]]] = {id: {} for id in ids}
    for file in files:
        by_regime.setdefault(file.requirement.partition("/")[0], {})[file.requirement] = file.cases
    workers = min(processes or os.cpu_count() or 1, len(ids))
    if workers < 2:
        yield from (_scored(id, by_regime[id]) for id in ids)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_scored, ids, [by_regime[id] for id in ids])


@cache
def _workshop() -> Workshop:
    return Workshop(load_catalogue())


def _scored(id: str, cases: Cases) -> Score:
    return score(_workshop(), id, cases)


def score(workshop: Workshop, id: str, cases: Cases, proved: Callable[[Bench, Fault], bool] | None = None) -> Score:
    """Return the score of one regime.

    Args:
        workshop: where the terms come from.
        id: the regime's id.
        cases: the cases of each requirement.
        proved: tells whether a fault is proved to be none; by default the prover does, if it is installed.
    """
    left = Unnoticed(set(), {})
    for requirement in workshop.catalogue.regimes.find(id).codified:
        left.take(Bench(workshop, requirement), cases.get(requirement.id, ()))
    if proved is None and find_spec("z3") is not None:
        from .equivalence import Equivalence

        proved = Equivalence().is_proved
    survivors: list[str] = []
    equivalent: list[str] = []
    for holders in left.holders.values():
        bench, fault = holders[0]
        none = proved is not None and all(proved(each, its) for each, its in holders)
        (equivalent if none else survivors).append(f"{bench.requirement.id} {fault.part}: {fault.said}")
    mutants = len(left.noticed) + len(survivors)
    return Score(id, mutants, tuple(survivors), None if proved is None else tuple(equivalent))


def render_scores(found: Sequence[Score], format_: str) -> str:
    """Return the scores as a ``table`` or as ``json``."""
    if format_ == "json":
        return json.dumps([_data(each) for each in found], indent=1, ensure_ascii=False)
    from tabulate import tabulate

    asked = any(each.equivalent is not None for each in found)
    survivors = tuple(name for each in found for name in each.survivors)
    equivalent = tuple(name for each in found for name in each.equivalent or ())
    total = Score("total", sum(each.mutants for each in found), survivors, equivalent if asked else None)
    rows = [[each.regime, each.mutants, each.noticed, _proved(each), f"{each.percentage:.1f} %"] for each in (*found, total)]
    headers = ["regime", "mutants", "noticed", "proved equivalent", "share"]
    return tabulate(rows, headers=headers, tablefmt="simple", disable_numparse=True)


def _proved(score: Score) -> str:
    return "-" if score.equivalent is None else str(len(score.equivalent))


def _data(score: Score) -> dict[str, Any]:
    return {
        "regime": score.regime,
        "mutants": score.mutants,
        "noticed": score.noticed,
        "survivors": list(score.survivors),
        "equivalent": None if score.equivalent is None else list(score.equivalent),
    }
