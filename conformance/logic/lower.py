"""JSON Schema 2020-12 to terms.

Every assertion and applicator is lowered; references are resolved through ``referencing``. What the algebra cannot express
(``$dynamicRef``, ``unevaluatedItems``, ``unevaluatedProperties``, recursion, schemas of other dialects, patterns that are no
Python regular expressions, references to resources that nobody gave) becomes an `Opaque` term. ``format`` and the other
annotations say nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urljoin

from jsonschema_specifications import REGISTRY as METASCHEMAS  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.exceptions import NoSuchAnchor, PointerToNowhere, Unresolvable
from referencing.jsonschema import DRAFT202012, SchemaRegistry
from referencing.jsonschema import Schema as ReferencingSchema

from conformance.logic.assertions import ASSERTIONS, count, guarded, malformed, mapping, pattern_test
from conformance.logic.build import (
    at,
    conjunction,
    contains,
    disjunction,
    every,
    every_member,
    exactly_one,
    implication,
    negation,
)
from conformance.logic.dialects import Dialect, dialect_of
from conformance.logic.terms import FALSE, TRUE, OneOf, Opaque, Present, Resources, Term, Type
from conformance.logic.values import Schema, SchemaError, text_of

_MALFORMED = (AttributeError, TypeError, ValueError)
"""What ``referencing`` lets through when it walks a malformed schema in search of anchors."""


def lower(schema: Schema, *, registry: SchemaRegistry | None = None, base_uri: str = "") -> Term:
    """Return the term that holds of exactly the values that are valid against a schema.

    Args:
        schema: a JSON Schema 2020-12.
        registry: the schema resources that references may name; nothing else is looked up, least of all on a network.
        base_uri: where the schema stands. If the registry has a resource of that URI the schema is a part of it, and
            ``#/...`` refers to that resource; otherwise the schema is the resource.

    Raises:
        SchemaError: a keyword has a malformed value, a reference names no place in a resource that is there, or
            references lead in a circle without ever descending into the instance.
    """
    return Lowering(registry).lower(schema, base_uri)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a schema stands: how its references resolve, in which resource, and the dialect of that resource."""

    resolver: Any  # referencing.Resolver, a class that the library does not export
    root: Schema
    dialect: Dialect


class _DynamicScope(Exception):
    """A reference depends on how it was reached, so no part of the schema can be understood alone."""


