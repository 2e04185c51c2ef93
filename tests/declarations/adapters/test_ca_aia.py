"""Canadian algorithmic impact assessments, in made-up save files."""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.catalogue import load_catalogue
from conformance.declarations import Refusal
from conformance.declarations.adapters.ca_aia.scores import QUESTIONNAIRES, questionnaire_of, score_of
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.adapters.state import State
from conformance.declarations.derive import derive
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path
from conformance.verdicts import Judge, Status

FOLDER = data_path("fixtures", "imports", "ca-aia")
DAY = date(2026, 11, 23)


@pytest.fixture
def built(converted):
    (found,) = converted(FOLDER / "built.json", "ca-aia")
    return found


@pytest.fixture
def designed(converted):
    (found,) = converted(FOLDER / "designed.json", "ca-aia")
    return found


def states(conversion, field):
    return [origin.state for origin in conversion.provenance.origins if origin.field == field]


@pytest.mark.parametrize("name", ["built.json", "designed.json"])
def test_save_files_are_told_by_their_members(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["ca-aia"]


def test_the_questionnaire_itself_is_nobodys(original):
    form = {"pages": [{"name": "riskProfile", "elements": [{"name": "riskProfile1"}]}], "translationsOnResult": {}}
    assert not adapter_named("ca-aia").detects(original(json.dumps(form), "survey.json"))


@pytest.mark.parametrize(
    ("impact", "mitigation", "total", "level"),
    [(41, 0, 41, 1), (42, 0, 42, 2), (83, 0, 83, 2), (84, 0, 84, 3), (125, 0, 125, 3), (126, 0, 126, 4),
     (126, 62, 107, 3), (126, 61, 126, 4), (49, 62, 42, 2), (48, 62, 41, 1)],
)  # fmt: skip
def test_the_level_follows_by_the_official_rule(impact, mitigation, total, level):
    # Highest scores of 167 and 77: the limits lie at 41.75, 83.5 and 125.25, and mitigation counts from 61.6.
    answers = {"impact1": f"item1-{impact}", "fairnessImplementation1": f"item1-{mitigation}"}
    score = score_of(answers, QUESTIONNAIRES["1.0.1"])
    assert (score.impact, score.mitigation, score.total, score.level) == (impact, mitigation, total, level)
    assert score.share == total / 167


def test_words_score_nothing_and_sections_depend_on_the_version():
    answers = {"impact31": "Bill C-5", "aboutSystem12": "a-4", "businessDrivers5": "item1-2", "impact6": ["item1-1", "item2-2"]}
    assert score_of(answers, QUESTIONNAIRES["1.0.0"]).impact == 5
    assert score_of(answers, QUESTIONNAIRES["0.9"]).impact == 3
    assert questionnaire_of("v0.10.0") is QUESTIONNAIRES["0.10.0"]
    assert questionnaire_of("CURRENT_VERSION") is None


def test_the_class_rests_on_the_answers_that_score(built):
    (classification,) = built.data["risk"]["classifications"]
    assert classification == {
        "scheme": "ca-dadm", "tier": "low", "level": 1, "basis": "questionnaire-score", "score_share": 0.2216,
        "rationale": "impact 37, mitigation 22, final score 37",
    }  # fmt: skip
    nodes = {node.pointer for node in built.provenance.of("/risk/classifications/0")[0].nodes}
    assert {"/data/riskProfile1", "/data/businessDrivers11", "/version"} <= nodes
    assert "/data/aboutAlgorithm6" not in nodes


def test_what_a_built_system_has_is_evidence(built):
    data = built.data
    assert data["organisation"]["name"] == "Foreign Affairs, Trade and Development (Department of)"
    assert data["governance"]["consultations"][0] == {"group": "public", "outcome": "The form became shorter."}
    assert data["governance"]["training"] == [{"audience": "operators"}]
    assert data["assurance"]["evaluations"] == [
        {"kind": "bias", "subject": "system", "groups": ["intersectional"], "timing": "before-release", "outcome": "passed",
         "metric": "Rates by group"}
    ]  # fmt: skip
    assert {"kind": "equality-analysis", "timing": "before-release", "public": False} in data["assurance"]["assessments"]
    assert data["oversight"]["final_decision"] == "human"
    assert data["use"]["decision_effect"] == "significant"
    assert data["use"]["out_of_scope_uses"] == ["Not for minors."]
    assert data["data"]["training"]["known_biases"] == []
    assert "/data/training/known_biases" not in data["declaration"]["incomplete_lists"]
    assert data["rights"]["contest_channel"] == "a recourse process; its channel is not told"
    assert data["incidents"] == {"monitoring": True, "monitoring_covers": ["performance", "drift"]}
    assert "lifecycle_stage" not in data["system"], "a system as built need not be in use"


def test_intentions_of_the_design_are_no_evidence(designed):
    assert states(designed, "/rights/contest_channel") == [State.IN_PROGRESS]
    assert states(designed, "/incidents/monitoring") == [State.IN_PROGRESS]
    assert states(designed, "/governance/consultations") == [State.IN_PROGRESS]
    assert not {"rights", "incidents", "governance"} & designed.data.keys()
    assert designed.data["system"]["lifecycle_stage"] == "design"
    assert {"field": "/model/architecture", "reason": "trade-secret"} in designed.data["declaration"]["omissions"]


def test_no_level_follows_while_questions_that_score_are_open(designed):
    assert "classifications" not in designed.data["risk"]
    assert states(designed, "/risk/classifications") == [State.IN_PROGRESS]
    assert designed.doubts[-1].why.startswith("leaves 50 questions that score unanswered, such as aboutAlgorithm11")


def test_no_level_follows_from_a_version_whose_scores_are_not_known(original):
    source = original(json.dumps({"version": "v9", "currentPage": 1, "data": {"riskProfile1": "item1-3"}}), "x.json")
    (found,) = convert(source, adapter_named("ca-aia"), DAY)
    assert [doubt.why for doubt in found.doubts] == ["cannot be read as /risk/classifications without guessing"]


def test_persons_are_dropped(built):
    assert built.ignored["/data/projectDetailsRespondent"] == "contacts of persons are dropped"
    assert not any(name in str(built.with_sources()) for name in ("Pat Doe", "Kim Roe", "pat.doe"))
    assert built.data["system"]["description"] == "Sorts requests for licences. Ask [contact left out]."


def test_the_score_and_the_level_pass_the_check_of_the_directive(built):
    judge = Judge(load_catalogue(), ["ca-dadm"])
    data = {**built.data, "system": {**built.data["system"], "lifecycle_stage": "operation"}}
    verdicts = {each.id: each.status for each in judge(derive(data, DAY), as_of=DAY)}
    assert verdicts["ca-dadm/level-fits-score"] is Status.PASS


def test_a_file_without_answers_is_refused_with_the_reason(original):
    source = original('{"version": "v1.0.1", "currentPage": 1, "data": [], "riskProfile1": 1}', "x.json")
    (found,) = convert(source, adapter_named("ca-aia"), DAY)
    assert isinstance(found, Refusal)
    assert "has no answers" in str(found)


def older(**answers):
    return {"version": "v0.10.0", "currentPage": 12, "data": {"projectDetailsPhase": "item2", **answers}}


@pytest.mark.parametrize(
    ("version", "measures", "groups", "officers"),
    [("v0.10.0", None, ["civil-society"], True), ("v1.0.0", ["override"], ["public"], False), ("latest", None, None, False)],
)
def test_names_that_were_given_to_other_questions_are_read_by_the_version(original, version, measures, groups, officers):
    answers = {
        "fairnessImplementation4": "item1-2",
        "consultationImplementation4": ["item2"],
        "dataQualityImplementation7": "item1-1",
    }
    source = original(json.dumps({**older(**answers), "version": version}), "x.json")
    (found,) = convert(source, adapter_named("ca-aia"), DAY)
    governance = found.data.get("governance", {})
    consulted = governance.get("consultations")
    assert found.data.get("oversight", {}).get("measures") == measures
    assert groups == (consulted and [each["group"] for each in consulted])
    assert ("officers" in governance) is officers


def test_earlier_questions_on_decisions_and_overrides(original):
    answers = {"impact1": "item2-0", "impact2": "item1-3", "fairnessImplementation14": "item1-2", "aboutDataType2": ["item2-4"]}
    (found,) = convert(original(json.dumps(older(**answers)), "x.json"), adapter_named("ca-aia"), DAY)
    assert found.data["use"]["decision_role"] == "decides"
    assert found.data["oversight"] == {"measures": ["override"], "final_decision": "machine"}
    assert found.data["system"]["input_modalities"] == ["image", "video"]


NAMES = (
    "projectDetailsPhase", "projectDetailsTitle", "projectDetailsDepartment-NS", "aboutSystem1", "aboutSystem3", "impact30",
    "impact9", "impact18", "aboutDataSource1", "aboutDataSource14", "aboutDataSource16", "consultationImplementation4",
    "consultationDesign4",
    "fairnessImplementation13", "fairnessDesign24", "decisionSector1", "aboutDataSourceType2",
)  # fmt: skip
ANSWERS = (
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5)
    | st.sampled_from(["item1", "item2-2", "item1-0", "item4-4", "-", "item9-999999999999"])
)  # fmt: skip
TREES = ANSWERS | st.lists(ANSWERS, max_size=3) | st.dictionaries(st.text(max_size=3), ANSWERS, max_size=2)


@settings(max_examples=40, deadline=None)
@given(answers=st.dictionaries(st.sampled_from(NAMES), TREES), version=TREES, cut=st.integers(0, 60))
def test_answers_of_any_kind_are_converted_or_refused(answers, version, cut):
    full = json.loads((FOLDER / "built.json").read_text(encoding="utf-8"))
    text = json.dumps({**full, "version": version, "data": {**full["data"], **answers}})
    text = text[: len(text) - cut] if cut > 40 else text
    for found in convert(Original("x.json", None, text.encode(), DEFAULT_LIMITS), adapter_named("ca-aia"), DAY):
        assert not isinstance(found, Refusal) or found.problems
