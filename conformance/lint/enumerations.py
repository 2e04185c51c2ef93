"""Checks of enumerations: a value is read by a fact, is the other side of those that are, or has a reason to be there."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TYPE_CHECKING, Any

from conformance.declarations.pointers import escape

from .model import Check, Edit, Flaw, Severity
from .walk import compared, tested

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .draft import Draft, SchemaFile

FILE = "declaration/enumerations.json"


def unused_values(draft: Draft) -> Iterator[Flaw]:
    """Find values that neither a fact nor a regime mentions, that are not the other side, and that have no reason."""
    read, listed = _read(draft), _listed(draft)
    for file, name, values in _enumerations(draft):
        unread = [value for value in values if value not in read.get(name, ())]
        if len(unread) == 1 < len(values) and name not in listed:
            continue
        excused = {value for _, value in _excused(file.definitions[name])}
        silent = [str(value) for value in unread if value not in excused]
        if silent:
            count = len(values) - len(unread) or "none"
            what = f"of the {len(values)} values of {name}, {count} mentioned by a fact; neither mentioned nor with a reason: "
            mend = "let a fact read each of them, say under unread why it is there, or take it out"
            yield Flaw(file, f"/$defs/{escape(name)}/enum", what + ", ".join(silent), mend)


def needless_reasons(draft: Draft) -> Iterator[Flaw]:
    """Find reasons for values that a fact or regime mentions, and for values that the enumeration does not have."""
    read = _read(draft)
    for file, name, values in _enumerations(draft):
        for where, value in _excused(file.definitions[name]):
            pointer = f"/$defs/{escape(name)}/unread/{where}"
            if value not in values:
                yield Flaw(file, pointer, f"{name} has no value {value!r}", "correct the name, or take it out of unread", "value")
            elif value in read.get(name, ()):
                yield Flaw(file, pointer, f"{value!r} of {name} is mentioned by a fact", "take it out of unread", "value")


def _enumerations(draft: Draft) -> Iterator[tuple[SchemaFile, str, tuple[Hashable, ...]]]:
    """Yield the enumerations of the folder, if it has its own: file, name, values."""
    file = draft.files.get(FILE)
    for name, body in file.definitions.items() if file is not None else ():
        values = body.get("enum") if isinstance(body, dict) else None
        if file is not None and isinstance(values, list):
            yield file, name, tuple(value for value in values if isinstance(value, Hashable))


def _excused(body: Mapping[str, Any]) -> Iterator[tuple[str, Hashable]]:
    """Yield the values that an enumeration gives a reason for: where under ``unread``, and value."""
    groups = body.get("unread")
    for index, group in enumerate(groups if isinstance(groups, list) else ()):
        values = group.get("values") if isinstance(group, dict) else None
        for position, value in enumerate(values if isinstance(values, list) else ()):
            if isinstance(value, Hashable):
                yield f"{index}/values/{position}", value


def _read(draft: Draft) -> Mapping[str, set[Hashable]]:
    """Return, for each enumeration, the values that some fact or regime compares a field of it with."""
    found: dict[str, set[Hashable]] = {}
    fields: dict[tuple[str, ...], set[str]] = {}
    for name, field, _ in _uses(draft):
        fields.setdefault(field, set()).add(name)
    for _, place in tested(draft):
        for name in fields.get(place.field, ()):
            found.setdefault(name, set()).update(v for _, v in compared(place.schema) if isinstance(v, Hashable))
    return found


def _listed(draft: Draft) -> frozenset[str]:
    """Return the enumerations of which a field can hold several values, so that one value says nothing of the others."""
    return frozenset(name for name, _, several in _uses(draft) if several)


def _uses(draft: Draft) -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield each use of an enumeration in the declaration format: its name, the field, and whether the field is a list of it."""
    pending: list[tuple[tuple[str, ...], Mapping[str, Any], bool]] = [((), draft.form.bundle, False)]
    while pending:
        field, schema, several = pending.pop()
        reference = schema.get("$ref", "")
        if "/enumerations/" in reference:
            yield reference.rpartition("/")[2], field, several
        whole = draft.form.resolve(schema)
        if isinstance(whole.get("items"), Mapping):
            pending.append((field, whole["items"], True))
        pending.extend(((*field, name), member, False) for name, member in whole.get("properties", {}).items())


def _function(values: list[str]) -> tuple[Edit, Edit]:
    bundled = "/$defs/enumerations/$defs/function/enum"
    return Edit(FILE, "/$defs/function/enum", values), Edit("declaration/bundle.json", bundled, values)


CHECKS = (
    Check(
        code="unused-value",
        title="Enumeration value that no fact mentions",
        severity=Severity.WARNING,
        why="whoever declares it tells what no regime asks about",
        explanation=(
            f"Each value of the folder's `{FILE}` is tested for by a fact or regime, at a field of that enumeration. Two kinds "
            "are spared. The *other side*: of a field that holds one value, the only one that is not tested for is told apart by "
            "the others. And a value with a reason under `unread` of its enumeration, such as that public registers state it, or "
            "that a fact asks for the field whatever it says. One finding an enumeration. Folders without that file are not "
            "checked for it."
        ),
        example=_function(["generating", "ranking", "juggling"]),
        find=unused_values,
    ),
    Check(
        code="needless-reason",
        title="Reason for a value that needs none",
        severity=Severity.WARNING,
        why="it tells readers that nothing asks for what a regime asks for",
        explanation=(
            f"Each value under `unread` of an enumeration in the folder's `{FILE}` is one of its values, and neither a fact "
            "nor a regime tests for it."
        ),
        example=(Edit(FILE, "/$defs/function/unread", [{"values": ["ranking"], "why": "Registers state it."}]),),
        find=needless_reasons,
    ),
)
