"""A declaration as a value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.declarations.positions import Positions


def _nothing(pointer: str) -> str:  # noqa: ARG001  # the signature of a remark
    return ""


@dataclass(frozen=True, slots=True)
class Declaration:
    """What somebody states about one AI system or model, valid by the declaration schema.

    Attributes:
        file: the source it was read from, as the user named it; ``<stdin>`` for standard input.
        index: its place among the declarations of that source, from 0.
        data: the JSON value, as it was written.
        positions: where its keys and values stand in the source.
        remark: tells for a JSON Pointer where a converted value comes from, in words; ``""`` for what stands there as it is.
    """

    file: str
    index: int
    data: Mapping[str, Any]
    positions: Positions = field(compare=False, repr=False)
    remark: Callable[[str], str] = field(default=_nothing, compare=False, repr=False)

    @property
    def id(self) -> str:
        """The identifier that stays the same in all versions, ``declaration.id``."""
        value: str = self.data["declaration"]["id"]
        return value

    @property
    def title(self) -> str:
        """The trade name of the system, ``system.name``."""
        value: str = self.data["system"]["name"]
        return value

    @property
    def jurisdiction(self) -> str | None:
        """The country of establishment (ISO 3166-1 alpha-2), ``organisation.country``; None when it is not stated."""
        value: str | None = self.data["organisation"].get("country")
        return value
