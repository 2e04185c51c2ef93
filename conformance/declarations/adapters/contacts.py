"""Contacts of persons in prose: addresses and numbers that no declaration takes over."""

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
    return value
