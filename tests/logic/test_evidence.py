"""The open reading and its evidence, told by example."""

from __future__ import annotations

from typing import Any

import pytest

from conformance import logic
from conformance.logic.evidence import evidence


def leaf(path: str, schema: Any) -> Any:
    for name in reversed(path.split(".")):
        schema = {"type": "object", "required": [name], "properties": {name: schema}}
    return schema


INCLUDES = leaf("a.b", {"type": "array", "contains": {"const": "x"}})
EXCLUDES = leaf("a.b", {"type": "array", "not": {"contains": {"const": "x"}}})
EVERY = leaf("a.b", {"type": "array", "items": leaf("k", {"type": "string"})})
SOME = leaf("a.b", {"type": "array", "contains": leaf("k", {"const": "x"})})
ALL_LISTS = frozenset({""})
THIS_LIST = frozenset({"/a/b"})
SECTION = frozenset({"/a"})
OTHER_LIST = frozenset({"/a/c", "/a/bb"})


@pytest.mark.parametrize(
    ("schema", "instance", "incomplete", "value"),
    [
        (INCLUDES, {}, frozenset(), None),
        (INCLUDES, {"a": {}}, frozenset(), None),
        (INCLUDES, {"a": None}, frozenset(), False),
        (INCLUDES, {"a": {"b": None}}, frozenset(), False),
        (INCLUDES, {"a": {"b": []}}, frozenset(), False),
        (INCLUDES, {"a": {"b": ["x"]}}, frozenset(), True),
        (INCLUDES, {"a": {"b": ["y"]}}, ALL_LISTS, None),
        (INCLUDES, {"a": {"b": ["y"]}}, SECTION, None),
        (INCLUDES, {"a": {"b": ["y"]}}, THIS_LIST, None),
        (INCLUDES, {"a": {"b": ["y"]}}, OTHER_LIST, False),
        (INCLUDES, {"a": {"b": ["x"]}}, ALL_LISTS, True),
        (EXCLUDES, {}, frozenset(), None),
        (EXCLUDES, {"a": {"b": []}}, frozenset(), True),
        (EXCLUDES, {"a": {"b": []}}, THIS_LIST, None),
        (EXCLUDES, {"a": {"b": ["x"]}}, THIS_LIST, False),
        (EXCLUDES, {"a": {"b": None}}, THIS_LIST, False),
        (EVERY, {"a": {"b": [{"k": "x"}]}}, frozenset(), True),
        (EVERY, {"a": {"b": [{"k": "x"}, {}]}}, frozenset(), None),
        (EVERY, {"a": {"b": [{"k": 1}, {}]}}, frozenset(), False),
        (EVERY, {"a": {"b": [{"k": "x"}]}}, THIS_LIST, None),
        (EVERY, {"a": {"b": [{"k": None}]}}, THIS_LIST, False),
        (SOME, {"a": {"b": [{"k": "y"}]}}, frozenset(), False),
        (SOME, {"a": {"b": [{"k": "y"}, {}]}}, frozenset(), None),
        (SOME, {"a": {"b": [{}, {"k": "x"}]}}, frozenset(), True),
        (leaf("a", {"type": "array", "minItems": 2}), {"a": [1]}, frozenset(), False),
        (leaf("a", {"type": "array", "minItems": 2}), {"a": [1]}, frozenset({"/a"}), None),
        (leaf("a", {"type": "array", "maxItems": 2}), {"a": [1]}, frozenset({"/a"}), None),
        (leaf("a", {"type": "array", "maxItems": 2}), {"a": [1, 2, 3]}, frozenset({"/a"}), False),
        (leaf("a", {"type": "array", "uniqueItems": True}), {"a": [{}, {}]}, frozenset(), None),
        (leaf("a", {"type": "array", "uniqueItems": True}), {"a": [1, 1]}, frozenset({"/a"}), False),
        (leaf("a", {"const": {"b": 1}}), {"a": {"b": 1}}, frozenset(), None),
        (leaf("a", {"const": {"b": 1}}), {"a": {"b": 2}}, frozenset(), False),
        (leaf("a", {"const": [1, 2]}), {"a": [1]}, frozenset({"/a"}), None),
        (leaf("a", {"const": [1, 2]}), {"a": [1]}, frozenset(), False),
        ({"minProperties": 1}, {}, frozenset(), None),
        ({"minProperties": 1}, {"a": 1}, frozenset(), True),
        ({"maxProperties": 1}, {"a": 1}, frozenset(), None),
        ({"maxProperties": 0}, {"a": 1}, frozenset(), False),
        ({"properties": {"a": True}}, {}, frozenset(), True),
        ({"properties": {"a": {"type": "string"}}}, {}, frozenset(), None),
        ({"additionalProperties": False, "properties": {"a": True}}, {"a": 1}, frozenset(), None),
        ({"additionalProperties": False, "properties": {"a": True}}, {"b": 1}, frozenset(), False),
        ({"propertyNames": {"pattern": "^a"}}, {"b": 1}, frozenset(), False),
        ({"patternProperties": {"^a": {"type": "string"}}}, {"a": 1}, frozenset(), False),
        ({"unevaluatedProperties": False}, {}, frozenset(), None),
        ({"unevaluatedProperties": False}, "text", frozenset(), True),
    ],
)
def test_open_reading(schema: Any, instance: Any, incomplete: frozenset[str], value: bool | None) -> None:
    assert evidence(schema, instance, incomplete).value is value
    assert logic.compile({"it": schema}, reading="open", cache=False)(instance, incomplete) == (value,)


