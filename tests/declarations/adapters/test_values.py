"""Dates, quantities and words as sources write them: read, or left unread, never guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations.adapters import Node, State
from conformance.declarations.adapters.dates import WrittenDate, read_date
from conformance.declarations.adapters.quantities import read_parameters, read_quantity, training_flop
from conformance.declarations.adapters.words import listed, state_of, yes_or_no


@pytest.mark.parametrize(
    ("text", "order", "year", "month", "day"),
    [
        ("2025-09-08 00:00:00", None, 2025, 9, 8),
        ("2003-05-1", None, 2003, 5, 1),
        ("2026/5/1", None, 2026, 5, 1),
        ("2023年8月31日", None, 2023, 8, 31),
        ("2023年8月", None, 2023, 8, None),
        ("09/24/2024 12:00:00 AM", "month-first", 2024, 9, 24),
        ("04/10/2024", "day-first", 2024, 10, 4),
        ("04/10/2024", "month-first", 2024, 4, 10),
        ("10/10/2024", None, 2024, 10, 10),
        ("9/1/2019 0:00", "month-first", 2019, 9, 1),
        ("01/2024", None, 2024, 1, None),
        ("2024", None, 2024, None, None),
        ("March 2024", None, 2024, 3, None),
        ("3 March 2024", None, 2024, 3, 3),
        ("March 3rd, 2024", None, 2024, 3, 3),
        ("2024-05", None, 2024, 5, None),
    ],
)
def test_dates_are_read_as_far_as_they_are_written(text, order, year, month, day):
    found = read_date(text, order)
    assert (found.year, found.month, found.day, found.rule) == (year, month, day, "")


@pytest.mark.parametrize(
    ("text", "expected", "rule"),
    [
        ("7/16/1905", WrittenDate(2024), "took the year for the number of a day"),
        ("7/14/1905", WrittenDate(2022), "took the year for the number of a day"),
        ("44484", WrittenDate(2021, 10, 15), "its number since 1899-12-30"),
        ("Apr-25", WrittenDate(2025, 4), "month and two digits of the year"),
        ("25/12/2024", WrittenDate(2024, 12, 25), "the only order that is a date"),
    ],
)
def test_accidents_of_spreadsheets_are_read_by_a_rule_that_is_told(text, expected, rule):
    found = read_date(text, "month-first")
    assert (found.year, found.month, found.day) == (expected.year, expected.month, expected.day)
    assert rule in found.rule


@pytest.mark.parametrize(
    "text", ["04/10/2024", "2024-02-30", "TBD", "", "2024 to 2025", "Q3 2024", "13/13/2024", "99999", "soon 2024"]
)
def test_what_cannot_be_told_is_no_date(text):
    assert read_date(text) is None


def test_only_a_whole_date_has_a_form_for_declarations():
    assert (WrittenDate(2024, 3, 1).iso, WrittenDate(2024, 3).iso, WrittenDate(2024).iso) == ("2024-03-01", None, None)


@given(st.dates(date(1950, 1, 1), date(2100, 12, 31)))
def test_every_day_is_read_back_in_every_order(day):
    assert read_date(day.isoformat()).iso == day.isoformat()
    assert read_date(f"{day.month}/{day.day}/{day.year}", "month-first").iso == day.isoformat()
    assert read_date(f"{day.day}.{day.month}.{day.year}", "day-first").iso == day.isoformat()


@given(st.text(max_size=20))
def test_no_text_breaks_the_readers(text):
    read_date(text)
    read_quantity(text)
    read_parameters(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [("671B", 671 * 10**9), ("7B parameters (dense)", 7 * 10**9), ("2,072,488,058,295", 2_072_488_058_295),
     ("671000000000.0", 671 * 10**9), ("1.5 billion", 15 * 10**8), ("405M", 405 * 10**6),
     ("3e25", 3 * 10**25), ("0.4b", 4 * 10**8), ("15T tokens", 15 * 10**12)],
)  # fmt: skip
def test_quantities_are_exact(text, value):
    assert read_quantity(text) == value
    assert isinstance(read_quantity(text), int)


@pytest.mark.parametrize("text", ["1e999999999", "9" * 41, "1," + ",".join(["000"] * 13)])
def test_a_number_that_nobody_means_is_not_worked_out(text):
    assert read_quantity(text) is None


@pytest.mark.parametrize("text", ["8\u00d73.8b", "Undisclosed", "7B-13B", "about right", "", "v2", "1 2"])
def test_what_is_no_quantity_is_none(text):
    assert read_quantity(text) is None


def test_active_parameters_are_told_from_all_and_experts_are_not_multiplied():
    value, rule = read_parameters("30B-A3B")
    assert (value, "active" in rule) == (30 * 10**9, True)
    assert read_parameters("8\u00d73.8b") is None
    assert read_parameters("8x7B") is None


def test_operations_follow_from_parameters_and_tokens():
    value, rule = training_flop(172 * 10**9, 2.1 * 10**12)
    assert value == 2_167_200_000_000_000_000_000_000
    assert "2001.08361" in rule


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("", State.ABSENT), ("\xa0", State.ABSENT), ("--", State.ABSENT), ("TBD", State.ABSENT), ("Onbekend", State.ABSENT),
        ("None", State.NONE), ("None of the above.", State.NONE), ("\nN/A\n", State.NOT_APPLICABLE),
        ("n.v.t.", State.NOT_APPLICABLE),
        ("In-progress", State.IN_PROGRESS), ("Undisclosed", State.WITHHELD), ("a model", State.STATED),
        ("Not applicable", State.NOT_APPLICABLE),
    ],
)  # fmt: skip
def test_words_that_say_nothing_are_no_values(text, state):
    assert state_of(Node("/x", text)) is state


def test_an_answer_is_yes_or_no_or_neither():
    assert [yes_or_no(Node("", text)) for text in ("Yes", " NO ", "Ja", "X", "Yes, sufficient protocols", "")] == [
        True, False, True, True, None, None,
    ]  # fmt: skip


def test_lists_in_a_cell_are_read_as_literals_and_never_run():
    assert [node.text for node in listed(Node("", "['b) Sex', 'c) Age']"))] == ["b) Sex", "c) Age"]
    assert [node.text for node in listed(Node("", '["Other"]'))] == ["Other"]
    assert [node.text for node in listed(Node("", "[]"))] == []
    assert [
        node.text
        for node in listed(
            Node(
                "",
                "a、b、",
            ),
            "、",
        )
    ] == ["a", "b"]
    dangerous = "[__import__('os').getcwd()]"
    assert [node.text for node in listed(Node("", dangerous))] == [dangerous]


def test_text_is_cleaned_of_what_cannot_be_seen():
    node = Node("/x", "\u200bA\xa0 b\u2011c\r\nd\x00")
    assert (node.text, node.lines) == ("A b-c d", "A b-c\nd")
    assert not Node("/x", " \u00a0\u200b")
