"""Files in other formats are tests when they are named and an adapter knows them."""

import shutil
from pathlib import Path

import pytest

HERON = Path(__file__).parents[2] / "fixtures" / "imports" / "model-openness" / "heron.yml"
SHOULD = "--conformance-level=should"


@pytest.fixture
def heron(pytester):
    shutil.copy(HERON, pytester.path / "heron.yml")
    return "heron.yml"


def test_a_named_file_is_judged_and_points_back_into_itself(heron, judged):
    result = judged("heron.yml", SHOULD, regime="waico-candidate")
    result.stdout.fnmatch_lines(["heron.yml:*: undeclared: waico-candidate/*"])
    assert result.parseoutcomes()["failed"] >= 1


def test_a_file_that_is_not_named_is_left_alone(heron, judged):
    result = judged("--collect-only", "-q")
    assert not [line for line in result.outlines if "heron" in line]


def test_a_table_or_text_that_no_adapter_knows_is_left_to_others(pytester, judged):
    (pytester.path / "notes.md").write_text("# Notes\n", encoding="utf-8")
    (pytester.path / "table.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = judged("notes.md", "table.csv")
    assert result.parseoutcomes() == {}
    assert "Traceback" not in result.stdout.str()


def test_the_format_can_be_said(heron, judged):
    result = judged("heron.yml", "--conformance-from=model-openness", "--collect-only", "-q")
    assert result.parseoutcomes() != {}
    wrong = judged("heron.yml", "--conformance-from=model-openess")
    assert "did you mean model-openness?" in wrong.stderr.str()


def test_only_the_word_of_the_organisation_can_be_asked_for(heron, judged):
    run = lambda *args: judged("heron.yml", SHOULD, *args, regime="waico-candidate").parseoutcomes()  # noqa: E731
    anybody, own = run(), run("--conformance-evidence=first-party")
    assert anybody["failed"] > own.get("failed", 0)
    wrong = judged("heron.yml", "--conformance-evidence=nobodys")
    assert "'nobodys' is none of any, first-party" in wrong.stderr.str()
