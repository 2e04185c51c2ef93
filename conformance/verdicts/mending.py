"""Finding small changes to a declaration that make a schema true of it.

The search follows the schema: a conjunction is mended part by part, of a disjunction the cheapest branch is taken, and at a leaf
values are tried that the schema and the declaration format name. Each step is made on the declaration as its author would
write it, derived anew and read again, so that derived fields follow and later parts see what earlier ones changed. What
comes out is a proposal: :mod:`.explain` judges it again and drops every change that is not needed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from conformance.declarations import Judged, derive, pointers
from conformance.declarations.form import declaration_form

from .derived import AGE, BEFORE_PLACING, REACH
from .grounds import ABSENT, ANNOTATIONS, Reader, Spot
from .open_lists import open_lists
from .samples import samples
from .scalars import SCALAR_TESTS

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue, Schema

STEPS = 24
DEPTH = 40
OVERWRITE = 5
REMOVAL = 3


@dataclass(frozen=True, slots=True)
class Goal:
    """A schema that should be true, or false, of the value at a place.

    Attributes:
        schema: what is asked.
        base: absolute URI from which its references start.
        pointer: the place in the judged document.
        wanted: the truth value to reach.
    """

    schema: Schema
    base: str
    pointer: str
    wanted: bool

    @property
    def keywords(self) -> Mapping[str, Any]:
        """The schema as an object; ``true`` has no keywords."""
        return self.schema if isinstance(self.schema, Mapping) else {}


class State:
    """A declaration on its way, with its judged document.

    Args:
        catalogue: where references lead.
        data: the declaration as its author would write it.
        as_of: the day it is judged at.
    """

    def __init__(self, catalogue: Catalogue, data: Mapping[str, Any], as_of: date) -> None:
        self.catalogue = catalogue
        self.data = data
        self.as_of = as_of
        self._reader = Reader(catalogue, _derived(data, as_of), open_lists())

    def spot(self, pointer: str) -> Spot:
        """Return the place at a pointer, absent or not."""
        spot = self._reader.root
        for token in pointers.split(pointer):
            if isinstance(spot.value, list):
                index = int(token) if token.isdigit() else len(spot.value)
                spot = spot.items()[index] if index < len(spot.value) else Spot(ABSENT, f"{spot.pointer}/{token}", spot.shape)
            else:
                spot = spot.member(token)
        return spot

    def reached(self, goal: Goal) -> bool:
        """Tell whether the goal's schema definitely has the wanted truth value."""
        return self._reader.read(goal.schema, goal.base, self.spot(goal.pointer)).value is goal.wanted

    def follow(self, goal: Goal) -> Goal:
        """Return the goal for what the ``$ref`` of its schema leads to."""
        target, uri = self._reader.follow(goal.keywords["$ref"], goal.base)
        return Goal(target, uri, goal.pointer, goal.wanted)

    def set(self, pointer: str, value: Any) -> State | None:
        """Return the state with a value at a place; a derived field is set through its source; None when that cannot be."""
        stated = self._stated(pointer, value)
        if stated is None:
            return None
        pointer, value = stated
        data = copy.deepcopy(dict(self.data))
        tokens = pointers.split(pointer)
        holder: Any = data
        for token in tokens[:-1]:
            holder = holder[int(token)] if isinstance(holder, list) else holder.setdefault(token, {})
            if not isinstance(holder, dict | list):
                return None
        if isinstance(holder, list):
            index = int(tokens[-1])
            holder[index : index + 1] = [value]
        else:
            holder[tokens[-1]] = value
        _drop_omission(data, pointer)
        return State(self.catalogue, data, self.as_of)

    def remove_item(self, pointer: str) -> State | None:
        """Return the state without an item of a list, or None when the declaration does not state it."""
        parent, _, index = pointer.rpartition("/")
        data = copy.deepcopy(dict(self.data))
        items: Any = data
        for token in pointers.split(parent):
            if not isinstance(items, dict | list) or (isinstance(items, dict) and token not in items):
                return None
            items = items[int(token)] if isinstance(items, list) else items[token]
        if not isinstance(items, list):
            return None
        del items[int(index)]
        return State(self.catalogue, data, self.as_of)

    def grows(self, pointer: str) -> bool:
        """Tell whether the list at a pointer may hold more than it names."""
        return self._reader.grows(self.spot(pointer))

    def complete(self, pointer: str) -> State:
        """Return the state in which no mark of the declaration says that the list at a pointer is incomplete."""
        shape = self.spot(pointer).shape
        data = copy.deepcopy(dict(self.data))
        marks = data["declaration"].get("incomplete_lists", [])
        data["declaration"]["incomplete_lists"] = [mark for mark in marks if not f"{shape}/".startswith(f"{mark}/")]
        return State(self.catalogue, data, self.as_of)

    def _stated(self, pointer: str, value: Any) -> tuple[str, Any] | None:
        if pointer.endswith(BEFORE_PLACING):
            placings = [m["placed_on"] for m in self.data.get("markets", ()) if "placed_on" in m]
            return (pointer.removesuffix(BEFORE_PLACING), _day(min(placings), value)) if placings else None
        if pointer.endswith(AGE):
            return pointer.removesuffix(AGE), _day(self.as_of.isoformat(), value)
        if pointer.endswith(f"/{REACH}") and pointer.startswith("/markets/"):
            return (pointer.removesuffix(REACH) + "jurisdiction", value[-1]) if value else None
        if f"/{REACH}/" in pointer:
            return pointer.partition(f"/{REACH}/")[0] + "/jurisdiction", value
        return pointer, value


