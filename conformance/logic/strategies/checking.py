"""Whether a value satisfies a term, to the letter: as the interpreter says, but without evidence, and no further than needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from conformance.logic.terms import (
    And,
    At,
    Contains,
    Every,
    EveryMember,
    ExactlyOne,
    ItemCount,
    Matches,
    Not,
    OneOf,
    Or,
    Present,
    PropertyCount,
    Range,
    Term,
    Type,
)
from conformance.logic.values import equal, is_kind

if TYPE_CHECKING:
    from conformance.logic.values import Json

_ABSENT = object()


def satisfies(value: Json, term: Term) -> bool:
    """Tell whether a value satisfies a term, in the strict reading."""
    judge = _JUDGES.get(type(term))
    return _rest(term, value) if judge is None else judge(term, value)


def _at(value: Json, path: tuple[str | int, ...]) -> Any:
    for step in path:
        if isinstance(step, int):
            if not isinstance(value, list) or step >= len(value):
                return _ABSENT
        elif not isinstance(value, dict) or step not in value:
            return _ABSENT
        value = value[step]
    return value


def _located(term: At, value: Json) -> bool:
    found = _at(value, term.path)
    return found is not _ABSENT and satisfies(found, term.test)


def _contains(test: Contains, value: Json) -> bool:
    if not isinstance(value, list):
        return False
    if test.minimum == 1 and test.maximum is None:
        return any(satisfies(item, test.term) for item in value)
    found = sum(satisfies(item, test.term) for item in value)
    return found >= test.minimum and (test.maximum is None or found <= test.maximum)


def _every(test: Every, value: Json) -> bool:
    return isinstance(value, list) and all(satisfies(item, test.term) for item in value[test.start :])


def _every_member(test: EveryMember, value: Json) -> bool:
    return isinstance(value, dict) and all(
        satisfies(member, test.term) for name, member in value.items() if satisfies(name, test.name)
    )


@lru_cache(maxsize=16_384)
def _values(test: OneOf) -> tuple[tuple[Json, ...], frozenset[str]]:
    values = test.values
    return values, frozenset(value for value in values if isinstance(value, str))


def _one_of(test: OneOf, value: Json) -> bool:
    values, texts = _values(test)
    return value in texts if isinstance(value, str) else any(equal(value, each) for each in values)


def _within(test: Range, value: Json) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    low, high = test.minimum, test.maximum
    above = low is None or (value > low if test.exclusive_minimum else value >= low)
    return above and (high is None or (value < high if test.exclusive_maximum else value <= high))


def _counted(test: ItemCount | PropertyCount, value: Json) -> bool:
    kind = list if isinstance(test, ItemCount) else dict
    return isinstance(value, kind) and test.minimum <= len(value) and (test.maximum is None or len(value) <= test.maximum)


def _rest(term: Term, value: Json) -> bool:
    """Ask the interpreter: of lengths, multiples, differences and schemas outside the algebra there are few."""
    from conformance.logic.evidence import evidence

    return evidence(term, value, reading="strict").value is True


_JUDGES: dict[type[Term], Callable[[Any, Json], bool]] = {
    And: lambda term, value: all(satisfies(value, each) for each in term.terms),
    Or: lambda term, value: any(satisfies(value, each) for each in term.terms),
    ExactlyOne: lambda term, value: sum(satisfies(value, each) for each in term.terms) == 1,
    Not: lambda term, value: not satisfies(value, term.term),
    Present: lambda term, value: _at(value, term.path) is not _ABSENT,
    At: _located,
    Type: lambda test, value: is_kind(value, test.kinds),
    OneOf: _one_of,
    Range: _within,
    Matches: lambda test, value: isinstance(value, str) and re.search(test.pattern, value) is not None,
    Contains: _contains,
    Every: _every,
    EveryMember: _every_member,
    ItemCount: _counted,
    PropertyCount: _counted,
}
