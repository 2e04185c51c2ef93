"""Opaque terms, asked of ``jsonschema-rs``."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from conformance.logic.values import SchemaError

if TYPE_CHECKING:
    from collections.abc import Callable

    from conformance.logic.terms import Opaque
    from conformance.logic.values import Json


def validator_of(term: Opaque) -> Callable[[Json], bool]:
    """Return the function that tells whether a value is valid against an opaque term's schema.

    Raises:
        SchemaError: a reference names a resource that was not given, or ``jsonschema-rs`` cannot load the schema.
    """
    import jsonschema_rs

    if term.unresolved is not None:
        raise SchemaError(f"the reference {term.unresolved!r} names a resource that was not given; add it to the registry")
    resources = [(uri, dict(each) if not isinstance(each, bool) else each) for uri, each in term.resources.contents.items()]
    try:
        registry = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012, retriever=_refuse)
        validator = jsonschema_rs.Draft202012Validator(
            term.schema, registry=registry, retriever=_refuse, base_uri=term.base_uri or None
        )
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, ValueError) as error:
        raise SchemaError(f"a schema outside the fragment ({term.reason}) cannot be loaded: {error}") from None
    return validator.is_valid


def _refuse(uri: str) -> NoReturn:
    raise ValueError(f"{uri} was not given, and nothing is fetched")
