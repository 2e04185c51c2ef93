"""Decisions on schemas: each with the evidence that a reader would check."""

from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="the prover needs the extra 'prove'")

from conformance.logic.prove import Disagreement, Questions, disjoint, entails, equivalent, questions, satisfiable
from conformance.logic.prove.questions import Decision

CONTAINED = [
    ({"type": "integer"}, {"type": "number"}),
    ({"minimum": 5, "type": "number"}, {"minimum": 4}),
    ({"multipleOf": 4}, {"multipleOf": 2}),
    ({"enum": [1, "a"]}, {"type": ["number", "string"]}),
    ({"pattern": "^ab"}, {"pattern": "^a"}),
    ({"minLength": 3, "maxLength": 2, "type": "string"}, False),
    ({"type": "array", "contains": {"const": 1}}, {"minItems": 1}),
    ({"type": "array", "items": {"enum": [1, 2]}, "uniqueItems": True}, {"maxItems": 2}),
    ({"type": "object", "required": ["a", "b"]}, {"minProperties": 2}),
    ({"type": "object", "additionalProperties": False, "patternProperties": {"^[ab]$": True}}, {"maxProperties": 2}),
    ({"oneOf": [{"type": "integer"}, {"minimum": 2}]}, {"anyOf": [{"type": "integer"}, {"minimum": 2}]}),
    ({"if": {"required": ["a"]}, "then": {"required": ["b"]}, "required": ["a"]}, {"required": ["b"]}),
    ({"contains": {"minimum": 2}, "minContains": 3, "type": "array"}, {"contains": {"minimum": 1}, "minContains": 2}),
    ({"properties": {"a": True}, "unevaluatedProperties": False, "type": "object"}, {"maxProperties": 1}),
    ({"propertyNames": {"maxLength": 1}, "required": ["a"]}, {"propertyNames": {"maxLength": 2}}),
]


@pytest.mark.parametrize(("schema", "other"), CONTAINED)
def test_containment_is_proved_and_its_inverse_refuted_with_a_witness(schema: Any, other: Any) -> None:
    assert entails(schema, other).verdict == "yes"
    refuted = entails(other, schema)
    if refuted.verdict == "yes":
        assert other is False
    else:
        assert refuted.verdict == "no"
        for validator in (jsonschema.Draft202012Validator, jsonschema_rs.Draft202012Validator):
            assert validator(other).is_valid(refuted.witness)
            assert not validator(schema).is_valid(refuted.witness)


def test_a_witness_holds_nothing_that_could_be_left_out() -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"type": "array", "contains": {"const": "x"}}}}
    assert satisfiable(schema) == Decision("yes", {"a": ["x"]})


def test_the_other_questions() -> None:
    assert equivalent({"enum": [True, False]}, {"type": "boolean"}).verdict == "yes"
    assert equivalent({"type": "integer"}, {"multipleOf": 1}).verdict == "no"
    assert disjoint({"type": "string"}, {"type": "number"}).verdict == "yes"
    assert disjoint({"minimum": 3}, {"maximum": 3, "type": "number"}).witness == 3


def test_recursion_is_followed_as_far_as_a_document_needs() -> None:
    tree = {"type": "object", "properties": {"child": {"$ref": "#"}}, "additionalProperties": False}
    assert entails({"const": {"child": {"child": {}}}}, tree).verdict == "yes"
    assert entails({"const": {"child": {"child": {"leaf": 1}}}}, tree).verdict == "no"


def test_what_is_outside_the_fragment_stays_undecided_and_says_why() -> None:
    decision = entails({"pattern": r"^(a+)\1$", "type": "string"}, {"pattern": r"^(b+)\1$"})
    assert decision.verdict in ("undecided", "no")
    wide = {"type": "array", "uniqueItems": True, "prefixItems": [{"const": number} for number in range(40)]}
    assert entails(wide, {"maxItems": 3}).reason == "40 terms tell the items of one array apart"


def test_time_is_limited() -> None:
    assert Questions(seconds=0.0).entails({"minimum": 1}, {"minimum": 0}).reason == "not settled within 0 s"


def test_a_claim_that_a_witness_refutes_is_an_error_with_both_evidences(monkeypatch: pytest.MonkeyPatch) -> None:
    # The real second opinion is sound on all we know; a wrong one has to be put in its place.
    monkeypatch.setattr(questions, "second_opinion", lambda *_: "yes")
    with pytest.raises(Disagreement, match=r"we say no \(witness .*\), jsonschema-rs says yes"):
        entails({"type": "number"}, {"type": "integer"})


SCALARS = st.sampled_from(
    [
        {"type": "string"},
        {"type": "integer"},
        {"const": "a"},
        {"enum": [1, "a", None]},
        {"minimum": 2},
        {"exclusiveMaximum": 2},
        {"multipleOf": 2},
        {"minLength": 1},
        {"pattern": "^a"},
        True,
    ]
)


def _wider(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(
        st.builds(lambda one, two: {"allOf": [one, two]}, inner, inner),
        st.builds(lambda one, two: {"anyOf": [one, two]}, inner, inner),
        st.builds(lambda one, two: {"oneOf": [one, two]}, inner, inner),
        st.builds(lambda one: {"not": one}, inner),
        st.builds(lambda one: {"properties": {"a": one}, "required": ["a"]}, inner),
        st.builds(lambda one, two: {"properties": {"a": one}, "additionalProperties": two}, inner, inner),
        st.builds(lambda one, most: {"type": "array", "contains": one, "maxItems": most}, inner, st.integers(0, 2)),
        st.builds(lambda one, two: {"prefixItems": [one], "items": two}, inner, inner),
        st.builds(lambda one: {"uniqueItems": True, "items": one, "minItems": 2}, inner),
    )


SCHEMAS = st.recursive(SCALARS, _wider, max_leaves=4)
VALUES = st.recursive(
    st.sampled_from([None, True, 0, 1, 2, 2.5, 4, "", "a", "ab", "b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2),
    max_leaves=4,
)


@settings(max_examples=150)
@given(SCHEMAS, SCHEMAS, VALUES)
def test_no_document_contradicts_a_proof(schema: Any, other: Any, value: Any) -> None:
    decision = entails(schema, other)
    assert decision.verdict != "undecided" or decision.reason
    if decision.verdict == "yes" and jsonschema_rs.is_valid(schema, value):
        assert jsonschema_rs.is_valid(other, value)


@settings(max_examples=100)
@given(SCHEMAS, VALUES)
def test_a_schema_that_accepts_something_is_satisfiable(schema: Any, value: Any) -> None:
    decision = satisfiable(schema)
    if jsonschema_rs.is_valid(schema, value):
        assert decision.verdict == "yes"
