"""Dates as sources write them. A day that is not written is never made up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

Order = Literal["month-first", "day-first"]

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_NUMBERS = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[-/](\d{4})")
_YEAR = re.compile(r"(\d{4})")
_NAMED = re.compile(r"(?:(\d{1,2})\s+)?([a-z]{3,9})\.?\s*(?:(\d{1,2})(?:st|nd|rd|th)?,?\s+)?(\d{4})", re.IGNORECASE)
_SHORT = re.compile(r"([a-z]{3})-(\d{2})", re.IGNORECASE)
_SERIAL = re.compile(r"(\d{5})")
_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:am|pm|z|utc|[+-]\d{2}:?\d{2})?$", re.IGNORECASE)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR, _LAST_YEAR = 1950, 2100
_SERIAL_ORIGIN = date(1899, 12, 30)
_YEAR_AS_SERIAL = 1905


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as it is written.

    Attributes:
        year: the year.
        month: the month, from 1; None when it is not written.
        day: the day, from 1; None when it is not written.
        rule: how it was read, when it does not stand there in plain words; ``""`` otherwise.
    """

    year: int
    month: int | None = None
    day: int | None = None
    rule: str = ""

    @property
    def iso(self) -> str | None:
        """``YYYY-MM-DD``, or None when the day is not written."""
        return None if self.month is None or self.day is None else f"{self.year:04}-{self.month:02}-{self.day:02}"


def read_date(text: str, order: Order | None = None) -> WrittenDate | None:
    """Return the date that a text is, or None when it is none or cannot be told.

    Args:
        text: one line of text that holds a date and nothing else but a time of day.
        order: what ``04/10/2024`` means in this source; None refuses dates that it would decide.
    """
    text = _TIME.sub("", text.strip()).strip()
    for pattern, groups in ((_ISO, (1, 2, 3)), (_CHINESE, (1, 2, 3))):
        if match := pattern.fullmatch(text):
            return _date(*(match.group(group) for group in groups))
    if match := _NUMBERS.fullmatch(text):
        return _numbers(int(match[1]), int(match[2]), int(match[3]), order)
    if match := _MONTH_YEAR.fullmatch(text):
        return _date(match[2], match[1], None)
    if match := _YEAR.fullmatch(text):
        return _date(match[1], None, None)
    if match := _NAMED.fullmatch(text):
        month = _month(match[2])
        return None if month is None or (match[1] and match[3]) else _date(match[4], month, match[1] or match[3])
    if match := _SHORT.fullmatch(text):
        month = _month(match[1])
        rule = "a spreadsheet wrote month and two digits of the year"
        return None if month is None else _date(2000 + int(match[2]), month, None, rule)
    if match := _SERIAL.fullmatch(text):
        day = _SERIAL_ORIGIN + timedelta(days=int(match[1]))
        return _date(day.year, day.month, day.day, "a spreadsheet wrote the day as its number since 1899-12-30")
    return None


def _numbers(first: int, second: int, year: int, order: Order | None) -> WrittenDate | None:
    if year == _YEAR_AS_SERIAL:
        # A spreadsheet took the year for the number of a day: 2024 became 1905-07-16.
        for month, day in ((first, second), (second, first)):
            found = _date(year, month, day, first_year=_YEAR_AS_SERIAL)
            serial = (date.fromisoformat(found.iso) - _SERIAL_ORIGIN).days if found and found.iso else 0
            if _FIRST_YEAR < serial < _LAST_YEAR:
                return WrittenDate(serial, rule="a spreadsheet took the year for the number of a day")
        return None
    orders = {"month-first": [(first, second)], "day-first": [(second, first)]}.get(
        order or "", [(first, second), (second, first)]
    )
    readings = {written for month, day in orders if (written := _date(year, month, day))}
    if not readings and order is not None:
        # What is no date in the order of the source, such as 25/12/2024, is one in the other only.
        month, day = (second, first) if order == "month-first" else (first, second)
        return _date(year, month, day, "read in the only order that is a date")
    return readings.pop() if len(readings) == 1 else None


def _date(
    year: str | int, month: str | int | None, day: str | int | None, rule: str = "", *, first_year: int = _FIRST_YEAR
) -> WrittenDate | None:
    found = WrittenDate(int(year), int(month) if month else None, int(day) if day else None, rule)
    if not first_year <= found.year <= _LAST_YEAR:
        return None
    try:
        date(found.year, 1 if found.month is None else found.month, 1 if found.day is None else found.day)
    except ValueError:
        return None
    return found


def _month(name: str) -> int | None:
    short = name.casefold()[:3]
    return _MONTHS.index(short) + 1 if short in _MONTHS else None
