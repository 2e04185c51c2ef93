"""JSON Schema to terms: the normal form, what is left opaque, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from conformance import logic
from conformance.logic import SchemaError, holds
from conformance.logic.build import at, conjunction, disjunction, negation
from conformance.logic.evidence import evidence
from conformance.logic.lower import Lowering, lower
from conformance.logic.terms import (
    FALSE,
    TRUE,
    And,
    At,
    Contains,
    Every,
    EveryMember,
    Matches,
    MultipleOf,
    Not,
    OneOf,
    Opaque,
    Or,
    Present,
    Range,
    Term,
    Type,
)

X = OneOf.of("x")


def leaf(path: str, schema: Any) -> Any:
    for name in reversed(path.split(".")):
        schema = {"type": "object", "required": [name], "properties": {name: schema}}
    return schema


@pytest.mark.parametrize(
    ("schema", "term"),
    [
        (True, TRUE),
        (False, FALSE),
        ({"format": "email", "title": "annotations say nothing"}, TRUE),
        (leaf("a.b", {"type": "array", "contains": {"const": "x"}}), At(("a", "b"), Contains(X, 1, None))),
        (leaf("a.b", {"type": "string", "const": "x"}), At(("a", "b"), X)),
        (leaf("a.b", {"enum": ["x", 1, None], "type": "string"}), At(("a", "b"), X)),
        (leaf("a", {"type": "number", "minimum": 5}), At(("a",), Range(5))),
        (leaf("a", {"type": "string"}), At(("a",), Type(("string",)))),
        (leaf("a", True), Present(("a",))),
        (leaf("a", False), FALSE),
        ({"oneOf": [{"const": "x", "title": "one"}, {"const": "y"}]}, OneOf.of("x", "y")),
        ({"anyOf": [{"type": "string"}, {"type": ["null", "integer"]}]}, Type(("integer", "null", "string"))),
        ({"not": {"not": {"pattern": "x", "type": "string"}}}, Matches("x")),
        ({"type": "string", "minimum": 5}, Type(("string",))),
        ({"type": "string", "const": 5}, FALSE),
        ({"properties": {"a": True}, "items": True}, TRUE),
        ({"prefixItems": [True], "type": "array"}, Type(("array",))),
        ({"allOf": [{"const": "x"}, {"not": {"const": "x"}}]}, FALSE),
        (
            {"allOf": [leaf("a", {"type": "string"}), {"properties": {"a": {"minLength": 0, "const": "x"}}}]},
            At(("a",), X),
        ),
    ],
)
def test_normal_form(schema: Any, term: Term) -> None:
    assert lower(schema) is term


def test_exclusion_is_a_negated_atom_beside_the_type() -> None:
    excludes = lower(leaf("a", {"type": "array", "not": {"contains": {"const": "x"}}}))
    assert excludes is conjunction(At(("a",), Type(("array",))), Not(At(("a",), Contains(X, 1, None))))


def test_conditions_on_an_array_of_objects_stay_relative_to_the_item() -> None:
    term = lower(leaf("a", {"type": "array", "items": leaf("k", {"const": "x"})}))
    assert term is At(("a",), Every(0, At(("k",), X)))


def test_additional_properties_quantify_over_the_other_names() -> None:
    term = lower({"type": "object", "properties": {"a": True}, "patternProperties": {"^x": True}, "additionalProperties": False})
    assert term is EveryMember(conjunction(Not(OneOf.of("a")), Not(Matches("^x"))), FALSE)


def test_order_and_repetition_make_no_difference() -> None:
    one, two = At(("a",), X), Present(("b",))
    assert conjunction(one, two) is conjunction(two, one, one)
    assert disjunction(one, two) is negation(conjunction(negation(two), negation(one)))
    assert isinstance(conjunction(one, two), And)
    assert isinstance(disjunction(one, two), Or)


def test_equal_numbers_are_one_value_but_divisors_keep_their_arithmetic() -> None:
    assert lower({"const": 1.0}) is lower({"const": 1})
    assert lower({"const": True}) is not lower({"const": 1})
    assert MultipleOf(2) is not MultipleOf(2.0)


def test_a_path_goes_down_to_the_atoms() -> None:
    inner = disjunction(Present(("b",)), negation(OneOf.of(1)))
    assert at(("a",), inner) is disjunction(Present(("a", "b")), conjunction(Present(("a",)), Not(At(("a",), OneOf.of(1)))))


@pytest.mark.parametrize(
    ("schema", "reason"),
    [
        ({"unevaluatedProperties": False, "properties": {"a": True}}, "unevaluatedProperties"),
        ({"unevaluatedItems": False}, "unevaluatedItems"),
        ({"$dynamicAnchor": "node", "items": {"$dynamicRef": "#node"}}, "dynamicRef"),
        ({"type": "string", "pattern": r"^\p{Letter}+$"}, "regular expression"),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "items": [True]}, "draft-07"),
        ({"$ref": "https://elsewhere.example/schema.json"}, "was not given"),
    ],
)
def test_opaque_terms_say_why(schema: Any, reason: str) -> None:
    assert any(reason in term.reason for term in _opaque(lower(schema)))


def _opaque(term: Term) -> list[Opaque]:
    match term:
        case Opaque():
            return [term]
        case And(terms=terms) | Or(terms=terms):
            return [found for each in terms for found in _opaque(each)]
        case Not(term=inner) | Contains(term=inner) | Every(term=inner) | EveryMember(term=inner) | At(test=inner):
            return _opaque(inner)
    return []


def test_recursion_is_unrolled_once_and_then_opaque() -> None:
    tree = {"$ref": "#/$defs/tree", "$defs": {"tree": leaf("kids", {"type": "array", "items": {"$ref": "#/$defs/tree"}})}}
    (opaque,) = _opaque(lower(tree))
    assert opaque.reason == "the schema refers to itself"
    assert holds(tree, {"kids": [{"kids": []}]})
    assert not holds(tree, {"kids": [{"kids": [{}]}]})


def test_unevaluated_leaves_its_siblings_visible() -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"const": "x"}}, "unevaluatedProperties": False}
    assert evidence(schema, {"a": "y"}).value is False
    assert evidence(schema, {"a": "x"}).value is None


@pytest.mark.parametrize(
    ("schema", "message"),
    [
        ({"type": "text"}, "'type' has the value 'text'"),
        ({"minLength": -1}, "'minLength' has the value -1"),
        ({"minItems": 1.5}, "whole number"),
        ({"maximum": "10"}, "takes a number"),
        ({"multipleOf": 0}, "above 0"),
        ({"required": "a"}, "list of member names"),
        ({"enum": "a"}, "list of values"),
        ({"properties": []}, "takes an object"),
        ({"properties": {"a": "x"}}, "an object, true or false"),
        ({"allOf": {}}, "list of schemas"),
        ({"prefixItems": {}}, "list of schemas"),
        ({"uniqueItems": "yes"}, "true or false"),
        ({"pattern": 5}, "regular expression"),
        ({"$ref": 5}, "URI reference"),
        ({"$ref": "#/$defs/nothing"}, "names no place"),
        ({"$ref": "#nothing"}, "names no place"),
        ({"$ref": "#"}, "leads back to itself"),
        ({"$ref": "#/$defs/a", "$defs": {"a": {"anyOf": [{"$ref": "#/$defs/a"}]}}}, "leads back to itself"),
        ("text", "an object, true or false"),
    ],
)
def test_malformed_schemas_are_refused_with_the_keyword(schema: Any, message: str) -> None:
    with pytest.raises(SchemaError, match=message.replace("$", r"\$")):
        lower(schema)


def test_nothing_is_fetched_and_compiling_names_what_is_missing() -> None:
    def retrieve(uri: str) -> Resource[Any]:
        raise AssertionError(uri)

    registry: Registry[Any] = Registry(retrieve=retrieve)  # type: ignore[call-arg]
    with pytest.raises(SchemaError, match=r"https://elsewhere\.example/x\.json"):
        logic.compile({"x": {"$ref": "https://elsewhere.example/x.json"}}, registry=registry, cache=False)


def test_a_schema_inside_a_given_resource_refers_to_that_resource() -> None:
    resource = DRAFT202012.create_resource({"$defs": {"x": {"const": "x"}}})
    registry = Registry().with_resource("https://here.example/facts/a.json", resource)
    lowering = Lowering(registry)
    assert lowering.lower({"$ref": "#/$defs/x"}, "https://here.example/facts/a.json") is X
    assert lowering.lower({"$ref": "a.json#/$defs/x"}, "https://here.example/facts/b.json") is X
    assert lowering.lower({"$ref": "https://here.example/facts/a.json#/$defs/x"}) is X
