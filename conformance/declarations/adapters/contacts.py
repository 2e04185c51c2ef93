"""Addresses of persons: dropped from what is read, so that neither a value nor a quote holds one."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.declarations.adapters.record import Record

DROPPED = "(e-mail address dropped)"
_ADDRESS = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+\b")


def without_addresses(record: Record) -> Record:
    """Return a record in whose texts no e-mail address is left; the record itself when it has none."""
    data = _without(record.data)
    return record if data is record.data else replace(record, data=data)


def _without(value: Any) -> Any:
    if isinstance(value, str):
        return _ADDRESS.sub(DROPPED, value) if "@" in value else value
    if isinstance(value, list):
        items = [_without(item) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        members = {name: _without(member) for name, member in value.items()}
        return value if all(members[name] is value[name] for name in value) else members
    return value
