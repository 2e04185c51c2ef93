"""``pytest --conformance-selftest``: a test for each requirement, which finds a requirement that nothing can pass."""

from importlib.metadata import entry_points

import pytest

from conformance.catalogue import load_catalogue
from conformance.pytest_plugin import selftest

SMALL = "us-ca-sb53"


@pytest.fixture
def run(pytester):
    installed = bool(entry_points(group="pytest11", name="conformance"))
    plugins = [] if installed else ["-p", "conformance.pytest_plugin.plugin"]
    return lambda *args: pytester.runpytest_subprocess(*plugins, "-W", "error", *args)


def test_each_codified_requirement_of_the_chosen_regime_gets_a_test(run):
    result = run("--conformance-selftest", f"--conformance-regime={SMALL}", "--collect-only", "-q")
    codified = load_catalogue().regimes[SMALL].codified
    result.stdout.fnmatch_lines([f"*{codified[0].id}*"])
    assert sum(SMALL in line for line in result.outlines) == len(codified)


def test_the_tests_run_and_are_selected_as_others_are(run):
    ids = [each.id for each in load_catalogue().regimes[SMALL].codified]
    chosen = ids[0]
    result = run("--conformance-selftest", f"--conformance-regime={SMALL}", "-k", chosen, "-v")
    named = sum(chosen in id for id in ids)
    result.assert_outcomes(passed=named, deselected=len(ids) - named)


def test_without_the_option_there_are_none(run, pytester):
    pytester.makepyfile("def test_something(): pass")
    run("-q").assert_outcomes(passed=1)


def test_a_verdict_other_than_the_one_drawn_for_breaks_the_law():
    requirement = load_catalogue().requirement(f"{SMALL}/framework")
    nothing = {
        "declaration": {"id": "urn:x:1", "version": "1", "language": "en", "issued_on": "2026-11-23"},
        "organisation": {"name": "x"},
        "system": {"name": "x"},
    }
    with pytest.raises(selftest.LawBroken, match="is undetermined, not pass"):
        selftest.keep(requirement, nothing, met=True)
