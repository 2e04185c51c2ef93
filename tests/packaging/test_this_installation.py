"""The installation that runs these tests, a wheel or an editable checkout: its data, its command, its plugin."""

import os
import subprocess
import sys
import sysconfig
from importlib.metadata import entry_points, version
from pathlib import Path

import pytest

import conformance
from conformance.resources import data_path

ROOT = Path(__file__).parents[2]
INSTALLED_AS = os.environ.get("INSTALLED_AS")


@pytest.mark.skipif(INSTALLED_AS is None, reason="INSTALLED_AS is not set: only tox knows how it installed the package")
@pytest.mark.parametrize("folder", ["schemas", "fixtures"])
def test_data_is_found_in_the_wheel_or_in_the_checkout(folder):
    place = Path(conformance.__file__).parent / "_data" if INSTALLED_AS == "wheel" else ROOT
    assert data_path(folder) == place / folder


@pytest.mark.parametrize("folder", ["schemas", "fixtures"])
def test_data_is_that_of_the_checkout(folder):
    def content(root):
        return {p.relative_to(root): p.read_bytes() for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts}

    assert content(data_path(folder)) == content(ROOT / folder)


def test_missing_data_says_that_the_installation_is_incomplete():
    with pytest.raises(FileNotFoundError, match=r"schemas/nowhere\.json is missing from the installation of ai-conformance"):
        data_path("schemas", "nowhere.json")


def test_the_command_runs_outside_the_checkout(tmp_path):
    command = Path(sysconfig.get_path("scripts")) / "conformance"
    done = subprocess.run([command, "--version"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr, done.returncode) == (f"conformance {conformance.__version__}\n", "", 0)


def test_the_version_is_said_once():
    assert version("ai-conformance") == conformance.__version__


def test_pytest_finds_the_plugin():
    (plugin,) = entry_points(group="pytest11", name="conformance")
    assert plugin.value == "conformance.pytest_plugin.plugin"


HEAVY = {
    "click",
    "conformance.catalogue",
    "conformance.declarations",
    "conformance.logic",
    "conformance.matrix",
    "conformance.reports",
    "conformance.verdicts",
    "hypothesis",
    "jsonschema",
    "jsonschema_rs",
    "referencing",
    "tabulate",
    "yaml",
}


def test_the_plugin_imports_nothing_heavy(tmp_path):
    code = "import sys; import conformance.pytest_plugin.plugin; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert HEAVY & set(done.stdout.split()) == set()


def test_a_run_without_declarations_imports_nothing_heavy(pytester):
    pytester.makepyfile(f"import sys\ndef test_modules():\n    assert {HEAVY!r} & set(sys.modules) == set()\n")
    pytester.runpytest_subprocess("-p", "no:hypothesispytest").assert_outcomes(passed=1)
