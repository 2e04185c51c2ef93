"""Writing the cases of one requirement.

A requirement is a trigger and a duty, and either hangs on its parts. For each part the author looks for two declarations that
differ in one place, by which the part, and with it the verdict, turns: modified condition/decision coverage, as avionics asks of
tests (RTCA DO-178C, 6.4.4.2), with the open reading's third value kept out of the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from conformance.declarations import derive
from conformance.logic.build import at, conjunction, contains, every, negation
from conformance.logic.strategies import NotSatisfied
from conformance.logic.strategies.checking import satisfies
from conformance.logic.terms import TRUE, And, At, Contains, Every, OneOf, Present, Range, Term
from conformance.verdicts import Status

from .bench import Bench, turning_days
from .case import Case, Kind
from .definite import Latitude, Pivot
from .edits import Edit, edits, make
from .form import declaration_guide, parts
from .raw import declared
from .shrinking import shrunk

Place = tuple[bytes, bytes]
Data = Mapping[str, Any]

_UNMET = (Status.FAIL, Status.UNDECLARED)
MOST_WEIGHED = 8
"""Edits that are compared by what else they change in the regime."""


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two declarations that differ by one edit, and their verdicts."""

    one: Data
    edit: Edit
    before: Status
    after: Status

    @property
    def other(self) -> Data:
        return make(self.one, self.edit)


@dataclass(frozen=True, slots=True)
class _Turn:
    """How the second declaration of a pair is to differ: values worth trying, where, and what must be true of it afterwards."""

    constants: tuple[Any, ...] = ()
    near: str = ""
    turned: Term = TRUE
    sharp: bool = False


