"""Public Sector Tech Watch, in a made-up copy."""

import csv
import io
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

NAME = "eu-public-sector-tech-watch"
FILE = data_path("fixtures", "imports", NAME, "cases.csv")


@pytest.fixture
def cases(converted):
    return converted(FILE, NAME)


def test_the_data_set_is_told_by_its_own_identifier(original):
    assert [each.name for each in detect(Original(str(FILE), FILE, None, DEFAULT_LIMITS))] == [NAME]
    assert not adapter_named(NAME).detects(original("ID,Name,Status\n1,2,3\n"))


def test_cases_without_ai_are_passed_over(cases):
    assert [each.data["declaration"]["id"].rpartition("/")[2] for each in cases] == ["PSTW-9001", "PSTW-9003", "PSTW-9004"]
    assert [each.record.index for each in cases] == [0, 2, 3]


def test_a_third_party_speaks_and_days_come_first(cases):
    tram = cases[0].data["declaration"]
    assert (tram["authority"], tram["author"]) == ("third-party", "Joint Research Centre, European Commission")
    assert tram["issued_on"] == "2024-10-04"
    assert "written day first" in cases[0].declaration.remark("/declaration/issued_on")


def test_a_heading_with_a_blank_before_it_and_cells_with_blanks_are_read(cases):
    tram = cases[0]
    assert " Status" not in tram.record.data, "headings lose blanks at their ends"
    assert tram.data["system"]["lifecycle_stage"] == "pilot"
    assert tram.data["organisation"] == {
        "name": "City of Exampledam", "country": "NL", "type": "subnational-government-body",
        "roles": ["deployer", "developer"],
    }  # fmt: skip
    assert tram.data["markets"] == [{"jurisdiction": "NL", "basis": ["put-into-service"]}]


def test_techniques_sectors_and_benefits(cases):
    tram = cases[0]
    assert tram.data["system"]["techniques"] == ["machine-learning", "generative"]
    assert tram.data["system"]["functions"] == ["content-generation", "dialogue"]
    assert tram.data["use"]["sectors"] == ["transport", "public-administration"]
    assert tram.data["use"]["circumstances"] == ["public-facing"]
    assert tram.data["use"]["benefits"] == "Improved Public Service; Cost-reduction"
    marks = [node.pointer for node in tram.provenance.of("/use/benefits")[0].nodes]
    assert marks == ["/Improved Public Service", "/Cost-reduction"]


def test_several_countries_and_model_clauses(cases):
    sea = cases[1]
    assert [market["jurisdiction"] for market in sea.data["markets"]] == ["ES", "PT"]
    assert "country" not in sea.data["organisation"], "where a group of bodies sits is not told"
    assert sea.data["governance"]["suppliers"] == [
        {"name": "Acme Sea", "terms": ["written-agreement"]},
        {"name": "Beta Waves", "terms": ["written-agreement"]},
    ]
    assert sea.data["system"]["techniques"] == ["search-optimisation", "rule-based"]
    assert "pat.doe" not in str(sea.with_sources())


def test_where_a_case_was_found_is_a_source(cases):
    tram, _, star = cases
    assert tram.data["declaration"]["sources"] == [
        {"field": "/system", "url": "https://example.org/tram"},
        {"field": "/system", "url": "https://example.org/line?a=1"},
    ]
    assert tram.with_sources()["declaration"]["sources"][:2] == tram.data["declaration"]["sources"]
    assert star.ignored["/Website"] == "a publication without an address"


def test_what_is_in_no_table_is_doubtful(cases):
    star = cases[2]
    assert [(doubt.pointer, doubt.why) for doubt in star.doubts] == [
        ("/Date updated", "cannot be read as /declaration/issued_on without guessing"),
        ("/Status", "is none of the statuses of the data set"),
        ("/Geographical coverage (country)", "'Farland' is no country of the data set"),
    ]
    assert "lifecycle_stage" not in star.data["system"]
    assert "markets" not in star.data


CELLS = st.text(st.sampled_from("xX/|-;,.\n\r \u00a0\u2013é01"), max_size=10) | st.sampled_from(
    ["Pilot", "Italy", "Artificial Intelligence"]
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=30), min_size=1, max_size=3))
def test_cells_of_any_kind_are_converted_or_refused(rows):
    with FILE.open(encoding="utf-8", newline="") as text:
        heading = next(csv.reader(text))
    written = io.StringIO()
    csv.writer(written).writerows([heading, *rows])
    source = Original("x.csv", None, written.getvalue().encode(), DEFAULT_LIMITS)
    for found in convert(source, adapter_named(NAME), date(2026, 1, 1)):
        assert not isinstance(found, Refusal) or found.problems