def _derived(data: Mapping[str, Any], as_of: date) -> Judged:
    """Derive a declaration in which an omission may not say yet what it leaves out."""
    head = data["declaration"]
    told = [each for each in head.get("omissions", ()) if {"field", "reason"} <= each.keys()]
    if len(told) == len(head.get("omissions", ())):
        return derive(data, as_of)
    judged = derive({**data, "declaration": {**head, "omissions": told}}, as_of)
    section = {**judged.document["declaration"], "omissions": head["omissions"]}
    return replace(judged, document={**judged.document, "declaration": section})


def _day(start: str, days_before: Any) -> str:
    return (date.fromisoformat(start) - timedelta(days=int(days_before))).isoformat()


def _drop_omission(data: dict[str, Any], pointer: str) -> None:
    """Withdraw an omission of what is declared now."""
    omissions = data["declaration"].get("omissions", [])
    kept = [each for each in omissions if not f"{pointer}/".startswith(f"{each.get('field', '-')}/")]
    if len(kept) < len(omissions):
        data["declaration"]["omissions"] = kept


@dataclass(frozen=True, slots=True)
class Plan:
    """A way to reach a goal.

    Attributes:
        cost: how much is asked of the author: 1 for each value declared, more for what is stated and has to change.
        state: the declaration with it.
    """

    cost: int
    state: State


def plan(goal: Goal, state: State, depth: int = 0) -> Plan | None:
    """Return a cheap way to reach a goal, or None when this search finds none."""
    cost = 0
    for _ in range(STEPS):
        if state.reached(goal):
            return Plan(cost, state)
        if depth > DEPTH or isinstance(goal.schema, bool):
            return None
        step = _step(goal, state, depth)
        if step is None or step.cost == 0:
            return None
        cost += step.cost
        state = step.state
    return None


def _step(goal: Goal, state: State, depth: int) -> Plan | None:
    groups = list(_parts(goal, state))
    if not goal.wanted:
        return _cheapest(_each(groups, state, depth))
    for group in groups:
        if not any(state.reached(part) for part in group):
            return _cheapest(_each([group], state, depth))
    return None


def _each(groups: Iterable[list[Goal]], state: State, depth: int) -> Iterator[Plan | None]:
    """Yield a plan for each group: any of its goals when it should be true, all of them when it should be false."""
    for group in groups:
        if group[0].wanted or len(group) == 1:
            yield from (_reach(part, state, depth) for part in group)
        else:
            yield _all(group, state, depth)


def _all(group: list[Goal], state: State, depth: int) -> Plan | None:
    cost = 0
    for part in group:
        found = plan(part, state, depth + 1)
        if found is None:
            return None
        cost, state = cost + found.cost, found.state
    return Plan(cost, state) if cost else None


def _reach(goal: Goal, state: State, depth: int) -> Plan | None:
    leaf = isinstance(goal.schema, Mapping) and goal.schema.keys() <= LEAF_KEYWORDS
    return _mend_leaf(goal, state, depth) if leaf else plan(goal, state, depth + 1)


def _cheapest(plans: Iterable[Plan | None]) -> Plan | None:
    return min((each for each in plans if each is not None), key=lambda each: each.cost, default=None)


LEAF_KEYWORDS = frozenset(SCALAR_TESTS) | {
    "items", "contains", "minContains", "maxContains", "minItems", "maxItems", "required",
    "minProperties", "maxProperties", "propertyNames",
}  # fmt: skip
"""Keywords that are mended by setting values; all others lead to further goals."""


def _parts(goal: Goal, state: State) -> Iterator[list[Goal]]:
    """Yield the conjuncts of a schema, each a list of alternatives, with the truth wanted of them."""
    schema, base, pointer, wanted = goal.keywords, goal.base, goal.pointer, goal.wanted
    if "$ref" in schema:
        yield [state.follow(goal)]
    yield from ([Goal(part, base, pointer, wanted)] for part in schema.get("allOf", ()))
    if "anyOf" in schema:
        yield [Goal(part, base, pointer, wanted) for part in schema["anyOf"]]
    if "not" in schema:
        yield [Goal(schema["not"], base, pointer, not wanted)]
    if "if" in schema and "then" in schema:
        yield [Goal(schema["if"], base, pointer, not wanted), Goal(schema["then"], base, pointer, wanted)]
    members = schema.get("properties", {})
    yield from ([Goal(part, base, f"{pointer}/{pointers.escape(name)}", wanted)] for name, part in members.items())
    leaf = {keyword: value for keyword, value in schema.items() if keyword in LEAF_KEYWORDS and keyword not in ANNOTATIONS}
    if "contains" in schema:
        leaf |= {keyword: schema[keyword] for keyword in ("minContains", "maxContains") if keyword in schema}
    leaf["required"] = [name for name in schema.get("required", ()) if members.get(name, True) is True]
    if members or not leaf["required"]:
        leaf = {k: v for k, v in leaf.items() if (k != "required" or v) and not (members and k == "type")}
    if leaf:
        yield [Goal(leaf, base, pointer, wanted)]


