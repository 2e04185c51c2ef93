"""Licences as cards name them, as far as the name alone tells whether anybody may use, change and pass on the work."""

from __future__ import annotations

import re
from typing import Any

_OPEN = frozenset(
    {
        "apache-2.0", "apache 2.0", "apache license 2.0", "apache licence 2.0", "apache-license-2.0",
        "apache license, version 2.0", "apache license version 2.0", "apache2.0", "apache 2", "apache2", "apache 2.0 license",
        "apache license (2.0)", "mit", "mit license", "mit licence", "the mit license", "bsd", "bsd-2-clause", "bsd-3-clause",
        "bsd-3-clause-clear", "isc", "afl-3.0", "artistic-2.0", "bsl-1.0", "cc0-1.0", "cc0", "cc-by-2.0", "cc-by-2.5",
        "cc-by-3.0", "cc-by-4.0", "cc by 4.0", "cc-by-sa-3.0", "cc-by-sa-4.0", "cc by-sa 4.0", "ecl-2.0", "epl-1.0", "epl-2.0",
        "eupl-1.1", "eupl-1.2", "agpl-3.0", "gpl", "gpl-2.0", "gpl-3.0", "lgpl", "lgpl-2.1", "lgpl-3.0", "lgpl-lr", "mpl-2.0",
        "ms-pl", "ncsa", "ofl-1.1", "osl-3.0", "pddl", "odc-by", "odbl", "postgresql", "unlicense", "wtfpl", "zlib",
        "cdla-permissive-1.0", "cdla-permissive-2.0", "cdla-sharing-1.0",
    }
)  # fmt: skip
_NON_COMMERCIAL = re.compile(r"\b(?:by-nc|non-?commercial|nc-sa|nc-nd|research[ -]only)\b|\bnc\b", re.IGNORECASE)
NON_COMMERCIAL_USE_ONLY = "non-commercial use only"
OF_WEIGHTS = "the licence of the model is that of its weights"
"""Why the licence that a source names for a model stands at the artefact *weights*."""


def is_open(name: str) -> bool | None:
    """Tell whether a licence of that name lets anybody use, change and pass on the work; None when its name does not tell.

    Source: licences approved by the Open Source Initiative, and those conformant with the Open Definition (opendefinition.org).
    A licence for non-commercial use alone is not open.
    """
    word = " ".join(name.casefold().split()).strip(" .")
    if word in _OPEN:
        return True
    return False if _NON_COMMERCIAL.search(word) else None


def restrictions(name: str) -> list[str]:
    """Return the limits of use that the name of a licence states."""
    return [NON_COMMERCIAL_USE_ONLY] if _NON_COMMERCIAL.search(name) else []


def weights_under(name: str) -> dict[str, Any]:
    """Return the artefact *weights* under a licence of that name, with what the name tells of its openness and limits."""
    return {"kind": "weights", "licence": name, "open": is_open(name), "restrictions": restrictions(name) or None}
