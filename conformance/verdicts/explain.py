"""Why a requirement gets its verdict, fact by fact, and what would change it."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import TYPE_CHECKING, Any

from conformance.catalogue.references import fields_asked, resolve
from conformance.declarations import Declaration, derive
from conformance.declarations.check import problems_of
from conformance.declarations.documents import Document
from conformance.declarations.form import declaration_form
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.positions import Position, Positions, Spot

from .changes import Change, changes_between, make_changes
from .derived import source_pointer
from .examination import Examination, examine
from .judge import Judge
from .mending import Goal, State, plan
from .model import Status, Truth, Verdict
from .samples import samples
from .wording import in_words

if TYPE_CHECKING:
    from datetime import date

    from conformance.catalogue import Catalogue, Regime, Requirement, Schema
    from conformance.declarations.form import Form

    from .grounds import Grounds, Reader

COMPOSITION = frozenset({"allOf", "anyOf", "not", "$ref"})
ABOUT = frozenset({"title", "description", "requirement", "if", "then"})


class Kind(StrEnum):
    """What a node of an explanation is."""

    ALL = "all of"
    ANY = "any of"
    NOT = "not"
    FACT = "fact"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class Node:
    """A part of a trigger or duty.

    Attributes:
        kind: how it stands to its children.
        id: of the fact or condition; ``""`` for other kinds.
        text: the question in words.
        fields: JSON Pointers without indices of the fields it asks about.
        grounds: its truth and what that rests on; None when there is no declaration.
        children: its parts.
    """

    kind: Kind
    id: str
    text: str
    fields: tuple[str, ...]
    grounds: Grounds | None
    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Mend:
    """Changes to a declaration, judged again with them.

    Attributes:
        changes: none of them can be left out.
        becomes: the verdict with all of them made.
        valid: whether the changed declaration keeps to the declaration format.
    """

    changes: tuple[Change, ...]
    becomes: Status
    valid: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """A requirement taken apart.

    Attributes:
        requirement: the one explained.
        regime: where it stands.
        scope: whom the regime reaches.
        trigger: when it applies.
        duty: what it asks.
        examination: the declaration it was judged for, or None.
        verdict: the verdict on it, or None without a declaration.
        mend: the smallest changes found that settle it, or None when there is nothing to mend or none were found.
    """

    requirement: Requirement
    regime: Regime
    scope: Node
    trigger: Node
    duty: Node
    examination: Examination | None
    verdict: Verdict | None
    mend: Mend | None


def explain(
    catalogue: Catalogue,
    requirement_id: str,
    declaration: Declaration | None = None,
    *,
    as_of: date,
    what_if: tuple[str, ...] = (),
    suppose_in_force: bool = False,
) -> Explanation:
    """Take a requirement apart, for one declaration or for all.

    Args:
        catalogue: where it stands.
        requirement_id: e.g. ``eu-ai-act/art-50-2``.
        declaration: what to judge, or None to tell what it asks in general.
        as_of: the day of judgement.
        what_if: jurisdictions to suppose the system is also placed in.
        suppose_in_force: as for :class:`Judge`.

    Raises:
        UnknownNameError: there is no such requirement.
    """
    requirement = catalogue.requirement(requirement_id)
    regime = catalogue.regimes[requirement.regime_id]
    examination = verdict = mend = reader = None
    if declaration is not None and requirement.codified:
        judge = Judge(catalogue, [regime.id])
        judged = derive(declaration.data, as_of)
        verdicts = judge(judged, as_of=as_of, what_if=what_if, suppose_in_force=suppose_in_force)
        examination = examine(declaration, judged, verdicts, catalogue, what_if)
        verdict = next(v for v in examination.verdicts if v.id == requirement.id)
        reader = examination.reader
        if verdict.underlying in (Status.FAIL, Status.UNDECLARED, Status.UNDETERMINED):
            mend = _mend(catalogue, judge, verdict, declaration.data, as_of, what_if)

    def node(schema: Schema, base: str) -> Node:
        return _node(catalogue, reader, schema, base)

    return Explanation(
        requirement,
        regime,
        node(regime.scope, regime.uri),
        node(requirement.trigger, requirement.uri),
        node(requirement.duty, requirement.uri),
        examination,
        verdict,
        mend,
    )


def facts_of(node: Node) -> Iterator[Node]:
    """Yield the facts and tests of an explanation that have no parts of their own."""
    if node.children:
        for child in node.children:
            yield from facts_of(child)
    elif node.fields:
        yield node


def _node(catalogue: Catalogue, reader: Reader | None, schema: Schema, base: str) -> Node:
    grounds = None if reader is None else reader.read(schema, base)
    if isinstance(schema, bool):
        return Node(Kind.TEST, "", "always" if schema else "never", (), grounds, ())
    if schema.keys() - ABOUT == {"$ref"}:
        return _named(catalogue, reader, schema, base, grounds)
    if "allOf" in schema or "anyOf" in schema:
        kind = Kind.ALL if "allOf" in schema else Kind.ANY
        parts = tuple(_node(catalogue, reader, part, base) for part in schema["allOf" if kind is Kind.ALL else "anyOf"])
        return Node(kind, "", "", (), grounds, parts)
    if "not" in schema:
        return Node(Kind.NOT, "", "", (), grounds, (_node(catalogue, reader, schema["not"], base),))
    return Node(Kind.TEST, "", in_words(catalogue, schema, base), fields_asked(catalogue, schema, base), grounds, ())


def _named(catalogue: Catalogue, reader: Reader | None, schema: Mapping[str, Any], base: str, grounds: Grounds | None) -> Node:
    target, uri = resolve(catalogue, base, schema["$ref"])
    about = target if isinstance(target, Mapping) else {}
    content = {keyword: value for keyword, value in about.items() if keyword not in ABOUT}
    composed = content and content.keys() <= COMPOSITION
    children = _children(_node(catalogue, reader, content, uri)) if composed else ()
    id = uri.rpartition("/")[2]
    text = about.get("description") or about.get("title", id)
    return Node(Kind.FACT, id, text, fields_asked(catalogue, target, uri), grounds, children)


def _children(content: Node) -> tuple[Node, ...]:
    """A name for a conjunction has its parts for children, without another *all of* between them."""
    return content.children if content.kind is Kind.ALL else (content,)


def _mend(  # one call, all of them needed
    catalogue: Catalogue, judge: Judge, verdict: Verdict, data: Mapping[str, Any], as_of: date, what_if: tuple[str, ...]
) -> Mend | None:
    requirement = verdict.requirement

    def becomes(changed: Mapping[str, Any]) -> Status:
        verdicts = judge(derive(changed, as_of), as_of=as_of, what_if=what_if)
        return next(v.underlying for v in verdicts if v.id == requirement.id)

    found = plan(Goal(requirement.duty, requirement.uri, "", wanted=True), State(catalogue, data, as_of))
    if found is None:
        return None
    proposed = fill_required(found.state.data, as_of)
    settled = becomes(proposed)
    if settled not in (Status.PASS, Status.NOT_APPLICABLE):
        return None
    changes = changes_between(data, proposed)
    for change in reversed(changes):
        fewer = tuple(each for each in changes if each is not change)
        attempt = make_changes(data, fewer)
        if is_declaration(attempt) and becomes(attempt) is settled:
            changes = fewer
    result = make_changes(data, changes)
    return Mend(changes, settled, is_declaration(result))


def is_declaration(data: Mapping[str, Any]) -> bool:
    """Tell whether the data would be read as a declaration, wherever it stands."""
    start = Position(1, 1)
    return not problems_of(Document(data, Positions(lambda: Spot(start, None, None))), "", DEFAULT_LIMITS)


def fill_required(data: Mapping[str, Any], as_of: date) -> dict[str, Any]:
    """Return a copy in which every object has the members that the declaration format requires of it, with stand-ins."""
    result: dict[str, Any] = copy.deepcopy(dict(data))
    _fill(result, declaration_form().bundle, declaration_form(), as_of)
    return result


def _fill(value: Any, schema: Mapping[str, Any], form: Form, as_of: date) -> None:
    schema = form.resolve(schema)
    if isinstance(value, list):
        for item in value:
            _fill(item, schema.get("items", {}), form, as_of)
    elif isinstance(value, dict):
        members = schema.get("properties", {})
        for name in schema.get("required", ()):
            if name not in value and name in members:
                for sample in islice(samples({}, form.resolve(members[name]), as_of), 1):
                    value[name] = sample
        for name, member in value.items():
            _fill(member, members.get(name, {}), form, as_of)


def truth_word(value: Truth) -> str:
    """Return ``true``, ``false`` or ``unknown``."""
    return {True: "true", False: "false", None: "unknown"}[value]


def sources_of(fields: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields an author states, in place of those derived from them."""
    return tuple(dict.fromkeys(source_pointer(field) for field in fields))
