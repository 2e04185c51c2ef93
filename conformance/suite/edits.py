"""Declarations that differ from a given one in exactly one place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from conformance.declarations.form import declaration_form

from .raw import tokens_of

_LEAPS = (30, -30, 400, -400, 1500, -1500, 4000, -4000)
MOST_VALUES = 10


@dataclass(frozen=True, slots=True)
class Edit:
    """One change to a declaration.

    Attributes:
        pointer: the place, a member or an item; for *add*, the place of the new item.
        act: ``change``, ``remove``, ``add``, or ``close`` (removed, and ``declaration.omissions`` says there is none).
        value: what stands there afterwards, for ``change`` and ``add``.
    """

    pointer: str
    act: str
    value: Any = None

    def __str__(self) -> str:
        if self.act == "change":
            return f"{self.pointer} says {_shown(self.value)}"
        if self.act == "add":
            return f"{self.pointer} is added"
        return f"{self.pointer} is {'said to be none' if self.act == 'close' else 'left out'}"


def _shown(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def step_of(number: float) -> int | float:
    """Return how far one step from a number is: one, or a thousandth of what is no count or too large to be told apart by one."""
    whole = float(number).is_integer() and abs(number) < 1e9
    return 1 if whole else abs(number) / 1000


def make(data: Mapping[str, Any], edit: Edit) -> dict[str, Any]:
    """Return a copy of the data with the change made."""
    made: dict[str, Any] = _made(data, list(tokens_of(edit.pointer)), edit)
    if edit.act == "close":
        head = made["declaration"]
        omission = {"field": edit.pointer, "reason": "none"}
        made["declaration"] = {**head, "omissions": [*head.get("omissions", ()), omission]}
    return made


def _made(data: Any, tokens: list[str], edit: Edit) -> Any:
    name, *rest = tokens
    if isinstance(data, list):
        index = int(name)
        if rest:
            return [*data[:index], _made(data[index], rest, edit), *data[index + 1 :]]
        return [*data[:index], *([edit.value] if edit.act in ("change", "add") else []), *data[index + 1 :]]
    if rest:
        return {**data, name: _made(data.get(name, {}), rest, edit)}
    if edit.act in ("change", "add"):
        return {**data, name: edit.value}
    return {each: value for each, value in data.items() if each != name}


def edits(data: Mapping[str, Any], constants: Sequence[Any] = (), at: str = "") -> Iterator[Edit]:
    """Yield changes of one place each: values first, then items left out or added, then members closed, then members left out.

    Args:
        data: a declaration.
        constants: values worth trying wherever the format allows them.
        at: only places at or below a pointer without indices.
    """
    places = [each for each in _places(data, "", "") if each[1].startswith(at) or at.startswith(f"{each[1]}/")]
    for pointer, shape, value in places:
        if shape.startswith(at):
            yield from (Edit(pointer, "change", other) for other in _others(value, shape, constants))
    for pointer, shape, value in places:
        if isinstance(value, list) and shape.startswith(at):
            yield from (Edit(f"{pointer}/{index}", "remove") for index in range(len(value)))
            if len(value) > 1:
                yield Edit(pointer, "change", [])
            yield from (Edit(f"{pointer}/{len(value)}", "add", other) for other in _items(value, shape, constants))
    for act in ("close", "remove"):
        yield from (Edit(pointer, act) for pointer, shape, _ in places if _may_go(pointer))


def _may_go(pointer: str) -> bool:
    return not pointer.rpartition("/")[2].isdigit() and pointer not in ("/declaration", "/organisation", "/system")


def _places(value: Any, pointer: str, shape: str) -> Iterator[tuple[str, str, Any]]:
    if pointer:
        yield pointer, shape, value
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _places(member, f"{pointer}/{name}", f"{shape}/{name}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _places(item, f"{pointer}/{index}", shape)


def _field(shape: str) -> Mapping[str, Any]:
    return declaration_form().field(shape.split("/")[1:], indices=False) or {}


def _others(value: Any, shape: str, constants: Sequence[Any]) -> Iterator[Any]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        numbers = [each for each in constants if isinstance(each, int | float) and not isinstance(each, bool)]
        for each in (value, *numbers):
            yield from (each + step_of(each), each - step_of(each))
        yield from numbers
        yield from (0, value * 2, value // 2)
    elif isinstance(value, str):
        yield from (other for other in _texts(value, shape, constants) if other != value)


def _texts(value: str, shape: str, constants: Sequence[Any]) -> Iterator[str]:
    field = _scalar_field(shape)
    if field.get("format") == "date":
        day = date.fromisoformat(value)
        for days in (1, -1, *_LEAPS):
            yield (day + timedelta(days=days)).isoformat()
        return
    if "enum" in field:
        allowed = field["enum"]
        yield from dict.fromkeys([each for each in constants if each in allowed])
        yield from allowed[:MOST_VALUES]
        return
    yield from (each for each in constants if isinstance(each, str))
    if shape.endswith("/jurisdiction"):
        yield from ("EU", "CN", "US", "JP")
    yield from ("other", "https://example.com/other", "XX", "xx", "/system/name", "0.0.1", "1")


def _scalar_field(shape: str) -> Mapping[str, Any]:
    field = _field(shape)
    return declaration_form().resolve(field["items"]) if field.get("type") == "array" and "items" in field else field


def _items(items: list[Any], shape: str, constants: Sequence[Any]) -> Iterator[Any]:
    field = _scalar_field(shape)
    if field.get("type") == "object":
        yield from _plain_items(field)
        return
    named = [each for each in constants if isinstance(each, str) and each in field.get("enum", (each,))]
    for other in dict.fromkeys([*named, *field.get("enum", ())[:MOST_VALUES]]):
        if other not in items:
            yield other


def _plain_items(field: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the items that state only what they must, with each value of the first choice they offer."""
    required = [(name, declaration_form().resolve(field["properties"][name])) for name in field.get("required", ())]
    chosen = next((name for name, each in required if "enum" in each), None)
    for value in next((each["enum"][:MOST_VALUES] for name, each in required if name == chosen), (None,)):
        item = {name: value if name == chosen else _plain(each) for name, each in required}
        if item and all(each is not None for each in item.values()):
            yield item


def _plain(field: Mapping[str, Any]) -> Any:
    if "enum" in field:
        return field["enum"][0]
    if field.get("format") == "date":
        return "2026-01-01"
    kind = field.get("type")
    if kind == "string":
        return "https://example.org/" if field.get("format") == "uri" else "EU" if "pattern" in field else "Example"
    return {"boolean": False, "integer": field.get("minimum", 0), "number": field.get("minimum", 0)}.get(str(kind))
