"""SPDX 3 documents with the AI and Dataset profiles, in made-up copies."""

import copy
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.adapters.spdx3.graph import local_name
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "spdx3")
DAY = date(2026, 11, 23)
HERON = json.loads((FOLDER / "heron-3.0.1.json").read_text(encoding="utf-8"))
FILES = ["heron-3.0.1.json", "list-3.0.json", "expanded-3.0.1.jsonld", "data-3.0.1.json"]


def of_text(text, name="document.json"):
    return list(convert(Original(name, Path(name), text.encode(), DEFAULT_LIMITS), adapter_named("spdx3"), DAY))


def of_package(*others, **members):
    package = {"type": "ai_AIPackage", "spdxId": "urn:coot", "name": "Coot"} | members
    (found,) = of_text(json.dumps({"@context": "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph": [package, *others]}))
    return found


@pytest.fixture
def documents(converted):
    return lambda name: converted(FOLDER / name, "spdx3")


@pytest.fixture
def heron(documents):
    (found,) = documents("heron-3.0.1.json")
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_document_with_ai_or_data_is_told_by_its_names(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["spdx3"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("https://spdx.org/rdf/3.0.1/terms/AI/domain", "domain"), ("spdx:Dataset/knownBias", "knownBias"),
        ("ai_domain", "domain"), ("software_packageVersion", "packageVersion"),
        ("@type", "type"), ("@id", "spdxId"), ("name", "name"),
    ],
)  # fmt: skip
def test_names_are_read_in_any_spelling(name, expected):
    assert local_name(name) == expected


def test_documents_without_packages_of_the_profiles_are_nobodys_and_refused_when_named():
    text = json.dumps({"@graph": [{"type": "software_Package", "spdxId": "urn:a", "name": "reader"}]})
    assert detect(Original("a.json", Path("a.json"), text.encode(), DEFAULT_LIMITS)) == ()
    (found,) = of_text(text)
    assert "holds neither an AI package nor a dataset package" in str(found)


def test_the_document_is_about_its_root(heron):
    assert heron.data["declaration"]["id"] == "https://wader.example/heron/document"
    assert heron.data["declaration"]["issued_on"] == "2026-03-04"
    assert heron.data["declaration"]["authority"] == "first-party"
    assert heron.data["organisation"] == {
        "name": "Wader Labs", "website": "https://wader.example", "roles": ["developer", "provider"],
    }  # fmt: skip
    assert heron.data["model"]["base_models"] == [{"name": "Egret 7B", "developer": "Marsh Institute"}]


def test_the_profile_of_ai_is_mapped(heron):
    model, system = heron.data["model"], heron.data["system"]
    assert (model["parameters"], model["released_on"], model["kinds"]) == (7_000_000_000, "2026-02-01", ["large-language-model"])
    assert model["training_design"] == "Tuned on letters of two years.\nHyperparameters: epochs = 3"
    assert model["digest"].startswith("sha256:e3b0")
    assert (system["autonomy"], system["functions"], system["capabilities"]) == ("full", ["classification"], "letters")
    assert heron.data["use"]["sectors"] == ["health"]
    assert heron.data["interoperability"]["standards"] == [{"id": "iso-iec-42001", "edition": "2023", "status": "claimed"}]
    assert heron.data["assurance"]["evaluations"] == [
        {"kind": "accuracy", "metric": "macro F1", "value": 0.91},
        {"kind": "bias", "metric": "demographic parity difference", "value": 3.5, "unit": "%"},
        {"kind": "accuracy", "metric": "recall"},
    ]


def test_energy_is_converted_and_added_exactly(heron):
    assert heron.data["model"]["footprint"] == {"training_energy_kwh": 12.5}
    remark = heron.declaration.remark("/model/footprint/training_energy_kwh")
    assert "3.6 megajoules are a kilowatt-hour" in remark
    assert "the sum of the entries" in remark


def test_the_level_of_safety_is_of_its_own_scheme(heron):
    assert heron.data["risk"]["classifications"] == [{"scheme": "eu-general-risk-assessment", "tier": "high", "level": 4}]
    assert "not of the AI Act" in heron.declaration.remark("/risk/classifications/0")


def test_data_sets_are_told_by_their_relationship(heron):
    assert heron.data["data"]["datasets"] == [
        {
            "name": "Letters of 2025", "role": "training", "licence": "CC-BY-4.0", "source_or_owner": "Marsh Institute",
            "origin": "public",
        },
        {"name": "Probe", "role": "testing", "source_or_owner": "https://wader.example/probe/file"},
    ]  # fmt: skip
    training = heron.data["data"]["training"]
    assert (training["size"], training["size_unit"], training["types"]) == (1200, "bytes", ["text"])
    assert training["contents"] == ["personal", "sensitive-personal"]
    assert "concluded by who made the document" not in heron.declaration.remark("/model/artefacts/0")


def test_a_declared_licence_goes_before_a_concluded_one(heron):
    assert heron.data["model"]["artefacts"] == [{"kind": "weights", "licence": "EUPL-1.2", "open": True}]


