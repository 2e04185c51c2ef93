"""Judging declarations: the verdicts, what they rest on, and what would change them."""

from __future__ import annotations

from .judge import Judge, judge
from .model import Status, Truth, Verdict, Waiver, conjunction, status_of
from .outcome import at_level, conforms, counts, offends
from .waivers import WaiverError, WaiverUse, read_waivers, waiver_use

__all__ = [
    "Judge",
    "Status",
    "Truth",
    "Verdict",
    "Waiver",
    "WaiverError",
    "WaiverUse",
    "at_level",
    "conforms",
    "conjunction",
    "counts",
    "judge",
    "offends",
    "read_waivers",
    "status_of",
    "waiver_use",
]
