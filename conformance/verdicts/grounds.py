"""What a truth value rests on, read straight from the schema as it is written.

``conformance.logic.evidence`` answers the same question for any schema, after lowering it; this reading keeps to the keywords
that facts and requirements are written in, names the facts on its way, and is quick enough for every finding of a run. The two
agree on every shipped requirement (tested).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Any

from conformance.catalogue.references import resolve
from conformance.logic.kleene import counted, is_growing, member_pointer

from .model import Truth, conjunction
from .scalars import SCALAR_TESTS

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue, Schema
    from conformance.declarations import Judged


class Absent(Enum):
    """Marks a place of the document where nothing stands."""

    ABSENT = "absent"


ABSENT = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Grounds:
    """A truth value with the places of the judged document that decide it.

    Attributes:
        value: true, false, or None for unknown.
        rests_on: JSON Pointers of a small set of values that decide a definite value; empty when unknown.
        missing: when unknown, JSON Pointers of what would have to be declared; ``/-`` at the end stands for a further item.
    """

    value: Truth
    rests_on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    def __invert__(self) -> Grounds:
        return Grounds(None if self.value is None else not self.value, self.rests_on, self.missing)


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the document.

    Attributes:
        value: what stands there, or ``ABSENT``.
        pointer: its JSON Pointer.
        shape: the pointer without list indices, as fields are named.
    """

    value: Any
    pointer: str = ""
    shape: str = ""

    def member(self, name: str) -> Spot:
        """Return the place of a member; absent when the value has none of that name."""
        value = self.value.get(name, ABSENT) if isinstance(self.value, Mapping) else ABSENT
        return Spot(value, member_pointer(self.pointer, name), member_pointer(self.shape, name))

    def items(self) -> list[Spot]:
        """Return the places of the items of a list."""
        return [Spot(item, f"{self.pointer}/{n}", self.shape) for n, item in enumerate(self.value)]


