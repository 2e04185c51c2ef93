"""E-mail addresses are cut out of texts, and nothing else is."""

import pytest

from conformance.declarations.adapters.mail_addresses import LEFT_OUT, record_without_addresses, without_addresses
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
    assert without_addresses(text) == cleaned


def test_a_record_is_cleaned_at_every_depth_and_its_names_stay():
    spot = Spot(Position(1, 1), None, None)
    record = Record("a.json", 0, {"a@b.example": ["x a@b.example", {"c": 1, "d": None}]}, Positions(lambda: spot))
    assert record_without_addresses(record).data == {"a@b.example": [f"x {LEFT_OUT}", {"c": 1, "d": None}]}
