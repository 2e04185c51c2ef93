"""Contacts of persons are cut out of texts, and nothing else is."""

import pytest

from conformance.declarations.adapters.contacts import (
    LEFT_OUT,
    is_mail_address,
    record_without_contacts,
    text_without_contacts,
)
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.positions import Position, Positions, Spot


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Write to ann.lee+x@mail.example.org.", f"Write to {LEFT_OUT}."),
        ("Write to o'lee@mail.example.", f"Write to {LEFT_OUT}."),
        ("\u90ae\u7bb1ann\uff20mail.example", LEFT_OUT),
        ("<mailto:a@b.example>", f"<{LEFT_OUT}>"),
        ("['a@b.example']", f"['{LEFT_OUT}']"),
        ("pass@1.5 and maj@8, mAP@0.50:0.95", "pass@1.5 and maj@8, mAP@0.50:0.95"),
        ("@handle, a @ b, user@host, 5@6", "@handle, a @ b, user@host, 5@6"),
    ],
)
def test_addresses_are_cut_out(text, cleaned):
    assert text_without_contacts(text) == cleaned


@pytest.mark.parametrize(
    "number",
    [
        "+31 20 1234567", "+31201234567", "+44 (0)20 7946 0000", "+1-202-555-0143", "020 7946 0000", "020-1234567", "0612345678",
        "(020) 123 4567", "01 23 45 67 89", "(202) 555-0143", "202.555.0143", "1-800-555-0199", "138 0013 8000", "010-65051234",
    ],
)  # fmt: skip
def test_telephone_numbers_are_cut_out(number):
    assert text_without_contacts(f"Call {number}, or write.") == f"Call {LEFT_OUT}, or write."


def test_a_short_number_is_one_after_the_word_for_it():
    assert text_without_contacts("Tel.: 6505 1234; \u7535\u8bdd\uff1a65051234") == f"{LEFT_OUT}; {LEFT_OUT}"


@pytest.mark.parametrize(
    "text",
    [
        "10.5281/zenodo.1234567", "2026-04-14 10:30", "01-02-2024 12:30", "01.02.2024-03.04.2024", "+12.5 %", "0.0123456789",
        "2,072,488,058,295", "13000000000", "00000001002306608000", "024-000005265", "NOTICE:023946-2022",
        "https://pages.example/0612345678/x", "ISO 42001:2023", "arXiv:2001.08361", "1e-05 0.00012345", "8-800-1",
    ],
)  # fmt: skip
def test_amounts_dates_and_identifiers_stay(text):
    assert text_without_contacts(text) == text


def test_a_record_is_cleaned_at_every_depth_and_its_names_stay():
    spot = Spot(Position(1, 1), None, None)
    record = Record("a.json", 0, {"a@b.example": ["x a@b.example", {"c": 1, "d": None}]}, Positions(lambda: spot))
    assert record_without_contacts(record).data == {"a@b.example": [f"x {LEFT_OUT}", {"c": 1, "d": None}]}


def test_what_a_reader_found_odd_is_cleaned_too():
    spot = Spot(Position(1, 1), None, None)
    record = Record("a.yaml", 0, {}, Positions(lambda: spot), doubts=(Doubt("", "says a@b.example"),))
    assert record_without_contacts(record).doubts == (Doubt("", f"says {LEFT_OUT}"),)


def test_a_record_without_contacts_is_returned_as_it_is():
    spot = Spot(Position(1, 1), None, None)
    record = Record("a.json", 0, {"b": [1, "x"]}, Positions(lambda: spot))
    assert record_without_contacts(record) is record


def test_an_address_is_told_from_a_text_that_holds_one():
    assert is_mail_address("a@b.example")
    assert is_mail_address("mailto:a@b.example")
    assert not is_mail_address("write to a@b.example")
