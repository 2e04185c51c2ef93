"""A draft keeps what a record states, in which state, and from where; it invents nothing."""

from datetime import date

import pytest

from conformance.declarations import Declaration
from conformance.declarations.adapters import Authority, Draft, State
from conformance.declarations.adapters.draft import MOST_VALUES
from conformance.declarations.adapters.registry import adapter_named
from conformance.declarations.adapters.tables import read_table
from conformance.declarations.check import problems_of
from conformance.declarations.documents import Document
from conformance.declarations.limits import DEFAULT_LIMITS

DAY = date(2026, 11, 23)
TABLE = "name,agency,assessed,purpose,mail,risk\nSorter,Office,In-progress,none,a@b.example,unclear 3-4\n"


@pytest.fixture
def draft(original):
    (record,) = read_table(original(TABLE))
    return Draft(record, adapter_named("model-openness"), DAY)


def finished(draft):
    conversion = draft.finish()
    declaration = conversion.declaration
    assert problems_of(Document(declaration.data, declaration.positions), "x", DEFAULT_LIMITS) == ()
    return conversion


def test_what_the_format_needs_is_marked_as_derived(draft):
    conversion = finished(draft)
    head = conversion.data["declaration"]
    assert head == {
        "id": "https://ai-conformance.example/imports/model-openness/source.csv#1",
        "version": "1",
        "language": "en",
        "issued_on": "2026-11-23",
        "authority": "third-party",
    }
    assert conversion.data["organisation"]["name"] == conversion.data["system"]["name"] == "(not named)"
    assert all(origin.rule for origin in conversion.provenance.origins)


def test_every_value_knows_its_cell(draft):
    record = draft.record
    draft.text("/system/name", record.get("name"))
    draft.add("/records/documents", {"kind": "model-card"}, record.get("agency"), parts={"kind": record.get("purpose")})
    conversion = finished(draft)
    declaration = conversion.declaration
    assert declaration.positions.of("/system/name").line == 2
    assert declaration.remark("/system/name") == "from row 1, column 'name': Sorter"
    assert declaration.remark("/records/documents/0/kind") == "from row 1, column 'purpose': none"
    assert declaration.remark("/records/documents/0/url") == "from row 1, column 'agency': Office"
    assert declaration.remark("/use/sectors") == ""
    sources = conversion.with_sources()["declaration"]["sources"]
    assert {
        "field": "/system/name", "file": "source.csv", "line": 2, "locator": "row 1, column 'name'", "quote": "Sorter",
    } in sources  # fmt: skip


def test_the_declaration_with_its_sources_is_valid(draft):
    draft.text("/system/name", draft.record.get("name"))
    draft.leave_open("/assurance/assessments", State.IN_PROGRESS, draft.record.get("assessed"))
    whole = draft.finish().with_sources()
    declaration = Declaration("x", 0, whole, draft.record.positions)
    assert problems_of(Document(declaration.data, declaration.positions), "x", DEFAULT_LIMITS) == ()
    entry = next(each for each in whole["declaration"]["sources"] if each["field"] == "/assurance/assessments")
    assert (entry["state"], entry["quote"]) == ("in-progress", "In-progress")


def test_only_stated_and_none_are_evidence(draft):
    record = draft.record
    draft.close("/use/practices", State.NONE, record.get("purpose"))
    draft.close("/model", State.NOT_APPLICABLE, record.get("agency"), rationale="no model")
    draft.withhold("/data/legal_basis", "security", record.get("name"))
    draft.leave_open("/risk/steps", State.UNREADABLE, record.get("risk"))
    conversion = finished(draft)
    assert conversion.data["declaration"]["omissions"] == [
        {"field": "/use/practices", "reason": "none"},
        {"field": "/model", "reason": "not-applicable", "rationale": "no model"},
        {"field": "/data/legal_basis", "reason": "security"},
    ]
    assert "risk" not in conversion.data
    assert [doubt.why for doubt in conversion.doubts] == ["cannot be read as /risk/steps without guessing"]
    assert conversion.declaration.positions.of("/declaration/omissions/2").line == 2


