"""How many changes are needed at least: parts of duties that are unmet, and that no single change can meet together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from conformance.declarations.derivation_plan import derived_names
from conformance.logic.evidence import evidence
from conformance.logic.terms import And, Path, Term
from conformance.matrix.crosswalk.codified import footprint, independent
from conformance.verdicts.derived import source_pointer

if TYPE_CHECKING:
    from conformance.declarations import Judged
    from conformance.verdicts import Verdict

    from .clauses import Clauses


def fewest_needed(clauses: Clauses, offending: Sequence[Verdict], judged: Judged) -> int:
    """Return a number of changes that no plan under which these clauses go on to apply can do without.

    Each unmet conjunct of a duty needs a change at one of the places it looks at. Conjuncts of which no place of one is, or lies above
    or below, a place of another need a change each; as many such conjuncts as are found in one pass are counted.

    Args:
        clauses: the clauses of the regimes.
        offending: verdicts on those that are failed or undeclared.
        judged: the declaration that was judged. If it calls lists incomplete, withdrawing one mark may serve many clauses, and
            nothing is promised beyond one change.
    """
    if judged.incomplete:
        return min(1, len(offending))
    unmet = {
        conjunct: _places(conjunct)
        for verdict in offending
        for conjunct in _conjuncts(clauses.clauses[verdict.id].met)
        if not evidence(conjunct, judged.document, reading="strict").value
    }
    chosen: list[frozenset[Path]] = []
    for places in sorted(unmet.values(), key=lambda places: (len(places), sorted(map(str, places)))):
        if all(independent(places, other) for other in chosen):
            chosen.append(places)
    return len(chosen)


def _conjuncts(term: Term) -> Iterator[Term]:
    if isinstance(term, And):
        for each in term.terms:
            yield from _conjuncts(each)
    else:
        yield term


def _places(term: Term) -> frozenset[Path]:
    """Return where a change may alter the term: the stated fields, and for what is counted from the first placing, the markets."""
    stated: set[Path] = set()
    for path in footprint(term):
        name = str(path[-1])
        stated.add((*path[:-1], source_pointer(f"/{name}")[1:]) if name in derived_names() else path)
        if name.endswith("_days_before_placing"):
            stated.add(("markets",))
    return frozenset(stated)
