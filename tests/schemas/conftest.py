"""The shipped schemas, and registries of them for the two Python validators."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from conformance.resources import data_path

SCHEMAS = data_path("schemas")
FOLDERS = ("declaration", "facts", "regimes")


def schema_files() -> list[Path]:
    return [SCHEMAS / "dialect.json", *(path for folder in FOLDERS for path in sorted((SCHEMAS / folder).glob("*.json")))]


@pytest.fixture(scope="session")
def schemas() -> dict[str, Any]:
    """Every shipped schema by its ``$id``."""
    documents = [json.loads(path.read_text(encoding="utf-8")) for path in schema_files()]
    return {document["$id"]: document for document in documents}


@pytest.fixture(scope="session")
def registry(schemas: dict[str, Any]) -> Registry[Any]:
    """All of them for ``jsonschema``; crawled, because each look-up in an uncrawled registry crawls it anew."""
    pairs = [(uri, DRAFT202012.create_resource(schema)) for uri, schema in schemas.items()]
    return Registry[Any]().with_resources(pairs).crawl()


@pytest.fixture(scope="session")
def rust_registry(schemas: dict[str, Any]) -> jsonschema_rs.Registry:
    """All of them for ``jsonschema-rs``."""
    return jsonschema_rs.Registry(list(schemas.items()))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give a test that asks for ``schema_path`` or ``regime_path`` one case a file."""
    if "schema_path" in metafunc.fixturenames:
        paths = schema_files()
        metafunc.parametrize("schema_path", paths, ids=[str(path.relative_to(SCHEMAS).as_posix()) for path in paths])
    if "regime_path" in metafunc.fixturenames:
        paths = sorted((SCHEMAS / "regimes").glob("*.json"))
        metafunc.parametrize("regime_path", paths, ids=[path.stem for path in paths])
