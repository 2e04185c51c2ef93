"""Verdicts as outcomes of tests, and how an unmet requirement is told."""

import re
from datetime import date

import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import derive, load
from conformance.verdicts import Judge

AS_OF = "2026-11-23"
REGIMES = ("cn-content-labeling", "waico-candidate")
EXPECTED = {
    "pass": "passed",
    "fail": "failed",
    "undeclared": "failed",
    "undetermined": "skipped",
    "not-applicable": "skipped",
    "not-in-force": "skipped",
    "waived": "skipped",
}


@pytest.fixture(scope="module")
def judge():
    judge = Judge(load_catalogue(), REGIMES)
    day = date.fromisoformat(AS_OF)

    def verdicts(file):
        (declaration,) = load([file])
        return {verdict.id: verdict for verdict in judge(derive(declaration.data, day), as_of=day)}

    return verdicts


@pytest.mark.parametrize("example", ["exemplary", "hopeless", "minimal"])
def test_each_verdict_has_its_outcome(declare, cases, judge, example):
    verdicts = judge(declare("a", example))
    found = cases("--conformance-level=may", f"--conformance-regime={REGIMES[1]}", regime=REGIMES[0])
    told = {case.properties["conformance.requirement"]: case for case in found.values()}
    assert told.keys() == verdicts.keys()
    assert {id: case.properties["conformance.verdict"] for id, case in told.items()} == {
        id: v.status for id, v in verdicts.items()
    }
    assert {id: case.outcome for id, case in told.items()} == {id: EXPECTED[v.status] for id, v in verdicts.items()}


def test_the_examples_of_these_tests_reach_most_verdicts(declare, judge):
    found = {
        verdict.status
        for example in ("exemplary", "hopeless", "minimal")
        for verdict in judge(declare(example, example)).values()
    }
    assert found >= {"pass", "fail", "undetermined", "not-applicable"}


def test_undetermined_fails_when_strict(declare, cases):
    declare("a", "minimal")
    lax, strict = cases(), cases("--conformance-strict")
    verdict = {"conformance.verdict": "undetermined", "conformance.level": "shall"}
    undetermined = {name for name, case in lax.items() if verdict.items() <= case.properties.items()}
    assert undetermined
    assert {lax[name].outcome for name in undetermined} == {"skipped"}
    assert {strict[name].outcome for name in undetermined} == {"failed"}


def test_a_weaker_level_fails_only_when_asked_for(declare, cases):
    declare("a", "hopeless")
    by_level = {level: cases(f"--conformance-level={level}", regime="us-nist-ai-rmf") for level in ("shall", "should", "may")}
    order = ("shall", "should", "may")
    for level, found in by_level.items():
        failed = {case.properties["conformance.level"] for case in found.values() if case.outcome == "failed"}
        assert failed <= set(order[: order.index(level) + 1])
    weaker = [n for n, case in by_level["may"].items() if case.outcome == "failed" and by_level["shall"][n].outcome == "skipped"]
    assert weaker
    assert re.fullmatch(r"(fail|undeclared): counts with --conformance-level (should|may)", by_level["shall"][weaker[0]].message)


def test_a_candidate_regime_fails_only_when_named(declare, cases):
    declare("a", "hopeless")
    unnamed = {n: c for n, c in cases(regime=None).items() if ".waico-candidate." in n}
    named = cases(regime="waico-candidate")
    failed = [name for name, case in named.items() if case.outcome == "failed"]
    assert failed
    assert {unnamed[name].outcome for name in failed} == {"skipped"}
    assert unnamed[failed[0]].message.endswith("of a candidate regime, counts when --conformance-regime names it")


def test_what_is_not_yet_in_force_is_skipped_with_its_date(declare, cases):
    declare("a", "hopeless")
    found = cases(as_of="2020-01-01")
    assert {case.outcome for case in found.values()} == {"skipped"}
    assert any(re.fullmatch(r"not-in-force: from 20\d\d-\d\d-\d\d", case.message) for case in found.values())


def test_what_is_not_yet_in_force_can_be_supposed_to_be(declare, cases):
    declare("a", "hopeless")
    found = cases("--conformance-suppose-in-force", as_of="2020-01-01")
    failed = [case for case in found.values() if case.outcome == "failed"]
    assert failed
    assert not any(case.message.startswith("not-in-force: from") for case in found.values())
    reasons = {case.properties.get("conformance.reason", "") for case in failed}
    assert all(re.fullmatch(r"supposed to be in force; in fact: from 20\d\d-\d\d-\d\d", reason) for reason in reasons)


