"""What the wheel and the source distribution hold, and that an installed wheel works alone, far from the checkout."""

import subprocess
import sys
import sysconfig
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DATA = ("schemas", "fixtures")


def run(*command, cwd, **kwargs):
    done = subprocess.run([str(part) for part in command], cwd=cwd, capture_output=True, text=True, check=False, **kwargs)
    assert done.returncode == 0, f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}"
    return done.stdout


def build(source, target, into):
    run(sys.executable, "-m", "hatchling", "build", "-t", target, "-d", into, cwd=source)
    (made,) = into.iterdir()
    return made


def files_below(root, *folders):
    ignored = {"__pycache__", "node_modules"}
    for folder in folders:
        for path in (root / folder).rglob("*"):
            if path.is_file() and not ignored & set(path.parts):
                yield path.relative_to(root).as_posix()


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    return build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory):
    return build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def unpacked_sdist(sdist, tmp_path_factory):
    unpacked = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        archive.extractall(unpacked, filter="data")
    (folder,) = unpacked.iterdir()
    return folder


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A virtual environment of its own for the wheel; the dependencies are borrowed from the running one."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False, symlinks=True)
    variables = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=variables))
    scripts = Path(sysconfig.get_path("scripts", "venv", vars=variables))
    python = scripts / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "-q", "--no-deps", "--no-index", wheel, cwd=home)
    # Only now: pip would otherwise find this very package among what is borrowed.
    borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    packages.joinpath("borrowed.pth").write_text("\n".join(borrowed), encoding="utf-8")
    return scripts, packages


def names_in(wheel):
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_schema_and_every_fixture(wheel):
    expected = {f"conformance/_data/{path}" for path in files_below(ROOT, *DATA)}
    assert expected <= names_in(wheel)


def test_the_wheel_holds_the_whole_package_with_its_types_and_its_licence(wheel):
    names = names_in(wheel)
    assert set(files_below(ROOT, "conformance")) <= names
    assert "conformance/py.typed" in names
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)


def test_the_wheel_installs_nothing_beside_the_package(wheel):
    assert {name.partition("/")[0].partition("-")[0] for name in names_in(wheel)} == {"conformance", "ai_conformance"}


def test_a_wheel_built_from_the_sdist_is_the_wheel_built_from_the_checkout(wheel, unpacked_sdist, tmp_path):
    assert names_in(build(unpacked_sdist, "wheel", tmp_path)) == names_in(wheel)


def test_the_sdist_holds_what_its_tests_need(unpacked_sdist):
    needed = set(files_below(ROOT, "tests", "docs", ".ci")) | {"tox.ini", "pyproject.toml", "README.md", "CHANGELOG.md"}
    assert needed <= set(files_below(unpacked_sdist, "."))


@pytest.mark.parametrize("folder", DATA)
def test_an_installed_wheel_finds_its_data_inside_itself(installed, tmp_path, folder):
    scripts, packages = installed
    code = f"from conformance.resources import data_path; print(data_path({folder!r}))"
    assert Path(run(scripts / "python", "-c", code, cwd=tmp_path).strip()) == packages / "conformance" / "_data" / folder


def test_the_command_of_an_installed_wheel_lists_the_shipped_regimes(installed, tmp_path):
    scripts, _ = installed
    listing = run(scripts / "conformance", "regimes", cwd=tmp_path)
    for regime in (ROOT / "schemas" / "regimes").glob("*.json"):
        assert regime.stem in listing


def test_an_installed_wheel_adds_its_options_to_pytest(installed, tmp_path):
    scripts, _ = installed
    assert "--conformance-regime=ID" in run(scripts / "python", "-m", "pytest", "--help", cwd=tmp_path)
