"""Changes to a declaration: finding them between two versions, and making them."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from conformance.declarations import pointers


class Act(StrEnum):
    """What a change does."""

    DECLARE = "declare"
    CHANGE = "change"
    ADD = "add"
    REMOVE = "remove"


@dataclass(frozen=True, slots=True)
class Change:
    """One change to a declaration as its author would make it.

    Attributes:
        act: declare a field that is absent, change what it states, add an item to a list, remove an item.
        pointer: the field or item, in the declaration before any change; for *add*, the list.
        before: what stands there now, None when nothing does.
        after: what will stand there, None when it is removed.
    """

    act: Act
    pointer: str
    before: Any
    after: Any


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return the changes that make the one declaration of the other, a field or list item each.

    Items are only compared one by one, removed ones are those that are found no more.
    """
    return tuple(_object(before, after, ""))


def make_changes(data: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """Return a copy of the data with the changes made; what lies on the way to a declared field is created."""
    result: dict[str, Any] = copy.deepcopy(dict(data))
    removed: list[tuple[list[Any], Any]] = []
    for change in changes:
        tokens = pointers.split(change.pointer)
        if change.act is Act.ADD:
            _container(result, tokens).append(copy.deepcopy(change.after))
            continue
        holder = _container(result, tokens[:-1])
        if change.act is Act.REMOVE:
            removed.append((holder, holder[int(tokens[-1])]))
        elif isinstance(holder, list):
            holder[int(tokens[-1])] = copy.deepcopy(change.after)
        else:
            holder[tokens[-1]] = copy.deepcopy(change.after)
    for items, item in removed:
        items[:] = [each for each in items if each is not item]
    return result


def _container(data: Any, tokens: list[str]) -> Any:
    for token in tokens:
        data = data[int(token)] if isinstance(data, list) else data.setdefault(token, {})
    return data


def _object(before: Mapping[str, Any], after: Mapping[str, Any], at: str) -> Iterator[Change]:
    for name, value in after.items():
        pointer = f"{at}/{pointers.escape(name)}"
        if name not in before:
            yield from _declared(value, pointer)
        else:
            yield from _value(before[name], value, pointer)


def _declared(value: Any, pointer: str) -> Iterator[Change]:
    if isinstance(value, Mapping) and value:
        for name, member in value.items():
            yield from _declared(member, f"{pointer}/{pointers.escape(name)}")
    else:
        yield Change(Act.DECLARE, pointer, None, value)


def _value(before: Any, after: Any, pointer: str) -> Iterator[Change]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _object(before, after, pointer)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _list(before, after, pointer)
    elif type(before) is not type(after) or before != after:
        yield Change(Act.CHANGE, pointer, before, after)


def _list(before: list[Any], after: list[Any], pointer: str) -> Iterator[Change]:
    if len(after) < len(before):
        kept = list(after)
        for index, item in enumerate(before):
            if item in kept:
                kept.remove(item)
            else:
                yield Change(Act.REMOVE, f"{pointer}/{index}", item, None)
        return
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        yield from _value(old, new, f"{pointer}/{index}")
    for item in after[len(before) :]:
        yield Change(Act.ADD, pointer, None, item)
