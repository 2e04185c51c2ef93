"""Sets of Unicode code points as sorted, disjoint, non-adjacent intervals."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterable

Interval = tuple[int, int]
CharacterSet = tuple[Interval, ...]

LAST = 0x10FFFF
# A surrogate code point is no character of a JSON text (RFC 8259, section 8.2), so no witness may need one.
SURROGATES: Interval = (0xD800, 0xDFFF)
NONE: CharacterSet = ()
ANY: CharacterSet = ((0, SURROGATES[0] - 1), (SURROGATES[1] + 1, LAST))


def from_intervals(intervals: Iterable[Interval]) -> CharacterSet:
    """Return the set that holds every code point of the (inclusive) intervals; they may overlap and be unordered."""
    merged: list[Interval] = []
    for low, high in sorted(interval for interval in intervals if interval[0] <= interval[1]):
        if merged and low <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return tuple(merged)


def of(characters: str) -> CharacterSet:
    """Return the set of the characters of a string."""
    return from_intervals((ord(character), ord(character)) for character in characters)


def union(left: CharacterSet, right: CharacterSet) -> CharacterSet:
    """Return the code points of either set."""
    return from_intervals((*left, *right))


def complement(characters: CharacterSet) -> CharacterSet:
    """Return every code point that is in ``ANY`` and not in the set."""
    gaps: list[Interval] = []
    start = 0
    for low, high in characters:
        gaps.append((start, low - 1))
        start = high + 1
    gaps.append((start, LAST))
    return intersection(from_intervals(gaps), ANY)


def intersection(left: CharacterSet, right: CharacterSet) -> CharacterSet:
    """Return the code points of both sets."""
    common: list[Interval] = []
    i = j = 0
    while i < len(left) and j < len(right):
        low, high = max(left[i][0], right[j][0]), min(left[i][1], right[j][1])
        if low <= high:
            common.append((low, high))
        if left[i][1] < right[j][1]:
            i += 1
        else:
            j += 1
    return from_intervals(common)


def contains(characters: CharacterSet, code_point: int) -> bool:
    """Tell whether the code point is in the set."""
    index = bisect_right(characters, (code_point, LAST)) - 1
    return index >= 0 and characters[index][0] <= code_point <= characters[index][1]


def size(characters: CharacterSet) -> int:
    """Return how many code points the set holds."""
    return sum(high - low + 1 for low, high in characters)


def readable(characters: CharacterSet) -> int:
    """Return the member that a person reads most easily: a letter, then a digit, then any visible one.

    Raises:
        ValueError: the set is empty.
    """
    for low, high in ((0x61, 0x7A), (0x41, 0x5A), (0x30, 0x39), (0x21, 0x7E), (0x20, 0x20), (0xA1, 0xD7FF)):
        preferred = intersection(characters, ((low, high),))
        if preferred:
            return preferred[0][0]
    if not characters:
        raise ValueError("an empty set has no member")
    return characters[0][0]


def partition(sets: Iterable[CharacterSet]) -> tuple[CharacterSet, ...]:
    """Return the coarsest split of ``ANY`` into blocks such that each given set is a union of blocks."""
    bounds = {0, SURROGATES[0], SURROGATES[1] + 1, LAST + 1}
    listed = tuple(dict.fromkeys(sets))
    for characters in listed:
        for low, high in characters:
            bounds.add(low)
            bounds.add(high + 1)
    blocks: dict[tuple[bool, ...], list[Interval]] = {}
    edges = sorted(bounds)
    for low, following in itertools.pairwise(edges):
        if SURROGATES[0] <= low <= SURROGATES[1]:
            continue
        signature = tuple(contains(characters, low) for characters in listed)
        blocks.setdefault(signature, []).append((low, following - 1))
    return tuple(from_intervals(intervals) for intervals in blocks.values())
