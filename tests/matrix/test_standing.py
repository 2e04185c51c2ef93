from datetime import date

import pytest

from conformance.catalogue import Level
from conformance.matrix import Grouping, judged_declaration, standing
from conformance.verdicts import Status

DAY = date(2026, 11, 23)


def made(rows, catalogue, regimes, **options):
    return standing(rows, catalogue, regimes, as_of=DAY, **options)


@pytest.mark.parametrize("by", list(Grouping))
@pytest.mark.parametrize("level", list(Level))
def test_every_number_equals_its_drill_down(rows, catalogue, regimes, by, level):
    matrix = made(rows, catalogue, regimes, by=by, level=level)
    for row in matrix.declarations:
        verdicts = {v.id: v.status for v in row.verdicts}
        for group in matrix.groups:
            cell = matrix.cells[row.key][group.id]
            assert cell.total == len(group.requirements) == sum(cell.counts.values())
            assert cell.statuses == {id: verdicts[id] for id in group.requirements}
            assert cell.counts == {status: list(cell.statuses.values()).count(status) for status in Status}


@pytest.mark.parametrize("by", [Grouping.REGIME, Grouping.JURISDICTION, Grouping.LEVEL])
def test_groups_that_do_not_overlap_share_out_all_requirements(rows, catalogue, regimes, by):
    matrix = made(rows, catalogue, regimes, by=by)
    grouped = [id for group in matrix.groups for id in group.requirements]
    assert sorted(grouped) == sorted(r.id for regime in regimes for r in regime.codified)


def test_denominators_are_the_codified_requirements_whatever_was_found(rows, catalogue, regimes):
    matrix = made(rows, catalogue, regimes)
    assert {g.id: len(g.requirements) for g in matrix.groups} == {"cn-toy": 1, "eu-toy": 7, "toy-candidate": 1}
    empty = made([], catalogue, regimes)
    assert empty.groups == matrix.groups
    assert not empty.cells


def test_the_level_takes_requirements_out_of_the_denominator(rows, catalogue, regimes):
    matrix = made(rows, catalogue, regimes, level=Level.SHALL)
    assert {g.id: len(g.requirements) for g in matrix.groups}["eu-toy"] == 5


def test_a_requirement_counts_on_each_of_its_axes(rows, catalogue, regimes):
    matrix = made(rows, catalogue, regimes, by=Grouping.AXIS)
    holding = [group.id for group in matrix.groups if "eu-toy/art-3" in group.requirements]
    assert holding == ["dialogue-mechanism", "ethical-framework"]
    assert [g.id for g in matrix.groups] == ["dialogue-mechanism", "ethical-framework", "open-ecosystem"]


def test_the_order_of_declarations_does_not_matter(rows, catalogue, regimes):
    assert made(rows, catalogue, regimes) == made(rows[::-1], catalogue, regimes)


def test_a_cell_says_what_was_found(rows, catalogue, regimes):
    matrix = made(rows, catalogue, regimes, level=Level.SHALL)
    assert matrix.cells["cn/open.yaml"]["cn-toy"].counts[Status.PASS] == 1
    assert matrix.cells["de/slow.yaml"]["eu-toy"].statuses["eu-toy/art-1"] is Status.FAIL
    assert matrix.cells["de/silent.yaml"]["eu-toy"].statuses["eu-toy/art-1"] is Status.UNDECLARED


def test_the_digest_is_of_the_data_and_not_of_its_writing():
    one = judged_declaration("a", {"system": {"name": "x", "version": "1"}}, [])
    other = judged_declaration("b", {"system": {"version": "1", "name": "x"}}, [])
    assert one.sha256 == other.sha256
    assert one.name == "x 1"
    assert judged_declaration("c", {"system": {"name": "y"}}, []).sha256 != one.sha256