class Author:
    """Writes the cases of one requirement.

    Args:
        bench: the requirement.
        cover: the places whose parts get a pair of their own; None for all of them.
        shown: values that the cases of other requirements show, by the list they stand in; those shown here are added.

    Attributes:
        bench: the requirement.
    """

    def __init__(self, bench: Bench, cover: Iterable[Place] | None = None, shown: set[tuple[bytes, str]] | None = None) -> None:
        self.bench = bench
        self._shown: set[tuple[bytes, str]] = set() if shown is None else shown
        self._left = None if cover is None else set(cover)
        self._builder = bench.workshop.builder
        self._cases: list[Case] = []
        self._known: dict[str, int] = {}
        definite = bench.workshop.definite
        self._reached = conjunction(definite(bench.scope), *(definite(each, False) for each in bench.conditions))
        self._applies = conjunction(self._reached, definite(bench.trigger))

    # -- the cases --------------------------------------------------------------------------------------------------

    @property
    def written(self) -> tuple[Case, ...]:
        """The cases written so far."""
        return tuple(self._cases)

    def add(self, data: Data, kind: Kind, status: Status, said: str) -> Case:
        """Write a case and return it."""
        return self._cases[self._write(data, kind, status, said)]

    def cases(self) -> tuple[Case, ...]:
        """Write the cases, conforming, violating and not-applicable first, as far as they exist, and return them."""
        duty = self._pivots(self.bench.duty, "then")
        base = self._first(self._duty_pair(pivot, pivot.atom, weigh=True) for pivot in duty)
        if base is not None:
            self._write_pair(base, Kind.CONFORMING, Kind.VIOLATING)
        self._write_elsewhere(base)
        if base is not None:
            self._write_silence(base)
            self._write_days(base)
        for pivot in duty:
            self._cover_with(pivot, self._duty_pair, Kind.CONFORMING, Kind.VIOLATING)
        for pivot in trigger_pivots(self.bench):
            self._cover_with(pivot, self._trigger_pair, Kind.VIOLATING, Kind.NOT_APPLICABLE)
        return self.written

    def _cover_with(self, pivot: Pivot, search: Callable[..., _Pair | None], one: Kind, other: Kind) -> None:
        """Write a pair that turns with the pivot, at each bound that it tests, and with each value that it lists."""
        if self._left is not None and self._left.isdisjoint(pivot.places):
            return
        pair = search(pivot, pivot.atom)
        if pair is None:
            return
        if self._left is not None:
            self._left.difference_update(pivot.places)
        self._write_pair(pair, one, other)
        self._write_values(pair, pivot, one, other)
        for atom in _sharpened(pivot.atom):
            at_bound = search(pivot, atom)
            if at_bound is not None:
                self._write_pair(at_bound, Kind.BOUNDARY, Kind.BOUNDARY)

    def _write_values(self, pair: _Pair, pivot: Pivot, one: Kind, other: Kind) -> None:
        """Write the declaration of a pair again with each other value that the pivot lists."""
        listed = [each for each in parts(pivot.atom) if isinstance(each, OneOf) and len(each.texts) > 1]
        for one_of, value in [(each, value) for each in listed for value in each.values if isinstance(value, str)]:
            if (one_of.digest, value) in self._shown:
                continue
            self._shown.add((one_of.digest, value))
            for data, kind, status in ((pair.one, one, pair.before), (pair.other, other, pair.after)):
                for edit in edits(data, (value,), _stated(pivot.shape)):
                    if edit.act == "change" and edit.value == value and self.bench.accepted(make(data, edit)) is status:
                        like = self._write(data, kind, status, self.said(status))
                        self._write(make(data, edit), kind, status, f"As case {like}, but {edit}: {_outcome(status)}.", like=like)

    def _first(self, pairs: Iterable[_Pair | None]) -> _Pair | None:
        second = None
        for pair in pairs:
            if pair is not None and pair.after is Status.FAIL:
                return pair
            second = second or pair
        return second

    def _write_pair(self, pair: _Pair, one: Kind, other: Kind) -> None:
        first = self._write(pair.one, one, pair.before, self.said(pair.before))
        self._write(pair.other, other, pair.after, f"As case {first}, but {pair.edit}: {_outcome(pair.after)}.", like=first)

    def _write_elsewhere(self, base: _Pair | None) -> None:
        """Write a case to which the requirement does not apply, near the conforming one if possible."""
        bench = self.bench
        if base is not None:
            for edit, _ in self._edits_to(base.one, (Status.NOT_APPLICABLE,), _Turn(), 1):
                said = f"As case 0, but {edit}: {_outcome(Status.NOT_APPLICABLE)}."
                self._write(make(base.one, edit), Kind.NOT_APPLICABLE, Status.NOT_APPLICABLE, said, like=0)
                return
        definite = bench.workshop.definite
        for goal in (conjunction(self._reached, definite(bench.trigger, False)), definite(bench.scope, False)):
            found = self.solve(goal)
            if found is not None and bench.status(found) is Status.NOT_APPLICABLE:
                small = shrunk(found, lambda data: bench.accepted(data) is Status.NOT_APPLICABLE)
                self._write(small, Kind.NOT_APPLICABLE, Status.NOT_APPLICABLE, self.said(Status.NOT_APPLICABLE))
                return

    def _write_silence(self, base: _Pair) -> None:
        wanted = {Status.UNDECLARED: base.after is not Status.UNDECLARED, Status.UNDETERMINED: True}
        for edit in edits(base.one):
            if edit.act != "remove":
                continue
            silent = make(base.one, edit)
            status = self.bench.accepted(silent)
            if status is not None and wanted.get(status):
                wanted[status] = False
                self._write(silent, Kind.SILENT, status, f"As case 0, but {edit}: {_outcome(status)}.", like=0)

    def _write_days(self, base: _Pair) -> None:
        if self.bench.regime.candidate:
            return
        days = turning_days(self.bench.requirement.in_force)
        if self.bench.suppose_in_force:
            days.append(self.bench.as_of)
        for day in dict.fromkeys(days):
            status = self.bench.accepted_on(base.other, day)
            if status is None:
                continue
            supposing = " and supposing nothing" if self.bench.suppose_in_force else ""
            self._write(base.other, Kind.BOUNDARY, status, f"As case 1, judged on {day}{supposing}: {_outcome(status)}.", day=day)

    def _write(
        self, data: Data, kind: Kind, status: Status, said: str, *, like: int | None = None, day: date | None = None
    ) -> int:
        as_of = self.bench.as_of if day is None else day
        suppose = self.bench.suppose_in_force and day is None
        key = f"{as_of} {suppose} {data!r}"
        if key not in self._known:
            self._known[key] = len(self._cases)
            self._cases.append(Case(said, kind, as_of, dict(data), str(status), like, suppose))
        return self._known[key]

    def said(self, status: Status) -> str:
        """Return what is asked and how it stands, in a sentence."""
        return f"{self.bench.requirement.title}: {_outcome(status)}."

    # -- pairs ------------------------------------------------------------------------------------------------------

    def _duty_pair(self, pivot: Pivot, atom: Term, *, weigh: bool = False) -> _Pair | None:
        return self._search(pivot, atom, (self._applies,), (Status.PASS,), _UNMET, weigh=weigh)

    def _trigger_pair(self, pivot: Pivot, atom: Term) -> _Pair | None:
        duties = (self.bench.workshop.definite(self.bench.duty, False), TRUE)
        return self._search(pivot, atom, duties, _UNMET, (Status.NOT_APPLICABLE, Status.UNDETERMINED))

    def _search(
        self,
        pivot: Pivot,
        atom: Term,
        besides: Iterable[Term],
        before: tuple[Status, ...],
        after: tuple[Status, ...],
        *,
        weigh: bool = False,
    ) -> _Pair | None:
        """Return a pair that turns with a pivot.

        Args:
            pivot: on which the verdict is to hang.
            atom: the pivot's atom, or a narrower one, for the first of the pair.
            besides: what else may be asked of the first, tried in turn, the least last.
            before: verdicts that the first may have.
            after: verdicts that the second may have, the best first.
            weigh: whether to look for the edit that changes the least in the regime.
        """
        definite = self.bench.workshop.definite
        sharp = atom is not pivot.atom
        others = tuple(besides)
        least = conjunction(others[-1], pivot.around(definite(atom), max(Latitude), True))
        if self._document(least, None) is None:
            return None
        for other in others:
            for latitude in Latitude:
                found = self.solve(conjunction(other, pivot.around(definite(atom), latitude, True)), least)
                if found is None or self.bench.status(found) not in before:
                    continue
                turned = pivot.around(negation(definite(pivot.atom)), latitude, False)
                turn = _Turn(_constants(pivot.atom), _stated(pivot.shape), turned, sharp=sharp)
                pair = self._pair_from(found, after, turn, weigh=weigh)
                if pair is not None:
                    return pair
        return None

    def _pair_from(self, data: Data, after: tuple[Status, ...], turn: _Turn, *, weigh: bool) -> _Pair | None:
        before = self.bench.status(data)
        found = self._edits_to(data, after, turn, MOST_WEIGHED if weigh else 1)
        for status in after:
            if leading := [edit for edit, led in found if led is status]:
                edit = self._gentlest(data, leading) if weigh else leading[0]
                small = shrunk(data, partial(self._turns, edit=edit, before=before, after=status))
                return _Pair(small, edit, before, status)
        return None

    def _edits_to(self, data: Data, after: tuple[Status, ...], turn: _Turn, most: int) -> list[tuple[Edit, Status]]:
        """Return edits that lead to one of some statuses: up to so many that lead to the first, near a place if there are any."""
        found: list[tuple[Edit, Status]] = []
        for place in dict.fromkeys((turn.near, "")):
            best = 0
            for edit in edits(data, turn.constants, place):
                if turn.sharp and edit.act == "close":
                    continue
                other = make(data, edit)
                led = self.bench.accepted(other)
                if led in after and self._is_turned(other, turn.turned):
                    found.append((edit, led))
                    best += led is after[0]
                    if best >= most:
                        return found
            if found:
                return found
        return found

    def _is_turned(self, data: Data, turned: Term) -> bool:
        return turned is TRUE or satisfies(derive(data, self.bench.as_of).document, turned)

    def _turns(self, data: Data, edit: Edit, before: Status, after: Status) -> bool:
        try:
            other = make(data, edit)
        except (KeyError, IndexError, TypeError, ValueError):
            return False
        return other != data and self.bench.accepted(data) is before and self.bench.accepted(other) is after

    def _gentlest(self, data: Data, found: list[Edit]) -> Edit:
        """Return the edit that changes the fewest other verdicts of the regime."""
        verdicts = self.bench.verdicts(data)

        def changed(edit: Edit) -> int:
            after = self.bench.verdicts(make(data, edit))
            return sum(status is not verdicts[id] for id, status in after.items())

        return min(found, key=changed)

    # -- documents --------------------------------------------------------------------------------------------------

    def solve(self, goal: Term, least: Term = TRUE) -> Data | None:
        """Return a declaration that makes a case and of which, as it is judged, a strict term holds; None if none was found.

        Args:
            goal: the term.
            least: a weaker term; where none is found for that, none is sought for the goal.
        """
        as_of = self.bench.as_of
        mentioned = {each.path[-1] for each in parts(goal) if isinstance(each, At | Present)}
        before = any(isinstance(name, str) and name.endswith("_days_before_placing") for name in mentioned)
        dated = _DATED if before else TRUE
        goal, least = conjunction(goal, dated), conjunction(least, dated)
        placings = (
            _PLACINGS if before or any(isinstance(n, str) and n.startswith("placed_on") for n in mentioned) else _PLACINGS[:1]
        )
        if len(placings) > 1 and self._document(goal, None) is None:
            return None
        for days in placings:
            placed = as_of - timedelta(days=days)
            if least is not TRUE and self._document(least, placed) is None:
                continue
            document = self._document(goal, placed)
            if document is not None:
                data = declared(document)
                if self.bench.accepted(data) is not None:
                    return data
        return None

    def _document(self, goal: Term, placed: date | None) -> Any:
        """Return a document, as it is judged, or None if none was found; what was asked before is remembered."""
        try:
            return self._builder.value(goal, declaration_guide(self.bench.as_of, placed))
        except NotSatisfied:
            return None

    def _pivots(self, term: Term, part: str) -> list[Pivot]:
        return list(self.bench.workshop.pivots(term, f"{self.bench.requirement.id}#{part}"))


