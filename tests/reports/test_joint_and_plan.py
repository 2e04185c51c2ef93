"""Reports of joint conformity and plans: published schemas, and the words that tell what is proved from what is not."""

import json
from dataclasses import replace
from datetime import date

import pytest
import yaml
from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conformance.catalogue import Level
from conformance.declarations import derive, read
from conformance.matrix.joint.model import Clash, Clashing, Joint, Outcome, Plan, Step
from conformance.reports.joint import joint_data, render_joint
from conformance.reports.plan import plan_data, render_plan
from conformance.resources import data_path
from conformance.verdicts import Judge
from conformance.verdicts.changes import Act, Change

DAY = date(2026, 11, 23)
TEXT = b"""\
declaration: {id: "urn:example:1", version: "1", language: en, issued_on: 2026-01-31}
organisation: {name: Example, roles: [provider]}
system: {name: Sorter}
markets: [{jurisdiction: DE}]
rights: {reply_days: 45}
"""


def validate(data):
    files = [json.loads(path.read_text(encoding="utf-8")) for path in data_path("schemas", "reports").glob("*.json")]
    registry = Registry().with_resources((each["$id"], DRAFT202012.create_resource(each)) for each in files)
    schema = next(each for each in files if each["$id"] == data["$schema"])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema, registry=registry).validate(data)


@pytest.fixture
def declaration():
    (declaration,) = read(TEXT, "sorter.yaml")
    return declaration


@pytest.fixture
def possible(catalogue, declaration):
    regimes = catalogue.select(("eu-toy",))
    verdicts = Judge(catalogue, ["eu-toy"])(derive(declaration.data, DAY), as_of=DAY)
    return Joint(regimes, ("is-provider",), DAY, Level.SHALL, Outcome.POSSIBLE, declaration=declaration.data, verdicts=verdicts)


@pytest.fixture
def clash(catalogue):
    clauses = tuple(Clashing(catalogue.requirement(id), ("some-fact",)) for id in ("eu-toy/art-1", "cn-toy/art-1"))
    return Clash(clauses, ("eu-toy reaches the system",), minimal=True)


@pytest.fixture
def planned(catalogue, declaration):
    first, second = catalogue.requirement("eu-toy/art-1"), catalogue.requirement("eu-toy/art-5")
    steps = (
        Step(Change(Act.CHANGE, "/rights/reply_days", 45, 30), 5, (first,)),
        Step(Change(Act.DECLARE, "/rights/complaint_channel", None, "mail"), 5, (first, second)),
        Step(Change(Act.ADD, "/use/practices", None, "none"), 1, ()),
    )
    verdicts = Judge(catalogue, ["eu-toy"])(derive(declaration.data, DAY), as_of=DAY)
    offending = tuple(each for each in verdicts if each.id in (first.id, second.id))
    regimes = catalogue.select(("eu-toy",))
    return Plan(declaration, regimes, DAY, Level.SHALL, offending, Outcome.POSSIBLE, steps=steps, at_least=2, changed={})


def test_joint_conformity_keeps_to_its_published_schema(possible, clash):
    validate(joint_data(possible))
    validate(joint_data(replace(possible, outcome=Outcome.IMPOSSIBLE, declaration=None, clashes=(clash,))))
    validate(joint_data(replace(possible, outcome=Outcome.UNDECIDED, declaration=None, reason="too hard")))


def test_a_plan_keeps_to_its_published_schema(planned, clash):
    validate(plan_data(planned))
    validate(plan_data(replace(planned, outcome=Outcome.IMPOSSIBLE, steps=(), clashes=(clash,))))


def test_the_yaml_of_what_is_possible_is_the_declaration_alone(possible):
    text = render_joint(possible, "yaml")
    assert yaml.safe_load(text) == json.loads(json.dumps(possible.declaration, default=str))
    (again,) = read(text.encode(), "written.yaml")
    assert again.data == possible.declaration


def test_joint_conformity_golden(possible, clash, golden):
    golden("joint-possible.txt", render_joint(possible, "table"))
    impossible = replace(possible, outcome=Outcome.IMPOSSIBLE, declaration=None, verdicts=(), clashes=(clash,), all_clashes=True)
    golden("joint-impossible.txt", render_joint(impossible, "table"))


@pytest.mark.parametrize(("form", "suffix"), [("table", "txt"), ("markdown", "md")])
def test_plan_golden(planned, golden, form, suffix):
    golden(f"plan.{suffix}", render_plan(planned, form))


def test_an_open_question_is_called_undecided_and_says_why(possible, planned):
    asked = replace(possible, outcome=Outcome.UNDECIDED, declaration=None, reason="not settled within 1 s")
    assert render_joint(asked, "table").startswith("undecided: ")
    assert "not settled within 1 s" in render_joint(asked, "table")
    open_plan = replace(planned, outcome=Outcome.UNDECIDED, steps=(), reason="not settled within 1 s")
    assert "undecided whether" in render_plan(open_plan, "table")


def test_a_clash_that_was_not_shown_to_be_minimal_is_not_called_so(possible, clash):
    asked = replace(possible, outcome=Outcome.IMPOSSIBLE, declaration=None, clashes=(replace(clash, minimal=False),))
    text = render_joint(asked, "table")
    assert "whether fewer clash is open" in text
    assert "there may be other clashes" in text


def test_only_a_proved_minimum_is_called_one(planned):
    assert "is not proved: at least 2 are needed" in render_plan(planned, "table")
    assert "fewer changes will not do: proved" in render_plan(replace(planned, fewest=True), "table")


def test_a_new_item_has_the_pointer_past_the_end(planned):
    assert [each["pointer"] for each in plan_data(planned)["steps"]][-1] == "/use/practices/-"
