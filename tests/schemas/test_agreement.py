"""The Python validators load and apply every regime file alike."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import pytest
from jsonschema import Draft202012Validator

from conformance.declarations import Declaration, derive, load
from conformance.resources import data_path

if TYPE_CHECKING:
    from referencing import Registry

FOLDER = data_path("fixtures", "declarations")
AS_OF = date(2026, 11, 23)


@pytest.fixture(scope="module")
def documents() -> list[Any]:
    """The examples and one real declaration a folder, as judged on one day."""
    paths = [
        *sorted((FOLDER / "examples").glob("*.yaml")),
        *(min(folder.glob("*.yaml")) for folder in sorted(FOLDER.iterdir())[:5]),
    ]
    read = [item for item in load(paths) if isinstance(item, Declaration)]
    assert read, f"no declaration in {FOLDER}"
    return [json.loads(json.dumps(derive(item.data, AS_OF).document)) for item in read]


def test_the_validators_agree(
    regime_path: Path, documents: list[Any], registry: Registry[Any], rust_registry: jsonschema_rs.Registry
) -> None:
    schema = json.loads(regime_path.read_text(encoding="utf-8"))
    python = Draft202012Validator(schema, registry=registry)
    rust = jsonschema_rs.validator_for(schema, registry=rust_registry)
    assert [python.is_valid(document) for document in documents] == [rust.is_valid(document) for document in documents]
