"""Leaving out of a declaration all that does not matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

Tokens = tuple[str | int, ...]


def shrunk(data: Mapping[str, Any], keeps: Callable[[Mapping[str, Any]], bool]) -> dict[str, Any]:
    """Return the data without any member or item that can be left out while it keeps a property.

    Args:
        data: data that has the property.
        keeps: the property.
    """
    kept = dict(data)
    changed = True
    while changed:
        changed = False
        for tokens in list(_removable(kept, ())):
            smaller = _without(kept, tokens)
            if smaller is not None and keeps(smaller):
                kept = smaller
                changed = True
    return kept


def _removable(value: Any, above: Tokens) -> Iterator[Tokens]:
    """Yield the places of members and items, what holds others first, the last item of a list before those in front of it."""
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield (*above, name)
            yield from _removable(member, (*above, name))
    elif isinstance(value, list):
        for index in range(len(value) - 1, -1, -1):
            yield (*above, index)
            yield from _removable(value[index], (*above, index))


def _without(value: Any, tokens: Tokens) -> Any:
    """Return a copy without the place, or None if it is not there."""
    step, *rest = tokens
    if isinstance(value, list):
        if not isinstance(step, int) or step >= len(value):
            return None
        if not rest:
            return [*value[:step], *value[step + 1 :]]
        inner = _without(value[step], tuple(rest))
        return None if inner is None else [*value[:step], inner, *value[step + 1 :]]
    if not isinstance(value, Mapping) or step not in value:
        return None
    if not rest:
        return {name: member for name, member in value.items() if name != step}
    inner = _without(value[step], tuple(rest))
    return None if inner is None else {**value, step: inner}
