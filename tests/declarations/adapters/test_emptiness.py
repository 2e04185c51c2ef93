"""A part is empty exactly when nothing of it is seen."""

from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations.adapters.node import Node


@given(st.text(alphabet=st.one_of(st.characters(), st.sampled_from(" \t\n\u00a0\u200b\ufeff\x00\x85\u202f")), max_size=6))
def test_a_text_is_empty_when_it_has_no_visible_character(text):
    assert Node("", text).is_empty == (Node("", text).text == "")


@given(st.text(alphabet=" ab\t\n\u00a0", max_size=8))
def test_lines_fold_white_space_whichever_way_they_are_read(text):
    lines = Node("", text).lines
    assert lines == "\n".join(" ".join(line.split()) for line in text.replace("\u00a0", " ").splitlines()).strip()
