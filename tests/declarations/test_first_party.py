"""What others say of a system is left out, and becomes unknown."""

from datetime import date

import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import derive, first_party, read
from conformance.declarations.write import write
from conformance.verdicts import Judge, Status

DAY = date(2026, 11, 23)


@pytest.fixture
def declared(small):
    def make(sources=(), authority=None, **sections):
        if authority:
            small["declaration"]["authority"] = authority
        if sources:
            small["declaration"]["sources"] = [{"url": "https://a.example", **each} for each in sources]
        (declaration,) = read(write(small | sections, "yaml").encode(), "a.yaml")
        return declaration

    return make


def test_a_declaration_that_speaks_for_itself_is_left_as_it_is(declared):
    declaration = declared(model={"parameters": 5})
    assert first_party(declaration) is declaration


def test_of_a_third_partys_declaration_only_what_identifies_it_is_left(declared):
    declaration = declared(authority="third-party", model={"parameters": 5}, use={"sectors": []})
    left = first_party(declaration).data
    assert left.keys() == {"declaration", "organisation", "system"}
    assert left["organisation"] == {"name": "Example"}


def test_parts_that_others_say_are_taken_out_and_the_rest_keeps_its_place(declared):
    evaluations = [{"kind": "robustness"}, {"kind": "safety"}, {"kind": "bias"}]
    declaration = declared(
        sources=[
            {"field": "/model/compute", "authority": "third-party"},
            {"field": "/assurance/evaluations/0", "authority": "third-party"},
        ],
        model={"parameters": 5, "compute": {"training_flop": 10**25}},
        assurance={"evaluations": evaluations},
    )
    left = first_party(declaration)
    assert left.data["model"] == {"parameters": 5}
    assert left.data["assurance"]["evaluations"] == evaluations[1:]
    assert "/assurance/evaluations" in left.data["declaration"]["incomplete_lists"]
    assert left.positions.of("/assurance/evaluations/0/kind") == declaration.positions.of("/assurance/evaluations/1/kind")


def test_a_part_that_the_organisation_says_stays_in_what_others_say(declared):
    declaration = declared(
        authority="third-party",
        sources=[{"field": "/model/architecture", "authority": "first-party"}],
        model={"architecture": "transformer", "parameters": 5},
    )
    assert first_party(declaration).data["model"] == {"architecture": "transformer"}


def test_an_item_that_lost_what_tells_it_from_others_goes_with_it(declared):
    declaration = declared(
        sources=[{"field": "/assurance/evaluations/0/kind", "authority": "third-party"}],
        assurance={"evaluations": [{"kind": "bias", "metric": "ratio"}]},
    )
    assert "assurance" not in first_party(declaration).data


def test_omissions_and_exemptions_of_others_count_for_nothing(declared, small):
    small["declaration"]["omissions"] = [{"field": "/use/practices", "reason": "none"}]
    small["declaration"]["exemptions"] = [{"regime": "eu-ai-act", "ground": "narrow-procedural-task"}]
    left = first_party(declared(authority="distributor")).data["declaration"]
    assert left["omissions"] == []
    assert "exemptions" not in left


def test_taking_evidence_away_makes_nothing_pass_or_fail():
    """Shipped declarations are third-party."""
    from conformance.declarations import load
    from conformance.resources import data_path

    judge = Judge(load_catalogue(), ("eu-ai-act", "us-ca-ab2013"))
    for declaration in load([data_path("fixtures", "declarations", "us")]):
        before = {v.id: v.status for v in judge(derive(declaration.data, DAY), as_of=DAY)}
        after = {v.id: v.status for v in judge(derive(first_party(declaration).data, DAY), as_of=DAY)}
        for id, status in after.items():
            assert status is before[id] or status not in (Status.PASS, Status.FAIL), (declaration.file, id)
