"""``conformance lint``: exit codes, forms, and that what cannot be done is said."""

import csv
import io
import json
import shutil
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conformance.lint import CHECKS, Stage
from conformance.resources import data_path

SMALL = Path(__file__).parents[1] / "lint" / "schemas"


@pytest.fixture
def draft(tmp_path):
    shutil.copytree(SMALL, tmp_path / "draft")
    return tmp_path / "draft" / "regimes" / "example-act.json"


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_clean_draft_exits_with_0_and_says_what_was_not_looked_for(run, draft):
    result = run("lint", "draft", "--no-prove")
    assert result.exit_code == 0
    assert result.stdout == (
        "7 files: 0 errors, 0 warnings; no proofs were run: what nothing can satisfy or violate, and what implies or contradicts "
        "another, was not looked for\n"
    ).replace("7 files", f"{len(list(SMALL.rglob('*.json')))} files")


def test_a_warning_exits_with_0(run, draft):
    replace(draft, ',\n        "url": "https://example.org/act"', "")
    result = run("lint", "draft", "--no-prove")
    assert result.exit_code == 0
    assert "WARNING source-without-address" in result.stdout


def test_an_error_exits_with_1_and_names_place_reason_and_mend(run, draft):
    replace(draft, '"source": "S1"', '"source": "S2"')
    result = run("lint", "draft", "--no-prove")
    assert result.exit_code == 1
    line = result.stdout.splitlines()[0]
    assert line.startswith("draft/regimes/example-act.json:")
    assert "ERROR unknown-source: the regime lists no source 'S2' (at /$defs/art-1/requirement/source)" in line
    assert "mend: name one of S1" in line


def test_what_cannot_be_read_exits_with_2_and_hides_no_finding(run, draft):
    replace(draft, '"source": "S1"', '"source": "S2"')
    (draft.parent / "broken.json").write_text("{", encoding="utf-8")
    result = run("lint", "draft", "--no-prove")
    assert result.exit_code == 2
    assert "draft/regimes/broken.json:1:" in result.stderr
    assert "unknown-source" in result.stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("lint", "nowhere"), "there is no such folder"),
        (("lint", "."), "has no folder regimes/"),
        (("lint", "draft", "--no-prove", "--register", "nowhere"), "there is no such folder"),
        (("lint", "draft", "--no-prove", "--register", "draft"), "holds no register"),
    ],
)
def test_wrong_use_exits_with_2_and_says_why(run, draft, arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert not result.stdout


def test_without_the_prover_it_is_said_how_to_go_on(run, draft, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    result = run("lint", "draft")
    assert result.exit_code == 2
    assert "pip install 'ai-conformance[prove]'" in result.stderr
    assert "--no-prove" in result.stderr


def test_a_forgotten_clause_of_a_register_is_found(run, draft, tmp_path):
    (tmp_path / "registers").mkdir()
    text = "# a comment\nregime: example-act\nclauses:\n  - id: example-act/art-1\n  - id: example-act/art-8\n"
    (tmp_path / "registers" / "eu.yaml").write_text(text, encoding="utf-8")
    result = run("lint", "draft", "--no-prove", "--register", "registers")
    assert result.exit_code == 1
    assert result.stdout.startswith("registers/eu.yaml:5:5: ERROR clause-without-requirement: the clause example-act/art-8 ")


def test_the_json_form_follows_its_schema_and_names_the_checks_that_were_run(run, draft):
    replace(draft, '"source": "S1"', '"source": "S2"')
    report = json.loads(run("lint", "draft", "--no-prove", "--format", "json").stdout)
    schemas = [json.loads(path.read_text(encoding="utf-8")) for path in data_path("schemas", "reports").glob("*.json")]
    registry = Registry().with_resources((each["$id"], DRAFT202012.create_resource(each)) for each in schemas)
    (schema,) = (each for each in schemas if each["$id"] == report["$schema"])
    assert [error.message for error in Draft202012Validator(schema, registry=registry).iter_errors(report)] == []
    assert report["checks"] == [check.code for check in CHECKS if check.stage is not Stage.PROOF]
    assert {finding["code"] for finding in report["findings"]} == {"unknown-source"}


def test_the_table_forms_have_a_row_a_finding(run, draft):
    replace(draft, '"source": "S1"', '"source": "S2"')
    rows = list(csv.DictReader(io.StringIO(run("lint", "draft", "--no-prove", "--format", "csv").stdout)))
    markdown = run("lint", "draft", "--no-prove", "--format", "markdown").stdout
    assert [row["code"] for row in rows] == ["unknown-source"] * 3
    assert markdown.count("| unknown-source") == 3
