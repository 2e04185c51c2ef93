"""Which jurisdictions a market entry bears on."""

import pytest

from conformance.declarations.jurisdictions import jurisdiction_table, reach, what_is_wrong


@pytest.mark.parametrize(
    ("code", "reached"),
    [
        ("DE", ("DE", "EU")),
        ("DE-BY", ("DE-BY", "DE", "EU")),
        ("US-NY-NYC", ("US-NY-NYC", "US-NY", "US")),
        ("US-NY", ("US-NY", "US", "US-NY-NYC")),
        ("CN-GD", ("CN-GD", "CN")),
        ("JP", ("JP",)),
        ("JP-13", ("JP-13", "JP")),
        ("HK", ("HK",)),
        ("CN-HK", ("CN-HK", "HK")),
        ("CN-TW", ("CN-TW", "TW")),
    ],
)
def test_a_code_reaches_what_is_around_and_inside_it(code, reached):
    assert reach(code) == reached


def test_a_whole_covers_its_parts_to_the_last():
    assert {"US-CA", "US-NY", "US-NY-NYC"} < set(reach("US"))
    assert len(reach("EU")) == 28
    assert "EU" not in reach("US")


@pytest.mark.parametrize("code", ["HK", "MO", "TW", "CN-HK", "CN-MO", "CN-TW"])
def test_hong_kong_macao_and_taiwan_are_not_reached_by_mainland_law(code):
    assert "CN" not in reach(code)
    assert code not in reach("CN")


def test_reach_is_symmetric_between_whole_and_part():
    table = jurisdiction_table()
    for code in {*table.covers, *table.inside}:
        assert all(code in reach(other) for other in reach(code)), code


def test_no_code_is_reached_twice():
    assert all(len(set(reach(code))) == len(reach(code)) for code in ("EU", "US", "CN", "US-NY", "CN-HK"))


@pytest.mark.parametrize("code", ["DE", "EU", "HK", "CN-HK", "US-CA", "US-NY-NYC", "JP-13", "XK", "ZZ"])
def test_a_code_that_is_assigned_or_left_to_its_users_names_a_jurisdiction(code):
    assert what_is_wrong(code) is None


def test_every_code_that_the_table_lists_names_a_jurisdiction():
    table = jurisdiction_table()
    listed = {*table.covers, *table.inside, *table.separate, *table.separate.values()}
    assert [code for code in sorted(listed) if what_is_wrong(code)] == []


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("UK", "did you mean GB?"),
        ("UK-SCT", "did you mean GB-SCT?"),
        ("EL", "did you mean GR?"),
        ("JA", "is no code of ISO 3166"),
        ("US-CL", "is no part of US that ISO 3166-2 lists"),
        ("germany", "is not a code like CN, EU or US-CA"),
    ],
)
def test_a_code_that_names_no_jurisdiction_is_told(code, problem):
    assert what_is_wrong(code).endswith(problem)
