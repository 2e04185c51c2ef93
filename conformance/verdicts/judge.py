"""Judging: requirements compiled once into one evaluator, then asked about any number of declarations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .compiled import Compiled
from .in_force import in_force_on, supposed
from .markets import assume_markets
from .model import Status, Truth, Verdict, Waiver, conjunction, status_of

if TYPE_CHECKING:
    from datetime import date

    from conformance.catalogue import Catalogue, Regime, Requirement
    from conformance.declarations import Judged


class Judge:
    """The requirements of some regimes, ready to be applied.

    Args:
        catalogue: where the regimes are looked up.
        regimes: their ids, or None for all.

    Raises:
        UnknownNameError: a regime does not exist.
    """

    def __init__(self, catalogue: Catalogue, regimes: Iterable[str] | None = None) -> None:
        self._catalogue = catalogue
        self.regimes = catalogue.select(None if regimes is None else tuple(regimes))
        self._compiled = Compiled(catalogue, self.regimes)

    def __call__(
        self,
        judged: Judged,
        *,
        as_of: date,
        waivers: Sequence[Waiver] = (),
        what_if: Sequence[str] = (),
        suppose_in_force: bool = False,
    ) -> tuple[Verdict, ...]:
        """Return the verdict on each codified requirement, in the order of the catalogue.

        Args:
            judged: the declaration with its derived fields, derived for the same day.
            as_of: the day of judgement.
            waivers: those that may be laid over verdicts.
            what_if: jurisdictions to suppose the system is also placed in.
            suppose_in_force: whether to look neither at first days nor at stays; what is past its last day stays out.
        """
        placed = assume_markets(judged, what_if)
        truths = self._compiled(placed)
        declaration = declaration_id(placed.document)
        verdicts = (v for regime in self.regimes for v in _regime(regime, truths, as_of, suppose_in_force))
        return tuple(_waive(v, waivers, declaration, as_of) for v in verdicts)


def judge(
    judged: Judged,
    catalogue: Catalogue,
    regimes: Iterable[str] | None = None,
    *,
    as_of: date,
    waivers: Sequence[Waiver] = (),
    what_if: Sequence[str] = (),
    suppose_in_force: bool = False,
) -> tuple[Verdict, ...]:
    """Judge one declaration; a :class:`Judge` saves the compilation when there are several."""
    judge = Judge(catalogue, regimes)
    return judge(judged, as_of=as_of, waivers=waivers, what_if=what_if, suppose_in_force=suppose_in_force)


def declaration_id(document: Mapping[str, Any]) -> str | None:
    """Return ``declaration.id`` of a declaration, or None when it does not state one."""
    about = document.get("declaration")
    stated = about.get("id") if isinstance(about, Mapping) else None
    return stated if isinstance(stated, str) else None


def _regime(regime: Regime, truths: Mapping[str, Truth], as_of: date, suppose: bool) -> Iterator[Verdict]:
    scope = truths[f"{regime.id}#scope"]
    for requirement in regime.codified:
        conditions = [truths[f"{requirement.id}#when-{n}"] for n in range(len(requirement.in_force.variants))]
        yield _verdict(
            _Case(requirement, regime.candidate, scope, truths[f"{requirement.id}#if"], truths[f"{requirement.id}#then"]),
            conditions,
            as_of,
            suppose,
        )


SUPPOSED = "supposed to be in force"


@dataclass(frozen=True, slots=True)
class _Case:
    requirement: Requirement
    candidate: bool
    scope: Truth
    trigger: Truth
    demands: Truth


def _verdict(case: _Case, conditions: Sequence[Truth], as_of: date, suppose: bool) -> Verdict:
    applies = conjunction(case.scope, case.trigger)
    underlying = status_of(applies, case.demands)
    if case.candidate:
        in_force: Truth = True
        reason = ""
    else:
        dates = case.requirement.in_force
        in_force, reason = in_force_on(dates, conditions, as_of)
        if suppose and in_force is not True:
            as_it_is = reason
            in_force, reason = in_force_on(supposed(dates, as_of), conditions, as_of)
            if in_force is True:
                reason = f"{SUPPOSED}; in fact: {as_it_is}"
    if in_force is False:
        status = Status.NOT_IN_FORCE
    else:
        status = status_of(conjunction(applies, in_force), case.demands)
        if in_force is None and status is underlying:
            reason = ""
    if not reason and status is Status.UNDETERMINED and case.scope is None:
        reason = "whether the regime reaches the system is not declared"
    return Verdict(case.requirement, status, case.scope, applies, case.demands, in_force, case.candidate, underlying, reason)


def _waive(verdict: Verdict, waivers: Sequence[Waiver], declaration: str | None, as_of: date) -> Verdict:
    if verdict.status not in (Status.FAIL, Status.UNDECLARED, Status.UNDETERMINED):
        return verdict
    for waiver in waivers:
        if waiver.covers(verdict.id, declaration) and waiver.holds(as_of):
            reason = f"waived until {waiver.expires}: {waiver.reason}"
            return replace(verdict, status=Status.WAIVED, reason=reason, waiver=waiver)
    return verdict
