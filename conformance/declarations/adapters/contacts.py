"""Contacts of persons: dropped from every record before it is mapped, so that neither a value nor a quote holds one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.declarations.adapters.record import Record
    from conformance.declarations.refusals import Refusal

LEFT_OUT = "[contact left out]"
"""What stands in the place of a contact."""
PERSONS_DROPPED = "contacts of persons are dropped"
"""Why a part that holds a person's name, address or number is ignored."""
_MAIL = re.compile(r"(?:mailto:)?(?:[\w.%+&-]|(?<=\w)'(?=\w)){1,64}[@\uff20][\w-]{1,63}(?:\.[\w-]{1,63}){0,8}\.[^\W\d]\w{1,23}\b")
_IDENTIFIER = re.compile(r"(?:pkg|urn|swid|https?|git\+\w+):\S+", re.IGNORECASE)
"""Texts that name something by a scheme: a package at a version looks like an address, and is none."""
# Every telephone number holds such a run; most texts hold none, and need no closer look.
_DIGITS = re.compile(r"\d[\d ().\u2010\u2011-]{4,}\d")
_PHONE = re.compile(
    r"""
      (?<![\w+])\+\d[\d\ ().\u2010\u2011-]{6,20}\d(?!\w)                         # +31 20 123 4567, of any country
    | (?<![\w/.=+-])\(?0\d{1,4}\)?[ .\u2010\u2011-][\d\ ().\u2010\u2011-]{4,16}\d(?![\w/-])  # 020 7946 0000, (01) 23 45 67 89
    | (?<![\w/.=+-])0\d{9,10}(?![\w/-])                                          # 02079460000
    | (?<![\w/.=+-])(?:1[ .-])?\(?[2-9]\d\d\)?[ .\u2010\u2011-]{1,2}\d{3}[ .\u2010\u2011-]\d{4}(?![\w/-])  # (202) 555-0143
    | (?<![\w/.=+-])1[3-9]\d[ -]\d{4}[ -]\d{4}(?![\w/-])                         # 138 0013 8000
    | (?:\b(?:tel(?:ephone|efoon)?|phone|fax)|\u7535\u8bdd|\u624b\u673a)[\s:.\uff1a]{1,3}\d[\d\ ().\u2010\u2011-]{4,16}\d(?!\w)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DATE = re.compile(r"\d\d[-. ]\d\d[-. ](?:19|20)\d\d(?!\d)")
_FEWEST, _MOST = 8, 15
"""Digits of a number with the code of its country (ITU-T E.164 names the most)."""
_NATIONAL = range(9, 12)
"""Digits of a number that begins with the zero of long distance."""


def is_mail_address(text: str) -> bool:
    """Tell whether a text is an e-mail address and nothing else."""
    return _MAIL.fullmatch(text) is not None


def text_without_contacts(text: str) -> str:
    """Return a text in which :data:`LEFT_OUT` stands for each e-mail address and telephone number.

    Numbers are told by how they are written (a plus, a zero in front, the groups of North America, the word *tel*), so that
    amounts, dates and identifiers stay.
    """
    if _IDENTIFIER.fullmatch(text):
        return text
    if "@" in text or "\uff20" in text:
        text = _MAIL.sub(LEFT_OUT, text)
    return _PHONE.sub(_left_out, text) if _DIGITS.search(text) else text


def record_without_contacts(record: Record) -> Record:
    """Return a record in whose texts and doubts no contact is left; the record itself when it has none. Names of members stay."""
    data = _cleaned(record.data, text_without_contacts)
    doubts = tuple(replace(doubt, why=text_without_contacts(doubt.why)) for doubt in record.doubts)
    return record if data is record.data and doubts == record.doubts else replace(record, data=data, doubts=doubts)


def refusal_without_contacts(refusal: Refusal) -> Refusal:
    """Return a refusal in whose words, which may quote the source, no contact is left."""
    problems = [
        replace(problem, what=text_without_contacts(problem.what), hint=text_without_contacts(problem.hint))
        for problem in refusal.problems
    ]
    return type(refusal)(refusal.file, refusal.document, problems)


def _left_out(match: re.Match[str]) -> str:
    written = match[0]
    digits = sum(character.isdigit() for character in written)
    if written.startswith("+"):
        is_number = _FEWEST <= digits <= _MOST
    elif written.lstrip("(").startswith("0"):
        is_number = digits in _NATIONAL and not _DATE.match(written)
    else:
        is_number = True
    return LEFT_OUT if is_number else written


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
