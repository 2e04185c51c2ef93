"""What counts as a fault, and what the cases notice of them."""

import pytest

from conformance.logic.build import conjunction, contains, disjunction
from conformance.logic.lower import lower
from conformance.logic.terms import OneOf
from conformance.suite.author import Author
from conformance.suite.bench import Bench, Workshop
from conformance.suite.catching import catch
from conformance.suite.faults import Fault, faults_of
from conformance.suite.mutants import mutants_of
from conformance.suite.score import Unnoticed, render_scores, score

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
    found = score(Workshop(catalogue), "iso-iec-12792", {})
    assert found.noticed == 0
    assert f"{found.mutants}" in render_scores([found], "table")


def test_conforming_cases_alone_notice_too_little(built, catalogue):
    alone = {file.requirement: tuple(case for case in file.cases if case.verdict == "pass") for file in built.files}
    assert score(Workshop(catalogue), SMALL, alone).percentage < 95


def bench(catalogue, slug="framework"):
    return Bench(Workshop(catalogue), catalogue.requirement(f"{SMALL}/{slug}"))


def unnoticed(authors):
    left = Unnoticed(set(), {})
    for author in authors:
        left.take(author.bench, author.written)
    return set(left.holders)


def test_a_case_is_written_for_what_no_case_notices(catalogue):
    author = Author(bench(catalogue), cover=())
    written = author.cases()
    before = unnoticed([author])
    catch([author])
    assert before
    assert unnoticed([author]) == set()
    added = author.written[len(written) :]
    assert added
    assert all("Notices this fault: " in case.description for case in added)
    judged = {str(author.bench.accepted(case.declaration)) == case.verdict for case in added}
    assert judged == {True}


def test_a_fault_that_is_proved_to_be_none_is_not_counted(built, catalogue):
    conforming = {file.requirement: file.cases[:1] for file in built.files}
    open_ = score(Workshop(catalogue), SMALL, conforming, proved=lambda _, __: False)
    closed = score(Workshop(catalogue), SMALL, conforming, proved=lambda _, fault: fault.part == "scope")
    assert open_.equivalent == ()
    assert closed.equivalent
    assert set(closed.survivors) == set(open_.survivors) - set(closed.equivalent)
    assert closed.mutants == open_.mutants - len(closed.equivalent)


def test_the_prover_tells_faults_from_what_the_format_guarantees(catalogue):
    pytest.importorskip("z3", reason="the proofs need the extra 'prove'")
    from conformance.suite.equivalence import Equivalence

    here = bench(catalogue)
    proved = Equivalence().is_proved
    guaranteed = conjunction(here.duty, lower(field("system", {"type": "object", "required": ["name"]})))
    assert guaranteed is not here.duty
    assert proved(here, Fault((b"", b"", ""), "asks for a system too", "then", guaranteed))
    assert not proved(here, Fault((b"", b"", ""), "asks for nothing", "then", conjunction()))


def test_a_faulty_term_that_is_the_right_one_is_no_fault(catalogue):
    here = bench(catalogue)
    assert all(fault.term is not here.parts[fault.part] for fault in faults_of(here))


def test_faults_found_elsewhere_are_not_looked_at_again(catalogue):
    here = bench(catalogue)
    first, *others = faults_of(here)
    assert [each.place for each in faults_of(here, [first.place])] == [each.place for each in others]


def test_two_processes_count_what_one_does(built):
    from conformance.suite.score import scores

    assert list(scores([SMALL, "iso-iec-12792"], built.files, 2)) == list(scores([SMALL, "iso-iec-12792"], built.files, 1))