def test_the_first_statement_counts_and_another_is_doubtful(draft):
    record = draft.record
    draft.put("/organisation/country", "NL", record.get("agency"))
    draft.put("/organisation/country", "US", record.get("name"))
    conversion = finished(draft)
    assert conversion.data["organisation"]["country"] == "NL"
    assert conversion.doubts[-1].pointer == "/name"
    assert "already 'NL'" in conversion.doubts[-1].why


def test_a_field_both_stated_and_left_out_stays_stated_and_is_doubtful(draft):
    draft.extend("/use/sectors", ["health"], draft.record.get("purpose"))
    draft.close("/use/sectors", State.NONE, draft.record.get("agency"))
    conversion = finished(draft)
    assert "omissions" not in conversion.data["declaration"]
    assert "both stated and said to be left out" in conversion.doubts[-1].why


def test_closed_lists_are_incomplete_unless_the_source_says_that_there_is_no_more(draft):
    node = draft.record.get("name")
    draft.extend("/system/functions", ["dialogue"], node)
    draft.extend("/system/output_modalities", ["text"], node, complete=True)
    draft.extend("/system/product_legislation", [], node, complete=True)
    draft.extend("/system/features", [], node)
    draft.extend("/system/languages", ["nl"], node)
    conversion = finished(draft)
    assert conversion.data["declaration"]["incomplete_lists"] == ["/system/functions"]
    assert conversion.data["system"]["product_legislation"] == []
    assert "features" not in conversion.data["system"]


def test_the_same_item_is_not_added_twice(draft):
    node = draft.record.get("name")
    assert draft.add("/model/base_models", {"name": "Egret", "developer": None}, node) == "/model/base_models/0"
    assert draft.add("/model/base_models", {"name": "Egret"}, node) == "/model/base_models/0"
    draft.extend("/use/sectors", ["health", "health"], node)
    conversion = finished(draft)
    assert conversion.data["model"]["base_models"] == [{"name": "Egret"}]
    assert conversion.data["use"]["sectors"] == ["health"]


def test_each_part_of_the_record_is_mapped_left_out_or_not_mapped(draft):
    draft.text("/system/name", draft.record.get("name"))
    draft.ignore(draft.record.get("mail"), "contacts of persons are dropped")
    draft.ignore(draft.record.get("nothing"), "it is not there")
    conversion = finished(draft)
    assert conversion.mapped == {"/name"}
    assert conversion.ignored == {"/mail": "contacts of persons are dropped"}
    assert conversion.unmapped == ("/agency", "/assessed", "/purpose", "/risk")


def test_who_speaks_can_differ_within_a_record(draft):
    draft.put("/model/architecture", "transformer", draft.record.get("name"), authority=Authority.FIRST_PARTY)
    conversion = finished(draft)
    entry = {"field": "/model/architecture", "file": "source.csv", "authority": "first-party"}
    assert conversion.data["declaration"]["sources"] == [entry]
    assert entry not in conversion.with_sources()["declaration"]["sources"]
    (kept,) = (s for s in conversion.with_sources()["declaration"]["sources"] if s["field"] == "/model/architecture")
    assert (kept["authority"], kept["quote"]) == ("first-party", "Sorter")


def test_a_list_of_thousands_is_cut_with_a_doubt_and_is_not_complete(draft):
    cell = draft.record.get("purpose")
    draft.extend("/use/groups", (f"group {number}" for number in range(MOST_VALUES + 5)), cell, complete=True)
    conversion = draft.finish()
    assert len(conversion.data["use"]["groups"]) == MOST_VALUES
    assert "/use/groups" in conversion.data["declaration"]["incomplete_lists"]
    assert "states more than 1,000 values of /use/groups; the rest is left out" in [doubt.why for doubt in conversion.doubts]


def test_an_item_without_what_the_format_requires_is_a_doubt(draft):
    cell = draft.record.get("purpose")
    assert draft.add("/governance/suppliers", {"name": "", "terms": ["written-agreement"]}, cell) == ""
    conversion = finished(draft)
    assert "governance" not in conversion.data
    assert [(doubt.pointer, doubt.why) for doubt in conversion.doubts] == [
        ("/purpose", "tells no name, without which nothing can be said in /governance/suppliers")
    ]
