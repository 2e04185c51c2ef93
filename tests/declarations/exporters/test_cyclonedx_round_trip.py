"""A declaration written as a CycloneDX bill and read back: nothing is changed, nothing is added, and what is gone is told."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from conformance.declarations import load, pointers
from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.node import Node
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, detect
from conformance.declarations.exporters import exporter
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import Refusal
from conformance.resources import data_path
from conformance.strategies import declarations

DAY = date(2026, 11, 23)
SHIPPED = list(load([data_path("fixtures", "declarations")]))
LEARNED = {"machine-learning", "deep-learning", "generative", "reinforcement-learning"}


@pytest.fixture(scope="module")
def official():
    """The validator with the schema that the CycloneDX project publishes."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6)


def read_back(text):
    original = Original("bill.json", Path("bill.json"), text.encode(), DEFAULT_LIMITS)
    assert [each.name for each in detect(original)] == ["cyclonedx"]
    (found,) = convert(original, adapter_named("cyclonedx"), DAY)
    assert not isinstance(found, Refusal), found
    return found


def without(value, gone, pointer=""):
    """Return the data without the places in ``gone`` and without what is empty then."""
    if pointer in gone:
        return None
    if isinstance(value, dict):
        kept = {name: without(member, gone, f"{pointer}/{pointers.escape(name)}") for name, member in value.items()}
        return {name: member for name, member in kept.items() if member is not None} or None
    if isinstance(value, list):
        kept = [without(item, gone, f"{pointer}/{index}") for index, item in enumerate(value)]
        return [item for item in kept if item is not None] or None
    return value


def as_read(value):
    """Return a scalar as adapters read it: white space folded, names of licences and hash algorithms as the lists spell them."""
    return Node("", value).lines.casefold().replace("sha-", "sha") if isinstance(value, str) else value


def is_in(small, large):
    if isinstance(small, dict):
        return isinstance(large, dict) and all(name in large and is_in(member, large[name]) for name, member in small.items())
    if isinstance(small, list):
        return isinstance(large, list) and all(any(is_in(item, other) for other in large) for item in small)
    return as_read(small) == as_read(large)


def assert_same(data, export):
    lost = {pointer for pointer, _ in export.lost}
    conversion = read_back(export.text)
    found = {name: section for name, section in conversion.data.items() if name != "declaration"}
    kept = without({name: section for name, section in data.items() if name != "declaration"}, lost) or {}
    for name, section in kept.items():
        assert is_in(section, found.get(name)), (name, section, found.get(name))
    # A bill does not tell system and model apart; it is a bill of materials itself, and its component is a trained model.
    del found["interoperability"]["bom"]
    if not found["interoperability"]:
        del found["interoperability"]
    if "name" not in data.get("model", {}):
        found["model"].pop("name")
        found["model"].pop("version", None)
    if not data["system"].get("techniques"):
        assert found["system"].pop("techniques") == ["machine-learning"]
    if "model" not in data and not found.get("model"):
        found.pop("model", None)
    for artefact in found.get("model", {}).get("artefacts", []):  # the name of a licence tells whether it is open
        artefact.pop("open", None)
        artefact.pop("restrictions", None)
    for name, section in found.items():
        assert is_in(section, data.get(name)), (name, section, data.get(name))
    if data["declaration"].get("authority", "first-party") == "first-party":
        assert conversion.data["declaration"]["authority"] == "first-party"
    else:
        assert conversion.data["declaration"]["authority"] != "first-party"


def is_of_rules_alone(data):
    techniques = data["system"].get("techniques")
    return bool(techniques) and not LEARNED & set(techniques)


@pytest.mark.parametrize("declaration", SHIPPED, ids=lambda d: d.data["system"]["name"])
def test_shipped_declarations_come_back(declaration):
    export = exporter("cyclonedx")(declaration.data, None)
    if is_of_rules_alone(declaration.data):
        assert json.loads(export.text)["metadata"]["component"]["type"] == "application"
    else:
        assert_same(declaration.data, export)


# Declarations are small as drawn, and to shrink one takes minutes.
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate])
@given(declarations(as_of=DAY))
def test_generated_declarations_are_valid_bills_and_come_back(official, data):
    export = exporter("cyclonedx")(data, None)
    assert official.validate_str(export.text) is None
    if not is_of_rules_alone(data):
        assert_same(data, export)
