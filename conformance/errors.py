"""Errors a user can cause, told so that the user can mend them."""

from __future__ import annotations


class ConformanceError(Exception):
    """Base of every error that is the input's fault, not the program's.

    ``str(error)`` says what is wrong, where and why, and names the likely mend. Front ends show it as
    it is and end with exit code 2; anything that is not a ``ConformanceError`` is a defect of ours.
    """
