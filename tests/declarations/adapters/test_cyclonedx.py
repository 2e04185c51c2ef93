"""CycloneDX bills of models, in made-up copies."""

import copy
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS, Limits
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "cyclonedx")
DAY = date(2026, 11, 23)
HERON = json.loads((FOLDER / "heron-1.6.json").read_text(encoding="utf-8"))


def of_text(text, name="bill.json", limits=DEFAULT_LIMITS):
    content = text if isinstance(text, bytes) else text.encode()
    return list(convert(Original(name, Path(name), content, limits), adapter_named("cyclonedx"), DAY))


def of_bill(**members):
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1} | members
    return of_text(json.dumps(bill))


def of_model(**members):
    (found,) = of_bill(metadata={"component": {"type": "machine-learning-model", "name": "Coot"} | members})
    return found


def of_card(**members):
    return of_model(modelCard=members)


@pytest.fixture
def bills(converted):
    return lambda name: converted(FOLDER / name, "cyclonedx")


@pytest.fixture
def heron(bills):
    (found,) = bills("heron-1.6.json")
    return found


@pytest.mark.parametrize("name", ["heron-1.6.json", "heron-1.7.xml", "desk-1.6.json", "two-models-1.5.xml", "data-1.6.json"])
def test_a_bill_with_models_or_data_is_told_by_its_format(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["cyclonedx"]


def test_a_bill_without_them_is_nobodys_and_refused_when_named(bills):
    path = FOLDER / "standard-1.6.json"
    assert detect(Original(str(path), path, None, DEFAULT_LIMITS)) == ()
    (found,) = bills("standard-1.6.json")
    assert "lists neither a model nor a data set" in str(found)
    assert "component of the type machine-learning-model or data" in str(found)


def test_a_model_late_in_a_long_bill_is_found():
    parts = [{"type": "library", "name": f"part {index}"} for index in range(4000)]
    bill = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "components": [*parts, {"type": "machine-learning-model", "name": "Coot"}],
    }
    original = Original("bill.json", Path("bill.json"), json.dumps(bill).encode(), DEFAULT_LIMITS)
    assert len(original.content) > 2 * 65_536
    assert [each.name for each in detect(original)] == ["cyclonedx"]


def test_json_and_xml_of_the_same_bill_give_the_same_declaration(bills, heron):
    (other,) = bills("heron-1.7.xml")
    assert other.data == heron.data
    assert set(other.unmapped) == set(heron.unmapped)


@pytest.mark.parametrize(
    ("name", "field", "line"),
    [
        ("heron-1.6.json", "/system/version", 19),
        ("heron-1.7.xml", "/system/version", 16),
        ("heron-1.7.xml", "/model/footprint/ghg_kgco2e", 93),
        ("heron-1.7.xml", "/data/datasets/1/name", 49),
    ],
)
def test_each_field_leads_back_to_its_line(bills, name, field, line):
    (found,) = bills(name)
    assert found.declaration.positions.of(field).line == line
    assert "metadata" in found.declaration.remark(field)


def test_the_component_the_bill_is_about_comes_first(heron):
    assert heron.data["declaration"]["id"] == "urn:uuid:0b7f3a52-6f0e-4c0e-9a53-3f3a0c1d2e4f"
    assert (heron.data["declaration"]["version"], heron.data["declaration"]["issued_on"]) == ("3", "2026-05-04")
    assert heron.data["system"]["id"] == "pkg:huggingface/wader/heron-sorter@2.1"
    assert heron.data["organisation"] == {
        "name": "Wader Labs", "country": "NL", "address": "Reed Street 1, Utrecht", "website": "https://wader.example",
        "roles": ["developer", "provider"],
    }  # fmt: skip
    assert heron.data["declaration"]["authority"] == "first-party"


def test_the_card_is_mapped_and_units_are_converted_exactly(heron):
    assert heron.data["model"]["footprint"] == {"training_energy_kwh": 1200.5, "ghg_kgco2e": 123.4}
    assert "converted from tCO2eq" in heron.declaration.remark("/model/footprint/ghg_kgco2e")
    assert heron.data["assurance"]["evaluations"] == [
        {"kind": "accuracy", "metric": "macro F1", "value": 0.91, "benchmark": "Dutch letters"},
        {"kind": "bias", "metric": "demographic parity difference", "value": 3.5, "unit": "%"},
    ]
    assert heron.data["system"]["limitations"] == ["Handwriting is read badly", "Faster on short letters"]
    assert heron.data["use"]["intended_users"] == "Post rooms of municipalities\nTheir suppliers"
    assert [risk["category"] for risk in heron.data["risk"]["risks"]] == ["discrimination", "discrimination"]
    assert heron.data["data"]["training"]["contents"] == ["personal", "sensitive-personal"]


