"""The requirements of the catalogue as terms of the formal core."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, implication
from conformance.logic.lower import Lowering
from conformance.logic.terms import FALSE, TRUE, And, Term
from conformance.verdicts.compiled import registry_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from conformance.catalogue import Catalogue, Regime, Requirement


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
