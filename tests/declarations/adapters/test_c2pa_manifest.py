"""Reports of C2PA manifest stores, in made-up copies of the plain and the detailed form."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import Refusal
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "c2pa-manifest")
NAMES = ["generated.json", "detailed.json", "broken.json", "camera.json"]


@pytest.fixture
def store(converted):
    def run(name):
        (found,) = converted(FOLDER / name, "c2pa-manifest")
        return found

    return run


def whys(found):
    return [doubt.why for doubt in found.doubts]


@pytest.mark.parametrize("name", NAMES)
def test_the_format_is_told_by_the_store_and_its_active_manifest(name):
    path = FOLDER / name
    assert [each.name for each in detect(Original(str(path), path, None, DEFAULT_LIMITS))] == ["c2pa-manifest"]


def test_a_definition_of_a_manifest_is_no_store(original):
    text = '{"claim_generator": "Heron/1", "assertions": [{"label": "c2pa.actions", "data": {"actions": []}}]}'
    assert not adapter_named("c2pa-manifest").detects(original(text, "x.json"))


def test_generated_content_shows_who_marks_and_how(store):
    found = store("generated.json")
    assert found.data["organisation"] == {"name": "Heron Images Ltd", "roles": ["provider"]}
    assert (found.data["system"]["name"], found.data["system"]["version"]) == ("Heron Image Model", "7")
    assert found.data["system"]["functions"] == ["content-generation"]
    assert found.data["system"]["output_modalities"] == ["image"]
    assert found.data["content_marking"]["markings"] == [
        {
            "modality": "image",
            "layer": "metadata",
            "scheme": "c2pa",
            "qualities": ["signed", "timestamped", "tamper-evident"],
            "fields": ["synthetic-flag", "generated-or-altered", "provider", "system-version", "timestamp", "content-id"],
        },
        {"modality": "image", "layer": "watermark"},
    ]
    assert found.data["declaration"]["issued_on"] == "2026-04-05"
    assert found.unmapped == ()
    assert found.declaration.positions.of("/system/name").line == 19


def test_a_sample_keeps_the_action_and_no_person(store):
    found = store("generated.json")
    (sample,) = found.data["content_marking"]["samples"]
    assert sample["object"]["actions"][0]["action"] == "c2pa.created"
    assert "actors" not in sample["object"]["actions"][0]
    text = json.dumps(found.with_sources())
    assert "Ann" not in text
    assert "@" not in text


def test_an_untrusted_signature_is_doubtful_and_marks_all_the_same(store):
    assert whys(store("generated.json")) == [
        "the validator does not trust the signature or its time: signingCredential.untrusted"
    ]


def test_the_system_that_made_the_content_may_stand_earlier_in_its_history(store):
    found = store("detailed.json")
    assert (found.data["system"]["name"], found.data["system"]["version"]) == ("Kite Voice", "1.2")
    assert found.data["system"]["functions"] == ["content-editing", "content-generation"]
    assert found.data["content_marking"]["markings"][0]["modality"] == "audio"
    assert found.data["content_marking"]["markings"][0]["qualities"] == ["signed", "tamper-evident"]
    assert whys(found) == [
        "the active manifest is not of the system that made the content; that one is read",
        "another manifest in the history failed a check of the validator: assertion.hashedURI.mismatch",
        "is the name of a test certificate",
    ]


def test_what_fails_validation_is_no_evidence(store):
    found = store("broken.json")
    assert "content_marking" not in found.data
    assert found.data["organisation"]["name"] == "(not named)"
    assert found.data["system"]["functions"] == ["content-generation"]
    assert "the manifest failed a check of the validator: claimSignature.mismatch" in whys(found)


def test_a_camera_marks_no_synthetic_content(store):
    found = store("camera.json")
    assert "content_marking" not in found.data
    assert "functions" not in found.data["system"]
    assert "roles" not in found.data["organisation"]
    assert whys(found) == [
        "no action says that a trained model made or edited the content: this is no marking of synthetic content"
    ]


@pytest.mark.parametrize("data", [{"active_manifest": "a", "manifests": {}}, {"active_manifest": "a", "manifests": []}, [], 7])
def test_a_report_without_manifests_is_refused(original, data):
    (found,) = convert(original(json.dumps(data), "x.json"), adapter_named("c2pa-manifest"), date(2026, 1, 1))
    assert isinstance(found, Refusal)
    assert found.problems[0].code == "no-manifest"


ODD = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


def places(value, way=()):
    yield way
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, child in children:
        yield from places(child, (*way, step))


@given(st.sampled_from(NAMES), st.data(), ODD)
def test_no_shape_breaks_it(tmp_path_factory, name, data, odd):
    store = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    *way, last = data.draw(st.sampled_from([way for way in places(store) if way]))
    here = store
    for step in way:
        here = here[step]
    here[last] = odd
    path = tmp_path_factory.mktemp("store") / "x.json"
    path.write_text(json.dumps(store), encoding="utf-8")
    for found in convert(Original("x.json", path, None, DEFAULT_LIMITS), adapter_named("c2pa-manifest"), date(2026, 1, 1)):
        assert not isinstance(found, InvalidDeclaration), found
