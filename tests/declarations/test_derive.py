"""What is added to a declaration before it is judged."""

import copy
import json
from datetime import date

import pytest

from conformance import resources
from conformance.declarations import Declaration, derive, load
from conformance.declarations.derivation_plan import _plan, derivation_plan
from conformance.declarations.form import declaration_form

DAY = date(2026, 8, 2)


def test_dates_get_their_age_on_the_day_of_judging(small):
    judged = derive(small, DAY)
    assert judged.document["declaration"]["issued_on_age_days"] == 183
    assert "as-of date" in judged.derived["/declaration/issued_on_age_days"]


def test_a_date_ahead_has_a_negative_age(small):
    small["interoperability"] = {"standards": [{"valid_until": "2026-08-12"}]}
    assert derive(small, DAY).document["interoperability"]["standards"][0]["valid_until_age_days"] == -10


def test_dates_in_lists_are_compared_with_the_earliest_placing(small):
    small["markets"] = [{"jurisdiction": "FR", "placed_on": "2026-06-01"}, {"jurisdiction": "JP", "placed_on": "2026-05-01"}]
    small["assurance"] = {"assessments": [{"date": "2026-04-21"}, {"date": "2026-05-11"}, {}]}
    first, second, third = derive(small, DAY).document["assurance"]["assessments"]
    assert (first["date_days_before_placing"], first["date_age_days"]) == (10, 103)
    assert second["date_days_before_placing"] == -10
    assert third == {}


def test_without_a_placing_nothing_comes_before_it(small):
    small["assurance"] = {"assessments": [{"date": "2026-04-21"}]}
    [item] = derive(small, DAY).document["assurance"]["assessments"]
    assert "date_days_before_placing" not in item


def test_markets_get_their_reach(small):
    small["markets"] = [{"jurisdiction": "US-CA"}]
    judged = derive(small, DAY)
    assert judged.document["markets"] == [{"jurisdiction": "US-CA", "reach": ["US-CA", "US"]}]
    assert "/markets/0/reach" in judged.derived


def test_exemptions_that_are_not_invoked_are_not_relied_on(small):
    judged = derive(small, DAY)
    assert judged.document["declaration"]["exemptions"] == []
    assert judged.derived["/declaration/exemptions"] == "an exemption not invoked is not relied on"


def test_exemptions_that_are_invoked_stay(small):
    small["declaration"]["exemptions"] = [{"regime": "eu-ai-act", "ground": "research-only", "granted_on": "2026-08-01"}]
    judged = derive(small, DAY)
    assert judged.document["declaration"]["exemptions"][0]["granted_on_age_days"] == 1
    assert "/declaration/exemptions" not in judged.derived


@pytest.mark.parametrize("status", [None, "submitted", "filed"])
def test_a_filing_that_is_not_stated_as_cancelled_counts(small, status):
    filing = {"kind": "algorithm-filing", "number": "1"} | ({} if status is None else {"status": status})
    small["records"] = {"filings": [filing]}
    assert derive(small, DAY).document["records"]["filings"] == [filing]


def test_a_filing_that_was_cancelled_is_of_no_kind(small):
    counting, cancelled = {"kind": "algorithm-filing"}, {"kind": "algorithm-filing", "number": "1", "status": "cancelled"}
    small["records"] = {"filings": [counting, cancelled]}
    judged = derive(small, DAY)
    assert judged.document["records"]["filings"] == [counting, {**cancelled, "kind": None}]
    assert judged.derived == {**judged.derived, "/records/filings/1/kind": "a filing that was cancelled does not count"}
    assert small["records"]["filings"][1] == cancelled


def test_the_filing_that_cancels_keeps_its_kind_and_no_number(small):
    small["records"] = {"filings": [{"kind": "algorithm-filing", "event": "end", "number": "1", "status": "cancelled"}]}
    [filing] = derive(small, DAY).document["records"]["filings"]
    assert (filing["kind"], filing["number"]) == ("algorithm-filing", None)


