"""What YAML is read as, where it stands, and why it is refused."""

import sys

import pytest
import yaml

from conformance.declarations import yaml_reader
from conformance.declarations.documents import Document
from conformance.declarations.limits import DEFAULT_LIMITS, Limits
from conformance.declarations.refusals import MalformedDocument
from conformance.declarations.yaml_reader import read_yaml


@pytest.fixture(params=["libyaml", "pure Python"])
def parser(request, monkeypatch):
    if request.param == "pure Python":
        monkeypatch.setattr(yaml_reader, "_PARSER", yaml.SafeLoader)
    elif not yaml.__with_libyaml__:
        pytest.skip("this PyYAML was built without libyaml")
    return request.param


def values(text, limits=DEFAULT_LIMITS):
    found = list(read_yaml(text, "a.yaml", limits))
    refused = [str(each) for each in found if isinstance(each, MalformedDocument)]
    assert not refused, refused
    return [document.data for document in found]


def refusal(text, limits=DEFAULT_LIMITS):
    [refused] = [each for each in read_yaml(text, "a.yaml", limits) if isinstance(each, MalformedDocument)]
    return refused


def only_problem(text, limits=DEFAULT_LIMITS):
    [problem] = refusal(text, limits).problems
    return problem


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("On", "On"),
        ("y", "y"),
        ("2025-01-01", "2025-01-01"),
        ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
        ("012", 12),
        ("0o14", 12),
        ("0x1F", 31),
        ("1_000", "1_000"),
        ("1:20", "1:20"),
        ("+7", 7),
        ("-0.5", -0.5),
        ("1e3", 1000.0),
        (".5", 0.5),
        ("5.", 5.0),
        ("true", True),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("~", None),
        ("Null", None),
        ("nULL", "nULL"),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
        ("! 12", "12"),
        ("!!int 12", 12),
        ("!!float 1", 1),
        ("0b1", "0b1"),
        ("=", "="),
        ("1.2.3", "1.2.3"),
        (r'"\/"', "/"),
    ],
)
@pytest.mark.usefixtures("parser")
def test_scalars_follow_the_core_schema_of_yaml_1_2(written, value):
    [data] = values(f"a: {written}\n")
    assert data["a"] == value
    assert type(data["a"]) is type(value)


def test_a_threshold_written_with_an_exponent_is_exact():
    [data] = values("at: 1e25\nabove: 1.00000000000000000000001e25\nsmall: 1e-3\n")
    assert data["at"] == 10**25
    assert data["above"] == 10**25 + 100
    assert data["small"] == 0.001


@pytest.mark.usefixtures("parser")
def test_every_key_and_value_has_its_place():
    text = "a:\n  - x\n  - {b: 'é', ü: 2}\n# remark\n\"c d\": |\n  long\n  text\ne:\n"
    [document] = read_yaml(text, "a.yaml", DEFAULT_LIMITS)
    assert isinstance(document, Document)
    places = document.positions
    assert places.of("/a", "key") == (1, 1)
    assert places.of("/a") == (2, 3)
    assert places.of("/a/0") == (2, 5)
    assert places.of("/a/1/b", "key") == (3, 6)
    assert places.of("/a/1/ü", "key") == (3, 14)
    assert places.of("/a/1/ü") == (3, 17)
    assert places.of("/c d") == (5, 8)
    assert places.of("/e") == (8, 3)


def test_a_pointer_to_nothing_is_placed_at_the_nearest_key_above_it():
    [document] = read_yaml("x: 1\na:\n  b:\n    c: 1\n", "a.yaml", DEFAULT_LIMITS)
    assert document.positions.of("/a/b/d/e") == (3, 3)
    assert document.positions.of("/nothing") == (1, 1)
    assert document.positions.of("/x/0") == (1, 1)


def test_an_alias_stands_where_it_is_written_and_its_parts_where_they_are():
    [document] = read_yaml("a: &it\n  b: 1\nc: *it\n", "a.yaml", DEFAULT_LIMITS)
    assert document.data == {"a": {"b": 1}, "c": {"b": 1}}
    assert document.positions.of("/c") == (3, 4)
    assert document.positions.of("/c", "key") == (3, 1)
    assert document.positions.of("/c/b") == (2, 6)


