"""The hooks that pytest calls in every run. What they do with a declaration stands in modules imported when there is one."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from .settings import SETTINGS, Settings, add_options, settle
from .tally import FromWorkers, Tally

if TYPE_CHECKING:
    from conformance.catalogue import Regime
    from conformance.declarations import Declaration
    from conformance.verdicts import Verdict

SUFFIXES = (".yaml", ".yml", ".json")
OTHER_SUFFIXES = (".csv", ".jsonl", ".md", ".ndjson", ".tsv", ".xml")
"""Suffixes of files that hold declarations in other formats, or something else altogether: an adapter tells."""
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
    """Collect files named as declarations, and files given by path that nothing else collects and that can hold declarations."""
    collectors = yield
    unclaimed = not collectors and parent.session.isinitpath(file_path) and _may_declare(file_path, parent.config.stash[SETTINGS])
    if unclaimed or parent.config.stash[SETTINGS].names_declaration(file_path):
        from .collect import DeclarationFile

        collectors.append(DeclarationFile.from_parent(parent, path=file_path))
    return collectors


def _may_declare(path: Path, settings: Settings) -> bool:
    if path.suffix in SUFFIXES or (settings.format_name is not None and path.suffix in OTHER_SUFFIXES):
        return True
    if path.suffix not in OTHER_SUFFIXES:
        return False
    from conformance.declarations import is_known_format

    return is_known_format(path)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(session: pytest.Session, config: pytest.Config, items: list[pytest.Item]) -> None:
    """Add a test for each requirement of the chosen regimes, if the regimes themselves are to be tested."""
    if config.stash[SETTINGS].selftest:
        from .selftest import requirement_items

        items.extend(requirement_items(session, config))


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a marked test once for each declaration that its marker names."""
    marker = metafunc.definition.get_closest_marker("declaration")
    if marker is not None and "declaration" in metafunc.fixturenames:
        from .fixtures import declarations

        found = declarations(metafunc.definition.path.parent, marker.args)
        metafunc.parametrize("declaration", found.values(), ids=found.keys(), indirect=True)


@pytest.fixture
def declaration(request: pytest.FixtureRequest) -> Declaration:
    """A declaration: each of those that the marker ``declaration(*paths)`` names, or the one at an indirect parameter's path."""
    from .fixtures import one_declaration

    return one_declaration(request)


@pytest.fixture(scope="session")
def judge(pytestconfig: pytest.Config) -> Callable[..., Mapping[str, Verdict]]:
    """Judge a declaration as the run's settings ask: ``judge(declaration)["eu-ai-act/art-50-2"].status``.

    It takes a declaration, its data as a mapping, or the path of its file; ``as_of`` (a date or ``YYYY-MM-DD``), ``markets`` and
    ``suppose_in_force`` replace those of the settings. What is no declaration raises ``conformance.declarations.Refusal``.
    """
    from .fixtures import judging

    return judging(pytestconfig)


@pytest.fixture(scope="session")
def regimes(pytestconfig: pytest.Config) -> Mapping[str, Regime]:
    """The regimes that the run judges against, by id."""
    from .bench import bench

    return {regime.id: regime for regime in bench(pytestconfig).regimes}
