"""Joint conformity and plans over the shipped regimes, and over small ones that contradict each other."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import Level, UnknownNameError, load_catalogue
from conformance.declarations import Declaration, derive, load, read
from conformance.resources import data_path
from conformance.verdicts import Judge, Status, at_level, offends
from conformance.verdicts.changes import Act, make_changes
from conformance.verdicts.explain import is_declaration

pytest.importorskip("z3", reason="joint conformity is proved with Z3, the extra 'prove'")

from conformance.matrix.joint.kinds import KINDS, facts_of
from conformance.matrix.joint.model import Outcome
from conformance.matrix.joint.planning import plan
from conformance.matrix.joint.together import joint
from conformance.suite.shrinking import _removable, _without

DAY = date(2026, 11, 23)
SETTLED = {Status.PASS, Status.NOT_APPLICABLE, Status.NOT_IN_FORCE}
HASTE = {"type": "integer", "maximum": 10}
LEISURE = {"type": "integer", "minimum": 20}


def field(leaf):
    inner = {"type": "object", "required": ["reply_days"], "properties": {"reply_days": leaf}}
    return {"type": "object", "required": ["rights"], "properties": {"rights": inner}}


def regime(name, source, leaf):
    """The toy measures under another name, with one more clause."""
    content = json.loads(json.dumps(source).replace("cn-toy", name))
    clause = content["$defs"]["art-1"] | {
        "title": "Pace",
        "if": True,
        "then": {"allOf": [field(leaf), content["$defs"]["art-1"]["then"]]},
    }
    content["$defs"]["art-2"] = clause | {"requirement": clause["requirement"] | {"clause": "Art. 2"}}
    content["then"]["allOf"].append({"$ref": "#/$defs/art-2"})
    return content


@pytest.fixture(scope="module")
def contrary(tmp_path_factory):
    """A catalogue with two regimes of which one asks for haste and the other for leisure."""
    folder = tmp_path_factory.mktemp("schemas")
    shutil.copytree(Path(__file__).parents[1] / "verdicts" / "schemas", folder, dirs_exist_ok=True)
    source = json.loads((folder / "regimes" / "cn-toy.json").read_text(encoding="utf-8"))
    for name, leaf in (("cn-haste", HASTE), ("cn-leisure", LEISURE)):
        (folder / "regimes" / f"{name}.json").write_text(json.dumps(regime(name, source, leaf)), encoding="utf-8")
    return load_catalogue(folder)


@pytest.fixture(scope="module")
def shipped():
    return load_catalogue()


def test_two_clauses_that_contradict_each_other_are_the_whole_clash_with_the_parts_that_do(contrary):
    found = joint(contrary, ["cn-haste", "cn-leisure", "eu-toy"], as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.IMPOSSIBLE
    (clash,) = found.clashes
    assert [each.requirement.id for each in clash.clauses] == ["cn-haste/art-2", "cn-leisure/art-2"]
    assert [part for each in clash.clauses for part in each.parts] == [
        "/rights/reply_days is at most 10",
        "/rights/reply_days is at least 20",
    ]
    assert clash.minimal
    assert found.all_clashes
    assert clash.given == ("cn-leisure reaches the system",)  # what the other reaches is the same


def test_each_of_the_contrary_regimes_alone_can_be_satisfied(contrary):
    for name, paces in (("cn-haste", range(11)), ("cn-leisure", range(20, 1000))):
        found = joint(contrary, [name], as_of=DAY, level=Level.SHALL)
        assert found.outcome is Outcome.POSSIBLE
        assert found.declaration["rights"]["reply_days"] in paces


def test_the_declaration_satisfies_all_and_nothing_can_be_left_out_of_it(shipped):
    regimes, facts = ["cn-genai-measures", "us-ca-sb942"], ("generates-text",)
    found = joint(shipped, regimes, facts=facts, as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.POSSIBLE
    assert {each.status for each in found.verdicts} <= SETTLED
    judge = Judge(shipped, regimes)
    reached = {each.requirement.regime_id for each in found.verdicts if each.scope}
    assert reached == set(regimes)
    for tokens in _removable(found.declaration, ()):
        smaller = _without(found.declaration, tokens)
        if is_declaration(smaller):
            judged = derive(smaller, DAY)
            verdicts = at_level(judge(judged, as_of=DAY), Level.SHALL)
            settled = {each.status for each in verdicts} <= SETTLED
            reaches = {each.requirement.regime_id for each in verdicts if each.scope} == reached
            assert not (settled and reaches and "text" in judged.document["system"].get("output_modalities", ())), tokens


def test_the_supposed_facts_hold_of_the_declaration(shipped):
    found = joint(shipped, ["us-ca-sb942"], facts=("is-provider", "not:generates-text"), as_of=DAY, level=Level.SHALL)
    assert "provider" in found.declaration["organisation"]["roles"]
    assert "text" not in found.declaration["system"].get("output_modalities", [])


def test_a_forbidden_practice_clashes_with_the_ban_alone(shipped):
    facts = ("is-provider", "not:avoids-social-scoring")
    found = joint(shipped, ["eu-ai-act"], facts=facts, as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.IMPOSSIBLE
    (clash,) = found.clashes
    assert [(each.requirement.id, each.parts) for each in clash.clauses] == [("eu-ai-act/art-5-1-c", ("avoids-social-scoring",))]
    assert clash.minimal
    assert set(clash.given) == {"eu-ai-act reaches the system", *facts}


def test_what_cannot_be_supposed_together_clashes_without_any_clause(shipped):
    found = joint(shipped, ["us-ca-sb942"], facts=("is-provider", "not:is-provider"), as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.IMPOSSIBLE
    assert [(each.clauses, set(each.given)) for each in found.clashes] == [((), {"is-provider", "not:is-provider"})]


def test_no_time_leaves_it_undecided(shipped):
    found = joint(shipped, ["us-ca-sb942"], as_of=DAY, level=Level.SHALL, seconds=0)
    assert found.outcome is Outcome.UNDECIDED
    assert "not settled within 0 s" in found.reason


@pytest.mark.parametrize("kind", KINDS)
def test_every_fact_of_every_kind_is_in_the_catalogue(shipped, kind):
    for id in facts_of(kind):
        assert shipped.facts.find(id.removeprefix("not:"))


def test_an_unknown_fact_is_refused(shipped):
    with pytest.raises(UnknownNameError):
        joint(shipped, ["us-ca-sb942"], facts=("not:is-providr",), as_of=DAY, level=Level.SHALL)


def one(*parts):
    (declaration,) = load([data_path("fixtures", "declarations", *parts)])
    assert isinstance(declaration, Declaration)
    return declaration


def offences(shipped, data, regimes):
    verdicts = Judge(shipped, regimes)(derive(data, DAY), as_of=DAY)
    return {each.id for each in at_level(verdicts, Level.SHALL) if offends(each, named=regimes)}


def test_a_plan_leads_to_conformity_and_every_change_serves_what_it_says(shipped):
    declaration = one("us", "openai-o3.declaration.yaml")
    found = plan(shipped, declaration, ["eu-ai-act"], as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.POSSIBLE
    changes = [step.change for step in found.steps]
    assert make_changes(declaration.data, changes) == found.changed
    assert not offences(shipped, found.changed, ["eu-ai-act"])
    for step in found.steps:
        without = make_changes(declaration.data, [each for each in changes if each is not step.change])
        assert {each.id for each in step.serves} == offences(shipped, without, ["eu-ai-act"])
    assert found.fewest
    assert found.at_least == len(found.steps)


def test_a_plan_does_away_with_what_is_forbidden_and_touches_nothing_else_that_is_stated(shipped):
    declaration = one("examples", "hopeless.declaration.yaml")
    found = plan(shipped, declaration, ["eu-ai-act"], as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.POSSIBLE
    removed = [step.change for step in found.steps if step.change.act in (Act.REMOVE, Act.CHANGE)]
    assert {each.pointer.rpartition("/")[0] for each in removed} == {"/use/practices"}
    assert not found.fewest
    assert 0 < found.at_least < len(found.steps)
    lines = declaration.positions
    assert all(step.line == lines.of(step.change.pointer).line for step in found.steps if step.change.act is Act.REMOVE)


def test_what_conforms_needs_no_change(shipped):
    found = plan(shipped, one("examples", "exemplary.declaration.yaml"), ["us-ca-ab2013"], as_of=DAY, level=Level.SHALL)
    assert (found.outcome, found.steps, found.fewest) == (Outcome.POSSIBLE, (), True)


PUBLIC_IN_CHINA = b"""
declaration: {id: "urn:example:1", version: "1", language: en, issued_on: 2026-01-31}
organisation: {name: Example, roles: [provider]}
system: {name: Sorter}
markets: [{jurisdiction: CN}]
use: {circumstances: [public-facing]}
rights: {reply_days: 15}
"""


def test_a_plan_for_contrary_regimes_is_refused_with_the_clauses(contrary):
    (declaration,) = read(PUBLIC_IN_CHINA, "a.yaml")
    found = plan(contrary, declaration, ["cn-haste", "cn-leisure"], as_of=DAY, level=Level.SHALL)
    assert found.outcome is Outcome.IMPOSSIBLE
    assert not found.steps
    (clash,) = found.clashes
    assert [each.requirement.id for each in clash.clauses] == ["cn-haste/art-2", "cn-leisure/art-2"]


def test_a_stated_value_is_changed_and_an_absent_one_added(contrary):
    (declaration,) = read(PUBLIC_IN_CHINA, "a.yaml")
    found = plan(contrary, declaration, ["cn-leisure"], as_of=DAY, level=Level.SHALL)
    steps = {step.change.pointer: (step.change.act, step.change.before, step.line) for step in found.steps}
    assert steps == {
        "/rights/reply_days": (Act.CHANGE, 15, 7),
        "/rights/complaint_channel": (Act.DECLARE, None, 7),
    }
    assert found.changed["rights"]["reply_days"] >= 20
    assert found.fewest
