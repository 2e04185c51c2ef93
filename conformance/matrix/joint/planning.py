"""The way from a declaration to conformity: as few changes as can be found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.declarations import Declaration, derive, pointers
from conformance.declarations.form import declaration_form
from conformance.verdicts import Judge, Verdict, at_level, offends
from conformance.verdicts.changes import Act, Change, changes_between, make_changes
from conformance.verdicts.explain import fill_required, is_declaration
from conformance.verdicts.mending import Goal, State, plan as mended

from .bound import fewest_needed
from .clauses import Clauses
from .completing import completed
from .model import Outcome, Plan, Step
from .plain import plain

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue, Level

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Court:
    """Tells which clauses keep a declaration from conforming."""

    judge: Judge
    as_of: date
    level: Level

    def offending(self, data: Mapping[str, Any]) -> tuple[Verdict, ...]:
        named = [regime.id for regime in self.judge.regimes]
        verdicts = self.judge(derive(data, self.as_of), as_of=self.as_of)
        return tuple(each for each in at_level(verdicts, self.level) if offends(each, named=named))

    def accepts(self, data: Mapping[str, Any]) -> bool:
        return is_declaration(data) and not self.offending(data)

    def applying(self, data: Mapping[str, Any]) -> frozenset[str]:
        verdicts = at_level(self.judge(derive(data, self.as_of), as_of=self.as_of), self.level)
        return frozenset(each.id for each in verdicts if each.applies and each.in_force)


def plan(
    catalogue: Catalogue, declaration: Declaration, regimes: Sequence[str], *, as_of: date, level: Level, seconds: float = 30.0
) -> Plan:
    """Look for the fewest changes after which no clause of the regimes is failed or undeclared.

    What applies today goes on to apply: duties are met, not escaped. Every plan is judged again, and a change that can be undone
    without offence is not in it.

    Args:
        catalogue: where the regimes are looked up.
        declaration: what is to conform.
        regimes: ids of the regimes.
        as_of: the day of judgement.
        level: the weakest level taken into account.
        seconds: the prover's time for one question.

    Raises:
        UnknownNameError: there is no such regime.
    """
    judge = Judge(catalogue, tuple(dict.fromkeys(regimes)))
    court = _Court(judge, as_of, level)
    offending = court.offending(declaration.data)

    def made(outcome: Outcome, **more: Any) -> Plan:
        return Plan(declaration, judge.regimes, as_of, level, offending, outcome, **more)

    if not offending:
        return made(Outcome.POSSIBLE, fewest=True, changed=declaration.data)
    proposed = _mend_all(catalogue, court, declaration.data)
    clauses = Clauses(catalogue, judge.regimes, as_of, level)
    applying = court.applying(declaration.data)
    if not court.accepts(proposed) or not applying <= court.applying(proposed):
        answer = completed(clauses, applying, proposed, court.accepts, as_of, seconds)
        if answer.data is None:
            return made(answer.outcome, clashes=answer.clashes, reason=answer.reason)
        proposed = answer.data
    changes = _fewer(declaration.data, changes_between(declaration.data, proposed), court, applying)
    changed = plain(make_changes(declaration.data, changes), court.accepts, as_of, declaration.data)
    changes = changes_between(declaration.data, changed)
    needed = fewest_needed(clauses, offending, derive(declaration.data, as_of))
    return made(
        Outcome.POSSIBLE,
        steps=_in_order(declaration, changes, court, catalogue),
        fewest=needed == len(changes),
        at_least=needed,
        changed=changed,
    )


def _mend_all(catalogue: Catalogue, court: _Court, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """Mend one offence after another, again while that helps."""
    for _ in range(ROUNDS):
        before = court.offending(data)
        for verdict in before:
            if verdict.id not in {each.id for each in court.offending(data)}:
                continue
            requirement = verdict.requirement
            found = mended(Goal(requirement.duty, requirement.uri, "", wanted=True), State(catalogue, data, court.as_of))
            if found is not None:
                proposed = fill_required(found.state.data, court.as_of)
                data = proposed if is_declaration(proposed) else data
        if not court.offending(data) or court.offending(data) == before:
            break
    return data


def _fewer(data: Mapping[str, Any], changes: tuple[Change, ...], court: _Court, applying: frozenset[str]) -> tuple[Change, ...]:
    """Return the changes without those that can be undone, one by one and for good."""
    undone = True
    while undone:
        undone = False
        for change in reversed(changes):
            fewer = tuple(each for each in changes if each is not change)
            attempt = make_changes(data, fewer)
            if court.accepts(attempt) and applying <= court.applying(attempt):
                changes, undone = fewer, True
    return changes


def _in_order(
    declaration: Declaration, changes: tuple[Change, ...], court: _Court, catalogue: Catalogue
) -> tuple[Step, ...]:
    """Return the changes section by section; what serves more clauses comes first."""
    steps = []
    for change in changes:
        attempt = make_changes(declaration.data, [each for each in changes if each is not change])
        serves = court.offending(attempt) if is_declaration(attempt) else ()
        line = declaration.positions.of(change.pointer, "value" if change.act is Act.CHANGE else "key").line
        steps.append(Step(change, line, tuple(catalogue.requirement(each.id) for each in serves)))
    order = {name: n for n, name in enumerate(declaration_form().bundle["properties"])}
    weight = dict.fromkeys(order, 0)
    for step in steps:
        weight[section_of(step.change)] += len(step.serves)
    return tuple(
        sorted(
            steps,
            key=lambda step: (
                -weight[section_of(step.change)],
                order[section_of(step.change)],
                -len(step.serves),
                step.change.pointer,
            ),
        )
    )


def section_of(change: Change) -> str:
    """Return the section of the declaration that a change is made in."""
    return pointers.split(change.pointer)[0]
