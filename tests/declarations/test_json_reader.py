"""What JSON is read as, where it stands, and why it is refused."""

import json

import pytest

from conformance.declarations.documents import Document
from conformance.declarations.json_reader import read_json, read_json_lines
from conformance.declarations.limits import DEFAULT_LIMITS, Limits
from conformance.declarations.refusals import MalformedDocument


def document(text, limits=DEFAULT_LIMITS):
    [found] = read_json(text, "a.json", limits)
    assert isinstance(found, Document), str(found)
    return found


def problems(text, limits=DEFAULT_LIMITS):
    [found] = read_json(text, "a.json", limits)
    assert isinstance(found, MalformedDocument), text
    return found.problems


def test_values_are_those_of_json():
    text = '{"a": [1, -2.5, true, false, null, "\\u00e9\\ud83d\\ude00\\/"], "": {}, "b": []}'
    assert document(text).data == json.loads(text)


def test_large_whole_numbers_are_exact():
    assert document("[1e25, 1e26, 12345678901234567890123]").data == [10**25, 10**26, 12345678901234567890123]


def test_every_key_and_value_has_its_place():
    places = document('{\n  "a": [1,\r\n 22, {"b\\n": "é", "c": 3}],\r"d": {}\n}').positions
    assert places.of("/a", "key") == (2, 3)
    assert places.of("/a") == (2, 8)
    assert places.of("/a/1") == (3, 2)
    assert places.of("/a/2/b\n", "key") == (3, 7)
    assert places.of("/a/2/c") == (3, 24)
    assert places.of("/d") == (4, 6)
    assert places.of("/a/2/x/y") == (3, 6)


def test_duplicate_keys_are_all_told_with_both_places():
    first, second = problems('{"a": 1,\n "b": {"c": 2, "c": 3},\n "a": 4}')
    assert (first.code, first.line, first.column, first.pointer) == ("duplicate-key", 2, 16, "/b/c")
    assert "first at 2:8" in first.what
    assert (second.line, second.pointer) == (3, "/a")


@pytest.mark.parametrize(
    ("text", "line", "column", "what", "hint"),
    [
        ("", 1, 1, "the text ends", "complete"),
        ('{"a":\n', 2, 1, "the text ends", "complete"),
        ("[1, 2", 1, 1, "'[' is never closed", "']'"),
        ('{"a": 1', 1, 1, "'{' is never closed", "'}'"),
        ("{", 1, 1, "'{' is never closed", "'}'"),
        ('{"a": 1,}', 1, 8, "a comma stands before '}'", "remove the comma"),
        ("[1,\n]", 1, 3, "a comma stands before ']'", "remove the comma"),
        ('{"a": 1 "b": 2}', 1, 9, "a comma or '}' is missing", "comma between"),
        ('{"a" 1}', 1, 6, "a colon is missing", '"key": value'),
        ("{a: 1}", 1, 2, "'a' stands where a key", "double quotes"),
        ("['a']", 1, 2, "single quotes", "double quotes"),
        ("[True]", 1, 2, "True is not a value of JSON", "write true"),
        ("[NaN]", 1, 2, "NaN is not a value of JSON", "declaration.omissions"),
        ("[-Infinity]", 1, 2, "-Infinity is not a value of JSON", "leave it out"),
        ("[01]", 1, 2, "'01' is not a number", "decimal"),
        ("[1.]", 1, 2, "'1.' is not a number", "decimal"),
        ("[.5]", 1, 2, "'.5' stands where a value", "double quotes"),
        ('["a\nb"]', 1, 2, "a line break or tab", "\\n"),
        ('["\\q"]', 1, 2, "a backslash", "\\\\"),
        ('["\\u12"]', 1, 2, "a backslash", "\\\\"),
        ('["abc', 1, 2, "never closed", '"'),
        ("[] []", 1, 4, "more text after the value", "array"),
        ("// x\n{}", 1, 1, "JSON has no comments", "YAML"),
        ('{"a": 1} # x', 1, 10, "more text", "array"),
        ("[1, /* x */ 2]", 1, 5, "JSON has no comments", "YAML"),
    ],
)
def test_an_error_of_syntax_is_told_with_its_place_and_mend(text, line, column, what, hint):
    [problem] = problems(text)
    assert (problem.code, problem.line, problem.column) == ("json-syntax", line, column)
    assert what in problem.what
    assert hint in problem.hint


@pytest.mark.parametrize("written", ["1" * 101, "1e400", "-1e-400", "0." + "1" * 100])
def test_numbers_that_cannot_be_kept_are_refused(written):
    [problem] = problems(f'{{"a": {written}}}')
    assert (problem.code, problem.column, problem.pointer) == ("number-out-of-range", 7, "/a")


@pytest.mark.parametrize("written", ["\\u0000", "\\u001b", "\\u009b", "\\ud800", "\\udc00\\ud800", "\\ufeff"])
def test_control_characters_and_halves_of_characters_are_refused(written):
    [problem] = problems(f'{{"a": "{written}"}}')
    assert (problem.code, problem.pointer) == ("control-character", "/a")
    assert problems(f'{{"{written}": 1}}')[0].code == "control-character"


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 100_000, "[" * 65 + "]" * 65])
def test_deep_nesting_is_refused(text):
    [problem] = problems(text)
    assert problem.code == "too-deep"


def test_the_greatest_depth_is_read():
    assert document("[" * 64 + "]" * 64)


def test_the_careful_reading_stops_when_the_time_is_up():
    [problem] = problems("[" + "1," * 5000 + "NaN]", Limits(seconds=0))
    assert problem.code == "too-slow"


def test_a_bad_line_of_json_lines_does_not_hide_the_others():
    found = list(read_json_lines('{"a": 1}\n\n{"b": }\r\n {"c": 3}\n', "a.jsonl", DEFAULT_LIMITS))
    assert [found[0].data, found[2].data] == [{"a": 1}, {"c": 3}]
    assert (found[1].document, found[1].problems[0].line, found[1].problems[0].column) == (1, 3, 7)
    assert found[2].positions.of("/c") == (4, 8)
