"""Witnesses of shipped requirements, judged by ``jsonschema`` and ``jsonschema-rs`` from the schemas themselves."""

from datetime import date

import pytest

pytest.importorskip("z3", reason="relations are proved with the extra 'prove'")

from conformance.catalogue import load_catalogue
from conformance.declarations import derive
from conformance.logic.prove.questions import Judges
from conformance.matrix.crosswalk.build import comparison_of, terms_of
from conformance.matrix.crosswalk.evidence import pair_evidence
from conformance.verdicts.compiled import registry_of

DAY = date(2026, 11, 23)
PAIRS = [
    ("us-ca-sb53/incident-reporting", "us-ny-raise/incident-reporting"),
    ("eu-ai-act/art-18", "waico-candidate/si-19"),
    ("in-it-rules-sgi/3-3-nostrip", "cn-content-labeling/art-9-unlabelled-logs"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_two_validators_judge_a_witness_as_it_is_told(one: str, other: str) -> None:
    catalogue = load_catalogue()
    regimes = catalogue.select((one.partition("/")[0], other.partition("/")[0]))
    terms = {each.id: each for each in terms_of(catalogue, regimes)}
    comparison = comparison_of((terms[one], terms[other]))
    found = pair_evidence(terms[one], terms[other], comparison.pair(terms[one], terms[other]), comparison, DAY)
    uris = {id: catalogue.requirement(id).uri for id in (one, other)}
    duties, triggers = ({id: {"$ref": f"{uri}/{part}"} for id, uri in uris.items()} for part in ("then", "if"))
    claims = {
        f"it does what {one} asks and not what {other} asks": ([duties[one]], [duties[other]]),
        f"it does what {other} asks and not what {one} asks": ([duties[other]], [duties[one]]),
        f"{one} applies and {other} does not": ([triggers[one]], [triggers[other]]),
        f"{other} applies and {one} does not": ([triggers[other]], [triggers[one]]),
        "both apply": ([triggers[one], triggers[other]], []),
    }
    assert found.witnesses
    for witness in found.witnesses:
        document = derive(witness.document, DAY).document if witness.declaration else witness.document
        assert Judges(registry_of(catalogue), "", *claims[witness.shows]).agree(document), witness.shows
