"""Checks of facts and conditions against the declaration format: fields, values, presence, and whether anything uses them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conformance.declarations.pointers import escape

from .files import ACT
from .model import Check, Edit, Flaw, Severity
from .walk import compared, conditions, reached, tested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft, SchemaFile

SYSTEM = "facts/system.json"


def unused_facts(draft: Draft) -> Iterator[Flaw]:
    """Find facts that no regime reaches."""
    used = {target for file in draft.within("regimes") for target in _used(draft, file)}
    for file in draft.within("facts"):
        for name in file.definitions:
            if (file.name, f"/$defs/{escape(name)}") not in used:
                yield Flaw(file, f"/$defs/{escape(name)}", f"no regime uses the fact {name}", "use it, or take it out")


def unused_conditions(draft: Draft) -> Iterator[Flaw]:
    """Find local conditions of a regime that nothing in it uses."""
    for file in draft.within("regimes"):
        used = _used(draft, file)
        for name, body in file.definitions.items():
            pointer = f"/$defs/{escape(name)}"
            if not (isinstance(body, dict) and "requirement" in body) and (file.name, pointer) not in used:
                yield Flaw(file, pointer, f"nothing uses the condition {name}", "use it, or take it out")


def _used(draft: Draft, file: SchemaFile) -> set[tuple[str, str]]:
    asked: list[object] = [file.data.get("if")]
    for slug, body in file.requirements:
        asked += [body.get("if"), body.get("then"), *(schema for _, schema in conditions(body, slug))]
    return reached(draft, file, asked)


def unknown_fields(draft: Draft) -> Iterator[Flaw]:
    """Find tests of fields that declarations do not have."""
    for file, place in tested(draft):
        if place.field and _format(draft, place.field[:-1]) and not _format(draft, place.field):
            name = ".".join(place.field)
            yield Flaw(file, place.pointer, f"declarations have no field {name}", _near_field(draft, place.field))


def _format(draft: Draft, field: tuple[str, ...]) -> Mapping[str, Any] | None:
    """Return the schema of a field, be it stated or derived; None when there is none."""
    stated = draft.form.field(field, indices=False)
    if stated is not None:
        return stated
    schema: Any = draft.derived
    for name in field:
        while isinstance(schema, Mapping) and "items" in schema:
            schema = schema["items"]
        schema = schema.get("properties", {}).get(name) if isinstance(schema, Mapping) else None
    return schema if isinstance(schema, Mapping) else None


def _near_field(draft: Draft, field: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    above = _items(draft, _format(draft, field[:-1]) or {})
    near = get_close_matches(field[-1], above.get("properties", {}), n=1)
    return f"did you mean {near[0]}?" if near else "add the field to the declaration format first, or name another"


def _items(draft: Draft, schema: Mapping[str, Any]) -> Mapping[str, Any]:
    while "items" in schema:
        schema = draft.form.resolve(schema["items"])
    return schema


def unknown_values(draft: Draft) -> Iterator[Flaw]:
    """Find tests for values that the closed list of a field does not have."""
    from difflib import get_close_matches

    for file, place in tested(draft):
        allowed = _items(draft, _format(draft, place.field) or {}).get("enum")
        if allowed is None:
            continue
        for keyword, value in compared(place.schema):
            if value not in allowed and not isinstance(value, list | dict):
                near = get_close_matches(str(value), list(map(str, allowed)), n=1)
                mend = f"did you mean {near[0]!r}?" if near else "add the value to the enumeration first, or name another"
                what = f"{'.'.join(place.field)} is never {value!r}"
                yield Flaw(file, f"{place.pointer}/{keyword}", what, mend, "value")


def unguarded_properties(draft: Draft) -> Iterator[Flaw]:
    """Find members that are tested where they are present and not asked to be."""
    for file, place in tested(draft):
        required, members = place.schema.get("required"), place.schema.get("properties")
        if not place.asked or not isinstance(members, dict):
            continue
        for name in members:
            if name not in (required if isinstance(required, list) else ()):
                field = ".".join((*place.field, name))
                mend = f'add "required": [..., "{name}"] beside its properties'
                yield Flaw(file, f"{place.pointer}/properties/{escape(name)}", f"{field} may be absent and still pass", mend)


def _system(name: str, test: object) -> dict[str, Any]:
    member = {"type": "object", "required": [name], "properties": {name: test}}
    return {
        "title": "Example",
        "description": "An example.",
        "type": "object",
        "required": ["system"],
        "properties": {"system": member},
    }


CHECKS = (
    Check(
        code="unused-fact",
        title="Fact that nobody uses",
        severity=Severity.WARNING,
        why="it answers nobody's question, and hides the fact that is asked",
        explanation=(
            "Each fact is reached from the scope, a trigger, a duty or the condition of a window of some regime, directly or "
            "through others."
        ),
        example=(Edit(SYSTEM, "/$defs/has-version", _system("version", {"type": "string"})),),
        find=unused_facts,
    ),
    Check(
        code="unused-condition",
        title="Condition that nobody uses",
        severity=Severity.WARNING,
        why="it says something about the law that has no effect",
        explanation="Each local condition in the `$defs` of a regime is reached from its scope or from one of its requirements.",
        example=(Edit(ACT, "/$defs/has-version", _system("version", {"type": "string"})),),
        find=unused_conditions,
    ),
    Check(
        code="unknown-field",
        title="Test of a field that declarations do not have",
        severity=Severity.ERROR,
        why="no declaration can ever state it",
        explanation=(
            "Each field that a fact, condition or requirement tests is in the declaration format or derived when a declaration "
            "is read."
        ),
        example=(Edit(SYSTEM, "/$defs/states-languages", _system("langauges", {"type": "array", "minItems": 1})),),
        find=unknown_fields,
    ),
    Check(
        code="unknown-value",
        title="Test for a value that the field cannot have",
        severity=Severity.ERROR,
        why="no declaration can ever state it",
        explanation="Each `const` and `enum` about a field with a closed list of values names values of that list.",
        example=(
            Edit(
                SYSTEM,
                "/$defs/generates-content",
                _system("functions", {"type": "array", "contains": {"enum": ["generating", "juggling"]}}),
            ),
        ),
        find=unknown_values,
    ),
    Check(
        code="unguarded-property",
        title="Test that an absent field passes",
        severity=Severity.ERROR,
        why="a plain validator lets a declaration pass that says nothing",
        explanation=(
            "Each member of `properties` is in `required` beside it, in facts, conditions, triggers and duties, except below "
            "`not` and `if`, "
            "where absence works the other way round."
        ),
        example=(
            Edit(
                SYSTEM,
                "/$defs/states-languages",
                {
                    "title": "States languages",
                    "description": "The languages are stated.",
                    "type": "object",
                    "required": ["system"],
                    "properties": {"system": {"type": "object", "properties": {"languages": {"type": "array", "minItems": 1}}}},
                },
            ),
        ),
        find=unguarded_properties,
    ),
)
