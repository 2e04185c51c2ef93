"""The adapter: detection, reading, and who and what a row is about."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.omb_inventory.columns import (
    consolidated_questions_of,
    is_consolidated,
    is_inventory,
    questions_of,
)
from conformance.declarations.adapters.omb_inventory.commercial import is_use, map_commercial_use
from conformance.declarations.adapters.omb_inventory.practices import map_practices
from conformance.declarations.adapters.omb_inventory.row import Row
from conformance.declarations.adapters.omb_inventory.use_case import map_use_case
from conformance.declarations.adapters.tables import read_table
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_ROWS_TO_LOOK_AT = 20


class OmbInventory:
    """Reads inventories of 2023, 2024 (coded headings or questions as headings) and 2025 (single uses, commercial uses)."""

    name = "us-omb-inventory"
    title = "US federal inventories of AI use cases (agencies, Office of Management and Budget)"
    suffixes = (".csv", ".tsv")
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by a row of headings that asks the questions of an inventory, among the first of the file."""
        return original.suffix in self.suffixes and any(map(_is_header, _first_rows(original.head_text)))

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the use cases. A row that says that AI is not used for a task is about no system: it is passed over."""
        for found in read_table(original, _is_header):
            if isinstance(found, Refusal):
                yield found
                continue
            columns = tuple(found.data)
            if is_inventory(columns) or is_use(Row(found, consolidated_questions_of(columns))):
                yield found

    def map(self, record: Record, draft: Draft) -> None:
        """Map one use case, or one product that an agency uses for a common task."""
        columns = tuple(record.data)
        if is_inventory(columns):
            row = Row(record, questions_of(columns))
            map_use_case(row, draft)
            map_practices(row, draft)
        else:
            map_commercial_use(Row(record, consolidated_questions_of(columns)), draft)


def _is_header(names: Sequence[str]) -> bool:
    return is_inventory(names) or is_consolidated(names)


def _first_rows(text: str) -> Iterator[list[str]]:
    """Yield rows of the head of a table; a heading may have line breaks in it."""
    delimiter = "\t" if "\t" in text.partition("\n")[0] else ","
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        for _, cells in zip(range(_ROWS_TO_LOOK_AT), rows, strict=False):
            yield cells
    except csv.Error:
        return


ADAPTER = OmbInventory()
