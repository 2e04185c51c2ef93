"""The lists of a declaration that may hold more than they name."""

from __future__ import annotations

from functools import cache

from conformance.declarations.form import declaration_form


@cache
def open_lists() -> frozenset[str]:
    """Return the lists that may hold more than they name: those the declaration format does not call exhaustive."""
    return frozenset(
        "/" + path.replace("[]", "").replace(".", "/")
        for path, schema in declaration_form().fields()
        if schema.get("type") == "array" and not schema.get("exhaustive")
    )
