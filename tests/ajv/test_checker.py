"""The JavaScript checker answers the frozen suite as a plain validator should."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.suite.files import read_suite, suite_path
from conformance.suite.run import Result, run

CHECKER = Path(__file__).parents[2] / "checkers" / "ajv"

if shutil.which("npm") is None:
    pytest.skip("needs npm, which this machine has not", allow_module_level=True)
if os.environ.get("TOX_ENV_NAME") != "ajv":
    pytest.skip("fetches ajv from the npm registry, so it runs in its own environment: tox -e ajv", allow_module_level=True)


def test_the_checker_agrees_with_every_case_that_a_validator_of_two_values_can_answer(tmp_path: Path) -> None:
    for name in ("package.json", "checker.mjs"):
        shutil.copy(CHECKER / name, tmp_path)
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm
    assert node
    subprocess.run([npm, "install", "--no-audit", "--no-fund", "--loglevel=error"], cwd=tmp_path, check=True, timeout=300)
    done = run((node, str(tmp_path / "checker.mjs")), list(read_suite(suite_path())), load_catalogue())
    wrong = [f"{each.id}: {each.message}" for each in done.outcomes if each.result in (Result.DISAGREED, Result.ERROR)]
    assert not wrong, wrong[:5]
    skipped = {each.case.verdict for each in done.outcomes if each.result is Result.SKIPPED}
    assert skipped == {"undeclared", "undetermined"}
    assert done.count(Result.AGREED) > done.count(Result.SKIPPED)
