"""The other way round: a declaration written in a format of somebody else, with a list of what that format cannot say."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from conformance.declarations.exporters.export import Export, NotExportable

if TYPE_CHECKING:
    from conformance.declarations.exporters.export import Exporter

EXPORTERS = {
    "cyclonedx": "CycloneDX ML-BOM 1.6, JSON",
    "gb45438": "AIGC metadata label by GB 45438-2025, JSON",
    "hugging-face": "Hugging Face model card, Markdown with front matter",
}

__all__ = ["EXPORTERS", "Export", "NotExportable", "exporter"]


def exporter(name: str) -> Exporter:
    """Return the exporter of that name.

    Raises:
        KeyError: there is none.
    """
    if name not in EXPORTERS:
        raise KeyError(name)
    found: Exporter = import_module(f"conformance.declarations.exporters.{name.replace('-', '_')}").EXPORTER
    return found
