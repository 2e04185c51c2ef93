"""What verdicts rest on, with places in the source."""

from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import Declaration, derive, load
from conformance.logic.evidence import evidence
from conformance.logic.lower import Lowering
from conformance.resources import data_path
from conformance.verdicts.compiled import named_schemas, registry_of
from conformance.verdicts.grounds import Reader
from conformance.verdicts.open_lists import open_lists

DAY = date(2026, 11, 23)


def verdict(examination, id):
    return next(v for v in examination.verdicts if v.id == id)


def places(examination, id):
    grounds = examination.grounds(verdict(examination, id))
    return [(p.pointer, p.line) for p in examination.places(grounds.missing or grounds.rests_on)]


def test_what_is_missing_stands_where_it_would_be_added(examined, small_text):
    assert places(examined(small_text), "eu-toy/art-5") == [("/rights/complaint_channel", 1)]


def test_what_is_declared_otherwise_stands_on_its_line(examined, small_text):
    text = small_text + "rights:\n  reply_days: 31\n"
    assert places(examined(text), "eu-toy/art-1") == [("/rights/reply_days", 13)]


def test_a_derived_field_leads_to_the_date_it_comes_from(examined, small_text):
    text = small_text + "governance:\n  policies:\n    - kind: privacy\n      reviewed_on: 2020-01-01\n"
    examination = examined(text)
    (place,) = examination.places(["/governance/policies/0/reviewed_on_age_days"])
    assert place.line == 15
    assert "as-of date" in place.remark


def test_the_reach_of_a_market_leads_to_its_jurisdiction(examined, small_text):
    (place,) = examined(small_text).places(["/markets/0/reach/1"])
    assert (place.line, place.column) == (8, 20)


def test_a_closed_field_leads_to_the_omission_that_closes_it(examined, small_text):
    text = small_text.replace(
        "issued_on: 2026-01-31}", "issued_on: 2026-01-31,\n  omissions: [{field: /rights/complaint_channel, reason: none}]}"
    )
    examination = examined(text)
    (place,) = examination.places(examination.basis(verdict(examination, "eu-toy/art-5")).demands.rests_on)
    assert place.pointer == "/rights/complaint_channel"
    assert place.line == 2


def test_a_withheld_field_is_shown_as_withheld(examined, small_text):
    text = small_text.replace(
        "issued_on: 2026-01-31}",
        "issued_on: 2026-01-31,\n  omissions: [{field: /rights/complaint_channel, reason: trade-secret}]}",
    )
    examination = examined(text)
    (place,) = examination.places(examination.grounds(verdict(examination, "eu-toy/art-5")).missing)
    assert place.remark == "withheld: trade-secret"


def test_a_supposed_market_is_shown_as_supposed(examined, small_text):
    examination = examined(small_text, what_if=["CN"])
    (place,) = [
        p
        for p in examination.places(examination.basis(verdict(examination, "cn-toy/art-1")).applies.rests_on)
        if "markets" in p.pointer
    ]
    assert place.remark == "supposed to be placed there"


BEYOND = [
    (
        {"properties": {"organisation": {"oneOf": [{"required": ["name"]}, {"required": ["country"]}]}}},
        False,
        ("/organisation/country", "/organisation/name"),
    ),
    ({"properties": {"system": {"dependentRequired": {"name": ["purpose"]}}}}, None, ("/system/purpose",)),
    (
        {"properties": {"use": {"properties": {"practices": {"prefixItems": [{"const": "social-scoring"}]}}}}},
        True,
        ("/use/practices",),
    ),
]


@pytest.mark.parametrize(("schema", "value", "pointers"), BEYOND)
def test_keywords_that_no_fact_uses_are_asked_of_the_formal_core(catalogue, small, schema, value, pointers):
    grounds = Reader(catalogue, derive(small, DAY), frozenset()).read(schema, "")
    assert grounds.value is value
    assert set(pointers) <= {*grounds.rests_on, *grounds.missing} or value is True


def test_what_the_formal_core_is_asked_about_an_incomplete_list_stays_open(catalogue, small):
    small["declaration"]["incomplete_lists"] = ["/use"]
    schema = {"properties": {"use": {"properties": {"practices": {"prefixItems": [True, {"const": "x"}], "minItems": 2}}}}}
    assert Reader(catalogue, derive(small, DAY), frozenset()).read(schema, "").value is None


def shipped():
    return sorted(data_path("fixtures", "declarations").rglob("*.declaration.yaml"))


@pytest.fixture(scope="session")
def shipped_catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def shipped_terms(shipped_catalogue):
    lowering = Lowering(registry_of(shipped_catalogue))
    return {name: (schema, lowering.lower(schema)) for name, schema in named_schemas(shipped_catalogue.select(None))}


@pytest.mark.parametrize("path", shipped()[::5], ids=lambda path: Path(path).name.partition(".")[0])
def test_grounds_agree_with_the_evidence_of_the_formal_core(path, shipped_catalogue, shipped_terms):
    (declaration,) = load([path])
    if not isinstance(declaration, Declaration):
        pytest.skip("this declaration is refused; tests/fixtures says why")
    judged = derive(declaration.data, DAY)
    reader = Reader(shipped_catalogue, judged, open_lists())
    for name, (schema, term) in shipped_terms.items():
        ours, theirs = reader.read(schema, ""), evidence(term, judged.document, judged.incomplete, open_lists=open_lists())
        assert ours.value is theirs.value, name
        assert ours.value is not None or ours.missing, name
