"""``conformance joint`` and ``conformance plan``: exit codes, refusals, and output that can be judged."""

import json
import sys

import pytest

from conformance.resources import data_path

pytest.importorskip("z3", reason="joint conformity is proved with Z3, the extra 'prove'")

EXEMPLARY = data_path("fixtures", "declarations", "examples", "exemplary.declaration.yaml")
DAY = ("--as-of", "2026-11-23")


def test_what_is_possible_exits_with_0_and_can_be_judged(run):
    found = run("joint", "us-ca-ab2013", "us-ca-sb942", "--fact", "is-developer", "--format", "yaml", "-o", "found.yaml", *DAY)
    assert (found.exit_code, found.output) == (0, "")
    regimes = ("--regime", "us-ca-ab2013", "--regime", "us-ca-sb942")
    judged = run("check", "found.yaml", *regimes, "--strict", *DAY)
    assert judged.exit_code == 0, judged.output


def test_what_is_impossible_exits_with_1_and_names_the_clash(run):
    found = run("joint", "us-ca-sb942", "--fact", "is-provider", "--fact", "not:is-provider", "--format", "json", *DAY)
    assert found.exit_code == 1
    report = json.loads(found.stdout)
    assert report["outcome"] == "impossible"
    assert sorted(report["clashes"][0]["given"]) == ["is-provider", "not:is-provider"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("joint",), "Missing argument"),
        (("joint", "us-ca-sb94"), "did you mean us-ca-sb942"),
        (("joint", "us-ca-sb942", "--fact", "not:is-providr"), "did you mean is-provider"),
        (("joint", "us-ca-sb942", "--system", "toaster"), "'toaster'"),
        (("plan", "none.yaml", "--to", "us-ca-sb942"), "none.yaml"),
        (("plan", "{small}"), "Missing option '--to'"),
        (("plan", "{small}", "--to", "us-ca-sb94"), "did you mean us-ca-sb942"),
    ],
)
def test_wrong_use_exits_with_2_and_says_why(run, small, arguments, message):
    result = run(*(argument.format(small=small) for argument in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert not result.stdout


def test_a_plan_takes_one_declaration(run, tmp_path, small):
    text = (tmp_path / small).read_text(encoding="utf-8")
    (tmp_path / "two.yaml").write_text(f"{text}---\n{text}", encoding="utf-8")
    result = run("plan", "two.yaml", "--to", "us-ca-sb942")
    assert result.exit_code == 2
    assert "holds 2 declarations" in result.stderr


def test_nothing_to_do_exits_with_0(run):
    result = run("plan", EXEMPLARY, "--to", "us-ca-ab2013", *DAY)
    assert result.exit_code == 0
    assert "nothing to change: no clause of us-ca-ab2013 is failed or left undeclared" in result.output


def test_a_plan_that_is_followed_leads_to_conformity(run, small, tmp_path):
    from conformance.declarations import load
    from conformance.verdicts.changes import Act, Change, make_changes

    found = run("plan", small, "--to", "eu-ai-act", "--format", "json", *DAY)
    assert found.exit_code == 0, found.output
    plan = json.loads(found.stdout)
    (declaration,) = load([tmp_path / small])
    changes = [
        Change(Act(step["act"]), step["pointer"].removesuffix("/-"), step["before"], step["after"]) for step in plan["steps"]
    ]
    (tmp_path / "after.json").write_text(json.dumps(make_changes(declaration.data, changes)), encoding="utf-8")
    assert run("check", small, "--regime", "eu-ai-act", *DAY).exit_code == 1
    assert run("check", "after.json", "--regime", "eu-ai-act", *DAY).exit_code == 0


@pytest.mark.parametrize("arguments", [("joint", "us-ca-sb942"), ("plan", str(EXEMPLARY), "--to", "us-ca-sb942")])
def test_without_the_prover_it_is_told_what_to_install(run, monkeypatch, arguments):
    for name in [
        name for name in sys.modules if name == "z3" or name.startswith(("conformance.matrix.joint.", "conformance.logic.prove"))
    ]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "z3", None)
    result = run(*arguments, *DAY)
    assert result.exit_code == 2
    assert "pip install 'ai-conformance[prove]'" in result.stderr
