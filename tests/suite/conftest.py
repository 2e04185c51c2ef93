import os
import sys
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.suite.building import build_regime, gathered
from conformance.suite.files import read_suite, write_suite

ROOT = Path(__file__).parents[2]
SMALL = "us-ca-sb53"


@pytest.fixture(scope="session", autouse=True)
def _importable():
    """Checkers are programs of their own: they find the package also where it is not installed."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(ROOT), prepend=os.pathsep)
        yield


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue()


@pytest.fixture(scope="session")
def built():
    """The suite of one regime, built now."""
    return gathered(iter([build_regime(SMALL)]))


@pytest.fixture(scope="session")
def suite(built, catalogue, tmp_path_factory):
    """The same in a folder."""
    folder = tmp_path_factory.mktemp("suite")
    write_suite(folder, built.texts(catalogue), [SMALL])
    return folder


@pytest.fixture(scope="session")
def files(suite):
    return list(read_suite(suite))


@pytest.fixture
def checker():
    """Return the command of a shipped checker by the name of its file."""
    return lambda name: (sys.executable, str(ROOT / "checkers" / name))


@pytest.fixture
def wrong():
    """Return the command of a deliberately wrong checker by name."""
    return lambda name: (sys.executable, str(ROOT / "tests" / "suite" / "wrong" / "wrong.py"), name)
