"""The clauses of some regimes on one day, as terms over a declaration in which what is absent is unknown."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, disjunction
from conformance.logic.lower import Lowering
from conformance.logic.terms import FALSE, TRUE, Term
from conformance.suite.definite import Definite
from conformance.verdicts.compiled import registry_of
from conformance.verdicts.in_force import contains
from conformance.verdicts.open_lists import open_lists
from conformance.verdicts.wording import in_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from conformance.catalogue import Catalogue, Level, Regime, Requirement, Schema

NOT = "not:"
"""Stands before the id of a fact that is supposed not to be so."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that a duty asks for together.

    Attributes:
        name: the id of the fact or condition, or the test in words.
        met: strictly, *it is definitely so*.
    """

    name: str
    met: Term


@dataclass(frozen=True, slots=True)
class Clause:
    """A requirement on one day.

    Attributes:
        requirement: what it says.
        applies: strictly, *it definitely applies and is in force*.
        spares: strictly, *it definitely does not apply or is not in force*.
        parts: what its duty asks for.
    """

    requirement: Requirement
    applies: Term
    spares: Term
    parts: tuple[Part, ...]

    @property
    def id(self) -> str:
        """The requirement's id."""
        return self.requirement.id

    @property
    def met(self) -> Term:
        """Strictly, that all parts of the duty are definitely met."""
        return conjunction(*(part.met for part in self.parts))

    @property
    def settled(self) -> Term:
        """Strictly, that the verdict is pass, not-applicable or not-in-force."""
        return disjunction(self.spares, self.met)


class Clauses:
    """The clauses of some regimes that may be in force on a day, and the facts of the catalogue, as terms.

    Args:
        catalogue: where references lead.
        regimes: whose clauses.
        as_of: the day.
        level: the weakest level taken into account.

    Attributes:
        clauses: by requirement id, in the order of the catalogue.
    """

    def __init__(self, catalogue: Catalogue, regimes: Sequence[Regime], as_of: date, level: Level) -> None:
        self._catalogue = catalogue
        self._lowering = Lowering(registry_of(catalogue))
        self._definite = Definite(open_lists())
        self._regimes = regimes
        self._as_of = as_of
        self.clauses: Mapping[str, Clause] = {clause.id: clause for clause in self._all(level)}

    @cached_property
    def scopes(self) -> Mapping[str, Term]:
        """For each regime, strictly, *it definitely reaches the system*."""
        return {regime.id: self._definite(self._scope(regime)) for regime in self._regimes}

    def fact(self, id: str) -> Term:
        """Return, strictly, *the fact is definitely so*, or with ``not:`` before its id, *it is definitely not so*.

        Raises:
            UnknownNameError: there is no such fact.
        """
        name = id.removeprefix(NOT)
        return self._definite(self._lowering.lower({"$ref": self._catalogue.facts.find(name).uri}), name == id)

    def _all(self, level: Level) -> Iterator[Clause]:
        for regime in self._regimes:
            scope = self._scope(regime)
            for requirement in regime.codified:
                if level.includes(requirement.level):
                    clause = self._clause(regime, requirement, scope)
                    if clause.spares is not TRUE:
                        yield clause

    def _clause(self, regime: Regime, requirement: Requirement, scope: Term) -> Clause:
        trigger = self._term(requirement.trigger, f"{requirement.uri}/if")
        applies, definite = conjunction(scope, trigger), self._definite
        binds, lapsed = (TRUE, FALSE) if regime.candidate else self._in_force(requirement)
        return Clause(
            requirement,
            conjunction(definite(applies, True), binds),
            disjunction(definite(applies, False), lapsed),
            tuple(self._parts(requirement)),
        )

    def _in_force(self, requirement: Requirement) -> tuple[Term, Term]:
        """Return when it is definitely in force, and when definitely not; see ``verdicts.in_force``."""
        if requirement.in_force.stayed_on(self._as_of):
            return FALSE, TRUE
        inside = contains(requirement.in_force.default, self._as_of)
        binds: Term = TRUE if inside else FALSE
        lapsed: Term = FALSE if inside else TRUE
        for n, variant in reversed(list(enumerate(requirement.in_force.variants))):
            condition = self._lowering.lower({"$ref": f"{requirement.uri}/requirement/inForce/variants/{n}/if"})
            yes, no = self._definite(condition, True), self._definite(condition, False)
            inside = contains(variant.window, self._as_of)
            binds = disjunction(yes, binds) if inside else conjunction(no, binds)
            lapsed = conjunction(no, lapsed) if inside else disjunction(yes, lapsed)
        return binds, lapsed

    def _parts(self, requirement: Requirement) -> Iterator[Part]:
        duty, uri = requirement.duty, f"{requirement.uri}/then"
        together = not isinstance(duty, bool) and duty.keys() == {"allOf"}
        schemas: Sequence[Schema] = duty["allOf"] if together and not isinstance(duty, bool) else [duty]
        for n, schema in enumerate(schemas):
            term = self._term(schema, f"{uri}/allOf/{n}" if together else uri)
            yield Part(self._name(schema, requirement.uri), self._definite(term))

    def _name(self, schema: Schema, base: str) -> str:
        if not isinstance(schema, bool) and schema.keys() == {"$ref"}:
            return str(schema["$ref"]).rpartition("/")[2]
        return in_words(self._catalogue, schema, base)

    def _scope(self, regime: Regime) -> Term:
        return self._term(regime.scope, f"{regime.uri}#/if")

    def _term(self, schema: Schema, uri: str) -> Term:
        return (TRUE if schema else FALSE) if isinstance(schema, bool) else self._lowering.lower({"$ref": uri})
