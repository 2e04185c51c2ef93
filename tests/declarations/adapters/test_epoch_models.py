"""Epoch's table: estimates of a third party, each with its confidence."""

import csv
import io
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.countries import country_code
from conformance.declarations.adapters.epoch_models import ADAPTER
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "epoch-models")
TABLE = "notable-models.csv"
DAY = date(2026, 1, 1)


def original(name):
    return Original(name, FOLDER / name, None, DEFAULT_LIMITS)


def conversions(name=TABLE):
    found = list(convert(original(name), ADAPTER, DAY))
    for each in found:
        if isinstance(each, Refusal):
            raise each
    return found


@pytest.mark.parametrize("name", [TABLE, "newer-columns.csv"])
def test_a_table_is_told_by_its_columns(name):
    assert ADAPTER.detects(original(name))


def test_other_tables_are_not_claimed():
    assert not ADAPTER.detects(Original("a.csv", None, b"Model,Organization\nA,B\n", DEFAULT_LIMITS))


def test_a_row_is_mapped_as_the_word_of_a_third_party():
    cove = conversions()[0]
    data = cove.data
    assert data["declaration"]["authority"] == "third-party"
    assert data["organisation"] == {"name": "Cove AI", "roles": ["developer"], "country": "KR", "type": "company"}
    assert data["model"]["parameters"] == 70_000_000_000
    assert data["model"]["released_on"] == "2024-05-17"
    assert data["model"]["compute"] == {
        "training_flop": 1.0001e25,
        "method": "estimated",
        "accelerators": ["2048 NVIDIA H100"],
        "training_days": 100,
    }
    assert data["model"]["footprint"]["training_energy_kwh"] == 2_400_000
    assert data["model"]["weights_access"] == "public"
    assert data["model"]["artefacts"] == [
        {"kind": "weights", "open": False, "restrictions": ["non-commercial use only"]},
        {"kind": "code", "open": True},
    ]
    assert [item["name"] for item in data["data"]["datasets"]] == ["Cove Web", "Cove Books"]
    assert data["data"]["training"]["size"] == 24_000_000_000_000


def test_the_confidence_goes_with_the_estimate():
    cove = conversions()[0]
    remark = cove.provenance.remark("/model/compute/training_flop")
    assert "confidence: Speculative (thought to lie within a factor of 30)" in remark
    near = [doubt.why for doubt in cove.doubts if doubt.pointer == "/Training compute (FLOP)"]
    assert len(near) == 2
    assert all("Speculative" in why for why in near)
    assert any("1e+25" in why for why in near)
    assert any("1e+26" in why for why in near)


def test_an_estimate_far_from_every_threshold_is_no_doubt():
    reef = conversions()[1]
    assert not [doubt for doubt in reef.doubts if doubt.pointer == "/Training compute (FLOP)"]
    assert "method" not in reef.data["model"]["compute"], "reported, and how it was found is not told"


def test_a_month_several_countries_and_unspecified_data_stay_open():
    reef = conversions()[1]
    assert "released_on" not in reef.data["model"]
    assert "country" not in reef.data["organisation"]
    assert "datasets" not in reef.data.get("data", {})
    assert reef.data["system"]["distribution"] == ["api"]
    assert reef.data["model"]["weights_access"] == "hosted-only"


def test_words_are_no_number():
    silent = conversions()[2]
    assert "parameters" not in silent.data.get("model", {})
    assert any(doubt.pointer == "/Parameters" for doubt in silent.doubts)
    assert silent.data["organisation"]["name"] == "(not named)"


def test_persons_are_dropped_and_what_has_no_field_is_left():
    cove = conversions()[0]
    assert "Ann Example" not in str(cove.with_sources())
    assert cove.unmapped == ("/Frontier model",)


def test_renamed_columns():
    (bay,) = conversions("newer-columns.csv")
    assert bay.data["organisation"]["country"] == "US"
    assert bay.data["data"]["training"]["size"] == 10**12
    assert bay.data["model"]["weights_access"] == "internal"
    assert "within a factor of 10" in bay.provenance.remark("/model/compute/training_flop")


@pytest.mark.parametrize(
    ("name", "code"),
    [("United Kingdom of Great Britain and Northern Ireland", "GB"), ("China", "CN"), ("Multinational", None), ("", None)],
)
def test_countries(name, code):
    assert country_code(name) == code


_COLUMNS = next(csv.reader((FOLDER / TABLE).read_text(encoding="utf-8").splitlines()))
_CELLS = st.one_of(
    st.text(max_size=30), st.sampled_from(["", "1e25", "0", "-3", "1e400", "2024-02-30", "China,France", "Speculative", "a,b"])
)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.lists(_CELLS, min_size=len(_COLUMNS), max_size=len(_COLUMNS)))
def test_no_cell_escapes(cells):
    text = io.StringIO()
    csv.writer(text).writerows([_COLUMNS, cells])
    source = Original("a.csv", None, text.getvalue().encode("utf-8", "replace"), DEFAULT_LIMITS)
    for found in convert(source, ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)