def test_the_strongest_common_hash_identifies_the_model(heron):
    assert heron.data["model"]["digest"].startswith("sha256:e3b0")


def test_persons_and_extras_stay_out(heron):
    text = json.dumps(heron.with_sources())
    assert not any(word in text for word in ("Ada Reed", "ada@", "sales@", "desk@", "1e30"))
    assert heron.ignored["/metadata/component/properties/0"].startswith("properties are extras")
    assert "/metadata/component/modelCard/properties/0" in heron.ignored


def test_what_has_no_field_is_not_mapped(heron):
    assert "/metadata/component/modelCard/considerations/ethicalConsiderations/1/name" in heron.unmapped
    assert "/metadata/component/modelCard/quantitativeAnalysis/performanceMetrics/2/value" in heron.unmapped
    assert [doubt.why for doubt in heron.doubts] == ["is no number"]


def test_an_application_takes_the_card_of_its_model_and_builds_on_the_others(bills):
    (desk,) = bills("desk-1.6.json")
    assert desk.data["declaration"]["authority"] == "tool"
    assert "description" not in desk.data["system"]
    assert desk.data["system"]["functions"] == ["content-generation", "dialogue"]
    assert desk.data["model"]["base_models"] == [
        {"name": "Egret-7B", "developer": "marsh"}, {"name": "Egret 1", "developer": "marsh"},
    ]  # fmt: skip
    assert desk.data["data"]["datasets"] == [{"name": "Talk", "source_or_owner": "marsh"}]
    assert desk.data["model"]["artefacts"] == [{"kind": "weights", "licence": "Apache-2.0", "open": True}]
    assert {doubt.why for doubt in desk.doubts} == {
        "attests 1 requirement; a prior claim that is not copied",
        "is spelt Apache-2.0 in the SPDX list",
        "names no component of the bill",
        "tells no modality",
        "cannot be read as /declaration/issued_on without guessing",
    }


def test_prior_claims_and_standards_are_told_and_never_copied(bills):
    (desk,) = bills("desk-1.6.json")
    assert "prior claims of conformity are no evidence" in desk.ignored["/declarations"]
    assert "/definitions" in desk.ignored
    assert not {"assessments", "standards"} & set(json.dumps(desk.data).split('"'))


def test_a_bill_about_none_gives_a_declaration_for_each_model_at_any_depth(bills):
    coot, rail = bills("two-models-1.5.xml")
    assert (coot.data["system"]["name"], rail.data["system"]["name"]) == ("Coot", "Rail")
    assert coot.data["system"]["input_modalities"] == ["image"]
    assert rail.data["system"]["techniques"] == ["machine-learning", "reinforcement-learning"]
    assert rail.data["system"]["capabilities"] == "plays chess"
    assert "Ida Sedge" not in json.dumps(coot.with_sources())
    assert not any(pointer.startswith("/components/1/components") for pointer in coot.fields)
    assert [each.data["interoperability"]["bom"]["format"] for each in (coot, rail)] == ["older", "older"]


def test_declarations_of_one_bill_have_ids_of_their_own():
    models = [{"type": "machine-learning-model", "name": name, "bom-ref": ref} for name, ref in (("A", "a b"), ("B", ""))]
    found = of_bill(serialNumber="urn:uuid:0b7f3a52-6f0e-4c0e-9a53-3f3a0c1d2e4f", components=models)
    ids = [each.data["declaration"]["id"].partition("#")[2] for each in found]
    assert ids == ["a%20b", "2"]


def test_one_data_set_alone_stands_in_the_place_of_a_system(bills):
    (found,) = bills("data-1.6.json")
    assert found.data["system"] == {"name": "Marsh Sounds"}
    assert "in the place of a system" in found.declaration.remark("/system/name")
    assert found.data["data"]["datasets"] == [{"name": "Marsh Sounds", "source_or_owner": "Marsh Institute"}]
    assert "names no system" in found.doubts[0].why
    assert found.data["declaration"]["authority"] == "third-party"


