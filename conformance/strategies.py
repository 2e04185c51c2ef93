"""Hypothesis strategies for declarations, for tests of checkers, of tools that read declarations, and of regimes themselves.

All draw *data*: what ``yaml.safe_load`` or ``json.load`` would give for a declaration file that reads without error. What a
requirement asks may depend on the day; :func:`judging_day` tells for which day the strategies of a requirement or regime draw.

>>> from conformance.strategies import conforming, judging_day
>>> judging_day("us-ca-sb53/framework") >= judging_day("us-ca-sb53")
True
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from conformance.catalogue import Level, Regime, UnknownNameError, load_catalogue
from conformance.declarations import derive
from conformance.logic.build import at, conjunction, contains, disjunction
from conformance.logic.strategies import Drawn, NotSatisfied
from conformance.logic.strategies.documents import Builder
from conformance.logic.terms import OneOf, Term
from conformance.suite.author import Author
from conformance.suite.bench import Bench, Workshop
from conformance.suite.bench import judging_day as _judging_day
from conformance.suite.case import Kind
from conformance.suite.edits import Edit, edits, make
from conformance.suite.form import declaration_guide
from conformance.suite.raw import declared, is_declaration
from conformance.verdicts import Judge, Status

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

__all__ = ["Mutation", "boundary", "conforming", "declarations", "judging_day", "mutations", "silent", "violating"]

Data = dict[str, Any]

_MOST_FACTS = 6
_TRIES = 32
_MOST_TRIED = 400


@dataclass(frozen=True, slots=True)
class Mutation:
    """A change of one place in a declaration.

    Attributes:
        said: what was changed, for people.
        declaration: the declaration after the change.
        verdicts: for each requirement whose verdict must change, its status before and after.
    """

    said: str
    declaration: Data
    verdicts: Mapping[str, tuple[Status, Status]]


@cache
def _workshop() -> Workshop:
    return Workshop(load_catalogue())


@cache
def _bench(requirement: str) -> Bench:
    found = load_catalogue().requirement(requirement)
    if not found.codified:
        raise UnknownNameError("codified requirement", requirement, (each.id for each in _regime(found.regime_id).codified))
    return Bench(_workshop(), found)


def _regime(name: str) -> Regime:
    return load_catalogue().regimes.find(name)


def judging_day(name: str) -> date:
    """Return the day on which what is drawn for a requirement or regime should be judged.

    A requirement that is in force on no day should be judged with ``suppose_in_force``.

    Args:
        name: the id of a requirement, e.g. ``eu-ai-act/art-50-2``, or of a regime.

    Raises:
        UnknownNameError: there is none of that name.
    """
    if "/" not in name:
        return _regime(name).status_as_of
    requirement = load_catalogue().requirement(name)
    return _judging_day(_regime(requirement.regime_id), requirement)


def declarations(
    regimes: Sequence[str] = (), market: str | None = None, role: str | None = None, *, as_of: date | None = None
) -> SearchStrategy[Data]:
    """Return the strategy for valid declarations, which state a handful of drawn facts, or deny them.

    Args:
        regimes: ids of regimes that must reach the system.
        market: a jurisdiction that it must be placed in, e.g. ``CN`` or ``US-CA``.
        role: a role that the declarant must have, e.g. ``provider``.
        as_of: the day of judgement; today by default.

    Raises:
        UnknownNameError: a regime does not exist.
    """
    from hypothesis import reject
    from hypothesis import strategies as st

    shop = _workshop()
    day = datetime.now().astimezone().date() if as_of is None else as_of
    asked: list[Term] = [shop.definite(shop.terms(_regime(id))[f"{id}#scope"]) for id in regimes]
    if market is not None:
        asked.append(at(("markets",), contains(at(("reach",), contains(OneOf.of(market))))))
    if role is not None:
        asked.append(at(("organisation", "roles"), contains(OneOf.of(role))))
    facts = tuple(shop.catalogue.facts)

    @st.composite
    def drawn(draw: DrawFn) -> Data:
        goal = conjunction(*asked)
        for id, holds in draw(st.lists(st.tuples(st.sampled_from(facts), st.booleans()), max_size=_MOST_FACTS)):
            more = conjunction(goal, shop.definite(shop.fact(id), holds))
            goal = more if _drawn(draw, more, day) is not None else goal
        found = _drawn(draw, goal, day)
        return reject() if found is None else found

    return drawn()


def _drawn(draw: DrawFn, goal: Term, as_of: date) -> Data | None:
    """Return a declaration for a goal, or None if none was found."""
    from hypothesis import strategies as st

    placed = as_of - timedelta(days=draw(st.sampled_from((90, 1500, 0, -60))))
    for day in dict.fromkeys((placed, as_of - timedelta(days=90), as_of - timedelta(days=1500))):
        try:
            data = declared(Builder(Drawn(draw), _TRIES).value(goal, declaration_guide(as_of, day)))
        except NotSatisfied:
            continue
        if is_declaration(data):
            return data
    return None


def conforming(name: str) -> SearchStrategy[Data]:
    """Return the strategy for declarations to which a requirement applies and which pass it, or which conform to a whole regime.

    A regime is conformed to when it reaches the system, and each of its requirements of level *shall* that is in force on
    `judging_day` passes or does not apply.

    Args:
        name: the id of a requirement or of a regime.

    Raises:
        UnknownNameError: there is none of that name.
    """
    from hypothesis import reject
    from hypothesis import strategies as st

    goal = _regime_goal(_regime(name)) if "/" not in name else _goal(_bench(name))
    as_of = judging_day(name)

    @st.composite
    def drawn(draw: DrawFn) -> Data:
        found = _drawn(draw, goal, as_of)
        if found is None:
            reject()
        return found

    return drawn()


def _goal(bench: Bench) -> Term:
    definite = _workshop().definite
    closed = [definite(each, False) for each in bench.conditions]
    return conjunction(definite(bench.scope), *closed, definite(bench.trigger), definite(bench.duty))


def _regime_goal(regime: Regime) -> Term:
    definite = _workshop().definite
    terms = _workshop().terms(regime)
    kept = [definite(terms[f"{regime.id}#scope"])]
    for requirement in regime.codified:
        if requirement.level is Level.SHALL:
            met = definite(terms[f"{requirement.id}#then"])
            kept.append(disjunction(definite(terms[f"{requirement.id}#if"], False), met))
    return conjunction(*kept)


def violating(requirement: str) -> SearchStrategy[Data]:
    """Return the strategy for declarations that fail a requirement by one place, all else in the regime staying as it is.

    Where every such place bears on other requirements too, the change that bears on the fewest is drawn.

    Args:
        requirement: its id.

    Raises:
        UnknownNameError: there is no codified requirement of that id.
    """
    return _edited(requirement, (Status.FAIL, Status.UNDECLARED))


def silent(requirement: str) -> SearchStrategy[Data]:
    """Return the strategy for declarations that leave open what a requirement asks, or whether it applies.

    Args:
        requirement: its id.

    Raises:
        UnknownNameError: there is no codified requirement of that id.
    """
    return _edited(requirement, (Status.UNDECLARED, Status.UNDETERMINED), acts=("remove",))


def _edited(
    requirement: str, wanted: tuple[Status, ...], acts: tuple[str, ...] = ("change", "remove", "add", "close")
) -> SearchStrategy[Data]:
    from hypothesis import reject
    from hypothesis import strategies as st

    bench = _bench(requirement)
    base = conforming(requirement)

    @st.composite
    def drawn(draw: DrawFn) -> Data:
        data = draw(base)
        found: dict[Status, list[Edit]] = {}
        for number, edit in enumerate(edits(data)):
            if number >= _MOST_TRIED:
                break
            if edit.act in acts and (status := bench.accepted(make(data, edit))) in wanted and status is not None:
                found.setdefault(status, []).append(edit)
        for status in wanted:
            if status in found:
                return make(data, _gentle(draw, bench, data, found[status][:8]))
        return reject()

    return drawn()


def _gentle(draw: DrawFn, bench: Bench, data: Data, found: list[Edit]) -> Edit:
    from hypothesis import strategies as st

    before = bench.verdicts(data)
    changed = [sum(after is not before[id] for id, after in bench.verdicts(make(data, edit)).items()) for edit in found]
    least = min(changed)
    return draw(st.sampled_from([edit for edit, count in zip(found, changed, strict=True) if count == least]))


def boundary(requirement: str) -> SearchStrategy[tuple[Data, date, Status]]:
    """Return the strategy for declarations on either side of the bounds, counts and dates of a requirement.

    Args:
        requirement: its id.

    Returns:
        A strategy for triples: the declaration, the day of judgement, the verdict expected. It is empty where the requirement has
        neither bounds nor dates.

    Raises:
        UnknownNameError: there is no codified requirement of that id.
    """
    from hypothesis import strategies as st

    found = _boundaries(requirement)
    return st.sampled_from(found) if found else st.nothing()


@cache
def _boundaries(requirement: str) -> tuple[tuple[Data, date, Status], ...]:
    cases = Author(_bench(requirement)).cases()
    return tuple((case.declaration, case.as_of, Status(case.verdict)) for case in cases if case.kind is Kind.BOUNDARY)


def mutations(
    declaration: Mapping[str, Any], regimes: Sequence[str] | None = None, *, as_of: date | None = None
) -> SearchStrategy[Mutation]:
    """Return the strategy for changes of one place in a declaration, with the verdicts that they must change.

    Args:
        declaration: valid data.
        regimes: ids of the regimes to judge by; all by default.
        as_of: the day of judgement; today by default.

    Raises:
        UnknownNameError: a regime does not exist.
    """
    from hypothesis import strategies as st

    day = datetime.now().astimezone().date() if as_of is None else as_of
    judge = Judge(load_catalogue(), regimes)

    def verdicts(data: Mapping[str, Any]) -> dict[str, Status]:
        return {each.id: each.status for each in judge(derive(data, day), as_of=day)}

    before = verdicts(declaration)

    def mutation(edit: Edit) -> Mutation:
        data = make(declaration, edit)
        after = verdicts(data)
        return Mutation(str(edit), data, {id: (before[id], after[id]) for id in before if before[id] is not after[id]})

    possible = [edit for edit in edits(declaration) if is_declaration(make(declaration, edit))]
    return st.sampled_from(possible).map(mutation).filter(lambda found: bool(found.verdicts))
