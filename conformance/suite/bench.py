"""One requirement made ready for building cases: its terms, and its verdicts on declarations."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from conformance.declarations import derive
from conformance.logic.evaluate import Evaluator
from conformance.logic.evaluate import compile as compile_terms
from conformance.logic.lower import Lowering
from conformance.logic.strategies import Plainest
from conformance.logic.strategies.documents import Builder
from conformance.verdicts import Judge, Status, Truth, conjunction, status_of
from conformance.verdicts.compiled import named_schemas, registry_of
from conformance.verdicts.in_force import contains, in_force_on, may_be_in_force, supposed
from conformance.verdicts.open_lists import open_lists

from .definite import Definite, Pivots
from .raw import is_declaration

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.catalogue import Catalogue, InForce, Regime, Requirement
    from conformance.logic.terms import Term


class Workshop:
    """What all requirements of a catalogue share, made once.

    Attributes:
        catalogue: the requirements.
        definite: how unknown truth is told in terms.
        pivots: how the parts of terms are found.
        builder: builds documents; what it built for one requirement it need not build again for another.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.definite = Definite(open_lists())
        self.pivots = Pivots(self.definite)
        self.builder = Builder(Plainest(), tries=16)
        self._lowering = Lowering(registry_of(catalogue))
        self._terms: dict[str, dict[str, Term]] = {}
        self._judges: dict[str, Judge] = {}

    def terms(self, regime: Regime) -> Mapping[str, Term]:
        """Return the terms of a regime by the names of ``conformance.verdicts.compiled.named_schemas``."""
        if regime.id not in self._terms:
            self._terms[regime.id] = {name: self._lowering.lower(schema) for name, schema in named_schemas([regime])}
        return self._terms[regime.id]

    def fact(self, id: str) -> Term:
        """Return the term of a fact."""
        return self._lowering.lower({"$ref": self.catalogue.facts.find(id).uri})

    def judge(self, regime: Regime) -> Judge:
        """Return the judge of a whole regime."""
        if regime.id not in self._judges:
            self._judges[regime.id] = Judge(self.catalogue, [regime.id])
        return self._judges[regime.id]


@dataclass(frozen=True, slots=True)
class Truths:
    """What is known of the parts of a requirement about one declaration.

    Attributes:
        scope: whether its regime reaches the system.
        trigger: whether it applies otherwise.
        duty: whether what it asks is so.
        whens: whether the conditions hold under which another window counts.
    """

    scope: Truth
    trigger: Truth
    duty: Truth
    whens: tuple[Truth, ...]


