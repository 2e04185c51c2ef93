"""Questions about JSON Schemas: is there a valid document, is all that is valid here valid there?

An answer *no* (to containment) or *yes* (to satisfiability) shows a document, which ``jsonschema`` and ``jsonschema-rs`` have
both judged as claimed. The opposite answers are proofs over all documents; a bounded search that found nothing is never one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote

from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012, SchemaRegistry

from conformance.errors import ConformanceError
from conformance.logic.build import conjunction, negation
from conformance.logic.lower import Lowering
from conformance.logic.prove.decide import Answer, Prover
from conformance.logic.prove.shrink import smallest
from conformance.logic.prove.unevaluated import NotExpressible, without_unevaluated
from conformance.logic.prove.unfold import unfolded

if TYPE_CHECKING:
    from conformance.logic.terms import Term
    from conformance.logic.values import Json, Schema

MOST_UNFOLDINGS = 6


@dataclass(frozen=True, slots=True)
class Decision:
    """An answer with its evidence.

    Attributes:
        verdict: ``undecided`` is an honest answer; ``reason`` then says why.
        witness: a document that shows it, where the answer rests on one.
        core: the names of schemas that cannot hold together, none of which may be left out, where the answer rests on that.
    """

    verdict: Literal["yes", "no", "undecided"]
    witness: Json = None
    core: tuple[str, ...] = ()
    reason: str = ""


class Disagreement(ConformanceError):
    """Another decision procedure, with the same question, claims the opposite of what we have evidence for.

    Attributes:
        decision: our answer.
        opinion: the other answer.
    """

    def __init__(self, question: str, decision: Decision, opinion: str) -> None:
        super().__init__(f"{question}: we say {decision.verdict} ({_evidence(decision)}), jsonschema-rs says {opinion}")
        self.decision = decision
        self.opinion = opinion


def _evidence(decision: Decision) -> str:
    if decision.core:
        return f"{', '.join(decision.core)} clash"
    return (
        f"witness {json.dumps(decision.witness, ensure_ascii=False)}" if decision.verdict == "no" else "no counterexample exists"
    )


class Questions:
    """Asks questions about schemas that share resources; what was learned for one serves the next.

    Args:
        registry: the resources that references may name; nothing else is looked up.
        base_uri: where the schemas stand.
        seconds: the time for one question.
        second_opinion: whether ``jsonschema-rs`` is asked too, where it can be (schemas that stand alone).
    """

    def __init__(
        self,
        registry: SchemaRegistry | None = None,
        base_uri: str = "",
        seconds: float = 10.0,
        *,
        second_opinion: bool = True,
    ) -> None:
        self._registry: SchemaRegistry = Registry() if registry is None else registry
        self._base_uri = base_uri
        self._prover = Prover(seconds)
        self._second_opinion = second_opinion and not len(self._registry)

    def satisfiable(self, schema: Schema) -> Decision:
        """Is some document valid? *Yes* comes with one."""
        decision = self._search((schema,), ())
        self._compare(schema, False, decision, contained=decision.verdict == "no")
        return decision

    def entails(self, schema: Schema, other: Schema) -> Decision:
        """Is every document that is valid against ``schema`` valid against ``other``? *No* comes with one that is not.

        Raises:
            Disagreement: ``jsonschema-rs`` claims a containment that our witness refutes.
        """
        decision = _opposite(self._search((schema,), (other,)))
        self._compare(schema, other, decision, contained=decision.verdict == "yes")
        return decision

    def equivalent(self, schema: Schema, other: Schema) -> Decision:
        """Are the same documents valid against both? *No* comes with one that is valid against one alone."""
        forth = self.entails(schema, other)
        return forth if forth.verdict == "no" else _both(forth, self.entails(other, schema))

    def disjoint(self, schema: Schema, other: Schema) -> Decision:
        """Is no document valid against both? *No* comes with one that is."""
        return _opposite(self._search((schema, other), ()), core=("schema", "other"))

    def _search(self, valid: tuple[Schema, ...], invalid: tuple[Schema, ...]) -> Decision:
        """Look for a document that is valid against all of ``valid`` and against none of ``invalid``."""
        try:
            term = conjunction(*map(self._term, valid), *(negation(self._term(schema)) for schema in invalid))
        except NotExpressible as error:
            return Decision("undecided", reason=str(error))
        judges = Judges(self._registry, self._base_uri, valid, invalid)
        for _ in range(MOST_UNFOLDINGS):
            answer = self._prover.satisfy(term)
            if answer.satisfiable is not True:
                return _decided(answer)
            if judges.agree(answer.witness):
                return Decision("yes", smallest(answer.witness, judges.agree))
            further = unfolded(term)
            if further == term:
                return Decision("undecided", reason="the document that was found is judged otherwise by a validator")
            term = further
        return Decision("undecided", reason=f"recursion deeper than {MOST_UNFOLDINGS} levels")

    def _term(self, schema: Schema) -> Term:
        plain = schema
        if '"unevaluated' in json.dumps(schema):
            plain = without_unevaluated(schema, lambda reference: _follow(schema, reference))
        return Lowering(self._registry).lower(plain, self._base_uri)

    def _compare(self, schema: Schema, other: Schema, decision: Decision, *, contained: bool) -> None:
        if not self._second_opinion or decision.verdict == "undecided" or contained:
            return
        # A 'no' of jsonschema-rs is no proof (its documentation says so); only its 'yes' can contradict evidence.
        if second_opinion(schema, other) == "yes":
            raise Disagreement(f"is {json.dumps(schema)} contained in {json.dumps(other)}", decision, "yes")


def second_opinion(schema: Schema, other: Schema) -> str:
    """Return what ``jsonschema-rs`` says to *is all that is valid against schema valid against other*: yes, no or unknown."""
    import jsonschema_rs

    try:
        first, second = (
            jsonschema_rs.canonicalize(each if isinstance(each, bool) else dict(each), draft=jsonschema_rs.Draft202012)
            for each in (schema, other)
        )
        return str(second.covers(first)).rsplit(".", 1)[-1].lower()
    except (jsonschema_rs.ValidationError, jsonschema_rs.ReferencingError, jsonschema_rs.canonical.CanonicalizationError):
        return "unknown"


def _follow(root: Schema, reference: str) -> Schema:
    if not reference.startswith("#") or (len(reference) > 1 and reference[1] != "/"):
        raise NotExpressible(f"unevaluated keywords over the reference {reference}")
    node: Any = root
    for part in unquote(reference[1:]).split("/")[1:]:
        step = part.replace("~1", "/").replace("~0", "~")
        node = node[int(step)] if isinstance(node, list) else node[step]
    found: Schema = node
    return found


def _decided(answer: Answer) -> Decision:
    return Decision("undecided", reason=answer.reason) if answer.satisfiable is None else Decision("no")


def _opposite(decision: Decision, core: tuple[str, ...] = ()) -> Decision:
    if decision.verdict == "undecided":
        return decision
    if decision.verdict == "yes":
        return Decision("no", decision.witness)
    return Decision("yes", core=core)


def _both(first: Decision, second: Decision) -> Decision:
    if second.verdict == "no":
        return second
    return first if first.verdict == "undecided" else second


class Judges:
    """Two independent validators, asked whether a document is what it is claimed to be."""

    def __init__(self, registry: SchemaRegistry, base_uri: str, valid: Iterable[Schema], invalid: Iterable[Schema]) -> None:
        self._registry = registry
        self._base_uri = base_uri
        self._claims = [*((schema, True) for schema in valid), *((schema, False) for schema in invalid)]
        self._validators: list[tuple[Any, bool]] = []

    def agree(self, document: Json) -> bool:
        """Tell whether both find the document valid, and invalid, as claimed."""
        if not self._validators:
            self._validators = [(validator, claim) for schema, claim in self._claims for validator in self._both_for(schema)]
        return all(validator(document) is claim for validator, claim in self._validators)

    def _both_for(self, schema: Schema) -> tuple[Any, Any]:
        import jsonschema
        import jsonschema_rs

        contents: dict[str, Any] = {uri: self._registry.contents(uri) for uri in self._registry}
        plain = schema if isinstance(schema, bool) else dict(schema)
        resources = [(uri, each if isinstance(each, bool) else dict(each)) for uri, each in contents.items()]
        fast = jsonschema_rs.Draft202012Validator(
            plain,
            registry=jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012) if resources else None,
            base_uri=self._base_uri or None,
        )
        registry = self._registry
        if self._base_uri and not isinstance(plain, bool) and "$id" not in plain:
            plain = {"$id": self._base_uri + "?question", **plain}
            registry = registry.with_resource(plain["$id"], Resource.from_contents(plain, DRAFT202012))
        slow = jsonschema.Draft202012Validator(plain, registry=registry)
        return fast.is_valid, slow.is_valid


def satisfiable(schema: Schema, *, registry: SchemaRegistry | None = None, seconds: float = 10.0) -> Decision:
    """Is some document valid against the schema? See `Questions.satisfiable`."""
    return _questions(registry, seconds).satisfiable(schema)


def entails(schema: Schema, other: Schema, *, registry: SchemaRegistry | None = None, seconds: float = 10.0) -> Decision:
    """Is all that is valid against ``schema`` valid against ``other``? See `Questions.entails`."""
    return _questions(registry, seconds).entails(schema, other)


def equivalent(schema: Schema, other: Schema, *, registry: SchemaRegistry | None = None, seconds: float = 10.0) -> Decision:
    """Is the same valid against both schemas? See `Questions.equivalent`."""
    return _questions(registry, seconds).equivalent(schema, other)


def disjoint(schema: Schema, other: Schema, *, registry: SchemaRegistry | None = None, seconds: float = 10.0) -> Decision:
    """Is nothing valid against both schemas? See `Questions.disjoint`."""
    return _questions(registry, seconds).disjoint(schema, other)


def _questions(registry: SchemaRegistry | None, seconds: float) -> Questions:
    return Questions(registry=Registry() if registry is None else registry, seconds=seconds)
