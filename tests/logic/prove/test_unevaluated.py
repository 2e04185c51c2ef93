"""``unevaluated*`` said with ordinary keywords accepts what the keywords themselves accept."""

from typing import Any

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.logic.prove.unevaluated import NotExpressible, without_unevaluated

PARTS = st.sampled_from(
    [
        {"properties": {"a": {"type": "integer"}}},
        {"properties": {"b": True}, "required": ["b"]},
        {"patternProperties": {"^c": {"type": "string"}}},
        {"prefixItems": [{"type": "integer"}]},
        {"contains": {"type": "string"}},
        {"type": "object"},
    ]
)
SCHEMAS = st.builds(
    lambda own, all_of, any_of, condition, keyword, leftover: {
        **own,
        "allOf": [all_of],
        "anyOf": any_of,
        "if": condition,
        "then": own,
        keyword: leftover,
    },
    PARTS,
    PARTS,
    st.lists(PARTS, min_size=1, max_size=2),
    PARTS,
    st.sampled_from(["unevaluatedProperties", "unevaluatedItems"]),
    st.sampled_from([False, {"type": "integer"}]),
)
SCALARS = st.sampled_from([1, "x", None])
VALUES = st.dictionaries(st.sampled_from(["a", "b", "c1", "d"]), SCALARS, max_size=3) | st.lists(SCALARS, max_size=3)


def _no_reference(reference: str) -> Any:
    raise AssertionError(reference)


@given(SCHEMAS, VALUES)
def test_the_rewritten_schema_accepts_the_same(schema: Any, value: Any) -> None:
    plain = without_unevaluated(schema, _no_reference)
    assert "unevaluated" not in repr(plain)
    assert jsonschema_rs.is_valid(plain, value) == jsonschema_rs.is_valid(schema, value)


def test_a_circle_of_references_in_place_is_refused() -> None:
    schema = {"$ref": "#", "unevaluatedProperties": False}
    with pytest.raises(NotExpressible, match="circular reference #"):
        without_unevaluated(schema, lambda _: schema)
