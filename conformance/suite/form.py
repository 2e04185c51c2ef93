"""The declaration format as a guide for building the document that is judged, derived fields and all."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, lru_cache
from typing import Any

from conformance.declarations.derivation_plan import Plan, derivation_plan
from conformance.declarations.form import declaration_form
from conformance.declarations.jurisdictions import jurisdiction_table, reach
from conformance.logic.build import conjunction, disjunction, every_member, negation
from conformance.logic.lower import lower
from conformance.logic.strategies import Guide, Link
from conformance.logic.terms import FALSE, OneOf, Present, Range, Term, Type

_EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "name": ("Example",),
    "version": ("1",),
    "language": ("en",),
    "uri": ("https://example.org/",),
    "json-pointer": ("/system/name",),
}
_SCALAR_KEYWORDS = ("type", "enum", "const", "pattern", "minLength", "maxLength", "minimum", "maximum", "multipleOf")
_MARKETS = ("EU", "CN", "US", "US-CA", "JP", "DE")
_FIRST_YEAR, _LAST_YEAR = 2010, 2036


_ANY_DAYS = Guide(disjunction(Type(("null",)), Type(("integer",))))


def declaration_guide(as_of: date, placed: date | None) -> Guide:
    """Return the guide for documents judged on a day.

    Args:
        as_of: the day.
        placed: the day of every placing on a market in the document; None to leave open what is counted from it, so that any
            number of days may stand there.
    """
    return _root(as_of, placed)


@lru_cache(maxsize=256)
def _root(as_of: date, placed: date | None) -> Guide:
    form = declaration_form()
    schema = form.resolve(form.bundle)
    members = {name: each for name, each in schema["properties"].items() if name != "$schema"}
    return _guide({**schema, "properties": members}, derivation_plan(), as_of, placed)


def _guide(schema: Mapping[str, Any], plan: Plan | None, as_of: date, placed: date | None, *, optional: bool = False) -> Guide:
    schema = declaration_form().resolve(schema)
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        guide = _object(schema, plan, as_of, placed)
    elif kind == "array":
        unique = lower({"type": "array", "uniqueItems": True}) if schema.get("uniqueItems") else Type(("array",))
        guide = Guide(unique, items=_guide(schema.get("items", {}), plan, as_of, placed))
    else:
        guide = Guide(
            _scalar(tuple((k, _frozen(schema[k])) for k in _SCALAR_KEYWORDS if k in schema)), examples=_examples(schema)
        )
    if not optional:
        return guide
    return Guide(disjunction(Type(("null",)), guide.local), guide.members, guide.items, guide.links, guide.examples)


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


@cache
def _scalar(keywords: tuple[tuple[str, Any], ...]) -> Term:
    return lower({keyword: list(value) if isinstance(value, tuple) else value for keyword, value in keywords})


def _examples(schema: Mapping[str, Any]) -> tuple[str, ...]:
    named = str(schema.get("title", "")).lower()
    return _EXAMPLES.get(schema.get("format", ""), _EXAMPLES.get(named, ()))


def _object(schema: Mapping[str, Any], plan: Plan | None, as_of: date, placed: date | None) -> Guide:
    required = schema.get("required", ())
    plans: dict[str, Plan] = {} if plan is None else dict((*plan.members, *plan.lists))
    members = {
        name: _guide(each, plans.get(name), as_of, placed, optional=name not in required)
        for name, each in schema["properties"].items()
    }
    links = () if plan is None else tuple(_links(plan, as_of, placed))
    members |= {before: _ANY_DAYS for _, _, before in (() if plan is None or placed is not None else plan.dates) if before}
    known = [*members, *(name for link in links for name in link.derived)]
    local = conjunction(
        Type(("object",)),
        *(Present((name,)) for name in required),
        every_member(negation(OneOf.of(*known)), FALSE),
    )
    return Guide(local, members, links=links)


def _links(plan: Plan, as_of: date, placed: date | None) -> Iterator[Link]:
    for source, age, before in plan.dates:
        yield Link(
            source,
            (age, before) if before and placed is not None else (age,),
            _follow_date(age, before, as_of, placed),
            _dates(source, age, before, as_of, placed),
        )
    for source, name in plan.reaches:
        yield Link(source, (name,), _follow_code(name), _codes(source, name))


def _follow_date(age: str, before: str | None, as_of: date, placed: date | None) -> Any:
    def follow(day: str | None) -> Mapping[str, int | None]:
        found = None if day is None else date.fromisoformat(day)
        derived = {age: None if found is None else (as_of - found).days}
        if before is not None and placed is not None:
            derived[before] = None if found is None else (placed - found).days
        return derived

    return follow


def _dates(source: str, age: str, before: str | None, as_of: date, placed: date | None) -> Any:
    def candidates(asked: Mapping[str, Term]) -> Iterator[str | None]:
        if source == "placed_on" and placed is not None:
            yield placed.isoformat()
            yield None
            return
        yield from dict.fromkeys(_texts(asked.get(source)))
        for name, day in ((age, as_of), (before or "", placed or as_of)):
            for bound in _bounds(asked.get(name)):
                for step in (0, 1, -1):
                    yield (day - timedelta(days=max(min(bound + step, 200_000), -200_000))).isoformat()
        yield as_of.isoformat()
        for days in (30, -30, 400, 1500):
            yield (as_of - timedelta(days=days)).isoformat()
        if placed is not None:
            yield placed.isoformat()
        yield from _calendar()
        yield None

    return candidates


@cache
def _calendar() -> tuple[str, ...]:
    """Return days at both sides of every turn of a month, since laws change there."""
    firsts = [date(year, month, 1) for year in range(_FIRST_YEAR, _LAST_YEAR) for month in range(1, 13)]
    return tuple((first + timedelta(days=step)).isoformat() for first in firsts for step in (-1, 0, 1))


@cache
def _all_codes() -> tuple[str, ...]:
    """Return every code that the table of jurisdictions names."""
    table = jurisdiction_table()
    return tuple(dict.fromkeys((*table.covers, *table.inside, *table.separate, *table.separate.values())))


def _follow_code(name: str) -> Any:
    def follow(code: str | None) -> Mapping[str, list[str] | None]:
        return {name: None if code is None else list(reach(code))}

    return follow


_CODE = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}")


def _codes(source: str, name: str) -> Any:
    def candidates(asked: Mapping[str, Term]) -> Iterator[str | None]:
        named = [text for each in (source, name) for text in _texts(asked.get(each)) if _CODE.fullmatch(text)]
        yield from dict.fromkeys((*named, *_MARKETS, *_all_codes()))
        yield None

    return candidates


def _texts(term: Term | None) -> Iterator[str]:
    for each in parts(term):
        if isinstance(each, OneOf):
            yield from (value for value in each.values if isinstance(value, str))


def _bounds(term: Term | None) -> Iterable[int]:
    found = (bound for each in parts(term) if isinstance(each, Range) for bound in (each.minimum, each.maximum))
    numbers = [value for each in parts(term) if isinstance(each, OneOf) for value in each.values if isinstance(value, int)]
    return dict.fromkeys([*(int(bound) for bound in found if bound is not None), *numbers])


def parts(term: Term | None) -> Iterator[Term]:
    """Yield a term and all terms in it."""
    stack = [] if term is None else [term]
    seen: set[Term] = set()
    while stack:
        each = stack.pop()
        if each in seen:
            continue
        seen.add(each)
        yield each
        stack.extend(getattr(each, "terms", ()))
        stack.extend(
            inner for inner in (getattr(each, name, None) for name in ("term", "test", "name")) if isinstance(inner, Term)
        )
