"""The interpreter: the truth of one term, with the places in the document that decide it.

It follows the definitions word by word, without regard to speed, and serves the compiled evaluator as an oracle.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.logic.kleene import Growth, counted, either, member_pointer
from conformance.logic.opaque import validator_of
from conformance.logic.terms import (
    And,
    At,
    Contains,
    Every,
    EveryMember,
    ExactlyOne,
    ItemCount,
    Length,
    Matches,
    MultipleOf,
    Not,
    OneOf,
    Opaque,
    Or,
    Present,
    PropertyCount,
    Range,
    Term,
    Test,
    Type,
    UniqueItems,
)
from conformance.logic.values import all_different, equal, is_kind, is_multiple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from referencing.jsonschema import SchemaRegistry

    from conformance.logic.values import Json, Reading, Schema, Truth


@dataclass(frozen=True, slots=True)
class Evidence:
    """A truth value and what it rests on.

    Attributes:
        value: true, false, or ``None`` for unknown.
        rests_on: JSON Pointers (RFC 6901) of a small set of values that decide a definite ``value``; empty if unknown.
            A list's own pointer stands for *all its items*.
        missing: for unknown, the JSON Pointers that would have to be declared; ``/-`` at the end stands for a further item of a
            list that is not complete.
    """

    value: Truth
    rests_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def evidence(
    question: Term | Schema,
    instance: Json,
    incomplete: frozenset[str] = frozenset(),
    *,
    reading: Reading = "open",
    open_lists: frozenset[str] = frozenset(),
    registry: SchemaRegistry | None = None,
    base_uri: str = "",
) -> Evidence:
    """Return the truth of a term or schema about a JSON value, with what it rests on.

    Args:
        question: a term, or a schema to lower first.
        instance: the JSON value.
        incomplete: JSON Pointers without array indices; lists at or below them may have further items.
        reading: ``open`` or ``strict``; the latter never answers unknown, and takes every list as complete.
        open_lists: JSON Pointers without array indices of lists that are never complete.
        registry: the schema resources that a schema may refer to; see `lower`.
        base_uri: where a schema stands; see `lower`.

    Raises:
        SchemaError: the schema cannot be lowered, or refers to a resource that was not given.
    """
    if not isinstance(question, Term):
        from conformance.logic.lower import lower

        question = lower(question, registry=registry, base_uri=base_uri)
    growth = Growth(open_lists, incomplete) if reading == "open" else None
    found = _Interpreter(growth, {}).judge(question, _Value(instance, "", ""))
    return Evidence(found.value, tuple(sorted(set(found.rests_on))), tuple(sorted(set(found.missing))))


def interpreter() -> Callable[[Term, Json, str, Growth | None], Truth]:
    """Return the function that tells the truth of a term about a value.

    It takes the term, the value, its JSON Pointer without array indices, and which lists may get further items (``None`` for
    the strict reading), and keeps the validators of opaque terms for its next calls.
    """
    validators: dict[Opaque, Callable[[Json], bool]] = {}

    def judge(term: Term, value: Json, shape: str, growth: Growth | None) -> Truth:
        return _Interpreter(growth, validators).judge(term, _Value(value, "", shape)).value

    return judge


@dataclass(frozen=True, slots=True)
class _Value:
    """A value, where it stands, and its pointer without array indices."""

    json: Json
    pointer: str
    shape: str

    def member(self, name: str) -> _Value:
        return _Value(self.json[name], member_pointer(self.pointer, name), member_pointer(self.shape, name))

    def item(self, index: int) -> _Value:
        return _Value(self.json[index], f"{self.pointer}/{index}", self.shape)


@dataclass(slots=True)
class _Interpreter:
    growth: Growth | None
    validators: dict[Opaque, Callable[[Json], bool]]

    def judge(self, term: Term, value: _Value) -> Evidence:
        match term:
            case And(terms=terms):
                return _all([self.judge(each, value) for each in terms])
            case Or(terms=terms):
                return _negated(_all([_negated(self.judge(each, value)) for each in terms]))
            case Not(term=inner):
                return _negated(self.judge(inner, value))
            case ExactlyOne(terms=terms):
                return _one([self.judge(each, value) for each in terms])
            case Present(path=path):
                return self._descend(path, None, value)
            case At(path=path, test=test):
                return self._descend(path, test, value)
            case Test():
                return self._test(term, value)
        raise AssertionError(term)

    def _descend(self, path: tuple[str | int, ...], test: Test | None, value: _Value) -> Evidence:
        for depth, step in enumerate(path):
            absent: str | None = None
            if isinstance(step, int):
                if not isinstance(value.json, list):
                    return Evidence(False, (value.pointer,))
                if step < len(value.json):
                    value = value.item(step)
                elif self._grows(value):
                    absent = f"{value.pointer}/-"
                else:
                    return Evidence(False, (value.pointer,))
            elif not isinstance(value.json, dict):
                return Evidence(False, (value.pointer,))
            elif step in value.json:
                value = value.member(step)
            else:
                absent = value.pointer
                for name in path[depth:]:
                    absent = member_pointer(absent, str(name))
            if absent is not None:
                return Evidence(False, (value.pointer,)) if self.growth is None else Evidence(None, missing=(absent,))
        return Evidence(True, (value.pointer,)) if test is None else self._test(test, value)

    def _grows(self, value: _Value) -> bool:
        return self.growth is not None and self.growth.grows(value.shape)

    def _test(self, test: Test, value: _Value) -> Evidence:
        match test:
            case Every(start=start, term=term) if isinstance(value.json, list):
                items = [self.judge(term, value.item(index)) for index in range(start, len(value.json))]
                return self._quantified(value, items, all_of=True)
            case Contains(term=term, minimum=minimum, maximum=maximum) if isinstance(value.json, list):
                items = [self.judge(term, value.item(index)) for index in range(len(value.json))]
                if (minimum, maximum) == (1, None):
                    return self._quantified(value, items, all_of=False)
                known = sum(item.value is True for item in items)
                possible = None if self._grows(value) else sum(item.value is not False for item in items)
                return self._definite(value, counted(known, possible, minimum, maximum), items)
            case EveryMember(name=selector, term=term) if isinstance(value.json, dict):
                members = [
                    self.judge(term, value.member(name))
                    for name in value.json
                    if self.judge(selector, _Value(name, "", "")).value is True
                ]
                refuted = [each for each in members if each.value is False]
                if refuted:
                    return _smallest(refuted)
                if self.growth is not None:
                    return Evidence(None, missing=tuple(pointer for each in members for pointer in each.missing))
                return Evidence(True, (value.pointer,))
        return self._definite(value, self._truth(test, value), [])

    def _quantified(self, value: _Value, items: list[Evidence], *, all_of: bool) -> Evidence:
        decisive = [item for item in items if item.value is (not all_of)]
        if decisive:
            return _smallest(decisive)
        unknown = self._grows(value) or any(item.value is None for item in items)
        return self._definite(value, None if unknown else all_of, items)

    def _definite(self, value: _Value, truth: Truth, parts: list[Evidence]) -> Evidence:
        if truth is not None:
            return Evidence(truth, (value.pointer,))
        missing = [pointer for part in parts for pointer in part.missing]
        if isinstance(value.json, list) and self._grows(value):
            missing.append(f"{value.pointer}/-")
        return Evidence(None, missing=tuple(missing))

    def _truth(self, test: Test, value: _Value) -> Truth:
        json_value = value.json
        growth = self.growth
        match test:
            case Type(kinds=kinds):
                return is_kind(json_value, kinds)
            case OneOf(texts=texts):
                constants = map(json.loads, texts)
                if growth is None:
                    return any(equal(json_value, constant) for constant in constants)
                return either([growth.equals(json_value, value.shape, constant) for constant in constants])
            case Range():
                return is_kind(json_value, ("number",)) and _within(test, json_value)
            case MultipleOf(divisor=divisor):
                return is_kind(json_value, ("number",)) and is_multiple(json_value, divisor)
            case Length(minimum=minimum, maximum=maximum):
                return isinstance(json_value, str) and counted(len(json_value), len(json_value), minimum, maximum)
            case Matches(pattern=pattern):
                return isinstance(json_value, str) and re.search(pattern, json_value) is not None
            case ItemCount(minimum=minimum, maximum=maximum):
                if not isinstance(json_value, list):
                    return False
                possible = None if self._grows(value) else len(json_value)
                return counted(len(json_value), possible, minimum, maximum)
            case PropertyCount(minimum=minimum, maximum=maximum):
                if not isinstance(json_value, dict):
                    return False
                return counted(len(json_value), None if growth is not None else len(json_value), minimum, maximum)
            case UniqueItems():
                if not isinstance(json_value, list):
                    return False
                return all_different(json_value) if growth is None else growth.all_different(json_value, value.shape)
            case Opaque():
                if growth is not None and isinstance(json_value, dict | list):
                    return None
                if test not in self.validators:
                    self.validators[test] = validator_of(test)
                return self.validators[test](json_value)
        return False


def _within(bounds: Range, number: float) -> bool:
    above = bounds.minimum is None or (number > bounds.minimum if bounds.exclusive_minimum else number >= bounds.minimum)
    below = bounds.maximum is None or (number < bounds.maximum if bounds.exclusive_maximum else number <= bounds.maximum)
    return above and below


def _negated(found: Evidence) -> Evidence:
    return Evidence(None if found.value is None else not found.value, found.rests_on, found.missing)


def _all(parts: list[Evidence]) -> Evidence:
    refuted = [part for part in parts if part.value is False]
    if refuted:
        return _smallest(refuted)
    if any(part.value is None for part in parts):
        return Evidence(None, missing=_joined(part.missing for part in parts))
    return Evidence(True, _joined(part.rests_on for part in parts))


def _one(parts: list[Evidence]) -> Evidence:
    true = [part for part in parts if part.value is True]
    unknown = [part for part in parts if part.value is None]
    if len(true) > 1:
        return Evidence(False, _joined(part.rests_on for part in true[:2]))
    if unknown:
        return Evidence(None, missing=_joined(part.missing for part in unknown))
    return Evidence(len(true) == 1, _joined(part.rests_on for part in parts))


def _smallest(parts: list[Evidence]) -> Evidence:
    return min(parts, key=lambda part: (len(part.rests_on), part.rests_on))


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pointer for part in parts for pointer in part))