_DATED = At(("markets",), Contains(Present(("placed_on",)), 1, None))
_PLACINGS = (90, 1500, 0, 400, 3000, -60, 8000)
"""Days before the day of judgement on which the system may have been placed on its markets, the likeliest first."""


def trigger_pivots(bench: Bench) -> Iterator[Pivot]:
    """Yield the pivots of the scope and of the trigger of a requirement, each with the other true."""
    definite, pivots = bench.workshop.definite, bench.workshop.pivots
    closed = [definite(each, False) for each in bench.conditions]
    for term, other, owner in (
        (bench.trigger, bench.scope, f"{bench.requirement.id}#if"),
        (bench.scope, bench.trigger, f"{bench.regime.id}#scope"),
    ):
        if term is TRUE:
            continue
        true = (definite(other), *closed)
        for pivot in pivots(term, owner):
            yield replace(pivot, around=partial(_besides, true, pivot))


def _besides(true: tuple[Term, ...], pivot: Pivot, inner: Term, latitude: Latitude, holds: bool) -> Term:
    return conjunction(*true, pivot.around(inner, latitude, holds))


def places_of(bench: Bench) -> Iterator[Place]:
    """Yield the places of all parts that a requirement hangs on."""
    for pivots in (trigger_pivots(bench), bench.workshop.pivots(bench.duty, f"{bench.requirement.id}#then")):
        yield from (place for pivot in pivots for place in pivot.places)


