"""How the terms that are asked of a list's items are told apart by the kind of the item.

Most such terms name a kind and more: *a policy of kind copyright that is public*. One look at the kind of an item then tells
which terms are worth a further look.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction
from conformance.logic.expressions import wanted_strings
from conformance.logic.terms import TRUE, And, At, Path, Term

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Kinds:
    """The terms asked of an item, sorted by its kind.

    Attributes:
        path: where the item says its kind.
        table: for each kind, the bits of the terms that are possible.
        always: the bits of the terms that do not look at the kind.
        rest: these terms.
        groups: what is left of the others once the kind is known, those of the same kinds together, each with its bit.
        kinds: the kinds of each group.
    """

    path: Path
    table: dict[str, int]
    always: int
    rest: dict[Term, int]
    groups: list[dict[Term, int]]
    kinds: list[tuple[str, ...]]

    @property
    def is_whole(self) -> bool:
        """Whether the kind is the item itself, and all that is asked of it."""
        return not self.path and not self.rest and not self.groups

    def with_groups(self) -> dict[str, tuple[int, tuple[int, ...]]]:
        """Return the table with the numbers of the groups that a kind is in."""
        return {
            kind: (bits, tuple(number for number, kinds in enumerate(self.kinds) if kind in kinds))
            for kind, bits in self.table.items()
        }


def kinds_apart(bits: dict[Term, int]) -> Kinds | None:
    """Sort the terms by the member that tells most of them apart; ``None`` if none of them names a kind."""
    candidates = Counter(path for term in bits for path in {path for path, _ in _value_lists(term)})
    if not candidates:
        return None
    path = min(candidates, key=lambda each: (-candidates[each], len(each), [str(step) for step in each]))
    table: dict[str, int] = {}
    rest: dict[Term, int] = {}
    groups: dict[tuple[str, ...], dict[Term, int]] = {}
    for term, bit in bits.items():
        wanted = next((wanted for at, wanted in _value_lists(term) if at == path), None)
        if wanted is None:
            rest[term] = bit
            continue
        table.update((kind, table.get(kind, 0) | bit) for kind in wanted)
        left = _without(path, term)
        if left is not TRUE:
            groups.setdefault(wanted, {})[left] = bit
    always = sum(rest.values())
    table = {kind: mask | always for kind, mask in table.items()}
    return Kinds(path, table, always, rest, list(groups.values()), list(groups))


def _value_lists(term: Term) -> Iterable[tuple[Path, tuple[str, ...]]]:
    for part in _conjuncts(term):
        path, test = (part.path, part.test) if isinstance(part, At) else ((), part)
        wanted = wanted_strings(test)
        if wanted is not None and all(isinstance(step, str) for step in path):
            yield path, wanted


def _without(path: Path, term: Term) -> Term:
    def is_looked_up(part: Term) -> bool:
        place, test = (part.path, part.test) if isinstance(part, At) else ((), part)
        return place == path and wanted_strings(test) is not None

    return conjunction(*(part for part in _conjuncts(term) if not is_looked_up(part)))


def _conjuncts(term: Term) -> tuple[Term, ...]:
    return term.terms if isinstance(term, And) else (term,)
