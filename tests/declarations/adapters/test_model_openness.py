"""Records of the Model Openness Framework."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

HERON = data_path("fixtures", "imports", "model-openness", "heron.yml")


@pytest.fixture
def heron(converted):
    (conversion,) = converted(HERON, "model-openness")
    return conversion


def test_the_format_is_told_by_its_name(original):
    assert [each.name for each in detect(Original(str(HERON), HERON, None, DEFAULT_LIMITS))] == ["model-openness"]
    assert detect(original("release:\n  name: x\n", "x.yml")) == ()


def test_the_release_is_mapped(heron):
    assert heron.data["organisation"] == {"name": "Wader Labs", "roles": ["developer"]}
    assert heron.data["system"] == {
        "name": "Heron-Base", "output_modalities": ["text"], "id": "https://code.example/wader/heron",
    }  # fmt: skip
    assert heron.data["declaration"]["issued_on"] == "2026-02-03"
    model = heron.data["model"]
    assert (model["parameters"], model["base_models"]) == (30_000_000_000, [{"name": "Egret-Base"}])
    assert heron.declaration.positions.of("/model/parameters").line == 8
    assert "30B-A3B" in heron.declaration.remark("/model/parameters")


def test_components_say_that_something_exists_and_under_which_licence(heron):
    assert heron.data["model"]["artefacts"] == [
        {"kind": "weights", "licence": "Apache-2.0"}, {"kind": "code"}, {"kind": "documentation"},
    ]  # fmt: skip
    assert heron.data["model"]["public_information"] == ["weights", "training-code"]
    assert heron.data["records"]["documents"] == [{"kind": "model-card"}]
    states = {origin.state.value for origin in heron.provenance.of("/model/artefacts")}
    assert states == {"withheld", "absent"}


def test_contacts_are_dropped_and_unknown_components_are_doubtful(heron):
    assert "someone@wader.example" not in str(heron.with_sources())
    assert heron.ignored["/release/contact"] == "contacts of persons are dropped"
    assert [doubt.why for doubt in heron.doubts] == ["is no component of the framework"]


scalars = st.none() | st.booleans() | st.integers() | st.text(max_size=8)
anything = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)
MEMBERS = (
    "name",
    "version",
    "date",
    "license",
    "type",
    "origin",
    "producer",
    "contact",
    "repository",
    "components",
    "architecture",
)


@given(st.dictionaries(st.sampled_from(MEMBERS), anything))
def test_members_of_any_shape_are_converted_or_refused(tmp_path_factory, release):
    import json

    path = tmp_path_factory.mktemp("mof") / "x.yml"
    path.write_text(json.dumps({"framework": {"name": "Model Openness Framework"}, "release": release}), encoding="utf-8")
    for found in convert(
        Original("x.yml", path, None, DEFAULT_LIMITS), adapter_named("model-openness"), __import__("datetime").date(2026, 1, 1)
    ):
        assert not isinstance(found, Refusal) or found.problems
