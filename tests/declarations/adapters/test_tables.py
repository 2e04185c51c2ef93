"""Rows become records that know their lines and columns."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import MalformedDocument, UnreadableSource
from conformance.declarations.adapters.record import Doubt
from conformance.declarations.adapters.tables import header_of, read_table


def test_cells_keep_their_line_whatever_line_breaks_stand_before_them(original):
    source = original('name,purpose,status\r\nA,"one\ntwo\nthree",live\r\nB,x,"a\n\nb"\r\n')
    first, second = read_table(source)
    assert first.data == {"name": "A", "purpose": "one\ntwo\nthree", "status": "live"}
    assert [first.positions.of(f"/{name}").line for name in first.data] == [2, 2, 4]
    assert second.positions.of("/status").line == 5
    assert (second.index, second.locator("/status")) == (1, "row 2, column 'status'")


def test_columns_of_the_same_name_are_told_apart(original):
    (record,) = read_table(original("a,If other,b,If other,\n1,2,3,4,5\n"))
    assert record.data == {"a": "1", "If other": "2", "b": "3", "If other#2": "4", "column 5": "5"}


def test_names_of_columns_are_cleaned(original):
    (record,) = read_table(original("\ufeff\u00a0 Status ,\u200bname\n1,2\n"))
    assert list(record.data) == ["Status", "name"]


def test_delimiters_are_told_from_the_head(original):
    (record,) = read_table(original("a;b;c\n1;2,5;3\n"))
    assert record.data == {"a": "1", "b": "2,5", "c": "3"}


def test_a_row_with_cells_too_many_is_refused_and_hides_no_other(original):
    first, second = read_table(original("a,b\n1,2,3\n4,5\n"))
    assert isinstance(first, MalformedDocument)
    assert (first.problems[0].code, first.problems[0].line) == ("wrong-width", 2)
    assert second.data == {"a": "4", "b": "5"}


def test_a_row_with_cells_too_few_is_doubtful(original):
    (record,) = read_table(original("a,b,c\n1,2\n"))
    assert record.doubts == (Doubt("", "the row ends after 2 of 3 cells"),)


def test_characters_that_were_lost_are_doubtful(original):
    (record,) = read_table(original("a\nFDA\ufffds\n"))
    assert record.doubts == (Doubt("/a", "characters were lost before this file was written"),)


def test_rows_before_the_header_are_passed_over_and_a_missing_header_is_refused(original):
    def is_header(cells):
        return "name" in cells

    (record,) = read_table(original("Inventory 2025\n\nname,b\n1,2\n"), is_header)
    assert record.data == {"name": "1", "b": "2"}
    with pytest.raises(UnreadableSource, match="no row names the columns"):
        list(read_table(original("a,b\n1,2\n"), is_header))


def test_a_quote_that_is_never_closed_is_refused(original):
    with pytest.raises(UnreadableSource, match="cannot be read on"):
        list(read_table(original('a,b\n1,"2\n3,4\n')))


def test_the_header_can_be_looked_at_alone():
    assert header_of("a,\u00a0b \n1,2\n") == ("a", "b")
    assert header_of("") == ()


@given(st.lists(st.lists(st.text('ab,;"\n\r 1\u00a0', max_size=5), min_size=3, max_size=3), max_size=5))
def test_what_a_writer_of_csv_wrote_is_read_back(tmp_path_factory, rows):
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.limits import DEFAULT_LIMITS

    text = io.StringIO()
    csv.writer(text).writerows([["x", "y", "z"], *rows])
    path = tmp_path_factory.mktemp("table") / "t.csv"
    path.write_bytes(text.getvalue().encode())
    read = [list(record.data.values()) for record in read_table(Original("t.csv", path, None, DEFAULT_LIMITS))]
    assert read == [row for row in rows if any(cell.strip() for cell in row)]