class Lowering:
    """Lowers many schemas over one registry, each shared part once."""

    def __init__(self, registry: SchemaRegistry | None = None) -> None:
        given: SchemaRegistry = Registry() if registry is None else registry
        # A registry made anew has no retrieval hook: what was not given is not fetched.
        own: SchemaRegistry = Registry().with_resources((uri, given[uri]) for uri in given)
        self._registry = _crawled(METASCHEMAS.combine(own))
        self._done: dict[tuple[int, int], Term] = {}
        self._kept: list[Schema] = []
        self._active: dict[tuple[int, int], int] = {}
        self._depth = 0
        self._entry = self._registry

    def lower(self, schema: Schema, base_uri: str = "") -> Term:
        """Return the term of a schema; see `lower`."""
        try:
            return self._lower(schema, base_uri)
        except RecursionError:
            raise SchemaError("the schema is nested too deeply to be read") from None

    def _lower(self, schema: Schema, base_uri: str) -> Term:
        if isinstance(schema, bool):
            return TRUE if schema else FALSE
        if not isinstance(schema, Mapping):
            raise malformed("(a schema)", schema, "an object, true or false")
        self._kept.append(schema)
        self._active.clear()
        self._depth = 0
        if base_uri in self._registry:
            self._entry = self._registry
        else:
            resource = Resource.from_contents(schema, default_specification=DRAFT202012)
            anonymous = f"urn:sha256:{hashlib.sha256(text_of(schema).encode()).hexdigest()}"
            base_uri = urljoin(base_uri, resource.id() or "") or anonymous
            self._entry = self._registry.with_resource(base_uri, resource)
            with suppress(SchemaError):  # lowering finds the malformed place, and says more about it
                self._entry = _crawled(self._entry)
        place = self._placed(self._entry.resolver(base_uri))
        try:
            return self._schema(schema, place)
        except _DynamicScope:
            inner = self._inside(schema, place)
            return self._opaque(schema, inner, "$dynamicRef depends on how the schema was reached")

    def _placed(self, resolver: Any) -> _Place:
        root = resolver.lookup("#").contents
        return _Place(resolver, root, dialect_of(root, self._entry))

    def _inside(self, schema: Mapping[str, Any], place: _Place) -> _Place:
        """Return the place seen from inside a schema, whose ``$id`` may make it a resource of its own."""
        if "$id" not in schema or schema is place.root:
            return place
        resource: Resource[ReferencingSchema] = DRAFT202012.create_resource(schema)
        try:
            return self._placed(place.resolver.in_subresource(resource))
        except Unresolvable:
            return place

    def _below(self, schema: Schema, place: _Place) -> Term:
        """Lower a schema that looks at a part of the instance, not at the instance itself."""
        self._depth += 1
        term = self._schema(schema, place)
        self._depth -= 1
        return term

    def _schema(self, schema: Schema, place: _Place) -> Term:
        if isinstance(schema, bool):
            return TRUE if schema else FALSE
        if not isinstance(schema, Mapping):
            raise malformed("(a schema)", schema, "an object, true or false")
        place = self._inside(schema, place)
        key = (id(schema), id(place.root))
        if key in self._done:
            return self._done[key]
        if key in self._active:
            if self._active[key] == self._depth:
                raise SchemaError(f"a reference leads back to itself, so this schema says nothing: {_shown(schema)}")
            return self._opaque(schema, place, "the schema refers to itself")
        self._active[key] = self._depth
        term = self._keywords(schema, place)
        del self._active[key]
        self._done[key] = term
        return term

    def _keywords(self, schema: Mapping[str, Any], place: _Place) -> Term:
        if place.dialect.foreign:
            return self._opaque(schema, place, f"the schema is written in the dialect {place.dialect.uri}")
        terms: list[Term] = []
        if place.dialect.asserts:
            terms.extend(ASSERTIONS[keyword](value) for keyword, value in schema.items() if keyword in ASSERTIONS)
        terms.extend(self._reference(keyword, schema[keyword], place) for keyword in ("$ref", "$dynamicRef") if keyword in schema)
        if place.dialect.applies:
            terms.extend(self._in_place(schema, place))
            terms.extend(self._members(schema, place))
            terms.extend(self._items(schema, place))
        if place.dialect.unevaluated:
            terms.extend(
                self._opaque(schema, place, f"{keyword} depends on which other keywords were applied")
                for keyword in ("unevaluatedItems", "unevaluatedProperties")
                if self._below(schema.get(keyword, True), place) is not TRUE
            )
        return conjunction(*terms)

    def _reference(self, keyword: str, reference: object, place: _Place) -> Term:
        if not isinstance(reference, str):
            raise malformed(keyword, reference, "a URI reference")
        try:
            resolved = place.resolver.lookup(reference)
        except (PointerToNowhere, NoSuchAnchor) as error:
            raise SchemaError(f"the reference {reference!r} names no place in its resource: {error}") from None
        except Unresolvable:
            return _unresolved(reference)
        except _MALFORMED as error:
            raise _malformed_resource() from error
        target = resolved.contents
        anchor = reference.partition("#")[2]
        if isinstance(target, Mapping) and anchor and target.get("$dynamicAnchor") == anchor:
            raise _DynamicScope
        return self._schema(target, self._placed(resolved.resolver))

    def _in_place(self, schema: Mapping[str, Any], place: _Place) -> Iterable[Term]:
        def each(keyword: str) -> list[Term]:
            value = schema[keyword]
            if not isinstance(value, list):
                raise malformed(keyword, value, "a list of schemas")
            return [self._schema(sub, place) for sub in value]

        if "allOf" in schema:
            yield from each("allOf")
        if "anyOf" in schema:
            yield disjunction(*each("anyOf"))
        if "oneOf" in schema:
            yield exactly_one(*each("oneOf"))
        if "not" in schema:
            yield negation(self._schema(schema["not"], place))
        if "if" in schema:
            condition = self._schema(schema["if"], place)
            yield implication(condition, self._schema(schema.get("then", True), place))
            yield disjunction(condition, self._schema(schema.get("else", True), place))
        for name, sub in mapping("dependentSchemas", schema.get("dependentSchemas", {})).items():
            yield implication(Present((name,)), self._schema(sub, place))

    def _members(self, schema: Mapping[str, Any], place: _Place) -> Iterable[Term]:
        properties = mapping("properties", schema.get("properties", {}))
        for name, sub in properties.items():
            yield implication(Present((name,)), at((name,), self._below(sub, place)))
        patterns = {
            pattern_test(pattern, "patternProperties"): sub
            for pattern, sub in mapping("patternProperties", schema.get("patternProperties", {})).items()
        }
        for matching, sub in patterns.items():
            yield guarded("object", every_member(matching, self._below(sub, place)))
        if "additionalProperties" in schema:
            listed = [OneOf.of(*properties)] if properties else []
            other = conjunction(*map(negation, [*listed, *patterns]))
            yield guarded("object", every_member(other, self._below(schema["additionalProperties"], place)))
        if "propertyNames" in schema:
            refused = conjunction(Type(("string",)), negation(self._below(schema["propertyNames"], place)))
            yield guarded("object", every_member(refused, FALSE))

    def _items(self, schema: Mapping[str, Any], place: _Place) -> Iterable[Term]:
        prefix = schema.get("prefixItems", [])
        if not isinstance(prefix, list):
            raise malformed("prefixItems", prefix, "a list of schemas")
        for index, sub in enumerate(prefix):
            yield implication(Present((index,)), at((index,), self._below(sub, place)))
        if "items" in schema:
            yield guarded("array", every(self._below(schema["items"], place), start=len(prefix)))
        if "contains" in schema:
            minimum, maximum = 1, None
            if place.dialect.asserts:
                minimum = count("minContains", schema.get("minContains", 1))
                maximum = count("maxContains", schema["maxContains"]) if "maxContains" in schema else None
            yield guarded("array", contains(self._below(schema["contains"], place), minimum, maximum))

    def _opaque(self, schema: Mapping[str, Any], place: _Place, reason: str) -> Term:
        uri = next(uri for uri in self._entry if self._entry[uri].contents is place.root)
        pointer = _pointer_to(schema, place.root)
        if pointer is None:
            raise SchemaError(f"a part of a schema cannot be named by a JSON Pointer in {uri}: {_shown(schema)}")
        resources = {each: self._entry[each].contents for each in sorted(self._entry) if each not in METASCHEMAS}
        # A whole resource is given as it is: jsonschema-rs 0.60 panics on some dynamic references behind a reference.
        if not pointer:
            return Opaque(text_of(schema), uri, Resources.of(resources), reason)
        return Opaque(text_of({"$ref": f"{uri}#{pointer}"}), "", Resources.of(resources), reason)


