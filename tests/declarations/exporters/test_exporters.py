"""A declaration in the formats of others: what is written is true, and what is lost is told."""

import json

import pytest
import yaml

from conformance.declarations import load
from conformance.declarations.exporters import EXPORTERS, NotExportable, exporter
from conformance.declarations.exporters.export import Reading
from conformance.resources import data_path

DECLARATIONS = list(load([data_path("fixtures", "declarations")]))


def minimal(**sections):
    head = {"id": "urn:example:1", "version": "1", "language": "en", "issued_on": "2026-01-31"}
    return {"declaration": head, "organisation": {"name": "Heron"}, "system": {"name": "Sorter"}} | sections


def leaves(value):
    if isinstance(value, dict):
        return [leaf for member in value.values() for leaf in leaves(member)]
    return [leaf for item in value for leaf in leaves(item)] if isinstance(value, list) else [value]


def test_what_is_used_is_not_lost_and_nothing_else_is():
    reading = Reading(
        minimal(use={"sectors": ["health"], "intended_purpose": "x"}, markets=[{"jurisdiction": "NL", "home": True}])
    )
    assert reading.get("/use/sectors") == ["health"]
    assert reading.get("/markets/0/jurisdiction") == "NL"
    assert reading.get("/model/parameters", 7) == 7
    assert reading.lost() == (
        ("/organisation/name", "Heron"), ("/system/name", "Sorter"), ("/use/intended_purpose", "x"), ("/markets/0/home", True),
    )  # fmt: skip


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda d: d.data["system"]["name"])
def test_every_shipped_declaration_becomes_a_card_that_says_what_it_says(declaration):
    export = exporter("hugging-face")(declaration.data, None)
    _, front, body = export.text.split("---\n", 2)
    lost = {str(leaf) for _, value in export.lost for leaf in leaves(value)}
    said = front + body
    for section in ("organisation", "use", "system"):
        for value in leaves(declaration.data.get(section, {})):
            assert str(value) in said or str(value) in lost or str(value) in str(yaml.safe_load(front)), value


def test_the_front_matter_is_what_the_hub_reads():
    data = minimal(
        system={"name": "Sorter", "languages": ["no", "nl"], "input_modalities": ["text"], "output_modalities": ["image"]},
        model={
            "artefacts": [{"kind": "weights", "licence": "Apache-2.0"}],
            "base_models": [{"name": "heron/egret", "relation": "fine-tune"}],
            "footprint": {"ghg_kgco2e": 1.5},
        },
        assurance={"evaluations": [{"kind": "accuracy", "benchmark": "Reeds", "metric": "f1", "value": 0.9}, {"kind": "bias"}]},
    )
    export = exporter("hugging-face")(data, None)
    front = yaml.load(export.text.split("---\n")[1], Loader=yaml.BaseLoader)
    assert front["language"] == ["no", "nl"]
    assert (front["license"], front["pipeline_tag"], front["base_model"]) == ("apache-2.0", "text-to-image", ["heron/egret"])
    assert front["base_model_relation"] == "finetune"
    assert float(front["co2_eq_emissions"]["emissions"]) == 1500
    (result,) = front["model-index"][0]["results"]
    assert result["metrics"] == [{"type": "f1", "value": "0.9"}]


def test_a_licence_that_the_hub_does_not_know_is_named():
    front = exporter("hugging-face")(minimal(model={"artefacts": [{"kind": "weights", "licence": "Wader 1.0"}]}), None).text
    assert "license: other\nlicense_name: Wader 1.0\n" in front


def test_a_label_has_all_its_members_and_the_code_of_the_provider():
    data = minimal(system={"name": "Painter", "functions": ["content-generation"]})
    data["organisation"]["identifiers"] = [{"scheme": "gb45438-provider-code", "value": "001191440300EXAMPLE12310001"}]
    label = json.loads(exporter("gb45438")(data, "content-7").text)["AIGC"]
    assert list(label) == [
        "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
    ]  # fmt: skip
    assert (label["Label"], label["ContentProducer"], label["ProduceID"]) == ("1", "001191440300EXAMPLE12310001", "content-7")