def test_persons_stay_out(documents):
    for name in FILES:
        for found in documents(name):
            text = json.dumps(found.with_sources())
            assert not any(word in text for word in ("Ada Reed", "ada@", "Ida Sedge", "wader.example/ada"))


def test_a_person_as_maker_is_told_without_a_name(documents):
    _, rail = documents("list-3.0.json")
    assert rail.data["organisation"] == {"type": "individual", "roles": ["developer"], "name": "(not named)"}


def test_yes_no_and_no_assertion_are_three_states(heron, documents):
    coot, rail = documents("list-3.0.json")
    sensitive = "useSensitivePersonalInformation"
    assert heron.data["system"]["autonomy"] == "full"
    assert any("training or in use" in doubt.why for doubt in heron.doubts)
    assert {why for pointer, why in coot.ignored.items() if pointer.endswith(("autonomyType", sensitive))} == {
        "says that people take part in decisions, not how",
        "says that there is none; a list cannot say so of one kind of data alone",
    }
    states = {source["field"]: source.get("state") for source in rail.with_sources()["declaration"]["sources"]}
    assert (states["/system/autonomy"], states["/data/kinds"]) == ("absent", "absent")
    assert "autonomy" not in rail.data["system"]
    assert "autonomy" not in coot.data["system"]


def test_a_tool_that_made_the_document_speaks(documents):
    coot, rail = documents("list-3.0.json")
    assert {coot.data["declaration"]["authority"], rail.data["declaration"]["authority"]} == {"tool"}
    assert coot.data["declaration"]["id"] != rail.data["declaration"]["id"]


def test_expanded_names_and_nodes_apart_are_read(documents):
    (crake,) = documents("expanded-3.0.1.jsonld")
    assert crake.data["system"]["name"] == "Crake"
    assert crake.data["system"]["autonomy"] == "full"
    assert crake.data["model"]["footprint"] == {"training_energy_kwh": 1.8}
    assert crake.data["model"]["artefacts"] == [{"kind": "weights", "licence": "MIT", "open": True}]
    assert crake.declaration.positions.of("/model/footprint/training_energy_kwh").line == 11


def test_one_data_set_alone_stands_in_the_place_of_a_system(documents):
    (found,) = documents("data-3.0.1.json")
    assert found.data["system"] == {"name": "Marsh Sounds"}
    assert found.data["data"]["training"] == {"types": ["audio"], "size": 77, "size_unit": "bytes"}
    assert found.data["declaration"]["authority"] == "first-party"


def test_an_unknown_unit_leaves_the_energy_open():
    entry = {"type": "ai_EnergyConsumptionDescription", "ai_energyQuantity": "5", "ai_energyUnit": "other"}
    found = of_package(ai_energyConsumption={"type": "ai_EnergyConsumption", "ai_trainingEnergyConsumption": [entry]})
    assert "footprint" not in found.data["model"]
    assert any("training_energy_kwh without guessing" in doubt.why for doubt in found.doubts)


@pytest.mark.parametrize("end", ["https://spdx.org/rdf/3.0.1/terms/Licensing/NoAssertionLicense", "urn:missing", "NOASSERTION"])
def test_no_licence_is_made_up(end):
    relation = {"type": "Relationship", "relationshipType": "hasDeclaredLicense", "from": "urn:coot", "to": [end]}
    assert "artefacts" not in of_package(relation).data["model"]


def test_a_custom_licence_without_name_is_left_out():
    custom = {"type": "expandedlicensing_CustomLicense", "spdxId": "urn:house", "simplelicensing_licenseText": "Do no harm."}
    relation = {"type": "Relationship", "relationshipType": "hasDeclaredLicense", "from": "urn:coot", "to": ["urn:house"]}
    assert "artefacts" not in of_package(custom, relation).data["model"]


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(member, (*path, key))


PLACES = list(places(HERON))
ODD = st.sampled_from(
    [None, True, 0, -1.5, 1e300, "", "none", "noAssertion", "a\nb", "https://wader.example/heron", [], ["x"], [[]], [None, {}],
     {}, {"@id": "urn:x"}, {"@value": {"@value": 1}}, {"@list": [[1]]}]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES[1:]), ODD), min_size=1, max_size=4))
def test_no_malformed_document_escapes(changes):
    document = copy.deepcopy(HERON)
    for path, odd in changes:
        here = document
        try:
            for key in path[:-1]:
                here = here[key]
            here[path[-1]] = copy.deepcopy(odd)
        except (KeyError, IndexError, TypeError):
            continue
    for found in of_text(json.dumps(document)):
        assert not isinstance(found, Refusal) or "neither an AI package" in str(found), found


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 9000), st.integers(1, 400))
def test_no_truncated_document_escapes(start, length):
    text = (FOLDER / "heron-3.0.1.json").read_text(encoding="utf-8")
    for found in of_text(text[:start] + text[start + length :]):
        assert not isinstance(found, Refusal) or str(found)
