"""JSON and YAML become records that know their lines; a list is streamed, scalars of YAML stay text."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Limits, MalformedDocument, Refusal, UnreadableSource
from conformance.declarations.adapters import trees
from conformance.declarations.adapters.loose_yaml import read_loose_yaml
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS


def test_the_items_of_a_list_are_records_with_their_places(original):
    source = original('[\n {"a": 1},\n {"b": [2,\n  3]}\n]\n', "list.json")
    first, second = trees.read_json_records(source)
    assert (first.data, first.positions.of("/a")) == ({"a": 1}, (2, 8))
    assert (second.index, second.positions.of("/b/1")) == (1, (4, 3))


def test_places_are_right_in_a_list_on_one_line(original):
    _, second = trees.read_json_records(original('[{"a": 1}, {"b": 2}]', "line.json"))
    assert second.positions.of("/b") == (1, 18)


def test_a_value_and_json_lines_are_records_too(original):
    assert [each.data for each in trees.read_json_records(original('{"a": 1}', "one.json"))] == [{"a": 1}]
    lines = list(trees.read_json_records(original('{"a": 1}\n\n{"a": 2}\n', "many.jsonl")))
    assert [each.positions.of("/a").line for each in lines] == [1, 3]


def test_a_list_longer_than_a_declaration_may_be_is_read(original):
    items = [{"n": n, "text": "x" * 50} for n in range(400)]
    source = original(json.dumps(items), "long.json", Limits(size=1_000))
    assert [record.data["n"] for record in trees.read_json_records(source)] == list(range(400))


def test_an_item_larger_than_a_declaration_may_be_is_refused(original):
    source = original('[{"a": "' + "x" * 2_000_000 + '"}]', "large.json", Limits(size=1_000))
    with pytest.raises(Refusal):
        list(trees.read_json_records(source))


@pytest.mark.parametrize(
    ("text", "line"), [('[{"a": 1},\n', 2), ('[\n{"a" 1}]', 2), ("[1, 2", 1), ('[{"a": 1}\n{"b": 2}', 2), ("[", 1)]
)
def test_a_broken_list_is_refused_where_it_breaks(original, text, line):
    with pytest.raises(Refusal) as caught:
        list(trees.read_json_records(original(text, "broken.json")))
    assert caught.value.problems[0].line == line


def test_an_item_that_repeats_a_key_is_refused_and_hides_no_other(original):
    first, second = trees.read_json_records(original('[{"a": 1, "a": 2}, {"b": 1}]', "twice.json"))
    assert isinstance(first, MalformedDocument)
    assert second.data == {"b": 1}


values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text("a\n\u00e9\u4e2d]},", max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab", max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(st.lists(values, max_size=6), st.sampled_from([None, 2]), st.sampled_from([1, 2, 7, 1 << 18]))
def test_any_list_is_read_as_json_reads_it_however_it_arrives(tmp_path_factory, items, indent, chunk):
    path = tmp_path_factory.mktemp("tree") / "x.json"
    path.write_text(json.dumps(items, indent=indent, ensure_ascii=False), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trees, "_CHUNK", chunk)
        assert [each.data for each in trees.read_json_records(Original("x.json", path, None, DEFAULT_LIMITS))] == items


def loose(text):
    (record,) = read_loose_yaml(text, "card.yaml", DEFAULT_LIMITS)
    return record


def test_scalars_of_yaml_stay_as_they_are_written():
    record = loose("language: no\nsize: 1.0\ndate: 2024-05-29\nempty:\nnull: ~\nquoted: ''\ncode: 0o17\n")
    expected = {"language": "no", "size": "1.0", "date": "2024-05-29", "empty": None, "quoted": "", "code": "0o17"}
    assert record.data == expected | {"null": None}


def test_what_a_strict_reader_refuses_is_a_doubt():
    record = loose("a: 1\na: 2\nb: !include ../secret.yaml\n1: x\n")
    assert record.data == {"a": "1", "b": "!include ../secret.yaml", "1": "x"}
    assert [(doubt.pointer, doubt.why) for doubt in record.doubts] == [
        ("/a", "the key 'a' is given twice, first at 1:1"),
        ("/b", "the tag !include is not acted on"),
    ]


def test_broken_yaml_is_refused_with_its_place():
    (refusal,) = read_loose_yaml("a: [1\nb: 2\n", "card.yaml", DEFAULT_LIMITS)
    assert isinstance(refusal, MalformedDocument)
    assert refusal.problems[0].line in (1, 2)


def test_a_bomb_of_aliases_is_refused():
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for before, name in zip("abcdefg", "bcdefgh", strict=True):
        text += f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n"
    (refusal,) = read_loose_yaml(text, "bomb.yaml", DEFAULT_LIMITS)
    assert refusal.problems[0].code == "alias-expansion"


def test_items_of_a_wrapped_list_are_records_of_their_own(original):
    (record,) = trees.read_json_records(original('{"meta": 1,\n"items": [{"a": 1},\n{"a": 2}]}', "wrapped.json"))
    first, second = trees.below(record, "items")
    assert (first.data, second.data, second.positions.of("/a").line) == ({"a": 1}, {"a": 2}, 3)


def test_a_source_that_cannot_be_decoded_is_refused(original, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "charset_normalizer", None)
    with pytest.raises(UnreadableSource, match="is not UTF-8"):
        list(trees.read_json_records(original(b'["\xff"]', "bytes.json")))


def test_records_arrive_before_the_rest_is_read(original):
    """A register is streamed: what follows an item has not been looked at when the item arrives."""
    first = json.dumps({"n": 1, "fill": "x" * 300_000})
    records = trees.read_json_records(original(f'[{first}, {{"n": 2}}, broken', "cut.json"))
    assert next(records).data["n"] == 1
    assert next(records).data["n"] == 2
    with pytest.raises(Refusal):
        next(records)


@pytest.mark.parametrize("character", ["\x7f", "\x83", "\x9c", "\ufeff", "\uffff"])
def test_characters_that_a_declaration_may_not_hold_stand_in_no_place_either(original, character):
    (record,) = trees.read_json_records(original(f'{{"a": "x{character}y", "b": 1}}', "word.json"))
    assert (record.data["a"], record.positions.of("/b")) == ("x y", (1, 19))


def test_control_characters_are_read_as_blanks_and_move_nothing(original):
    (record,) = trees.read_json_records(original('{"a": "x\x0by\\u000bz\\\\u000b", "b": 1}', "word.json"))
    assert record.data == {"a": "x y      z\\u000b", "b": 1}
    assert record.positions.of("/b") == (1, 33)
    assert [doubt.why for doubt in record.doubts] == ["holds control characters, which are read as blanks"]
    (first, second) = trees.read_json_records(original('[{"a": "x\x0by"}, {"b": 1}]', "words.json"))
    assert (first.data, second.data) == ({"a": "x y"}, {"b": 1})
