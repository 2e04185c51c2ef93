"""From a source to conversions, record by record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from conformance.declarations.adapters.contacts import record_without_contacts, refusal_without_contacts
from conformance.declarations.adapters.draft import Draft
from conformance.declarations.adapters.registry import detect
from conformance.declarations.check import problems_of
from conformance.declarations.documents import Document
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.declarations.sources import FILE_SUFFIXES

if TYPE_CHECKING:
    from datetime import date

    from conformance.declarations.adapters.adapter import Adapter
    from conformance.declarations.adapters.conversion import Conversion
    from conformance.declarations.adapters.original import Original

_OWN = re.compile(r"""^[ \t]*(?:\{\s*)?["']?declaration["']?\s*:""", re.MULTILINE)
_OWN_TOO = re.compile(r"""["']?organisation["']?\s*:""")


def is_declaration(original: Original) -> bool:
    """Tell from its name, or else from the names of its sections, whether a source holds declarations as they are."""
    if original.name.endswith(FILE_SUFFIXES):
        return True
    head = original.head_text
    return _OWN.search(head) is not None and _OWN_TOO.search(head) is not None


def adapter_for(original: Original) -> Adapter | None:
    """Return the adapter of a source that holds no declaration, or None when no adapter knows it.

    Raises:
        UnreadableSource: several adapters take it for theirs, or it cannot be opened.
        BrokenAdapter: an adapter cannot be loaded.
    """
    found = detect(original)
    if len(found) > 1:
        names = " or ".join(adapter.name for adapter in found)
        raise original.refusal("ambiguous-format", f"this may be {names}", "say which with --from FORMAT")
    return found[0] if found else None


def convert(original: Original, adapter: Adapter, issued_on: date) -> Iterator[Conversion | Refusal]:
    """Yield what becomes of each record of a source, in the order of the source; nothing is kept.

    Contacts of persons are dropped before anything is mapped.

    Args:
        original: the source.
        adapter: who reads it.
        issued_on: the day that stands for the day of issue, in declarations of records that tell none.

    Yields:
        Conversions whose declaration is valid, and in the place of a record that cannot be read, why.
    """
    found_any = False
    try:
        for found in adapter.read(original):
            found_any = True
            if isinstance(found, Refusal):
                yield refusal_without_contacts(found)
                continue
            record = record_without_contacts(found)
            draft = Draft(record, adapter, issued_on)
            adapter.map(record, draft)
            conversion = draft.finish()
            declaration = conversion.declaration
            problems = problems_of(Document(declaration.data, declaration.positions), original.name, original.limits)
            yield InvalidDeclaration(original.name, found.index, problems) if problems else conversion
    except Refusal as refusal:
        yield refusal_without_contacts(refusal)
        return
    if not found_any:
        yield original.refusal("empty", "there is no record in it", f"a source of {adapter.title} holds at least one record")
