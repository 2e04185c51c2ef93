"""Filing lists of the Cyberspace Administration of China, in made-up copies."""

import json
from datetime import date
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "cac-filings")


@pytest.fixture
def filings(converted):
    return lambda name: converted(FOLDER / name, "cac-filings")


@pytest.mark.parametrize("name", ["generative.json", "algorithms.csv", "synthesis.json"])
def test_each_list_is_told_by_its_headings(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["cac-filings"]


def test_filings_and_registrations_of_generative_services_are_told_apart(filings):
    filed, registered, _ = (each.data["records"]["filings"][0] for each in filings("generative.json"))
    assert filed == {
        "jurisdiction": "CN", "number": "BeiJing-ShiLiDaMoXing-20260105", "authority": "Cyberspace Administration of China",
        "status": "filed", "kind": "generative-service-filing", "date": "2026-01-12", "event": "start",
    }  # fmt: skip
    assert (registered["kind"], registered["date"]) == ("generative-service-registration", "2026-08-12")


def test_a_note_glued_to_a_name_and_a_late_listing_are_told(filings):
    filed, central, _ = filings("generative.json")
    assert filed.data["system"]["name"] == "示例大模型"
    assert "glued to the name" in filed.declaration.remark("/system/name")
    assert [doubt.why for doubt in filed.doubts] == ["was put on the list later than its date"]
    assert filed.data["organisation"]["address"] == "北京市"
    assert "address" not in central.data["organisation"]


def test_a_number_of_another_form_and_a_year_alone_are_doubtful(filings):
    *_, other = filings("generative.json")
    assert [doubt.why for doubt in other.doubts] == [
        "has not the form of a filing number",
        "cannot be read as /records/filings without guessing",
    ]
    assert "date" not in other.data["records"]["filings"][0]


def test_classes_of_algorithms_are_functions_and_a_cancelled_filing_retires_the_system(filings):
    recommends, dispatches, unknown = filings("algorithms.csv")
    assert recommends.data["system"]["functions"] == ["personalised-recommendation"]
    assert recommends.data["use"]["circumstances"] == ["public-facing", "shapes-public-opinion"]
    assert recommends.declaration.positions.of("/records/filings/0").line == 2
    assert dispatches.data["records"]["filings"][0]["status"] == "cancelled"
    assert dispatches.data["system"]["lifecycle_stage"] == "retired"
    assert "circumstances" not in dispatches.data["use"]
    assert [doubt.why for doubt in unknown.doubts] == [
        "has not the form of a filing number",
        "is none of the five classes of algorithms",
    ]


def test_technical_supporters_are_not_providers(filings):
    supporter, provider = filings("synthesis.json")
    assert supporter.data["organisation"]["roles"] == ["component-supplier"]
    assert supporter.data["records"]["filings"][0]["as"] == "technical-supporter"
    assert supporter.data["system"]["output_modalities"] == ["image"]
    assert supporter.data["system"]["distribution"] == ["api"]
    assert supporter.data["markets"] == [{"jurisdiction": "CN", "basis": ["placed"]}]
    assert provider.data["organisation"]["roles"] == ["provider"]
    assert provider.data["system"]["functions"] == ["dialogue"]
    assert provider.unmapped == ()


def test_the_regulator_speaks_and_numbers_identify(filings):
    supporter, _ = filings("synthesis.json")
    head = supporter.data["declaration"]
    assert (head["authority"], head["language"], head["version"]) == ("regulator", "zh", "2026-02")
    assert unquote(head["id"]).endswith("/cac-filings/网信算备330110000000000260019号")


anything = st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.lists(st.text(max_size=3), max_size=2)
HEADINGS = (
    "序号",
    "属地",
    "大模型名称",
    "备案单位",
    "备案时间",
    "角色",
    "算法类别",
    "应用产品",
    "主要用途",
    "备注",
    "期次",
    "_kind",
)


@given(st.lists(st.dictionaries(st.sampled_from(HEADINGS), anything), min_size=1, max_size=3))
def test_cells_of_any_kind_are_converted_or_refused(tmp_path_factory, rows):
    path = tmp_path_factory.mktemp("cac") / "x.json"
    path.write_text(json.dumps([{"备案编号": "x", **row} for row in rows]), encoding="utf-8")
    for found in convert(Original("x.json", path, None, DEFAULT_LIMITS), adapter_named("cac-filings"), date(2026, 1, 1)):
        assert not isinstance(found, Refusal) or found.problems
