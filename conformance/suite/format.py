"""What the declaration format says about the places that some terms look at, place by place.

Each place is told of by a term of its own, so that a question need hold only those that matter for it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.declarations.derivation_plan import Plan, derivation_plan
from conformance.declarations.form import declaration_form
from conformance.declarations.jurisdictions import jurisdiction_table, reach
from conformance.logic.build import at, conjunction, contains, disjunction, every, negation
from conformance.logic.lower import lower
from conformance.logic.terms import And, At, Contains, Every, ExactlyOne, Matches, Not, OneOf, Or, Present, Range, Term, Type

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

_NULL = Type(("null",))
_SCALAR_KEYWORDS = ("type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "multipleOf")
_OBJECT_OR_LIST = Type(("array", "object"))
_CODES = every(Matches("^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$"))
_DAY = Matches("^([0-9]{3}[1-9]|[0-9]{2}[1-9]0|[0-9][1-9]00|[1-9]000)-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$")
_ITEMS = "[]"
_PATTERN = "~"

Tree = dict[str, "Tree"]
"""Names of members, and ``[]`` for the items of a list, each with what is looked at below it; ``~`` is before a pattern asked."""


def form_of(terms: Iterable[Term], as_of: date) -> Mapping[str, Term]:
    """Return what the format asks of each place that the terms look at, in a document judged on a day.

    What is optional may be absent, or null where the declaration says that there is none. How many items a list has, and whether
    two are equal, is not told.

    Returns:
        Terms by the pointers, without indices, of the places.
    """
    tree: Tree = {}
    seen: set[tuple[Term, int]] = set()
    for term in terms:
        _grow(tree, term, seen)
    form = declaration_form()
    root = _Place("", lambda term: term, as_of)
    return {"/": Type(("object",)), **dict(_below(root, form.resolve(form.bundle), derivation_plan(), tree))}


def _grow(tree: Tree, term: Term, seen: set[tuple[Term, int]]) -> None:
    """Add the places that a term looks at."""
    if (term, id(tree)) in seen:
        return
    seen.add((term, id(tree)))
    match term:
        case And(terms) | Or(terms) | ExactlyOne(terms):
            for each in terms:
                _grow(tree, each, seen)
        case Not(inner):
            _grow(tree, inner, seen)
        case Present(path):
            _reach(tree, path)
        case At(path, test):
            _grow(_reach(tree, path), test, seen)
        case Every(term=inner) | Contains(term=inner):
            _grow(tree.setdefault(_ITEMS, {}), inner, seen)
        case Matches(pattern):
            tree.setdefault(f"{_PATTERN}{pattern}", {})
        case _:
            pass


def _reach(tree: Tree, path: tuple[str | int, ...]) -> Tree:
    for step in path:
        tree = tree.setdefault(_ITEMS if isinstance(step, int) else step, {})
    return tree


@dataclass(frozen=True, slots=True)
class _Place:
    """A place of the format.

    Attributes:
        shape: its pointer without indices.
        wherever: returns, of a term about a value there, *it holds of every such value that there is*.
        as_of: the day of judgement.
    """

    shape: str
    wherever: Callable[[Term], Term]
    as_of: date

    def member(self, name: str) -> _Place:
        def wherever(term: Term) -> Term:
            return self.wherever(disjunction(negation(at((name,), _OBJECT_OR_LIST)), at((name,), term)))

        return _Place(f"{self.shape}/{name}", wherever, self.as_of)

    @property
    def items(self) -> _Place:
        return _Place(f"{self.shape}/{_ITEMS}", lambda term: self.wherever(every(term)), self.as_of)


def _below(place: _Place, schema: Mapping[str, Any], plan: Plan | None, tree: Tree) -> Iterator[tuple[str, Term]]:
    form = declaration_form()
    plans: dict[str, Plan] = {} if plan is None else dict((*plan.members, *plan.lists))
    derived = dict(() if plan is None else _derived(plan, place.as_of))
    members = schema.get("properties", {})
    for name, looked_at in tree.items():
        if name in members:
            member, here = form.resolve(members[name]), place.member(name)
            required = name in schema.get("required", ())
            own = _own(member)
            yield here.shape, place.wherever(at((name,), own) if required else _optional(name, own))
            yield from _inside(here, member, plans.get(name), looked_at)
        elif name in derived:
            yield f"{place.shape}/{name}", place.wherever(_optional(name, derived[name]))
    for _, reached in () if plan is None else plan.reaches:
        if reached in tree:
            yield from (
                (f"{place.shape}/{reached} of {code}", place.wherever(_reaching(reached, code))) for code in _inner_codes()
            )
    for source, age, _ in () if plan is None else plan.dates:
        if source in tree and age in tree:
            yield f"{place.shape}/{source} and {age}", place.wherever(_same_day(source, age, tree[source], place.as_of))


def _inside(place: _Place, schema: Mapping[str, Any], plan: Plan | None, tree: Tree) -> Iterator[tuple[str, Term]]:
    if "items" in schema:
        item = declaration_form().resolve(schema["items"])
        yield place.items.shape, place.wherever(every(_own(item)))
        yield from _inside(place.items, item, plan, tree.get(_ITEMS, {}))
    elif "properties" in schema:
        yield from _below(place, schema, plan, tree)


def _optional(name: str, term: Term) -> Term:
    return disjunction(negation(Present((name,))), at((name,), disjunction(_NULL, term)))


def _derived(plan: Plan, as_of: date) -> Iterator[tuple[str, Term]]:
    days = conjunction(Type(("integer",)), Range(as_of.toordinal() - date.max.toordinal(), as_of.toordinal() - 1))
    distance = conjunction(Type(("integer",)), Range(-date.max.toordinal(), date.max.toordinal()))
    for _, age, before_placing in plan.dates:
        yield age, days
        if before_placing is not None:
            yield before_placing, distance
    yield from ((name, _CODES) for _, name in plan.reaches)


def _reaching(name: str, code: str) -> Term:
    """Return *who reaches the code reaches what lies around it*."""
    around = [outer for outer in reach(code) if code in reach(outer) and len(reach(outer)) > len(reach(code))]
    return disjunction(
        negation(at((name,), contains(OneOf.of(code)))),
        conjunction(*(at((name,), contains(OneOf.of(outer))) for outer in around)),
    )


def _inner_codes() -> tuple[str, ...]:
    return tuple(sorted(jurisdiction_table().inside))


def _same_day(source: str, age: str, asked: Tree, as_of: date) -> Term:
    """Return *date and age are both absent, or both null, or a pattern that dates before a day match agrees with the age*."""
    absent = conjunction(negation(Present((source,))), negation(Present((age,))))
    patterns = [key.removeprefix(_PATTERN) for key in asked if key.startswith(_PATTERN)]
    agreeing = []
    for pattern in patterns:
        day = _first_unmatched(pattern)
        if day is not None:
            early, late = Matches(pattern), Range(maximum=as_of.toordinal() - day)
            before = conjunction(at((source,), early), at((age,), Range(minimum=as_of.toordinal() - day + 1)))
            agreeing.append(disjunction(before, conjunction(at((source,), negation(early)), at((age,), late))))
    stated = conjunction(at((source,), Type(("string",))), at((age,), Type(("integer",))), *agreeing)
    return disjunction(absent, conjunction(at((source,), _NULL), at((age,), _NULL)), stated)


def _first_unmatched(pattern: str) -> int | None:
    """Return the ordinal of the first day whose date the pattern does not match, if it matches all before and none after."""
    matches = re.compile(pattern).search
    low, high = date.min.toordinal(), date.max.toordinal()
    if not matches(date.min.isoformat()) or matches(date.max.isoformat()):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if matches(date.fromordinal(middle).isoformat()) else (low, middle)
    return high


def _own(schema: Mapping[str, Any]) -> Term:
    """Return what a value itself must be, whatever it holds."""
    if "properties" in schema:
        return Type(("object",))
    if "items" in schema:
        return Type(("array",))
    if schema.get("format") == "date":
        return _DAY
    return lower({keyword: schema[keyword] for keyword in _SCALAR_KEYWORDS if keyword in schema})
