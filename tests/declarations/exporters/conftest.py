"""Reading back what was written."""

from datetime import date
from pathlib import Path

import pytest

from conformance.declarations.adapters.convert import convert
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named
from conformance.declarations.limits import DEFAULT_LIMITS


@pytest.fixture
def converted():
    """Returns what an adapter makes of the records of a file."""

    def run(path, name):
        return list(convert(Original(Path(path).name, Path(path), None, DEFAULT_LIMITS), adapter_named(name), date(2026, 11, 23)))

    return run
