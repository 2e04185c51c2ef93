"""Croissant: a data set becomes the data section of a declaration to come."""

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.croissant import ADAPTER
from conformance.declarations.adapters.original import Original
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.resources import data_path

FOLDER = data_path("fixtures", "imports", "croissant")
DAY = date(2026, 1, 1)


def original(name):
    return Original(name, FOLDER / name, None, DEFAULT_LIMITS)


def converted(name):
    (found,) = convert(original(name), ADAPTER, DAY)
    if isinstance(found, Refusal):
        raise found
    return found


def entries(conversion, field):
    return [entry for entry in conversion.with_sources()["declaration"]["sources"] if entry["field"] == field]


@pytest.mark.parametrize("name", ["buoys-1.1.json", "tides-0.8.json", "nameless-1.0.json", "files-alone.json"])
def test_a_description_is_told_by_its_namespace(name):
    assert ADAPTER.detects(original(name))


def test_other_json_ld_is_not_claimed():
    text = b'{"@context": "https://schema.org/", "@type": "Dataset", "name": "A"}'
    assert not ADAPTER.detects(Original("a.json", None, text, DEFAULT_LIMITS))


def test_a_data_set_fills_the_data_section():
    conversion = converted("buoys-1.1.json")
    assert conversion.data["data"] == {
        "datasets": [
            {
                "name": "Buoys",
                "origin": "collected",
                "licence": "cc-by-4.0",
                "datasheet": "https://buoys.example/data",
                "source_or_owner": (
                    "Divers photographed buoys in three harbours.\nCollected by: Physical data collection\nBuoy Institute"
                ),
            }
        ],
        "measures": ["acquisition-documented", "annotation-rules"],
        "training": {
            "processing": ["Pictures were cropped.", "Faces were blurred."],
            "known_biases": ["Few pictures at night."],
            "gaps": ["Three harbours alone."],
            "contents": ["personal", "sensitive-personal", "human-annotated"],
            "contents_considered": ["personal"],
            "collected_from": "2023-01-01",
            "collected_to": "2024-06-30",
            "types": ["text", "bounding boxes", "images"],
            "purpose_fit": "Training of detectors of buoys",
        },
        "languages": ["en", "no"],
    }
    assert conversion.data["declaration"]["issued_on"] == "2025-03-04"
    assert conversion.data["declaration"]["version"] == "2.0.0"


def test_the_role_of_the_data_is_not_made_up():
    assert "role" not in converted("buoys-1.1.json").data["data"]["datasets"][0]


def test_that_it_is_no_system_is_said():
    conversion = converted("buoys-1.1.json")
    assert "merge its data section" in conversion.doubts[0].why
    assert "in the place of a system" in conversion.provenance.remark("/system/name")


def test_values_point_at_their_line():
    conversion = converted("buoys-1.1.json")
    assert conversion.declaration.positions.of("/data/training/known_biases/0") == (25, 21)
    assert entries(conversion, "/data/training/known_biases/0")[0]["locator"] == "/rai:dataBiases"


def test_persons_are_dropped_and_groups_are_named():
    conversion = converted("buoys-1.1.json")
    assert conversion.data["organisation"] == {"name": "Buoy Institute"}
    text = str(conversion.with_sources())
    assert "Bea" not in text
    assert "desk@" not in text
    assert conversion.unmapped == ("/rai:dataSocialImpact",)


def test_old_names_prefixes_and_denials():
    conversion = converted("tides-0.8.json")
    assert conversion.data["system"]["name"] == "tides"
    assert {"field": "/data/training/known_biases", "reason": "not-applicable"} in conversion.data["declaration"]["omissions"]
    assert "contents" not in conversion.data["data"].get("training", {}), "a denial in prose is not read"
    assert {entry["state"] for entry in entries(conversion, "/data/training/contents")} == {"unreadable"}
    assert "licence" not in conversion.data["data"]["datasets"][0]


def test_a_nameless_data_set_is_called_as_its_file():
    conversion = converted("nameless-1.0.json")
    assert conversion.data["system"]["name"] == "nameless-1.0"
    assert "that of the file" in conversion.provenance.remark("/system/name")


def test_names_of_drafts_of_the_vocabulary():
    members = {
        "@context": {"cr": "http://mlcommons.org/croissant/"}, "@type": "sc:Dataset", "name": "A",
        "rai:dataCollectionTimeFrameStart": "2020-01-01", "rai:dataCollectionTimeFrameEnd": "2021-01-01", "rai:useCases": "Tests",
    }  # fmt: skip
    source = Original("a.json", None, json.dumps(members).encode(), DEFAULT_LIMITS)
    (conversion,) = convert(source, ADAPTER, DAY)
    training = conversion.data["data"]["training"]
    assert training == {"purpose_fit": "Tests", "collected_from": "2020-01-01", "collected_to": "2021-01-01"}


def test_files_without_a_data_set_are_refused():
    with pytest.raises(Refusal, match="not the description of a data set"):
        converted("files-alone.json")


_SCALARS = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.text(max_size=12),
    st.sampled_from(["https://a.example/b", "N/A", "2024-01-01", "en"]),
)  # fmt: skip
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "name", "url", "field", "dataType", "email"]) | st.text(max_size=6), inner, max_size=3
        )
    ),
    max_leaves=8,
)
_BUOYS = json.loads((FOLDER / "buoys-1.1.json").read_text(encoding="utf-8"))


@settings(deadline=None, max_examples=200, suppress_health_check=list(HealthCheck))
@given(st.dictionaries(st.sampled_from(sorted(_BUOYS)), _VALUES, max_size=8))
def test_no_member_of_any_shape_escapes(changes):
    source = Original("a.json", None, json.dumps(_BUOYS | changes).encode(), DEFAULT_LIMITS)
    for found in convert(source, ADAPTER, DAY):
        assert not isinstance(found, InvalidDeclaration), str(found)
