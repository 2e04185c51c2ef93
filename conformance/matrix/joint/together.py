"""One declaration for several regimes, or the clauses that forbid it."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from conformance.declarations import derive
from conformance.logic.build import disjunction
from conformance.suite.shrinking import shrunk
from conformance.verdicts import Judge, Status, at_level
from conformance.verdicts.explain import is_declaration

from .clashes import Core, core, cores
from .clauses import Clause, Clauses
from .declared import declared
from .model import Clash, Clashing, Joint, Outcome
from .plain import plain
from .search import Found, Search

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date

    from conformance.catalogue import Catalogue, Level
    from conformance.logic.terms import Path, Term
    from conformance.logic.values import Json

MOST_CLASHES = 5
SECONDS_FOR_CLASHES = 60.0
FEW = 4
"""Up to so many clauses are asked about at once; of more, one after another where a document breaks them."""
SETTLED = frozenset({Status.PASS, Status.NOT_APPLICABLE, Status.NOT_IN_FORCE})
NO_EXEMPTIONS: Mapping[Path, Json] = {("declaration", "exemptions"): []}
"""An exemption that is not invoked is not relied on."""


def joint(
    catalogue: Catalogue,
    regimes: Sequence[str],
    *,
    facts: Sequence[str] = (),
    as_of: date,
    level: Level,
    seconds: float = 30.0,
    most_clashes: int = MOST_CLASHES,
) -> Joint:
    """Look for the smallest declaration that satisfies several regimes at once.

    It is placed so that every regime reaches it, it relies on no exemption, and every clause in force is met or definitely does
    not apply. Smallest means that nothing can be left out of it.

    Args:
        catalogue: where regimes and facts are looked up.
        regimes: ids of the regimes.
        facts: ids of facts supposed of the system.
        as_of: the day of judgement.
        level: the weakest level taken into account.
        seconds: the prover's time for one question.
        most_clashes: how many sets of clashing clauses are looked for.

    Raises:
        UnknownNameError: there is no such regime or fact.
    """
    chosen = catalogue.select(tuple(dict.fromkeys(regimes)))
    clauses = Clauses(catalogue, chosen, as_of, level)
    given = {
        **{f"{id} reaches the system": term for id, term in clauses.scopes.items()},
        **{id: clauses.fact(id) for id in facts},
    }
    demands = given | {id: clause.settled for id, clause in clauses.clauses.items()}
    search = Search(demands, as_of, seconds, NO_EXEMPTIONS)
    found = search.within([*given, *clauses.clauses], given)

    def made(outcome: Outcome, **more: Any) -> Joint:
        return Joint(chosen, tuple(facts), as_of, level, outcome, **more)

    if found.possible is None:
        return made(Outcome.UNDECIDED, reason=found.reason)
    if not found.possible:
        clashes, complete = clashing(clauses.clauses, given, NO_EXEMPTIONS, as_of, seconds, most_clashes)
        return made(Outcome.IMPOSSIBLE, clashes=clashes, all_clashes=complete)

    def conforms(data: Mapping[str, Any]) -> bool:
        return is_declaration(data) and not search.broken(derive(data, as_of).document)

    written = declared(found.document, as_of)
    if not conforms(written):
        return made(Outcome.UNDECIDED, reason=_unwritten(search, written, as_of))
    smallest = plain(shrunk(written, conforms), conforms, as_of)
    judged = Judge(catalogue, [regime.id for regime in chosen])(derive(smallest, as_of), as_of=as_of)
    verdicts = at_level(judged, level)
    if any(each.status not in SETTLED for each in verdicts):
        return made(Outcome.UNDECIDED, reason="what was found is judged otherwise when it is read again")
    return made(Outcome.POSSIBLE, declaration=smallest, verdicts=verdicts)


def clashing(
    clauses: Mapping[str, Clause], given: Mapping[str, Term], known: Mapping[Path, Json], as_of: date, seconds: float, most: int
) -> tuple[tuple[Clash, ...], bool]:
    """Return minimal sets of clauses that cannot be settled together, and whether there are no others.

    Args:
        clauses: the clauses by id.
        given: what is supposed always.
        known: values that every document has, by their paths.
        as_of: the day of judgement.
        seconds: the prover's time for one question.
        most: how many sets are looked for.
    """
    search = Search({**given, **{id: clause.settled for id, clause in clauses.items()}}, as_of, seconds, known)

    def within(names: Collection[str]) -> Found:
        found = search.within([*given, *names], [*given, *names] if len(names) < FEW else given)
        return replace(found, among=tuple(name for name in found.among if name in clauses))

    found, complete = cores(within, tuple(clauses), most, time.monotonic() + SECONDS_FOR_CLASHES)
    return tuple(_clash(each, clauses, given, known, as_of, seconds) for each in found), complete


def _clash(  # one call, all of them needed
    found: Core, clauses: Mapping[str, Clause], given: Mapping[str, Term], known: Mapping[Path, Json], as_of: date, seconds: float
) -> Clash:
    """Return the clash with the parts of the duties, and the givens, that it takes."""
    parts = {
        f"{id}#{n}": disjunction(clauses[id].spares, part.met) for id in found.names for n, part in enumerate(clauses[id].parts)
    }
    search = Search({**given, **parts}, as_of, seconds, known)

    def with_givens(names: Collection[str]) -> Found:
        return search.within([*given, *names], [*given, *names])

    needed = core(with_givens, parts)

    def with_parts(names: Collection[str]) -> Found:
        return search.within([*needed.names, *names], [*needed.names, *names])

    supposed = core(with_parts, given)
    return Clash(
        tuple(
            Clashing(
                clauses[id].requirement,
                tuple(part.name for n, part in enumerate(clauses[id].parts) if f"{id}#{n}" in needed.names),
            )
            for id in found.names
        ),
        supposed.names,
        found.minimal and needed.minimal,
    )


def _unwritten(search: Search, written: Mapping[str, Any], as_of: date) -> str:
    if not is_declaration(written):
        return "what the prover found cannot be written as a declaration"
    broken = ", ".join(search.broken(derive(written, as_of).document)[:3])
    return f"what the prover found, written as a declaration, does not meet {broken}"
