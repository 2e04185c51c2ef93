"""Which keywords a schema resource uses, by its ``$schema`` and the ``$vocabulary`` of that meta-schema."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from referencing.exceptions import NoSuchResource

if TYPE_CHECKING:
    from referencing.jsonschema import SchemaRegistry

    from conformance.logic.values import Schema

DIALECT_URI = "https://json-schema.org/draft/2020-12/schema"
_VOCABULARY = "https://json-schema.org/draft/2020-12/vocab/"
_OTHER_DRAFTS = frozenset(
    {
        "https://json-schema.org/draft/2019-09/schema",
        *(f"http://json-schema.org/draft-0{number}/schema" for number in (3, 4, 6, 7)),
    }
)


@dataclass(frozen=True, slots=True)
class Dialect:
    """The keyword groups that are in use (JSON Schema 2020-12 core, section 8.1)."""

    uri: str
    foreign: bool = False
    asserts: bool = True
    applies: bool = True
    unevaluated: bool = True


def dialect_of(resource: Schema, registry: SchemaRegistry) -> Dialect:
    """Return the dialect of a schema resource.

    A meta-schema that the registry lacks, or that declares no vocabularies, counts as 2020-12 entire; another published
    draft is foreign. Vocabularies other than the standard ones only annotate here.
    """
    uri = resource.get("$schema", DIALECT_URI) if isinstance(resource, Mapping) else DIALECT_URI
    if not isinstance(uri, str) or uri.rstrip("#") == DIALECT_URI:
        return Dialect(DIALECT_URI)
    if uri.rstrip("#") in _OTHER_DRAFTS:
        return Dialect(uri, foreign=True)
    try:
        metaschema = registry[uri.rstrip("#")].contents
    except NoSuchResource:
        return Dialect(uri)
    vocabularies = metaschema.get("$vocabulary") if isinstance(metaschema, Mapping) else None
    if not isinstance(vocabularies, Mapping):
        return Dialect(uri)
    return Dialect(
        uri,
        asserts=f"{_VOCABULARY}validation" in vocabularies,
        applies=f"{_VOCABULARY}applicator" in vocabularies,
        unevaluated=f"{_VOCABULARY}unevaluated" in vocabularies,
    )
