"""The layers of ARCHITECTURE.md hold in the imports, and a module that breaks them is found."""

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINTER = Path(sysconfig.get_path("scripts")) / "lint-imports"

pytestmark = pytest.mark.skipif(not LINTER.exists(), reason="import-linter is not installed here; `tox -e lint` runs it")


@pytest.fixture
def house(tmp_path):
    """A copy of the package and its contracts that a test may spoil."""
    shutil.copytree(ROOT / "conformance", tmp_path / "conformance", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(house):
    command = [sys.executable, LINTER, "--no-cache"]
    done = subprocess.run(command, cwd=house, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_imports_go_down_the_layers_only(house):
    status, output = lint(house)
    assert status == 0, output


@pytest.mark.parametrize(
    ("room", "statement", "contract"),
    [
        ("logic", "import conformance.verdicts", "Imports go down the layers only"),
        ("logic", "import yaml", "The formal core knows JSON Schema, and neither files nor people"),
        ("verdicts", "import conformance.matrix", "Imports go down the layers only"),
        ("catalogue", "import conformance.declarations", "Imports go down the layers only"),
        ("matrix", "import pytest", "Only the front ends know click and pytest"),
    ],
)
def test_an_import_that_goes_up_is_found(house, room, statement, contract):
    house.joinpath("conformance", room, "astray.py").write_text(f"{statement}\n", encoding="utf-8")
    status, output = lint(house)
    assert status == 1
    assert f"{contract} BROKEN" in output


def test_a_room_without_a_layer_is_found(house):
    house.joinpath("conformance", "attic.py").write_text("", encoding="utf-8")
    status, output = lint(house)
    assert status == 1
    assert "attic" in output
