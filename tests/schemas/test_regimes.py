"""What a regime file promises beyond its shape: complete, dated, sourced, and laid out on known axes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.resources import data_path

FIRST_EIGHT = {
    "cn-content-labeling": 17,
    "cn-genai-measures": 11,
    "eu-ai-act": 94,
    "us-ca-ab2013": 13,
    "us-ca-sb53": 8,
    "us-ca-sb942": 8,
    "us-nist-ai-rmf": 22,
    "waico-candidate": 50,
}


def load(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def requirements(regime: Any) -> dict[str, Any]:
    return {name: schema for name, schema in regime["$defs"].items() if "requirement" in schema}


def test_the_file_is_named_for_its_regime(regime_path: Path) -> None:
    assert load(regime_path)["regime"]["id"] == regime_path.stem


@pytest.mark.parametrize(("regime", "clauses"), FIRST_EIGHT.items(), ids=list(FIRST_EIGHT))
def test_no_clause_of_the_first_regimes_is_dropped(regime: str, clauses: int) -> None:
    """Rows may be split, never lost; a clause that no declaration can show is there with its reason."""
    assert len(requirements(load(data_path("schemas", "regimes", f"{regime}.json")))) >= clauses


def test_the_regime_asks_for_all_it_has_in_force_and_to_come(regime_path: Path) -> None:
    regime = load(regime_path)
    status_as_of = regime["regime"]["statusAsOf"]
    expected = []
    for name, schema in requirements(regime).items():
        last = schema["requirement"]["inForce"]["to"]
        if "uncodified" not in schema["requirement"] and not (last and last < status_as_of):
            expected.append({"$ref": f"#/$defs/{name}"})
    assert regime["if"] == {"$ref": "#/$defs/scope"}
    assert regime["then"] == ({"allOf": expected} if expected else True)


def test_every_requirement_lies_on_known_axes(regime_path: Path) -> None:
    axes = json.loads(data_path("schemas", "axes.json").read_text(encoding="utf-8"))
    known = {axis["id"] for axis in axes["axes"] + axes["centralAxes"]}
    for name, schema in requirements(load(regime_path)).items():
        assert set(schema["requirement"]["axes"]) <= known, name


def test_every_requirement_names_a_source_of_its_regime(regime_path: Path) -> None:
    regime = load(regime_path)
    sources = {source["id"] for source in regime["regime"]["sources"]}
    for name, schema in requirements(regime).items():
        named = {part.strip() for part in schema["requirement"]["source"].replace(";", ",").split(",")}
        assert named <= sources, name


def test_every_window_opens_before_it_closes(regime_path: Path) -> None:
    for name, schema in requirements(load(regime_path)).items():
        force = schema["requirement"]["inForce"]
        for window in (force, *force.get("variants", ()), *([force["stayed"]] if "stayed" in force else ())):
            if window["from"] and window["to"]:
                assert window["from"] <= window["to"], name


def test_the_axes_are_the_thirteen_points_and_four_of_them_carry_the_central_axes() -> None:
    axes = json.loads(data_path("schemas", "axes.json").read_text(encoding="utf-8"))
    assert [axis["number"] for axis in axes["axes"]] == list(range(1, 14))
    assert [axis["number"] for axis in axes["axes"] if axis["central"]] == [8, 10, 11, 13]
    central = {axis["id"] for axis in axes["centralAxes"]}
    assert central == {"dialogue-mechanism", "generative-ai-security", "ethical-framework", "standards-and-interoperability"}
    assert {name for axis in axes["axes"] for name in axis["central"]} == central
