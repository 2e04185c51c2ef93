"""What can go wrong with a catalogue: a broken schema file, or a name it does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.errors import ConformanceError

if TYPE_CHECKING:
    from collections.abc import Iterable


class CatalogueError(ConformanceError):
    """A schema file cannot be read as part of a catalogue.

    Attributes:
        path: the file.
        pointer: JSON Pointer of the offending place in it, ``""`` for the whole file.
        problem: what is wrong, as a clause.
    """

    def __init__(self, path: str, pointer: str, problem: str) -> None:
        super().__init__(path, pointer, problem)
        self.path = path
        self.pointer = pointer
        self.problem = problem

    def __str__(self) -> str:
        place = f"{self.path}#{self.pointer}" if self.pointer else self.path
        return f"{place}: {self.problem}"


class UnknownNameError(ConformanceError):
    """A regime, requirement, fact or axis of that id does not exist.

    Attributes:
        kind: ``"regime"``, ``"requirement"``, ``"fact"`` or ``"axis"``.
        name: the id that was asked for.
        suggestions: the nearest existing ids, best first, at most three.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        from difflib import get_close_matches

        super().__init__(kind, name)
        self.kind = kind
        self.name = name
        self.suggestions = tuple(get_close_matches(name, tuple(known), n=3, cutoff=0.5))

    def __str__(self) -> str:
        if self.suggestions:
            return f"there is no {self.kind} {self.name!r}; did you mean {' or '.join(self.suggestions)}?"
        plural = {"axis": "axes"}.get(self.kind, f"{self.kind}s")
        hint = {"requirement": "conformance regimes ID", "axis": "conformance matrix --by axis"}.get(
            self.kind, f"conformance {plural}"
        )
        return f"there is no {self.kind} {self.name!r}; `{hint}` lists the {plural}"
