"""Requirements that compare a claim with the facts are told from those that nobody can leave by withdrawing a claim."""

import json

import pytest

from conformance.lint import lint, read_draft

SCHEME = {"scheme": {"const": "example-act"}}
IS_RANKING = {"$ref": "../facts/system.json#/$defs/ranks-content"}
STATES_LANGUAGES = {"$ref": "../facts/system.json#/$defs/states-languages"}


def classified(tier):
    """A class claimed under the act of the examples."""
    item = {"type": "object", "required": ["scheme", "tier"], "properties": {**SCHEME, "tier": {"const": tier}}}
    return nested("risk", "classifications", {"type": "array", "contains": item})


def claimed_exemption():
    item = {"type": "object", "required": ["regime"], "properties": {"regime": {"const": "example-act"}}}
    return nested("declaration", "exemptions", {"type": "array", "contains": item})


def nested(section, field, test):
    inner = {"type": "object", "required": [field], "properties": {field: test}}
    return {"type": "object", "required": [section], "properties": {section: inner}}


CLASSIFICATION = {"scheme": {"type": "string"}, "tier": {"type": "string", "enum": ["high", "low"]}}
CLAIMS = {
    "risk": {"classifications": CLASSIFICATION},
    "declaration": {"exemptions": {"regime": {"type": "string"}}},
}
"""The fields of the examples that hold claims, each a list of objects with these members."""


@pytest.fixture(autouse=True)
def _marks_claims(folder):
    """Gives the declaration format of the examples a class and an exemption that are claimed."""
    path = folder / "declaration" / "bundle.json"
    bundle = json.loads(path.read_text(encoding="utf-8"))
    for section, fields in CLAIMS.items():
        lists = {
            name: {"type": "array", "claim": True, "items": {"type": "object", "properties": members}}
            for name, members in fields.items()
        }
        bundle["properties"][section] = {"type": "object", "properties": lists}
    path.write_text(json.dumps(bundle), encoding="utf-8")


@pytest.fixture
def codes(folder):
    """Puts requirements, pairs of trigger and duty, into the act of the examples; returns the codes found for them."""

    def find(*pairs, prove):
        path = folder / "regimes" / "example-act.json"
        act = json.loads(path.read_text(encoding="utf-8"))
        about = {**act["$defs"]["art-1"]["requirement"], "clause": "Art. 9"}
        for number, (trigger, duty) in enumerate(pairs):
            body = {"title": "Row", "description": "An example.", "requirement": about, "if": trigger, "then": duty}
            act["$defs"][f"row-{number}"] = body
            act["then"]["allOf"].append({"$ref": f"#/$defs/row-{number}"})
        path.write_text(json.dumps(act), encoding="utf-8")
        return [finding.code for finding in lint(read_draft(folder), prove=prove)]

    return find


def test_a_row_that_checks_a_claim_may_ask_that_the_class_does_not_hold(codes):
    assert codes((classified("low"), {"not": IS_RANKING}), prove=False) == []


def test_the_same_duty_without_a_claim_is_met_by_silence(codes):
    assert codes((STATES_LANGUAGES, {"not": IS_RANKING}), prove=False) == ["duty-met-by-silence"]


def test_a_trigger_that_no_claim_satisfies_too_checks_none(codes):
    either = {"anyOf": [classified("low"), STATES_LANGUAGES]}
    assert codes((either, {"not": IS_RANKING}), prove=False) == ["duty-met-by-silence"]


def test_a_trigger_without_a_claim_checks_none(codes):
    unclaimed = {"allOf": [{"not": classified("low")}, STATES_LANGUAGES]}
    assert codes((unclaimed, {"not": IS_RANKING}), prove=False) == ["duty-met-by-silence"]


def test_a_duty_may_forbid_a_claim(codes):
    assert codes((STATES_LANGUAGES, {"not": claimed_exemption()}), prove=False) == []


def test_two_checks_of_claims_may_exclude_each_other(codes):
    pytest.importorskip("z3", reason="the proofs need the extra 'prove'")
    assert codes((classified("high"), IS_RANKING), (classified("low"), {"not": IS_RANKING}), prove=True) == []


def test_without_claims_they_clash(codes):
    pytest.importorskip("z3", reason="the proofs need the extra 'prove'")
    not_ranking = {"allOf": [STATES_LANGUAGES, {"not": IS_RANKING}]}
    assert codes((STATES_LANGUAGES, IS_RANKING), (STATES_LANGUAGES, not_ranking), prove=True) == ["clash"]