def test_a_market_can_be_supposed(declare, cases):
    declare("a", "minimal")
    before = cases(regime="us-ca-ab2013")
    after = cases("--conformance-market=US-CA", regime="us-ca-ab2013")
    reasons = {case.properties.get("conformance.reason") for case in before.values()}
    assert "whether the regime reaches the system is not declared" in reasons
    assert "whether the regime reaches the system is not declared" not in {
        case.properties.get("conformance.reason") for case in after.values()
    }


WAIVERS = """\
waivers:
  - requirement: cn-content-labeling/*
    reason: the label is being designed
    expires: {expires}
"""


@pytest.mark.parametrize(("expires", "outcome"), [("2026-12-31", "skipped"), ("2026-11-22", "failed")])
def test_a_waiver_holds_until_it_expires(declare, pytester, cases, expires, outcome):
    declare("a", "hopeless")
    failed = [name for name, case in cases().items() if case.outcome == "failed"]
    pytester.path.joinpath("waivers.yaml").write_text(WAIVERS.format(expires=expires), encoding="utf-8")
    found = cases("--conformance-waivers=waivers.yaml")
    assert failed
    assert {found[name].outcome for name in failed} == {outcome}
    if outcome == "skipped":
        assert found[failed[0]].message == f"waived until {expires}: the label is being designed"


def test_a_file_of_waivers_that_is_none_is_told_in_words(declare, pytester, judged):
    declare("a", "hopeless")
    pytester.path.joinpath("waivers.yaml").write_text("waivers:\n  - because\n", encoding="utf-8")
    result = judged("--conformance-waivers=waivers.yaml")
    assert "waivers.yaml:2:5" in result.stdout.str()
    assert "Traceback" not in result.stdout.str()
    assert result.ret == pytest.ExitCode.INTERRUPTED


def test_an_unmet_requirement_is_told_with_clause_place_and_mend(declare, judged):
    declare("a", "hopeless")
    item = "a.declaration.yaml::cn-content-labeling::art-5-implicit"
    result = judged(item)
    clause = load_catalogue().requirement("cn-content-labeling/art-5-implicit").clause
    result.stdout.fnmatch_lines(
        [
            "*_ a.declaration.yaml: cn-content-labeling/art-5-implicit _*",
            "a.declaration.yaml:*: fail: cn-content-labeling/art-5-implicit: *",
            f"  asked: {clause}, shall: *",
            "  found: the declaration says otherwise",
            "  see: /content_marking/* at a.declaration.yaml:*",
            "  more: conformance explain cn-content-labeling/art-5-implicit a.declaration.yaml",
            f"FAILED {item} - fail:*",
        ]
    )
    assert "Traceback" not in result.stdout.str()
    assert ".py" not in result.stdout.str()


def test_the_lines_told_are_those_of_the_evidence(declare, judged):
    lines = declare("a", "hopeless").read_text(encoding="utf-8").splitlines()
    output = judged("a.declaration.yaml::cn-content-labeling::art-5-implicit").stdout.str()
    told = re.findall(r"  see: (/\S+) at a\.declaration\.yaml:(\d+)", output)
    assert told
    for pointer, line in told:
        field = [token for token in pointer.split("/") if not token.isdigit()][-1]
        assert field in lines[int(line) - 1]
    assert f"a.declaration.yaml:{told[0][1]}: fail:" in output


def test_tb_line_gives_one_clickable_line(declare, judged):
    declare("a", "hopeless")
    result = judged("--tb=line", "a.declaration.yaml::cn-content-labeling::art-5-implicit")
    result.stdout.re_match_lines([r"a\.declaration\.yaml:\d+: fail: cn-content-labeling/art-5-implicit: "])


def test_skips_are_located_at_the_declaration(declare, judged):
    declare("a", "minimal")
    judged("-rs").stdout.re_match_lines([r"SKIPPED \[\d+\] a\.declaration\.yaml:\d+: undetermined: "])


def test_a_defect_of_the_plugin_is_shown_as_a_defect(declare, pytester, judged):
    declare("a", "hopeless")
    pytester.makeconftest(
        """
        from conformance.pytest_plugin.bench import Bench

        def broken(self, verdict):
            raise ZeroDivisionError("a defect")

        Bench.offends = broken
        """
    )
    result = judged("a.declaration.yaml::cn-content-labeling::art-5-implicit", apart=True)
    assert "ZeroDivisionError: a defect" in result.stdout.str()
    assert "collect.py" in result.stdout.str()