def test_a_list_that_is_never_complete_by_its_shape() -> None:
    covers = leaf("records.documents", {"type": "array", "contains": INCLUDES})
    shape = frozenset({"/records/documents/a/b"})
    instance = {"records": {"documents": [{"a": {"b": ["y"]}}]}}
    assert evidence(covers, instance).value is False
    assert evidence(covers, instance, open_lists=shape).value is None
    assert logic.compile({"it": covers}, reading="open", open_lists=shape, cache=False)(instance) == (None,)


def test_true_rests_on_the_values_that_make_it_so() -> None:
    found = evidence({"allOf": [INCLUDES, leaf("c", {"const": 1})]}, {"a": {"b": ["y", "x"]}, "c": 1})
    assert found.value is True
    assert found.rests_on == ("/a/b/1", "/c")


def test_false_rests_on_one_reason_not_on_all() -> None:
    found = evidence({"allOf": [INCLUDES, leaf("c", {"const": 1})]}, {"a": {"b": []}, "c": 2})
    assert found.value is False
    assert found.rests_on in (("/a/b",), ("/c",))


def test_no_match_rests_on_the_whole_list_and_a_breach_on_its_item() -> None:
    assert evidence(SOME, {"a": {"b": [{"k": "y"}]}}).rests_on == ("/a/b",)
    assert evidence(EVERY, {"a": {"b": [{"k": "x"}, {"k": 1}]}}).rests_on == ("/a/b/1/k",)


def test_unknown_names_what_is_missing() -> None:
    assert evidence(INCLUDES, {}).missing == ("/a/b",)
    assert evidence(SOME, {"a": {"b": [{"k": "y"}, {}]}}).missing == ("/a/b/1/k",)
    assert evidence(INCLUDES, {"a": {"b": []}}, THIS_LIST).missing == ("/a/b/-",)


def test_pointers_are_escaped() -> None:
    schema = {"type": "object", "required": ["a/b"], "properties": {"a/b": {"type": "object", "required": ["~"]}}}
    assert evidence(schema, {"a/b": {"~": 1}}).rests_on == ("/a~1b/~0",)
    assert evidence(schema, {"a/b": {}}).missing == ("/a~1b/~0",)


def test_exactly_one_is_refuted_by_two() -> None:
    schema = {"oneOf": [leaf("a", {"minimum": 1}), leaf("b", {"minimum": 1}), leaf("c", {"minimum": 1})]}
    found = evidence(schema, {"a": 1, "b": 1})
    assert found.value is False
    assert found.rests_on == ("/a", "/b")
    assert evidence(schema, {"a": 1}).missing == ("/b", "/c")


def test_strict_reading_knows_no_unknown() -> None:
    assert evidence(INCLUDES, {"a": {}}, reading="strict").value is False
    assert evidence(INCLUDES, {"a": {"b": ["y"]}}, ALL_LISTS, reading="strict").value is False