def test_several_models_in_a_system_are_what_it_builds_on():
    (found,) = of_bill(
        metadata={"component": {"type": "application", "name": "Pond", "bom-ref": "pond"}},
        components=[{"type": "machine-learning-model", "name": name, "bom-ref": name} for name in ("Coot", "Rail", "Crake")],
        dependencies=[{"ref": "pond", "dependsOn": ["Coot", "Rail"]}, {"ref": "Rail", "dependsOn": ["Crake"]}],
    )
    assert [each["name"] for each in found.data["model"]["base_models"]] == ["Coot", "Rail", "Crake"]
    assert "name" not in found.data["model"]


def test_models_that_depend_on_each_other_come_to_an_end():
    (found,) = of_bill(
        metadata={"component": {"type": "machine-learning-model", "name": "Coot", "bom-ref": "a"}},
        components=[{"type": "machine-learning-model", "name": "Rail", "bom-ref": "b"}],
        dependencies=[{"ref": "a", "dependsOn": ["b", "a"]}, {"ref": "b", "dependsOn": ["a"]}],
    )
    assert found.data["model"]["base_models"] == [{"name": "Rail"}]


@pytest.mark.parametrize(
    ("metadata", "authority"),
    [
        ({"manufacturer": {"name": "WADER labs."}}, "first-party"),
        ({"supplier": {"name": "Wader Labs"}}, "first-party"),
        ({"manufacturer": {"name": "Marsh Audit"}}, "third-party"),
        ({"tools": {"components": [{"type": "application", "name": "x"}]}}, "tool"),
        ({}, "third-party"),
    ],
)
def test_who_speaks_is_who_made_the_bill(metadata, authority):
    component = {"type": "machine-learning-model", "name": "Coot", "publisher": "Wader Labs"}
    (found,) = of_bill(metadata=metadata | {"component": component})
    assert found.data["declaration"]["authority"] == authority
    assert found.data["organisation"]["name"] == "Wader Labs"


def test_a_supplier_alone_has_no_role_for_it_may_distribute():
    found = of_model(supplier={"name": "Model Shop", "address": {"country": "Atlantis"}})
    assert found.data["organisation"] == {"name": "Model Shop"}
    assert "cannot be read as /organisation/country" in found.doubts[0].why


@pytest.mark.parametrize(
    ("measure", "kwh"),
    [
        ({"value": 3, "unit": "kWh"}, 3),
        ({"value": "1.5", "unit": "MWh"}, 1500),
        ({"value": -1, "unit": "kWh"}, None),
        ({"value": 4, "unit": "barrels"}, None),
        ({"value": "much", "unit": "kWh"}, None),
    ],
)
def test_energy_is_read_in_known_units_or_left_open(measure, kwh):
    consumption = {"activity": "training", "energyProviders": [], "activityEnergyCost": measure}
    found = of_card(considerations={"environmentalConsiderations": {"energyConsumptions": [consumption]}})
    assert found.data["model"].get("footprint", {}).get("training_energy_kwh") == kwh
    assert (kwh is None) == any("without guessing" in doubt.why for doubt in found.doubts)


def test_figures_of_several_trainings_are_added():
    consumptions = [
        {"activity": "training", "activityEnergyCost": {"value": value, "unit": "kWh"}, "energyProviders": []}
        for value in (0.1, 0.2)
    ]
    found = of_card(considerations={"environmentalConsiderations": {"energyConsumptions": consumptions}})
    assert found.data["model"]["footprint"]["training_energy_kwh"] == 0.3
    assert "the sum of the entries" in found.declaration.remark("/model/footprint/training_energy_kwh")


def test_addresses_of_persons_in_prose_are_left_out_and_references_stay():
    found = of_model(description="Ask ida@sedge.example about it.", publisher="ida@sedge.example", purl="pkg:pypi/coot@v1.beta")
    assert found.data["system"]["description"] == "Ask [contact left out] about it."
    assert found.data["system"]["id"] == "pkg:pypi/coot@v1.beta"
    assert "ida@" not in json.dumps(found.with_sources())


