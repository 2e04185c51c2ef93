"""Where a derived field of the judged document comes from."""

from __future__ import annotations

AGE = "_age_days"
BEFORE_PLACING = "_days_before_placing"
REACH = "reach"


def source_pointer(pointer: str) -> str:
    """Return the pointer of the stated field that a derived field comes from, or the pointer itself.

    >>> source_pointer("/governance/policies/0/reviewed_on_age_days")
    '/governance/policies/0/reviewed_on'
    >>> source_pointer("/markets/1/reach/2")
    '/markets/1/jurisdiction'
    """
    if pointer.startswith("/markets/") and f"/{REACH}" in pointer:
        return pointer.partition(f"/{REACH}")[0] + "/jurisdiction"
    for suffix in (AGE, BEFORE_PLACING):
        if pointer.endswith(suffix):
            return pointer.removesuffix(suffix)
    return pointer.removesuffix("/-")
