"""Converting, listing formats, and surveying on the command line."""

import json
import shutil

import jsonschema
import pytest
import referencing
import yaml

from conformance.declarations import Declaration, load
from conformance.resources import data_path

HERON = data_path("fixtures", "imports", "model-openness", "heron.yml")
DAY = ("--as-of", "2026-11-23")


@pytest.fixture
def heron(tmp_path):
    shutil.copy(HERON, tmp_path / "heron.yml")
    return "heron.yml"


def valid(report):
    """Hold a report to the schema it names."""
    reports = data_path("schemas", "reports")
    resources = [json.loads(path.read_text(encoding="utf-8")) for path in reports.glob("*.json")]
    registry = referencing.Registry().with_resources(
        (each["$id"], referencing.Resource.from_contents(each)) for each in resources
    )
    (schema,) = (each for each in resources if each["$id"] == report["$schema"])
    jsonschema.Draft202012Validator(schema, registry=registry).validate(report)


def test_a_conversion_is_a_declaration_with_the_places_of_its_values(run, heron, tmp_path):
    result = run("convert", heron, "--issued-on", "2026-11-23")
    assert result.exit_code == 0, result.output
    (tmp_path / "out.declaration.yaml").write_text(result.stdout, encoding="utf-8")
    (declaration,) = load([tmp_path / "out.declaration.yaml"])
    assert isinstance(declaration, Declaration)
    (source,) = (s for s in declaration.data["declaration"]["sources"] if s["field"] == "/system/name")
    assert source == {
        "field": "/system/name", "file": "heron.yml", "line": 7, "locator": "/release/name", "quote": "Heron-Base",
    }  # fmt: skip


def test_several_are_a_stream_that_check_reads(run, heron, tmp_path):
    shutil.copy(HERON, tmp_path / "second.yml")
    for form, suffix in (("yaml", "yaml"), ("json", "jsonl")):
        result = run("convert", heron, "second.yml", "--format", form)
        (tmp_path / f"all.{suffix}").write_text(result.stdout, encoding="utf-8")
        assert [type(each) for each in load([tmp_path / f"all.{suffix}"])] == [Declaration, Declaration]


def test_a_folder_takes_one_file_a_record_and_replaces_none_unasked(run, heron, tmp_path):
    assert run("convert", heron, "-o", "out").exit_code == 0
    (written,) = (tmp_path / "out").iterdir()
    assert written.name == "heron-base.declaration.yaml"
    again = run("convert", heron, "-o", "out")
    assert again.exit_code == 2
    assert "heron-base.declaration.yaml exists; --force replaces it" in again.stderr
    assert run("convert", heron, "-o", "out", "--force").exit_code == 0


def test_systems_of_the_same_name_get_files_of_their_own(run, heron, tmp_path):
    shutil.copy(HERON, tmp_path / "second.yml")
    assert run("convert", ".", "--from", "model-openness", "-o", "out").exit_code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "heron-base-2.declaration.yaml", "heron-base.declaration.yaml",
    ]  # fmt: skip


