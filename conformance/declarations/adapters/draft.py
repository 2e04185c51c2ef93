"""A declaration in the making: what an adapter puts into it, and from where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from conformance.declarations import pointers
from conformance.declarations.adapters.conversion import Conversion
from conformance.declarations.adapters.provenance import Origin, Provenance
from conformance.declarations.adapters.record import Doubt
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of
from conformance.declarations.form import declaration_form

if TYPE_CHECKING:
    from datetime import date

    from conformance.declarations.adapters.adapter import Adapter, Authority
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.record import Record

NOT_NAMED = "(not named)"
MOST_VALUES = 1_000
"""How many values of one list a record may state; a cell of nothing but commas would fill the report with quotes of itself."""
_IMPORTS = "https://ai-conformance.example/imports"
_CLOSING = {State.NONE: "none", State.NOT_APPLICABLE: "not-applicable"}


class Draft:
    """Takes what a record states, field by field, and remembers on which parts of the record each field rests.

    The first statement of a field counts; a second that differs becomes a doubt. Only what is stated, or stated as none, becomes
    evidence; the other states are remembered and shown, and leave the field open.

    Args:
        record: what is converted.
        adapter: who reads it.
        issued_on: the day of the conversion, for a record that tells no day on which it was issued.
    """

    def __init__(self, record: Record, adapter: Adapter, issued_on: date) -> None:
        self.record = record
        self.authority = adapter.authority
        self._adapter = adapter
        self._issued_on = issued_on
        self._data: dict[str, Any] = {"declaration": {}, "organisation": {}, "system": {}}
        self._origins: list[Origin] = []
        self._closed: dict[str, tuple[str, str]] = {}
        self._complete: set[str] = set()
        self._ignored: dict[str, str] = {}
        self._doubts = list(record.doubts)

    def put(self, field: str, value: Any, *nodes: Node, rule: str = "", authority: Authority | None = None) -> None:
        """State a field.

        Args:
            field: JSON Pointer into the declaration; the items of a list are added with :meth:`add` and :meth:`extend`.
            value: its value. None and ``""`` state nothing.
            nodes: the parts of the record that it rests on.
            rule: how the value follows from them, when the source does not state it itself (a sum, a reading of a name).
            authority: who says so, when that is not who speaks in the rest of the record.
        """
        if value is None or value == "":
            return
        *way, name = pointers.split(field)
        here: Any = self._data
        for token in way:
            here = here[int(token)] if isinstance(here, list) else here.setdefault(token, {})
        if name in here and here[name] != value:
            for node in nodes:
                self.doubt(node, f"says '{_short(value)}' of {field}, which is already '{_short(here[name])}'")
            return
        here[name] = value
        self._note(field, State.STATED, nodes, rule, authority)

    def text(self, field: str, node: Node) -> None:
        """State a field as the text of a node, when it has any; its line breaks are kept."""
        self.put(field, node.lines, node)

    def prose(self, field: str, node: Node) -> None:
        """State a field as the text of a node that says something; of another, remember how it stands to the field."""
        state = state_of(node)
        if state is State.STATED:
            self.text(field, node)
        elif node:
            self.leave_open(field, state, node)

    def extend(self, field: str, values: Iterable[Any], *nodes: Node, rule: str = "", complete: bool = False) -> None:
        """Add values to a list of plain values; those it has are not added again.

        Args:
            field: JSON Pointer of the list.
            values: what to add. An empty one states nothing, unless ``complete``.
            nodes: the parts of the record that they rest on.
            rule: see :meth:`put`.
            complete: whether the source says that there is nothing else. Otherwise the list is marked as incomplete, as it is
                when more than :data:`MOST_VALUES` are stated.
        """
        values = list(values)
        if not values and not complete:
            return
        present = self._list(field)
        for value in values:
            if value not in present:
                if len(present) >= MOST_VALUES:
                    complete = False
                    for node in nodes:
                        self.doubt(node, f"states more than {MOST_VALUES:,} values of {field}; the rest is left out")
                    break
                present.append(value)
            self._note(f"{field}/{present.index(value)}", State.STATED, nodes, rule)
        if complete:
            self._complete.add(field)
            if not values:
                self._note(field, State.STATED, nodes, rule)

    def add(
        self, field: str, item: Mapping[str, Any], *nodes: Node, parts: Mapping[str, Node] | None = None, rule: str = "",
        authority: Authority | None = None,
    ) -> str:  # fmt: skip
        """Add an item to a list of objects.

        Args:
            field: JSON Pointer of the list.
            item: its members; None and ``""`` are left out.
            nodes: the parts of the record that the item as a whole rests on.
            parts: for members that rest on a part of their own, that part.
            rule: see :meth:`put`.
            authority: see :meth:`put`.

        Returns:
            The JSON Pointer of the item. The same item again is not added again. ``""`` when it lacks a member that the
            declaration format requires, such as the name: then nothing is stated, and the parts are doubtful.
        """
        item = {name: value for name, value in item.items() if value is not None and value != ""}
        if missing := [name for name in _required(_plain(field)) if name not in item]:
            for node in nodes:
                self.doubt(node, f"tells no {' and no '.join(missing)}, without which nothing can be said in {field}")
            return ""
        present = self._list(field)
        if item not in present:
            present.append(item)
        pointer = f"{field}/{present.index(item)}"
        self._note(pointer, State.STATED, nodes, rule, authority)
        for name, node in (parts or {}).items():
            if name in item:
                self._note(f"{pointer}/{name}", State.STATED, (node,), "", authority)
        return pointer

    def close(self, field: str, state: State, *nodes: Node, rationale: str = "", rule: str = "") -> None:
        """Say that there is no value: *none* or *not applicable*, in the words of the source.

        Args:
            field: JSON Pointer into the declaration.
            state: :attr:`State.NONE` or :attr:`State.NOT_APPLICABLE`.
            nodes: the parts of the record that say so.
            rationale: why, when the source tells.
            rule: see :meth:`put`.
        """
        self._closed.setdefault(field, (_CLOSING[state], rationale))
        self._note(field, state, nodes, rule)

    def withhold(self, field: str, reason: str, *nodes: Node, rationale: str = "") -> None:
        """Say that the source does not tell a field on purpose.

        Args:
            field: JSON Pointer into the declaration.
            reason: a value of ``omission_reason`` that closes nothing, e.g. ``trade-secret``.
            nodes: the parts of the record that say so.
            rationale: in the words of the source.
        """
        self._closed.setdefault(field, (reason, rationale))
        self._note(field, State.WITHHELD, nodes, "")

    def leave_open(self, field: str, state: State, *nodes: Node) -> None:
        """Remember a state that is no evidence (in progress, absent, unreadable): the field stays open."""
        self._note(field, state, nodes, "")
        if state is State.UNREADABLE:
            for node in nodes:
                self.doubt(node, f"cannot be read as {field} without guessing")

    def ignore(self, node: Node, why: str) -> None:
        """Leave a part of the record out on purpose, e.g. the contact of a person."""
        if node:
            self._ignored[node.pointer] = why

    def doubt(self, node: Node, why: str) -> None:
        """Tell a reader of the report to look at a part."""
        self._doubts.append(Doubt(node.pointer, why))

    @property
    def statements(self) -> int:
        """How many statements have been made so far."""
        return len(self._origins)

    def vouch(self, since: int, *nodes: Node, rule: str, authority: Authority) -> bool:
        """Let somebody else who speaks in the record vouch for what was stated: each of its fields then rests on both.

        Args:
            since: :attr:`statements` before the first of them.
            nodes: the parts in which the other speaks.
            rule: what the other says of the statements.
            authority: who the other is.

        Returns:
            Whether anything was stated since.
        """
        fields = dict.fromkeys(origin.field for origin in self._origins[since:] if origin.state is State.STATED)
        for field in fields:
            self._note(field, State.STATED, nodes, rule, authority)
        return bool(fields)

    def import_address(self, *names: str) -> str:
        """Return the identifier of a declaration by what identifies its record in the source: a number, or names."""
        return "/".join((_IMPORTS, self._adapter.name, *(quote(name, safe="") for name in names)))

    def states(self, field: str) -> bool:
        """Tell whether a field has been stated."""
        here: Any = self._data
        for token in pointers.split(field):
            if isinstance(here, list):
                here = here[int(token)] if int(token) < len(here) else None
            else:
                here = here.get(token) if isinstance(here, dict) else None
        return here is not None

    def finish(self) -> Conversion:
        """Return what has become of the record, with what the declaration format needs besides."""
        head = self._data["declaration"]
        self._default("/declaration/id", self._identifier(), "made from the format, the name of the source and the place in it")
        self._default("/declaration/version", "1", "the first conversion of this record")
        self._default("/declaration/language", self._adapter.language, "the language of the format")
        self._default("/declaration/issued_on", self._issued_on.isoformat(), "the day of the conversion; the record tells none")
        self._default("/declaration/authority", str(self.authority), "who speaks in this format")
        self._default("/organisation/name", NOT_NAMED, "the source names no organisation")
        self._default("/system/name", NOT_NAMED, "the source names no system")
        omissions = []
        for field, (reason, rationale) in self._closed.items():
            if self.states(field):
                self._doubts.append(Doubt("", f"{field} is both stated and said to be left out ({reason})"))
            else:
                omissions.append({"field": field, "reason": reason, **({"rationale": rationale} if rationale else {})})
        if omissions:
            head["omissions"] = omissions
        if incomplete := self._incomplete():
            head["incomplete_lists"] = incomplete
        if foreign := [origin for origin in self._origins if origin.authority not in (None, self.authority)]:
            file = self.record.file.replace("\\", "/").rpartition("/")[2]
            head["sources"] = [{"field": each.field, "file": file, "authority": str(each.authority)} for each in foreign]
        provenance = Provenance(self.record, self._origins, [each["field"] for each in omissions])
        return Conversion(self._adapter.name, self.record, _in_order(self._data), provenance, self._ignored, tuple(self._doubts))

    def _default(self, field: str, value: str, rule: str) -> None:
        if not self.states(field):
            self.put(field, value, rule=rule)

    def _identifier(self) -> str:
        name = self.record.file.replace("\\", "/").rpartition("/")[2]
        place = f"#{self.record.index + 1}" if self.record.is_row or self.record.index else ""
        return f"{self.import_address(name)}{place}"

    def _list(self, field: str) -> list[Any]:
        *way, name = pointers.split(field)
        here: Any = self._data
        for token in way:
            here = here[int(token)] if isinstance(here, list) else here.setdefault(token, {})
        present: list[Any] = here.setdefault(name, [])
        return present

    def _note(self, field: str, state: State, nodes: Iterable[Node], rule: str, authority: Authority | None = None) -> None:
        self._origins.append(Origin(field, state, tuple(node for node in nodes if node.exists), rule, authority))

    def _incomplete(self) -> list[str]:
        """Return the exhaustive lists that the source does not say are complete, without indices."""
        complete = {_plain(field) for field in self._complete}
        form = declaration_form()
        found = (
            _plain(pointer) for pointer in _lists(self._data, "") if (form.field(pointers.split(pointer)) or {}).get("exhaustive")
        )
        return sorted({field for field in found if field not in complete and not field.startswith("/declaration/")})


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    """Return the sections, and the members of the statement, in the order of the declaration format."""
    form = declaration_form()
    statement = form.field(["declaration"]) or {}
    head = {name: data["declaration"][name] for name in statement["properties"] if name in data["declaration"]}
    return {**{name: data[name] for name in form.bundle["properties"] if name in data}, "declaration": head}


def _lists(value: Any, pointer: str) -> Iterable[str]:
    if isinstance(value, list):
        yield pointer
        for index, item in enumerate(value):
            yield from _lists(item, f"{pointer}/{index}")
    elif isinstance(value, dict):
        for name, member in value.items():
            yield from _lists(member, f"{pointer}/{pointers.escape(name)}")


@cache
def _required(field: str) -> tuple[str, ...]:
    """Return the members that every item of a list has; the field is written without indices."""
    form = declaration_form()
    items = (form.field(pointers.split(field), indices=False) or {}).get("items", {})
    return tuple(form.resolve(items).get("required", ()))


def _plain(pointer: str) -> str:
    return pointers.join(token for token in pointers.split(pointer) if not token.isdigit())


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
