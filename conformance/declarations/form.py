"""The declaration format as the shipped schemas define it: which fields there are, and where."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from conformance import resources

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator


@dataclass(frozen=True, slots=True)
class Form:
    """The schema of declarations, for finding one's way in it.

    Attributes:
        bundle: the single-file schema; every ``$ref`` in it is a fragment.
    """

    bundle: Mapping[str, Any]

    def resolve(self, schema: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return ``schema`` with what its ``$ref`` leads to; its own keywords win."""
        while "$ref" in schema:
            target: Any = self.bundle
            for token in schema["$ref"].removeprefix("#/").split("/"):
                target = target[token]
            schema = {**target, **{keyword: value for keyword, value in schema.items() if keyword != "$ref"}}
        return schema

    def field(self, tokens: Sequence[str], *, indices: bool = True) -> Mapping[str, Any] | None:
        """Return the schema of the field that ``tokens`` name, or None when the format has no such field.

        Args:
            tokens: the tokens of a pointer.
            indices: whether ``tokens`` name list items by their index; otherwise items have no token of their own, as in
                ``declaration.incomplete_lists``.
        """
        schema = self.resolve(self.bundle)
        for position, token in enumerate(tokens):
            if indices and "items" in schema:
                if not (token.isascii() and token.isdigit()):
                    return None
                schema = self.resolve(schema["items"])
                continue
            if token in schema.get("properties", {}):
                schema = self.resolve(schema["properties"][token])
            else:
                return schema if _is_open(schema) else None
            if not indices:
                while "items" in schema and position + 1 < len(tokens):
                    schema = self.resolve(schema["items"])
        return schema

    def has_lists(self, schema: Mapping[str, Any]) -> bool:
        """Return whether the field of ``schema`` is a list or holds one."""
        schema = self.resolve(schema)
        return "items" in schema or any(self.has_lists(member) for member in schema.get("properties", {}).values())

    def fields(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Yield every field with its path; a list's items follow it with ``[]``, e.g. ``markets[].placed_on``."""
        yield from self._below(self.resolve(self.bundle), "")

    def _below(self, schema: Mapping[str, Any], path: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
        for name, member in schema.get("properties", {}).items():
            inner = self.resolve(member)
            here = f"{path}.{name}" if path else name
            yield here, inner
            while "items" in inner:
                inner, here = self.resolve(inner["items"]), f"{here}[]"
            yield from self._below(inner, here)


def _is_open(schema: Mapping[str, Any]) -> bool:
    return schema.get("type") == "object" and schema.get("additionalProperties") is not False


@cache
def declaration_form() -> Form:
    """Return the shipped declaration format."""
    return Form(json.loads(_bundle_text()))


@cache
def declaration_validator() -> Draft202012Validator:
    """Return the compiled validator of the shipped declaration format; ``format`` is not asserted."""
    from jsonschema_rs import Draft202012Validator

    return Draft202012Validator(_bundle_text(), validate_formats=False)


def _bundle_text() -> str:
    return resources.data_path("schemas", "declaration", "bundle.json").read_text(encoding="utf-8")
