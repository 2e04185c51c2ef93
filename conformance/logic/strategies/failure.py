"""The way out of a search that found nothing."""

from __future__ import annotations

from conformance.errors import ConformanceError


class NotSatisfied(ConformanceError):
    """No document was found that satisfies a term: there is none, or it lies beyond the bounds of the search."""

    def __str__(self) -> str:
        return "no document that satisfies this was found; if a prover finds one, the search gave up too early"
