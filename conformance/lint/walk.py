"""Walking through schemas: which subschemas they have, which references, which fields and values they test."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conformance.declarations.pointers import escape

from .draft import FOLDERS, at

if TYPE_CHECKING:
    from .draft import Draft, SchemaFile

BRANCHES = ("allOf", "anyOf", "oneOf")


@dataclass(frozen=True, slots=True)
class Place:
    """A schema inside a file.

    Attributes:
        schema: the schema.
        pointer: where it stands in the file.
        field: the field of the declaration that it is applied to: member names from the root, without list indices.
        asked: whether it is asked for (not under a negation or a condition).
    """

    schema: Mapping[str, Any]
    pointer: str
    field: tuple[str, ...]
    asked: bool


def places(schema: object, pointer: str, field: tuple[str, ...] = (), *, asked: bool = True) -> Iterator[Place]:
    """Yield a schema and its subschemas, references not followed."""
    if not isinstance(schema, dict):
        return
    yield Place(schema, pointer, field, asked)
    for keyword in BRANCHES:
        branches = schema.get(keyword)
        for index, branch in enumerate(branches if isinstance(branches, list) else ()):
            yield from places(branch, f"{pointer}/{keyword}/{index}", field, asked=asked)
    for keyword in ("then", "else", "items", "contains"):
        yield from places(schema.get(keyword), f"{pointer}/{keyword}", field, asked=asked)
    for keyword in ("not", "if"):
        yield from places(schema.get(keyword), f"{pointer}/{keyword}", field, asked=not asked if keyword == "not" else False)
    members = schema.get("properties")
    for name, member in members.items() if isinstance(members, dict) else ():
        yield from places(member, f"{pointer}/properties/{escape(name)}", (*field, name), asked=asked)


def roots(file: SchemaFile) -> Iterator[tuple[str, object]]:
    """Yield the schemas over declarations in a file of facts or of a regime: pointer and schema.

    Of a requirement these are its trigger, its duty, and the conditions of its windows.
    """
    for name, body in file.definitions.items():
        pointer = f"/$defs/{escape(name)}"
        if not isinstance(body, dict) or "requirement" not in body:
            yield pointer, body
            continue
        for keyword in ("if", "then"):
            yield f"{pointer}/{keyword}", body.get(keyword)
        yield from conditions(body, pointer)


def tested(draft: Draft) -> Iterator[tuple[SchemaFile, Place]]:
    """Yield the schemas over declarations in all facts and regimes, with their subschemas: file and place."""
    for folder in FOLDERS:
        for file in draft.within(folder):
            for pointer, schema in roots(file):
                yield from ((file, place) for place in places(schema, pointer))


def compared(schema: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the values that ``const`` and ``enum`` of a schema name: where in it, and value."""
    if "const" in schema:
        yield "const", schema["const"]
    listed = schema.get("enum")
    for index, value in enumerate(listed if isinstance(listed, list) else ()):
        yield f"enum/{index}", value


def conditions(body: Mapping[str, Any], pointer: str) -> Iterator[tuple[str, object]]:
    """Yield the conditions of the windows of a requirement: pointer and schema."""
    for window, where in windows(body, pointer):
        if "if" in window:
            yield f"{where}/if", window["if"]


def windows(body: Mapping[str, Any], pointer: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the window of a requirement and its variants, each with its pointer, as far as they have the shape of one."""
    about = body.get("requirement")
    window = about.get("inForce") if isinstance(about, dict) else None
    if not isinstance(window, dict):
        return
    where = f"{pointer}/requirement/inForce"
    yield window, where
    variants = window.get("variants")
    for index, variant in enumerate(variants if isinstance(variants, list) else ()):
        if isinstance(variant, dict):
            yield variant, f"{where}/variants/{index}"


def stays(body: Mapping[str, Any], pointer: str) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Yield the suspension of a requirement with its pointer, if it has one that has the shape of one."""
    for window, where in windows(body, pointer):
        if isinstance(window.get("stayed"), dict):
            yield window["stayed"], f"{where}/stayed"


def references(value: object, pointer: str = "") -> Iterator[tuple[str, str]]:
    """Yield every reference below a value: its pointer and its text."""
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield f"{pointer}/$ref", value["$ref"]
        for name, member in value.items():
            yield from references(member, f"{pointer}/{escape(name)}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from references(item, f"{pointer}/{index}")


def reached(draft: Draft, file: SchemaFile, start: object) -> set[tuple[str, str]]:
    """Return the files and pointers that the references of a value lead to, directly or through others."""
    found: set[tuple[str, str]] = set()
    pending = [(file, start)]
    while pending:
        here, value = pending.pop()
        for _, reference in references(value):
            target = draft.resolve(here, reference)
            if target is not None and (target[0].name, target[1]) not in found:
                found.add((target[0].name, target[1]))
                pending.append((target[0], at(target[0].data, target[1])))
    return found