@pytest.mark.parametrize(
    ("system", "content", "message"),
    [
        ({"name": "Sorter"}, "content-7", "/system/functions is missing: only generated or edited content is labelled"),
        ({"name": "Painter", "functions": ["content-generation"]}, None, "ProduceID is missing.*--content-id"),
    ],
)
def test_a_label_without_content_is_refused(system, content, message):
    with pytest.raises(NotExportable, match=message):
        exporter("gb45438")(minimal(system=system), content)


def test_what_is_written_is_read_back_where_there_is_an_adapter(converted, tmp_path):
    data = minimal(system={"name": "Painter", "functions": ["content-generation"]})
    (tmp_path / "label.json").write_text(exporter("gb45438")(data, "content-7").text, encoding="utf-8")
    (found,) = converted(tmp_path / "label.json", "gb45438")
    assert found.data["organisation"]["name"] == "Heron"
    assert found.data["system"]["functions"] == ["content-generation"]


@pytest.fixture(scope="module")
def official():
    """The validator with the schema that the CycloneDX project publishes."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6)


@pytest.mark.parametrize("declaration", DECLARATIONS, ids=lambda d: d.data["system"]["name"])
def test_every_shipped_declaration_becomes_a_valid_bill(declaration, official):
    export = exporter("cyclonedx")(declaration.data, None)
    assert official.validate_str(export.text) is None
    bill = json.loads(export.text)
    assert bill["metadata"]["component"]["name"] == declaration.data["system"]["name"]
    lost = {pointer for pointer, _ in export.lost}
    assert "/organisation/name" not in lost


def test_a_bill_says_what_the_declaration_says(official):
    data = minimal(
        system={"name": "Sorter", "input_modalities": ["text"], "output_modalities": ["text"], "limitations": ["Dutch only"]},
        model={
            "digest": "sha-256:" + "a" * 64,
            "parameters": 7_000_000_000,
            "artefacts": [{"kind": "weights", "licence": "apache-2.0"}],
            "base_models": [{"name": "Egret", "developer": "Wader Labs", "relation": "fine-tune"}],
        },
        data={"datasets": [{"name": "Reeds", "licence": "House rules", "datasheet": "https://a.example/reeds"}]},
        assurance={"evaluations": [{"kind": "accuracy", "benchmark": "Marsh", "metric": "f1", "value": 0.9}]},
    )
    text = exporter("cyclonedx")(data, None).text
    assert official.validate_str(text) is None
    bill = json.loads(text)
    component = bill["metadata"]["component"]
    assert component["licenses"] == [{"license": {"id": "Apache-2.0"}}]
    assert component["hashes"] == [{"alg": "SHA-256", "content": "a" * 64}]
    assert component["properties"] == [
        {"name": "ai-conformance:parameters", "value": "7000000000"},
        {"name": "ai-conformance:organisation", "value": "Heron"},
    ]
    assert component["modelCard"]["quantitativeAnalysis"]["performanceMetrics"] == [
        {"type": "f1", "value": "0.9", "slice": "Marsh"}
    ]
    assert [part["name"] for part in bill["components"]] == ["Reeds", "Egret"]
    assert bill["components"][0]["licenses"] == [{"license": {"name": "House rules"}}]
    assert bill["dependencies"] == [{"ref": "system", "dependsOn": ["data-0", "base-0"]}]


def test_the_same_declaration_gives_the_same_bill():
    assert exporter("cyclonedx")(minimal(), None) == exporter("cyclonedx")(minimal(), None)


def test_an_unknown_format_is_a_mistake_of_the_caller():
    with pytest.raises(KeyError):
        exporter("telegram")
    assert sorted(EXPORTERS) == list(EXPORTERS)
