"""The matrix of a run: in the summary, and as a file."""

import csv
import json
import sysconfig
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue

REGIME = "cn-content-labeling"


@pytest.fixture
def corpus(declare):
    declare("a", "exemplary")
    declare("b", "hopeless")


def read_json(path):
    return json.loads(path.read_text(encoding="utf-8"))


def cell(matrix, declaration):
    (found,) = (c for c in matrix["cells"] if c["declaration"] == declaration and c["group"] == REGIME)
    return found


def test_the_summary_has_a_row_a_declaration_and_the_counts(corpus, judged):
    total = len(load_catalogue().regimes[REGIME].codified)
    judged().stdout.re_match_lines(
        [
            r"=+ conformance =+",
            rf"system +country +{REGIME} \({total}\)",
            r"Everything Machine.* +ZZ +\d+/\d+/\d+",
            r"2 declarations, 1 regimes, as of 2026-11-23",
            r"\d+ \S+, \d+ \S+",
        ]
    )


@pytest.mark.parametrize("option", ["-q", "--no-summary"])
def test_a_quiet_run_shows_only_the_counts(corpus, judged, option):
    output = judged(option).stdout.str()
    assert "Everything Machine" not in output
    if option == "-q":
        assert "not-applicable" in output


def test_a_run_without_declarations_shows_nothing(pytester, judged):
    pytester.makepyfile("def test_python(): pass")
    output = judged().stdout.str()
    assert "conformance" not in output.replace("conformance-", "").replace("plugins:", "").partition("collected")[2]


def test_the_json_file_is_the_one_of_the_command_line(corpus, pytester, judged):
    judged("--conformance-matrix=matrix.json")
    program = Path(sysconfig.get_path("scripts")) / "conformance"
    command = [program, "matrix", ".", "--regime", REGIME, "--as-of", "2026-11-23", "--format", "json"]
    by_command = json.loads(pytester.run(*command).stdout.str())
    by_plugin = read_json(pytester.path / "matrix.json")
    for row in by_command["declarations"] + by_command["cells"]:
        for name in ("key", "declaration"):
            if name in row:
                row[name] = row[name].removeprefix("./")
    assert by_plugin == by_command


def test_the_file_has_the_format_of_its_suffix(corpus, pytester, judged):
    judged("--conformance-matrix=m.csv")
    rows = list(csv.DictReader((pytester.path / "m.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["declaration"] for row in rows] == ["a.declaration.yaml", "b.declaration.yaml"]
    judged("--conformance-matrix=m.md")
    assert (pytester.path / "m.md").read_text(encoding="utf-8").startswith("| system")


def test_the_summary_says_where_the_file_is(corpus, pytester, judged):
    judged("--conformance-matrix=m.csv").stdout.fnmatch_lines([f"matrix written to {pytester.path / 'm.csv'}"])


def test_what_was_not_selected_is_not_run_and_still_counted(corpus, pytester, judged):
    total = len(load_catalogue().regimes[REGIME].codified)
    result = judged("b.declaration.yaml", "-k", "art-5-implicit", "--conformance-matrix=m.json")
    found = cell(read_json(pytester.path / "m.json"), "b.declaration.yaml")
    assert (found["total"], len(found["notRun"]), found["verdicts"]) == (total, total - 1, {f"{REGIME}/art-5-implicit": "fail"})
    result.stdout.re_match_lines([rf"Everything Machine.* 0/1/0 \({total - 1} not run\)"])


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_what_a_stopped_run_did_not_reach_is_not_run(corpus, declare, pytester, judged, workers):
    declare("z", "minimal")
    judged("--maxfail=1", "--conformance-matrix=m.json", *workers)
    matrix = read_json(pytester.path / "m.json")
    assert [row["key"] for row in matrix["declarations"]] == [f"{name}.declaration.yaml" for name in "abz"]
    last = cell(matrix, "z.declaration.yaml")
    assert last["notRun"]
    assert len(last["notRun"]) + len(last["verdicts"]) == last["total"]


@pytest.mark.parametrize("workers", [(), ("-n2",)])
def test_an_unreadable_declaration_has_a_row_in_which_nothing_was_run(corpus, pytester, judged, workers):
    pytester.path.joinpath("c.declaration.yaml").write_text("declaration: [\n", encoding="utf-8")
    judged("--continue-on-collection-errors", "--conformance-matrix=m.json", *workers)
    matrix = read_json(pytester.path / "m.json")
    assert [row["key"] for row in matrix["declarations"]] == [f"{name}.declaration.yaml" for name in "abc"]
    assert cell(matrix, "c.declaration.yaml")["verdicts"] == {}


def test_collecting_alone_writes_no_matrix(corpus, pytester, judged):
    judged("--collect-only", "--conformance-matrix=m.json")
    assert not (pytester.path / "m.json").exists()


def test_a_run_leaves_nothing_but_the_file(corpus, pytester, judged):
    before = set(pytester.path.iterdir())
    judged("-p", "no:cacheprovider", "-n2", "--conformance-matrix=m.json")
    assert set(pytester.path.iterdir()) - before == {pytester.path / "m.json"}


def test_a_file_that_cannot_be_written_is_told_and_keeps_what_was_there(corpus, pytester, judged):
    (pytester.path / "m.json").mkdir()
    (pytester.path / "m.json" / "kept").touch()
    result = judged("--conformance-matrix=m.json")
    result.stdout.fnmatch_lines(["conformance: the matrix cannot be written to *m.json: *"])
    assert result.ret == pytest.ExitCode.USAGE_ERROR
    assert [path.name for path in (pytester.path / "m.json").iterdir()] == ["kept"]
    assert [path.name for path in pytester.path.glob("*.part")] == []


def test_documents_of_one_file_have_rows_of_their_own(declare, pytester, judged):
    file = declare("a", "minimal")
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}---\n{text}", encoding="utf-8")
    judged("--conformance-matrix=m.json")
    matrix = read_json(pytester.path / "m.json")
    assert [row["key"] for row in matrix["declarations"]] == ["a.declaration.yaml", "a.declaration.yaml#2"]
