"""Which jurisdictions a market entry bears on."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from conformance import resources


@dataclass(frozen=True, slots=True)
class Table:
    """The nesting of jurisdictions.

    Attributes:
        covers: for a code, the codes directly inside it.
        inside: for a code, the code directly around it.
        separate: codes that do not lie inside the code before their hyphen but stand for another (``CN-HK`` for ``HK``).
    """

    covers: Mapping[str, tuple[str, ...]]
    inside: Mapping[str, str]
    separate: Mapping[str, str]


@cache
def jurisdiction_table() -> Table:
    """Return the shipped table, ``schemas/jurisdictions.json``."""
    content = json.loads(resources.data_path("schemas", "jurisdictions.json").read_text(encoding="utf-8"))
    covers = {code: tuple(inner) for code, inner in content["covers"].items()}
    return Table(covers, {code: outer for outer, inner in covers.items() for code in inner}, content["separate"])


@cache
def reach(code: str) -> tuple[str, ...]:
    """Return the jurisdictions that a market entry for ``code`` bears on.

    They are the code itself, then those around it from the inside out, then those inside it: ``DE`` reaches ``EU``, ``US``
    reaches ``US-CA``, ``CN-GD`` reaches ``CN``. Hong Kong, Macao and Taiwan have codes and law of their own and never
    reach ``CN``.

    Args:
        code: ISO 3166-1 alpha-2 or ISO 3166-2 code, ``EU``, or ``US-NY-NYC``.
    """
    table = jurisdiction_table()
    own = [code]
    if code in table.separate:
        own.append(table.separate[code])
    return tuple(dict.fromkeys([*own, *_around(own[-1], table), *(inner for outer in own for inner in _within(outer, table))]))


def _around(code: str, table: Table) -> Iterator[str]:
    while code:
        if code in table.separate:
            code = table.separate[code]
        elif code in table.inside:
            code = table.inside[code]
        else:
            code = code.rpartition("-")[0]
        if code:
            yield code


def _within(code: str, table: Table) -> Iterator[str]:
    for inner in table.covers.get(code, ()):
        yield inner
        yield from _within(inner, table)