def test_the_report_tells_what_became_of_every_field(run, heron):
    result = run("convert", heron, "--report", "--format", "json")
    report = json.loads(result.stdout)
    valid(report)
    assert report["formats"] == {"model-openness": 1}
    assert report["fields"] == report["mapped"] + report["leftOut"] + sum(each["count"] for each in report["unmapped"])
    assert {"part": "/release/contact", "reason": "contacts of persons are dropped", "count": 1,
            "first": {"file": "heron.yml", "line": 18}} in report["ignored"]  # fmt: skip
    table = run("convert", heron, "--report").stdout
    assert "doubtful: look at these" in table
    assert "is no component of the framework" in table


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("convert", "small.declaration.yaml"), "this is a declaration already"),
        (("convert", "strange.txt"), "no adapter knows this format; every record of a source must be readable"),
        (("convert", "heron.yml", "--from", "model-openess"), "did you mean model-openness?"),
        (("convert", "nowhere.csv"), "there is no such file or folder"),
        (("convert", "heron.yml", "--issued-on", "yesterday"), "not a day of the calendar"),
        (("convert",), "Missing argument"),
        (("check", "heron.yml", "--from", "nonsense"), "there is no format 'nonsense'"),
        (("survey", "nowhere.csv"), "there is no such file or folder"),
        (("convert", "empty", "--from", "model-openness"), "the folder holds no declaration"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_cannot_be_converted_is_told_with_the_way_out(run, heron, small, tmp_path, arguments, message):
    (tmp_path / "strange.txt").write_text("nothing of the kind", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


def test_a_source_that_is_refused_hides_no_other(run, heron, tmp_path):
    (tmp_path / "broken.yml").write_text("framework: {name: Model Openness Framework}\nrelease: [\n", encoding="utf-8")
    result = run("convert", "broken.yml", heron)
    assert result.exit_code == 2
    assert "broken.yml:3:1: while parsing" in result.stderr
    assert yaml.safe_load(result.stdout)["system"]["name"] == "Heron-Base"


def test_check_takes_a_foreign_format_and_points_back_into_it(run, heron):
    result = run("check", heron, "--regime", "waico-candidate", "--level", "should", "--format", "json", *DAY)
    report = json.loads(result.stdout)
    valid(report)
    places = [
        place
        for verdict in report["declarations"][0]["verdicts"]
        for side in ("applies", "demands")
        for place in verdict[side]["restsOn"]
        if place["pointer"] == "/organisation/roles/0"
    ]
    assert places[0]["line"] == 17
    assert "Wader Labs" in places[0]["remark"]


def test_only_the_word_of_the_organisation_can_be_asked_for(run, heron):
    regime = ("--regime", "waico-candidate", "--level", "should", "--format", "json", *DAY)
    anybody = run("check", heron, *regime).stdout
    own = run("check", heron, *regime, "--evidence", "first-party").stdout
    assert "/organisation/roles/0" in anybody
    assert "/organisation/roles/0" not in own
    assert run("check", heron, "--evidence", "nobodys").exit_code == 2


def test_explain_takes_a_foreign_format(run, heron):
    result = run("explain", "us-ca-ab2013/post", heron, "--market", "US-CA", *DAY)
    assert result.exit_code == 0
    assert "from /release/producer: Wader Labs; derived: the format's producer is who made the model" in result.stdout


def test_formats_are_listed(run):
    result = run("formats")
    assert result.exit_code == 0
    assert "Model Openness Framework" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 180
    names = [each["name"] for each in json.loads(run("formats", "--format", "json").stdout)]
    assert names == sorted(names)


def test_a_survey_counts_each_system_once_and_its_numbers_add_up(run, heron):
    result = run("survey", heron, str(data_path("fixtures", "declarations", "us")), "--format", "json", *DAY)
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    valid(report)
    assert report["declarations"] == sum(report["countries"].values()) == sum(report["authorities"].values())
    assert {regime["id"] for regime in report["regimes"]} == {"waico-candidate"}
    for cell in report["cells"]:
        assert sum(cell["counts"].values()) == cell["total"] == report["countries"][cell["country"]]
        assert cell["meet"] == cell["counts"]["pass"]
        assert cell["silent"] == cell["counts"]["undeclared"] + cell["counts"]["undetermined"]


def test_a_survey_agrees_with_the_matrix_turned_round(run):
    path = str(data_path("fixtures", "declarations", "cn"))
    counted = json.loads(run("survey", path, "--regime", "cn-genai-measures", "--format", "json", *DAY).stdout)["cells"]
    listed = json.loads(
        run("matrix", path, "--by", "requirement", "--regime", "cn-genai-measures", "--format", "json", *DAY).stdout
    )["cells"]
    assert [(c["requirement"], c["country"], c["counts"]) for c in counted] == [
        (c["requirement"], c["country"], c["counts"]) for c in listed
    ]
