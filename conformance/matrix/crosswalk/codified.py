"""The requirements of the catalogue as terms of the formal core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from conformance.logic.build import conjunction, implication
from conformance.logic.lower import Lowering
from conformance.logic.terms import FALSE, TRUE, And, At, Contains, ExactlyOne, ItemCount, Not, Or, Path, Present, Term, Test
from conformance.verdicts.compiled import registry_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conformance.catalogue import Catalogue, Regime, Requirement

Footprint: TypeAlias = "Mapping[Path, bool]"
"""The places at which a term looks; true where it only asks that something be there, which more of anything cannot undo."""


@dataclass(frozen=True, slots=True)
class Codified:
    """A requirement as terms.

    Attributes:
        requirement: what it says in words.
        scope: whom its regime reaches.
        trigger: when it applies.
        duty: what it then asks.
        parts: the conjuncts of the duty; one alone is asked for as a part of the whole.
    """

    requirement: Requirement
    scope: Term
    trigger: Term
    duty: Term

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.requirement.id

    @property
    def parts(self) -> tuple[Term, ...]:
        """The conjuncts of the duty."""
        return self.duty.terms if isinstance(self.duty, And) else (self.duty,)

    @property
    def applies(self) -> Term:
        """In scope, and triggered."""
        return conjunction(self.scope, self.trigger)

    @property
    def met(self) -> Term:
        """Triggered, and its duty met."""
        return conjunction(self.trigger, self.duty)

    @property
    def rule(self) -> Term:
        """What conforming to it means: if it applies, its duty is met."""
        return implication(self.applies, self.duty)


def codified(catalogue: Catalogue, regimes: Sequence[Regime]) -> tuple[Codified, ...]:
    """Return the codified requirements of the regimes as terms, in the order of the catalogue."""
    lowering = Lowering(registry_of(catalogue))

    def term(schema: object, uri: str) -> Term:
        return (TRUE if schema else FALSE) if isinstance(schema, bool) else lowering.lower({"$ref": uri})

    return tuple(
        Codified(
            requirement,
            term(regime.scope, f"{regime.uri}#/if"),
            term(requirement.trigger, f"{requirement.uri}/if"),
            term(requirement.duty, f"{requirement.uri}/then"),
        )
        for regime in regimes
        for requirement in regime.codified
    )


def term_titles(catalogue: Catalogue, regimes: Sequence[Regime]) -> dict[Term, str]:
    """Return what the named facts, and the conditions of the regimes, are called, by their terms."""
    lowering = Lowering(registry_of(catalogue))
    titles = {lowering.lower({"$ref": fact.uri}): f"{fact.title} ({fact.id})" for fact in catalogue.facts.values()}
    for regime in regimes:
        for name, body in catalogue.documents[f"regimes/{regime.id}.json"]["$defs"].items():
            if "requirement" not in body:
                term = lowering.lower({"$ref": f"{regime.uri}#/$defs/{name}"})
                titles.setdefault(term, f"{body.get('title', name)} ({name} of {regime.id})")
    return titles


def footprint(term: Term) -> Footprint:
    """Return the places of the document at which the term looks, and whether more at a place can ever make it false."""
    places: dict[Path, bool] = {}
    _walk(term, places)
    return places


def _walk(term: Term, places: dict[Path, bool]) -> None:
    match term:
        case And(terms) | Or(terms):
            for each in terms:
                _walk(each, places)
        case Present(path) | At(path, Contains(maximum=None) | ItemCount(maximum=None)):
            places.setdefault(path, True)
        case At(path):
            places[path] = False
        case ExactlyOne(terms):
            for each in terms:
                places.update(dict.fromkeys(footprint(each), False))
        case Not(inner):
            places.update(dict.fromkeys(footprint(inner), False))
        case Test():
            places[()] = False


def independent(one: Footprint, other: Footprint) -> bool:
    """Tell whether what is said at these places can be true together in any combination.

    That is so if no place of one is, or lies above or below, a place of the other, since no term here counts members; and
    where both only ask that something be in the same list, since the list can hold what both ask for.
    """
    return not any(
        _overlap(path, place) and not (path == place and adds and other[place]) for path, adds in one.items() for place in other
    )


def _overlap(path: Path, place: Path) -> bool:
    shorter = min(len(path), len(place))
    return path[:shorter] == place[:shorter]
