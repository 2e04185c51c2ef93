"""What counts as a fault, and what the cases notice of them."""

from conformance.logic.build import conjunction, contains, disjunction
from conformance.logic.lower import lower
from conformance.logic.terms import OneOf
from conformance.suite.bench import Workshop
from conformance.suite.mutants import mutants_of
from conformance.suite.score import render_scores, score

SMALL = "us-ca-sb53"


def field(name, schema):
    return {"type": "object", "required": [name], "properties": {name: schema}}


A, B = lower(field("a", {"const": 1})), lower(field("b", {"const": 2}))


def made(term):
    return {mutant.make() for mutant in mutants_of(term, "test")}


def test_each_part_of_a_conjunction_is_dropped():
    assert {A, B} <= made(conjunction(A, B))


def test_each_part_of_a_disjunction_is_dropped():
    assert {A, B} <= made(disjunction(A, B))


def test_a_bound_is_moved_by_one_step():
    at_least = [lower(field("b", {"type": "integer", "minimum": bound})) for bound in (2, 3)]
    assert at_least[0] in made(at_least[1])


def test_each_value_of_a_list_is_left_out():
    assert made(lower(field("a", {"enum": ["x", "y"]}))) >= {lower(field("a", {"const": "x"})), lower(field("a", {"const": "y"}))}


def test_parts_of_items_are_dropped():
    both = contains(conjunction(A, B))
    assert {contains(A), contains(B)} <= made(both)


def test_a_count_is_one_fewer():
    assert contains(OneOf.of("x"), 1) in made(contains(OneOf.of("x"), 2))


def test_the_cases_of_a_regime_notice_at_least_95_in_a_hundred(built, catalogue):
    found = score(Workshop(catalogue), SMALL, {file.requirement: file.cases for file in built.files})
    assert found.mutants > 100
    assert found.percentage >= 95, found.survivors


def test_without_cases_nothing_is_noticed(catalogue):
    found = score(Workshop(catalogue), SMALL, {})
    assert found.noticed == 0
    assert f"{found.mutants}" in render_scores([found], "table")


def test_conforming_cases_alone_notice_too_little(built, catalogue):
    alone = {file.requirement: tuple(case for case in file.cases if case.verdict == "pass") for file in built.files}
    assert score(Workshop(catalogue), SMALL, alone).percentage < 95
