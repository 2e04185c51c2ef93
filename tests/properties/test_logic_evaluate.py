"""Laws of the formal core: agreement with ``jsonschema``, and with Kleene's logic."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validators

from conformance import logic
from conformance.logic.evidence import evidence
from conformance.logic.kleene import is_growing, member_pointer
from conformance.logic.lower import lower

Json = Any

NAMES = st.sampled_from(["a", "b", "c", "a/b", "~", ""])
STRINGS = st.sampled_from(["", "x", "y", "xy", "yes", "é", "e\u0301", "🦆", "1", "true"])
NUMBERS = st.one_of(
    st.integers(-3, 4),
    st.sampled_from([0.5, 1.0, 2.0, -0.0, 1.5, 0.1, 0.3, 4.5, 10**20, 10**20 + 1, 1e20, 2**53, 2**53 + 1, 2.0**53, -(10**20)]),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, STRINGS)
VALUES = st.recursive(
    SCALARS,
    lambda values: st.one_of(st.lists(values, max_size=4), st.dictionaries(NAMES, values, max_size=4)),
    max_leaves=8,
)
PATTERNS = st.sampled_from(["x", "^x", "y$", "^.$", r"\d", "[^x]", "^(x|y)+$", ""])
COUNTS = st.integers(0, 3)
TYPES = st.sampled_from(["null", "boolean", "integer", "number", "string", "array", "object"])


def _merged(parts: list[dict[str, Json]]) -> dict[str, Json]:
    return {name: value for part in parts for name, value in part.items()}


ASSERTIONS = st.one_of(
    st.fixed_dictionaries({"type": st.one_of(TYPES, st.lists(TYPES, min_size=1, max_size=3, unique=True))}),
    st.fixed_dictionaries({"const": VALUES}),
    st.fixed_dictionaries({"enum": st.lists(VALUES, min_size=1, max_size=4)}),
    st.fixed_dictionaries({"enum": st.lists(STRINGS, min_size=1, max_size=4)}),
    st.fixed_dictionaries({"minimum": NUMBERS}),
    st.fixed_dictionaries({"maximum": NUMBERS}),
    st.fixed_dictionaries({"exclusiveMinimum": NUMBERS}),
    st.fixed_dictionaries({"exclusiveMaximum": NUMBERS}),
    st.fixed_dictionaries({"multipleOf": st.sampled_from([1, 2, 3, 0.5, 0.1, 1.5, 2.0, 0.01, 1e-8])}),
    st.fixed_dictionaries({"minLength": COUNTS}),
    st.fixed_dictionaries({"maxLength": COUNTS}),
    st.fixed_dictionaries({"pattern": PATTERNS}),
    st.fixed_dictionaries({"minItems": COUNTS}),
    st.fixed_dictionaries({"maxItems": COUNTS}),
    st.fixed_dictionaries({"uniqueItems": st.booleans()}),
    st.fixed_dictionaries({"minProperties": COUNTS}),
    st.fixed_dictionaries({"maxProperties": COUNTS}),
    st.fixed_dictionaries({"required": st.lists(NAMES, max_size=2, unique=True)}),
    st.fixed_dictionaries({"dependentRequired": st.dictionaries(NAMES, st.lists(NAMES, max_size=2, unique=True), max_size=2)}),
    st.just({"format": "email"}),
)


def _leaf(name_and_schema: tuple[str, Json]) -> dict[str, Json]:
    """The shape that declarations' facts have: a member that is there and satisfies a schema."""
    name, schema = name_and_schema
    return {"type": "object", "required": [name], "properties": {name: schema}}


def _applicators(schemas: st.SearchStrategy[Json]) -> st.SearchStrategy[Json]:
    several = st.lists(schemas, min_size=1, max_size=3)
    named = st.dictionaries(NAMES, schemas, max_size=3)
    return st.one_of(
        st.fixed_dictionaries({"allOf": several}),
        st.fixed_dictionaries({"anyOf": several}),
        st.fixed_dictionaries({"oneOf": several}),
        st.fixed_dictionaries({"not": schemas}),
        st.fixed_dictionaries({"if": schemas}, optional={"then": schemas, "else": schemas}),
        st.fixed_dictionaries({"properties": named}, optional={"additionalProperties": schemas}),
        st.fixed_dictionaries({"patternProperties": st.dictionaries(PATTERNS, schemas, max_size=2)}),
        st.fixed_dictionaries({"additionalProperties": schemas}),
        st.fixed_dictionaries({"propertyNames": schemas}),
        st.fixed_dictionaries({"dependentSchemas": named}),
        st.fixed_dictionaries({"prefixItems": several}, optional={"items": schemas}),
        st.fixed_dictionaries({"items": schemas}),
        st.fixed_dictionaries({"contains": schemas}, optional={"minContains": COUNTS, "maxContains": COUNTS}),
        st.tuples(NAMES, schemas).map(_leaf),
        st.tuples(NAMES, st.fixed_dictionaries({"type": st.just("array"), "contains": schemas})).map(_leaf),
        st.tuples(NAMES, st.fixed_dictionaries({"type": st.just("array"), "items": schemas})).map(_leaf),
    )


