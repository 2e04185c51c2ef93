"""From judged documents back to declarations: what is judged of them stays the same."""

from datetime import date

import pytest

from conformance.declarations import Declaration, derive, load
from conformance.resources import data_path
from conformance.verdicts.explain import is_declaration

pytest.importorskip("z3", reason="joint conformity is proved with Z3, the extra 'prove'")

from conformance.matrix.joint.declared import declared

DAY = date(2026, 11, 23)
SHIPPED = sorted(data_path("fixtures", "declarations").glob("*/*.yaml"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_what_is_derived_from_a_shipped_declaration_leads_back_to_it(path):
    (declaration,) = load([path])
    assert isinstance(declaration, Declaration)
    judged = derive(declaration.data, DAY)
    again = declared(judged.document, DAY)
    assert is_declaration(again)
    assert derive(again, DAY).document == judged.document


def test_a_number_of_days_becomes_the_date_that_lies_so_far_back():
    written = declared({"governance": {"policies": [{"kind": "privacy", "reviewed_on_age_days": 365}]}}, DAY)
    assert written["governance"]["policies"] == [{"kind": "privacy", "reviewed_on": "2025-11-23"}]


def test_days_before_placing_are_counted_from_the_first_placing():
    markets = [{"reach": ["EU"], "placed_on_age_days": days} for days in (10, 40)]
    written = declared({"markets": markets, "assurance": {"evaluations": [{"date_days_before_placing": 5}]}}, DAY)
    assert [each["placed_on"] for each in written["markets"]] == ["2026-11-13", "2026-10-14"]
    assert written["assurance"]["evaluations"][0]["date"] == "2026-10-09"


def test_a_reach_of_no_single_jurisdiction_becomes_an_entry_each_and_the_rest_is_said_of_all():
    written = declared({"markets": [{"reach": ["US", "EU", "US-CA", "CN"], "public_opinion": False}]}, DAY)
    assert [(each["jurisdiction"], each["public_opinion"]) for each in written["markets"]] == [
        ("US-CA", False),  # which reaches the United States too
        ("EU", False),
        ("CN", False),
    ]


def test_a_null_becomes_an_omission_that_says_none():
    written = declared({"system": {"exclusive_purpose": None}}, DAY)
    assert "exclusive_purpose" not in written["system"]
    assert written["declaration"]["omissions"] == [{"field": "/system/exclusive_purpose", "reason": "none"}]
    assert derive(written, DAY).document["system"]["exclusive_purpose"] is None


def test_what_the_format_requires_is_filled_in_neutrally():
    written = declared({"records": {"documents": [{"public": True}]}}, DAY)
    assert is_declaration(written)
    assert written["records"]["documents"][0]["kind"]
    assert written["organisation"] == {"name": "Example organisation"}
