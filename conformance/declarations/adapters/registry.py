"""Which adapters there are, and which of them reads a source."""

from __future__ import annotations

from difflib import get_close_matches
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING

from conformance.errors import ConformanceError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.declarations.adapters.adapter import Adapter
    from conformance.declarations.adapters.original import Original

GROUP = "conformance.adapters"


class UnknownFormat(ConformanceError):
    """There is no adapter of that name.

    Attributes:
        name: what was asked for.
        known: the names there are.
    """

    def __init__(self, name: str, known: tuple[str, ...]) -> None:
        super().__init__(name, known)
        self.name = name
        self.known = known

    def __str__(self) -> str:
        near = get_close_matches(self.name, self.known, n=1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(self.known)}"
        return f"there is no format '{self.name}': {hint}"


class BrokenAdapter(ConformanceError):
    """An entry point leads to no adapter.

    Attributes:
        entry: the entry point.
        problem: what happened.
    """

    def __init__(self, entry: EntryPoint, problem: str) -> None:
        super().__init__(entry.name, problem)
        self.entry = entry
        self.problem = problem

    def __str__(self) -> str:
        package = self.entry.dist.name if self.entry.dist else "some package"
        what = f"the adapter '{self.entry.name}' of {package} cannot be loaded from {self.entry.value}: {self.problem}"
        return f"{what}; install {package} again, or remove it"


@cache
def adapters() -> Mapping[str, Adapter]:
    """Return the installed adapters by name, in the order of their names.

    Raises:
        BrokenAdapter: an entry point leads to no adapter.
    """
    found = {}
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        try:
            found[entry.name] = entry.load()
        except Exception as error:  # whatever a stranger's module raises when it is imported
            raise BrokenAdapter(entry, str(error)) from error
    return found


def adapter_named(name: str) -> Adapter:
    """Return the adapter of a format.

    Raises:
        UnknownFormat: there is none of that name.
    """
    known = adapters()
    if name not in known:
        raise UnknownFormat(name, tuple(known))
    return known[name]


def detect(original: Original) -> tuple[Adapter, ...]:
    """Return the adapters that take a source for theirs: none, one, or several when it is told by hand which it is."""
    return tuple(adapter for adapter in adapters().values() if adapter.detects(original))
