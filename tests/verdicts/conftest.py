"""A small catalogue (``schemas/`` beside this file) and a small declaration to vary."""

import copy
from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import Declaration, derive, read
from conformance.verdicts import Judge, examine

SCHEMAS = Path(__file__).parent / "schemas"
DAY = date(2026, 11, 23)
SMALL = """\
declaration: {id: "urn:example:1", version: "1", language: en, issued_on: 2026-01-31}
organisation:
  name: Example
  country: DE
  roles: [provider]
system: {name: Sorter, version: "2"}
markets:
  - {jurisdiction: DE, placed_on: 2026-03-01}
use:
  circumstances: [public-facing]
  practices: []
"""


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(SCHEMAS)


@pytest.fixture(scope="session")
def judge_all(catalogue):
    return Judge(catalogue)


def parsed(text, file="a.declaration.yaml"):
    (found,) = read(text.encode(), file)
    assert isinstance(found, Declaration), found
    return found


@pytest.fixture
def read_one():
    """Reads the text of one declaration."""
    return parsed


@pytest.fixture
def small():
    """The data of the small declaration; the test may change it."""
    return copy.deepcopy(dict(parsed(SMALL).data))


@pytest.fixture
def small_text():
    return SMALL


@pytest.fixture
def verdicts_on(judge_all):
    """Judges data and returns its verdicts by requirement id."""

    def judge(data, as_of=DAY, **options):
        return {v.id: v for v in judge_all(derive(data, as_of), as_of=as_of, **options)}

    return judge


@pytest.fixture
def examined(catalogue, judge_all):
    """Judges the text of a declaration and puts it under examination."""

    def one(text, as_of=DAY, file="a.declaration.yaml", **options):
        declaration = parsed(text, file)
        judged = derive(declaration.data, as_of)
        verdicts = judge_all(judged, as_of=as_of, **options)
        return examine(declaration, judged, verdicts, catalogue, options.get("what_if", ()))

    return one
