"""Labels by GB 45438-2025, wherever they lie."""

import struct
import zlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

LABELS = data_path("fixtures", "imports", "gb45438", "labels.jsonl")
LABEL = '{"AIGC": {"Label": "1", "ContentProducer": "001191440300EXAMPLE12310001", "ProduceID": "content-7"}}'


def chunk(kind, data):
    body = kind + data
    return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))


def png(text):
    """A picture of one pixel with the text in its metadata."""
    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", head), chunk(b"tEXt", b"AIGC\0" + text), chunk(b"IDAT", zlib.compress(b"\0\0")), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


@pytest.fixture
def labels(converted):
    return converted(LABELS, "gb45438")


def test_the_format_is_told_by_the_object():
    assert [each.name for each in detect(Original(str(LABELS), LABELS, None, DEFAULT_LIMITS))] == ["gb45438"]


def test_a_label_is_a_sample_of_who_marks(labels):
    found = labels[0]
    assert found.data["content_marking"]["samples"] == [
        {
            "scheme": "gb45438",
            "object": {"AIGC": {"Label": "1", "ContentProducer": "001191440300EXAMPLE12310001", "ProduceID": "content-7"}},
            "per_file": 1,
        }
    ]
    assert found.data["organisation"]["identifiers"] == [
        {"scheme": "gb45438-provider-code", "value": "001191440300EXAMPLE12310001"},
        {"scheme": "uscc", "value": "91440300EXAMPLE123"},
    ]
    assert found.data["system"]["functions"] == ["content-generation"]
    assert found.declaration.positions.of("/content_marking/samples/0").line == 1


def test_a_malformed_key_and_a_name_for_a_code_are_doubtful(labels):
    found = labels[1]
    assert found.data["organisation"]["name"] == "Heron"
    assert "functions" not in found.data["system"]
    assert [doubt.pointer for doubt in found.doubts] == ["/AIGC/ContentProducer", "/AIGC/ReservedCode2: "]


def test_xmp_is_read_whether_its_quotes_are_escaped_or_not(labels):
    broken, escaped = labels[2:4]
    assert [doubt.why for doubt in broken.doubts] == [
        "quotes stand unescaped in an attribute: other readers of XML refuse this file"
    ]
    assert escaped.data["content_marking"]["samples"][0]["object"] == {"AIGC": {"Label": "9"}}
    assert [doubt.why for doubt in escaped.doubts] == ["the label says '9'; it is 1, 2 or 3"]


def test_a_line_without_a_label_is_refused_and_a_plain_object_is_read(labels):
    assert isinstance(labels[4], Refusal)
    assert (labels[4].problems[0].code, labels[4].problems[0].line) == ("no-label", 5)
    assert labels[5].data["organisation"]["name"] == "Egret"


@pytest.mark.parametrize(
    "content", [png(LABEL.encode()), png(LABEL.encode("utf-16-le")), b"\xff\xd8" + b"\0" * 999 + LABEL.encode() + b"\xff\xd9"]
)
def test_pictures_carry_labels_in_their_bytes(original, content):
    source = original(content, "picture.png")
    assert [each.name for each in detect(source)] == ["gb45438"]
    (found,) = convert(source, adapter_named("gb45438"), date(2026, 1, 1))
    assert found.data["content_marking"]["markings"] == [
        {"modality": "image", "layer": "metadata", "scheme": "gb45438", "fields": ["synthetic-flag", "provider", "content-id"]}
    ]
    assert found.data["system"]["output_modalities"] == ["image"]


def test_what_only_names_the_members_is_no_label(original):
    schema = '{"AIGC": {"type": "object", "properties": {"Label": {"enum": ["1", "2", "3"]}}}}'
    assert detect(original(schema, "schema.json")) == ()


@given(st.binary(max_size=200), st.integers(0, 200))
def test_no_bytes_break_it(tmp_path_factory, noise, cut):
    path = tmp_path_factory.mktemp("label") / "x.png"
    path.write_bytes(noise + LABEL.encode()[:cut] + noise)
    for found in convert(Original("x.png", path, None, DEFAULT_LIMITS), adapter_named("gb45438"), date(2026, 1, 1)):
        assert not isinstance(found, Refusal) or found.problems
