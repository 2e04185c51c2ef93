from datetime import date

import pytest

from conformance.catalogue import Level, UnknownNameError
from conformance.declarations import derive
from conformance.verdicts import Judge, Status, Waiver, at_level, conforms, counts, judge, offends

DAY = date(2026, 11, 23)


def test_silence_about_a_duty_that_applies_is_undeclared(small, verdicts_on):
    verdict = verdicts_on(small)["eu-toy/art-1"]
    assert verdict.status is Status.UNDECLARED
    assert (verdict.applies, verdict.demands) == (True, None)


def test_what_is_declared_otherwise_fails_even_if_the_rest_is_unknown(small, verdicts_on):
    small["rights"] = {"reply_days": 31}
    assert verdicts_on(small)["eu-toy/art-1"].status is Status.FAIL


def test_all_that_is_asked_passes(small, verdicts_on):
    small["rights"] = {"reply_days": 30, "complaint_channel": "mail"}
    assert verdicts_on(small)["eu-toy/art-1"].status is Status.PASS


def test_a_regime_that_does_not_reach_the_system_is_not_applicable(small, verdicts_on):
    verdict = verdicts_on(small)["cn-toy/art-1"]
    assert verdict.status is Status.NOT_APPLICABLE
    assert verdict.scope is False


def test_an_unknown_scope_is_undetermined_and_says_so(small, verdicts_on):
    del small["markets"]
    verdict = verdicts_on(small)["eu-toy/art-1"]
    assert verdict.status is Status.UNDETERMINED
    assert "whether the regime reaches the system" in verdict.reason


def test_what_passes_anyhow_passes_without_knowing_the_scope(small, verdicts_on):
    del small["markets"]
    assert verdicts_on(small)["eu-toy/art-2"].status is Status.PASS


def test_a_stated_none_is_not_silence(small, verdicts_on):
    small["declaration"]["omissions"] = [{"field": "/rights/complaint_channel", "reason": "none"}]
    assert verdicts_on(small)["eu-toy/art-5"].status is Status.FAIL


def test_a_withheld_field_is_silence(small, verdicts_on):
    small["declaration"]["omissions"] = [{"field": "/rights/complaint_channel", "reason": "trade-secret"}]
    assert verdicts_on(small)["eu-toy/art-5"].status is Status.UNDECLARED


def test_a_list_marked_incomplete_proves_no_absence(small, verdicts_on):
    small["declaration"]["incomplete_lists"] = ["/use/practices"]
    assert verdicts_on(small)["eu-toy/art-2"].status is Status.UNDECLARED


def test_dates_lie_over_the_verdict_and_keep_what_it_would_be(small, verdicts_on):
    small["rights"] = {"reply_days": 31}
    verdict = verdicts_on(small)["eu-toy/art-4"]
    assert verdict.status is Status.NOT_IN_FORCE
    assert verdict.reason == "from 2027-08-02"
    assert verdict.underlying is Status.FAIL
    assert verdicts_on(small, date(2027, 8, 2))["eu-toy/art-4"].status is Status.FAIL


def test_what_was_repealed_says_until_when(small, verdicts_on):
    assert verdicts_on(small)["eu-toy/art-6"].reason == "until 2026-06-30"
    assert verdicts_on(small, date(2026, 6, 30))["eu-toy/art-6"].status is Status.UNDECLARED


def test_a_requirement_without_a_date_in_a_dated_regime_is_not_in_force(small, verdicts_on):
    verdict = verdicts_on(small)["eu-toy/art-7"]
    assert verdict.status is Status.NOT_IN_FORCE
    assert verdict.reason == "no date of entry into force"


def test_a_transition_rule_decides_by_the_day_of_placing(small, verdicts_on):
    assert verdicts_on(small)["eu-toy/art-5"].status is Status.UNDECLARED
    small["markets"][0]["placed_on"] = "2025-12-31"
    assert verdicts_on(small)["eu-toy/art-5"].reason == "from 2027-01-01"


def test_an_unknown_transition_is_undetermined_with_both_dates(small, verdicts_on):
    del small["markets"][0]["placed_on"]
    verdict = verdicts_on(small)["eu-toy/art-5"]
    assert verdict.status is Status.UNDETERMINED
    assert verdict.in_force is None
    assert "from 2027-01-01" in verdict.reason
    assert verdicts_on(small, date(2027, 1, 1))["eu-toy/art-5"].status is Status.UNDECLARED


def test_an_unknown_transition_does_not_take_a_pass_away(small, verdicts_on):
    del small["markets"][0]["placed_on"]
    small["rights"] = {"complaint_channel": "mail"}
    verdict = verdicts_on(small)["eu-toy/art-5"]
    assert verdict.status is Status.PASS
    assert not verdict.reason


