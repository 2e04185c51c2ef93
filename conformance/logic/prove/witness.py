"""From a model of Z3 to a document: which parts of the terms the model relies on, and a value for each place they need."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from conformance.logic.build import conjunction, negation
from conformance.logic.prove.languages import LanguageTooLarge, words
from conformance.logic.prove.numbers import NumbersTooMany
from conformance.logic.prove.scalars import Unread, has_number, numbers, passes, strings
from conformance.logic.prove.solver import z3
from conformance.logic.prove.tree import TooLarge, name_passes
from conformance.logic.terms import (
    TRUE,
    And,
    At,
    Contains,
    Every,
    EveryMember,
    ExactlyOne,
    ItemCount,
    Not,
    OneOf,
    Opaque,
    Or,
    Path,
    Present,
    PropertyCount,
    Term,
    Test,
    Type,
    UniqueItems,
)
from conformance.logic.values import Json, kind_of, text_of

if TYPE_CHECKING:
    from conformance.logic.prove.problem import ItemKind, Problem

Literal = tuple[Test, bool]
_SAMPLES = ("", "a", "0", "A", "-", " ", "aa", "ab", "a1", "é", "2026-01-01", "https://example.org/", "a@example.org")


class Reading:
    """What a model says of each term, and the part of it that makes some terms hold.

    Args:
        problem: the question that was asked.
        model: Z3's answer.
    """

    def __init__(self, problem: Problem, model: Any) -> None:
        self._problem = problem
        self._model = model
        self._truths: dict[tuple[Term, Path], bool] = {}
        self._kinds: dict[Path, str | None] = {}
        self._collected: set[tuple[Term, Path, bool]] = set()
        self.literals: dict[Path, dict[Literal, None]] = {}
        self._included: set[Path] = {()}
        self._whole: set[Path] = set()
        self._unique: dict[Path, bool] = {}
        self._lengths: dict[Path, dict[int, bool]] = {}
        self._some: dict[Path, dict[Term, None]] = {}
        self._every: dict[Path, dict[Term, None]] = {}

    def _is(self, formula: Any) -> bool:
        return bool(z3.is_true(self._model.eval(formula, model_completion=True)))

    def _number(self, term: Any) -> int:
        value: int = self._model.eval(term, model_completion=True).as_long()
        return value

    def _holds(self, term: Term, path: Path) -> bool:
        key = (term, path)
        if key not in self._truths:
            self._truths[key] = self._is(self._problem.encode(term, path))
        return self._truths[key]

    def kind(self, path: Path) -> str | None:
        """Return the JSON type that the model gives the place, ``None`` if it leaves the place out."""
        if path not in self._kinds:
            kinds = self._problem.kinds[path]
            self._kinds[path] = next((kind for kind in kinds if self._is(self._problem.of_kind(path, kind))), None)
        return self._kinds[path]

    # -- what the model relies on -----------------------------------------------------------------------------------

    def collect(self, term: Term, path: Path = (), *, holds: bool = True) -> None:
        """Note what makes the term hold (or fail, if it does not) at the path."""
        key = (term, path, holds)
        if key in self._collected:
            return
        self._collected.add(key)
        match term:
            case And(terms) | Or(terms):
                if isinstance(term, And) == holds:
                    for each in terms:
                        self.collect(each, path, holds=holds)
                else:
                    self._collect_one(terms, path, holds=holds)
            case ExactlyOne(terms):
                for each in terms:
                    self.collect(each, path, holds=self._holds(each, path))
            case Not(inner):
                self.collect(inner, path, holds=not holds)
            case Present(below):
                if holds:
                    self._include(path + below)
            case At(below, test):
                self._collect_test(test, path + below, holds=holds)
            case Test():
                self._collect_test(term, path, holds=holds)

    def _collect_one(self, terms: tuple[Term, ...], path: Path, *, holds: bool) -> None:
        telling = [each for each in terms if self._holds(each, path) == holds]
        # A part that asks for nothing to be there keeps the witness small.
        telling.sort(key=lambda each: not isinstance(each, Not) if holds else isinstance(each, Not))
        self.collect(telling[0], path, holds=holds)

    def _include(self, path: Path) -> None:
        for depth in range(len(path) + 1):
            self._included.add(path[:depth])

    def _note(self, path: Path, test: Test, *, holds: bool) -> None:
        self.literals.setdefault(path, {})[(test, holds)] = None

    def _collect_test(self, test: Test, path: Path, *, holds: bool) -> None:
        if holds:
            self._include(path)
        kind = self.kind(path)
        if kind is None:
            return
        match test:
            case Type(kinds):
                if kind == "number" and "integer" in kinds:
                    self._note(path, Type(("integer",)), holds=self._is(self._problem.scalars[path][Type(("integer",))]))
            case OneOf():
                self._collect_values(test, path, kind, holds=holds)
            case EveryMember():
                if kind == "object":
                    self._collect_members(test, path, holds=holds)
            case ItemCount() | Every() | Contains() | UniqueItems():
                if kind == "array":
                    self._collect_items(test, path, holds=holds)
            case PropertyCount():
                if kind == "object":
                    self._whole_object(path)
            case Opaque():
                pass
            case _:
                if test in self._problem.scalars[path]:
                    self._note(path, test, holds=holds)

    def _collect_values(self, test: OneOf, path: Path, kind: str, *, holds: bool) -> None:
        for value in test.values:
            if kind_of(value) != kind:
                continue
            one = OneOf((text_of(value),))
            if self._holds(one, path) != holds:
                continue
            if kind in ("number", "string"):
                self._note(path, one, holds=holds)
            elif kind == "object":
                self._whole_object(path)
                for name, member in value.items():
                    if self.kind((*path, name)) is not None:
                        below = OneOf.of(member)
                        self._collect_test(below, (*path, name), holds=self._holds(below, (*path, name)))
            elif kind == "array":
                self._whole_array(path)
                for index, item in enumerate(value):
                    if self.kind((*path, index)) is not None:
                        below = OneOf.of(item)
                        self._collect_test(below, (*path, index), holds=self._holds(below, (*path, index)))
            if holds:
                return

    def _whole_object(self, path: Path) -> None:
        self._whole.add(path)
        for name in self._problem.tree.places[path].names:
            if self.kind((*path, name)) is not None:
                self._include((*path, name))

    def _whole_array(self, path: Path) -> None:
        self._whole.add(path)
        for index in range(self._problem.tree.places[path].indices):
            if self.kind((*path, index)) is not None:
                self._include((*path, index))

    def _collect_members(self, test: EveryMember, path: Path, *, holds: bool) -> None:
        self._whole_object(path)
        for name in self._problem.tree.places[path].names:
            below = (*path, name)
            if self.kind(below) is not None and name_passes(test.name, name):
                passed = self._holds(test.term, below)
                if holds or not passed:
                    self.collect(test.term, below, holds=passed)

    def _collect_items(self, test: Test, path: Path, *, holds: bool) -> None:
        self._whole_array(path)
        if self._problem.tells_by_existence(path):
            if isinstance(test, Contains):
                self._ask_of_items(path, test.term, some=holds)
            elif isinstance(test, Every):
                self._ask_of_items(path, negation(test.term), some=not holds)
            elif isinstance(test, ItemCount):
                bounds = self._lengths.setdefault(path, {})
                bounds[test.minimum if holds else test.minimum - 1] = holds
            return
        for index in range(self._problem.tree.places[path].indices):
            below = (*path, index)
            if self.kind(below) is None:
                continue
            if isinstance(test, Every | Contains):
                if not isinstance(test, Every) or index >= test.start:
                    self.collect(test.term, below, holds=self._holds(test.term, below))
            elif isinstance(test, UniqueItems):
                for term in self._problem.tree.items_of_interest(path):
                    self.collect(term, below, holds=self._holds(term, below))
        if isinstance(test, UniqueItems):
            self._unique[path] = holds

    def _ask_of_items(self, path: Path, term: Term, *, some: bool) -> None:
        if some:
            self._some.setdefault(path, {})[term] = None
        else:
            self._every.setdefault(path, {})[negation(term)] = None

    # -- conflicts of scalars ---------------------------------------------------------------------------------------

    def conflicts(self) -> list[Any]:
        """Return, for each place whose tests no number or string can meet, the clause that says so."""
        clauses = []
        for path, literals in self.literals.items():
            kind = self.kind(path)
            if kind in ("number", "string"):
                core = _core(kind, list(literals))
                if core is not None:
                    atoms = [self._problem.scalars[path][test] for test, _ in core]
                    denied = [z3.Not(atom) if holds else atom for atom, (_, holds) in zip(atoms, core, strict=True)]
                    clauses.append(z3.Or(z3.Not(self._problem.of_kind(path, kind)), *denied))
        for path in {**self._some, **self._every}:
            clauses.extend(self._item_conflicts(path))
        return clauses

    def _item_conflicts(self, path: Path) -> Iterator[Any]:
        """Yield the clauses that say which items cannot exist beside the rules for all items."""
        rules = tuple(self._every.get(path, ()))
        filled = self._problem.item_total(path) > 0
        wanted = [(self._problem.some_item(path, term), term) for term in self._some.get(path, ())]
        if not wanted and self._is(filled):
            wanted = [(filled, TRUE)]
        for atom, term in wanted:
            together = self._clash(term, rules)
            if together is not None:
                excluded = [self._problem.some_item(path, negation(each)) for each in together]
                yield z3.Or(z3.Not(atom), *excluded)

    def _clash(self, term: Term, rules: tuple[Term, ...]) -> tuple[Term, ...] | None:
        """Return few of the rules that no item satisfying the term can follow, ``None`` if it can follow all."""
        if self._possible_item(term, rules):
            return None
        for rule in rules:
            without = tuple(each for each in rules if each is not rule)
            if not self._possible_item(term, without):
                rules = without
        return rules

    def _possible_item(self, term: Term, rules: tuple[Term, ...]) -> bool:
        values, exhausted = self._problem.distinct(conjunction(term, *rules), 1)
        return bool(values) or not exhausted

    def _items_by_existence(self, path: Path) -> list[Json]:
        """Return items for all that must exist, one item serving as many as it can."""
        rules = tuple(self._every.get(path, ()))
        groups: list[tuple[Term, Json]] = []
        for term in self._some.get(path, ()):
            for number, (known, _) in enumerate(groups):
                both = conjunction(known, term)
                values, _ = self._problem.distinct(both, 1)
                if values:
                    groups[number] = (both, values[0])
                    break
            else:
                alone = conjunction(term, *rules)
                values, _ = self._problem.distinct(alone, 1)
                groups.append((alone, _one_of(values)))
        items = [value for _, value in groups]
        lengths = self._lengths.get(path, {})
        least = max((length for length, least in lengths.items() if least), default=0)
        most = min((length for length, least in lengths.items() if not least), default=None)
        if most is not None and len(items) > most:
            raise TooLarge(f"{len(items)} items that must differ, in a list of at most {most}")
        if not items and (least or self._number(self._problem.item_total(path))):
            values, _ = self._problem.distinct(conjunction(*rules), 1)
            items = [_one_of(values)]
        items.extend(items[-1:] * (least - len(items)))
        return items

    # -- the document -----------------------------------------------------------------------------------------------

    def document(self, path: Path = ()) -> Json:
        """Return a value for the place; places that nothing relies on are left out.

        Raises:
            TooLarge: no value for a scalar could be written down.
        """
        kind = self.kind(path)
        if kind == "object":
            return self._object(path)
        if kind == "array":
            return self._array(path)
        if kind == "boolean":
            return self._is(self._problem.truth(path))
        if kind in ("number", "string"):
            return _scalar(kind, self.literals.get(path, {}))
        return None

    def _object(self, path: Path) -> dict[str, Json]:
        members = {
            name: self.document((*path, name))
            for name in self._problem.tree.places[path].names
            if (*path, name) in self._included and self.kind((*path, name)) is not None
        }
        if path in self._whole:
            for kind in self._problem.kinds_of_members(path):
                wanted = self._number(kind.number)
                if wanted:
                    fresh = (name for name in words(kind.language) if name not in members)
                    members.update(dict.fromkeys(list(islice(fresh, wanted)), kind.value))
        return members

    def _array(self, path: Path) -> list[Json]:
        if self._problem.tells_by_existence(path):
            return self._items_by_existence(path)
        place = self._problem.tree.places[path]
        present = [index for index in range(place.indices) if self.kind((*path, index)) is not None]
        if path not in self._whole:
            present = present[: max((index + 1 for index in present if (*path, index) in self._included), default=0)]
        if path in self._unique:
            return self._items_by_kind(path, present, unique=self._unique[path])
        items = [self.document((*path, index)) if (*path, index) in self._included else None for index in present]
        if path in self._whole:
            for kind in self._problem.kinds_of_items(path):
                wanted = self._number(kind.number)
                items.extend([_one_of(kind.values)] * wanted if wanted else ())
        return items

    def _items_by_kind(self, path: Path, present: list[int], *, unique: bool) -> list[Json]:
        kinds = self._problem.kinds_of_items(path)
        given = [0] * len(kinds)

        def next_of(number: int) -> Json:
            values = kinds[number].values
            value = _one_of(values[min(given[number], len(values) - 1) :])
            given[number] += unique
            return value

        items = [next_of(self._kind_at(kinds, (*path, index))) for index in present]
        for number, kind in enumerate(kinds):
            items.extend(next_of(number) for _ in range(self._number(kind.number)))
        return items

    def _kind_at(self, kinds: tuple[ItemKind, ...], path: Path) -> int:
        return next(number for number, kind in enumerate(kinds) if self._is(self._problem.is_item_kind(kind, path)))


def _one_of(values: Sequence[Json]) -> Json:
    if not values:
        # Not proved to be impossible, or there would be no such item in the model.
        raise TooLarge("no item of a list could be written down that passes every test made of it")
    return values[0]


def _possible(kind: str, literals: list[Literal]) -> bool:
    positive = [test for test, holds in literals if holds]
    negative = [test for test, holds in literals if not holds]
    try:
        if kind == "number":
            return has_number(positive, negative)
        return next(strings(positive, negative), None) is not None
    except (Unread, LanguageTooLarge, NumbersTooMany):
        # Not known to be impossible; the finished witness is checked by validators.
        return True


def _core(kind: str, literals: list[Literal]) -> list[Literal] | None:
    if _possible(kind, literals):
        return None
    core = literals
    for literal in literals:
        without = [each for each in core if each != literal]
        if not _possible(kind, without):
            core = without
    return core


def _scalar(kind: str, literals: dict[Literal, None]) -> Json:
    positive = [test for test, holds in literals if holds]
    negative = [test for test, holds in literals if not holds]
    constants = [test.values[0] for test in positive if isinstance(test, OneOf)]
    if constants:
        return constants[0]
    try:
        found: Json = next(numbers(positive, negative) if kind == "number" else strings(positive, negative), None)
    except (Unread, LanguageTooLarge):
        found = next((sample for sample in _SAMPLES if _sampled(sample, positive, negative)), None)
    except NumbersTooMany:
        found = None
    if found is None:
        raise TooLarge(f"no {kind} could be written down that passes every test made of it")
    return found


def _sampled(sample: str, positive: list[Test], negative: list[Test]) -> bool:
    try:
        return all(passes(test, sample) for test in positive) and not any(passes(test, sample) for test in negative)
    except re.error:
        return False
