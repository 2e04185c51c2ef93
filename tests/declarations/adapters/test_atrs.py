"""British algorithmic transparency records, in made-up copies."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.catalogue import load_catalogue
from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.adapters.state import State
from conformance.declarations.derive import derive
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path
from conformance.verdicts import Judge, Status

FOLDER = data_path("fixtures", "imports", "uk-atrs")
DAY = date(2026, 11, 23)
SITE = "https://www.gov.uk/algorithmic-transparency-records/"
PREFIX = "algorithmic_transparency_record_"


@pytest.fixture
def records(converted):
    return lambda name: converted(FOLDER / name, "uk-atrs")


def record(body, **metadata):
    """Return a record as the content API has it."""
    details = {"body": body, "metadata": {f"{PREFIX}{name}": value for name, value in metadata.items()}}
    return {"base_path": "/algorithmic-transparency-records/x", "title": "Body: Tool", "details": details}


@pytest.fixture
def converted_record():
    """Returns what becomes of one record of the content API."""

    def run(body, **metadata):
        content = json.dumps(record(body, phase="production", **metadata)).encode()
        (found,) = convert(Original("x.json", None, content, DEFAULT_LIMITS), adapter_named("uk-atrs"), DAY)
        return found

    return run


@pytest.mark.parametrize("name", ["search.json", "record.json", "records.csv"])
def test_each_layout_is_told(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["uk-atrs"]


def test_tables_of_other_addresses_are_nobodys(original):
    assert not adapter_named("uk-atrs").detects(original("title,url\nx,https://example.org/\n"))


def test_search_results_tell_the_body_the_phase_and_the_page(records):
    finder, _ = records("search.json")
    assert finder.data["declaration"]["id"] == finder.data["declaration"]["url"] == f"{SITE}kite-finder"
    assert finder.data["declaration"]["issued_on"] == "2026-05-03"
    assert finder.data["organisation"] == {
        "name": "Office of Kites", "country": "GB", "type": "national-government-body", "roles": ["deployer"],
        "identifiers": [{"scheme": "public-body", "value": "ministry-of-kites"}],
    }  # fmt: skip
    assert finder.data["system"]["name"] == "Kite Finder"
    assert finder.data["system"]["lifecycle_stage"] == "pilot"
    assert finder.data["system"]["input_modalities"] == ["image"]
    assert [market["jurisdiction"] for market in finder.data["markets"]] == ["GB-ENG", "GB-WLS"]
    assert finder.data["use"]["sectors"] == ["health", "public-administration"]
    assert finder.data["records"]["filings"] == [
        {"kind": "public-algorithm-record", "jurisdiction": "GB", "authority": "Government Digital Service",
         "url": f"{SITE}kite-finder", "date": "2026-02-01"}
    ]  # fmt: skip
    assert finder.data["interoperability"]["standards"] == [{"id": "uk-atrs", "edition": "3.0"}]


def test_what_the_standard_does_not_have_is_doubtful(records):
    _, repairs = records("search.json")
    assert repairs.data["organisation"]["name"] == "Ministry Of Kites"
    assert "type" not in repairs.data["organisation"], "a department and a council at once"
    assert "lifecycle_stage" not in repairs.data["system"]
    assert [doubt.why for doubt in repairs.doubts] == [
        "is no phase of the standard",
        "cannot be read as /organisation/type without guessing",
        "cannot be read as /organisation/type without guessing",
        "is no region of the standard",
        "is no version of the standard",
    ]


def test_a_table_of_pages_is_read(records):
    (kites,) = records("records.csv")
    assert (kites.data["organisation"]["name"], kites.data["system"]["name"]) == ("Office of Kites", "Kite Map")
    assert kites.data["declaration"]["issued_on"] == "2026-06-26"


def test_the_full_text_is_read_by_the_names_of_its_headings(records):
    (kites,) = records("record.json")
    data = kites.data
    assert data["system"]["description"] == "Sorts kites by wind."
    assert data["use"] == {"intended_purpose": "For kites in parks.\nNo drones", "benefits": "Fewer lost kites"}
    assert data["model"]["architecture"] == "A small tree & a rule"
    assert data["governance"] == {
        "officers": [{"role": "accountable-executive"}], "suppliers": [{"name": "Acme Kites Ltd"}],
        "training": [{"audience": "operators"}],
    }  # fmt: skip
    assert data["rights"]["contest_channel"] == "Write to the office."
    assert data["records"]["documents"] == [{"kind": "oversight-procedure"}]
    assert data["assurance"]["assessments"] == [{"kind": "data-protection", "url": "https://example.org/dpia", "public": True}]
    assert data["risk"]["risks"][0]["mitigation"] == "Kites may be lost; mitigated by strings."
    assert data["data"]["datasets"] == [{"name": "Photos of kites", "role": "training"}]
    assert [o.state for o in kites.provenance.origins if o.field == "/use/alternatives"] == [State.NOT_APPLICABLE]
    assert "alert" not in str(kites.with_sources()["governance"])


def test_persons_are_dropped_and_the_page_stands_for_the_contact(records):
    (kites,) = records("record.json")
    assert kites.data["organisation"]["contact"] == f"{SITE}kite-sorter"
    shown = json.dumps([kites.with_sources()["governance"], kites.declaration.remark("/governance/officers/0")])
    assert "Kim Roe" not in shown
    assert "pat.doe" not in json.dumps(kites.with_sources())


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("DPIA and EIA were done", ["data-protection", "equality-analysis"]),
        ("No DPIA was required", None),
        ("A DPIA will be completed", None),
        ("An assessment of impact was done", ["impact"]),
    ],
)
def test_assessments_are_those_that_were_made(converted_record, text, kinds):
    found = converted_record(f"<h3>2.5.1 - Impact assessment</h3><p>{text}</p>")
    assessments = found.data.get("assurance", {}).get("assessments")
    assert kinds == (assessments and [each["kind"] for each in assessments])


def test_no_supplier_is_stated_as_none(converted_record):
    found = converted_record("<h3>2.1.4 - External supplier involvement</h3><p>No</p>")
    assert found.data["declaration"]["omissions"] == [{"field": "/governance/suppliers", "reason": "none"}]


def test_a_page_among_other_forms_of_it_is_read(converted_record):
    forms = [
        {"content_type": "text/govspeak", "content": "### 2.2.2 - Scope\n\nnot this"},
        {"content_type": "text/html", "content": "<h3>2.2.2 - Scope</h3><p>For parks</p>"},
    ]
    assert converted_record(forms).data["use"]["intended_purpose"] == "For parks"


def test_verdicts_come_out(records):
    judge = Judge(load_catalogue(), ["uk-atrs"])
    (kites,) = records("record.json")
    verdicts = {each.id: each.status for each in judge(derive(kites.data, DAY), as_of=DAY)}
    assert verdicts["uk-atrs/tier-1"] is Status.PASS
    assert verdicts["uk-atrs/tier-2-process"] is Status.PASS


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from(["production", "uk", "v3", "2026-01-01"])
)
VALUES = SCALARS | st.lists(SCALARS, max_size=2) | st.dictionaries(st.text(max_size=3), SCALARS, max_size=2)
NAMES = (
    "organisation",
    "organisation_type",
    "function",
    "capability",
    "phase",
    "region",
    "date_published",
    "atrs_version",
    "task",
)


@settings(max_examples=60, deadline=None)
@given(
    metadata=st.dictionaries(st.sampled_from(NAMES), VALUES),
    members=st.dictionaries(
        st.sampled_from(["title", "link", "base_path", "description", "details", "public_timestamp"]), VALUES
    ),
    body=VALUES | st.text(st.sampled_from("<>h3/p &;-2.1 Scope"), max_size=60),
)
def test_members_of_any_kind_are_converted_or_refused(metadata, members, body):
    content = json.dumps({**record(body), **{f"{PREFIX}{name}": value for name, value in metadata.items()}, **members})
    for found in convert(Original("x.json", None, content.encode(), DEFAULT_LIMITS), adapter_named("uk-atrs"), DAY):
        assert not isinstance(found, Refusal) or found.problems
