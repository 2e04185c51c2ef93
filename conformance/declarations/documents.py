"""What the readers of YAML and JSON hand on: one document with the places of its values, or why it was refused."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.declarations.positions import Positions


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was written.

    Attributes:
        data: the JSON value.
        positions: where its keys and values stand.
    """

    data: Any
    positions: Positions
