"""The hooks that pytest calls in every run. What they do with a declaration stands in modules imported when there is one."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest

from .settings import SETTINGS, add_options, settle
from .tally import FromWorkers, Tally

SUFFIXES = (".yaml", ".yml", ".json")
MARKERS = (
    "conformance: every item of this plugin, so that `-m 'not conformance'` leaves them out",
    "declaration(*paths): run the test once for each declaration in these files or globs, relative to the folder of the test",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the options and their ini settings."""
    add_options(parser)


def pytest_configure(config: pytest.Config) -> None:
    """Settle what was asked for, and listen for verdicts where reports arrive."""
    for marker in MARKERS:
        config.addinivalue_line("markers", marker)
    settings = config.stash[SETTINGS] = settle(config)
    if not hasattr(config, "workerinput"):
        tally = Tally(config, settings)
        config.pluginmanager.register(tally, "conformance-tally")
        if config.pluginmanager.hasplugin("xdist"):
            config.pluginmanager.register(FromWorkers(tally), "conformance-tally-xdist")


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Collect files named as declarations, and YAML or JSON files given by path that nothing else collects."""
    collectors = yield
    unclaimed = not collectors and file_path.suffix in SUFFIXES and parent.session.isinitpath(file_path)
    if unclaimed or parent.config.stash[SETTINGS].names_declaration(file_path):
        from .collect import DeclarationFile

        collectors.append(DeclarationFile.from_parent(parent, path=file_path))
    return collectors
