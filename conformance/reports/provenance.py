"""What a report was computed from: the tool, the regimes, the declarations, each with its digest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conformance.catalogue import Regime
    from conformance.matrix import JudgedDeclaration


def tool_data() -> dict[str, str]:
    """Return the name and version of this tool."""
    return {"name": "ai-conformance", "version": __version__}


def regimes_data(regimes: Iterable[Regime]) -> list[dict[str, Any]]:
    """Return what identifies each regime, with the digest of its schema file."""
    return [
        {
            "id": regime.id,
            "title": regime.title,
            "jurisdiction": regime.jurisdiction,
            "kind": regime.kind,
            "candidate": regime.candidate,
            "statusAsOf": regime.status_as_of.isoformat(),
            "sha256": regime.sha256,
        }
        for regime in regimes
    ]


def declarations_data(declarations: Iterable[JudgedDeclaration]) -> list[dict[str, Any]]:
    """Return what identifies each declaration, with the digest of its data."""
    return [
        {
            "key": declaration.key,
            "id": declaration.id,
            "system": declaration.name,
            "organisation": declaration.organisation,
            "country": declaration.country,
            "sha256": declaration.sha256,
        }
        for declaration in declarations
    ]
