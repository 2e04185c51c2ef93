"""Regular languages against Python's ``re``, which reads the shared part of the pattern syntax alike."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.logic.prove.languages import (
    accepts,
    complement,
    count,
    intersection,
    of_length,
    shortest,
    union,
    word,
    words,
)
from conformance.logic.prove.patterns import UnsupportedPattern, language_of

ATOMS = st.sampled_from(["a", "b", "ab", ".", "[ab]", "[^a]", r"\d", r"\w", "(a|bc)", "(?:b)"])
ANCHORED = st.sampled_from(["(^|b)", "(?:a|^b)", "a*^", "(?:^|[^a])b", "(b|$)", "(?=^a)", "(?!^a)"])
PIECES = st.builds(lambda atom, times: f"(?:{atom}){times}", ATOMS, st.sampled_from(["", "*", "+", "?", "{2}", "{1,3}"]))
PATTERNS = st.builds(
    lambda start, look, pieces, end: f"{start}{look}{''.join(pieces)}{end}",
    st.sampled_from(["", "^"]),
    st.sampled_from(["", "(?=.*b)", "(?!ab)"]),
    st.lists(PIECES | ANCHORED, min_size=1, max_size=3),
    st.sampled_from(["", r"$"]),
)
TEXTS = st.text(alphabet="abc1 -", max_size=7)


@given(PATTERNS, TEXTS)
def test_a_pattern_is_found_where_re_finds_it(pattern: str, text: str) -> None:
    assert accepts(language_of(pattern), text) == (re.search(pattern, text) is not None)


@given(PATTERNS, PATTERNS, TEXTS)
def test_union_intersection_and_complement_are_those_of_sets(one: str, two: str, text: str) -> None:
    first, second = language_of(one), language_of(two)
    assert accepts(union(first, second), text) == (accepts(first, text) or accepts(second, text))
    assert accepts(intersection(first, second), text) == (accepts(first, text) and accepts(second, text))
    assert accepts(complement(first), text) != accepts(first, text)


@given(PATTERNS, st.integers(0, 4), st.integers(0, 4))
def test_shortest_is_a_member_and_none_is_shorter(pattern: str, least: int, more: int) -> None:
    language = intersection(language_of(pattern), of_length(least, least + more))
    found = shortest(language)
    if found is None:
        assert count(language, 1) == 0
    else:
        assert re.search(pattern, found)
        assert least <= len(found) <= least + more
        assert shortest(intersection(language, of_length(0, len(found) - 1))) is None if found else True


@pytest.mark.parametrize(
    ("pattern", "size"), [("^(foo|bar)$", 2), ("^[ab]{0,2}$", 7), ("^$", 1), ("^(?!a)[ab]$", 1), ("^a$|^b$|^a$", 2)]
)
def test_a_finite_language_is_counted_and_listed(pattern: str, size: int) -> None:
    language = language_of(pattern)
    assert count(language, 100) == size
    listed = list(words(language))
    assert len(set(listed)) == len(listed) == size
    assert all(re.search(pattern, text) for text in listed)


def test_an_infinite_language_counts_up_to_the_limit() -> None:
    assert count(language_of("a"), 50) == 50


def test_words_are_equal_only_to_themselves() -> None:
    assert list(words(word("né"))) == ["né"]


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        (r"(a)\1", r"\\1"),
        (r"a\b", r"\\b"),
        ("(?<=a)b", "look-behind"),
        (r"\p{L}", "Unicode"),
        ("(^a)*", "repeated look-ahead or anchor"),
        ("(a", "unclosed group"),
        ("[a", "unclosed class"),
        ("*a", "nothing to repeat"),
        ("(?:(?=a))*", "repeated look-ahead"),
        ("a)", "unmatched"),
    ],
)
def test_what_is_no_regular_language_is_refused_with_the_reason(pattern: str, why: str) -> None:
    with pytest.raises(UnsupportedPattern, match=why):
        language_of(pattern)
