"""The public strategies: what they draw is a declaration, and gets the verdict that it was drawn for."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.catalogue import UnknownNameError, load_catalogue
from conformance.declarations import Declaration, derive, read
from conformance.strategies import boundary, conforming, declarations, judging_day, mutations, silent, violating
from conformance.verdicts import Judge, Status, conforms

SMALL = "us-ca-sb53"
REQUIREMENTS = tuple(each.id for each in load_catalogue().regimes[SMALL].codified)
FEW = settings(max_examples=12, suppress_health_check=list(HealthCheck))
JUDGE = Judge(load_catalogue(), [SMALL])


def verdicts(data, day):
    (found,) = read(json.dumps(data).encode(), "drawn.json")
    assert isinstance(found, Declaration), str(found)
    return {each.id: each.status for each in JUDGE(derive(found.data, day), as_of=day)}


@FEW
@given(st.data())
def test_a_conforming_declaration_passes(data):
    id = data.draw(st.sampled_from(REQUIREMENTS))
    assert verdicts(data.draw(conforming(id)), judging_day(id))[id] is Status.PASS


@FEW
@given(st.data())
def test_a_violating_declaration_fails_that_requirement(data):
    id = data.draw(st.sampled_from(REQUIREMENTS))
    assert verdicts(data.draw(violating(id)), judging_day(id))[id] in (Status.FAIL, Status.UNDECLARED)


@FEW
@given(st.data())
def test_a_silent_declaration_leaves_it_open(data):
    id = data.draw(st.sampled_from(REQUIREMENTS))
    assert verdicts(data.draw(silent(id)), judging_day(id))[id] in (Status.UNDECLARED, Status.UNDETERMINED)


@FEW
@given(boundary(f"{SMALL}/incident-reporting"))
def test_what_lies_beside_a_bound_gets_the_verdict_of_its_side(drawn):
    data, day, status = drawn
    assert verdicts(data, day)[f"{SMALL}/incident-reporting"] is status


@FEW
@given(conforming(SMALL))
def test_what_conforms_to_a_regime_conforms(data):
    day = judging_day(SMALL)
    found = JUDGE(derive(data, day), as_of=day)
    assert conforms([each for each in found if each.level == "shall"])
    assert any(each.scope for each in found)


@FEW
@given(declarations([SMALL], market="CN", role="provider", as_of=date(2026, 11, 23)))
def test_declarations_are_placed_and_scoped_as_asked(data):
    found = JUDGE(derive(data, date(2026, 11, 23)), as_of=date(2026, 11, 23))
    assert all(each.scope for each in found)
    assert any(market["jurisdiction"].startswith("CN") for market in data["markets"])
    assert "provider" in data["organisation"]["roles"]


@FEW
@given(st.data())
def test_a_mutation_changes_the_verdicts_that_it_names_and_no_others(data):
    day = date(2026, 11, 23)
    base = data.draw(conforming(f"{SMALL}/framework"))
    mutation = data.draw(mutations(base, [SMALL], as_of=day))
    before, after = verdicts(base, day), verdicts(mutation.declaration, day)
    assert mutation.verdicts == {id: (before[id], after[id]) for id in before if before[id] is not after[id]}
    assert mutation.verdicts


@pytest.mark.parametrize("strategy", [conforming, violating, silent, boundary])
def test_an_unknown_name_is_refused_at_once(strategy):
    with pytest.raises(UnknownNameError, match="us-ca-sb53/framework"):
        strategy("us-ca-sb53/framwork")
