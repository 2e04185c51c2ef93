"""The crosswalk over all shipped regimes: every question settled, and the relations of all triples fit together."""

import pytest

pytest.importorskip("z3", reason="relations are proved with the extra 'prove'")

from relation_algebra import (
    COMPOSITION,
    CONTAINMENT,
    broken_inverses,
    broken_triples,
    relations_of_duties,
    relations_of_triggers,
)

from conformance.catalogue import load_catalogue
from conformance.matrix.crosswalk.build import comparison_of, compute, terms_of


def test_every_question_is_settled() -> None:
    catalogue = load_catalogue()
    computed = compute(catalogue, catalogue.select(None), "0" * 64)
    assert [pair for pair in computed.pairs.values() if pair.reason or pair.duties is None or pair.triggers is None] == []


@pytest.fixture(scope="module")
def compared():
    catalogue = load_catalogue()
    requirements = terms_of(catalogue, catalogue.select(None))
    return requirements, comparison_of(requirements)


def test_triggers_relate_as_sets_do(compared) -> None:
    triggers = relations_of_triggers(*compared)
    assert len(triggers) > 400
    assert broken_inverses(triggers) == []
    assert broken_triples(triggers, COMPOSITION) == []


def test_duties_contain_each_other_consistently(compared) -> None:
    duties = relations_of_duties(*compared)
    assert len(duties) > 700
    assert broken_inverses(duties) == []
    assert broken_triples(duties, CONTAINMENT) == []
