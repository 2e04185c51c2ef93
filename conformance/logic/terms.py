"""Formulas over one JSON value: the small algebra that JSON Schema is lowered to.

A term is a yes/no question about *the value at hand*. Terms are immutable and hash-consed: equal terms are one object.

===================  ===========================================================================================
`And` `Or`           conjunction, disjunction of two or more terms; `TRUE` and `FALSE` are the empty ones
`ExactlyOne`         JSON Schema's ``oneOf``
`Not`                negation; stands before an atom or an `ExactlyOne` only (negation normal form)
`Present`            the value at a path below exists
`At`                 the value at a path below exists and passes a *test*
`Type`               test: has one of these JSON types
`OneOf`              test: equals one of these values
`Range`              test: is a number within bounds
`MultipleOf`         test: is a number and a multiple
`Length`             test: is a string of so many code points
`Matches`            test: is a string in which a regular expression is found
`ItemCount`          test: is an array of so many items
`UniqueItems`        test: is an array without two equal items
`Every`              test: is an array whose items, from an index on, all satisfy a term
`Contains`           test: is an array in which so many items satisfy a term
`PropertyCount`      test: is an object of so many members
`EveryMember`        test: is an object in which every member whose name satisfies one term has a value that satisfies another
`Opaque`             test: a schema outside the fragment, to be asked of a JSON Schema validator
===================  ===========================================================================================

Atoms are *positive*: a `Range` is false of a string. JSON Schema's conditional assertions ("if a number, then ...") are
disjunctions with a `Type`. A path is a tuple of member names and array indices that never passes through `Every`,
`Contains` or `EveryMember`; a test at the empty path stands alone, without `At`. Build terms with the functions of
``conformance.logic.build``, which keep the normal form; the classes check nothing.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, TypeAlias, TypeVar
from weakref import WeakValueDictionary

from conformance.logic.values import Json, text_of

if TYPE_CHECKING:
    from collections.abc import Mapping

Path: TypeAlias = "tuple[str | int, ...]"
"""Member names and array indices, from the value at hand down."""

_T = TypeVar("_T", bound="Term")


class _Interned(type):
    """Makes equal terms one object.

    The tables hold weak references and are only caches: terms compare by digest, so a term that were built twice would
    still equal its double.
    """

    by_digest: ClassVar[WeakValueDictionary[bytes, Any]] = WeakValueDictionary()
    by_arguments: ClassVar[WeakValueDictionary[tuple[Any, ...], Any]] = WeakValueDictionary()

    def __call__(cls: type[_T], *args: Any, **named: Any) -> _T:  # type: ignore[misc]
        # The types tell 2 and 2.0 apart, which are one key but two divisors to `MultipleOf`.
        key = (cls, args, *named.items(), *map(type, args))
        known: _T | None = _Interned.by_arguments.get(key)
        if known is not None:
            return known
        term: _T = super().__call__(*args, **named)  # type: ignore[misc]
        interned: _T = _Interned.by_digest.setdefault(term.digest, term)
        _Interned.by_arguments[key] = interned
        return interned


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Term(metaclass=_Interned):
    """A formula. ``digest`` (SHA-256) depends on structure only, so it is the same in every process."""

    digest: bytes = field(init=False, repr=False)

    def __post_init__(self) -> None:
        parts = [type(self).__name__, *(_text(getattr(self, each.name)) for each in fields(self) if each.init)]
        object.__setattr__(self, "digest", hashlib.sha256("\0".join(parts).encode()).digest())

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Term) and self.digest == other.digest)

    def __hash__(self) -> int:
        return hash(self.digest)


def _text(value: object) -> str:
    if isinstance(value, Term | Resources):
        return value.digest.hex()
    if isinstance(value, tuple):
        return f"({','.join(map(_text, value))})"
    return json.dumps(value, sort_keys=True)


@dataclass(frozen=True, slots=True, eq=False)
class And(Term):
    """All of ``terms``, sorted by digest; empty: true."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Or(Term):
    """At least one of ``terms``, sorted by digest; empty: false."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class ExactlyOne(Term):
    """One of ``terms`` and no other; the same term may stand twice."""

    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Not(Term):
    """The negation of an atom (`Present`, `At` or a test) or of an `ExactlyOne`."""

    term: Term


@dataclass(frozen=True, slots=True, eq=False)
class Present(Term):
    """The value at ``path`` (not empty) exists; ``null`` is a value."""

    path: Path


@dataclass(frozen=True, slots=True, eq=False)
class Test(Term):
    """Base of the terms that look at a value itself."""

    __test__: ClassVar[bool] = False


@dataclass(frozen=True, slots=True, eq=False)
class At(Term):
    """The value at ``path`` (not empty) exists and passes ``test``."""

    path: Path
    test: Test


@dataclass(frozen=True, slots=True, eq=False)
class Type(Test):
    """Has one of ``kinds``: sorted names out of array, boolean, integer, null, number, object, string."""

    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class OneOf(Test):
    """Equals one of ``values``: canonical JSON, no two alike, sorted by their text. ``texts`` are these texts, for comparison."""

    texts: tuple[str, ...]

    @property
    def values(self) -> tuple[Json, ...]:
        """The values, as fresh copies."""
        return tuple(map(json.loads, self.texts))

    @classmethod
    def of(cls, *values: Json) -> OneOf:
        """Return the test for these values in any order, repeated or not."""
        return cls(tuple(sorted({text_of(value) for value in values})))


@dataclass(frozen=True, slots=True, eq=False)
class Range(Test):
    """Is a number (never a boolean) within bounds; ``None`` is no bound, bounds count as inside unless exclusive."""

    minimum: int | float | None = None
    maximum: int | float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class MultipleOf(Test):
    """Is a number and an integral multiple of ``divisor`` (above 0)."""

    divisor: int | float


@dataclass(frozen=True, slots=True, eq=False)
class Length(Test):
    """Is a string of at least ``minimum`` and at most ``maximum`` Unicode code points."""

    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True, eq=False)
class Matches(Test):
    """Is a string in which ``pattern`` (Python ``re`` syntax) is found anywhere."""

    pattern: str


@dataclass(frozen=True, slots=True, eq=False)
class ItemCount(Test):
    """Is an array of at least ``minimum`` and at most ``maximum`` items."""

    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True, eq=False)
class UniqueItems(Test):
    """Is an array in which no two items are equal."""


@dataclass(frozen=True, slots=True, eq=False)
class Every(Test):
    """Is an array in which all items from index ``start`` on satisfy ``term``."""

    start: int
    term: Term


@dataclass(frozen=True, slots=True, eq=False)
class Contains(Test):
    """Is an array in which at least ``minimum`` and at most ``maximum`` items satisfy ``term``."""

    term: Term
    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True, eq=False)
class PropertyCount(Test):
    """Is an object of at least ``minimum`` and at most ``maximum`` members."""

    minimum: int
    maximum: int | None


@dataclass(frozen=True, slots=True, eq=False)
class EveryMember(Test):
    """Is an object in which each member whose name satisfies ``name`` has a value that satisfies ``term``.

    ``name`` is a term over the name, a string: ``patternProperties`` gives `Matches`, ``additionalProperties`` a
    conjunction of negations; ``propertyNames`` gives the negated name schema, with ``term`` `FALSE`.
    """

    name: Term
    term: Term


@dataclass(frozen=True, slots=True, eq=False)
class Resources:
    """The schema resources by URI that an `Opaque` may refer to; frozen by convention, compared by digest."""

    contents: Mapping[str, Schema_]
    digest: bytes

    @classmethod
    def of(cls, contents: Mapping[str, Schema_]) -> Resources:
        """Return the resources with the digest of what they say."""
        text = json.dumps(contents, sort_keys=True, default=str)
        return cls(contents, hashlib.sha256(text.encode()).digest())


@dataclass(frozen=True, slots=True, eq=False)
class Opaque(Test):
    """Is valid against a schema that the algebra cannot express.

    Attributes:
        schema_text: the schema as JSON text: a whole resource, or ``{"$ref": <absolute URI>}`` into one.
        base_uri: the URI of a whole resource; empty if the schema names a part of one, or refers to nothing.
        resources: what those references, and the references of what they name, may need.
        reason: which keyword, and why it is outside the algebra, for people.
        unresolved: the URI that nobody gave, if that is the reason; the term then has no truth value.
    """

    schema_text: str
    base_uri: str
    resources: Resources
    reason: str
    unresolved: str | None = None

    @property
    def schema(self) -> Json:
        """The schema, as a fresh copy."""
        return json.loads(self.schema_text)


Schema_: TypeAlias = "bool | Mapping[str, Any]"

TRUE = And(())
"""Holds of every value."""

FALSE = Or(())
"""Holds of no value."""
