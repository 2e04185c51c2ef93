"""Addresses of pages in free text."""

from __future__ import annotations

import re
from urllib.parse import quote

_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`\[\]]+", re.IGNORECASE)
_AFTER = ".,;:!?'\u2019\u201d"
_ENCODED = re.compile(r"%(?![0-9A-Fa-f]{2})")
_KEPT = "%/:=&?~#+!$,;'@()*-._"


def links_in(text: str) -> list[str]:
    """Return the addresses that a text names, without the punctuation after them, each once.

    Letters that an address may not have are percent-encoded.
    """
    found = []
    for match in _ADDRESS.finditer(text):
        link = match[0].rstrip(_AFTER)
        while link.endswith(")") and link.count("(") < link.count(")"):
            link = link[:-1].rstrip(_AFTER)
        scheme, _, rest = link.partition("://")
        if rest:
            found.append(f"{scheme.lower()}://{quote(_ENCODED.sub('%25', rest), safe=_KEPT)}")
    return list(dict.fromkeys(found))