def _mend_leaf(goal: Goal, state: State, depth: int) -> Plan | None:
    schema = goal.keywords
    spot = state.spot(goal.pointer)
    if schema.get("required"):
        return _declare(f"{goal.pointer}/{pointers.escape(schema['required'][0])}", {}, state, wanted=goal.wanted)
    if schema.get("type") == "array" or schema.keys() & {"items", "contains", "minItems", "maxItems"}:
        return _mend_list(goal, schema, spot, state, depth)
    return _declare(goal.pointer, schema, state, wanted=goal.wanted)


def _declare(pointer: str, schema: Schema, state: State, *, wanted: bool) -> Plan | None:
    spot = state.spot(pointer)
    cost = 1 if spot.value is ABSENT else OVERWRITE
    form = declaration_form().field(pointers.split(spot.shape), indices=False) or {}
    items = form.get("items")
    described = declaration_form().resolve(items) if items and pointer.rpartition("/")[2].isdigit() else form
    for value in samples(schema, described, state.as_of):
        changed = state.set(pointer, value)
        if changed is not None and changed.reached(Goal(schema, "", pointer, wanted)):
            return Plan(cost, changed)
    return None


def _mend_list(goal: Goal, schema: Mapping[str, Any], spot: Spot, state: State, depth: int) -> Plan | None:
    if not isinstance(spot.value, list):
        emptied = state.set(goal.pointer, [])
        if goal.pointer.endswith(f"/{REACH}") and "contains" in schema:
            return _declare(f"{goal.pointer}/0", schema["contains"], state, wanted=goal.wanted)
        if emptied is None:
            return None
        if emptied.reached(goal):
            return Plan(1 if spot.value is ABSENT else OVERWRITE, emptied)
        rest = _mend_list(goal, schema, emptied.spot(goal.pointer), emptied, depth + 1)
        return None if rest is None else Plan(rest.cost + (spot.value is not ABSENT), rest.state)
    options: list[Plan | None] = []
    if state.grows(goal.pointer):
        completed = state.complete(goal.pointer)
        if not completed.grows(goal.pointer):
            rest = plan(goal, completed, depth + 1)
            options.append(None if rest is None else Plan(rest.cost + REMOVAL, rest.state))
    if "contains" in schema and goal.wanted:
        options += (_item(schema["contains"], goal, n, state, depth) for n in range(len(spot.value) + 1))
    if "contains" in schema and not goal.wanted:
        options.append(_clear(schema["contains"], goal, spot, state, depth))
    if "items" in schema and goal.wanted:
        broken = (n for n, _ in enumerate(spot.value) if not state.reached(_at(schema["items"], goal, n, wanted=True)))
        options += (_item(schema["items"], goal, n, state, depth) for n in list(broken)[:1])
    if len(spot.value) < schema.get("minItems", 0) and goal.wanted:
        options.append(_declare(f"{goal.pointer}/{len(spot.value)}", {}, state, wanted=True))
    return _cheapest(options)


def _at(schema: Schema, goal: Goal, index: int, *, wanted: bool) -> Goal:
    return Goal(schema, goal.base, f"{goal.pointer}/{index}", wanted)


def _item(schema: Schema, goal: Goal, index: int, state: State, depth: int) -> Plan | None:
    """Make an item of a list meet a schema: one that is there, or a new one at the end."""
    target = _at(schema, goal, index, wanted=True)
    spot = state.spot(target.pointer)
    if spot.value is not ABSENT:
        return plan(target, state, depth + 1) if isinstance(spot.value, dict) else None
    items = (declaration_form().field(pointers.split(spot.shape), indices=False) or {}).get("items", {})
    if declaration_form().resolve(items).get("type") != "object":
        return _declare(target.pointer, schema, state, wanted=True)
    started = state.set(target.pointer, {})
    found = None if started is None else plan(target, started, depth + 1)
    return None if found is None else Plan(found.cost + 1, found.state)


def _clear(schema: Schema, goal: Goal, spot: Spot, state: State, depth: int) -> Plan | None:
    """Make no item of a list meet a schema: change those that do or may, or take them out."""
    for index in range(len(spot.value)):
        target = _at(schema, goal, index, wanted=False)
        if not state.reached(target):
            changed = plan(target, state, depth + 1) if isinstance(spot.value[index], dict) else None
            without = state.remove_item(target.pointer)
            return _cheapest([changed, None if without is None else Plan(REMOVAL, without)])
    return None
