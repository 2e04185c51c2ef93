"""The required part of the official JSON Schema test suite for draft 2020-12, complete, through `holds`."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012, SchemaRegistry

from conformance.logic import holds
from conformance.logic.evidence import evidence

_VARIABLE = "JSON_SCHEMA_TEST_SUITE"


def _suite() -> Path | None:
    named = os.environ.get(_VARIABLE)
    beside = Path(__file__).parents[3] / "shared" / "suites" / "json-schema-test-suite"
    folder = Path(named) if named else beside
    return folder if (folder / "tests" / "draft2020-12").is_dir() else None


SUITE = _suite()
FILES = sorted((SUITE / "tests" / "draft2020-12").glob("*.json")) if SUITE is not None else []

if SUITE is None:
    pytest.skip(
        f"the JSON Schema test suite is neither in {_VARIABLE} nor in a folder `shared/` beside the checkout",
        allow_module_level=True,
    )


@pytest.fixture(scope="module")
def remotes() -> SchemaRegistry:
    assert SUITE is not None
    folder = SUITE / "remotes"
    return Registry().with_resources(
        (
            f"http://localhost:1234/{file.relative_to(folder).as_posix()}",
            Resource.from_contents(json.loads(file.read_text(encoding="utf-8")), default_specification=DRAFT202012),
        )
        for file in sorted(folder.rglob("*.json"))
    )


def _cases(file: Path) -> list[tuple[str, Any, list[dict[str, Any]]]]:
    return [(each["description"], each["schema"], each["tests"]) for each in json.loads(file.read_text(encoding="utf-8"))]


def test_the_suite_is_whole() -> None:
    assert len(FILES) >= 40
    assert sum(len(tests) for file in FILES for _, _, tests in _cases(file)) >= 1250


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_required_part(file: Path, remotes: SchemaRegistry) -> None:
    wrong = [
        f"{description}: {test['description']}"
        for description, schema, tests in _cases(file)
        for test in tests
        if holds(schema, test["data"], registry=remotes) is not test["valid"]
    ]
    assert not wrong


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_required_part_interpreted(file: Path, remotes: SchemaRegistry) -> None:
    wrong = [
        f"{description}: {test['description']}"
        for description, schema, tests in _cases(file)
        for test in tests
        if evidence(schema, test["data"], reading="strict", registry=remotes).value is not test["valid"]
        or evidence(schema, test["data"], registry=remotes).value not in (None, test["valid"])
    ]
    assert not wrong
