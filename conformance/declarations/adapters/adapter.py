"""What an adapter is."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record
    from conformance.declarations.refusals import Refusal


class Authority(StrEnum):
    """Who speaks in a source. The values of ``declaration.authority``."""

    FIRST_PARTY = "first-party"
    DISTRIBUTOR = "distributor"
    REGULATOR = "regulator"
    TOOL = "tool"
    THIRD_PARTY = "third-party"


class Adapter(Protocol):
    """Reads one format. An entry point of the group ``conformance.adapters`` names an instance.

    Attributes:
        name: the format's name in kebab-case, for ``--from``; the name of the entry point.
        title: the format in words, with its publisher.
        suffixes: suffixes of the files of this format, lower case, for finding them below a folder.
        authority: who speaks in it, as far as the format tells.
        language: the language of its records (BCP 47), unless a record says otherwise.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    authority: Authority
    language: str

    def detects(self, original: Original) -> bool:
        """Tell from its name and its first bytes whether a source is of this format. False when in doubt."""

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the records of a source, and in their place what cannot be read and why.

        Raises:
            Refusal: nothing more can be read.
        """

    def map(self, record: Record, draft: Draft) -> None:
        """Put into the draft what a record states. What is not put there is reported as not mapped; nothing is invented."""
