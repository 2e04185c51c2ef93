"""Terms as one question to Z3: places as presence and type, counts as integers, scalars as atoms that a theory rules on.

For every array and object the items and members that nothing names are grouped by *kind*: which of the terms of interest they
satisfy. Only kinds that some value can have are offered (asked recursively), each with as many members as may differ, so that
counting, ``uniqueItems`` and "some item" become linear arithmetic, and the answer is exact.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from conformance.logic.build import conjunction, kind_of_test, negation
from conformance.logic.prove.languages import ALL, Language, LanguageTooLarge, complement, count, intersection, word
from conformance.logic.prove.scalars import Unread, language_of_term, passes
from conformance.logic.prove.solver import z3
from conformance.logic.prove.tree import Place, TooLarge, Tree, name_passes
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
    Path,
    Present,
    PropertyCount,
    Range,
    Term,
    Test,
    Type,
    UniqueItems,
)
from conformance.logic.values import KINDS, Json, kind_of, text_of

Bool = Any
Distinct = Callable[[Term, int], tuple[list[Json], bool]]
"""Up to so many different values that satisfy a term, and whether these may be fewer than there are."""

MOST_TELLING_TERMS = 14
MOST_KINDS = 192
SMALL = 2


@dataclass(frozen=True, slots=True)
class ItemKind:
    """A kind of item: which terms of interest hold of it, these as one term, some values, and Z3's count of unnamed ones."""

    truths: dict[Term, bool]
    term: Term
    values: tuple[Json, ...]
    exhausted: bool
    number: Any


@dataclass(frozen=True, slots=True)
class MemberKind:
    """A kind of unnamed member: which quantified tests its name and value satisfy, its names, one value, and Z3's count."""

    names: dict[EveryMember, bool]
    values_hold: dict[EveryMember, bool]
    language: Language
    value: Json
    number: Any


