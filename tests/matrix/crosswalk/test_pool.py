"""The short cuts of the crosswalk against the prover: independent parts, drafts, documents at hand."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

pytest.importorskip("z3", reason="relations are proved with the extra 'prove'")

from conformance.logic.build import at, conjunction, contains, disjunction, every, exactly_one, negation
from conformance.logic.evidence import evidence
from conformance.logic.prove.decide import Prover
from conformance.logic.terms import ItemCount, Matches, Not, OneOf, Present, Range, Term, Type
from conformance.matrix.crosswalk.footprints import Conjuncts, footprint
from conformance.matrix.crosswalk.pool import Pool
from conformance.matrix.crosswalk.shapes import fits, shapes

KIND = ("kind",)
ATOMS: tuple[Term, ...] = (
    Present(("use", "purpose")),
    at(("use", "purpose"), OneOf.of("a", "b")),
    at(("use", "purpose"), Matches("^a")),
    at(("use", "days"), Type(("integer",))),
    at(("use", "days"), Range(maximum=10)),
    at(("use", "days"), Range(minimum=5)),
    at(("use", "list"), Type(("array",))),
    at(("use", "list"), contains(OneOf.of("x"))),
    at(("use", "list"), contains(OneOf.of("y"))),
    at(("use", "list"), ItemCount(1, None)),
    at(("log",), contains(at(KIND, OneOf.of("p")))),
    at(("log",), contains(conjunction(at(KIND, OneOf.of("q")), at(("size",), Range(minimum=3))))),
    at(("log",), every(at(KIND, OneOf.of("p", "q")))),
    at(("log",), every(disjunction(negation(at(KIND, OneOf.of("q"))), at(("size",), Range(maximum=2))))),
)
SHAPES = shapes(ATOMS)
LITERALS = st.sampled_from(ATOMS) | st.sampled_from(ATOMS).map(negation)
TERMS = st.recursive(
    LITERALS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=2, max_size=3).map(lambda terms: conjunction(*terms)),
        st.lists(inner, min_size=2, max_size=3).map(lambda terms: disjunction(*terms)),
        st.lists(inner, min_size=2, max_size=3).map(lambda terms: exactly_one(*terms)),
    ),
    max_leaves=5,
)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(TERMS, min_size=1, max_size=4), st.lists(TERMS, max_size=2))
def test_the_pool_says_what_the_prover_says_of_the_whole(true: list[Term], false: list[Term]) -> None:
    whole = Prover(10, SHAPES).satisfy(conjunction(*true, *map(negation, false)))
    pool = Pool(ATOMS, 10)
    assert pool.possible(true, false) is whole.satisfiable
    number = pool.find(true, false)
    assert (number is not None) is whole.satisfiable
    if number is not None:
        document = pool.documents[number]
        assert fits(document, SHAPES)
        assert all(evidence(term, document, reading="strict").value is True for term in true)
        assert all(evidence(term, document, reading="strict").value is False for term in false)


@given(TERMS)
def test_every_document_at_hand_is_counted_as_the_evaluator_judges_it(term: Term) -> None:
    pool = Pool(ATOMS, 10)
    for document in ({}, {"use": {"list": ["x"], "days": 7}}, {"log": [{"kind": "q", "size": 2}]}):
        number = pool.add(document)
        assert bool(pool.bits(term) >> number & 1) is evidence(term, document, reading="strict").value


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (ATOMS[4], ATOMS[5], True),
        (ATOMS[4], ATOMS[7], False),
        (ATOMS[7], ATOMS[8], False),
        (Not(ATOMS[7]), Not(ATOMS[8]), False),
        (ATOMS[7], Not(ATOMS[8]), True),
        (ATOMS[10], ATOMS[12], True),
        (Not(Present(("use",))), ATOMS[7], True),
        (at(("list", 0), Type(("string",))), at(("list", "name"), Type(("string",))), True),
    ],
)
def test_conjuncts_are_independent_unless_one_can_undo_the_other(one: Term, other: Term, together: bool) -> None:
    conjuncts = Conjuncts()
    both = 1 << conjuncts.number(one) | 1 << conjuncts.number(other)
    assert len(list(conjuncts.parts(both, both))) == (1 if together else 2)
    assert bool(conjuncts.touching(0) & 2) is together


def test_a_footprint_tells_what_more_and_what_less_can_change() -> None:
    marks = footprint(conjunction(ATOMS[7], negation(ATOMS[10]), ATOMS[4]))
    assert (marks.more, marks.less, marks.fixed) == ({("use", "list")}, {("log",)}, {("use", "days")})
    assert footprint(disjunction(ATOMS[7], negation(ATOMS[8]))).fixed == {("use", "list")}


def test_what_was_asked_once_is_not_asked_again() -> None:
    pool = Pool(ATOMS, 10)
    asked = (ATOMS[4], ATOMS[5], at(("use", "days"), Type(("integer",))))
    assert pool.possible(asked)
    before = pool.questions
    assert pool.possible((*asked, ATOMS[7]))
    assert pool.questions == before
