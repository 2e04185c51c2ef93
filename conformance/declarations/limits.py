"""How much an untrusted file may ask of its reader."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on one source; what exceeds them is refused, never cut short.

    Attributes:
        size: largest file, in bytes.
        depth: deepest nesting of mappings and lists, aliases included.
        expanded_nodes: nodes that YAML aliases may add to a file by repeating what they stand for.
        number_length: longest number, in characters.
        seconds: longest time for reading one source.
        problems: problems told about one document; further ones are left unsaid.
    """

    size: int = 10_000_000
    depth: int = 64
    expanded_nodes: int = 100_000
    number_length: int = 100
    seconds: float = 60.0
    problems: int = 20


DEFAULT_LIMITS = Limits()
