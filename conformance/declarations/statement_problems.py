"""What a declaration says about itself that cannot be: pointers to no field, and omissions of what it states."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.derive import CLOSING_REASONS
from conformance.declarations.form import Form, declaration_form
from conformance.declarations.refusals import Problem

if TYPE_CHECKING:
    from conformance.declarations.positions import Positions

_ABSENT = object()
Fault = tuple[str, str, str, str]


def statement_problems(data: Mapping[str, Any], positions: Positions, file: str) -> Iterator[Problem]:
    """Yield what the declaration schema cannot see.

    Args:
        data: a document that the declaration schema accepts.
        positions: where its parts stand.
        file: the source's name for messages.
    """

    def problem(code: str, pointer: str, what: str, why: str, hint: str) -> Problem:
        line, column = positions.of(pointer)
        return Problem(code, file, line, column, pointer, what, why, hint)

    head = data["declaration"]
    for index, omission in enumerate(head.get("omissions", ())):
        if fault := _omission_fault(declaration_form(), data, omission["field"], omission["reason"]):
            yield problem(fault[0], f"/declaration/omissions/{index}/field", *fault[1:])
    for index, pointer in enumerate(head.get("incomplete_lists", ())):
        if fault := _list_fault(declaration_form(), pointer):
            yield problem(fault[0], f"/declaration/incomplete_lists/{index}", *fault[1:])
    for place, pointer in _references(data):
        if declaration_form().field(pointers.split(pointer)) is None:
            fault = _no_such_field(pointer)
            yield problem(fault[0], place, *fault[1:])


def _references(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the place and the text of every pointer by which a part of ``data`` names another."""
    for path in _reference_paths():
        found: list[tuple[str, Any]] = [("", data)]
        for step in path:
            name = step.removesuffix("[]")
            found = [(f"{place}/{name}", value[name]) for place, value in found if name in value]
            if name != step:
                found = [(f"{place}/{index}", item) for place, items in found for index, item in enumerate(items)]
        yield from found


@cache
def _reference_paths() -> tuple[tuple[str, ...], ...]:
    own = {"declaration.omissions[].field", "declaration.incomplete_lists"}
    fields = declaration_form().fields()
    return tuple(tuple(path.split(".")) for path, schema in fields if schema.get("format") == "json-pointer" and path not in own)


def _omission_fault(form: Form, data: Mapping[str, Any], pointer: str, reason: str) -> Fault | None:
    tokens = pointers.split(pointer)
    if not tokens or form.field(tokens) is None:
        return _no_such_field(pointer)
    if tokens[-1] in (form.field(tokens[:-1]) or {}).get("required", ()):
        return (
            "wrong-omission",
            f"'{pointer}' cannot be left out",
            "the declaration format requires it",
            "remove this omission",
        )
    value: Any = data
    for place, token in enumerate(tokens):
        if isinstance(value, list):
            if int(token) >= len(value) or place == len(tokens) - 1:
                return (
                    "wrong-omission",
                    f"'{pointer}' names the item {token} of a list of {len(value)}",
                    "what is left out is a field of an item that is stated, or a whole list",
                    f"name {pointers.join(tokens[:place])}, or a field of an item",
                )
            value = value[int(token)]
        else:
            value = value.get(token, _ABSENT) if isinstance(value, dict) else _ABSENT
    if value is _ABSENT or value == [] or (isinstance(value, dict | list) and reason not in CLOSING_REASONS):
        return None
    return (
        "contradiction",
        f"'{pointer}' is called left out ({reason}), but it is stated",
        "a declaration cannot state a field and leave it out",
        "remove the omission, or the field",
    )


def _list_fault(form: Form, pointer: str) -> Fault | None:
    tokens = pointers.split(pointer)
    field = form.field(tokens, indices=False)
    if field is None and any(token.isdigit() for token in tokens):
        plain = pointers.join(token for token in tokens if not token.isdigit())
        return (
            "wrong-pointer",
            f"'{pointer}' names an item of a list",
            "these pointers name lists, without indices",
            f"write {plain}",
        )
    if field is None:
        return _no_such_field(pointer)
    if not form.has_lists(field):
        return (
            "wrong-pointer",
            f"'{pointer}' is no list",
            "only a list can be incomplete",
            "remove it; what is not known is simply left out",
        )
    return None


def _no_such_field(pointer: str) -> Fault:
    return (
        "wrong-pointer",
        f"'{pointer}' leads to no field",
        "the declaration format has no field there",
        "check the names; the items of a list are named by index, as in /markets/0/placed_on",
    )
