"""Options that several subcommands share."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import click

from conformance.catalogue import Level

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
F = TypeVar("F", bound=Callable[..., object])


def read_day(_: click.Context, __: click.Parameter, value: str | None) -> date:
    """Read a day of the calendar; today for None."""
    if value is None:
        return date.today()  # noqa: DTZ011  # the day on the user's calendar
    try:
        if DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise click.BadParameter(f"{value!r} is not a day of the calendar like 2026-08-02")


def _level(_: click.Context, __: click.Parameter, value: str) -> Level:
    return Level(value)


def regimes_option(function: F) -> F:
    """Add ``--regime``, repeatable."""
    return click.option(
        "--regime",
        "regimes",
        metavar="ID",
        multiple=True,
        help="A regime to judge against; repeatable; all shipped regimes by default, or by the word all.",
    )(function)


def as_of_option(function: F) -> F:
    """Add ``--as-of``, today by default."""
    return click.option("--as-of", metavar="DATE", callback=read_day, help="The day to judge at, YYYY-MM-DD; today by default.")(
        function
    )


def market_option(function: F) -> F:
    """Add ``--market``, repeatable."""
    return click.option(
        "--market",
        "markets",
        metavar="XX",
        multiple=True,
        callback=_markets,
        help="Suppose the system is also placed there: ISO 3166 code, EU or US-CA; repeatable.",
    )(function)


def suppose_option(function: F) -> F:
    """Add ``--suppose-in-force``."""
    return click.option(
        "--suppose-in-force",
        is_flag=True,
        help="Suppose that what is stayed, undated or not yet in force is in force; what is past its last day stays out.",
    )(function)


def require_market(code: str) -> None:
    """Refuse a code that names no market: to it no law would seem to apply."""
    from conformance.declarations.jurisdictions import what_is_wrong

    if problem := what_is_wrong(code):
        raise click.BadParameter(f"{code!r} {problem}")


def _markets(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    for value in values:
        require_market(value)
    return tuple(dict.fromkeys(values))


def level_option(default: Level) -> Callable[[F], F]:
    """Add ``--level`` with that default."""
    return click.option(
        "--level",
        type=click.Choice([str(level) for level in Level]),
        default=str(default),
        callback=_level,
        show_default=True,
        help="Weakest level taken into account: may includes should, should includes shall.",
    )


def format_option(*formats: str) -> Callable[[F], F]:
    """Add ``--format`` with those choices; the first is the default."""
    return click.option(
        "--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True, help="Form of the output."
    )


def output_option(function: F) -> F:
    """Add ``-o`` / ``--output``."""
    return click.option(
        "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Write to this file instead of standard output."
    )(function)


def from_option(function: F) -> F:
    """Add ``--from``, the format of the sources."""
    return click.option(
        "--from",
        "format_name",
        metavar="FORMAT",
        help="The format of the sources, as 'conformance formats' lists them; told from each source by default.",
    )(function)


def evidence_option(function: F) -> F:
    """Add ``--evidence``: whose word counts."""
    return click.option(
        "--evidence",
        type=click.Choice(["any", "first-party"]),
        default="any",
        show_default=True,
        help="Whose word counts: anybody's, or only what the organisation says of itself.",
    )(function)


def timeout_option(function: F) -> F:
    """Add ``--timeout``, in seconds for each question to the prover."""
    return click.option(
        "--timeout",
        type=click.FloatRange(0),
        metavar="SECONDS",
        default=30.0,
        show_default=True,
        help="Time for each question to Z3.",
    )(function)


def chosen(regimes: tuple[str, ...]) -> tuple[str, ...] | None:
    """Return the regimes asked for by name, or None for all of them."""
    return None if not regimes or "all" in regimes else regimes
