"""Folders of declarations for inner pytest runs, and a reader of what those runs say to machines."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml  # noqa: F401  # inner runs forget what they import, and the C parser keeps the classes it met first

EXAMPLES = Path(__file__).parents[2] / "fixtures" / "declarations" / "examples"
AS_OF = "2026-11-23"
REGIME = "cn-content-labeling"
"""A regime that the examples pass, fail, and leave open in parts, and that is quick to judge."""


@pytest.fixture(scope="session")
def generated_code(tmp_path_factory):
    """One place for generated code: pytester gives each inner run a home of its own, where all of it would be made anew."""
    folder = tmp_path_factory.getbasetemp() / "generated_code"
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(autouse=True)
def _warm(generated_code, monkeypatch):
    monkeypatch.setenv("CONFORMANCE_CACHE_DIR", str(generated_code))


@pytest.fixture
def declare(pytester):
    """Copy a shipped example under a name of its own: ``declare("a", "hopeless")`` makes ``a.declaration.yaml``."""

    def declare(name, example="exemplary"):
        target = pytester.path / (name if "." in name else f"{name}.declaration.yaml")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(EXAMPLES / f"{example}.declaration.yaml", target)
        return target

    return declare


@pytest.fixture
def judged(pytester):
    """Run pytest on the day and the regime of these tests, warnings as errors; in a process of its own if ``apart``."""

    def judged(*args, regime=REGIME, as_of=AS_OF, apart=False):
        settings = [f"--conformance-regime={regime}"] * bool(regime) + [f"--conformance-as-of={as_of}"] * bool(as_of)
        run = pytester.runpytest_subprocess if apart else pytester.runpytest_inprocess
        return run("-W", "error", *settings, *args)

    return judged


@dataclass(frozen=True)
class Case:
    """One test of a JUnit file."""

    name: str
    outcome: str
    message: str
    text: str
    properties: dict


@pytest.fixture
def cases(pytester, judged):
    """Run as ``judged`` does and return the cases of the JUnit file, by node id, in the order of the ids."""

    def cases(*args, **settings):
        file = pytester.path / "junit.xml"
        judged("--junitxml", file, *args, **settings)
        found = {}
        for element in ET.parse(file).iter("testcase"):
            tag = next((child for child in element if child.tag in ("failure", "skipped", "error")), None)
            properties = {p.get("name"): p.get("value") for p in element.iter("property")}
            found[f"{element.get('classname')}.{element.get('name')}"] = Case(
                element.get("name"),
                "passed" if tag is None else {"failure": "failed"}.get(tag.tag, tag.tag),
                "" if tag is None else tag.get("message"),
                "" if tag is None else tag.text,
                properties,
            )
        return dict(sorted(found.items()))

    return cases
