"""The smallest document that still shows what a larger one showed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.logic.values import Json


def smallest(document: Json, shows: Callable[[Json], bool]) -> Json:
    """Return a document from which no member, item or value can be taken away without losing what it shows.

    Args:
        document: a document that ``shows``.
        shows: the property to keep.
    """
    changed = True
    while changed:
        changed = False
        for simpler in _simpler(document):
            if shows(simpler):
                document = simpler
                changed = True
                break
    return document


def _simpler(value: Json) -> Iterator[Json]:
    """Yield the documents one step plainer than a value, the boldest step first."""
    if isinstance(value, dict):
        for name in value:
            yield {other: member for other, member in value.items() if other != name}
        for name, member in value.items():
            for simpler in _simpler(member):
                yield {**value, name: simpler}
    elif isinstance(value, list):
        for index in range(len(value)):
            yield value[:index] + value[index + 1 :]
        for index, item in enumerate(value):
            for simpler in _simpler(item):
                yield [*value[:index], simpler, *value[index + 1 :]]
