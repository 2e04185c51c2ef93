"""The declaration format: one form in sections and in a bundle, described field by field, hard to misuse."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import jsonschema_rs
import pytest

from conformance.resources import data_path

FOLDER = data_path("schemas", "declaration")
ENUMERATIONS = "enumerations.json#/$defs/"
MINIMAL = {
    "declaration": {"id": "urn:example:declaration", "version": "1", "language": "en", "issued_on": "2026-11-23"},
    "organisation": {"name": "Example"},
    "system": {"name": "Example"},
}


def load(name: str) -> Any:
    return json.loads((FOLDER / name).read_text(encoding="utf-8"))


def bundled(schema: Any) -> Any:
    if isinstance(schema, dict):
        out = {key: bundled(value) for key, value in schema.items()}
        reference = schema.get("$ref", "")
        if isinstance(reference, str) and reference.startswith(ENUMERATIONS):
            out["$ref"] = f"#/$defs/enumerations/$defs/{reference.removeprefix(ENUMERATIONS)}"
        return out
    return [bundled(value) for value in schema] if isinstance(schema, list) else schema


def fields(schema: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield every described field below a section or an item of it, with its path."""
    for name, field in schema.get("properties", {}).items():
        yield f"{path}.{name}", field
        yield from fields(field.get("items", field), f"{path}.{name}")


def all_fields() -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for name, reference in load("declaration.json")["properties"].items():
        if name != "$schema":
            section = load(reference["$ref"])
            found += fields(section.get("items", section), name)
    return found


@pytest.fixture(scope="module")
def bundle() -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(load("bundle.json"))


def test_the_bundle_is_the_sections_in_one_file() -> None:
    root, bundle = load("declaration.json"), load("bundle.json")
    expected = copy.deepcopy(root)
    expected["$defs"] = {}
    for name, reference in root["properties"].items():
        if name != "$schema":
            section = bundled(load(reference["$ref"]))
            expected["$defs"][name] = {key: value for key, value in section.items() if key not in ("$schema", "$id")}
            expected["properties"][name] = {"$ref": f"#/$defs/{name}"}
    enumerations = {}
    for name, enumeration in load("enumerations.json")["$defs"].items():
        plain = {key: value for key, value in enumeration.items() if key not in ("meanings", "unread")}
        enumerations[name] = {**plain, "enumDescriptions": list(enumeration["meanings"].values())}
    expected["$defs"]["enumerations"] = {"$defs": enumerations}
    expected["$id"] = bundle["$id"]
    assert bundle == expected


def test_every_field_has_a_title_and_a_description() -> None:
    assert [
        path
        for path, field in all_fields()
        if not (field.get("title") and field.get("description")) and "properties" not in field
    ] == []


def test_every_object_is_closed() -> None:
    open_ones = [
        path
        for path, field in all_fields()
        if "properties" in field.get("items", field) and field.get("items", field).get("additionalProperties") is not False
    ]
    assert open_ones == []


def test_every_value_of_an_enumeration_has_a_meaning() -> None:
    for name, enumeration in load("enumerations.json")["$defs"].items():
        assert list(enumeration["meanings"]) == enumeration["enum"], name
        assert all(enumeration["meanings"].values()), name


def test_every_enumeration_is_used() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.json") if path.name != "bundle.json")
    assert [name for name in load("enumerations.json")["$defs"] if f'"{ENUMERATIONS}{name}"' not in text] == []


def test_identity_is_all_that_a_declaration_needs(bundle: jsonschema_rs.Draft202012Validator) -> None:
    assert bundle.is_valid(MINIMAL)
    for section, members in MINIMAL.items():
        for member in members:
            sparse = copy.deepcopy(MINIMAL)
            del sparse[section][member]
            assert [error.message for error in bundle.iter_errors(sparse)] == [f'"{member}" is a required property']


@pytest.mark.parametrize(
    ("section", "value", "reason"),
    [
        ("system", {"name": "Example", "trait": []}, "Additional properties are not allowed ('trait' was unexpected)"),
        ("organisation", {"name": "Example", "country": "Germany"}, 'does not match "^[A-Z]{2}$"'),
        ("organisation", {"name": "Example", "roles": ["vendor"]}, '"vendor" is not one of'),
        ("model", {"compute": {"training_flop": None}}, 'null is not of type "number"'),
        ("markets", [{"jurisdiction": "DE", "placed_on": "2026-02-32"}], "does not match"),
        ("markets", [{"jurisdiction": "DE", "reach": ["EU"]}], "'reach' was unexpected"),
        ("risk", {"reviewed_on": "2026-01-01", "reviewed_on_age_days": 1}, "'reviewed_on_age_days' was unexpected"),
    ],
)
def test_what_the_format_does_not_know_is_refused(
    bundle: jsonschema_rs.Draft202012Validator, section: str, value: Any, reason: str
) -> None:
    messages = [error.message for error in bundle.iter_errors({**MINIMAL, section: value})]
    assert len(messages) == 1
    assert reason in messages[0]


def test_every_date_has_an_age_and_every_dated_item_a_distance_to_the_placing() -> None:
    derived = dict(fields(load("derived.json"), ""))
    for path, field in all_fields():
        if field.get("format") == "date":
            assert derived[f".{path}_age_days"]["type"] == "integer", path
    assert ".assurance.assessments.date_days_before_placing" in derived
    assert ".markets.reach" in derived


def test_none_not_applicable_withheld_and_unknown_are_told_apart() -> None:
    reasons = load("enumerations.json")["$defs"]["omission_reason"]["meanings"]
    withheld = {name for name, meaning in reasons.items() if meaning.startswith("withheld")}
    unknown = {name for name, meaning in reasons.items() if meaning.startswith("not known")}
    assert withheld == {"trade-secret", "security", "privacy", "legal", "on-request"}
    assert unknown == {"not-measured", "not-feasible"}
    assert set(reasons) - withheld - unknown == {"none", "not-applicable"}


def test_who_declares_for_whom_when_and_in_which_language_can_be_said() -> None:
    organisations = set(load("enumerations.json")["$defs"]["organisation_type"]["enum"])
    assert organisations >= {
        "company",
        "university",
        "research-institution",
        "non-profit",
        "international-organisation",
        "national-government-body",
        "subnational-government-body",
    }
    assert {"audience", "issued_on", "language", "authority", "sources"} <= set(load("statement.json")["properties"])


def test_a_market_entry_reaches_parts_and_wholes() -> None:
    covers = json.loads(data_path("schemas", "jurisdictions.json").read_text(encoding="utf-8"))["covers"]
    assert len(covers["EU"]) == 27
    assert len(covers["CN"]) == 31
    assert not {"CN-HK", "CN-MO", "CN-TW"} & set(covers["CN"])
    assert {"US-CA", "US-NY"} <= set(covers["US"])
    assert covers["US-NY"] == ["US-NY-NYC"]
