"""The AI register of the Government of Canada, in a made-up copy."""

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
from conformance.declarations.adapters.state import State
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

FILE = data_path("fixtures", "imports", "ca-ai-register", "register.csv")
COLUMNS = (
    "ai_register_id", "name_ai_system_en", "name_ai_system_fr", "government_organization", "ai_system_primary_users_en",
    "developed_by_en", "vendor_information", "ai_system_status_en", "ai_system_status_fr", "status_date",
    "ai_system_capabilities_en", "data_sources_en", "involves_personal_information", "personal_information_banks_en",
    "notification_ai",
)  # fmt: skip


@pytest.fixture
def systems(converted):
    return converted(FILE, "ca-ai-register")


def test_the_register_is_told_by_its_own_identifier(original):
    assert [each.name for each in detect(Original(str(FILE), FILE, None, DEFAULT_LIMITS))] == ["ca-ai-register"]
    assert not adapter_named("ca-ai-register").detects(original("register_id,name\n1,2\n"))


def test_numbers_identify_and_the_english_half_counts(systems):
    harbour, grain, *_ = systems
    assert harbour.data["declaration"]["id"].endswith("/ca-ai-register/2627-EX-001")
    assert harbour.data["organisation"] == {
        "name": "Harbours Canada", "country": "CA", "type": "national-government-body", "roles": ["deployer"],
    }  # fmt: skip
    assert grain.data["organisation"]["name"] == "Grain / Seed Board", "slashes within a language stay"
    assert harbour.ignored["/name_ai_system_fr"] == "says the same in the other language"
    assert harbour.unmapped == ()


def test_public_users_capabilities_and_suppliers(systems):
    harbour = systems[0].data
    assert harbour["use"]["circumstances"] == ["public-facing"]
    assert harbour["system"]["traits"] == ["interacts-with-people"]
    assert harbour["system"]["functions"] == ["content-generation", "dialogue"]
    assert harbour["system"]["input_modalities"] == ["text"]
    assert harbour["governance"]["suppliers"] == [{"name": "Acme Tools, Inc."}, {"name": "Beta Works"}]
    assert harbour["transparency"]["notices"] == [{"kind": "ai-interaction"}]
    assert {"field": "/data/kinds", "reason": "none"} in harbour["declaration"]["omissions"]


def test_choices_that_differ_between_the_languages_are_doubtful(systems):
    grain = systems[1]
    assert grain.data["system"]["lifecycle_stage"] == "design"
    assert [(doubt.pointer, doubt.why) for doubt in grain.doubts] == [
        ("/ai_system_status_fr", "differs from 'In development' in the other language")
    ]
    assert grain.data["organisation"]["roles"] == ["deployer", "developer"]
    # No notification of AI, but a published description of the personal data: the list of notices is not empty.
    assert grain.data["transparency"]["notices"] == [{"kind": "personal-data", "channels": ["public-website"]}]


def test_a_row_in_french_alone_is_in_french(systems):
    plans = systems[2]
    assert plans.data["declaration"]["language"] == "fr"
    assert plans.data["system"] == {
        "name": "Lecteur de plans", "description": "Lit des plans.", "lifecycle_stage": "retired",
    }  # fmt: skip
    assert [doubt.why for doubt in plans.doubts] == [
        "is neither yes nor no",
        "cannot be read as /markets/0/placed_on without guessing",
    ]
    assert plans.unmapped == ("/involves_personal_information",)


def test_a_day_in_production_is_a_placing_and_a_year_is_none(systems):
    harbour, *_, snow = systems
    assert snow.data["markets"] == [{"jurisdiction": "CA", "basis": ["put-into-service"], "placed_on": "2025-11-03"}]
    assert "placed_on" not in harbour.data["markets"][0]
    assert [o.state for o in harbour.provenance.origins if o.field == "/markets/0/placed_on"] == [State.ABSENT]
    assert snow.data["governance"]["suppliers"] == [{"name": "SnowNet", "terms": ["open-source"]}]
    assert {"field": "/transparency/notices", "reason": "none"} in snow.data["declaration"]["omissions"]


CELLS = st.text(st.sampled_from("aYN/|-;,.\n\r \u00a0\u2013é01"), max_size=10) | st.sampled_from(["Vendor", "Y", "N", "TBD"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=len(COLUMNS) + 1), min_size=1, max_size=3))
def test_cells_of_any_kind_are_converted_or_refused(rows):
    written = io.StringIO()
    csv.writer(written).writerows([COLUMNS, *rows])
    source = Original("x.csv", None, written.getvalue().encode(), DEFAULT_LIMITS)
    for found in convert(source, adapter_named("ca-ai-register"), date(2026, 1, 1)):
        assert not isinstance(found, Refusal) or found.problems
