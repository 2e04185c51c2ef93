"""The pre-commit hook runs the command that judges, on files named as declarations and on no others."""

import re
from pathlib import Path

import pytest
import yaml

from conformance.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", ["a.declaration.yaml", "systems/a.declaration.yml", "a.declaration.json"])
def test_it_takes_declarations(name):
    assert re.search(HOOK["files"], name)


@pytest.mark.parametrize(
    "name", ["a.yaml", "declaration.yaml", "a.declaration.yaml.orig", "schemas/declaration/declaration.json"]
)
def test_it_leaves_other_files_alone(name):
    assert not re.search(HOOK["files"], name)


def test_it_runs_a_command_that_exists():
    program, command = HOOK["entry"].split()
    assert program == "conformance"
    assert command in COMMANDS
