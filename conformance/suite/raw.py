"""Between the document that is judged and the declaration that somebody writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from conformance.declarations.derivation_plan import Plan, derivation_plan
from conformance.declarations.form import declaration_form, declaration_validator
from conformance.logic.kleene import member_pointer


def declared(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the declaration that a judged document is derived from: dates instead of ages, omissions instead of nulls."""
    omitted: list[str] = []
    raw: dict[str, Any] = _without_derived(document, derivation_plan(), "", omitted)
    if omitted:
        head = raw["declaration"]
        stated = head.get("omissions", [])
        known = {each["field"] for each in stated}
        added = [{"field": pointer, "reason": "none"} for pointer in omitted if pointer not in known]
        raw["declaration"] = {**head, "omissions": [*stated, *added]}
    return {name: raw[name] for name in _sections() if name in raw}


@cache
def _sections() -> tuple[str, ...]:
    return tuple(declaration_form().bundle["properties"])


def _without_derived(value: Any, plan: Plan | None, pointer: str, omitted: list[str]) -> Any:
    if isinstance(value, list):
        return [_without_derived(item, plan, f"{pointer}/{index}", omitted) for index, item in enumerate(value)]
    if not isinstance(value, Mapping):
        return value
    below: dict[str, Plan] = {} if plan is None else dict((*plan.members, *plan.lists))
    kept: dict[str, Any] = {}
    for name, member in value.items():
        if plan is not None and name in plan.rules:
            continue
        here = member_pointer(pointer, name)
        if member is None:
            omitted.append(here)
        else:
            kept[name] = _without_derived(member, below.get(name), here, omitted)
    return kept


def is_declaration(data: Mapping[str, Any]) -> bool:
    """Tell whether data is a valid declaration whose omissions name fields of the format that are indeed left out."""
    if not declaration_validator().is_valid(data):
        return False
    return all(_left_out(data, list(tokens_of(each["field"]))) for each in data["declaration"].get("omissions", ()))


def _left_out(data: Any, tokens: list[str]) -> bool:
    if declaration_form().field(tokens) is None:
        return False
    for place, token in enumerate(tokens):
        if isinstance(data, list):
            if int(token) >= len(data):
                return False
            data = data[int(token)]
        elif isinstance(data, Mapping) and token in data:
            data = data[token]
        else:  # what is left out has no items
            return not any(each.isdigit() for each in tokens[place:])
    return False


def tokens_of(pointer: str) -> Iterator[str]:
    """Yield the tokens of a JSON Pointer."""
    return (token.replace("~1", "/").replace("~0", "~") for token in pointer.split("/")[1:])
