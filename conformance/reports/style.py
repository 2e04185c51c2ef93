"""Colour for words, used on terminals only."""

from __future__ import annotations

from collections.abc import Callable

from conformance.verdicts import Status

Paint = Callable[[str, Status], str]
"""Returns the text in the colour of the status, or as it is."""

_COLOURS = {
    Status.PASS: "32",
    Status.FAIL: "31",
    Status.UNDECLARED: "33",
    Status.UNDETERMINED: "36",
    Status.NOT_APPLICABLE: "2",
    Status.NOT_IN_FORCE: "2",
    Status.WAIVED: "35",
}


def plain(text: str, _: Status) -> str:
    """Return the text as it is."""
    return text


def coloured(text: str, status: Status) -> str:
    """Return the text between ANSI escape sequences (ECMA-48, select graphic rendition)."""
    return f"\x1b[{_COLOURS[status]}m{text}\x1b[0m"
