"""What the cases of a regime must be, whatever the regime."""

import json

import pytest

from conformance.declarations import Declaration, derive, read
from conformance.suite.building import build_regime
from conformance.suite.case import Kind
from conformance.suite.raw import is_declaration
from conformance.verdicts import Judge, Status
from conformance.verdicts.changes import changes_between

SMALL = "us-ca-sb53"


def places(one, other):
    """The places in which two declarations differ; a field and the omission that closes it are one place."""
    found = {change.pointer for change in changes_between(one, other)} | {
        change.pointer for change in changes_between(other, one)
    }
    return {pointer for pointer in found if not pointer.startswith("/declaration/omissions")} or found


def test_every_requirement_has_a_conforming_a_violating_and_a_not_applicable_case(built):
    assert built.missing == {}
    for file in built.files:
        assert {Kind.CONFORMING, Kind.VIOLATING, Kind.NOT_APPLICABLE} <= file.kinds, file.requirement


def test_every_case_is_a_declaration_that_reads_without_error(built):
    for file in built.files:
        for number, case in enumerate(file.cases):
            (found,) = read(json.dumps(case.declaration).encode(), f"{file.requirement}#{number}.json")
            assert isinstance(found, Declaration), str(found)


def test_the_judge_of_whole_regimes_gives_every_expected_verdict(built, catalogue):
    judge = Judge(catalogue, [SMALL])
    for file in built.files:
        for number, case in enumerate(file.cases):
            verdicts = {each.id: each.status for each in judge(derive(case.declaration, case.as_of), as_of=case.as_of)}
            assert str(verdicts[file.requirement]) == case.verdict, f"{file.requirement}#{number}: {case.description}"


def test_the_first_pair_differs_in_one_place_and_turns_from_pass_to_fail(built):
    for file in built.files:
        conforming, violating = file.cases[:2]
        assert (conforming.kind, conforming.verdict) == (Kind.CONFORMING, "pass")
        assert (violating.kind, violating.like) == (Kind.VIOLATING, 0)
        assert violating.verdict in ("fail", "undeclared")


def test_a_case_like_another_differs_from_it_in_few_named_places(built):
    for file in built.files:
        for case in file.cases:
            if case.like is not None:
                other = file.cases[case.like]
                assert case.declaration != other.declaration
                assert len(places(other.declaration, case.declaration)) <= 4, (file.requirement, case.description)


def test_most_violations_break_that_one_requirement_alone(built, catalogue):
    judge = Judge(catalogue, [SMALL])
    alone = 0
    for file in built.files:
        before, after = (
            {each.id: each.status for each in judge(derive(case.declaration, case.as_of), as_of=case.as_of)}
            for case in file.cases[:2]
        )
        broken = {id for id in after if after[id] is Status.FAIL and before[id] is not Status.FAIL}
        alone += broken <= {file.requirement}
    assert alone >= 0.9 * len(built.files)


def test_dates_of_entry_into_force_have_a_case_on_either_side(built, catalogue):
    for file in built.files:
        window = catalogue.requirement(file.requirement).in_force.default
        verdicts = {case.as_of: case.verdict for case in file.cases if case.kind is Kind.BOUNDARY}
        assert window.from_ in verdicts
        assert "not-in-force" in verdicts.values()
        assert verdicts[window.from_] != "not-in-force"


def test_building_twice_gives_the_same_bytes(built):
    again = {file.name: file.text() for file in build_regime(SMALL)}
    assert again == {file.name: file.text() for file in built.files}


@pytest.mark.parametrize("derived", ["_age_days", '"reach"', "_days_before_placing"])
def test_no_declaration_states_a_derived_field(built, derived):
    assert not any(derived in file.text() for file in built.files)


@pytest.mark.parametrize(
    ("field", "valid"), [("/records/filings", True), ("/records/filings/kind", False), ("/records/filings/0/kind", False)]
)
def test_what_is_said_to_be_none_is_a_field_that_is_left_out(built, field, valid):
    data = built.files[0].cases[0].declaration
    head = {**data["declaration"], "omissions": [{"field": field, "reason": "none"}]}
    assert is_declaration({**data, "declaration": head}) is valid
