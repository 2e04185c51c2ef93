"""What may still change: open lists, and equality between values that are not told to the end.

In the open reading a document is a part of what could be declared: an object may get further members, and a list that is not
complete may get further items at its end. A truth value is definite only if no such addition can change it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.logic.values import equal

if TYPE_CHECKING:
    from conformance.logic.values import Json, Truth


def member_pointer(pointer: str, name: str) -> str:
    """Return the JSON Pointer (RFC 6901) of a member of the object at a pointer."""
    return f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}"


def is_growing(shape: str, open_lists: frozenset[str], incomplete: frozenset[str]) -> bool:
    """Tell whether a list may get further items.

    Args:
        shape: the list's JSON Pointer without array indices, e.g. ``/records/documents/covers``.
        open_lists: shapes of lists that are never complete.
        incomplete: shapes at or below which no list is complete; the empty pointer marks all.
    """
    if shape in open_lists or "" in incomplete:
        return True
    while shape and incomplete:
        if shape in incomplete:
            return True
        shape = shape.rpartition("/")[0]
    return False


def both(values: list[Truth]) -> Truth:
    """Return the conjunction in Kleene's strong logic."""
    return False if False in values else None if None in values else True


def either(values: list[Truth]) -> Truth:
    """Return the disjunction in Kleene's strong logic."""
    return True if True in values else None if None in values else False


def counted(known: int, possible: int | None, minimum: int, maximum: int | None) -> Truth:
    """Tell whether a count lies within bounds, when it is at least ``known`` and at most ``possible`` (``None``: any)."""
    if (possible is not None and possible < minimum) or (maximum is not None and known > maximum):
        return False
    if known >= minimum and (maximum is None or (possible is not None and possible <= maximum)):
        return True
    return None


class Growth:
    """Which lists may get further items, in one judging; objects always may get further members."""

    __slots__ = ("incomplete", "open_lists")

    def __init__(self, open_lists: frozenset[str], incomplete: frozenset[str]) -> None:
        self.open_lists = open_lists
        self.incomplete = incomplete

    def grows(self, shape: str) -> bool:
        """Tell whether the list of this shape may get further items."""
        return is_growing(shape, self.open_lists, self.incomplete)

    def equals(self, value: Json, shape: str, constant: Json) -> Truth:
        """Tell whether a value of the document equals a constant, whatever is added to the document."""
        if isinstance(value, dict) and isinstance(constant, dict):
            if not value.keys() <= constant.keys():
                return False
            found = [self.equals(each, member_pointer(shape, name), constant[name]) for name, each in value.items()]
            return False if False in found else None
        if isinstance(value, list) and isinstance(constant, list):
            growing = self.grows(shape)
            if len(value) > len(constant) or (len(value) < len(constant) and not growing):
                return False
            found = [self.equals(each, shape, wanted) for each, wanted in zip(value, constant, strict=False)]
            return both([*found, None]) if growing else both(found)
        return equal(value, constant)

    def coincide(self, one: Json, two: Json, shape: str) -> Truth:
        """Tell whether two values of one shape in the document are equal, whatever is added to either."""
        if isinstance(one, dict) and isinstance(two, dict):
            shared = [self.coincide(one[name], two[name], member_pointer(shape, name)) for name in one.keys() & two.keys()]
            return False if False in shared else None
        if isinstance(one, list) and isinstance(two, list):
            growing = self.grows(shape)
            if len(one) != len(two) and not growing:
                return False
            shared = [self.coincide(each, other, shape) for each, other in zip(one, two, strict=False)]
            return both([*shared, None]) if growing else both(shared)
        return equal(one, two)

    def all_different(self, items: list[Json], shape: str) -> Truth:
        """Tell whether no two items are equal, whatever is added to them or to the list."""
        same = [self.coincide(one, two, shape) for index, one in enumerate(items) for two in items[:index]]
        if True in same:
            return False
        return None if None in same or self.grows(shape) else True
