"""E-mail addresses are cut out of texts, and nothing else is."""

import pytest

from conformance.declarations.adapters.contacts import (
    LEFT_OUT,
    is_mail_address,
    record_without_addresses,
    text_without_addresses,
    without_contacts,
)
from conformance.declarations.adapters.record import Record
from conformance.declarations.positions import Position, Positions, Spot


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Write to ann.lee+x@mail.example.org.", f"Write to {LEFT_OUT}."),
        ("<mailto:a@b.example>", f"<{LEFT_OUT}>"),
        ("pass@1.5 and maj@8", "pass@1.5 and maj@8"),
        ("@handle", "@handle"),
    ],
)
def test_addresses_are_cut_out(text, cleaned):
    assert text_without_addresses(text) == cleaned


def test_a_record_is_cleaned_at_every_depth_and_its_names_stay():
    spot = Spot(Position(1, 1), None, None)
    record = Record("a.json", 0, {"a@b.example": ["x a@b.example", {"c": 1, "d": None}]}, Positions(lambda: spot))
    assert record_without_addresses(record).data == {"a@b.example": [f"x {LEFT_OUT}", {"c": 1, "d": None}]}
    assert record_without_addresses(Record("a.json", 0, {"b": 1}, record.positions)).data == {"b": 1}


def test_telephone_numbers_go_where_they_are_asked_to():
    assert without_contacts({"a": ["call +31 20 1234567", "pass@1.5", "10.5281/zenodo.1234567"]}) == {
        "a": [f"call {LEFT_OUT}", "pass@1.5", "10.5281/zenodo.1234567"]
    }


def test_an_address_is_told_from_a_text_that_holds_one():
    assert is_mail_address("a@b.example")
    assert is_mail_address("mailto:a@b.example")
    assert not is_mail_address("write to a@b.example")
