"""What is drawn for a schema is valid against it, for every keyword that the algebra knows."""

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from conformance.logic.evidence import evidence
from conformance.logic.lower import lower
from conformance.logic.strategies import NotSatisfied, build, from_schema
from conformance.logic.strategies.checking import satisfies

SCHEMAS = {
    "anything": True,
    "a boolean": {"type": "boolean"},
    "null or a string": {"type": ["null", "string"]},
    "an integer in bounds": {"type": "integer", "minimum": 3, "exclusiveMaximum": 9},
    "a number between integers": {"type": "number", "exclusiveMinimum": 2, "exclusiveMaximum": 3},
    "a multiple": {"type": "integer", "multipleOf": 7, "minimum": 1},
    "beyond exact integers": {"type": "number", "exclusiveMinimum": 1e23},
    "a pattern": {"type": "string", "pattern": "^[A-Z]{2}(-[A-Z0-9]{1,3})?$"},
    "two patterns": {"type": "string", "allOf": [{"pattern": "^a"}, {"pattern": "z$"}], "not": {"pattern": "b"}},
    "a length": {"type": "string", "minLength": 2, "maxLength": 3},
    "a list of values": {"enum": [1, "1", None, [1], {"a": 1}]},
    "not a value": {"type": "string", "not": {"enum": ["", "a"]}},
    "required members": {"type": "object", "required": ["a", "b"], "properties": {"a": {"type": "integer"}}},
    "closed": {"type": "object", "required": ["a"], "properties": {"a": True}, "additionalProperties": False},
    "named by a pattern": {"type": "object", "minProperties": 2, "patternProperties": {"^x": {"type": "null"}}},
    "names": {"type": "object", "minProperties": 1, "propertyNames": {"enum": ["p", "q"]}},
    "few members": {"type": "object", "maxProperties": 0},
    "nested": {"type": "object", "required": ["a"], "properties": {"a": {"type": "object", "required": ["b"]}}},
    "dependent": {"type": "object", "required": ["a"], "dependentSchemas": {"a": {"required": ["b"]}}},
    "items": {"type": "array", "items": {"type": "integer", "minimum": 5}, "minItems": 2, "maxItems": 3},
    "different items": {"type": "array", "items": {"type": "boolean"}, "minItems": 2, "uniqueItems": True},
    "a prefix": {"type": "array", "prefixItems": [{"const": 1}, {"const": 2}], "minItems": 2, "items": {"type": "null"}},
    "some item": {"type": "array", "contains": {"const": "x"}},
    "some items": {"type": "array", "contains": {"type": "integer"}, "minContains": 2, "maxContains": 2, "minItems": 3},
    "two kinds of items": {"type": "array", "allOf": [{"contains": {"const": 1}}, {"contains": {"const": 2}}]},
    "both in one item": {
        "type": "array",
        "maxItems": 1,
        "allOf": [{"contains": {"required": ["a"], "type": "object"}}, {"contains": {"required": ["b"], "type": "object"}}],
    },
    "not every item": {"type": "array", "not": {"items": {"type": "string"}}},
    "exactly one": {"oneOf": [{"type": "integer"}, {"type": "number", "minimum": 2}]},
    "a condition": {
        "type": "object",
        "required": ["k"],
        "properties": {"k": {"enum": ["x", "y"]}},
        "if": {"properties": {"k": {"const": "x"}}},
        "then": {"required": ["m"]},
        "else": {"not": {"required": ["m"]}},
    },
    "a dead end first": {
        "type": "array",
        "anyOf": [
            {"contains": {"const": 1}, "items": {"const": 2}},
            {"contains": {"const": 3}, "items": {"enum": [3, 4]}},
        ],
    },
    "unevaluated": {"type": "object", "properties": {"a": {"type": "null"}}, "unevaluatedProperties": False},
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_is_drawn_is_valid(schema, data):
    document = data.draw(from_schema(schema))
    assert jsonschema.Draft202012Validator(schema).is_valid(document)
    assert jsonschema_rs.Draft202012Validator(schema).is_valid(document)


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS.keys())
@given(
    document=st.recursive(
        st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["", "x", "az"]),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abkmx"), inner, max_size=3),
        max_leaves=4,
    )
)
@settings(max_examples=40)
def test_the_check_of_what_is_drawn_says_what_the_interpreter_says(schema, document):
    term = lower(schema)
    assert satisfies(document, term) is evidence(term, document, reading="strict").value


@pytest.mark.parametrize(
    "schema",
    [
        False,
        {"type": "integer", "minimum": 3, "maximum": 2},
        {"type": "string", "pattern": "^a$", "minLength": 2},
        {"type": "array", "contains": {"const": 1}, "items": {"const": 2}},
        {"type": "object", "required": ["a"], "maxProperties": 0},
    ],
)
def test_what_nothing_satisfies_is_not_built(schema):
    with pytest.raises(NotSatisfied, match="no document"):
        build(lower(schema))


def test_examples_shrink_to_what_is_asked():
    schema = {
        "type": "object",
        "required": ["list"],
        "properties": {"list": {"type": "array", "contains": {"type": "integer", "minimum": 10}}},
    }
    assert find(from_schema(schema), lambda _: True) == {"list": [10]}
    assert find(from_schema(schema), lambda document: len(document["list"]) > 1)["list"][0] == 10


def test_all_alternatives_are_drawn():
    seen = set()

    @settings(max_examples=60, database=None)
    @given(from_schema({"enum": ["a", "b", "c"]}))
    def draw(value):
        seen.add(value)

    draw()
    assert seen == {"a", "b", "c"}


def test_the_plainest_document_is_the_same_every_time():
    term = lower(SCHEMAS["a condition"])
    assert build(term) == build(term)