@pytest.mark.parametrize("reason", ["none", "not-applicable"])
def test_what_is_none_or_does_not_apply_becomes_null(small, reason):
    small["declaration"]["omissions"] = [
        {"field": "/model/compute/training_flop", "reason": reason},
        {"field": "/system/first_released_on", "reason": reason},
        {"field": "/records/documents/0/date", "reason": reason},
    ]
    small["records"] = {"documents": [{"kind": "x"}, {}]}
    judged = derive(small, DAY)
    assert judged.document["model"] == {"compute": {"training_flop": None}}
    assert judged.document["system"]["first_released_on"] is None
    assert judged.document["records"]["documents"][0]["date"] is None
    assert judged.document["records"]["documents"][1] == {}
    assert judged.derived["/model/compute/training_flop"].startswith("declaration.omissions says")
    assert judged.withheld == {}


def test_what_is_derived_from_a_closed_date_is_closed(small):
    small["declaration"]["omissions"] = [{"field": "/risk/reviewed_on", "reason": "none"}]
    judged = derive(small, DAY)
    assert judged.document["risk"] == {"reviewed_on": None, "reviewed_on_age_days": None}
    assert judged.derived["/risk/reviewed_on_age_days"] == "closed with the field it is derived from"


@pytest.mark.parametrize("reason", ["trade-secret", "security", "privacy", "legal", "on-request", "not-measured", "not-feasible"])
def test_what_is_withheld_or_not_known_stays_absent(small, reason):
    small["declaration"]["omissions"] = [{"field": "/model/compute", "reason": reason}]
    judged = derive(small, DAY)
    assert "model" not in judged.document
    assert judged.withheld == {"/model/compute": reason}
    assert "/model/compute" not in judged.derived


def test_a_closed_whole_closes_its_parts(small):
    small["declaration"]["omissions"] = [
        {"field": "/model/compute/training_flop", "reason": "none"},
        {"field": "/model", "reason": "not-applicable"},
    ]
    assert derive(small, DAY).document["model"] is None


def test_an_empty_list_that_is_called_none_stays_a_list(small):
    small["markets"] = []
    small["declaration"]["omissions"] = [{"field": "/markets", "reason": "none"}]
    assert derive(small, DAY).document["markets"] == []


def test_incomplete_lists_are_handed_on(small):
    small["declaration"]["incomplete_lists"] = ["/records/documents", "/use"]
    assert derive(small, DAY).incomplete == {"/records/documents", "/use"}


def test_all_lists_incomplete_means_all_but_the_head_of_the_declaration(small):
    small["declaration"]["incomplete_lists"] = [""]
    incomplete = derive(small, DAY).incomplete
    assert {"/records", "/use", "/markets"} < incomplete
    assert not {"", "/declaration", "/$schema"} & incomplete


def test_the_shipped_derived_fields_all_lie_beside_fields_of_the_format():
    paths = {path for path, _ in declaration_form().fields()}

    def check(plan, path):
        for source in [names[0] for names in (*plan.dates, *plan.reaches)]:
            assert f"{path}{source}" in paths
        assert not [name for name in plan.rules if f"{path}{name}" in paths]
        for name, inner in plan.members:
            check(inner, f"{path}{name}.")
        for name, inner in plan.lists:
            check(inner, f"{path}{name}[].")

    check(derivation_plan(), "")


def test_every_date_of_the_format_has_an_age():
    dates = {path for path, schema in declaration_form().fields() if schema.get("format") == "date"}

    def aged(plan, path):
        yield from (f"{path}{source}" for source, _, _ in plan.dates)
        for name, inner in plan.members:
            yield from aged(inner, f"{path}{name}.")
        for name, inner in plan.lists:
            yield from aged(inner, f"{path}{name}[].")

    assert set(aged(derivation_plan(), "")) == dates


def test_a_derived_field_without_a_rule_is_a_defect():
    schema = {"properties": {"size": {"type": "integer", "derivedFrom": "/a/b", "description": "?"}}}
    with pytest.raises(ValueError, match="no rule computes: size"):
        _plan(schema)


def test_shipped_declarations_are_not_changed_by_deriving():
    for declaration in load([resources.data_path("fixtures", "declarations")]):
        assert isinstance(declaration, Declaration)
        before = copy.deepcopy(declaration.data)
        judged = derive(declaration.data, DAY)
        assert declaration.data == before
        json.dumps(judged.document)
