"""Checks of single files: valid, named for their place, and with references that lead somewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from conformance.catalogue.load import BASE_URI
from conformance.declarations import pointers

from .draft import FOLDERS
from .model import Check, Edit, Flaw, Severity
from .walk import references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft, SchemaFile

ELSEWHERE = "https://json-schema.org/"
ACT = "regimes/example-act.json"


def _checked(draft: Draft) -> Iterator[SchemaFile]:
    for folder in (*FOLDERS, "declaration"):
        yield from draft.within(folder)


def invalid_schemas(draft: Draft) -> Iterator[Flaw]:
    """Find where files break ``dialect.json``."""
    import jsonschema_rs

    dialect = draft.own_or_shipped("dialect.json")
    validator = jsonschema_rs.validator_for(dialect, registry=jsonschema_rs.Registry([(dialect["$id"], dialect)]))
    for file in _checked(draft):
        told = set()
        for error in validator.iter_errors(file.data):
            pointer = pointers.join(error.instance_path)
            if (pointer, error.message) not in told:
                told.add((pointer, error.message))
                yield Flaw(
                    file, pointer, _short(error.message), "follow the dialect: schemas/README.md shows a requirement", "value"
                )


def _short(message: str) -> str:
    return message if len(message) <= 200 else f"{message[:60]} ... {message[-130:]}"


def wrong_ids(draft: Draft) -> Iterator[Flaw]:
    """Find ``$id`` and regime ids that do not say where the file stands."""
    for file in _checked(draft):
        if file.data.get("$id") != file.uri:
            yield Flaw(file, "/$id", f"$id is {file.data.get('$id')!r}", f"write {file.uri!r}", "value")
    for file in draft.within("regimes"):
        about = file.data.get("regime")
        id, name = about.get("id") if isinstance(about, dict) else None, file.name.removeprefix("regimes/").removesuffix(".json")
        if id != name:
            yield Flaw(file, "/regime/id", f"the regime calls itself {id!r}", f"write {name!r}, or rename the file", "value")


def unresolved_references(draft: Draft) -> Iterator[Flaw]:
    """Find references that lead nowhere, or round in a circle."""
    for file in _checked(draft):
        for pointer, reference in references(file.data):
            if reference.startswith(ELSEWHERE) or draft.resolve(file, reference) is not None:
                continue
            near = _near(draft, file, reference)
            yield Flaw(
                file, pointer, f"{reference!r} leads nowhere", f"did you mean {near!r}?" if near else _where(draft), "value"
            )
    for file in draft.within("facts"):
        yield from _circles(draft, file)
    for file in draft.within("regimes"):
        yield from _circles(draft, file)


def _circles(draft: Draft, file: SchemaFile) -> Iterator[Flaw]:
    from .walk import reached

    for name, body in file.definitions.items():
        pointer = f"/$defs/{pointers.escape(name)}"
        if (file.name, pointer) in reached(draft, file, body):
            yield Flaw(file, pointer, f"{name!r} leads back to itself, so it says nothing", "say what it asks without itself")


def _near(draft: Draft, file: SchemaFile, reference: str) -> str | None:
    from difflib import get_close_matches

    resource, _, fragment = reference.partition("#/$defs/")
    target = draft.resolve(file, resource) if resource else (file, "")
    if target is None or not fragment:
        return None
    near = get_close_matches(fragment, target[0].definitions, n=1)
    return f"{resource}#/$defs/{near[0]}" if near else None


def _where(draft: Draft) -> str:
    return f"name a place in one of the {len(draft.files)} files of the folder; nothing is fetched"


CHECKS = (
    Check(
        code="invalid-schema",
        title="File not valid against the dialect",
        severity=Severity.ERROR,
        why="what breaks the dialect is read by nobody as it was meant",
        explanation=(
            "Every file of `facts/`, `regimes/` and `declaration/` is valid against `dialect.json`: JSON Schema 2020-12 with "
            "the members "
            "that say what a schema codifies. The folder's own dialect is taken, or the shipped one."
        ),
        example=(Edit(ACT, "/$defs/art-1/requirement/level", "must"),),
        find=invalid_schemas,
    ),
    Check(
        code="wrong-id",
        title="Id that is not the file's place",
        severity=Severity.ERROR,
        why="references and reports name a file by its id",
        explanation=(
            f"`$id` is `{BASE_URI}` followed by the path in the folder, and the `id` of a regime is the name of its file "
            "without `.json`."
        ),
        example=(Edit(ACT, "/regime/id", "example-law"),),
        find=wrong_ids,
    ),
    Check(
        code="unresolved-reference",
        title="Reference that leads nowhere",
        severity=Severity.ERROR,
        why="a validator stops at it, and nothing is judged",
        explanation=(
            "Each `$ref` leads to a place in a file of the folder, or to JSON Schema's own, and no definition leads back to "
            "itself."
        ),
        example=(Edit(ACT, "/$defs/art-1/then", {"$ref": "../facts/system.json#/$defs/states-langauges"}),),
        find=unresolved_references,
    ),
)


def unsound(draft: Draft) -> frozenset[str]:
    """Return the names of files that cannot be understood as formulas, for a defect of their own."""
    from .regimes import no_such_days

    checks: tuple[Any, ...] = (*(check.find for check in CHECKS), no_such_days)
    return frozenset(flaw.file.name for find in checks for flaw in find(draft))
