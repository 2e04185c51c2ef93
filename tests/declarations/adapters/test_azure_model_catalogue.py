"""Entries of the Azure catalogue: who distributes and who provides, and the files beside an entry."""

from datetime import date
from pathlib import PurePath

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.azure_model_catalogue import ADAPTER
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.hugging_face import ADAPTER as CARDS
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "azure-model-catalogue")
DAY = date(2026, 1, 1)
HEAD = "$schema: https://azuremlschemas.azureedge.net/latest/model.schema.json\n"


def original(entry, name="spec.yaml"):
    return Original(str(PurePath(entry, name)), FOLDER / entry / name, None, DEFAULT_LIMITS)


def converted(entry):
    (found,) = convert(original(entry), ADAPTER, DAY)
    if isinstance(found, Refusal):
        raise found
    return found


@pytest.mark.parametrize("entry", ["own", "other", "build", "bare"])
def test_an_entry_is_told_by_its_schema(entry):
    assert ADAPTER.detects(original(entry))


@pytest.mark.parametrize("name", ["description.md", "notes.md", "evaluation.md"])
def test_the_files_beside_it_are_nobodys(name):
    assert not ADAPTER.detects(original("own", name))
    assert not CARDS.detects(original("own", name))


def test_other_schemas_of_the_same_service_are_not_claimed():
    text = HEAD.replace("model.schema", "environment.schema").encode()
    assert not ADAPTER.detects(Original("spec.yaml", None, text, DEFAULT_LIMITS))


def test_an_entry_of_the_publishers_own_model():
    data = converted("own").data
    assert data["declaration"]["authority"] == "distributor"
    assert data["declaration"]["id"].endswith("/azure-model-catalogue/Pebble-2-mini/7")
    assert data["declaration"]["version"] == "7"
    assert data["organisation"] == {"name": "Stonework", "roles": ["provider", "developer"]}
    assert data["system"]["name"] == "Pebble 2 mini"
    assert data["system"]["languages"] == ["no", "en"]
    assert data["system"]["functions"] == ["content-generation", "dialogue"]
    assert data["system"]["distribution"] == ["api"]
    assert data["system"]["lifecycle_stage"] == "pilot"
    assert data["use"]["sectors"] == ["health"]
    assert [item["name"] for item in data["data"]["datasets"][:2]] == ["gravel-corpus", "sand-notes"]
    assert data["model"]["artefacts"] == [{"kind": "weights", "licence": "MIT", "open": True}]
    assert "base_models" not in data["model"]


def test_the_files_beside_it_are_read_with_their_lines():
    conversion = converted("own")
    data = conversion.data
    assert data["system"]["description"] == "Pebble 2 mini summarises letters."
    assert data["model"]["architecture"] == "A dense decoder."
    assert data["use"]["intended_purpose"] == "Offices shorten letters."
    assert "Long letters lose their end." in data["system"]["limitations"]
    assert data["assurance"]["evaluations"] == [{"kind": "accuracy", "subject": "model", "benchmark": "LetterQA", "value": 71.5}]
    assert conversion.declaration.positions.of("/use/intended_purpose") == (3, 1)
    assert "from /notes.md/sections/Intended Use/text" in conversion.provenance.remark("/use/intended_purpose")


def test_a_month_is_no_day_and_an_unknown_task_is_a_doubt():
    conversion = converted("own")
    assert {doubt.pointer for doubt in conversion.doubts} == {
        "/system_metadata/trainingDataDate",
        "/system_metadata/tasks/inferenceTasks/1",
    }
    assert "collected_to" not in conversion.data["data"]["training"]


def test_what_is_not_mapped_and_what_is_left_out():
    conversion = converted("own")
    assert conversion.unmapped == (
        "/system_metadata/tasks/inferenceTasks/1",
        "/system_metadata/deprecation/inferenceRetirementDate",
        "/evaluation.md/tables/0/0/Boulder",
    )
    assert conversion.ignored["/system_metadata/SKU/inferenceRecommendedSkus/0"] == "machines of the cloud on which it is offered"


def test_the_publisher_of_somebody_elses_model_distributes_it():
    data = converted("other").data
    assert data["organisation"] == {"name": "Microsoft", "roles": ["distributor"]}
    assert data["model"]["base_models"] == [{"name": "quarry/vision-large", "developer": "quarry", "relation": "integrated"}]
    assert data["model"]["artefacts"] == [{"kind": "weights", "licence": "Quarry terms of use, research alone"}]


def test_a_build_for_local_use_names_its_parent():
    conversion = converted("build")
    data = conversion.data
    assert data["organisation"] == {"name": "Microsoft", "roles": ["distributor"]}
    assert data["model"]["base_models"] == [{"name": "quarry-chat-7b"}, {"name": "quarry/Chat-7B", "developer": "quarry"}]
    assert data["model"]["artefacts"] == [{"kind": "weights", "licence": "apache-2.0", "open": True, "format": "onnx"}]
    assert data["model"]["post_training"] == ["Quantised (RTN)"]
    assert data["system"]["distribution"] == ["download"]
    assert "architecture" not in data["model"], "a file format is no architecture"
    assert "CUDAExecutionProvider" in data["system"]["hardware_requirements"]
    assert conversion.unmapped == ()


def test_an_entry_without_a_publisher_is_the_distributors():
    conversion = converted("bare")
    assert conversion.data["organisation"] == {"name": "Microsoft", "roles": ["distributor"]}
    assert "names no publisher" in conversion.provenance.remark("/organisation/name")


def test_broken_yaml_is_refused_with_its_line():
    source = Original("spec.yaml", None, f"{HEAD}name: [a\n".encode(), DEFAULT_LIMITS)
    (found,) = convert(source, ADAPTER, DAY)
    assert isinstance(found, Refusal)
    assert str(found).startswith("spec.yaml:2:7")


_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(max_size=12), st.sampled_from(["a/b", "MIT", "text", "true"])
)
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6
)
_TOP = ["name", "version", "path", "properties", "tags", "system_metadata", "variantInfo"]
_METADATA = [
    "publisher", "displayName", "huggingFaceModelId", "license", "licenseDescription", "languages", "inputModalities", "tasks",
    "SKU", "trainingDataDate", "maxOutputTokens", "industry", "deploymentOptions", "preview", "summary", "evaluation", "datasets",
]  # fmt: skip


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(
    st.dictionaries(st.sampled_from(_TOP), _VALUES, max_size=6),
    st.none() | st.dictionaries(st.sampled_from(_METADATA), _VALUES, max_size=8),
)
def test_no_member_of_any_shape_escapes(members, metadata):
    if metadata is not None:
        members = members | {"system_metadata": metadata}
    text = HEAD + (yaml.safe_dump(members, allow_unicode=True) if members else "")
    for found in convert(Original("spec.yaml", None, text.encode(), DEFAULT_LIMITS), ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)
