"""Every file has the address its path says, and every reference ends in a shipped schema."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from conformance.resources import data_path

if TYPE_CHECKING:
    from referencing import Registry

BASE = "https://ai-conformance.example/schemas/"
META = "https://json-schema.org/"


def references(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference
        for value in schema.values():
            yield from references(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from references(value)


def test_the_address_is_the_path(schema_path: Path) -> None:
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    assert schema["$id"] == BASE + schema_path.relative_to(data_path("schemas")).as_posix()


def test_every_reference_resolves(schema_path: Path, registry: Registry[Any]) -> None:
    schema = json.loads(schema_path.read_text(encoding="utf-8"))
    resolver = registry.resolver(base_uri=schema["$id"])
    for reference in set(references(schema)):
        if not reference.startswith(META):
            assert isinstance(resolver.lookup(reference).contents, (dict, bool)), reference


def test_every_fact_is_used(schemas: dict[str, Any]) -> None:
    """A fact that no requirement reaches answers nobody's question."""
    pending = [(uri, name) for uri in schemas if "/regimes/" in uri for name in schemas[uri]["$defs"]]
    reached: set[tuple[str, str]] = set(pending)
    while pending:
        uri, name = pending.pop()
        for reference in references(schemas[uri]["$defs"][name]):
            file, _, fragment = reference.partition("#/$defs/")
            target = (BASE + "facts/" + file.rpartition("/")[2] if file else uri, fragment)
            if target not in reached:
                reached.add(target)
                pending.append(target)
    shipped = {(uri, name) for uri in schemas if "/facts/" in uri for name in schemas[uri]["$defs"]}
    if len([uri for uri in schemas if "/regimes/" in uri]) < 58:
        pytest.skip("facts of regimes that are not codified yet are shipped ahead of them")
    assert sorted(shipped - reached) == []