class Reader:
    """Reads schemas against one judged declaration.

    Args:
        catalogue: where references lead.
        judged: the declaration on a day.
        open_lists: shapes of the lists that the format does not call exhaustive.
    """

    def __init__(self, catalogue: Catalogue, judged: Judged, open_lists: frozenset[str]) -> None:
        self._catalogue = catalogue
        self._incomplete = judged.incomplete
        self._open_lists = open_lists
        self._resolved: dict[tuple[str, str], tuple[Schema, str]] = {}
        self._read: dict[str, Grounds] = {}
        self.root = Spot(judged.document)

    def read(self, schema: Schema, base: str, spot: Spot | None = None) -> Grounds:
        """Return whether the schema holds, and on what that rests.

        Args:
            schema: a schema; one with other keywords than facts and requirements use is asked of the formal core.
            base: absolute URI from which its references start.
            spot: the place it speaks of, the whole document by default.

        Raises:
            CatalogueError: a reference leads nowhere.
        """
        spot = self.root if spot is None else spot
        if isinstance(schema, bool):
            return Grounds(schema)
        if spot.value is ABSENT and "$ref" not in schema:
            return self._absent(schema, base, spot)
        if not schema.keys() <= READ_HERE:
            return self._beyond(schema, base, spot)
        return all_of(list(self._parts(schema, base, spot)))

    def follow(self, reference: str, base: str) -> tuple[Schema, str]:
        """Return the schema a reference leads to and its URI."""
        key = (base.partition("#")[0], reference)
        if key not in self._resolved:
            self._resolved[key] = resolve(self._catalogue, *key)
        return self._resolved[key]

    def grows(self, spot: Spot) -> bool:
        """Tell whether a list may have items that it does not name."""
        return is_growing(spot.shape, self._open_lists, self._incomplete)

    def _absent(self, schema: Mapping[str, Any], base: str, spot: Spot) -> Grounds:
        missing = tuple(self._leaves(schema, base, spot))
        return Grounds(None, missing=missing) if missing else Grounds(True)

    def _leaves(self, schema: Schema, base: str, spot: Spot) -> Iterator[str]:
        """Yield the pointers of what would have to stand at and below an absent place."""
        if isinstance(schema, bool):
            if not schema:
                yield spot.pointer
            return
        deeper = [
            leaf for name, part in schema.get("properties", {}).items() for leaf in self._leaves(part, base, spot.member(name))
        ]
        for part, uri in self._in_place(schema, base):
            deeper += self._leaves(part, uri, spot)
        if deeper:
            yield from deeper
        elif schema.keys() - ANNOTATIONS:
            yield spot.pointer

    def _in_place(self, schema: Mapping[str, Any], base: str) -> Iterator[tuple[Schema, str]]:
        if "$ref" in schema:
            yield self.follow(schema["$ref"], base)
        for keyword in ("allOf", "anyOf", "oneOf"):
            yield from ((part, base) for part in schema.get(keyword, ()))
        yield from ((schema[keyword], base) for keyword in ("not", "if", "then", "else") if keyword in schema)

    def _parts(self, schema: Mapping[str, Any], base: str, spot: Spot) -> Iterator[Grounds]:
        for keyword, argument in schema.items():
            if keyword in ANNOTATIONS:
                continue
            if keyword == "$ref":
                yield self._referred(*self.follow(argument, base), spot)
            elif keyword == "allOf":
                yield from (self.read(part, base, spot) for part in argument)
            elif keyword == "anyOf":
                yield any_of([self.read(part, base, spot) for part in argument])
            elif keyword == "not":
                yield ~self.read(argument, base, spot)
            elif keyword == "if":
                condition = self.read(argument, base, spot)
                if "then" in schema:
                    yield any_of([~condition, self.read(schema["then"], base, spot)])
                if "else" in schema:
                    yield any_of([condition, self.read(schema["else"], base, spot)])
            elif keyword in ("properties", "required"):
                yield from self._members(keyword, schema, base, spot)
            elif keyword in ("items", "contains"):
                if isinstance(spot.value, list):
                    yield self._list(keyword, schema, base, spot)
            elif keyword in ("minItems", "maxItems"):
                yield self._count(keyword, argument, spot)
            elif keyword in ("minProperties", "maxProperties", "propertyNames"):
                yield self._open_object(keyword, argument, base, spot)
            else:
                yield Grounds(SCALAR_TESTS[keyword](argument, spot.value), (spot.pointer,))

    def _beyond(self, schema: Mapping[str, Any], base: str, spot: Spot) -> Grounds:
        """Ask the formal core about a schema at a place, and tell its pointers from there."""
        from conformance.logic.evidence import evidence

        from .compiled import registry_of

        def below(shapes: frozenset[str]) -> frozenset[str]:
            return frozenset(
                shape.removeprefix(spot.shape) if f"{shape}/".startswith(f"{spot.shape}/") else ""
                for shape in shapes
                if f"{shape}/".startswith(f"{spot.shape}/") or f"{spot.shape}/".startswith(f"{shape}/")
            )

        found = evidence(
            schema,
            spot.value,
            below(self._incomplete),
            open_lists=below(self._open_lists) - {""} | ({""} if spot.shape in self._open_lists else frozenset()),
            registry=registry_of(self._catalogue),
            base_uri=base.partition("#")[0],
        )
        rests_on, missing = ([spot.pointer + pointer for pointer in each] for each in (found.rests_on, found.missing))
        return Grounds(found.value, tuple(rests_on), tuple(missing))

    def _referred(self, target: Schema, uri: str, spot: Spot) -> Grounds:
        """Read what a reference leads to; facts about the whole document, which many requirements share, once only."""
        if spot is not self.root:
            return self.read(target, uri, spot)
        if uri not in self._read:
            self._read[uri] = self.read(target, uri, spot)
        return self._read[uri]

    def _members(self, keyword: str, schema: Mapping[str, Any], base: str, spot: Spot) -> Iterator[Grounds]:
        if not isinstance(spot.value, Mapping):
            return
        if keyword == "properties":
            for name, part in schema["properties"].items():
                yield self.read(part, base, spot.member(name))
            return
        for name in schema["required"]:
            if name in spot.value:
                yield Grounds(True, (spot.member(name).pointer,))
            elif schema.get("properties", {}).get(name, True) is True:
                yield Grounds(None, missing=(spot.member(name).pointer,))

    def _list(self, keyword: str, schema: Mapping[str, Any], base: str, spot: Spot) -> Grounds:
        found = [self.read(schema[keyword], base, item) for item in spot.items()]
        if keyword == "items":
            decided = [each for each in found if each.value is False]
            value: Truth = None if self.grows(spot) else conjunction(*(each.value for each in found))
        elif schema.get("minContains", 1) == 1 and "maxContains" not in schema:
            decided = [each for each in found if each.value is True]
            value = None if self.grows(spot) or any(each.value is None for each in found) else False
        else:
            known = sum(each.value is True for each in found)
            possible = None if self.grows(spot) else sum(each.value is not False for each in found)
            decided, value = [], counted(known, possible, schema.get("minContains", 1), schema.get("maxContains"))
        if decided:
            return fewest(decided)
        return self._whole(spot, value, found)

    def _count(self, keyword: str, bound: int, spot: Spot) -> Grounds:
        if not isinstance(spot.value, list):
            return Grounds(True, (spot.pointer,))
        size = len(spot.value)
        limits = (bound, None) if keyword == "minItems" else (0, bound)
        return self._whole(spot, counted(size, None if self.grows(spot) else size, *limits), [])

    def _whole(self, spot: Spot, value: Truth, found: Sequence[Grounds]) -> Grounds:
        if value is not None:
            return Grounds(value, (spot.pointer,))
        missing = [pointer for each in found for pointer in each.missing]
        return Grounds(None, missing=(*missing, f"{spot.pointer}/-") if self.grows(spot) else tuple(missing))

    def _open_object(self, keyword: str, argument: Any, base: str, spot: Spot) -> Grounds:
        if not isinstance(spot.value, Mapping):
            return Grounds(True, (spot.pointer,))
        size = len(spot.value)
        if keyword == "propertyNames":
            names = [self.read(argument, base, Spot(name, spot.pointer, spot.shape)) for name in spot.value]
            return Grounds(False, (spot.pointer,)) if any(name.value is False for name in names) else Grounds(None)
        limits = (argument, None) if keyword == "minProperties" else (0, argument)
        return Grounds(counted(size, None, *limits), (spot.pointer,))


