"""How many changes are needed at least: parts of duties that are unmet, and that no single change can meet together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.declarations.derivation_plan import derived_names
from conformance.logic.evidence import evidence
from conformance.logic.terms import And, At, Contains, Every, ExactlyOne, ItemCount, Not, Or, Path, Present, Term
from conformance.verdicts.derived import BEFORE_PLACING, source_pointer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from conformance.declarations import Judged
    from conformance.verdicts import Verdict

    from .clauses import Clauses


_MARKS: Path = ("declaration", "incomplete_lists")


def fewest_needed(clauses: Clauses, offending: Sequence[Verdict], judged: Judged) -> int:
    """Return a number of changes that no plan under which these clauses go on to apply can do without.

    Each unmet conjunct of a duty needs a change at one of the places it looks at. Conjuncts of which no place of one is, or lies
    above or below, a place of another need a change each; as many such conjuncts as are found in one pass are counted.

    Args:
        clauses: the clauses of the regimes.
        offending: verdicts on those that are failed or undeclared.
        judged: the declaration that was judged.
    """
    unmet = {
        conjunct: _places(conjunct, judged)
        for verdict in offending
        for conjunct in _conjuncts(clauses.clauses[verdict.id].met)
        if not evidence(conjunct, judged.document, reading="strict").value
    }
    chosen: list[frozenset[Path]] = []
    for places in sorted(unmet.values(), key=lambda places: (len(places), sorted(map(str, places)))):
        if not any(_overlap(place, other) for each in chosen for other in each for place in places):
            chosen.append(places)
    return max(len(chosen), min(1, len(offending)))


def _conjuncts(term: Term) -> Iterator[Term]:
    if isinstance(term, And):
        for each in term.terms:
            yield from _conjuncts(each)
    else:
        yield term


def _places(term: Term, judged: Judged) -> frozenset[Path]:
    """Return where a change may alter the term.

    They are the stated fields; for what is counted from the first placing, the markets; and for what asks of all items of a list,
    the marks of lists that are incomplete.
    """
    stated: set[Path] = set()
    for path in _looked_at(term):
        if path:
            *above, name = map(str, path)
            stated.add((*above, source_pointer(f"/{name}")[1:]) if name in derived_names() else path)
            if name.endswith(BEFORE_PLACING):
                stated.add(("markets",))
    if judged.incomplete and _asks_of_all(term):
        stated.add(_MARKS)
    return frozenset(stated)


def _looked_at(term: Term) -> Iterator[Path]:
    match term:
        case And(terms) | Or(terms) | ExactlyOne(terms):
            for each in terms:
                yield from _looked_at(each)
        case Not(inner):
            yield from _looked_at(inner)
        case Present(path) | At(path):
            yield path


def _asks_of_all(term: Term) -> bool:
    match term:
        case And(terms) | Or(terms) | ExactlyOne(terms):
            return any(map(_asks_of_all, terms))
        case At(test=Contains(maximum=None)):
            return False
        case At(test=test):
            return isinstance(test, Contains | Every | ItemCount)
    return isinstance(term, Not)


def _overlap(one: Path, other: Path) -> bool:
    shorter = min(len(one), len(other))
    return one[:shorter] == other[:shorter]
