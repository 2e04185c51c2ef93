"""From paths to declarations."""

import io
import json
import os
import sys
from pathlib import Path

import pytest

from conformance.declarations import Declaration, InvalidDeclaration, Limits, MalformedDocument, UnreadableSource, load, read


def names(paths):
    return [(each.file, getattr(each, "index", None)) for each in load(paths)]


def test_a_declaration_says_where_it_comes_from_and_who_it_is(small_file):
    path = small_file()
    [declaration] = load([path])
    assert isinstance(declaration, Declaration)
    assert (declaration.file, declaration.index) == (str(path), 0)
    assert (declaration.id, declaration.title, declaration.jurisdiction) == ("urn:example:1", "Sorter", "DE")
    assert declaration.positions.of("/system/name").line == 1


def test_a_declaration_without_country_has_no_jurisdiction(small_file):
    [declaration] = load([small_file(organisation={"name": "Example"})])
    assert declaration.jurisdiction is None


def test_folders_are_searched_in_a_stable_order_for_files_named_as_declarations(tmp_path, small_file):
    for name in ("b.declaration.json", "a/z.declaration.yaml", "a/y.declaration.yml", ".git/x.declaration.json", "other.json"):
        small_file(name)
    found = [Path(file).relative_to(tmp_path).as_posix() for file, _ in names([tmp_path])]
    assert found == ["b.declaration.json", "a/y.declaration.yml", "a/z.declaration.yaml"]


def test_a_named_file_is_read_whatever_its_name(small_file):
    path = small_file("statement.txt")
    assert names([path]) == [(str(path), 0)]


@pytest.mark.parametrize("name", ["card.md", "table.csv"])
def test_a_file_of_another_format_that_nobody_knows_is_not_taken_for_a_broken_declaration(tmp_path, small_file, name):
    path = tmp_path / name
    path.write_text("Some words, about\na system\n\n| a | b |\n", encoding="utf-8")
    [refusal] = load([path])
    assert [problem.code for problem in refusal.problems] == ["unknown-format"]
    assert "--from FORMAT" in str(refusal)
    [declaration] = load([small_file(f"own-{name}")])
    assert isinstance(declaration, Declaration)


def test_patterns_are_expanded(tmp_path, small_file):
    for name in ("x/1.json", "x/deep/2.json", "x/3.txt"):
        small_file(name)
    found = [Path(file).relative_to(tmp_path).as_posix() for file, _ in names([str(tmp_path / "**" / "*.json")])]
    assert found == ["x/1.json", "x/deep/2.json"]


def test_a_file_whose_name_looks_like_a_pattern_is_a_file(small_file):
    path = small_file("a[1].json")
    assert names([path]) == [(str(path), 0)]


def test_a_source_named_twice_is_read_once(tmp_path, small_file):
    path = small_file()
    assert len(names([path, tmp_path, f"{tmp_path}/./{path.name}"])) == 1


@pytest.mark.parametrize(
    ("name", "what", "hint"),
    [
        ("nowhere.yaml", "no such file or folder", "check the path"),
        ("*.nothing", "nothing matches", "check the pattern"),
        ("empty", "holds no declaration", "*.declaration.yaml"),
    ],
)
def test_a_path_to_nothing_is_refused_and_the_others_are_read(tmp_path, small_file, name, what, hint):
    (tmp_path / "empty").mkdir()
    refused, declaration = load([tmp_path / name, small_file("a.json")])
    assert isinstance(refused, UnreadableSource)
    assert refused.file == str(tmp_path / name)
    assert what in refused.problems[0].what
    assert hint in refused.problems[0].hint
    assert isinstance(declaration, Declaration)


def test_a_broken_link_is_refused(tmp_path):
    (tmp_path / "a.declaration.yaml").symlink_to(tmp_path / "gone")
    [refused] = load([tmp_path])
    assert "No such file" in refused.problems[0].what


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind the superuser")
def test_a_file_without_permission_is_refused(small_file):
    path = small_file()
    path.chmod(0)
    [refused] = load([path])
    assert "Permission denied" in refused.problems[0].what


def test_no_more_of_a_file_is_read_than_its_size_may_be(small_file):
    path = small_file()
    [refused] = load([path], Limits(size=20))
    assert refused.problems[0].code == "too-large"


@pytest.mark.parametrize("write", [json.dumps, lambda data: f"# yaml\nsystem: {json.dumps(data['system'])}\n"])
def test_standard_input_may_be_json_or_yaml(monkeypatch, small, write):
    text = write(small)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    [found] = load(["-"])
    assert found.file == "<stdin>"
    assert isinstance(found, Declaration if text.startswith("{") else InvalidDeclaration)


def test_a_list_holds_a_declaration_in_each_item_with_its_own_places(small):
    text = json.dumps([small, small | {"system": {}}, small], indent=0)
    first, second, third = read(text.encode(), "a.json")
    assert (first.index, second.document, third.index) == (0, 1, 2)
    assert (second.problems[0].pointer, second.problems[0].code) == ("/system/name", "missing-key")
    assert text.splitlines()[second.problems[0].line - 1].startswith('"system"')
    assert text.splitlines()[third.positions.of("/system/name").line - 1] == '"name": "Sorter"'


def test_a_yaml_stream_holds_a_declaration_in_each_document(small):
    good, bad = json.dumps(small), json.dumps(small | {"systm": {}})
    text = f"--- {good}\n--- {bad}\n---\na: 1\na: 1\n--- {good}\n"
    found = list(read(text.encode(), "a.yaml"))
    assert [type(each) for each in found] == [Declaration, InvalidDeclaration, MalformedDocument, Declaration]
    assert [getattr(each, "index", None) for each in found] == [0, None, None, 3]
    assert [getattr(each, "document", None) for each in found] == [None, 1, 2, None]


def test_json_lines_hold_a_declaration_in_each_line(small):
    line = json.dumps(small)
    found = list(read(f"{line}\n{{\n{line}\n".encode(), "a.jsonl"))
    assert [type(each) for each in found] == [Declaration, MalformedDocument, Declaration]
    assert found[2].positions.of("/system").line == 3


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "a.yaml"), (b"# nothing\n", "a.yaml"), (b"[]", "a.json"), (b"\n", "a.jsonl")]
)
def test_a_source_without_a_declaration_is_refused(content, name):
    [refused] = read(content, name)
    assert refused.problems[0].code == "empty"
    assert "conformance init" in refused.problems[0].hint


def test_refusals_can_be_sent_between_processes(small):
    import pickle

    [refused] = read(json.dumps(small | {"x": 1}).encode(), "a.json")
    again = pickle.loads(pickle.dumps(refused))
    assert (type(again), again.file, again.document, again.problems) == (InvalidDeclaration, "a.json", 0, refused.problems)


def test_all_shipped_declarations_are_read():
    from conformance import resources

    refused = [str(each) for each in load([resources.data_path("fixtures", "declarations")]) if not isinstance(each, Declaration)]
    assert not refused
