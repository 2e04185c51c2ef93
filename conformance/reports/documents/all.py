"""The generated documents by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.catalogue import load_catalogue

from .codification_log import codification_log
from .coverage import coverage
from .lint_checks import lint_checks

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def documents(folder: Path) -> Mapping[str, str]:
    """Return the text of each generated document.

    Args:
        folder: where the documents are, for those that index others.
    """
    catalogue = load_catalogue()
    logs = {path.stem: path.read_text(encoding="utf-8") for path in sorted((folder / "codification").glob("*.md"))}
    return {
        "codification-log.md": codification_log(logs, tuple(catalogue.regimes)),
        "lint.md": lint_checks(),
        "regimes.md": coverage(catalogue),
    }
