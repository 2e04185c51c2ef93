"""What several adapters do with free text: terms found, pages cut at their headings."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations.adapters.html_sections import sections_of
from conformance.declarations.adapters.links import links_in
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.wording import terms_in


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("A chatbot", {("functions", "dialogue")}),
        ("a large language model", {("techniques", "generative"), ("functions", "content-generation")}),
        ("predictive maintenance", {("functions", "prediction")}),
        ("Process optimization and workflow automation", set()),
        ("image/object recognition", {("input_modalities", "image")}),
        ("A warm day", set()),
    ],
)
def test_terms_of_the_trade_are_found_in_text(text, said):
    assert set(terms_in(text)) == said


def test_a_page_is_cut_at_its_headings():
    html = (
        "<p>before</p><h2>A</h2><h3 id='x'>1 - B &amp; c</h3><p>One<br>two</p><ul><li>three</li></ul><style>no</style><h3>D</h3>"
    )
    a, b, d = sections_of(html)
    assert (a.heading, a.text) == ("A", "")
    assert (b.heading, b.text) == ("1 - B & c", "One\ntwo\nthree")
    assert (d.heading, d.text, d.links) == ("D", "", ())


def test_links_belong_to_their_section():
    first, second = sections_of("<h3>A</h3><p><a href='https://a.example/'>a</a></p><h3>B</h3><a>none</a>")
    assert (first.links, second.links) == (("https://a.example/",), ())


@given(st.text(st.sampled_from("<>/h3p!-&;\"'= abc\n"), max_size=80))
def test_no_text_breaks_the_cutting(html):
    assert all(isinstance(section.text, str) for section in sections_of(html))


@given(st.text(max_size=30))
def test_plain_text_and_other_text_are_read_alike(text):
    """The short way for plain ASCII gives what the long way gives: a letter that is not ASCII forces the long one."""
    node, forced = Node("", text), Node("", f"\u00e9{text}")
    assert node.is_empty is (node.text == "")
    assert node.lines == forced.lines.removeprefix("\u00e9").strip()


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("see https://a.example/x(y), and (http://b.example/\u00e9).", ["https://a.example/x(y)", "http://b.example/%C3%A9"]),
        ("HTTPS://a.example; https://a.example", ["https://a.example"]),
        ("https://a.example/%zz%20[1]", ["https://a.example/%25zz%20"]),
        ("http://, https://. ftp://x.example no", []),
    ],
)
def test_addresses_are_found_without_what_stands_around_them(text, links):
    assert links_in(text) == links


@given(st.text(st.sampled_from("https://.é%()@\u2019 \"'<>[]\\ax0"), max_size=30))
def test_addresses_found_have_the_form_of_one(text):
    assert all(re.fullmatch(r"https?://[!-~]+", link) for link in links_in(f"https://{text}"))
