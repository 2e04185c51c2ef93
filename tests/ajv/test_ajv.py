"""ajv, the validator of the JavaScript world, loads every schema and applies it as jsonschema-rs does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from conformance.declarations import Declaration, derive, load
from conformance.resources import data_path

HERE = Path(__file__).parent
AS_OF = date(2026, 11, 23)

if shutil.which("npm") is None:
    pytest.skip("needs npm, which this machine has not", allow_module_level=True)
if os.environ.get("TOX_ENV_NAME") != "ajv":
    pytest.skip("fetches ajv from the npm registry, so it runs in its own environment: tox -e ajv", allow_module_level=True)


@pytest.fixture(scope="module")
def checker(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """check.mjs beside an installed ajv, in a folder of its own."""
    folder = tmp_path_factory.mktemp("ajv")
    for name in ("package.json", "check.mjs"):
        shutil.copy(HERE / name, folder)
    npm = shutil.which("npm")
    assert npm
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=folder, check=True, timeout=300)
    return folder / "check.mjs"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """The shipped declarations as judged, and what jsonschema-rs says of each under every schema."""
    folder = data_path("schemas")
    schemas = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in [
            folder / "dialect.json",
            *(path for part in ("declaration", "facts", "regimes") for path in (folder / part).glob("*.json")),
        ]
    ]
    registry = jsonschema_rs.Registry([(schema["$id"], schema) for schema in schemas])
    documents: list[Any] = []
    for declaration in load(sorted(data_path("fixtures", "declarations").rglob("*.declaration.yaml"))):
        assert isinstance(declaration, Declaration), declaration
        documents += [declaration.data, derive(declaration.data, AS_OF).document]
    validators = {schema["$id"]: jsonschema_rs.validator_for(schema, registry=registry) for schema in schemas}
    return {
        "documents": documents,
        "expected": {
            address: [validator.is_valid(document) for document in documents] for address, validator in validators.items()
        },
    }


def test_ajv_agrees(checker: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    results = expected["expected"].values()
    assert any(True in result for result in results)
    assert any(False in result for result in results)
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps(expected), encoding="utf-8")
    node = shutil.which("node")
    assert node
    run = subprocess.run(
        [node, str(checker), str(data_path("schemas")), str(cases)],
        cwd=checker.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert (run.returncode, run.stderr) == (0, ""), run.stdout + run.stderr


def test_a_disagreement_is_reported(checker: Path, expected: dict[str, Any], tmp_path: Path) -> None:
    address, results = next(iter(expected["expected"].items()))
    wrong = {"documents": expected["documents"][:1], "expected": {address: [not results[0]]}}
    cases = tmp_path / "cases.json"
    cases.write_text(json.dumps(wrong), encoding="utf-8")
    node = shutil.which("node")
    assert node
    run = subprocess.run(
        [node, str(checker), str(data_path("schemas")), str(cases)],
        cwd=checker.parent,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 1
    assert f"{address}: document 0" in run.stdout
