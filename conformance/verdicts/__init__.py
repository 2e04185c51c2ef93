"""Judging declarations: the verdicts, what they rest on, and what would change them."""

from __future__ import annotations

from .examination import Basis, Examination, Place, examine
from .judge import Judge, judge
from .model import Status, Truth, Verdict, Waiver, conjunction, status_of
from .outcome import at_level, conforms, counts, offends
from .waivers import WaiverError, WaiverUse, read_waivers, waiver_use

__all__ = [
    "Basis",
    "Examination",
    "Judge",
    "Place",
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
    "examine",
    "judge",
    "offends",
    "read_waivers",
    "status_of",
    "waiver_use",
]
