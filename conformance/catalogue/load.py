"""Reading a catalogue from a folder of schemas, each file when it is first needed."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from conformance.resources import data_path

from .errors import CatalogueError
from .model import Axis, Catalogue, Fact, InForce, Level, Regime, Requirement, Shelf, Source, Stay, Variant, Window

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

BASE_URI = "https://ai-conformance.example/schemas/"
"""Base of every schema's ``$id``; a reserved domain (RFC 2606), never fetched."""


def load_catalogue(path: Path | None = None) -> Catalogue:
    """Return the catalogue of a folder of schemas.

    Args:
        path: a folder laid out as the shipped ``schemas/``; the shipped one by default.

    Returns:
        A catalogue that reads each regime, and the facts, when they are first asked for.

    Raises:
        CatalogueError: raised when a part is asked for whose file is unreadable, not JSON, or lacks a member.
    """
    root = data_path("schemas") if path is None else path
    documents: Shelf[Mapping[str, Any]] = Shelf("schema", lambda: _paths(root), lambda name: _document(root, name))

    @cache
    def facts() -> Mapping[str, Fact]:
        found = (_facts(name, documents[name]) for name in documents if name.startswith("facts/"))
        return {fact.id: fact for section in found for fact in section}

    @cache
    def axes() -> Mapping[str, Axis]:
        file = documents["axes.json"]
        found = [*(_axis(a, central=True) for a in file["centralAxes"]), *(_axis(a, central=False) for a in file["axes"])]
        return {axis.id: axis for axis in found}

    return Catalogue(
        regimes=Shelf(
            "regime",
            lambda: tuple(n.removeprefix("regimes/").removesuffix(".json") for n in documents if n.startswith("regimes/")),
            lambda name: _regime(root, name, documents[f"regimes/{name}.json"]),
        ),
        facts=Shelf("fact", lambda: tuple(sorted(facts())), lambda name: facts()[name]),
        axes=Shelf("axis", lambda: tuple(axes()), lambda name: axes()[name]),
        documents=documents,
        facts_digest=lambda: sha256(b"\0".join(_bytes(root, n) for n in documents if n.startswith("facts/"))).hexdigest(),
    )


def _paths(root: Path) -> tuple[str, ...]:
    return tuple(sorted(p.relative_to(root).as_posix() for p in root.rglob("*.json")))


def _bytes(root: Path, name: str) -> bytes:
    try:
        return (root / name).read_bytes()
    except OSError as problem:
        raise CatalogueError(str(root / name), "", f"cannot be read: {problem.strerror}") from problem


def _document(root: Path, name: str) -> Mapping[str, Any]:
    try:
        document = json.loads(_bytes(root, name))
    except ValueError as problem:
        raise CatalogueError(str(root / name), "", f"is not JSON: {problem}") from problem
    if not isinstance(document, dict):
        raise CatalogueError(str(root / name), "", "is not a JSON object")
    return document


def _facts(path: str, document: Mapping[str, Any]) -> Iterator[Fact]:
    section = path.removeprefix("facts/").removesuffix(".json")
    for id, body in document.get("$defs", {}).items():
        yield Fact(id, section, body.get("title", id), body.get("description", ""), body, f"{BASE_URI}{path}#/$defs/{id}")


def _regime(root: Path, name: str, document: Mapping[str, Any]) -> Regime:
    pointer = "/regime"
    uri = f"{BASE_URI}regimes/{name}.json"
    try:
        about = document["regime"]
        requirements = []
        for slug, body in document["$defs"].items():
            if "requirement" in body:
                pointer = f"/$defs/{slug}"
                requirements.append(_requirement(name, slug, body, f"{uri}#/$defs/{slug}"))
        pointer = ""
        return Regime(
            id=name,
            title=document["title"],
            description=document.get("description", ""),
            jurisdiction=about["jurisdiction"],
            kind=about["kind"],
            instrument=about["instrument"],
            status_as_of=date.fromisoformat(about["statusAsOf"]),
            notes=about.get("notes", ""),
            sources=tuple(Source(s["id"], s["title"], s.get("url")) for s in about["sources"]),
            scope=document.get("if", True),
            requirements=tuple(requirements),
            uri=uri,
            sha256=sha256(_bytes(root, f"regimes/{name}.json")).hexdigest(),
        )
    except KeyError as problem:
        raise CatalogueError(str(root / f"regimes/{name}.json"), pointer, f"lacks the member {problem}") from problem
    except (TypeError, ValueError, AttributeError) as problem:
        raise CatalogueError(str(root / f"regimes/{name}.json"), pointer, f"is malformed: {problem}") from problem


def _requirement(regime: str, slug: str, body: Mapping[str, Any], uri: str) -> Requirement:
    about = body["requirement"]
    uncodified = about.get("uncodified")
    return Requirement(
        id=f"{regime}/{slug}",
        regime_id=regime,
        slug=slug,
        title=body["title"],
        description=body["description"],
        clause=about["clause"],
        level=Level(about["level"]),
        duty_holders=tuple(about.get("dutyHolder", ())),
        in_force=_in_force(about["inForce"]),
        axes=tuple(about["axes"]),
        checkability=about["checkability"],
        source=about["source"],
        confidence=about["confidence"],
        note=about.get("note"),
        uncodified=uncodified,
        trigger=body.get("if", True),
        duty=True if uncodified is not None else body["then"],
        uri=uri,
    )


def _in_force(about: Mapping[str, Any]) -> InForce:
    return InForce(
        default=_window(about),
        variants=tuple(Variant(v["if"], _window(v), v.get("reason", "")) for v in about.get("variants", ())),
        stay=_stay(about["stayed"]) if "stayed" in about else None,
    )


def _stay(about: Mapping[str, Any]) -> Stay:
    return Stay(date.fromisoformat(about["from"]), date.fromisoformat(about["to"]) if about["to"] else None, about["reason"])


def _window(about: Mapping[str, Any]) -> Window:
    from_, to = about.get("from"), about.get("to")
    return Window(date.fromisoformat(from_) if from_ else None, date.fromisoformat(to) if to else None)


def _axis(about: Mapping[str, Any], *, central: bool) -> Axis:
    return Axis(about["id"], about["title"], about["asks"], central)
