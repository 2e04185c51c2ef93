"""Converting made-up files."""

from datetime import date
from pathlib import Path

import pytest

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named
from conformance.declarations.limits import DEFAULT_LIMITS

DAY = date(2026, 11, 23)


@pytest.fixture
def original(tmp_path):
    """Writes bytes or text into a file and returns it as a source."""

    def write(content, name="source.csv", limits=DEFAULT_LIMITS):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return Original(name, path, None, limits)

    return write


@pytest.fixture
def converted():
    """Returns what an adapter makes of the records of a file."""

    def run(path, name, limits=DEFAULT_LIMITS):
        path = Path(path)
        return list(convert(Original(path.name, path, None, limits), adapter_named(name), DAY))

    return run
