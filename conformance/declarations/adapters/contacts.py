"""Contacts of persons in prose: addresses and numbers that no declaration takes over."""
"""Addresses of persons: dropped from what is read, so that neither a value nor a quote holds one."""

from __future__ import annotations

import re
from typing import Any

LEFT_OUT = "[contact left out]"
"""What stands in the place of a contact."""
_MAIL = re.compile(r"[\w.+%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_PHONE = re.compile(
    r"(?<![\w/.=-])(?:\+\d{2}[ ()-]{0,3}|0)\d{1,3}[ -]{1,3}\d{6,8}(?![\w/-])|(?<![\w/.=-])(?:\+\d{11}|0\d{9})(?![\w/-])"
)


def is_mail_address(text: str) -> bool:
    """Tell whether a text is an e-mail address and nothing else."""
    return _MAIL.fullmatch(text.removeprefix("mailto:")) is not None


def without_contacts(value: Any) -> Any:
    """Return a JSON value in whose texts :data:`LEFT_OUT` stands for each e-mail address and telephone number.

    What holds none is returned as it is.
    """
    if isinstance(value, str):
        if "@" in value:
            value = _MAIL.sub(LEFT_OUT, value)
        return _PHONE.sub(LEFT_OUT, value)
    if isinstance(value, dict):
        return {name: without_contacts(member) for name, member in value.items()}
    if isinstance(value, list):
        return [without_contacts(item) for item in value]
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
        return _ADDRESS.sub(DROPPED, value) if "@" in value else value
        items = [_without(item) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
        members = {name: _without(member) for name, member in value.items()}
        return value if all(members[name] is value[name] for name in value) else members
    return value
