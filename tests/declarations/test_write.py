"""What is written is read back as the same value."""

import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import read
from conformance.declarations.write import write, write_line

SMALL = {
    "declaration": {"id": "urn:example:1", "version": "1", "language": "en", "issued_on": "2026-01-31"},
    "organisation": {"name": "Example"},
    "system": {"name": "Sorter"},
}
TRAPS = [
    "no", "1e5", "0o17", "~", "null", ".inf", "2026-01-01", "-", "#", "'", '"', "|", "1_000", "0x1F", "+1", "yes", "on", "=",
    "<<", "?", "!a", "&a", "*a", "%a", "@a", "`a", "a: b", "- x", "a\nb", "a \nb", "a\n", "\na", " a",
]  # fmt: skip
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufeff\ufffe\uffff")
texts = st.sampled_from(TRAPS) | st.text(LETTERS, min_size=1, max_size=30)


@given(texts, st.sampled_from(["yaml", "json"]))
def test_any_text_is_read_back(text, form):
    data = copy.deepcopy(SMALL)
    data["system"]["name"] = text
    data["system"]["limitations"] = [text, "x"]
    (declaration,) = read(write(data, form).encode(), f"a.{form}")
    assert declaration.data == data


@pytest.mark.parametrize("number", [10**25, 1.5, 1e-7, 0, 3 * 10**26, 2**53 + 1])
def test_numbers_are_read_back_exactly(number):
    data = SMALL | {"model": {"parameters": number}}
    for form in ("yaml", "json"):
        (declaration,) = read(write(data, form).encode(), f"a.{form}")
        assert declaration.data["model"]["parameters"] == number


def test_lines_of_json_are_one_line_each():
    lines = write_line(SMALL) * 2
    assert len(list(read(lines.encode(), "a.jsonl"))) == 2
    assert lines.count("\n") == 2