def test_many_documents_are_read_and_empty_ones_passed_over():
    assert values("---\na: 1\n---\n# nothing\n---\nb: 2\n...\n---\n") == [{"a": 1}, {"b": 2}]
    assert values("# nothing\n") == []


@pytest.mark.usefixtures("parser")
def test_characters_that_yaml_1_1_takes_for_line_breaks_are_text():
    text = "a: 'x \u2028 y'\nb: \x85\nc: \ue000\u2029\n"
    [document] = read_yaml(text, "a.yaml", DEFAULT_LIMITS)
    assert document.data == {"a": "x \u2028 y", "b": "\x85", "c": "\ue000\u2029"}
    assert document.positions.of("/b") == (2, 4)


def test_a_merge_key_is_a_key():
    assert values("<<: {a: 1}\n") == [{"<<": {"a": 1}}]


def test_a_duplicate_key_is_refused_with_both_places():
    problem = only_problem("a: 1\nb:\n  c: 2\n  c: 3\n")
    assert (problem.code, problem.line, problem.column, problem.pointer) == ("duplicate-key", 4, 3, "/b/c")
    assert "first at 3:3" in problem.what
    assert "remove one of them" in problem.hint
    assert str(problem).startswith("a.yaml:4:3: the key 'c' is given twice, first at 3:3 (at /b/c); ")


@pytest.mark.parametrize("again", ["'a'", '"a"', '"\\x61"', "? a\n"])
def test_keys_that_are_the_same_text_in_another_style_are_duplicates(again):
    assert only_problem(f"a: 1\n{again}: 2\n").code == "duplicate-key"


@pytest.mark.parametrize("key", ["1", "true", "~", "1.5", "? [a]\n", "? {a: b}\n"])
def test_a_key_that_is_no_string_is_refused(key):
    problem = only_problem(f"{key}: x\n")
    assert problem.code == "key-is-no-string"
    assert problem.line == 1


def test_an_alias_to_text_may_be_a_key_and_an_alias_to_a_number_may_not():
    assert values("a: &x b\n*x : 1\n") == [{"a": "b", "b": 1}]
    assert "'*x' is used as a key" in only_problem("a: &x 1\n*x : 1\n").what


def test_the_word_no_is_a_fine_key():
    assert values("no: 1\non: 2\n") == [{"no": 1, "on": 2}]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a: !!python/object/apply:os.system [echo]", "!!python/object/apply:os.system"),
        ("a: !!timestamp 2025-01-01", "!!timestamp"),
        ("a: !!binary aGk=", "!!binary"),
        ("a: !!set {x}", "!!set"),
        ("a: !mine x", "!mine"),
        ("a: !<tag:example.com,2000:x> {}", "!<tag:example.com,2000:x>"),
    ],
)
def test_a_foreign_tag_is_refused_and_never_run(text, shown):
    problem = only_problem(text)
    assert (problem.code, problem.line, problem.column, problem.pointer) == ("foreign-tag", 1, 4, "/a")
    assert shown in problem.what
    assert "leave out the tag" in problem.hint


def test_a_tag_that_contradicts_its_value_is_refused():
    assert only_problem("a: !!int x").code == "wrong-tag"
    assert only_problem("a: !!int true").code == "wrong-tag"


@pytest.mark.parametrize("written", [".inf", "-.INF", ".nan", ".NaN"])
def test_what_json_has_no_number_for_is_refused(written):
    problem = only_problem(f"a: {written}\n")
    assert (problem.code, problem.pointer) == ("not-a-json-number", "/a")
    assert "declaration.omissions" in problem.hint


@pytest.mark.parametrize("written", ["1" * 101, "1e400", "1e-400", "0x" + "f" * 200, "0o" + "7" * 200])
def test_numbers_that_cannot_be_kept_are_refused(written):
    problem = only_problem(f"a: {written}\n")
    assert (problem.code, problem.line, problem.column) == ("number-out-of-range", 1, 4)


