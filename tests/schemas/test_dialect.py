"""The dialect is a meta-schema, every schema follows it, and what it forbids is refused for that reason."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

if TYPE_CHECKING:
    from referencing import Registry

DIALECT = "https://ai-conformance.example/schemas/dialect.json"

REQUIREMENT = {
    "title": "A title",
    "description": "What it asks.",
    "requirement": {
        "clause": "Art. 1",
        "level": "shall",
        "dutyHolder": ["provider"],
        "inForce": {"from": "2026-01-01", "to": None},
        "axes": ["ethical-framework"],
        "checkability": "full",
        "source": "S1",
        "confidence": "high",
    },
    "if": True,
    "then": {"type": "object"},
}


@pytest.fixture(scope="module")
def dialect(schemas: dict[str, Any], registry: Registry[Any]) -> Draft202012Validator:
    return Draft202012Validator(schemas[DIALECT], registry=registry)


def test_the_dialect_is_a_2020_12_schema_with_a_vocabulary_that_may_be_ignored(schemas: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schemas[DIALECT])
    jsonschema_rs.meta.validate(schemas[DIALECT])
    vocabularies = schemas[DIALECT]["$vocabulary"]
    assert [uri for uri, required in vocabularies.items() if not required] == [
        "https://ai-conformance.example/schemas/vocab/requirement"
    ]


def test_every_schema_follows_the_dialect(
    schema_path: Path, dialect: Draft202012Validator, schemas: dict[str, Any], rust_registry: jsonschema_rs.Registry
) -> None:
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    assert [f"{error.json_path}: {error.message}" for error in dialect.iter_errors(schema)] == []
    rust = jsonschema_rs.validator_for(schemas[DIALECT], registry=rust_registry)
    assert [error.message for error in rust.iter_errors(schema)] == []


def test_a_well_formed_requirement_is_accepted(dialect: Draft202012Validator) -> None:
    assert dialect.is_valid({"$defs": {"art-1": REQUIREMENT}})


@pytest.mark.parametrize(
    ("at", "value", "reason"),
    [
        (("requirement", "level"), "must", "'must' is not one of"),
        (("requirement", "confidence"), "sure", "'sure' is not one of"),
        (("requirement", "dutyHolder"), [], "should be non-empty"),
        (("requirement", "inForce"), {"from": "2026-13-01", "to": None}, "does not match"),
        (("requirement", "inForce"), {"from": None}, "'to' is a required property"),
        (("requirement", "weight"), 3, "Additional properties are not allowed"),
        (("requirement", "uncodified"), "a duty of states", "should not be valid under"),
        (("then",), None, "is not of type"),
        (("unit",), 7, "is not of type 'string'"),
        (("aligned",), ["no prefix"], "does not match"),
    ],
)
def test_a_malformed_annotation_is_refused(dialect: Draft202012Validator, at: tuple[str, ...], value: Any, reason: str) -> None:
    schema = copy.deepcopy(REQUIREMENT)
    holder: Any = schema
    for name in at[:-1]:
        holder = holder[name]
    holder[at[-1]] = value
    messages = [error.message for error in dialect.iter_errors({"$defs": {"art-1": schema}})]
    assert any(reason in message for message in messages), messages


@pytest.mark.parametrize("missing", ["title", "description", "if", "then"])
def test_a_requirement_without_its_parts_is_refused(dialect: Draft202012Validator, missing: str) -> None:
    schema = {name: value for name, value in REQUIREMENT.items() if name != missing}
    messages = [error.message for error in dialect.iter_errors({"$defs": {"art-1": schema}})]
    assert messages == [f"'{missing}' is a required property"]
