"""What `compile` promises beside the truth: order, sharing, cost, and schemas too deep for Python's parser."""

from __future__ import annotations

import json
from typing import Any

import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conformance import logic
from conformance.logic import SchemaError, holds
from conformance.logic.codegen import generate
from conformance.logic.evidence import evidence
from conformance.logic.lower import lower
from conformance.logic.runtime import NAMES
from conformance.logic.terms import TRUE


def includes(value: str, name: str = "a") -> dict[str, Any]:
    return {"type": "object", "required": [name], "properties": {name: {"type": "array", "contains": {"const": value}}}}


def source_of(*schemas: Any, is_open: bool = False) -> str:
    return generate([lower(schema) for schema in schemas], is_open=is_open, open_lists=frozenset()).source


def test_one_truth_value_a_schema_in_order() -> None:
    evaluator = logic.compile({"second": includes("y"), "first": includes("x"), "always": True, "never": False}, cache=False)
    assert evaluator.names == ("second", "first", "always", "never")
    assert evaluator({"a": ["x"]}) == (False, True, True, False)
    assert all(isinstance(truth, bool) for truth in evaluator({"a": ["x"]}))


def test_no_schemas_no_truths() -> None:
    assert logic.compile({}, cache=False)({"a": 1}) == ()


def test_terms_may_be_given_in_place_of_schemas() -> None:
    assert (
        logic.compile({"schema": includes("x"), "term": lower(includes("x")), "true": TRUE}, cache=False)({"a": ["x"]})
        == (True,) * 3
    )


def test_each_path_is_fetched_once() -> None:
    assert source_of(*(includes(value) for value in "uvwxyz")).count(".get('a'") == 1


def test_a_shared_part_is_computed_once() -> None:
    shared = {"anyOf": [includes("shared"), includes("y", "b")]}
    source = source_of(*({"allOf": [shared, includes(value, "c")]} for value in "uvwxyz"))
    assert source.count("'shared' in") == 1


def test_tests_of_one_list_of_objects_are_one_loop() -> None:
    def entry(kind: str, name: str) -> dict[str, Any]:
        item = {
            "type": "object",
            "required": ["kind", name],
            "properties": {"kind": {"const": kind}, name: {"type": "string"}},
        }
        return {"type": "object", "required": ["a"], "properties": {"a": {"type": "array", "contains": item}}}

    schemas = [entry(kind, name) for kind in "uvw" for name in ("url", "date")]
    assert source_of(*schemas).count("for ") == 1
    evaluator = logic.compile({str(index): schema for index, schema in enumerate(schemas)}, cache=False)
    assert evaluator({"a": [{"kind": "u", "url": "x"}, {"kind": "w", "date": "x"}, "v", {"kind": ["u"]}]}) == (
        True,
        False,
        False,
        False,
        False,
        True,
    )


def test_cost_grows_with_distinct_questions_only() -> None:
    facts = [includes(value) for value in "xyz"]
    once = source_of({"allOf": facts})
    often = source_of(*[{"allOf": facts}] * 50)
    assert often.count(" in ") == once.count(" in ")
    assert often.count("\n") <= once.count("\n") + 1


def test_names_inside_a_loop_are_used_again_after_it() -> None:
    def entry(name: str) -> dict[str, Any]:
        fields = [f"field-{number}" for number in range(20)]
        item = {"type": "object", "required": fields, "properties": {field: {"type": "string"} for field in fields}}
        return {"type": "object", "required": [name], "properties": {name: {"type": "array", "items": item}}}

    def locals_of(count: int) -> int:
        namespace: dict[str, Any] = dict(NAMES)
        exec(source_of(*(entry(f"list-{number}") for number in range(count))), namespace)
        names: int = namespace["judge"].__code__.co_nlocals
        return names

    assert locals_of(40) - locals_of(20) <= 20 * 5


@pytest.mark.parametrize("instance", [None, True, 0, 1.5, "x", [], ["x"], {}, {"a": {}}, {"a": [[], {}, None, "y", 1]}])
def test_what_is_no_object_does_not_hold_and_does_not_fail(instance: Any) -> None:
    assert logic.compile({"it": includes("x")}, cache=False)(instance) == (False,)


@pytest.mark.parametrize("depth", [5, 15, 40])
def test_schemas_too_deep_for_the_parser_are_interpreted(depth: int) -> None:
    schema: Any = {"type": "string"}
    instance: Any = "x"
    for _ in range(depth):
        schema = {"type": "array", "contains": {"type": "object", "required": ["a"], "properties": {"a": schema}}}
        instance = [{"a": instance}]
    broken = json.loads(json.dumps(instance).replace('"x"', "1"))
    assert holds(schema, instance)
    assert not holds(schema, broken)
    assert logic.compile({"it": schema}, reading="open", cache=False)(instance) == (True,)


def test_deep_boolean_nesting_is_no_obstacle() -> None:
    schema: Any = includes("x")
    for value in "abcdefghijklmnopqrstuvwxyz":
        schema = {"anyOf": [{"allOf": [schema, includes(value)]}, includes("never")]}
    assert not holds(schema, {"a": ["x"]})
    assert holds(schema, {"a": [*"xabcdefghijklmnopqrstuvwxyz"]})


def test_a_schema_too_deep_to_be_read_is_refused() -> None:
    schema: Any = {"type": "string"}
    for _ in range(5000):
        schema = {"not": schema}
    with pytest.raises(SchemaError, match="nested too deeply"):
        lower(schema)


def test_opaque_schemas_are_answered_too() -> None:
    schema = {"type": "object", "properties": {"a": True}, "unevaluatedProperties": False}
    evaluator = logic.compile({"opaque": schema, "plain": includes("x")}, cache=False)
    assert evaluator({"a": ["x"]}) == (True, True)
    assert evaluator({"b": ["x"]}) == (False, False)


def test_the_registry_is_made_only_when_it_is_needed(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(tmp_path / "cache"))
    made = []

    def registry() -> Any:
        made.append(1)
        return Registry().with_resource("https://here.example/x", DRAFT202012.create_resource({"const": "x"}))

    schemas = {"it": {"$ref": "https://here.example/x"}}
    assert logic.compile(schemas, registry=registry, digest="one")("x") == (True,)
    assert logic.compile(schemas, registry=registry, digest="one")("y") == (False,)
    assert made == [1]


def test_a_python_value_that_json_has_not_is_named() -> None:
    with pytest.raises(SchemaError, match="date"):
        evidence({"type": "string"}, __import__("datetime").date(2026, 1, 1))
