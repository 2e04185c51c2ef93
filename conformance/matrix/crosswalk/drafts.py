"""Documents written down at a guess.

Most questions have an answer that can be put together clause by clause. A draft is worth trying because it is cheap to see if it
does what was asked; that none does says nothing.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, negation
from conformance.logic.evidence import interpreter
from conformance.logic.prove.languages import LanguageTooLarge
from conformance.logic.prove.numbers import NumbersTooMany
from conformance.logic.prove.scalars import Unread, numbers, strings
from conformance.logic.terms import (
    And,
    At,
    Contains,
    Every,
    ExactlyOne,
    ItemCount,
    Length,
    Matches,
    MultipleOf,
    Not,
    OneOf,
    Or,
    Path,
    Present,
    Range,
    Term,
    Test,
    Type,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from conformance.logic.values import Json

MOST_TRIES = 60
PLAIN: Mapping[str, Json] = {"array": [], "boolean": True, "integer": 0, "null": None, "number": 0, "object": {}, "string": ""}
"""The plainest value of each JSON type."""


class Drafts:
    """Drafts documents that satisfy some terms.

    Args:
        kinds: the JSON types that values at some places may have.
        satisfies: tells of a document whether it satisfies all of some terms.
    """

    def __init__(self, kinds: Mapping[Path, tuple[str, ...]], satisfies: Callable[[Json, Sequence[Term]], bool]) -> None:
        self._kinds = kinds
        self._satisfies = satisfies
        self._judge = interpreter()
        self._items: dict[Term, tuple[Json, ...]] = {}

    def draft(self, terms: Sequence[Term]) -> Json:
        """Return a document that satisfies all of the terms, ``None`` if no draft does."""
        return self._drafted(terms, {}, self._satisfies)

    def _drafted(self, terms: Iterable[Term], start: Json, satisfies: Callable[[Json, Sequence[Term]], bool]) -> Json:
        """Add to the document what one term after another asks for, as long as those before it stay satisfied."""
        beside = _Beside(terms)
        done: list[Term] = []
        tries = MOST_TRIES
        document = start
        for term in sorted(terms, key=_ways):
            done.append(term)
            if satisfies(document, done):
                continue
            for option in self._options(term, beside):
                better = next((each for each in _laid(document, option) if satisfies(each, done)), None)
                if better is not None:
                    document = better
                    break
                tries -= 1
                if not tries:
                    return None
            else:
                return None
        return document

    def _options(self, term: Term, beside: _Beside) -> Iterator[Json]:
        """Yield values that may satisfy a term, the plainest first."""
        match term:
            case Or(terms) | ExactlyOne(terms):
                for each in terms:
                    yield from self._options(each, beside)
            case And((first, *others)):
                yield from self._both(first, others, beside)
            case Present(path):
                yield _nested(path, PLAIN[next(iter(self._kinds.get(path, ())), "null")])
            case At(path, test):
                yield from (_nested(path, value) for value in self._values(test, path, beside))
            case Test():
                yield from self._values(term, (), beside)
            case Not(At(path, Every(0, inner))):
                yield from (_nested(path, [item]) for item in self._items_for(negation(inner), path, beside))
            case _:
                yield {}

    def _both(self, first: Term, others: Sequence[Term], beside: _Beside) -> Iterator[Json]:
        for option in islice(self._options(first, beside), MOST_TRIES):
            if not others:
                yield option
            else:
                for rest in islice(self._both(others[0], others[1:], beside), MOST_TRIES):
                    yield from _laid(option, rest)

    def _values(self, test: Test, path: Path, beside: _Beside) -> Iterator[Json]:
        match test:
            case OneOf():
                yield from test.values
            case Range() | MultipleOf() | Type(("integer",)) | Length() | Matches():
                yield from beside.scalars(path, test)
            case Type(kinds):
                yield from (PLAIN[kind] for kind in kinds)
            case ItemCount(minimum, _):
                yield from ([item] * minimum for item in (*self._items_for(And(()), path, beside), None))
            case Contains(term, minimum, _):
                yield from ([item] * minimum for item in self._items_for(term, path, beside))
            case Every():
                yield []

    def _items_for(self, term: Term, path: Path, beside: _Beside) -> tuple[Json, ...]:
        """Return an item that satisfies the term and what is asked of all items of its list, if one can be drafted."""
        whole = conjunction(term, *beside.rules(path))
        if whole not in self._items:
            terms = whole.terms if isinstance(whole, And) else (whole,)
            starts = (item for each in terms if isinstance(each, Test) for item in self._values(each, (), _Beside(terms)))
            tried = (self._drafted(terms, start, self._item_satisfies) for start in ({}, *islice(starts, MOST_TRIES)))
            self._items[whole] = tuple(islice((item for item in tried if item is not None), 1))
        return self._items[whole]

    def _item_satisfies(self, item: Json, terms: Sequence[Term]) -> bool:
        return all(self._judge(term, item, "", None) is True for term in terms)


class _Beside:
    """What the literals among some terms ask of each place."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self._asked: dict[Path, tuple[list[Test], list[Test]]] = {}
        for term in terms:
            inner = term.term if isinstance(term, Not) else term
            path, test = (inner.path, inner.test) if isinstance(inner, At) else ((), inner)
            if isinstance(test, Test):
                self._asked.setdefault(path, ([], []))[isinstance(term, Not)].append(test)

    def rules(self, path: Path) -> Iterator[Term]:
        """Yield what is asked of all items of a list."""
        asked, denied = self._asked.get(path, ((), ()))
        yield from (test.term for test in asked if isinstance(test, Every) and not test.start)
        yield from (negation(test.term) for test in denied if isinstance(test, Contains) and test.minimum == 1)

    def scalars(self, path: Path, test: Test) -> Iterator[Json]:
        """Yield a few numbers or strings that pass a test at the path, and all that is asked there."""
        asked, denied = self._asked.get(path, ((), ()))
        passed = dict.fromkeys((test, *asked))
        try:
            if isinstance(test, Length | Matches):
                of_strings = (Length, Matches, OneOf)
                yield from islice(strings(_of(of_strings, passed), _of(of_strings, denied)), 2)
            else:
                of_numbers = (Range, MultipleOf, Type, OneOf)
                yield from islice(numbers(_of(of_numbers, passed), _of(of_numbers, denied)), 2)
        except (Unread, LanguageTooLarge, NumbersTooMany):
            return


def _of(classes: tuple[type[Test], ...], tests: Iterable[Test]) -> list[Test]:
    return [test for test in tests if isinstance(test, classes)]


def _ways(term: Term) -> tuple[int, int]:
    """Return a key by which comes first what nothing has to be added for, and then what can be done in few ways."""
    if isinstance(term, Not):
        return 0, 0
    return (2, len(term.terms)) if isinstance(term, Or) else (1, 0)


def _nested(path: Path, value: Json) -> Json:
    for step in reversed(path):
        value = {step: value} if isinstance(step, str) else [*[None] * step, value]
    return value


def _laid(one: Json, other: Json) -> Iterator[Json]:
    """Yield the two laid together; where they contradict, each has its way once."""
    yield merged(one, other)
    if merged(other, one) != merged(one, other):
        yield merged(other, one)


def merged(one: Json, other: Json) -> Json:
    """Return a document that says what both say; where they contradict, what the first says."""
    if isinstance(one, dict) and isinstance(other, dict):
        names = {**one, **other}
        return {name: merged(one[name], other[name]) if name in one and name in other else names[name] for name in names}
    if isinstance(one, list) and isinstance(other, list):
        return [*one, *(item for item in other if item not in one)]
    return one
