"""The command line, run in this process or as a program, in a folder with a small declaration."""

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import conformance
from conformance.cli.main import cli

ROOT = Path(conformance.__file__).parents[1]
PROGRAM = "import sys; sys.argv[0] = 'conformance'; from conformance.cli.main import main; main()"
GOLDEN = Path(__file__).parent / "golden"
SMALL = """\
declaration: {id: "urn:example:1", version: "1", language: en, issued_on: 2026-01-31}
organisation: {name: Example, country: DE, roles: [provider, developer]}
system: {name: Sorter, version: "2", functions: [content-generation]}
markets:
  - {jurisdiction: DE, placed_on: 2026-03-01}
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Runs the command line in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")
    return lambda *arguments, **options: CliRunner().invoke(cli, [str(a) for a in arguments], **options)


@pytest.fixture
def program(tmp_path):
    """The command line as a program of its own: the arguments of ``subprocess`` that run it in the same folder."""

    def start(*arguments, code=PROGRAM, **variables):
        kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM")}
        environment = kept | {"PYTHONPATH": str(ROOT), "TERM": "xterm"} | variables
        return {"args": [sys.executable, "-c", code, *map(str, arguments)], "cwd": tmp_path, "env": environment}

    return start


@pytest.fixture
def small(tmp_path):
    path = tmp_path / "small.declaration.yaml"
    path.write_text(SMALL, encoding="utf-8")
    return path.name


@pytest.fixture
def golden():
    def compare(name, text):
        path = GOLDEN / name
        if os.environ.get("CONFORMANCE_REFRESH_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; tests/reports/conftest.py tells how to refresh it"

    return compare
