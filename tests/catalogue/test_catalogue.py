import json
from datetime import date

import pytest

from conformance.catalogue import CatalogueError, Level, UnknownNameError, Window, load_catalogue
from conformance.catalogue.references import fields_asked, references, resolve
from conformance.catalogue.usage import facts_of, usages
from conformance.resources import data_path


@pytest.fixture(scope="session")
def shipped():
    return load_catalogue()


REGIME = {
    "$schema": "https://ai-conformance.example/schemas/dialect.json",
    "$id": "https://ai-conformance.example/schemas/regimes/xx.json",
    "title": "X",
    "regime": {
        "id": "xx",
        "jurisdiction": "XX",
        "kind": "law",
        "instrument": "X",
        "statusAsOf": "2026-01-01",
        "sources": [{"id": "S1", "title": "T"}],
    },
    "if": True,
    "then": True,
    "$defs": {
        "art-1": {
            "title": "One",
            "description": "One.",
            "requirement": {
                "clause": "Art. 1",
                "level": "shall",
                "dutyHolder": ["provider"],
                "inForce": {
                    "from": "2026-01-01",
                    "to": None,
                    "variants": [{"if": True, "from": None, "to": "2027-01-01", "reason": "why"}],
                },
                "axes": ["open-ecosystem"],
                "checkability": "full",
                "source": "S1",
                "confidence": "high",
            },
            "then": {"required": ["system"]},
        }
    },
}


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "regimes").mkdir()

    def write(regime):
        (tmp_path / "regimes" / "xx.json").write_text(json.dumps(regime), encoding="utf-8")
        return load_catalogue(tmp_path)

    return write


def test_a_requirement_is_read_as_it_is_written(folder):
    (requirement,) = folder(REGIME).regimes["xx"].requirements
    assert (requirement.id, requirement.level, requirement.trigger) == ("xx/art-1", Level.SHALL, True)
    assert requirement.in_force.default == Window(date(2026, 1, 1), None)
    assert requirement.in_force.variants[0].window == Window(None, date(2027, 1, 1))
    assert requirement.uri == "https://ai-conformance.example/schemas/regimes/xx.json#/$defs/art-1"


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda r: r.pop("title"), "lacks the member 'title'"),
        (lambda r: r["regime"].pop("kind"), "lacks the member 'kind'"),
        (lambda r: r["$defs"]["art-1"].pop("then"), r"#/\$defs/art-1: lacks the member 'then'"),
        (lambda r: r["$defs"]["art-1"]["requirement"].update(level="must"), r"#/\$defs/art-1: is malformed: 'must'"),
        (lambda r: r["$defs"]["art-1"]["requirement"].update(inForce={"from": "soon"}), "is malformed: Invalid isoformat"),
    ],
)
def test_a_broken_regime_is_refused_where_it_is_broken(folder, change, problem):
    regime = json.loads(json.dumps(REGIME))
    change(regime)
    with pytest.raises(CatalogueError, match=problem):
        folder(regime).regimes["xx"]


def test_a_file_that_is_not_json_is_refused(tmp_path):
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "xx.json").write_text("{", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"xx\.json: is not JSON"):
        load_catalogue(tmp_path).select(None)


def test_a_broken_regime_does_not_hide_the_others(tmp_path):
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "aa.json").write_text("{", encoding="utf-8")
    (tmp_path / "regimes" / "xx.json").write_text(json.dumps(REGIME), encoding="utf-8")
    assert [r.id for r in load_catalogue(tmp_path).select(("xx",))] == ["xx"]


def test_all_shipped_regimes_and_facts_load(shipped):
    assert {r.id for r in shipped.select(None)} == {p.stem for p in data_path("schemas", "regimes").glob("*.json")}
    assert len({fact.id for fact in shipped.facts.values()}) == len(shipped.facts) > 0
    assert sum(axis.central for axis in shipped.axes.values()) == 4
    assert len(shipped.axes) == 17


def test_requirement_ids_are_unique_and_name_known_axes_and_sources(shipped):
    requirements = [r for regime in shipped.select(None) for r in regime.requirements]
    assert len({r.id for r in requirements}) == len(requirements)
    assert {axis for r in requirements for axis in r.axes} <= set(shipped.axes)


def test_a_proposal_is_a_candidate_and_a_law_with_dates_is_not(shipped):
    assert shipped.regimes["waico-candidate"].candidate
    assert not shipped.regimes["eu-ai-act"].candidate


@pytest.mark.parametrize(
    ("kind", "name", "near"),
    [
        ("regimes", "eu-ai-akt", "eu-ai-act"),
        ("facts", "is-providr", "is-provider"),
        ("axes", "ethical-framwork", "ethical-framework"),
    ],
)
def test_unknown_names_are_refused_with_the_nearest(shipped, kind, name, near):
    with pytest.raises(UnknownNameError, match=f"did you mean {near}"):
        getattr(shipped, kind).find(name)


def test_a_name_near_to_none_points_at_the_list(shipped):
    with pytest.raises(UnknownNameError, match="`conformance facts` lists the facts"):
        shipped.facts.find("zzzzzzzz")


def test_a_requirement_of_an_unknown_regime_is_sought_everywhere(shipped):
    with pytest.raises(UnknownNameError, match="eu-ai-act/art-50-2"):
        shipped.requirement("eu-ai-akt/art-50-2")


def test_every_reference_of_every_requirement_leads_somewhere(shipped):
    for regime in shipped.select(None):
        for requirement in regime.codified:
            for schema in (requirement.trigger, requirement.duty):
                for reference in references(schema):
                    target, _ = resolve(shipped, requirement.uri, reference)
                    assert isinstance(target, dict)


def test_a_reference_to_nothing_is_refused(shipped):
    with pytest.raises(CatalogueError, match="does not exist"):
        resolve(shipped, "https://ai-conformance.example/schemas/regimes/eu-ai-act.json", "#/$defs/nothing")


def test_fields_are_named_without_indices(shipped):
    schema = {"properties": {"a": {"items": {"properties": {"b/c": {"type": "string"}}}}, "d": {"not": {"const": 1}}}}
    assert fields_asked(shipped, schema, "") == ("/a/b~1c", "/d")


def test_usage_follows_facts_through_conditions(shipped):
    regimes = shipped.select(None)
    used = usages(shipped, regimes)
    for regime in regimes[:3]:
        for requirement in regime.codified:
            for fact in facts_of(shipped, requirement.duty, requirement.uri):
                assert requirement.id in used[fact].duties


def test_levels_include_the_stronger_ones():
    assert [level for level in Level if Level.SHOULD.includes(level)] == [Level.SHALL, Level.SHOULD]


def test_the_digest_depends_on_the_regimes_chosen(shipped):
    one, both = shipped.select(("eu-ai-act",)), shipped.select(("eu-ai-act", "us-ca-sb53"))
    assert shipped.digest(one) == load_catalogue().digest(one) != shipped.digest(both)


def test_for_the_name_of_a_regime_its_requirements_are_listed_and_none_is_guessed(shipped):
    with pytest.raises(UnknownNameError, match="`conformance regimes ID` lists the requirements"):
        shipped.requirement("eu-ai-act")
