"""The smallest sets of demands that cannot be met together."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from .search import Found

Within = Callable[[Collection[str]], Found]
"""Looks for a document that meets the named demands."""


@dataclass(frozen=True, slots=True)
class Core:
    """Demands that cannot be met together.

    Attributes:
        names: the demands.
        minimal: any of them left out, the others can be met together; false if that was not settled for one.
    """

    names: tuple[str, ...]
    minimal: bool


def core(within: Within, among: Iterable[str]) -> Core:
    """Return demands, as few as can be, out of some that cannot be met together; many are left out at once, then each in turn."""
    left = tuple(among)
    size = len(left) // 2
    while size > 1:
        start = 0
        while start < len(left):
            found = within([*left[:start], *left[start + size :]])
            if found.possible is False:
                left = tuple(other for other in left if other in found.among)
            else:
                start += size
        size //= 2
    needed: list[str] = []
    minimal = True
    for name in tuple(left):
        if name not in left:
            continue
        found = within([other for other in left if other != name])
        if found.possible is False:
            left = tuple(other for other in left if other in found.among)
        else:
            needed.append(name)
            minimal = minimal and found.possible is True
    return Core(tuple(name for name in left if name in needed), minimal)


def cores(within: Within, names: Collection[str], most: int, until: float) -> tuple[tuple[Core, ...], bool]:
    """Return sets of demands that cannot be met together, each minimal, and whether there are no others.

    Of every set found, one demand after another is given up, and what remains is asked again (Reiter, *A theory of diagnosis from
    first principles*, 1987).

    Args:
        within: looks for a document.
        names: the demands.
        most: how many sets are looked for.
        until: when to stop, on the monotonic clock.
    """
    known: list[Core] = []
    asked: set[frozenset[str]] = set()
    queue: list[frozenset[str]] = [frozenset()]
    settled = True
    while queue:
        if len(known) == most or time.monotonic() > until:
            return tuple(known), False
        without = queue.pop(0)
        if without in asked:
            continue
        asked.add(without)
        found = next((each for each in known if not without & set(each.names)), None)
        if found is None:
            answer = within([name for name in names if name not in without])
            settled = settled and answer.possible is not None
            if answer.possible is not False:
                continue
            found = core(within, answer.among)
            known.append(found)
        queue += [without | {name} for name in found.names]
    return tuple(known), settled and all(each.minimal for each in known)