def test_ages_are_taken_on_the_day_of_judgement(small, verdicts_on):
    small["governance"] = {"policies": [{"kind": "privacy", "reviewed_on": "2026-01-01"}]}
    assert verdicts_on(small, date(2027, 1, 1))["eu-toy/art-3"].status is Status.PASS
    assert verdicts_on(small, date(2027, 1, 2))["eu-toy/art-3"].status is Status.FAIL


def test_an_uncodified_requirement_gets_no_verdict(small, verdicts_on):
    assert "eu-toy/art-8" not in verdicts_on(small)


def test_a_candidate_regime_is_judged_as_if_in_force(small, verdicts_on):
    small["organisation"]["roles"] = ["provider", "deployer"]
    verdict = verdicts_on(small)["toy-candidate/tc-01"]
    assert verdict.candidate
    assert verdict.status is Status.UNDECLARED


def test_a_candidate_counts_only_when_it_is_named(small, verdicts_on):
    small["organisation"]["roles"] = ["provider", "deployer"]
    verdict = verdicts_on(small)["toy-candidate/tc-01"]
    assert not offends(verdict)
    assert offends(verdict, named=["toy-candidate"])


def test_what_if_supposes_a_market(small, verdicts_on):
    assert verdicts_on(small, what_if=["CN"])["cn-toy/art-1"].status is Status.UNDECLARED
    assert [market["jurisdiction"] for market in small["markets"]] == ["DE"]


def test_what_if_says_nothing_about_other_markets(small, verdicts_on):
    del small["markets"]
    supposed = verdicts_on(small, what_if=["CN"])
    assert supposed["cn-toy/art-1"].status is Status.UNDECLARED
    assert supposed["eu-toy/art-1"].scope is None


def test_what_if_a_market_that_is_stated_changes_nothing(small, verdicts_on):
    assert verdicts_on(small, what_if=["EU"]) == verdicts_on(small)


def waiver(requirement, expires=date(2026, 12, 31), declaration=None):
    return Waiver(requirement, declaration, "agreed", expires, None, "w.yaml:1:1")


@pytest.mark.parametrize("requirement", ["eu-toy/art-1", "eu-toy/*"])
def test_a_waiver_lies_over_a_failure_until_its_last_day(small, verdicts_on, requirement):
    waived = verdicts_on(small, waivers=[waiver(requirement, DAY)])["eu-toy/art-1"]
    assert waived.status is Status.WAIVED
    assert waived.underlying is Status.UNDECLARED
    assert waived.reason == "waived until 2026-11-23: agreed"
    assert verdicts_on(small, waivers=[waiver(requirement, date(2026, 11, 22))])["eu-toy/art-1"].status is Status.UNDECLARED


def test_a_waiver_for_another_declaration_or_requirement_waives_nothing(small, verdicts_on):
    others = [waiver("eu-toy/art-1", declaration="urn:example:2"), waiver("eu-toy/art-2"), waiver("cn-toy/*")]
    assert verdicts_on(small, waivers=others)["eu-toy/art-1"].status is Status.UNDECLARED


def test_a_waiver_takes_no_pass_away(small, verdicts_on):
    assert verdicts_on(small, waivers=[waiver("eu-toy/*")])["eu-toy/art-2"].status is Status.PASS


def test_conforming_is_about_what_applies_at_the_level(small, verdicts_on):
    small["rights"] = {"reply_days": 30, "complaint_channel": "mail"}
    verdicts = tuple(verdicts_on(small).values())
    assert conforms(at_level(verdicts, Level.SHALL))
    assert not conforms(at_level(verdicts, Level.SHOULD))


def test_strict_counts_what_may_apply(small, verdicts_on):
    del small["markets"]
    verdicts = tuple(verdicts_on(small).values())
    assert conforms(verdicts)
    assert not conforms(verdicts, strict=True)


def test_counts_name_every_status_and_add_up(small, verdicts_on):
    verdicts = tuple(verdicts_on(small).values())
    assert list(counts(verdicts)) == list(Status)
    assert sum(counts(verdicts).values()) == len(verdicts)


def test_judging_once_equals_judging_with_a_judge(small, catalogue):
    judged = derive(small, DAY)
    assert judge(judged, catalogue, ["eu-toy"], as_of=DAY) == Judge(catalogue, ["eu-toy"])(judged, as_of=DAY)


def test_an_unknown_regime_is_refused_with_the_nearest_name(catalogue):
    with pytest.raises(UnknownNameError, match="did you mean eu-toy"):
        Judge(catalogue, ["eu-toi"])