def _crawled(registry: SchemaRegistry) -> SchemaRegistry:
    """Return the registry with all anchors and embedded resources found."""
    try:
        return registry.crawl()
    except _MALFORMED as error:
        raise _malformed_resource() from error


def _malformed_resource() -> SchemaError:
    return SchemaError("a schema that was given has something else where a schema should stand, or a keyword of the wrong type")


def _unresolved(reference: str) -> Term:
    reason = f"the reference {reference!r} names a resource that was not given"
    return Opaque(text_of({"$ref": reference}), "", Resources.of({}), reason, reference)


def _pointer_to(wanted: object, root: object) -> str | None:
    """Return the JSON Pointer, as a URI fragment, of an object inside a document."""
    stack: list[tuple[str, object]] = [("", root)]
    while stack:
        pointer, value = stack.pop()
        if value is wanted:
            return pointer
        if isinstance(value, Mapping):
            stack.extend((f"{pointer}/{_escaped(str(name))}", each) for name, each in value.items())
        elif isinstance(value, list):
            stack.extend((f"{pointer}/{index}", each) for index, each in enumerate(value))
    return None


def _escaped(name: str) -> str:
    return quote(name.replace("~", "~0").replace("/", "~1"))


def _shown(schema: object) -> str:
    text = repr(schema)
    return text if len(text) <= 80 else f"{text[:77]}..."
