"""Which jurisdictions a market entry bears on."""

import pytest

from conformance.declarations.jurisdictions import jurisdiction_table, reach


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
