"""Who uses a fact: the requirements that rest on it, directly or through a condition or another fact."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .load import BASE_URI
from .references import references, resolve

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .model import Catalogue, Regime, Schema


@dataclass(frozen=True, slots=True)
class Usage:
    """The requirement ids whose trigger, and those whose duty, rest on a fact, and the regimes whose scope does."""

    triggers: tuple[str, ...]
    duties: tuple[str, ...]
    scopes: tuple[str, ...]


def facts_of(catalogue: Catalogue, schema: Schema, base: str) -> tuple[str, ...]:
    """Return the ids of the facts a schema rests on, in order of appearance."""
    return tuple(
        dict.fromkeys(uri.rpartition("/")[2] for uri in _closure(catalogue, schema, base) if uri.startswith(f"{BASE_URI}facts/"))
    )


def usages(catalogue: Catalogue, regimes: tuple[Regime, ...]) -> Mapping[str, Usage]:
    """Return, for each fact that any of the regimes rests on, where it is used."""
    triggers: dict[str, list[str]] = {}
    duties: dict[str, list[str]] = {}
    scopes: dict[str, list[str]] = {}
    for regime in regimes:
        for fact in facts_of(catalogue, regime.scope, regime.uri):
            scopes.setdefault(fact, []).append(regime.id)
        for requirement in regime.codified:
            for schema, users in ((requirement.trigger, triggers), (requirement.duty, duties)):
                for fact in facts_of(catalogue, schema, requirement.uri):
                    users.setdefault(fact, []).append(requirement.id)
    return {
        fact: Usage(tuple(triggers.get(fact, ())), tuple(duties.get(fact, ())), tuple(scopes.get(fact, ())))
        for fact in sorted({*triggers, *duties, *scopes})
    }


def _closure(catalogue: Catalogue, schema: Schema, base: str) -> Iterator[str]:
    for reference in references(schema):
        target, uri = resolve(catalogue, base, reference)
        yield uri
        yield from _closure(catalogue, target, uri)
