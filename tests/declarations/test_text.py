"""From bytes to text: encodings, sizes and characters."""

import codecs

import pytest

from conformance.declarations.limits import DEFAULT_LIMITS, Limits
from conformance.declarations.refusals import UnreadableSource
from conformance.declarations.text import decode

TEXT = "a: é\nb: 模型 😀\n"


def problem(content, limits=DEFAULT_LIMITS):
    with pytest.raises(UnreadableSource) as refused:
        decode(content, "a.yaml", limits)
    [only] = refused.value.problems
    return only


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_unicode_is_read_in_each_of_its_encodings(mark, encoding):
    assert decode(mark + TEXT.encode(encoding), "a.yaml", DEFAULT_LIMITS) == TEXT


def test_another_encoding_is_refused_at_its_first_foreign_byte():
    found = problem("a: x\nb: é\n".encode("cp1252"))
    assert (found.code, found.line, found.column) == ("undecodable", 2, 4)
    assert "byte 0xe9 at offset 8 is not UTF-8" in found.what
    assert "'é'" in found.hint


def test_a_text_cut_short_is_refused():
    assert problem(codecs.BOM_UTF16_LE + b"a\x00b").what.endswith("is not UTF-16-LE")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le"])
def test_utf_16_without_its_mark_is_recognised_in_the_hint(encoding):
    assert "UTF-16" in problem("é: x\n".encode(encoding)).hint


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x9b", "\ufeff", "\uffff"])
def test_control_characters_are_refused_with_their_place(character):
    found = problem(f"a: 1\r\nb: x{character}\n".encode())
    assert (found.code, found.line, found.column) == ("control-character", 2, 5)
    assert f"U+{ord(character):04X}" in found.what


def test_the_size_is_limited():
    assert decode(b"a" * 10, "a.yaml", Limits(size=10)) == "a" * 10
    assert problem(b"a" * 11, Limits(size=10)).code == "too-large"
