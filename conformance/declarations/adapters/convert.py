"""From a source to conversions, record by record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.draft import Draft
from conformance.declarations.check import problems_of
from conformance.declarations.documents import Document
from conformance.declarations.refusals import InvalidDeclaration, Refusal

if TYPE_CHECKING:
    from datetime import date

    from conformance.declarations.adapters.adapter import Adapter
    from conformance.declarations.adapters.conversion import Conversion
    from conformance.declarations.adapters.original import Original


def convert(original: Original, adapter: Adapter, issued_on: date) -> Iterator[Conversion | Refusal]:
    """Yield what becomes of each record of a source, in the order of the source; nothing is kept.

    Args:
        original: the source.
        adapter: who reads it.
        issued_on: the day that stands for the day of issue, in declarations of records that tell none.

    Yields:
        Conversions whose declaration is valid, and in the place of a record that cannot be read, why.
    """
    try:
        for found in adapter.read(original):
            if isinstance(found, Refusal):
                yield found
                continue
            draft = Draft(found, adapter, issued_on)
            adapter.map(found, draft)
            conversion = draft.finish()
            declaration = conversion.declaration
            problems = problems_of(Document(declaration.data, declaration.positions), original.name, original.limits)
            yield InvalidDeclaration(original.name, found.index, problems) if problems else conversion
    except Refusal as refusal:
        yield refusal