SCHEMAS = st.recursive(
    st.one_of(st.booleans(), ASSERTIONS, st.lists(ASSERTIONS, min_size=2, max_size=3).map(_merged)),
    lambda schemas: st.one_of(
        _applicators(schemas),
        st.lists(st.one_of(ASSERTIONS, _applicators(schemas)), min_size=2, max_size=3).map(_merged),
    ),
    max_leaves=6,
)
SHAPES = st.sampled_from(["", "/a", "/b", "/c", "/a/a", "/a/b", "/b/a", "/~0", "/a~1b", "/"])


def _unique_items(_: Json, wanted: bool, items: Json, __: Json) -> Any:
    """``jsonschema`` compares neighbours after sorting, and so takes ``[[1], [true], [1]]`` for unique; this compares all."""
    if wanted and isinstance(items, list):
        same = (Draft202012Validator({"const": one}).is_valid(two) for index, one in enumerate(items) for two in items[:index])
        if any(same):
            yield ValidationError("two items are equal")


ORACLE = validators.extend(Draft202012Validator, {"uniqueItems": _unique_items})  # type: ignore[no-untyped-call]


def _refuses(schema: Json, instance: Json) -> bool:
    return not ORACLE(schema).is_valid(instance)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.lists(SCHEMAS, min_size=1, max_size=4), st.lists(VALUES, min_size=1, max_size=4))
def test_strict_truth_is_that_of_jsonschema(schemas: list[Json], instances: list[Json]) -> None:
    evaluator = logic.compile({str(index): schema for index, schema in enumerate(schemas)}, cache=False)
    for instance in instances:
        expected = tuple(ORACLE(schema).is_valid(instance) for schema in schemas)
        assert evaluator(instance) == expected
        assert tuple(evidence(schema, instance, reading="strict").value for schema in schemas) == expected


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    st.lists(SCHEMAS, min_size=1, max_size=4),
    st.lists(VALUES, min_size=1, max_size=3),
    st.frozensets(SHAPES, max_size=2),
    st.frozensets(SHAPES, max_size=2),
)
def test_generated_code_is_the_interpreter_in_the_open_reading(
    schemas: list[Json], instances: list[Json], open_lists: frozenset[str], incomplete: frozenset[str]
) -> None:
    terms = [lower(schema) for schema in schemas]
    evaluator = logic.compile(
        {str(index): term for index, term in enumerate(terms)}, reading="open", open_lists=open_lists, cache=False
    )
    for instance in instances:
        interpreted = tuple(evidence(term, instance, incomplete, open_lists=open_lists).value for term in terms)
        assert evaluator(instance, incomplete) == interpreted


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SCHEMAS, VALUES, st.frozensets(SHAPES, max_size=2))
def test_what_is_definite_in_the_open_reading_is_so_in_the_strict(
    schema: Json, instance: Json, incomplete: frozenset[str]
) -> None:
    known = evidence(schema, instance, incomplete).value
    assert known in (None, evidence(schema, instance, reading="strict").value)


@st.composite
def refinements(draw: st.DrawFn) -> tuple[Json, Json, frozenset[str]]:
    """Draw a document, a part of it that says less, and the lists that the part leaves incomplete."""
    whole = draw(VALUES)
    incomplete = draw(st.frozensets(SHAPES, max_size=2))

    def part_of(value: Json, shape: str) -> Json:
        if isinstance(value, dict):
            return {
                name: part_of(each, member_pointer(shape, name)) for name, each in value.items() if draw(st.integers(0, 2)) > 0
            }
        if isinstance(value, list):
            kept = draw(st.integers(0, len(value))) if is_growing(shape, frozenset(), incomplete) else len(value)
            return [part_of(each, shape) for each in value[:kept]]
        return copy.copy(value)

    return whole, part_of(whole, ""), incomplete


@settings(max_examples=500, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(SCHEMAS, refinements())
def test_saying_more_never_changes_what_was_definite(schema: Json, refinement: tuple[Json, Json, frozenset[str]]) -> None:
    whole, part, incomplete = refinement
    before = evidence(schema, part, incomplete).value
    assert before in (None, evidence(schema, whole, incomplete).value)


@settings(max_examples=200)
@given(SCHEMAS, VALUES)
def test_unknown_says_what_would_have_to_be_declared_and_definite_what_it_rests_on(schema: Json, instance: Json) -> None:
    found = evidence(schema, instance)
    if found.value is None:
        assert not found.rests_on
    else:
        assert not found.missing
        assert all(_resolves(pointer, instance) for pointer in found.rests_on)


def _resolves(pointer: str, instance: Json) -> bool:
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(instance, list) and int(name) < len(instance):
            instance = instance[int(name)]
        elif isinstance(instance, dict) and name in instance:
            instance = instance[name]
        else:
            return False
    return True


@settings(max_examples=200)
@given(SCHEMAS)
def test_a_schema_and_its_double_are_one_term(schema: Json) -> None:
    assert lower(schema) is lower(copy.deepcopy(schema))


@pytest.mark.parametrize(("schema", "instance"), [({"const": 1}, True), ({"enum": [0]}, False), ({"type": "integer"}, True)])
def test_the_oracle_itself_tells_booleans_from_numbers(schema: Json, instance: Json) -> None:
    assert _refuses(schema, instance)
