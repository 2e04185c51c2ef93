"""What if the system were placed on another market?"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from conformance.declarations.jurisdictions import reach

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.declarations import Judged

SUPPOSED = "supposed to be placed there"


def assume_markets(judged: Judged, jurisdictions: Sequence[str]) -> Judged:
    """Return the judged document with a market entry for each jurisdiction that it does not reach yet.

    Such an entry states the jurisdiction and nothing else: dates and numbers of users stay unknown. When the declaration
    lists no markets, the list is marked as incomplete, for the supposition says nothing about other markets.

    Args:
        judged: a declaration on a day.
        jurisdictions: codes as in ``markets[].jurisdiction``.
    """
    stated = judged.document.get("markets")
    markets = list(stated) if isinstance(stated, list) else []
    closed = dict(judged.closed)
    for code in jurisdictions:
        if not any(code in market.get("reach", ()) for market in markets):
            closed[f"/markets/{len(markets)}"] = SUPPOSED
            markets.append({"jurisdiction": code, "reach": list(reach(code))})
    if len(closed) == len(judged.closed):
        return judged
    incomplete = judged.incomplete if isinstance(stated, list) else judged.incomplete | {"/markets"}
    return replace(judged, document={**judged.document, "markets": markets}, incomplete=incomplete, closed=closed)
