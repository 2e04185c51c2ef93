"""Counting verdicts as reports arrive, alike from this process and from the workers of xdist."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from .properties import values
from .settings import MATRIX_FORMATS, Settings

if TYPE_CHECKING:
    from conformance.matrix import Standing

Said = Mapping[str, str]


class Tally:
    """The verdicts of a run, gathered where pytest reports to: in the one process, or in the controller of xdist.

    Args:
        config: of the run.
        settings: what the run was asked for.
    """

    def __init__(self, config: pytest.Config, settings: Settings) -> None:
        self._config = config
        self._settings = settings
        self._selected: Sequence[str] = ()
        self._unreadable: set[str] = set()
        self._said: dict[str, dict[str, Said]] = {}
        self._problem = ""

    def select(self, nodeids: Sequence[str]) -> None:
        """Take note of the items that are to run, those of other kinds among them."""
        self._selected = nodeids

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Take note of what this process is to run."""
        self.select([item.nodeid for item in session.items])

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Take note of a declaration that could not be read, so that it does not vanish from the matrix."""
        if report.failed and self._settings.names_declaration(self._config.rootpath / report.nodeid):
            self._unreadable.add(report.nodeid)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take note of a verdict."""
        if report.when == "call" and (said := values(report.user_properties)):
            self._said.setdefault(_declaration(report.nodeid), {})[said["requirement"]] = said

    @pytest.hookimpl(trylast=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the matrix to its file, once, when everything has run."""
        target = self._settings.matrix
        if target is None or self._config.option.collectonly:
            return
        from conformance.files import replace_text
        from conformance.reports.standing import render_standing

        try:
            replace_text(target, render_standing(self.standing(), MATRIX_FORMATS[target.suffix]))
        except OSError as error:
            self._problem = f"conformance: the matrix cannot be written to {target}: {error.strerror}"
            session.exitstatus = pytest.ExitCode.USAGE_ERROR
            if not self._config.pluginmanager.hasplugin("terminalreporter"):
                sys.stderr.write(self._problem + "\n")

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Show the matrix, and where it was written."""
        if not self._said and not self._problem:
            return
        terminalreporter.section("conformance")
        if terminalreporter.verbosity >= 0 and not terminalreporter.no_summary:
            from conformance.reports.standing import render_standing

            terminalreporter.write(render_standing(self.standing(), "table") + "\n")
        statuses = Counter(said["verdict"] for declaration in self._said.values() for said in declaration.values())
        terminalreporter.write_line(", ".join(f"{count} {status}" for status, count in statuses.most_common()))
        if self._problem:
            terminalreporter.write_line(self._problem, red=True)
        elif self._settings.matrix:
            terminalreporter.write_line(f"matrix written to {self._settings.matrix}")

    def standing(self) -> Standing:
        """Return the matrix of the run.

        It has a row for each declaration of which something was selected to run or which could not be read, and each cell is
        about every requirement of its regime, whether its item ran or not.
        """
        from conformance.matrix import Cell, JudgedDeclaration, standing
        from conformance.verdicts import Status

        from .bench import bench

        tools = bench(self._config)
        empty = standing(
            (),
            tools.catalogue,
            tools.regimes,
            as_of=self._settings.as_of,
            what_if=self._settings.markets,
            suppose_in_force=self._settings.suppose_in_force,
        )
        known = {requirement for group in empty.groups for requirement in group.requirements}
        expected = {_declaration(nodeid) for nodeid in self._selected if _requirement(nodeid) in known}
        rows, cells = [], {}
        for key in sorted({*expected, *self._unreadable, *self._said}):
            said = self._said.get(key, {})
            about = next(iter(said.values()), {})
            rows.append(
                JudgedDeclaration(
                    key=key,
                    id=about.get("declaration"),
                    name=about.get("system", key),
                    organisation=about.get("organisation", ""),
                    country=about.get("country", ""),
                    sha256=about.get("sha256", ""),
                    verdicts=(),
                )
            )
            cells[key] = {
                group.id: Cell(
                    {id: Status(said[id]["verdict"]) for id in group.requirements if id in said},
                    not_run=tuple(id for id in group.requirements if id not in said),
                )
                for group in empty.groups
            }
        return replace(empty, declarations=tuple(rows), cells=cells)


class FromWorkers:
    """Tells a tally what the workers of xdist are to run; registered only where xdist knows the hook."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally

    def pytest_xdist_node_collection_finished(self, ids: Sequence[str]) -> None:
        """Take note of what the workers are to run; every worker collects the same."""
        self._tally.select(ids)


def _declaration(nodeid: str) -> str:
    """Return the key of an item's declaration, as the command line writes it.

    >>> _declaration("a.declaration.yaml::2::eu-ai-act::art-50-2")
    'a.declaration.yaml#2'
    """
    file, _, document = nodeid.rsplit("::", 2)[0].partition("::")
    return file if document in ("", "1") else f"{file}#{document}"


def _requirement(nodeid: str) -> str:
    return "/".join(nodeid.rsplit("::", 2)[1:])
