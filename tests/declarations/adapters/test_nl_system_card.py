"""System cards of the Dutch reporting standard, in made-up copies."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "nl-system-card")


def read(path):
    source = Original(path.name, path, None, DEFAULT_LIMITS)
    return list(convert(source, adapter_named("nl-system-card"), date(2026, 11, 23)))


@pytest.fixture
def card():
    (found,) = read(FOLDER / "card.yaml")
    return found


def doubts(found):
    return {doubt.pointer: doubt.why for doubt in found.doubts}


@pytest.mark.parametrize("name", ["card.yaml", "contradictory.json", "empty.json", "requirement.yaml"])
def test_cards_and_definitions_are_told_by_this_adapter_alone(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["nl-system-card"]


def test_a_card_on_one_line_is_told_too(original):
    assert adapter_named("nl-system-card").detects(original('{"name":"x","ai_act_profile":{"role":"aanbieder"}}', "x.json"))


@pytest.mark.parametrize("name", ["model.yaml", "dpia.yaml"])
def test_the_parts_of_a_card_are_nobodys(name):
    path = FOLDER / "parts" / name
    assert detect(Original(str(path), path, None, DEFAULT_LIMITS)) == ()


def test_the_profile_becomes_roles_traits_and_a_class(card):
    assert card.data["organisation"]["roles"] == ["provider", "deployer"]
    assert card.data["model"]["kinds"] == ["general-purpose"]
    assert card.data["system"]["traits"] == ["open-source"]
    assert card.data["risk"]["classifications"] == [{"scheme": "eu-ai-act", "tier": "limited", "basis": "self-assessment"}]
    assert card.ignored["/ai_act_profile/transparency_obligations"].startswith("says whether Art. 50")
    assert [origin.state for origin in card.provenance.of("/risk/classifications")] == ["none"]


def test_the_owner_stands_behind_the_card_and_uses_it_at_home(card):
    owner = card.data["organisation"]
    assert (owner["name"], owner["country"], owner["type"]) == ("Waterschap Roerdomp", "NL", "subnational-government-body")
    assert owner["identifiers"] == [{"scheme": "public-body", "value": "00000001999999990000"}]
    assert card.data["markets"] == [
        {"jurisdiction": "NL", "home": True, "basis": ["put-into-service"], "placed_on": "2024-03-01"}
    ]


def test_prose_and_lists_find_their_fields(card):
    assert card.data["oversight"] == {"final_decision": "human"}
    assert card.data["governance"]["suppliers"] == [{"name": "Grutto Meettechniek 2"}, {"name": "Sneeuwgors B.V."}]
    assert card.data["system"]["distribution"] == ["api", "web-service"]
    assert card.data["assurance"]["conformity_marks"] == ["ce"]
    assert card.data["data"]["legal_basis"] == "Waterwet (https://wetten.example/waterwet)"
    assert card.data["records"]["filings"][0]["number"] == "90000055"
    assert card.declaration.positions.of("/use/intended_purpose").line == 37


def test_verdicts_of_the_card_are_told_and_are_no_evidence(card):
    assert card.ignored["/requirements/0"] == "the card's own verdict on a requirement, 'done': to compare with, no evidence"
    assert card.ignored["/measures/0"] == "the card's own verdict on a measure, 'in review': to compare with, no evidence"
    assert doubts(card)["/requirements/0/state"] == (
        "the card takes aia-27 (AI Act Art. 27) for done, and holds no assessment of fundamental-rights"
    )
    assert "/requirements/1/state" not in doubts(card)
    kept = [entry for entry in card.with_sources()["declaration"]["sources"] if "/requirements" in entry.get("locator", "")]
    assert kept == []


def test_what_is_included_is_read_from_the_folder_and_below_only(card):
    assert card.data["model"]["name"] == "Waterstandsmodel sluis"
    assert card.data["model"]["artefacts"] == [{"kind": "weights", "licence": "EUPL-1.2", "open": True, "format": "onnx"}]
    assert card.data["assurance"]["assessments"] == [{"kind": "data-protection", "method": "DPIA", "date": "2026-02-03"}]
    assert card.declaration.positions.of("/model/name").line == 61
    assert doubts(card)["/assessments/2"] == "is not resolved: it names no file in this folder or below it"
    assert doubts(card)["/assessments/3"].startswith("is not resolved: ")
    assert "/models/0" not in doubts(card)


def test_results_are_evaluations_and_a_word_is_no_number(card):
    assert card.data["assurance"]["evaluations"] == [
        {"kind": "accuracy", "subject": "model", "metric": "Fout", "value": 0.12, "benchmark": "Waterstanden"}
    ]
    assert card.data["data"]["datasets"][1]["role"] == "testing"
    assert doubts(card)["/models/0/model-index/0/results/0/metrics/1/value"] == "is no number"


def test_a_half_filled_assessment_is_under_way(card):
    assert [origin.state for origin in card.provenance.of("/assurance/assessments")] == ["in-progress"]


def test_persons_appear_nowhere(card):
    text = json.dumps(card.with_sources())
    assert "@" not in text
    assert "Voorbeeld" not in text


def test_a_card_that_contradicts_itself_is_doubtful():
    (found,) = read(FOLDER / "contradictory.json")
    assert doubts(found) == {
        "/description": "shares no word with the name: the card may describe another system",
        "/assessments/0/contents": "the answers only fill their places",
        "/models/0": "name and tags of the model share no word with the system: it may be another system's",
        "/models/0/model-index/0/results/0/measurements/bar_plots/0": "shows features of which the data set has none",
        "/ai_act_profile/systemic_risk": "systemic risk is one of models for general purposes, and the type is a system",
        "/references/0/link": "the entry of the register shares no word with the name: it may be another system's",
    }
    assert "assurance" not in found.data
    assert "records" not in found.data
    assert [each["tier"] for each in found.data["risk"]["classifications"]] == ["high", "systemic"]


def test_not_applicable_closes_its_question_and_no_field():
    (found,) = read(FOLDER / "empty.json")
    assert "omissions" not in found.data["declaration"]
    assert "risk" not in found.data
    assert "data" not in found.data
    assert found.unmapped == ("/legal_base/0/link",)


def test_a_definition_of_the_task_registry_is_refused():
    (found,) = read(FOLDER / "requirement.yaml")
    assert isinstance(found, Refusal)
    assert found.problems[0].code == "definition"
    assert "describes no system" in str(found)


def test_a_link_is_not_followed(tmp_path):
    (tmp_path / "outside.yaml").write_text("name: secret\nlicense: MIT\n")
    folder = tmp_path / "cards"
    folder.mkdir()
    (folder / "inside.yaml").symlink_to(tmp_path / "outside.yaml")
    (folder / "card.yaml").write_text(
        "name: x\nai_act_profile: {role: aanbieder}\nmodels: [!include inside.yaml, !include /etc/hostname]\n"
    )
    (found,) = read(folder / "card.yaml")
    assert "secret" not in json.dumps(found.data)
    assert [doubt.pointer for doubt in found.doubts] == ["/models/0", "/models/1"]


def test_a_card_that_includes_itself_ends(tmp_path):
    (tmp_path / "card.yaml").write_text("name: x\nai_act_profile: {role: aanbieder}\nmodels: [!include card.yaml]\n")
    (found,) = read(tmp_path / "card.yaml")
    assert any("too many files or too deep" in doubt.why for doubt in found.doubts)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.sampled_from(["done", "n.v.t.", "1.0"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "urn", "state", "contents", "answer", "license", "model-index", "results", "metrics", "value"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)
FIELDS = [
    *json.loads((FOLDER / "contradictory.json").read_text(encoding="utf-8")),
    "owners", "requirements", "measures", "legal_base", "external_providers", "begin_date", "end_date", "human_intervention",
    "deployment_variants", "product_markings", "provenance", "used_data",
]  # fmt: skip


@given(st.dictionaries(st.sampled_from(FIELDS), ODD, max_size=10) | ODD, st.integers(0, 40))
def test_no_shape_breaks_it(tmp_path_factory, data, cut):
    path = tmp_path_factory.mktemp("card") / "x.json"
    text = json.dumps(data)
    path.write_text(text[: len(text) - cut] if cut < 5 else text, encoding="utf-8")
    for found in read(path):
        assert not isinstance(found, InvalidDeclaration), found
