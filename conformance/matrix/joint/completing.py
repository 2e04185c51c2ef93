"""What no search from clause to clause could mend, asked of the prover all at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from conformance.declarations import derive
from conformance.logic.build import negation
from conformance.logic.terms import FALSE, TRUE, Path
from conformance.verdicts.explain import is_declaration

from .declared import declared
from .model import Clash, Outcome
from .search import Search
from .together import MOST_CLASHES, clashing

if TYPE_CHECKING:
    from datetime import date

    from conformance.logic.values import Json

    from .clauses import Clause, Clauses


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
    owed: Collection[str],
    data: Mapping[str, Any],
    accepts: Callable[[Mapping[str, Any]], bool],
    mended: Callable[[Mapping[str, Any]], Mapping[str, Any]],
    as_of: date,
    seconds: float,
) -> Completed:
    """Return a declaration like the given one, in which the duties that are owed are met and no clause offends.

    First all single values that are stated are kept; then only what has to be; lists keep their items and get further ones.

    Args:
        clauses: the clauses of the regimes.
        owed: ids of those whose duties have to be met.
        data: the declaration.
        accepts: whether a declaration conforms.
        mended: mends one offence after another, as far as that goes.
        as_of: the day of judgement.
        seconds: the prover's time for one question.
    """
    judged = derive(data, as_of).document
    binding = {id: _binding(clause, owed=id in owed) for id, clause in clauses.clauses.items()}
    demands = {id: clause.settled for id, clause in binding.items()}
    exemptions: Mapping[Path, Json] = {("declaration", "exemptions"): judged["declaration"]["exemptions"]}
    reason = ""
    for known in ({**exemptions, **dict(_scalars(judged, ()))}, exemptions):
        found = Search(demands, as_of, seconds, known).within(demands, [id for id in demands if id in owed])
        if found.possible:
            written = declared(_laid_over(found.document, judged), as_of)
            if is_declaration(written) and accepts(conforming := mended(written)):
                return Completed(Outcome.POSSIBLE, conforming)
            reason = "what the prover found, laid over what is declared, does not conform"
        elif found.possible is None:
            reason = found.reason
        elif known is exemptions:
            clashes, _ = clashing(binding, {}, exemptions, as_of, seconds, MOST_CLASHES)
            return Completed(Outcome.IMPOSSIBLE, clashes=clashes)
    return Completed(Outcome.UNDECIDED, reason=reason)


def _binding(clause: Clause, *, owed: bool) -> Clause:
    """Return the clause as a plan has to meet it: its duty in any case, or unless it is not certain that it applies."""
    return replace(clause, applies=TRUE, spares=FALSE) if owed else replace(clause, spares=negation(clause.applies))


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