class Problem:
    """Terms over one document, written out for Z3.

    Args:
        terms: the terms that may be asked for, all known at once.
        distinct: the prover's recursion, which gives values for items and members.
        kinds: the JSON types that values at some places may have; at other places any.

    Raises:
        TooLarge: too many kinds, indices or names to write out.
    """

    def __init__(self, terms: tuple[Term, ...], distinct: Distinct, kinds: Mapping[Path, tuple[str, ...]]) -> None:
        self.tree = Tree()
        for term in terms:
            self.tree.add(term)
        self.solver = z3.SimpleSolver()
        self.distinct = distinct
        self._bools: dict[tuple[Any, ...], Bool] = {}
        self._encoded: dict[tuple[Term, Path], Bool] = {}
        self.item_kinds: dict[Path, tuple[ItemKind, ...]] = {}
        self.member_kinds: dict[Path, tuple[MemberKind, ...]] = {}
        self.scalars: dict[Path, dict[Test, Bool]] = {}
        self._false = z3.BoolVal(False)  # Z3's way to write it
        self.kinds = {path: kinds.get(path) or _telling_kinds(place) for path, place in self.tree.places.items()}
        for path, place in self.tree.places.items():
            self._structure(path, place)

    # -- atoms ------------------------------------------------------------------------------------------------------

    def _bool(self, *key: Any) -> Bool:
        if key not in self._bools:
            self._bools[key] = z3.Bool(f"b{len(self._bools)}")
        return self._bools[key]

    def _int(self, *key: Any) -> Any:
        if key not in self._bools:
            number = self._bools[key] = z3.Int(f"i{len(self._bools)}")
            self.solver.add(number >= 0)
        return self._bools[key]

    def present(self, path: Path) -> Bool:
        """Return the atom: the document has a value at the path."""
        return self._bool("present", path)

    def of_kind(self, path: Path, kind: str) -> Bool:
        """Return the atom: the value at the path has this JSON type."""
        return self._bool("kind", path, kind) if kind in self.kinds[path] else self._false

    def item_total(self, path: Path) -> Any:
        """Return the number of items of the array at the path."""
        return self._int("items", path)

    def _and(self, parts: list[Bool]) -> Bool:
        return z3.And(parts) if parts else z3.BoolVal(True)

    def _or(self, parts: list[Bool]) -> Bool:
        return z3.Or(parts) if parts else z3.BoolVal(False)

    def _sum(self, parts: list[Any]) -> Any:
        return z3.Sum(parts) if parts else z3.IntVal(0)

    # -- structure --------------------------------------------------------------------------------------------------

    def _structure(self, path: Path, place: Place) -> None:
        kinds = [self.of_kind(path, kind) for kind in self.kinds[path]]
        here = self.present(path)
        self.solver.add(here == self._or(kinds))
        self.solver.add(*(z3.Not(z3.And(one, other)) for one, other in combinations(kinds, 2)))
        if not path:
            self.solver.add(here)
        elif isinstance(path[-1], int):
            parent = path[:-1]
            self.solver.add(here == z3.And(self.of_kind(parent, "array"), self.item_total(parent) > path[-1]))
        else:
            self.solver.add(z3.Implies(here, self.of_kind(path[:-1], "object")))
        self._constants(path, place)

    def _constants(self, path: Path, place: Place) -> None:
        """Tie the tests on scalars to the constants they are made against, and the constants to each other."""
        scalars = self.scalars[path] = {}
        texts: dict[str, Json] = {}
        for test in place.tests:
            if isinstance(test, OneOf):
                for value in test.values:
                    if kind_of(value) in ("number", "string"):
                        texts[text_of(value)] = value
        for text in texts:
            scalars[OneOf((text,))] = self._bool("constant", path, text)
        constants = [self._bool("constant", path, text) for text in texts]
        if len(constants) > 1:
            self.solver.add(z3.AtMost(*constants, 1))
        for text, value in texts.items():
            self.solver.add(z3.Implies(self._bool("constant", path, text), self.of_kind(path, kind_of(value))))
        for test in dict.fromkeys(_scalar_test(test) for test in place.tests):
            kind = _scalar_kind(test)
            if kind is None:
                continue
            atom = scalars[test] = self._bool("scalar", path, test)
            self.solver.add(z3.Implies(atom, self.of_kind(path, kind)))
            for text, value in texts.items():
                if kind_of(value) == kind:
                    holds = passes(test, value)
                    self.solver.add(z3.Implies(self._bool("constant", path, text), atom if holds else z3.Not(atom)))

    def prefer_small(self) -> Bool:
        """Return an atom under which every count is small, and every value of a type that is asked about.

        Ask with it first, for a witness that a person can read.
        """
        small = self._bool("small")
        for path, place in self.tree.places.items():
            asked = _asked_kinds(place)
            if asked:
                unasked = [self.of_kind(path, kind) for kind in self.kinds[path] if kind not in asked]
                self.solver.add(*(z3.Implies(small, z3.Not(each)) for each in unasked))
        for key, number in list(self._bools.items()):
            if key[0] in ("items", "item kind", "member kind"):
                self.solver.add(z3.Implies(small, number <= SMALL))
        return small

    # -- terms ------------------------------------------------------------------------------------------------------

    def encode(self, term: Term, path: Path = ()) -> Bool:
        """Return the term, read at the path, as a Z3 formula; the path's value exists wherever it is asked."""
        key = (term, path)
        if key not in self._encoded:
            self._encoded[key] = self._encode(term, path)
        return self._encoded[key]

    def _encode(self, term: Term, path: Path) -> Bool:
        match term:
            case And(terms):
                return self._and([self.encode(each, path) for each in terms])
            case Or(terms):
                return self._or([self.encode(each, path) for each in terms])
            case ExactlyOne(terms):
                return z3.PbEq([(self.encode(each, path), 1) for each in terms], 1)
            case Not(inner):
                return z3.Not(self.encode(inner, path))
            case Present(below):
                return self.present(path + below)
            case At(below, test):
                return self._encode_test(test, path + below)
            case Test():
                return self._encode_test(term, path)
        raise TooLarge(type(term).__name__)

    def _encode_test(self, test: Test, path: Path) -> Bool:
        match test:
            case Type(kinds):
                parts = [self.of_kind(path, kind) for kind in kinds if kind != "integer"]
                if "integer" in kinds:
                    parts.append(self._bool("scalar", path, Type(("integer",))))
                return self._or(parts)
            case OneOf():
                return self._or([self._equals(value, path) for value in test.values])
            case ItemCount(minimum, maximum):
                if not self.tells_by_existence(path):
                    self.kinds_of_items(path)
                return z3.And(self.of_kind(path, "array"), *self._between(self.item_total(path), minimum, maximum))
            case PropertyCount(minimum, maximum):
                return z3.And(self.of_kind(path, "object"), *self._between(self._member_total(path), minimum, maximum))
            case Every(start, term):
                return self._encode_every(path, start, term)
            case Contains(term) if self.tells_by_existence(path):
                return z3.And(self.of_kind(path, "array"), self.some_item(path, term))
            case Contains(term, minimum, maximum):
                named = [
                    z3.If(z3.And(self.present((*path, index)), self.encode(term, (*path, index))), 1, 0)
                    for index in range(self.tree.places[path].indices)
                ]
                rest = [kind.number for kind in self.kinds_of_items(path) if _holds(kind, term)]
                total = self._sum([*named, *rest])
                return z3.And(self.of_kind(path, "array"), *self._between(total, minimum, maximum))
            case EveryMember():
                return self._encode_every_member(path, test)
            case UniqueItems():
                return self._encode_unique(path)
            case Range() | MultipleOf() | Length() | Matches():
                return self._bool("scalar", path, test)
            case Opaque():
                # Free to be either: what does not hold whatever it says, does not hold.
                return z3.And(self.present(path), self._bool("opaque", path, test))
        raise TooLarge(type(test).__name__)

    def _between(self, total: Any, minimum: int, maximum: int | None) -> list[Bool]:
        bounds = [total >= minimum] if minimum else []
        return bounds if maximum is None else [*bounds, total <= maximum]

    def _equals(self, value: Json, path: Path) -> Bool:
        kind = kind_of(value)
        if kind == "null":
            return self.of_kind(path, "null")
        if kind == "boolean":
            truth = self.truth(path)
            return z3.And(self.of_kind(path, "boolean"), truth if value else z3.Not(truth))
        if kind == "object":
            members = [self._equals(member, (*path, name)) for name, member in value.items()]
            return self._and([self._encode_test(PropertyCount(0, len(value)), path), self.of_kind(path, "object"), *members])
        if kind == "array":
            items = [self._equals(item, (*path, index)) for index, item in enumerate(value)]
            return self._and([self._encode_test(ItemCount(len(value), len(value)), path), *items])
        return self._bool("constant", path, text_of(value))

    def truth(self, path: Path) -> Bool:
        """Return the atom: the boolean at the path is true."""
        return self._bool("truth", path)

    # -- arrays -----------------------------------------------------------------------------------------------------

    def tells_by_existence(self, path: Path) -> bool:
        """Tell whether only "some" and "every" are asked of the items at the path, so that their kinds need not be listed."""
        place = self.tree.places[path]
        return place.indices == 0 and all(_is_existential(test) for test in place.tests)

    def some_item(self, path: Path, term: Term) -> Bool:
        """Return the atom: some item of the array at the path satisfies the term (for places told by existence)."""
        key = ("some", path, term)
        if key not in self._bools:
            some, other = self._bool(*key), self._bool("some", path, negation(term))
            filled = self.item_total(path) > 0
            self.solver.add(z3.Implies(self.of_kind(path, "array"), z3.Or(some, other) == filled))
        return self._bool(*key)

    def _encode_every(self, path: Path, start: int, term: Term) -> Bool:
        if self.tells_by_existence(path):
            return z3.And(self.of_kind(path, "array"), z3.Not(self.some_item(path, negation(term))))
        named = [
            z3.Implies(self.present((*path, index)), self.encode(term, (*path, index)))
            for index in range(start, self.tree.places[path].indices)
        ]
        rest = [kind.number == 0 for kind in self.kinds_of_items(path) if not _holds(kind, term)]
        return self._and([self.of_kind(path, "array"), *named, *rest])

    def _encode_unique(self, path: Path) -> Bool:
        unique = self._bool("unique", path)
        crowded, repeated = [], []
        for kind in self.kinds_of_items(path):
            named = [
                z3.If(z3.And(self.present((*path, index)), self.is_item_kind(kind, (*path, index))), 1, 0)
                for index in range(self.tree.places[path].indices)
            ]
            total = self._sum([*named, kind.number])
            repeated.append(total >= 2)
            if kind.exhausted:
                crowded.append(total > len(kind.values))
        array = self.of_kind(path, "array")
        self.solver.add(z3.Implies(unique, z3.And(array, z3.Not(self._or(crowded)))))
        self.solver.add(z3.Implies(z3.And(array, z3.Not(unique)), self._or(repeated)))
        return unique

    def is_item_kind(self, kind: ItemKind, path: Path) -> Bool:
        """Return the formula: the item at the path is of the kind."""
        return self._and(
            [self.encode(term, path) if holds else z3.Not(self.encode(term, path)) for term, holds in kind.truths.items()]
        )

    def kinds_of_items(self, path: Path) -> tuple[ItemKind, ...]:
        """Return the kinds of items that the array at the path may have beyond the named indices."""
        if path not in self.item_kinds:
            telling = self.tree.items_of_interest(path)
            if len(telling) > MOST_TELLING_TERMS:
                raise TooLarge(f"{len(telling)} terms tell the items of one array apart")
            place = self.tree.places[path]
            wanted = self._largest_count(place) + place.indices + 2 if UniqueItems() in place.tests else 1
            kinds: list[ItemKind] = []
            for truths in self._truths(telling):
                term = conjunction(*(each if holds else negation(each) for each, holds in truths.items()))
                values, exhausted = self.distinct(term, wanted)
                if values or not exhausted:
                    number = self._int("item kind", path, len(kinds))
                    kinds.append(ItemKind(truths, term, tuple(values), exhausted, number))
            self.item_kinds[path] = tuple(kinds)
            named = [z3.If(self.present((*path, index)), 1, 0) for index in range(place.indices)]
            total = self._sum([*named, *(kind.number for kind in kinds)])
            self.solver.add(z3.Implies(self.of_kind(path, "array"), self.item_total(path) == total))
        return self.item_kinds[path]

    def _largest_count(self, place: Place) -> int:
        bounds = [0]
        for test in place.tests:
            if isinstance(test, ItemCount | Contains):
                bounds.extend(bound for bound in (test.minimum, test.maximum) if bound is not None)
        largest = max(bounds)
        if largest > 64:
            raise TooLarge(f"{largest} different items")
        return largest

    def _truths(self, telling: tuple[Term, ...]) -> list[dict[Term, bool]]:
        """Return every combination of truths that some value has."""
        combinations: list[dict[Term, bool]] = [{}]
        for each in telling:
            extended = []
            for truths in combinations:
                for holds in (True, False):
                    candidate = {**truths, each: holds}
                    term = conjunction(*(part if truth else negation(part) for part, truth in candidate.items()))
                    values, exhausted = self.distinct(term, 1)
                    if values or not exhausted:
                        extended.append(candidate)
            combinations = extended
            if len(combinations) > MOST_KINDS:
                raise TooLarge(f"{len(combinations)} kinds of items")
        return combinations

    # -- objects ----------------------------------------------------------------------------------------------------

    def _member_total(self, path: Path) -> Any:
        named = [z3.If(self.present((*path, name)), 1, 0) for name in self.tree.places[path].names]
        return self._sum([*named, *(kind.number for kind in self.kinds_of_members(path))])

    def _encode_every_member(self, path: Path, test: EveryMember) -> Bool:
        named = [
            z3.Implies(self.present((*path, name)), self.encode(test.term, (*path, name)))
            for name in self.tree.places[path].names
            if name_passes(test.name, name)
        ]
        rest = [kind.number == 0 for kind in self.kinds_of_members(path) if kind.names[test] and not kind.values_hold[test]]
        return self._and([self.of_kind(path, "object"), *named, *rest])

    def kinds_of_members(self, path: Path) -> tuple[MemberKind, ...]:
        """Return the kinds of members that the object at the path may have besides the named ones."""
        if path not in self.member_kinds:
            place = self.tree.places[path]
            tests = [test for test in place.tests if isinstance(test, EveryMember)]
            if len(tests) > MOST_TELLING_TERMS:
                raise TooLarge(f"{len(tests)} tests tell the members of one object apart")
            unnamed = intersection(ALL, *(complement(word(name)) for name in place.names))
            kinds: list[MemberKind] = []
            for names, language in self._names(tests, unnamed):
                values = self._truths(tuple(dict.fromkeys(test.term for test in tests if names[test])))
                numbers = []
                for truths in values:
                    term = conjunction(*(each if holds else negation(each) for each, holds in truths.items()))
                    found, _ = self.distinct(term, 1)
                    number = self._int("member kind", path, len(kinds))
                    numbers.append(number)
                    hold = {test: truths[test.term] if names[test] else True for test in tests}
                    kinds.append(MemberKind(names, hold, language, found[0] if found else None, number))
                self._limit_names(language, numbers)
            self.member_kinds[path] = tuple(kinds)
            if len(kinds) > MOST_KINDS:
                raise TooLarge(f"{len(kinds)} kinds of members")
            for kind in kinds:
                self.solver.add(z3.Implies(z3.Not(self.of_kind(path, "object")), kind.number == 0))
        return self.member_kinds[path]

    def _names(self, tests: list[EveryMember], unnamed: Language) -> list[tuple[dict[EveryMember, bool], Language]]:
        try:
            combinations: list[tuple[dict[EveryMember, bool], Language]] = [({}, unnamed)]
            for test in tests:
                language = language_of_term(test.name)
                combinations = [
                    ({**names, test: holds}, part)
                    for names, known in combinations
                    for holds in (True, False)
                    if count(part := intersection(known, language if holds else complement(language)), 1)
                ]
        except (Unread, LanguageTooLarge) as error:
            raise TooLarge(f"names that are told apart by {error}") from error
        return combinations

    def _limit_names(self, language: Language, numbers: list[Any]) -> None:
        limit = 1_000
        available = count(language, limit)
        if available < limit:
            self.solver.add(self._sum(numbers) <= available)


