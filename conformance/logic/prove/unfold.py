"""Recursive schemas, unfolded one level at a time."""

from __future__ import annotations

from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012, SchemaRegistry

from conformance.logic.build import at, conjunction, contains, disjunction, every, every_member, exactly_one, negation
from conformance.logic.lower import lower
from conformance.logic.terms import And, At, Contains, Every, EveryMember, ExactlyOne, Not, Opaque, Or, Term


def unfolded(term: Term) -> Term:
    """Return an equivalent term in which each recursive reference is followed once more; the same term if there is none."""
    match term:
        case And(terms):
            return conjunction(*map(unfolded, terms))
        case Or(terms):
            return disjunction(*map(unfolded, terms))
        case ExactlyOne(terms):
            return exactly_one(*map(unfolded, terms))
        case Not(inner):
            return negation(unfolded(inner))
        case At(path, test):
            return at(path, unfolded(test))
        case Every(start, inner):
            return every(unfolded(inner), start)
        case Contains(inner, minimum, maximum):
            return contains(unfolded(inner), minimum, maximum)
        case EveryMember(name, inner):
            return every_member(name, unfolded(inner))
        case Opaque() if term.unresolved is None:
            return _followed(term)
    return term


def _followed(term: Opaque) -> Term:
    resources = ((uri, Resource.from_contents(each, DRAFT202012)) for uri, each in term.resources.contents.items())
    registry: SchemaRegistry = Registry().with_resources(resources)
    return lower(term.schema, registry=registry, base_uri=term.base_uri)
