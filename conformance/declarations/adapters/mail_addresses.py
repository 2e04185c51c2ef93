"""Contacts of persons are no part of a declaration: e-mail addresses are cut out before anything else is done with a text."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.declarations.adapters.record import Record

_ADDRESS = re.compile(r"(?:mailto:)?[\w.+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){0,8}\.[A-Za-z]{2,24}\b")
LEFT_OUT = "[e-mail address left out]"


def without_addresses(text: str) -> str:
    """Return a text without the e-mail addresses in it."""
    return _ADDRESS.sub(LEFT_OUT, text) if "@" in text else text


def record_without_addresses(record: Record) -> Record:
    """Return a record without the e-mail addresses in its texts, so that no quote of it holds one. Names of members stay."""
    return replace(record, data=_cleaned(record.data))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return without_addresses(value)
    if isinstance(value, dict):
        return {name: _cleaned(member) for name, member in value.items()}
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    return value
