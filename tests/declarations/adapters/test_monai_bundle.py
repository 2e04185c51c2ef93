"""MONAI bundles: what they exclude, who made them, and metrics of any depth."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.monai_bundle import ADAPTER
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "monai-bundle")
DAY = date(2026, 1, 1)


def original(name):
    return Original(name, FOLDER / name, None, DEFAULT_LIMITS)


def converted(name):
    (found,) = convert(original(name), ADAPTER, DAY)
    if isinstance(found, Refusal):
        raise found
    return found


@pytest.mark.parametrize("name", ["metadata.json", "generator.json"])
def test_a_bundle_is_told_by_its_members(name):
    assert ADAPTER.detects(original(name))


@pytest.mark.parametrize("text", ["{}", '{"pytorch_version": "2"}', "[]", ""])
def test_other_json_is_not_claimed(text):
    assert not ADAPTER.detects(Original("a.json", None, text.encode(), DEFAULT_LIMITS))


def test_a_bundle_is_mapped():
    conversion = converted("metadata.json")
    data = conversion.data
    assert data["declaration"]["id"].endswith("/monai-bundle/Knee%20MRI%20segmentation/0.3.1")
    assert data["system"]["input_modalities"] == ["image"]
    assert data["system"]["output_modalities"] == ["structured-data"]
    assert data["system"]["functions"] == ["classification"]
    assert data["use"]["sectors"] == ["health"]
    assert data["data"]["datasets"][0]["name"] == "Knees-200 from https://knees.example/"
    assert data["model"]["artefacts"] == [{"kind": "weights", "licence": "Apache 2.0", "open": True}]
    assert {"name": "nibabel 5.2.1", "component": "software"} in data["governance"]["suppliers"]
    assert data["records"]["documents"] == [{"kind": "release-notes"}]
    assert conversion.unmapped == ("/eval_metrics/remark",)
    assert [doubt.pointer for doubt in conversion.doubts] == ["/eval_metrics/remark"]


def test_what_the_intended_use_excludes_is_out_of_scope():
    data = converted("metadata.json").data
    assert data["use"]["intended_purpose"] == "For research purposes only, not to be used for diagnosis"
    assert data["use"]["out_of_scope_uses"] == [data["use"]["intended_purpose"]]
    assert data["system"]["exclusive_purpose"] == "research"


def test_metrics_of_any_depth_have_their_line():
    conversion = converted("metadata.json")
    assert conversion.data["assurance"]["evaluations"] == [
        {"kind": "accuracy", "subject": "model", "metric": "mean_dice", "benchmark": "medial", "value": 0.91},
        {"kind": "accuracy", "subject": "model", "metric": "mean_dice", "benchmark": "lateral", "value": 0.88},
        {"kind": "accuracy", "subject": "model", "metric": "hausdorff", "value": 1.5},
    ]
    assert conversion.declaration.positions.of("/assurance/evaluations/0/value") == (24, 33)


def test_groups_are_named_and_persons_are_not():
    conversion = converted("metadata.json")
    assert conversion.data["organisation"] == {"name": "Orthopaedics Team of Example University", "roles": ["developer"]}
    assert "Jane" not in str(conversion.with_sources())
    assert converted("generator.json").data["organisation"] == {"name": "(not named)"}


def test_a_generator_generates_images():
    conversion = converted("generator.json")
    data = conversion.data
    assert data["system"]["functions"] == ["content-generation"]
    assert data["system"]["output_modalities"] == ["image"]
    assert "artefacts" not in data.get("model", {}), "a pointer to a text names no licence"
    assert "intended_purpose" not in data["use"]


_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=12)
)
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3), max_leaves=6
)
_BUNDLE = json.loads((FOLDER / "metadata.json").read_text(encoding="utf-8"))


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted(_BUNDLE)), _VALUES, max_size=8))
def test_no_member_of_any_shape_escapes(changes):
    source = Original("a.json", None, json.dumps(_BUNDLE | changes).encode(), DEFAULT_LIMITS)
    for found in convert(source, ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 1_800))
def test_a_truncated_bundle_is_refused(cut):
    source = Original("a.json", None, (FOLDER / "metadata.json").read_bytes()[:cut], DEFAULT_LIMITS)
    assert all(isinstance(found, Refusal) for found in convert(source, ADAPTER, DAY))
