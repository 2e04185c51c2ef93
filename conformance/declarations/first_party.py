"""A declaration reduced to what the organisation says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.declaration import Declaration
from conformance.declarations.form import declaration_form
from conformance.declarations.positions import Position, Positions, Spot

if TYPE_CHECKING:
    from typing import Literal

FIRST_PARTY = "first-party"
_KEPT = frozenset({"/declaration", "/organisation/name", "/system/name"})
_GONE = object()


def first_party(declaration: Declaration) -> Declaration:
    """Return a declaration without what others say: an estimate, a distributor's word, a regulator's list.

    Who speaks is told by ``declaration.authority``, and for a part by the nearest entry of ``declaration.sources`` that covers
    it. A declaration that names no authority speaks for itself. What is taken away becomes unknown, never false: a list that lost
    an item is marked as incomplete. What identifies the declaration, the organisation and the system stays.
    """
    head = declaration.data["declaration"]
    standing = head.get("authority", FIRST_PARTY)
    named = {source["field"]: source["authority"] for source in head.get("sources", ()) if "authority" in source}
    if standing == FIRST_PARTY and all(authority == FIRST_PARTY for authority in named.values()):
        return declaration
    reduction = _Reduction(named)
    data = reduction.reduce(declaration.data, "", "", standing)
    authority_of = reduction.authority_of
    kept = {**data["declaration"]}
    if "omissions" in kept:
        kept["omissions"] = [each for each in kept["omissions"] if authority_of(each["field"], standing) == FIRST_PARTY]
    if standing != FIRST_PARTY:
        kept.pop("exemptions", None)
    if reduction.shortened:
        kept["incomplete_lists"] = sorted({*kept.get("incomplete_lists", ()), *reduction.shortened})
    return Declaration(
        declaration.file,
        declaration.index,
        {**data, "declaration": kept},
        _Moved(declaration.positions, reduction),
        lambda pointer: declaration.remark(reduction.original(pointer)),
    )


class _Reduction:
    """Takes away what is not first-party, and remembers where the rest stood."""

    def __init__(self, named: Mapping[str, str]) -> None:
        self._named = named
        self._moved: dict[str, str] = {}
        self.shortened: set[str] = set()

    def authority_of(self, pointer: str, standing: str) -> str:
        """Return who says what stands at a pointer of the whole declaration."""
        nearest = next((above for above in pointers.upwards(pointer) if above in self._named), "")
        return self._named.get(nearest, standing)

    def original(self, pointer: str) -> str:
        """Return where in the whole declaration stands what the reduced one has at a pointer."""
        tail: list[str] = []
        head = pointer
        while head:
            if head in self._moved:
                return "".join([self._moved[head], *reversed(tail)])
            head, _, token = head.rpartition("/")
            tail.append(f"/{token}")
        return pointer

    def reduce(self, value: Any, old: str, new: str, authority: str) -> Any:
        """Return the value without what others say; :data:`_GONE` when nothing is left."""
        authority = self._named.get(old, authority)
        if old in _KEPT:
            return value
        if isinstance(value, Mapping):
            members = {
                name: inner
                for name, member in value.items()
                if (inner := self.reduce(member, *_step(old, new, name), authority)) is not _GONE
            }
            field = declaration_form().field(pointers.split(old)) or {}
            whole = all(name in members for name in field.get("required", ()))
            return members if whole and (members or (not value and authority == FIRST_PARTY)) else _GONE
        if isinstance(value, list):
            return self._items(value, old, new, authority)
        return value if authority == FIRST_PARTY else _GONE

    def _items(self, value: list[Any], old: str, new: str, authority: str) -> Any:
        items: list[Any] = []
        for index, item in enumerate(value):
            at = f"{new}/{len(items)}"
            inner = self.reduce(item, f"{old}/{index}", at, authority)
            if inner is not _GONE:
                items.append(inner)
                self._moved[at] = f"{old}/{index}"
        if not items:
            return value if not value and authority == FIRST_PARTY else _GONE
        if len(items) < len(value):
            self.shortened.add(pointers.join(token for token in pointers.split(old) if not token.isdigit()))
        return items


def _step(old: str, new: str, name: str) -> tuple[str, str]:
    token = pointers.escape(name)
    return f"{old}/{token}", f"{new}/{token}"


class _Moved(Positions):
    """The places of a reduced declaration in the source of the whole one."""

    def __init__(self, whole: Positions, reduction: _Reduction) -> None:
        super().__init__(lambda: Spot(Position(1, 1), None, None))
        self._whole = whole
        self._reduction = reduction

    def of(self, pointer: str, part: Literal["value", "key"] = "value") -> Position:
        return self._whole.of(self._reduction.original(pointer), part)
