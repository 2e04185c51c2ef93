"""Constructors of terms that keep the normal form: simplified, flattened, negations pushed down to the atoms.

Every rewriting preserves the truth value of the strict reading, and never makes the open reading less definite.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.logic.terms import (
    FALSE,
    TRUE,
    And,
    At,
    Contains,
    Every,
    EveryMember,
    ExactlyOne,
    ItemCount,
    Length,
    Matches,
    MultipleOf,
    Not,
    OneOf,
    Or,
    Path,
    Present,
    PropertyCount,
    Range,
    Term,
    Test,
    Type,
    UniqueItems,
)
from conformance.logic.values import KINDS, is_kind, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable

_REMEMBERED = 1 << 16
"""Results kept for terms that are joined again: the files of a catalogue say the same small things in many places."""

_KIND_OF_TEST: tuple[tuple[type[Test], str], ...] = (
    (Range, "number"),
    (MultipleOf, "number"),
    (Length, "string"),
    (Matches, "string"),
    (ItemCount, "array"),
    (UniqueItems, "array"),
    (Every, "array"),
    (Contains, "array"),
    (PropertyCount, "object"),
    (EveryMember, "object"),
)


def kind_of_test(test: Test) -> str | None:
    """Return the one JSON type whose values alone can pass, or ``None`` for `Type`, `OneOf` and `Opaque`."""
    return next((kind for each, kind in _KIND_OF_TEST if isinstance(test, each)), None)


def at(path: Path, term: Term) -> Term:
    """Return *the value at path exists and satisfies term*, with the path pushed down to the atoms."""
    if not path:
        return term
    done: dict[Term, Term] = {}

    def push(each: Term) -> Term:
        found = done.get(each)
        if found is None:
            found = done[each] = lift(each)
        return found

    def lift(each: Term) -> Term:
        match each:
            case And(terms=()):
                return Present(path)
            case And(terms=terms):
                return conjunction(*map(push, terms))
            case Or(terms=terms):
                return disjunction(*map(push, terms))
            case ExactlyOne(terms=terms):
                return conjunction(Present(path), exactly_one(*map(push, terms)))
            case Not(term=inner):
                return conjunction(Present(path), negation(push(inner)))
            case Present(path=below):
                return Present(path + below)
            case At(path=below, test=test):
                return At(path + below, test)
            case Test():
                return At(path, each)
        raise AssertionError(each)

    return push(term)


def negation(term: Term) -> Term:
    """Return the negation in negation normal form."""
    match term:
        case Not(term=inner):
            return inner
        case And(terms=terms):
            return disjunction(*map(negation, terms))
        case Or(terms=terms):
            return conjunction(*map(negation, terms))
        case Type(kinds=kinds) if "integer" not in kinds:
            return type_of(*(kind for kind in KINDS if kind not in kinds))
    return Not(term)


@lru_cache(maxsize=_REMEMBERED)
def conjunction(*terms: Term) -> Term:
    """Return the simplified conjunction.

    Equal terms are merged, a term and its negation give `FALSE`; at one path types and value lists are intersected, and
    what another conjunct implies (a type, or the presence of a path) is dropped.
    """
    if len(terms) == 1:
        return terms[0]
    flat = _flatten(And, terms)
    if FALSE in flat or _has_complement(flat):
        return FALSE
    by_path: dict[Path, list[Test]] = {}
    rest: list[Term] = []
    for each in flat:
        located = _located(each)
        if located is None:
            rest.append(each)
        else:
            by_path.setdefault(located[0], []).extend(located[1])
    containers = _containers(by_path)
    narrowed = None if containers is None else _narrow_all(by_path, containers)
    if containers is None or narrowed is None:
        return FALSE
    known = narrowed | {path: [*narrowed.get(path, ()), Type((kind,))] for path, kind in containers.items()}
    resolved = [_resolve(each, flat, known) if isinstance(each, Or) else each for each in rest]
    for path, tests in narrowed.items():
        resolved.extend(at(path, test) for test in tests)
        if not tests:
            resolved.append(at(path, TRUE))
    if resolved[: len(rest)] != rest:
        return conjunction(*resolved)
    return _joined(And, resolved)


def _containers(paths: Iterable[Path]) -> dict[Path, str] | None:
    """Return which type the paths ask of each value above them; ``None`` if they disagree."""
    containers: dict[Path, str] = {}
    for path in paths:
        for depth, step in enumerate(path):
            container = "array" if isinstance(step, int) else "object"
            if containers.setdefault(path[:depth], container) != container:
                return None
    return containers


def _narrow_all(by_path: dict[Path, list[Test]], containers: dict[Path, str]) -> dict[Path, list[Test]] | None:
    """Merge the tests of each path and drop what deeper paths imply; ``None`` if they cannot hold together."""
    narrowed: dict[Path, list[Test]] = {}
    for path, tests in by_path.items():
        container = containers.get(path)
        merged = _narrow(tests if container is None else [*tests, Type((container,))])
        if merged is None:
            return None
        kept = merged if container is None else [test for test in merged if not isinstance(test, Type)]
        if kept or (path and container is None):
            narrowed[path] = kept
    return narrowed


def _resolve(clause: Or, units: dict[Term, None], known: dict[Path, list[Test]]) -> Term:
    """Simplify a disjunction by what holds beside it: drop the branches that cannot be true; `TRUE` if one must be."""
    left = [branch for branch in clause.terms if not _impossible(branch, units, known)]
    if any(branch in units for branch in left):
        return TRUE
    return clause if len(left) == len(clause.terms) else disjunction(*left)


def _impossible(branch: Term, units: dict[Term, None], known: dict[Path, list[Test]]) -> bool:
    match branch:
        case Not(term=Present(path=path)):
            return path in known
        case Not(term=inner):
            return inner in units
        case At(path=path, test=test) if path in known:
            return _narrow([*known[path], test]) is None
        case Test() if () in known:
            return _narrow([*known[()], branch]) is None
    return Not(branch) in units if isinstance(branch, At | Test | Present) else False


@lru_cache(maxsize=_REMEMBERED)
def disjunction(*terms: Term) -> Term:
    """Return the simplified disjunction; types and value lists at one path are united."""
    if len(terms) == 1:
        return terms[0]
    flat = _flatten(Or, terms)
    if TRUE in flat or _has_complement(flat):
        return TRUE
    kinds: dict[Path, set[str]] = {}
    texts: dict[Path, set[str]] = {}
    rest: list[Term] = []
    for each in flat:
        match each:
            case Type():
                kinds.setdefault((), set()).update(each.kinds)
            case At(path=path, test=Type() as test):
                kinds.setdefault(path, set()).update(test.kinds)
            case OneOf():
                texts.setdefault((), set()).update(each.texts)
            case At(path=path, test=OneOf() as test):
                texts.setdefault(path, set()).update(test.texts)
            case _:
                rest.append(each)
    rest.extend(at(path, type_of(*united)) for path, united in kinds.items())
    rest.extend(at(path, OneOf(tuple(sorted(united)))) for path, united in texts.items())
    if TRUE in rest:
        return TRUE
    present = {each.path for each in rest if isinstance(each, Present)}
    return _joined(Or, [each for each in rest if not (isinstance(each, At) and each.path in present)])


def exactly_one(*terms: Term) -> Term:
    """Return *one of these and no other*; value lists that do not overlap become one list."""
    left = [term for term in terms if term is not FALSE]
    if not left:
        return FALSE
    if len(left) == 1:
        return left[0]
    if left.count(TRUE) == 1:
        return negation(disjunction(*(term for term in left if term is not TRUE)))
    if left.count(TRUE) > 1:
        return FALSE
    lists = [term for term in left if isinstance(term, OneOf)]
    texts = [text for each in lists for text in each.texts]
    if len(lists) == len(left) and len(texts) == len(set(texts)):
        return OneOf(tuple(sorted(texts)))
    return ExactlyOne(tuple(sorted(left, key=lambda term: term.digest)))


def implication(condition: Term, consequence: Term) -> Term:
    """Return *not the condition, or the consequence*."""
    return disjunction(negation(condition), consequence)


def type_of(*kinds: str) -> Term:
    """Return the test for any of these ``type`` names; `TRUE` for all of them."""
    wanted = set(kinds)
    if "number" in wanted:
        wanted.discard("integer")
    if not wanted:
        return FALSE
    return TRUE if wanted.issuperset(KINDS) else Type(tuple(sorted(wanted)))


def every(term: Term, start: int = 0) -> Term:
    """Return *is an array whose items from start on satisfy the term*."""
    if term is TRUE:
        return Type(("array",))
    return ItemCount(0, start) if term is FALSE else Every(start, term)


def contains(term: Term, minimum: int = 1, maximum: int | None = None) -> Term:
    """Return *is an array in which at least minimum and at most maximum items satisfy the term*."""
    if maximum is not None and minimum > maximum:
        return FALSE
    if minimum == 0 and maximum is None:
        return Type(("array",))
    if term is TRUE:
        return ItemCount(minimum, maximum)
    if term is FALSE:
        return FALSE if minimum else Type(("array",))
    return Contains(term, minimum, maximum)


def every_member(name: Term, term: Term) -> Term:
    """Return *is an object in which members with such a name have values that satisfy the term*."""
    if isinstance(name, And):  # a name is a string, which needs not be said
        name = conjunction(*(part for part in name.terms if part is not Type(("string",))))
    if term is TRUE or name is FALSE:
        return Type(("object",))
    return PropertyCount(0, 0) if name is TRUE and term is FALSE else EveryMember(name, term)


def _flatten(connective: type[And | Or], terms: Iterable[Term]) -> dict[Term, None]:
    flat: dict[Term, None] = {}
    for term in terms:
        if isinstance(term, connective):
            flat.update(dict.fromkeys(term.terms))
        else:
            flat[term] = None
    return flat


def _has_complement(terms: dict[Term, None]) -> bool:
    return any(isinstance(term, Not) and term.term in terms for term in terms)


def _joined(connective: type[And | Or], terms: Iterable[Term]) -> Term:
    unique = sorted(_flatten(connective, terms), key=lambda term: term.digest)
    return unique[0] if len(unique) == 1 else connective(tuple(unique))


def _located(term: Term) -> tuple[Path, list[Test]] | None:
    match term:
        case Present(path=path):
            return path, []
        case At(path=path, test=test):
            return path, [test]
        case Test():
            return (), [term]
    return None


def _narrow(tests: list[Test]) -> list[Test] | None:
    """Merge the types and value lists among tests of one value; ``None`` if no value can pass."""
    kinds: set[str] | None = None
    texts: set[str] | None = None
    others: list[Test] = []
    for test in tests:
        if isinstance(test, Type):
            kinds = _common_kinds(kinds, test.kinds)
        elif isinstance(test, OneOf):
            texts = set(test.texts) if texts is None else texts.intersection(test.texts)
        else:
            others.append(test)
    implied = {kind for kind in map(kind_of_test, others) if kind is not None}
    if len(implied) > 1:
        return None
    if kinds is not None and texts is not None:
        texts = {text for text in texts if is_kind(json.loads(text), kinds)}
        kinds = None
    if texts is not None:
        texts = {text for text in texts if implied <= {kind_of(json.loads(text))}}
        return [OneOf(tuple(sorted(texts))), *others] if texts else None
    if kinds is None:
        return others
    if not kinds or not implied <= {("number" if kind == "integer" else kind) for kind in kinds}:
        return None
    if implied and (implied != {"number"} or "number" in kinds):
        return others
    return [Type(("integer",) if implied else tuple(sorted(kinds))), *others]


def _common_kinds(known: set[str] | None, more: Iterable[str]) -> set[str]:
    new = set(more)
    if known is None:
        return new
    common = known & new
    if ("number" in known and "integer" in new) or ("integer" in known and "number" in new):
        common.add("integer")
    return common
