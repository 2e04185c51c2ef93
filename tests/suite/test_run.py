"""Checkers under test: right ones agree, wrong ones are caught by the name of the law that they break."""

import json
import sys
from xml.etree import ElementTree as ET

import jsonschema_rs
import pytest

from conformance.resources import data_path
from conformance.suite.checker import CannotStart
from conformance.suite.laws import Law
from conformance.suite.results import render
from conformance.suite.run import Result, run


@pytest.mark.parametrize(
    ("name", "skips"), [("engine.py", False), ("plain_jsonschema.py", True), ("plain_jsonschema_rs.py", True)]
)
def test_a_shipped_checker_agrees_with_every_case_that_it_can_answer(checker, files, catalogue, name, skips):
    done = run(checker(name), files, catalogue)
    assert done.agrees, [outcome.message for outcome in done.outcomes if outcome.message][:3]
    assert bool(done.count(Result.SKIPPED)) is skips


@pytest.mark.parametrize(
    ("name", "law"),
    [
        ("silent_is_met", Law.SILENCE),
        ("silent_is_broken", Law.SILENCE),
        ("unknown_is_exempt", Law.SILENCE),
        ("ignores_dates", Law.DATES),
        ("a_day_late", Law.DATES),
        ("applies_to_all", Law.APPLICABILITY),
        ("never_fails", Law.DUTY),
        ("one_step_off", Law.BOUNDS),
        ("changes_its_mind", Law.REPEATABLE),
        ("dies", Law.ANSWERS),
        ("hangs", Law.ANSWERS),
        ("babbles", Law.ANSWERS),
    ],
)
def test_a_wrong_checker_is_caught_by_the_law_that_it_breaks(wrong, files, catalogue, name, law):
    some = files[:3] if law is Law.ANSWERS else files
    done = run(wrong(name), some, catalogue, seconds=1 if name == "hangs" else 5)
    assert not done.agrees
    assert law in done.laws


def test_a_checker_that_died_is_started_again_and_only_its_case_is_an_error(wrong, files, catalogue):
    done = run(wrong("dies"), files[:1], catalogue)
    errors = [outcome for outcome in done.outcomes if outcome.result is Result.ERROR]
    assert len(errors) == done.restarts or len(errors) == done.restarts + 1
    assert done.count(Result.AGREED) > len(errors)
    assert all("it ended" in outcome.message for outcome in errors)


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        ("import sys; sys.exit('no licence')", "no licence"),
        ("print('hello', flush=True); input()", "not JSON"),
        ("print('{\"version\": 9}', flush=True); input()", "version 9"),
        ("print('{\"version\": 1}', flush=True); input()", "no name"),
        ('print(\'{"version": 1, "name": "x", "verdicts": ["maybe"]}\', flush=True); input()', "verdicts"),
    ],
)
def test_what_does_not_introduce_itself_is_no_checker(files, catalogue, program, problem):
    with pytest.raises(CannotStart, match=problem):
        run((sys.executable, "-c", program), files[:1], catalogue)


def test_a_command_that_is_not_there_is_no_checker(files, catalogue, tmp_path):
    with pytest.raises(CannotStart, match="tells what a checker answers"):
        run((str(tmp_path / "absent"),), files[:1], catalogue)


@pytest.fixture(scope="module")
def caught(files, catalogue):
    from pathlib import Path

    wrong = Path(__file__).parent / "wrong" / "wrong.py"
    return run((sys.executable, str(wrong), "silent_is_met"), files[:2], catalogue)


def test_the_table_names_the_law_and_the_cases(caught):
    text = render(caught, "table")
    assert "silence-is-not-evidence" in text
    assert "expected undeclared, got pass" in text


def test_the_json_is_described_by_its_schema(caught):
    schema = json.loads(data_path("schemas", "suite", "results.json").read_text(encoding="utf-8"))
    said = json.loads(render(caught, "json"))
    jsonschema_rs.Draft202012Validator(schema).validate(said)
    assert said["counts"]["disagreed"] == caught.count(Result.DISAGREED) > 0


def test_junit_counts_what_the_run_counts(caught):
    root = ET.fromstring(render(caught, "junit"))
    (suite,) = root.findall("testsuite")
    assert int(suite.get("tests")) == len(caught.outcomes) == len(suite.findall("testcase"))
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == caught.count(Result.DISAGREED)
    assert {failure.get("type") for failure in suite.iter("failure")} == {"silence-is-not-evidence"}


def test_the_badge_is_an_endpoint_badge(caught):
    badge = json.loads(render(caught, "badge"))
    assert badge["schemaVersion"] == 1
    assert badge["message"] == f"{caught.count(Result.AGREED)} of {len(caught.outcomes)}"
