"""Regular languages by derivatives: the strings that patterns, lengths and constants leave.

A language is an immutable expression closed under union, intersection and complement. Questions are answered by walking its
derivatives (Brzozowski, *Derivatives of Regular Expressions*, J. ACM 11(4), 1964; Owens, Reppy and Turon, *Regular-expression
derivatives re-examined*, J. Funct. Prog. 19(2), 2009), which are finitely many, so every answer is exact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.logic.prove import characters

if TYPE_CHECKING:
    from conformance.logic.prove.characters import CharacterSet

MOST_STATES = 4_000


class LanguageTooLarge(Exception):
    """A walk met more states than it may; the question stays undecided."""


@dataclass(frozen=True, slots=True)
class Empty:
    """The language of no string."""


@dataclass(frozen=True, slots=True)
class Epsilon:
    """The language of the empty string alone."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """All strings of one character out of a set."""

    characters: CharacterSet


@dataclass(frozen=True, slots=True)
class Concatenation:
    """A string of the first language followed by one of the second."""

    first: Language
    second: Language


@dataclass(frozen=True, slots=True)
class Union:
    """Strings of any of the languages."""

    members: frozenset[Language]


@dataclass(frozen=True, slots=True)
class Intersection:
    """Strings of all of the languages."""

    members: frozenset[Language]


@dataclass(frozen=True, slots=True)
class Complement:
    """Strings that are not of the language."""

    inner: Language


@dataclass(frozen=True, slots=True)
class Repetition:
    """From ``least`` to ``most`` strings of the language in a row; ``most`` is ``None`` where there is no end."""

    inner: Language
    least: int
    most: int | None


Language = Empty | Epsilon | Symbol | Concatenation | Union | Intersection | Complement | Repetition

EMPTY = Empty()
EPSILON = Epsilon()
ANY_CHARACTER = Symbol(characters.ANY)
ALL = Complement(EMPTY)


def symbol(members: CharacterSet) -> Language:
    """Return the strings of one character out of ``members``."""
    return Symbol(members) if members else EMPTY


def concatenation(first: Language, second: Language) -> Language:
    """Return ``first`` followed by ``second``, in right-leaning normal form."""
    if isinstance(first, Empty) or isinstance(second, Empty):
        return EMPTY
    if isinstance(first, Epsilon):
        return second
    if isinstance(second, Epsilon):
        return first
    if isinstance(first, Concatenation):
        return concatenation(first.first, concatenation(first.second, second))
    if first == ALL and second == ALL:
        return ALL
    return Concatenation(first, second)


def union(*languages: Language) -> Language:
    """Return the strings of any of the languages."""
    members: set[Language] = set()
    single: CharacterSet = ()
    for language in languages:
        for member in language.members if isinstance(language, Union) else (language,):
            if member == ALL:
                return ALL
            if isinstance(member, Symbol):
                single = characters.union(single, member.characters)
            elif not isinstance(member, Empty):
                members.add(member)
    if single:
        members.add(Symbol(single))
    if any(isinstance(member, Complement) and member.inner in members for member in members):
        return ALL
    if len(members) > 1 and EPSILON in members and any(nullable(member) for member in members if member != EPSILON):
        members.discard(EPSILON)
    if not members:
        return EMPTY
    return next(iter(members)) if len(members) == 1 else Union(frozenset(members))


def intersection(*languages: Language) -> Language:
    """Return the strings of all of the languages."""
    members: set[Language] = set()
    for language in languages:
        for member in language.members if isinstance(language, Intersection) else (language,):
            if isinstance(member, Empty):
                return EMPTY
            if member != ALL:
                members.add(member)
    if any(isinstance(member, Complement) and member.inner in members for member in members):
        return EMPTY
    if EPSILON in members:
        return EPSILON if all(nullable(member) for member in members) else EMPTY
    if not members:
        return ALL
    return next(iter(members)) if len(members) == 1 else Intersection(frozenset(members))


def complement(language: Language) -> Language:
    """Return the strings that are not of the language."""
    return language.inner if isinstance(language, Complement) else Complement(language)


def repetition(inner: Language, least: int, most: int | None) -> Language:
    """Return from ``least`` to ``most`` strings of ``inner`` in a row."""
    if most is not None and (most < least or most == 0):
        return EPSILON if most == 0 and least == 0 else EMPTY
    if isinstance(inner, Empty):
        return EPSILON if least == 0 else EMPTY
    if isinstance(inner, Epsilon):
        return EPSILON
    if (least, most) == (1, 1):
        return inner
    if nullable(inner):
        least = 0
    if least == 0 and most is None and inner in (ANY_CHARACTER, ALL):
        return ALL
    return Repetition(inner, least, most)


def word(text: str) -> Language:
    """Return the language of one string."""
    language: Language = EPSILON
    for character in reversed(text):
        language = concatenation(Symbol(characters.of(character)), language)
    return language


def of_length(least: int, most: int | None) -> Language:
    """Return all strings of ``least`` to ``most`` characters (code points, RFC 8259)."""
    return repetition(ANY_CHARACTER, least, most)


@lru_cache(maxsize=65_536)
def nullable(language: Language) -> bool:
    """Tell whether the empty string is of the language."""
    match language:
        case Epsilon():
            return True
        case Empty() | Symbol():
            return False
        case Concatenation(first, second):
            return nullable(first) and nullable(second)
        case Union(members):
            return any(nullable(member) for member in members)
        case Intersection(members):
            return all(nullable(member) for member in members)
        case Complement(inner):
            return not nullable(inner)
        case Repetition(inner, least, _):
            return least == 0 or nullable(inner)


@lru_cache(maxsize=65_536)
def derivative(language: Language, code_point: int) -> Language:
    """Return what may follow once the character has been read."""
    match language:
        case Empty() | Epsilon():
            return EMPTY
        case Symbol(members):
            return EPSILON if characters.contains(members, code_point) else EMPTY
        case Concatenation(first, second):
            rest = concatenation(derivative(first, code_point), second)
            return union(rest, derivative(second, code_point)) if nullable(first) else rest
        case Union(members):
            return union(*(derivative(member, code_point) for member in members))
        case Intersection(members):
            return intersection(*(derivative(member, code_point) for member in members))
        case Complement(inner):
            return complement(derivative(inner, code_point))
        case Repetition(inner, least, most):
            following = repetition(inner, max(least - 1, 0), None if most is None else most - 1)
            return concatenation(derivative(inner, code_point), following)


@lru_cache(maxsize=65_536)
def _first_sets(language: Language) -> frozenset[CharacterSet]:
    match language:
        case Empty() | Epsilon():
            return frozenset()
        case Symbol(members):
            return frozenset((members,))
        case Concatenation(first, second):
            return _first_sets(first) | _first_sets(second) if nullable(first) else _first_sets(first)
        case Union(members) | Intersection(members):
            return frozenset().union(*(_first_sets(member) for member in members))
        case Complement(inner) | Repetition(inner, _, _):
            return _first_sets(inner)


@lru_cache(maxsize=16_384)
def _steps(language: Language) -> tuple[tuple[CharacterSet, Language], ...]:
    """Return the non-empty next states, each with the characters that lead there, most readable first."""
    by_target: dict[Language, CharacterSet] = {}
    for block in characters.partition(_first_sets(language)):
        target = derivative(language, block[0][0])
        if not isinstance(target, Empty):
            by_target[target] = characters.union(by_target.get(target, ()), block)
    order = sorted(by_target.items(), key=lambda step: _reading_order(characters.readable(step[1])))
    return tuple((block, target) for target, block in order)


def _reading_order(code_point: int) -> tuple[int, int]:
    ranges = ((0x61, 0x7A), (0x41, 0x5A), (0x30, 0x39), (0x21, 0x7E))
    rank = next((i for i, (low, high) in enumerate(ranges) if low <= code_point <= high), len(ranges))
    return rank, code_point


@lru_cache(maxsize=4_096)
def _live(language: Language) -> frozenset[Language]:
    """Return the reachable states from which some string is accepted.

    Raises:
        LanguageTooLarge: more than ``MOST_STATES`` states are reachable.
    """
    before: dict[Language, set[Language]] = {language: set()}
    queue = [language]
    while queue:
        state = queue.pop()
        for _, target in _steps(state):
            if target not in before:
                if len(before) >= MOST_STATES:
                    raise LanguageTooLarge
                before[target] = set()
                queue.append(target)
            before[target].add(state)
    live = {state for state in before if nullable(state)}
    queue = list(live)
    while queue:
        for predecessor in before[queue.pop()]:
            if predecessor not in live:
                live.add(predecessor)
                queue.append(predecessor)
    return frozenset(live)


def shortest(language: Language) -> str | None:
    """Return a shortest string of the language, readable where there is a choice, or ``None`` if there is no string.

    Raises:
        LanguageTooLarge: the walk met more than ``MOST_STATES`` states.
    """
    reached = {language}
    layer: list[tuple[Language, str]] = [(language, "")]
    while layer:
        following: list[tuple[Language, str]] = []
        for state, prefix in layer:
            if nullable(state):
                return prefix
            for block, target in _steps(state):
                if target not in reached:
                    if len(reached) >= MOST_STATES:
                        raise LanguageTooLarge
                    reached.add(target)
                    following.append((target, prefix + chr(characters.readable(block))))
        layer = following
    return None


def words(language: Language) -> Iterator[str]:
    """Yield the strings of the language, a shortest one first, each once, until there is none left.

    Raises:
        LanguageTooLarge: the walk met more than ``MOST_STATES`` states.
    """
    while (found := shortest(language)) is not None:
        yield found
        language = intersection(language, complement(word(found)))


def count(language: Language, limit: int) -> int:
    """Return how many strings the language has, or ``limit`` if there are at least that many.

    Raises:
        LanguageTooLarge: the walk met more than ``MOST_STATES`` states.
    """
    live = _live(language)
    layer: dict[Language, int] = {language: 1} if language in live else {}
    total = 0
    # A walk as long as there are live states has met a state twice: from there the language has no end.
    for _ in range(len(live) + 1):
        total += sum(ways for state, ways in layer.items() if nullable(state))
        if total >= limit:
            return limit
        following: dict[Language, int] = {}
        for state, ways in layer.items():
            for block, target in _steps(state):
                if target in live:
                    following[target] = min(limit, following.get(target, 0) + ways * characters.size(block))
        layer = following
        if not layer:
            return total
    return limit


def accepts(language: Language, text: str) -> bool:
    """Tell whether the string is of the language."""
    for character in text:
        language = derivative(language, ord(character))
        if isinstance(language, Empty):
            return False
    return nullable(language)
