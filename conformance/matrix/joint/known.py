"""Terms about a document of which something is known already."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.logic.build import at, conjunction, contains, disjunction, every, exactly_one, negation
from conformance.logic.evidence import evidence
from conformance.logic.terms import FALSE, TRUE, And, At, ExactlyOne, ItemCount, Not, Or, Path, Present, Term, Type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conformance.logic.values import Json

_SOMETHING = Type(("array", "boolean", "number", "object", "string"))


def with_known(term: Term, values: Mapping[Path, Json]) -> Term:
    """Return what a term still asks of a document in which these values stand at these paths, and no list has a null in it.

    Whether a list is empty is asked of its items then, which is far cheaper to decide than how many there are.

    Args:
        term: a term in the strict reading.
        values: whole values; what is asked below their paths is left as it is.
    """
    done: dict[Term, Term] = {}

    def known(each: Term) -> Term:
        if each not in done:
            done[each] = rewritten(each)
        return done[each]

    def rewritten(each: Term) -> Term:
        match each:
            case And(terms):
                return conjunction(*map(known, terms))
            case Or(terms):
                return disjunction(*map(known, terms))
            case ExactlyOne(terms):
                return exactly_one(*map(known, terms))
            case Not(inner):
                return negation(known(inner))
            case Present(path) if path in values:
                return TRUE
            case At(path, test) if path in values:
                return TRUE if evidence(test, values[path], reading="strict").value else FALSE
            case At(path, ItemCount(1, None)):
                return at(path, contains(_SOMETHING))
            case At(path, ItemCount(0, 0)):
                return at(path, every(negation(_SOMETHING)))
        return each

    return known(term)