def _outcome(status: Status) -> str:
    return status.meaning


def _constants(atom: Term) -> tuple[Any, ...]:
    found: dict[Any, None] = {}
    for each in parts(atom):
        if isinstance(each, OneOf):
            found.update((value, None) for value in each.values if isinstance(value, str | int | float))
        elif isinstance(each, Range):
            found.update((bound, None) for bound in (each.minimum, each.maximum) if bound is not None)
    return tuple(found)


def _stated(shape: str) -> str:
    """Return where a derived field's source is stated."""
    for suffix in ("_age_days", "_days_before_placing", "/reach"):
        shape = shape.removesuffix(suffix)
    return shape


def _sharpened(atom: Term) -> tuple[Term, ...]:
    """Return the atom with its range narrowed to one of its ends, for each end."""
    ends = dict.fromkeys(end for each in parts(atom) if isinstance(each, Range) for end in ends_of(each))
    return tuple(found for end in ends if (found := _narrowed(atom, end)) is not atom)


def ends_of(bounds: Range) -> Iterator[int | float]:
    """Yield the first and the last number within bounds, taken as whole numbers."""
    if bounds.minimum is not None:
        yield bounds.minimum + 1 if bounds.exclusive_minimum else bounds.minimum
    if bounds.maximum is not None:
        yield bounds.maximum - 1 if bounds.exclusive_maximum else bounds.maximum


def _narrowed(term: Term, end: float) -> Term:
    match term:
        case Range() if end in ends_of(term):
            return OneOf.of(end)
        case At(path=path, test=test):
            return at(path, _narrowed(test, end))
        case Contains(term=inner, minimum=minimum, maximum=maximum):
            return contains(_narrowed(inner, end), minimum, maximum)
        case Every(term=inner, start=start):
            return every(_narrowed(inner, end), start)
        case And(terms=terms):
            return conjunction(*(_narrowed(each, end) for each in terms))
    return term
