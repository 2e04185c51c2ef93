"""Following ``$ref`` through the catalogue's files, for showing and searching schemas (judging compiles them instead)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

from .errors import CatalogueError
from .load import BASE_URI

if TYPE_CHECKING:
    from .model import Catalogue, Schema

IN_PLACE = ("not", "if", "then", "else")
BRANCHES = ("allOf", "anyOf", "oneOf")
ITEMS = ("items", "contains")


def resolve(catalogue: Catalogue, base: str, reference: str) -> tuple[Schema, str]:
    """Return the schema a reference points at, and its own absolute URI.

    Args:
        catalogue: whose files are looked in.
        base: absolute URI of the schema that holds the reference.
        reference: the value of ``$ref``: relative or absolute, its fragment empty or a JSON Pointer (RFC 6901).

    Raises:
        CatalogueError: there is nothing at that place.
    """
    uri = urljoin(base, reference)
    resource, fragment = urldefrag(uri)
    path = resource.removeprefix(BASE_URI)
    try:
        target: Any = catalogue.documents[path]
        for escaped in fragment.split("/")[1:]:
            token = unquote(escaped).replace("~1", "/").replace("~0", "~")
            target = target[int(token)] if isinstance(target, list) else target[token]
    except (KeyError, IndexError, ValueError, TypeError) as problem:
        raise CatalogueError(base, "", f"refers to {reference}, which does not exist") from problem
    return target, uri


def references(schema: Schema) -> Iterator[str]:
    """Yield the ``$ref`` values of a schema and of its subschemas, without following them."""
    if not isinstance(schema, Mapping):
        return
    if "$ref" in schema:
        yield schema["$ref"]
    for subschema, _ in subschemas(schema):
        yield from references(subschema)


def subschemas(schema: Mapping[str, Any]) -> Iterator[tuple[Schema, str]]:
    """Yield the direct subschemas of the applicators our schemas use, each with the member it applies to.

    The second value is ``/name`` for a property and ``""`` for a subschema that applies to the instance itself or, since
    fields are named without indices, to the items of a list.
    """
    for keyword in BRANCHES:
        yield from ((branch, "") for branch in schema.get(keyword, ()))
    for keyword in (*IN_PLACE, *ITEMS):
        if keyword in schema:
            yield schema[keyword], ""
    for name, member in schema.get("properties", {}).items():
        yield member, f"/{name.replace('~', '~0').replace('/', '~1')}"


def fields_asked(catalogue: Catalogue, schema: Schema, base: str) -> tuple[str, ...]:
    """Return the fields a schema asks about, as JSON Pointers without indices, in order of appearance.

    >>> from conformance.catalogue import load_catalogue
    >>> schema = {"properties": {"markets": {"contains": {"properties": {"placed_on": {"type": "string"}}}}}}
    >>> fields_asked(load_catalogue(), schema, "https://ai-conformance.example/schemas/")
    ('/markets/placed_on',)
    """
    return tuple(dict.fromkeys(_tested(catalogue, schema, base, "")))


def _tested(catalogue: Catalogue, schema: Schema, base: str, at: str) -> Iterator[str]:
    if not isinstance(schema, Mapping):
        return
    deeper = [field for part, member in subschemas(schema) for field in _tested(catalogue, part, base, at + member)]
    if "$ref" in schema:
        target, uri = resolve(catalogue, base, schema["$ref"])
        deeper += _tested(catalogue, target, uri, at)
    if deeper:
        yield from deeper
    elif at:
        yield at
