"""What no search from clause to clause could mend, asked of the prover all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from conformance.declarations import derive
from conformance.logic.terms import Path
from conformance.logic.values import Json

from .clauses import Clauses
from .declared import declared
from .model import Clash, Outcome
from .search import Search
from .together import NO_EXEMPTIONS, clashing


@dataclass(frozen=True, slots=True)
class Completed:
    """A declaration that conforms, or why there is none.

    Attributes:
        outcome: possible, impossible or undecided.
        data: the declaration.
        clashes: the clauses that forbid it.
        reason: why it stays open.
    """

    outcome: Outcome
    data: Mapping[str, Any] | None = None
    clashes: tuple[Clash, ...] = ()
    reason: str = ""


def completed(
    clauses: Clauses,
    applying: Collection[str],
    data: Mapping[str, Any],
    accepts: Callable[[Mapping[str, Any]], bool],
    as_of: date,
    seconds: float,
) -> Completed:
    """Return a declaration like the given one, in which the clauses that apply go on to apply and none offends.

    First all single values that are stated are kept; then only what has to be; lists keep their items and get further ones.

    Args:
        clauses: the clauses of the regimes.
        applying: ids of those that apply.
        data: the declaration.
        accepts: whether a declaration conforms.
        as_of: the day of judgement.
        seconds: the prover's time for one question.
    """
    judged = derive(data, as_of).document
    given = {f"{id} applies": clauses.clauses[id].applies for id in applying if id in clauses.clauses}
    demands = given | {id: clause.kept for id, clause in clauses.clauses.items()}
    reason = ""
    for known in (NO_EXEMPTIONS | dict(_scalars(judged, ())), NO_EXEMPTIONS):
        search = Search(demands, as_of, seconds, known)
        found = search.within(demands, given)
        if found.possible:
            written = declared(_laid_over(found.document, judged), as_of)
            if accepts(written):
                return Completed(Outcome.POSSIBLE, written)
            reason = "what the prover found, laid over what is declared, does not conform"
        elif found.possible is None:
            reason = found.reason
        elif known is NO_EXEMPTIONS:
            clashes, _ = clashing(search, given, clauses.clauses, as_of, seconds, 3)
            return Completed(Outcome.IMPOSSIBLE, clashes=clashes)
    return Completed(Outcome.UNDECIDED, reason=reason)


def _scalars(value: Json, path: Path) -> Iterator[tuple[Path, Json]]:
    if isinstance(value, Mapping):
        for name, member in value.items():
            yield from _scalars(member, (*path, name))
    elif value is not None and not isinstance(value, list):
        yield path, value


def _laid_over(upper: Json, lower: Json) -> Json:
    """Return a document that says what the upper one says, and besides what the lower one does."""
    if isinstance(upper, Mapping) and isinstance(lower, Mapping):
        return {
            name: _laid_over(upper[name], lower[name]) if name in upper and name in lower else {**lower, **upper}[name]
            for name in {**lower, **upper}
        }
    if isinstance(upper, list) and isinstance(lower, list):
        return _lists_laid_over(upper, lower)
    return lower if upper is None else upper


def _lists_laid_over(upper: list[Json], lower: list[Json]) -> list[Json]:
    """Return the items of both; those that may be about the same thing are made one."""
    items = list(lower)
    free = set(range(len(lower)))
    for item in upper:
        same = next((n for n in sorted(free) if _agree(item, lower[n])), None)
        if same is not None:
            free.discard(same)
            items[same] = _laid_over(item, lower[same])
        elif item not in items:
            items.append(item)
    return items


def _agree(one: Json, other: Json) -> bool:
    """Tell whether two items state a value in common, and none that differs."""
    if not isinstance(one, Mapping) or not isinstance(other, Mapping):
        return False
    common = [name for name in one if name in other and not isinstance(one[name], Mapping | list)]
    return bool(common) and all(one[name] == other[name] for name in common)