def all_of(parts: list[Grounds]) -> Grounds:
    """Return Kleene's *and* with what it rests on: the smallest refutation, or all that is missing, or all."""
    refuted = [part for part in parts if part.value is False]
    if refuted:
        return fewest(refuted)
    if any(part.value is None for part in parts):
        return Grounds(None, missing=_joined(part.missing for part in parts))
    return Grounds(True, _deepest(_joined(part.rests_on for part in parts)))


def any_of(parts: list[Grounds]) -> Grounds:
    """Return Kleene's *or* with what it rests on."""
    return ~all_of([~part for part in parts])


def fewest(parts: Sequence[Grounds]) -> Grounds:
    """Return the grounds that rest on the fewest places."""
    return min(parts, key=lambda part: (len(part.rests_on), part.rests_on))


def _joined(parts: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(pointer for part in parts for pointer in part))


def _deepest(found: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out the places that only lead to others: the object on the way to a member says nothing by itself."""
    return tuple(one for one in found if not any(other.startswith(f"{one}/") for other in found))


ANNOTATIONS = frozenset(
    {"title", "description", "requirement", "then", "else", "minContains", "maxContains", "$comment", "$id", "$schema", "$defs"}
)
"""Keywords that say nothing by themselves; the applicators read their companions together."""
READ_HERE = (
    frozenset(SCALAR_TESTS)
    | ANNOTATIONS
    | {
        "$ref", "allOf", "anyOf", "not", "if", "properties", "required", "items", "contains", "minItems", "maxItems",
        "minProperties", "maxProperties", "propertyNames",
    }
)  # fmt: skip
"""All that facts and requirements are written in."""
