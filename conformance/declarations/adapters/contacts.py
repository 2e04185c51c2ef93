"""Contacts of persons: dropped from what is read, so that neither a value nor a quote holds one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.declarations.adapters.record import Record

LEFT_OUT = "[contact left out]"
"""What stands in the place of a contact."""
_MAIL = re.compile(r"(?:mailto:)?[\w.%+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.\w{2,24}\b")
_PHONE = re.compile(
    r"(?<![\w/.=-])(?:\+\d{2}[ ()-]{0,3}|0)\d{1,3}[ -]{1,3}\d{6,8}(?![\w/-])|(?<![\w/.=-])(?:\+\d{11}|0\d{9})(?![\w/-])"
)


def is_mail_address(text: str) -> bool:
    """Tell whether a text is an e-mail address and nothing else."""
    return _MAIL.fullmatch(text) is not None


def text_without_addresses(text: str) -> str:
    """Return a text in which :data:`LEFT_OUT` stands for each e-mail address."""
    return _MAIL.sub(LEFT_OUT, text) if "@" in text else text


def record_without_addresses(record: Record) -> Record:
    """Return a record in whose texts no e-mail address is left; the record itself when it has none. Names of members stay."""
    data = _cleaned(record.data, text_without_addresses)
    return record if data is record.data else replace(record, data=data)


def record_without_addresses_in_prose(record: Record) -> Record:
    """Return a record in whose prose no e-mail address is left; identifiers, which may look like one, hold no blank and stay."""
    data = _cleaned(record.data, lambda text: text_without_addresses(text) if " " in text.strip() else text)
    return record if data is record.data else replace(record, data=data)


def without_contacts(value: Any) -> Any:
    """Return a JSON value in whose texts :data:`LEFT_OUT` stands for each e-mail address and telephone number.

    What holds none is returned as it is.
    """
    return _cleaned(value, lambda text: _PHONE.sub(LEFT_OUT, text_without_addresses(text)))


def _cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        items = [_cleaned(item, clean) for item in value]
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    if isinstance(value, dict):
        members = {name: _cleaned(member, clean) for name, member in value.items()}
        return value if all(members[name] is value[name] for name in value) else members
    return value
