"""Every report: golden files, published schemas, and numbers that equal their drill-down."""

import csv
import io
import json
from datetime import date

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conformance.catalogue import load_catalogue
from conformance.catalogue.usage import usages
from conformance.declarations import read
from conformance.matrix import Grouping, standing, uptake
from conformance.reports.check import check_data, render_check
from conformance.reports.explanation import explanation_data, render_explanation
from conformance.reports.regimes import render_fact, render_facts, render_regime, render_regimes
from conformance.reports.standing import render_standing, standing_data
from conformance.reports.style import coloured
from conformance.reports.tables import render_csv, render_table
from conformance.reports.uptake import render_uptake, uptake_data
from conformance.resources import data_path
from conformance.verdicts import Status
from conformance.verdicts.explain import explain

DAY = date(2026, 11, 23)
FORMS = ("table", "markdown", "csv", "json")
SUFFIX = {"table": "txt", "markdown": "md", "csv": "csv", "json": "json", "text": "txt"}


def validate(data):
    files = [json.loads(path.read_text(encoding="utf-8")) for path in data_path("schemas", "reports").glob("*.json")]
    registry = Registry().with_resources((each["$id"], DRAFT202012.create_resource(each)) for each in files)
    schema = next(each for each in files if each["$id"] == data["$schema"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, registry=registry).validate(data)


@pytest.mark.parametrize("form", FORMS)
def test_check_of_one_declaration(check, sorter, golden, form):
    golden(f"check-one.{SUFFIX[form]}", render_check(check(sorter), form))


@pytest.mark.parametrize("form", FORMS)
def test_check_of_several_with_waivers(check, both, waivers, golden, form):
    made = check(both, waivers, strict=True, named=("toy-candidate",))
    golden(f"check-several.{SUFFIX[form]}", render_check(made, form))


@pytest.mark.parametrize("form", FORMS)
def test_standing(rows, catalogue, golden, form):
    golden(f"standing.{SUFFIX[form]}", render_standing(standing(rows, catalogue, catalogue.select(None), as_of=DAY), form))


@pytest.mark.parametrize("form", FORMS)
def test_uptake(rows, catalogue, golden, form):
    golden(f"uptake.{SUFFIX[form]}", render_uptake(uptake(rows, catalogue.select(None), as_of=DAY), form))


@pytest.mark.parametrize("form", FORMS)
def test_regimes(catalogue, golden, form):
    golden(f"regimes.{SUFFIX[form]}", render_regimes(catalogue, catalogue.select(None), DAY, form))
    golden(f"regime.{SUFFIX[form]}", render_regime(catalogue, catalogue.regimes["eu-toy"], DAY, form))


def test_facts(catalogue, golden):
    used = usages(catalogue, catalogue.select(None))
    golden("facts.txt", render_facts(tuple(catalogue.facts.values()), used, "table"))
    golden(
        "fact.txt",
        render_fact(catalogue, catalogue.facts["reviews-privacy-policy-yearly"], used["reviews-privacy-policy-yearly"], "table"),
    )
    golden("fact.json", render_fact(catalogue, catalogue.facts["is-provider"], used["is-provider"], "json"))


@pytest.mark.parametrize("id", ["eu-toy/art-1", "eu-toy/art-3", "toy-candidate/tc-01", "eu-toy/art-8"])
def test_explanation(catalogue, sorter, golden, id):
    ((file, text),) = sorter.items()
    (declaration,) = read(text.encode(), file)
    slug = id.replace("/", "-")
    golden(f"explanation-{slug}.txt", render_explanation(explain(catalogue, id, as_of=DAY)))
    explained = explain(catalogue, id, declaration, as_of=DAY)
    golden(f"explanation-{slug}-declared.txt", render_explanation(explained))
    validate(explanation_data(explained))
    validate(explanation_data(explain(catalogue, id, as_of=DAY)))


def test_json_reports_keep_to_their_published_schemas(check, both, waivers, rows, catalogue):
    regimes = catalogue.select(None)
    validate(check_data(check(both, waivers)))
    validate(check_data(check(both)))
    validate(uptake_data(uptake(rows, regimes, as_of=DAY)))
    for by in Grouping:
        validate(standing_data(standing(rows, catalogue, regimes, as_of=DAY, by=by)))


def test_json_numbers_equal_their_drill_down(check, both, rows, catalogue):
    for cell in standing_data(standing(rows, catalogue, catalogue.select(None), as_of=DAY))["cells"]:
        statuses = list(cell["verdicts"].values())
        assert cell["total"] == len(statuses)
        assert cell["counts"] == {str(status): statuses.count(status) for status in Status}
    for declaration in check_data(check(both))["declarations"]:
        statuses = [verdict["status"] for verdict in declaration["verdicts"]]
        assert declaration["counts"] == {str(status): statuses.count(status) for status in Status}
        assert declaration["conforms"] == (not any(verdict["counts"] for verdict in declaration["verdicts"]))


def test_csv_has_a_row_a_verdict_with_as_many_cells_as_heads(check, both):
    made = check(both)
    head, *body = csv.reader(io.StringIO(render_check(made, "csv")))
    assert len(body) == sum(len(made.verdicts(e)) for e in made.examinations)
    assert {len(row) for row in body} == {len(head)}


def test_the_matrix_as_csv_equals_the_matrix_as_json(rows, catalogue):
    made = standing(rows, catalogue, catalogue.select(None), as_of=DAY)
    cells = standing_data(made)["cells"]
    body = list(csv.DictReader(io.StringIO(render_standing(made, "csv"))))
    assert [(row["declaration"], row["regime"], int(row["total"])) for row in body] == [
        (cell["declaration"], cell["group"], cell["total"]) for cell in cells
    ]
    assert all(
        int(row[str(status)]) == cell["counts"][status] for row, cell in zip(body, cells, strict=True) for status in Status
    )


def test_colours_change_no_word(check, both):
    import re

    text = render_check(check(both), "table", coloured)
    assert "\x1b[" in text
    assert re.sub(r"\x1b\[\d+m", "", text) == render_check(check(both), "table")


def test_a_level_at_which_a_regime_asks_nothing_is_told(check, sorter, catalogue):
    made = check(sorter, regimes=tuple(catalogue.select(("cn-toy",))))
    assert "asks nothing" not in render_check(made, "table")


def test_regimes_that_ask_nothing_at_the_level_are_told_in_a_line(check, sorter):
    """A line each is a screen of them in a check against all regimes."""
    shipped = load_catalogue()
    made = check(sorter, regimes=tuple(shipped.select(("us-nist-ai-rmf", "oecd-ai-principles", "us-ca-sb53"))))
    notes = [line for line in render_check(made, "table").splitlines() if " nothing at level " in line]
    assert notes == ["oecd-ai-principles, us-nist-ai-rmf ask nothing at level shall: use --level should"]


def test_markdown_cells_cannot_break_the_table():
    assert render_table(["a"], [["x|y\nz"]], "markdown").splitlines()[-1] == "| x\\|y z |"


def test_csv_cells_are_not_run_by_spreadsheets():
    assert render_csv(["a"], [["=1+1"], ["-"], ["plain"]]) == "a\n'=1+1\n-\nplain\n"


def test_many_columns_are_laid_out_in_several_tables(rows, catalogue):
    made = standing(rows, catalogue, catalogue.select(None), as_of=DAY)
    from dataclasses import replace

    many = tuple(replace(made.groups[1], id=f"g{n}") for n in range(10))
    cells = {key: {group.id: row["eu-toy"] for group in many} for key, row in made.cells.items()}
    assert render_standing(replace(made, groups=many, cells=cells), "table").count("system") == 2


def test_long_names_are_cut_in_tables_and_whole_in_data(rows, catalogue):
    from dataclasses import replace

    long = replace(rows[0], name="A system with a name that says everything there is to say about it")
    made = standing([long], catalogue, catalogue.select(None), as_of=DAY)
    assert "A system with a name that says everything t…  DE" in render_standing(made, "table")
    assert standing_data(made)["declarations"][0]["system"] == long.name
