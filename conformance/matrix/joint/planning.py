"""The way from a declaration to conformity: as few changes as can be found."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from conformance.declarations import Declaration, derive, pointers
from conformance.declarations.form import declaration_form
from conformance.suite.shrinking import shrunk
from conformance.verdicts import Judge, Verdict, at_level, offends
from conformance.verdicts.changes import Act, Change, changes_between, make_changes
from conformance.verdicts.explain import fill_required, is_declaration
from conformance.verdicts.mending import Goal, State
from conformance.verdicts.mending import plan as mended

from .bound import fewest_needed
from .clauses import Clauses
from .completing import completed
from .model import Outcome, Plan, Step
from .plain import plain

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from conformance.catalogue import Catalogue, Level

ROUNDS = 4


@dataclass(frozen=True, slots=True)
class _Court:
    """Tells which clauses keep a declaration from conforming, and what it owes whatever it becomes.

    Attributes:
        owed: ids of the clauses that apply to the declaration as it is; their duties have to be met.
    """

    judge: Judge
    as_of: date
    level: Level
    owed: frozenset[str]

    def offending(self, data: Mapping[str, Any]) -> tuple[Verdict, ...]:
        named = [regime.id for regime in self.judge.regimes]
        return tuple(
            each
            for each in judged(self.judge, data, self.as_of, self.level)
            if offends(each, named=named) or (each.id in self.owed and each.demands is not True)
        )

    def accepts(self, data: Mapping[str, Any]) -> bool:
        return is_declaration(data) and not self.offending(data)


def judged(judge: Judge, data: Mapping[str, Any], as_of: date, level: Level) -> tuple[Verdict, ...]:
    """Return the verdicts at a level on a valid declaration."""
    return at_level(judge(derive(data, as_of), as_of=as_of), level)


def plan(
    catalogue: Catalogue, declaration: Declaration, regimes: Sequence[str], *, as_of: date, level: Level, seconds: float = 30.0
) -> Plan:
    """Look for the fewest changes after which no clause of the regimes is failed or undeclared.

    Every duty that is owed today is met then, and not escaped by becoming another system. Every plan is judged again, and a
    change that can be undone without offence is not in it.

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
    verdicts = judged(judge, declaration.data, as_of, level)
    court = _Court(judge, as_of, level, frozenset(each.id for each in verdicts if each.applies and each.in_force))
    offending = court.offending(declaration.data)

    def made(outcome: Outcome, **more: Any) -> Plan:
        return Plan(declaration, judge.regimes, as_of, level, offending, outcome, **more)

    if not offending:
        return made(Outcome.POSSIBLE, fewest=True, changed=declaration.data)
    proposed = _mend_all(catalogue, court, declaration.data)
    clauses = Clauses(catalogue, judge.regimes, as_of, level)
    if not court.accepts(proposed):
        answer = completed(clauses, court.owed, proposed, court.accepts, partial(_mend_all, catalogue, court), as_of, seconds)
        if answer.data is None:
            return made(answer.outcome, clashes=answer.clashes, reason=answer.reason)
        proposed = answer.data
    changes = _fewer(declaration.data, changes_between(declaration.data, proposed), court)
    changes = _slimmer(declaration.data, changes, court)
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


def _fewer(data: Mapping[str, Any], changes: tuple[Change, ...], court: _Court) -> tuple[Change, ...]:
    """Return the changes without those that can be undone, one by one and for good."""
    undone = True
    while undone:
        undone = False
        for change in reversed(changes):
            fewer = tuple(each for each in changes if each is not change)
            attempt = make_changes(data, fewer)
            if court.accepts(attempt):
                changes, undone = fewer, True
    return changes


def _slimmer(data: Mapping[str, Any], changes: tuple[Change, ...], court: _Court) -> tuple[Change, ...]:
    """Return the changes with nothing in their new values that can be left out."""
    for change in changes:
        if isinstance(change.after, list | dict):
            attempts = partial(_with_value, changes, change)

            def suffices(holder: Mapping[str, Any], attempts: Callable[[Any], tuple[Change, ...]] = attempts) -> bool:
                return "value" in holder and court.accepts(make_changes(data, attempts(holder["value"])))

            changes = attempts(shrunk({"value": change.after}, suffices)["value"])
    return changes


def _with_value(changes: tuple[Change, ...], change: Change, value: Any) -> tuple[Change, ...]:
    return tuple(replace(each, after=value) if each is change else each for each in changes)


def _in_order(declaration: Declaration, changes: tuple[Change, ...], court: _Court, catalogue: Catalogue) -> tuple[Step, ...]:
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
