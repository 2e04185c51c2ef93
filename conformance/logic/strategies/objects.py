"""Objects: the members that are asked for, those that follow from others, and as many more as a count wants."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction, negation
from conformance.logic.strategies.branches import name_passes
from conformance.logic.strategies.checking import satisfies
from conformance.logic.strategies.failure import NotSatisfied
from conformance.logic.strategies.places import possible_kinds
from conformance.logic.terms import EveryMember, Matches, OneOf, Path, PropertyCount, Term

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.logic.strategies.documents import Builder
    from conformance.logic.strategies.guide import Guide, Link
    from conformance.logic.strategies.places import Places
    from conformance.logic.values import Json

MOST_CANDIDATES = 24
_FRESH = ("x", "y", "z", "other", "more")


def build_object(builder: Builder, path: Path, places: Places, guide: Guide, done: Mapping[Path, Json]) -> dict[str, Json]:
    """Return an object for a place; ``done`` holds values of places that were built already.

    Raises:
        NotSatisfied: none was found.
    """
    here = guide.below(path)
    names = [step for step in places.children(path) if isinstance(step, str)]
    built: dict[str, Json] = {}
    for link in here.links:
        if link.source in names or any(name in names for name in link.derived):
            built.update(_linked(builder, path, places, link, guide))
    value: dict[str, Json] = {}
    for name in names:
        value[name] = built[name] if name in built else builder.place((*path, name), places, guide, done)
    value |= built
    if any(link.source not in value for link in here.links if any(name in value for name in link.derived)):
        raise NotSatisfied
    _add_members(builder, path, places, value, closed=bool(here.members))
    return value


def _linked(builder: Builder, path: Path, places: Places, link: Link, guide: Guide) -> dict[str, Json]:
    """Return the source of a link, and what follows from it, so that each passes what is asked of it."""
    asked: dict[str, Term] = {}
    for name in (link.source, *link.derived):
        if (*path, name) in places.present:
            asked[name] = places.below((*path, name))
    local = guide.below((*path, link.source)).local

    def fits(candidate: Json) -> bool:
        members = {link.source: candidate, **link.follow(candidate)}
        return (
            satisfies(candidate, local)
            and all(name in members and satisfies(members[name], term) for name, term in asked.items())
            and not any((*path, name) in places.absent for name in members)
        )

    found = list(islice(filter(fits, link.candidates(asked)), MOST_CANDIDATES))
    if not found:
        raise NotSatisfied
    source = builder.choices.among(found)
    return {link.source: source, **link.follow(source)}


def _add_members(builder: Builder, path: Path, places: Places, value: dict[str, Json], *, closed: bool) -> None:
    tests = places.present[path]
    least = max((test.minimum for test, holds in tests if holds and isinstance(test, PropertyCount)), default=0)
    for test, holds in tests:
        if holds:
            continue
        if isinstance(test, PropertyCount) and test.maximum is not None:
            least = max(least, test.maximum + 1)
        if isinstance(test, EveryMember):
            broken = next(_names(conjunction(test.name), path, places, value), None)
            if broken is None:
                raise NotSatisfied
            value[broken] = builder.value(conjunction(negation(test.term), _asked_of(broken, path, places)))
    while len(value) < least:
        name = next(_names(None, path, places, value), None)
        if name is None:
            raise NotSatisfied
        value[name] = builder.value(_asked_of(name, path, places))
    bounds = [test.maximum for test, holds in tests if holds and isinstance(test, PropertyCount) and test.maximum is not None]
    most = min(bounds, default=len(value) + 1)
    if not closed and least == 0 and len(value) < most and builder.choices.another():
        name = next(_names(None, path, places, value), None)
        if name is not None and possible_kinds(tests):
            value[name] = builder.value(_asked_of(name, path, places))


def _asked_of(name: str, path: Path, places: Places) -> Term:
    tests = places.present[path]
    asked = (test for test, holds in tests if holds and isinstance(test, EveryMember))
    return conjunction(*(test.term for test in asked if name_passes(test.name, name)))


def _names(wanted: Term | None, path: Path, places: Places, value: dict[str, Json]) -> Iterator[str]:
    """Yield names for further members: they are free, and may have a value."""
    from conformance.logic.terms import FALSE

    tests = places.present[path]
    terms = [wanted, *(test.name for test, _ in tests if isinstance(test, EveryMember))]
    for name in dict.fromkeys([*_FRESH, *(name for term in terms if term is not None for name in _named(term))]):
        taken = name in value or (*path, name) in places.absent or (*path, name) in places.refused
        if not taken and (wanted is None or name_passes(wanted, name)) and _asked_of(name, path, places) is not FALSE:
            yield name


def _named(term: Term) -> Iterator[str]:
    """Yield names that a term about names speaks of."""
    stack = [term]
    while stack:
        each = stack.pop()
        if isinstance(each, OneOf):
            yield from (value for value in each.values if isinstance(value, str))
        elif isinstance(each, Matches):
            from conformance.logic.strategies.scalars import strings_of

            yield from strings_of(((each, True),))
        stack.extend(getattr(each, "terms", ()))
        inner = getattr(each, "term", None)
        if isinstance(inner, Term):
            stack.append(inner)
