"""Process checklists of AI Verify, in made-up copies of each shape that the toolkit has."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.ai_verify_checklist.checks import CHANNELS, ITEMS, LISTS, NUMBERS, TRUTHS
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "ai-verify-checklist")


@pytest.fixture
def checklist(converted):
    def run(name):
        (found,) = converted(FOLDER / name, "ai-verify-checklist")
        return found

    return run


def made_of(original, data, name="x.json"):
    (found,) = convert(original(json.dumps(data), name), adapter_named("ai-verify-checklist"), date(2026, 1, 1))
    return found


@pytest.mark.parametrize("name", ["transparency_checklist.json", "group.json", "sheets.json"])
def test_each_shape_is_told_by_its_answers(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["ai-verify-checklist"]


def test_the_tables_name_checks_of_the_framework():
    assert len(NUMBERS) == 96
    assert {*LISTS, *ITEMS, *TRUTHS, *CHANNELS} <= NUMBERS


def test_every_mapped_answer_makes_a_valid_declaration_that_names_its_check(original):
    found = made_of(original, {f"completed-{number}": "Yes" for number in NUMBERS})
    assert not isinstance(found, Refusal)
    rules = {origin.rule for origin in found.provenance.origins}
    assert all(f"AI Verify process check {number}, answered with Yes" in rules for number in {*LISTS, *ITEMS, *TRUTHS, *CHANNELS})


def test_yes_is_evidence_and_no_and_not_applicable_close_no_list(checklist):
    found = checklist("transparency_checklist.json")
    assert found.data["governance"]["policies"] == [{"kind": "privacy"}]
    assert "transparency" not in found.data
    assert "omissions" not in found.data["declaration"]
    states = [origin.state for origin in found.provenance.of("/transparency/notices")]
    assert states == ["none", "not-applicable"]
    assert found.data["incidents"] == {"channel": "A form on the service page"}
    assert found.declaration.positions.of("/incidents/channel").line == 10


def test_what_is_no_answer_or_no_check_is_doubtful(checklist):
    found = checklist("transparency_checklist.json")
    assert {doubt.pointer: doubt.why for doubt in found.doubts} == {
        "/completed-1.5.1": "is neither yes, no nor not applicable",
        "/completed-1.9.9": "1.9.9 is no process check of AI Verify",
    }
    assert "/completed-1.2.1" in found.unmapped
    assert "/elaboration-1.2.1" in found.unmapped


def test_addresses_of_persons_are_dropped(checklist):
    assert "@" not in json.dumps(checklist("transparency_checklist.json").with_sources())


def test_the_blocks_of_a_group_describe_one_system(checklist):
    found = checklist("group.json")
    assert found.data["system"]["name"] == "Kingfisher loan triage"
    assert found.data["declaration"]["issued_on"] == "2026-05-06"
    assert found.data["data"]["measures"] == ["provenance-record"]
    assert found.data["incidents"] == {"monitoring": False}
    assert found.data["oversight"] == {"mode": "on-the-loop"}
    assert found.unmapped == ()


def test_sheets_of_rows_are_read(checklist):
    found = checklist("sheets.json")
    assert found.data["security"]["measures"] == ["risk-assessment"]
    assert found.data["declaration"]["omissions"] == [{"field": "/security/vulnerability/channel", "reason": "not-applicable"}]


def test_a_list_of_blocks_is_one_declaration(original):
    blocks = [{"data": {"completed-3.14.1": "Yes"}}, {"data": {"completed-5.2.1": "yes "}}]
    found = made_of(original, blocks)
    assert found.data["incidents"] == {"monitoring": True}
    assert found.data["security"] == {"measures": ["risk-assessment"]}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("generic_process_checklist.json", {"completed-1.1.1": "Yes"}),
        ("fairness_process_checklist.json", {"completed-2.1.1": "Yes"}),
        ("x.json", {"gid": "aiverify.stock.veritas", "data": {"completed-1.1.1": "Yes"}}),
        ("x.json", {"completed-1.1.1": "Yes", "summary-justification-Fairness": "x"}),
    ],
)
def test_answers_to_the_checks_of_another_plugin_are_refused(original, name, data):
    found = made_of(original, data, name)
    assert isinstance(found, Refusal)
    assert found.problems[0].code == "other-checklist"


def test_a_file_without_answers_is_refused(original):
    found = made_of(original, {"sheets": [], "completed": "x"})
    assert isinstance(found, Refusal)
    assert found.problems[0].code == "no-answers"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from(["Yes", "No", "NA"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "completed-3.14.1",
                    "elaboration-1.4.1",
                    "completed-1.4.1",
                    "data",
                    "sheets",
                    "rows",
                    "pid",
                    "completed",
                    "group",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=8,
)


@given(ODD, st.integers(0, 40))
def test_no_shape_breaks_it(tmp_path_factory, data, cut):
    path = tmp_path_factory.mktemp("checklist") / "x.json"
    text = json.dumps(data)
    path.write_text(text[: len(text) - cut] if cut < 5 else text, encoding="utf-8")
    for found in convert(Original("x.json", path, None, DEFAULT_LIMITS), adapter_named("ai-verify-checklist"), date(2026, 1, 1)):
        assert not isinstance(found, InvalidDeclaration), found