def _holds(kind: ItemKind, term: Term) -> bool:
    if term in kind.truths:
        return kind.truths[term]
    return not kind.truths[negation(term)]


def _telling_kinds(place: Place) -> tuple[str, ...]:
    """Return the JSON types that something at the place depends on, and one that stands for all the others."""
    kinds = _asked_kinds(place)
    other = next((kind for kind in ("string", *KINDS) if kind not in kinds), None)
    return tuple(kind for kind in KINDS if kind in kinds or kind == other)


def _asked_kinds(place: Place) -> set[str]:
    kinds: set[str] = {"object"} if place.names else set()
    if place.indices:
        kinds.add("array")
    for test in place.tests:
        kind = kind_of_test(test)
        if kind is not None:
            kinds.add(kind)
        elif isinstance(test, Type):
            kinds.update("number" if each == "integer" else each for each in test.kinds)
        elif isinstance(test, OneOf):
            kinds.update(kind_of(value) for value in test.values)
    return kinds


def _is_existential(test: Test) -> bool:
    match test:
        case Every(start):
            return start == 0
        case Contains(_, minimum, maximum):
            return minimum == 1 and maximum is None
        case ItemCount(_, maximum):
            return maximum is None
    return not isinstance(test, UniqueItems | OneOf) or isinstance(test, Type)


def _scalar_test(test: Test) -> Test:
    """Return what a type test asks of a number beyond being one."""
    return Type(("integer",)) if isinstance(test, Type) and "integer" in test.kinds else test


def _scalar_kind(test: Test) -> str | None:
    if isinstance(test, Range | MultipleOf) or test == Type(("integer",)):
        return "number"
    return "string" if isinstance(test, Length | Matches) else None
