"""A small declaration to vary."""

import copy
import json

import pytest

_SMALL = {
    "declaration": {"id": "urn:example:1", "version": "1", "language": "en", "issued_on": "2026-01-31"},
    "organisation": {"name": "Example", "country": "DE"},
    "system": {"name": "Sorter"},
}


@pytest.fixture
def small():
    """The smallest declaration; the test may change it."""
    return copy.deepcopy(_SMALL)


@pytest.fixture
def small_file(tmp_path, small):
    """Writes the smallest declaration, changed by ``changes``, under a name and returns its path."""

    def write(name="a.declaration.json", **changes):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(small | changes), encoding="utf-8")
        return path

    return write