class Bench:
    """One requirement.

    Args:
        workshop: what it shares with others.
        requirement: the requirement.

    Attributes:
        scope: term for whom its regime reaches.
        trigger: term for when it applies.
        duty: term for what it asks.
        as_of: a day on which it is in force, for whatever system if there is such a day.
        suppose_in_force: whether there is none, so that it has to be supposed.
        whens: terms of the conditions under which another window counts.
        conditions: terms that must be false for it to be in force on that day.
    """

    def __init__(self, workshop: Workshop, requirement: Requirement) -> None:
        self.workshop = workshop
        self.requirement = requirement
        self.regime = workshop.catalogue.regimes[requirement.regime_id]
        terms = workshop.terms(self.regime)
        self.scope = terms[f"{self.regime.id}#scope"]
        self.trigger = terms[f"{requirement.id}#if"]
        self.duty = terms[f"{requirement.id}#then"]
        self.whens = [terms[f"{requirement.id}#when-{n}"] for n in range(len(requirement.in_force.variants))]
        self.as_of = judging_day(self.regime, requirement)
        self.suppose_in_force = not self.regime.candidate and not may_be_in_force(requirement.in_force, self.as_of)
        self._dates = self.dates(self.as_of, suppose_in_force=self.suppose_in_force)
        variants = self._dates.variants
        others = any(contains(each.window, self.as_of) is not self._default_holds for each in variants)
        self.conditions: tuple[Term, ...] = tuple(self.whens) if others and not self.regime.candidate else ()

    @property
    def _default_holds(self) -> bool:
        return contains(self._dates.default, self.as_of)

    @property
    def parts(self) -> dict[str, Term]:
        """Scope, trigger and duty by the names ``scope``, ``if`` and ``then``."""
        return {"scope": self.scope, "if": self.trigger, "then": self.duty}

    @property
    def named_terms(self) -> dict[str, Term]:
        """The parts, and the conditions under which another window counts, in the order of `Truths`."""
        return self.parts | {f"when-{n}": each for n, each in enumerate(self.whens)}

    @cached_property
    def closed(self) -> tuple[Term, ...]:
        """Strict terms that must hold for it to be in force on the day."""
        return tuple(self.workshop.definite(each, False) for each in self.conditions)

    @cached_property
    def _evaluator(self) -> Evaluator:
        return compile_terms(self.named_terms, reading="open", open_lists=open_lists(), cache=False)

    def dates(self, day: date, *, suppose_in_force: bool) -> InForce:
        """Return when it is in force, or is supposed to be."""
        return supposed(self.requirement.in_force, day) if suppose_in_force else self.requirement.in_force

    def status(self, data: Mapping[str, Any]) -> Status:
        """Return the verdict of the requirement on a valid declaration."""
        return self._judged(data, self.as_of, self._dates)[0]

    def accepted_on(self, data: Mapping[str, Any], day: date) -> Status | None:
        """Return the verdict on another day, by the dates as they are; None for what makes no case: see :meth:`accepted`."""
        status, applies = self._judged(data, day, self.requirement.in_force)
        return None if status is Status.PASS and applies is None else status

    def accepted(self, data: Mapping[str, Any]) -> Status | None:
        """Return the verdict, or None for what makes no case.

        That is what is no declaration, and what passes though it leaves open whether the requirement applies: a validator of two
        values takes such a system for exempt.
        """
        if not is_declaration(data):
            return None
        status, applies = self._judged(data, self.as_of, self._dates)
        return None if status is Status.PASS and applies is None else status

    def _judged(self, data: Mapping[str, Any], day: date, dates: InForce) -> tuple[Status, Truth]:
        judged = derive(data, day)
        scope, trigger, duty, *whens = self._evaluator(judged.document, judged.incomplete)
        return self.verdict(Truths(scope, trigger, duty, tuple(whens)), day, dates)

    def verdict(self, truths: Truths, day: date, dates: InForce) -> tuple[Status, Truth]:
        """Return the verdict on a day, and whether the requirement applies."""
        applies = conjunction(truths.scope, truths.trigger)
        if not self.regime.candidate:
            in_force, _ = in_force_on(dates, truths.whens, day)
            if in_force is False:
                return Status.NOT_IN_FORCE, applies
            applies = conjunction(applies, in_force)
        return status_of(applies, truths.duty), applies

    def verdicts(self, data: Mapping[str, Any]) -> dict[str, Status]:
        """Return the verdicts of the whole regime on a valid declaration."""
        judge = self.workshop.judge(self.regime)
        verdicts = judge(derive(data, self.as_of), as_of=self.as_of, suppose_in_force=self.suppose_in_force)
        return {each.id: each.status for each in verdicts}


def judging_day(regime: Regime, requirement: Requirement) -> date:
    """Return the day on which the cases of a requirement are judged.

    It is the day the regime's state was read, if the requirement is in force then for every system; otherwise the day nearest to
    it of those on which it is, or of those on which it is by default, or without regard to its variants; or where it never is,
    the day the regime's state was read.
    """
    day = _windows_day(regime, requirement)
    stay = requirement.in_force.stay
    if stay is None or not stay.contains(day):
        return day
    one = timedelta(days=1)
    beside = [stay.from_ - one, *([] if stay.to is None else [stay.to + one])]
    inside = [each for each in beside if any(contains(window, each) for window in requirement.in_force.windows)]
    return min(inside, key=lambda each: abs(each - day), default=day)


def _windows_day(regime: Regime, requirement: Requirement) -> date:
    default = requirement.in_force.default
    windows = (default, *(each.window for each in requirement.in_force.variants))
    for chosen in (windows, (default,), windows[1:]):
        starts = [each.from_ for each in chosen if each.from_ is not None]
        if len(starts) == len(chosen) and starts:
            day = max(regime.status_as_of, *starts) if len(starts) > 1 else max(regime.status_as_of, starts[0])
            ends = [each.to for each in chosen if each.to is not None]
            day = min(day, *ends) if ends else day
            if all(contains(each, day) for each in chosen):
                return day
    return regime.status_as_of


def turning_days(in_force: InForce) -> list[date]:
    """Return the days beside which a requirement comes into force or goes out of it: the last before, the first in, and so on."""
    days: list[date] = []
    for span in (in_force.default, in_force.stay):
        if span is not None and span.from_ is not None:
            days += [span.from_ - timedelta(days=1), span.from_]
        if span is not None and span.to is not None:
            days += [span.to, span.to + timedelta(days=1)]
    return days