def test_a_document_tells_all_its_problems_and_does_not_hide_the_next():
    found = list(read_yaml("a: 1\na: 2\n3: .inf\n---\nb: 1\n---\n!x c\n", "a.yaml", DEFAULT_LIMITS))
    assert [problem.code for problem in found[0].problems] == ["duplicate-key", "key-is-no-string", "not-a-json-number"]
    assert found[1].data == {"b": 1}
    assert (found[2].document, found[2].problems[0].line) == (2, 7)


def test_problems_before_an_error_of_syntax_are_told_too():
    assert [problem.code for problem in refusal("a: 1\na: 2\nb: [\n").problems] == ["duplicate-key", "yaml-syntax"]


def test_no_more_problems_are_told_than_the_limit():
    assert len(refusal("".join(f"{n}: x\n" for n in range(50)), Limits(problems=7)).problems) == 7


@pytest.mark.parametrize(
    ("text", "line", "column", "hint"),
    [
        ("a: 1\nb: [1, 2\n", 2, 4, "close every bracket"),
        ("a: 1\nb: 'x\n", 2, 4, "close the quote"),
        ("a: @x\n", 1, 4, "needs quotes"),
        ("a:\n\tb: 1\n", 2, 1, "never of tabs"),
        ("a: b: c\n", 1, 5, "': ' needs quotes"),
        ("- a\nb: c\n", 2, 1, "indentation"),
        ("a: 'x' y\n", 1, 8, "indentation"),
        ('a: "\\q"\n', 1, 5, "backslash"),
    ],
)
def test_an_error_of_syntax_is_placed_where_it_is_mended(text, line, column, hint):
    problem = only_problem(text)
    assert (problem.code, problem.line, problem.column) == ("yaml-syntax", line, column)
    assert hint in problem.hint


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("opening", ["[", "{a: ", "- "])
def test_deep_nesting_is_refused_and_does_not_exhaust_the_stack(opening):
    problem = only_problem(opening * 50_000)
    assert (problem.code, problem.line) == ("too-deep", 1)


def test_the_greatest_depth_is_read_and_one_more_is_not():
    assert values("[" * 64 + "]" * 64)
    assert only_problem("[" * 65 + "]" * 65).code == "too-deep"


def test_nesting_by_aliases_counts_as_depth():
    text = "a: &a [[[x]]]\nb: [[*a]]\n"
    assert values(text, Limits(depth=6))
    problem = only_problem(text, Limits(depth=5))
    assert (problem.code, problem.line, problem.column) == ("too-deep", 2, 6)


def laughs(levels):
    lines = ["l0: &l0 [ha, ha, ha, ha, ha, ha, ha, ha, ha, ha]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines)


@pytest.mark.usefixtures("parser")
def test_a_billion_laughs_are_refused_at_the_alias_that_goes_too_far():
    problem = only_problem(laughs(10))
    assert (problem.code, problem.line) == ("alias-expansion", 5)


def test_a_few_aliases_are_fine():
    [data] = values(laughs(3))
    assert len(data["l2"]) == 10


def test_an_alias_to_what_contains_it_is_refused():
    assert only_problem("a: &x [*x]\n").code == "recursive-alias"


def test_an_alias_to_nothing_is_refused():
    problem = only_problem("a: *x\n")
    assert (problem.code, problem.line, problem.column) == ("undefined-alias", 1, 4)
    assert "starts with * needs quotes" in problem.hint


def test_anchors_do_not_reach_into_the_next_document():
    assert only_problem("a: &x 1\n---\nb: *x\n").code == "undefined-alias"


def test_reading_stops_when_the_time_is_up():
    problem = only_problem("- x\n" * 10_000, Limits(seconds=0))
    assert problem.code == "too-slow"


def test_escaped_control_characters_are_refused():
    problem = only_problem('a: "\\e[31mred"\n')
    assert (problem.code, problem.pointer) == ("control-character", "/a")
    assert "U+001B" in problem.what


@pytest.mark.usefixtures("parser")
def test_halves_of_characters_are_refused():
    assert refusal('a: "\\ud83d"\n').problems[0].line == 1


def test_reading_never_loads_code():
    before = set(sys.modules)
    refusal("a: !!python/module:antigravity ''\n")
    assert "antigravity" not in set(sys.modules) - before