def test_a_property_of_our_namespace_is_read_only_when_it_can_be():
    properties = [
        {"name": "ai-conformance:kinds", "value": "narrow"}, {"name": "ai-conformance:kinds", "value": "vast"},
        {"name": "ai-conformance:parameters", "value": "many"}, {"name": "ai-conformance:unheard", "value": "1"},
    ]  # fmt: skip
    found = of_model(properties=properties)
    assert found.data["model"]["kinds"] == ["narrow"]
    assert "parameters" not in found.data["model"]
    assert "/metadata/component/properties/3/value" in found.unmapped


XML = '<bom xmlns="http://cyclonedx.org/schema/bom/1.6">{}</bom>'
MODEL = '<components><component type="machine-learning-model"><name>Coot</name></component></components>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<?xml version='1.0'?>\n" + XML.format(MODEL)[:-8], ":2:1: the XML cannot be read on"),
        ('<!DOCTYPE bom [<!ENTITY a "b">]>\n' + XML.format(MODEL), ":1:1: the XML declares a document type or entities"),
        ("<bom>" + MODEL + "</bom>", "is no bom of CycloneDX"),
        (XML.format("<a>" * 70 + "</a>" * 70), "nested deeper than 64"),
        (XML.format(""), "lists neither a model nor a data set"),
        ('<?xml version="1.0" encoding="nonsense"?>' + XML.format(MODEL), "the XML cannot be"),
    ],
)
def test_broken_xml_is_refused_with_its_line(text, message):
    (found,) = of_text(text, "bill.xml")
    assert isinstance(found, Refusal)
    assert message in str(found)


def test_a_large_xml_bill_is_refused_before_it_is_read():
    (found,) = of_text(XML.format(MODEL), "bill.xml", Limits(size=20))
    assert "more than 20 bytes" in str(found)


def test_xml_in_utf_16_is_read():
    text = '<?xml version="1.0" encoding="utf-16"?>' + XML.format(MODEL)
    original = Original("bill.xml", Path("bill.xml"), text.encode("utf-16"), DEFAULT_LIMITS)
    assert [each.name for each in detect(original)] == ["cyclonedx"]
    (found,) = of_text(text.encode("utf-16"), "bill.xml")
    assert found.data["system"]["name"] == "Coot"


def test_without_the_library_for_xml_the_message_says_what_to_install():
    script = (
        "import sys; sys.modules['defusedxml'] = None\n"
        "from conformance.cli.main import main\n"
        f"sys.argv = ['conformance', 'convert', {str(FOLDER / 'heron-1.7.xml')!r}]; main()"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "pip install 'ai-conformance[convert]'" in run.stderr
    assert "Traceback" not in run.stderr


def test_what_is_no_bill_is_refused_in_a_list_of_bills():
    bill = {"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "machine-learning-model", "name": "Coot"}]}
    refused, found = of_text(json.dumps([["x"], bill]))
    assert "this is no CycloneDX bill" in str(refused)
    assert found.data["system"]["name"] == "Coot"


def test_an_unknown_edition_is_read_and_told():
    (found,) = of_text(json.dumps(HERON | {"specVersion": "1.9"}))
    assert any("'1.9' is none of 1.5, 1.6 and 1.7" in doubt.why for doubt in found.doubts)


def places(value, path=()):
    yield path
    if isinstance(value, dict | list):
        for key, member in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(member, (*path, key))


PLACES = list(places(HERON))
ODD = st.sampled_from(
    [None, True, 0, -1.5, 1e300, "", "none", "NOASSERTION", "a\nb", [], ["x"], [[]], [None, {}], {}, {"name": []}]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(PLACES[1:]), ODD), min_size=1, max_size=4))
def test_no_malformed_bill_escapes(changes):
    bill = copy.deepcopy(HERON)
    for path, odd in changes:
        here = bill
        try:
            for key in path[:-1]:
                here = here[key]
            here[path[-1]] = copy.deepcopy(odd)
        except (KeyError, IndexError, TypeError):
            continue
    for found in of_text(json.dumps(bill)):
        assert not isinstance(found, Refusal) or "this is no CycloneDX bill" in str(found) or "neither a model" in str(found)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 8000), st.integers(0, 400))
def test_no_truncated_xml_escapes(start, length):
    text = (FOLDER / "heron-1.7.xml").read_text(encoding="utf-8")
    for found in of_text(text[:start] + text[start + length :], "bill.xml"):
        assert not isinstance(found, Refusal) or str(found)
