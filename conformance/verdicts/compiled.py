"""The schemas of some regimes as one evaluator, each schema under a name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from conformance.logic.evaluate import compile as compile_schemas

from .open_lists import open_lists

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from referencing.jsonschema import SchemaRegistry

    from conformance.catalogue import Catalogue, Regime, Schema
    from conformance.declarations import Judged

    from .model import Truth


def named_schemas(regimes: Sequence[Regime]) -> Iterator[tuple[str, Schema]]:
    """Yield the scope of each regime, and the trigger, duty and in-force conditions of each codified requirement.

    Yields:
        The name (``<regime>#scope``, ``<requirement>#if``, ``#then``, ``#when-0``, ...) and a schema that refers to its place
        in the regime's file.
    """
    for regime in regimes:
        yield f"{regime.id}#scope", _reference(regime.scope, f"{regime.uri}#/if")
        for requirement in regime.codified:
            yield f"{requirement.id}#if", _reference(requirement.trigger, f"{requirement.uri}/if")
            yield f"{requirement.id}#then", _reference(requirement.duty, f"{requirement.uri}/then")
            for n, variant in enumerate(requirement.in_force.variants):
                place = f"{requirement.uri}/requirement/inForce/variants/{n}/if"
                yield f"{requirement.id}#when-{n}", _reference(variant.condition, place)


def _reference(schema: Schema, uri: str) -> Schema:
    return schema if isinstance(schema, bool) else {"$ref": uri}


def registry_of(catalogue: Catalogue) -> SchemaRegistry:
    """Return the files of the catalogue by their URIs, for resolving references; nothing is ever fetched."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012

    from conformance.catalogue.load import BASE_URI

    registry: SchemaRegistry = Registry()
    names = (name for name in catalogue.documents if name.startswith(("facts/", "regimes/")))
    return registry.with_resources((BASE_URI + name, DRAFT202012.create_resource(catalogue.documents[name])) for name in names)


class Compiled:
    """The schemas of some regimes, compiled in the open reading: what is absent is unknown.

    Args:
        catalogue: where references lead.
        regimes: whose schemas.
    """

    def __init__(self, catalogue: Catalogue, regimes: Sequence[Regime]) -> None:
        self._evaluate = compile_schemas(
            dict(named_schemas(regimes)),
            registry=partial(registry_of, catalogue),
            reading="open",
            open_lists=open_lists(),
            digest=catalogue.digest(regimes),
        )

    def __call__(self, judged: Judged) -> Mapping[str, Truth]:
        """Return the truth of each schema about a declaration, by the names of :func:`named_schemas`."""
        return dict(zip(self._evaluate.names, self._evaluate(judged.document, judged.incomplete), strict=True))
