from datetime import date

from conformance.catalogue import Level
from conformance.matrix import FAILS, MEETS, NO_COUNTRY, SILENT, uptake
from conformance.verdicts import Status

DAY = date(2026, 11, 23)


def test_every_number_equals_its_drill_down(rows, regimes):
    matrix = uptake(rows, regimes, as_of=DAY)
    verdicts = {row.key: {v.id: v.status for v in row.verdicts} for row in rows}
    for requirement in matrix.requirements:
        cells = matrix.cells[requirement.id]
        assert sum(cell.total for cell in cells.values()) == len(rows)
        for cell in cells.values():
            assert cell.statuses == {key: verdicts[key][requirement.id] for key in cell.statuses}
            assert sum(cell.counts.values()) == cell.total


def test_systems_are_counted_by_the_country_of_their_organisation(rows, regimes):
    matrix = uptake(rows, regimes, as_of=DAY)
    assert matrix.countries == (NO_COUNTRY, "CN", "DE")
    cells = matrix.cells["eu-toy/art-1"]
    assert [cells["CN"].count(*kind) for kind in (MEETS, FAILS, SILENT)] == [1, 0, 0]
    assert [cells["DE"].count(*kind) for kind in (MEETS, FAILS, SILENT)] == [0, 1, 1]
    assert cells[NO_COUNTRY].statuses == {"unknown.yaml": Status.UNDECLARED}


def test_the_order_of_declarations_does_not_matter(rows, regimes):
    assert uptake(rows, regimes, as_of=DAY) == uptake(rows[::-1], regimes, as_of=DAY)


def test_the_level_takes_rows_out(rows, regimes):
    matrix = uptake(rows, regimes, as_of=DAY, level=Level.SHALL)
    assert "eu-toy/art-3" not in matrix.cells
