"""Pairs that the quick look passes over can be met together, as the prover confirms; and it passes over some."""

import itertools

import pytest

from conformance.lint.growth import may_clash, places
from conformance.logic.build import conjunction
from conformance.logic.lower import lower

pytest.importorskip("z3", reason="the prover needs the extra 'prove'")


def member(name, schema):
    return {"type": "object", "required": [name], "properties": {name: schema}}


ONE = {"type": "array", "contains": {"const": "a"}}
OTHER = {"type": "array", "contains": {"const": "b"}}
SCHEMAS = [
    True,
    {"type": "string"},
    member("list", ONE),
    member("list", OTHER),
    member("list", {"allOf": [ONE, {"not": OTHER}]}),
    member("list", {"type": "array", "items": {"const": "b"}}),
    member("list", {"type": "array", "minItems": 2}),
    member("list", {"type": "array", "maxItems": 0}),
    member("list", member("inner", {"const": 1})),
    member("list", {"const": 1}),
    member("list", {}),
    {"not": member("list", {})},
    {"anyOf": [member("list", ONE), member("flag", {"const": True})]},
    member("flag", {"const": True}),
    member("flag", {"const": False}),
    member("flag", {"type": "object"}),
    member("number", {"type": "integer", "minimum": 3}),
    member("number", {"type": "integer", "maximum": 2}),
]


def test_what_is_passed_over_can_be_met_together():
    from conformance.logic.prove.decide import Prover

    prover = Prover()
    terms = [lower(schema) for schema in SCHEMAS]
    assert all(prover.satisfy(term).satisfiable for term in terms)
    passed_over = 0
    for (n, one), (m, other) in itertools.combinations(enumerate(terms), 2):
        if not may_clash(places(one), places(other)):
            passed_over += 1
            assert prover.satisfy(conjunction(one, other)).satisfiable, (SCHEMAS[n], SCHEMAS[m])
    assert passed_over > len(SCHEMAS)
