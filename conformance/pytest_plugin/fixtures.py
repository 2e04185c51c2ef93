"""What the fixtures for Python tests hand out."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conformance.declarations import Declaration, Refusal, load, read

from .bench import bench

if TYPE_CHECKING:
    from conformance.verdicts import Verdict


def declarations(folder: Path, paths: Sequence[str | os.PathLike[str]]) -> Mapping[str, Declaration]:
    """Return the declarations at paths and globs, by what a test id calls them.

    Args:
        folder: where relative paths start.
        paths: as :func:`conformance.declarations.load` takes them.

    Raises:
        pytest.Collector.CollectError: one of them is no declaration, or there is none.
    """
    found = {}
    for each in load([folder / path for path in paths]):
        if isinstance(each, Refusal):
            raise pytest.Collector.CollectError(str(each))
        name = os.path.relpath(each.file, folder).replace(os.sep, "/")
        found[f"{name}#{each.index + 1}" if each.index else name] = each
    if not found:
        raise pytest.Collector.CollectError(
            "the marker `declaration` names no path: @pytest.mark.declaration('a.declaration.yaml')"
        )
    return found


def one_declaration(request: pytest.FixtureRequest) -> Declaration:
    """Return the declaration that a test is run for.

    A test that does not say which fails, with the way to say it.

    Raises:
        Refusal: the file of an indirect parameter is no declaration.
    """
    asked = getattr(request, "param", None)
    if asked is None:
        pytest.fail("which declaration? mark the test: @pytest.mark.declaration('a.declaration.yaml')", pytrace=False)
    return asked if isinstance(asked, Declaration) else only(load([request.path.parent / asked]))


def judging(config: pytest.Config) -> Callable[..., Mapping[str, Verdict]]:
    """Return what the fixture ``judge`` is."""

    def judge(
        declaration: Declaration | Mapping[str, Any] | str | os.PathLike[str],
        *,
        as_of: date | str | None = None,
        markets: Sequence[str] | None = None,
        suppose_in_force: bool | None = None,
    ) -> Mapping[str, Verdict]:
        if isinstance(declaration, str | os.PathLike):
            declaration = only(load([declaration]))
        elif not isinstance(declaration, Declaration):
            declaration = only(read(json.dumps(declaration).encode(), "declaration.json"))
        day = date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
        examination = bench(config).examine(declaration, as_of=day, markets=markets, suppose_in_force=suppose_in_force)
        return {verdict.id: verdict for verdict in examination.verdicts}

    return judge


def only(found: Iterable[Declaration | Refusal]) -> Declaration:
    """Return the one declaration that was found.

    Raises:
        Refusal: it was refused.
        ValueError: there are several.
    """
    first, *others = found
    if isinstance(first, Refusal):
        raise first
    if others:
        raise ValueError(f"{first.file} holds {1 + len(others)} declarations; the marker `declaration` takes them all")
    return first
