from datetime import date

import pytest

from conformance.catalogue import InForce, Variant, Window
from conformance.verdicts import Status, conjunction, status_of
from conformance.verdicts.in_force import possible_windows, standing

TABLE = [
    (False, True, Status.NOT_APPLICABLE),
    (False, False, Status.NOT_APPLICABLE),
    (False, None, Status.NOT_APPLICABLE),
    (True, True, Status.PASS),
    (True, False, Status.FAIL),
    (True, None, Status.UNDECLARED),
    (None, True, Status.PASS),
    (None, False, Status.UNDETERMINED),
    (None, None, Status.UNDETERMINED),
]


@pytest.mark.parametrize(("applies", "demands", "status"), TABLE)
def test_the_table_of_verdicts(applies, demands, status):
    assert status_of(applies, demands) is status


def test_conjunction_is_kleenes():
    assert conjunction(True, None, False) is False
    assert conjunction(True, None) is None
    assert conjunction() is True


def test_every_status_has_a_meaning():
    assert len({status.meaning for status in Status}) == len(Status)


DAY = date(2026, 11, 23)
EARLY, LATE = Window(date(2026, 8, 2)), Window(date(2026, 12, 2))


def force(*windows):
    return InForce(EARLY, tuple(Variant(True, window, "a reason") for window in windows))


def test_both_ends_of_a_window_are_in_force():
    window = Window(date(2026, 1, 1), date(2026, 6, 30))
    assert standing([window], date(2026, 1, 1)) == (True, "")
    assert standing([window], date(2026, 6, 30)) == (True, "")


def test_a_window_says_since_when_or_until_when_it_is_not_in_force():
    assert standing([LATE], DAY) == (False, "from 2026-12-02")
    assert standing([Window(date(2024, 1, 1), date(2026, 6, 30))], DAY) == (False, "until 2026-06-30")
    assert standing([Window(None)], DAY) == (False, "no date of entry into force")


def test_the_first_true_condition_decides_the_window():
    assert possible_windows(force(LATE), [True]) == (LATE,)
    assert possible_windows(force(LATE), [False]) == (EARLY,)
    assert possible_windows(force(LATE, EARLY), [True, True]) == (LATE,)


def test_an_unknown_condition_leaves_several_windows_until_a_true_one():
    assert possible_windows(force(LATE), [None]) == (LATE, EARLY)
    assert possible_windows(force(LATE, Window(None)), [None, True]) == (LATE, Window(None))


def test_windows_that_agree_on_the_day_decide_it_even_if_the_right_one_is_unknown():
    assert standing([LATE, EARLY], date(2026, 12, 24)) == (True, "")
    assert standing([LATE, EARLY], date(2026, 1, 1))[0] is False


def test_windows_that_differ_on_the_day_leave_it_open_with_both_dates():
    truth, reason = standing([LATE, EARLY], DAY)
    assert truth is None
    assert "from 2026-12-02" in reason
    assert "since 2026-08-02" in reason
