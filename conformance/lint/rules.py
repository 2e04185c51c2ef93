"""The requirements of sound files as formulas, and what can be seen of them without a proof."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from conformance.declarations.pointers import escape
from conformance.logic.build import conjunction, implication, negation
from conformance.logic.terms import FALSE, TRUE, Term

from .claims import claimed, presupposes_claim, speaks_of_claims
from .files import ACT, unsound
from .model import Check, Edit, Flaw, Severity, Stage
from .walk import reached

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from conformance.catalogue import Regime, Requirement, Schema, Window
    from conformance.logic.lower import Lowering

    from .draft import Draft, SchemaFile


@dataclass(frozen=True, slots=True)
class Rule:
    """A codified requirement as terms over a complete declaration.

    Attributes:
        file: where it stands.
        requirement: what it says.
        applies: scope and trigger.
        trigger: when it applies, given the scope.
        duty: what it then asks.
    """

    file: SchemaFile
    requirement: Requirement
    applies: Term
    trigger: Term
    duty: Term

    @property
    def pointer(self) -> str:
        """Where it stands in its file."""
        return f"/$defs/{escape(self.requirement.slug)}"

    @property
    def met(self) -> Term:
        """It applies, and its duty is met."""
        return conjunction(self.applies, self.duty)

    @property
    def violated(self) -> Term:
        """It applies, and its duty is not met."""
        return conjunction(self.applies, negation(self.duty))

    @property
    def kept(self) -> Term:
        """If it applies, its duty is met."""
        return implication(self.applies, self.duty)


@lru_cache(maxsize=1)
def lowered(draft: Draft) -> tuple[tuple[SchemaFile, ...], Lowering]:
    """Return the files of facts, then of regimes, whose own content and whose references are without defects, and their terms."""
    from referencing import Registry
    from referencing.jsonschema import DRAFT202012, SchemaRegistry

    from conformance.logic.lower import Lowering

    spoiled = unsound(draft)
    sound = [file for folder in ("facts", "regimes") for file in draft.within(folder) if file.name not in spoiled]
    registry: SchemaRegistry = Registry()
    lowering = Lowering(registry.with_resources((file.uri, DRAFT202012.create_resource(file.data)) for file in sound))
    return tuple(file for file in sound if not {name for name, _ in reached(draft, file, file.data)} & spoiled), lowering


@lru_cache(maxsize=1)
def rules(draft: Draft) -> Mapping[str, tuple[Rule, ...]]:
    """Return the rules of each regime, for files whose own content and whose references are without defects."""
    files, lowering = lowered(draft)

    def term(schema: Schema, uri: str) -> Term:
        return (TRUE if schema else FALSE) if isinstance(schema, bool) else lowering.lower({"$ref": uri})

    found = {}
    for file in files:
        if not file.name.startswith("regimes/"):
            continue
        regime: Regime = draft.catalogue.regimes[file.name.removeprefix("regimes/").removesuffix(".json")]
        scope = term(regime.scope, f"{regime.uri}#/if")
        found[regime.id] = tuple(
            Rule(file, each, conjunction(scope, trigger), trigger, term(each.duty, f"{each.uri}/then"))
            for each in regime.codified
            for trigger in (term(each.trigger, f"{each.uri}/if"),)
        )
    return found


def contemporary(one: Requirement, other: Requirement) -> bool:
    """Tell whether there may be a day on which both are in force; one without dates may be in force on any."""
    return any(_overlap(window, beside) for window in one.in_force.windows for beside in other.in_force.windows)


def _overlap(one: Window, other: Window) -> bool:
    def before(first: Window, second: Window) -> bool:
        return first.to is not None and second.from_ is not None and first.to < second.from_

    return not before(one, other) and not before(other, one)


def duplicates(draft: Draft) -> Iterator[Flaw]:
    """Find requirements of one regime with equal triggers and equal duties."""
    for each in rules(draft).values():
        first: dict[tuple[Term, Term], list[Rule]] = {}
        for rule in each:
            alike = first.setdefault((rule.trigger, rule.duty), [])
            twin = next((other for other in alike if contemporary(other.requirement, rule.requirement)), None)
            if twin is not None:
                what = f"{rule.requirement.id} has the trigger and the duty of {twin.requirement.id}"
                yield Flaw(rule.file, rule.pointer, what, "merge the two and name both clauses, or say in what they differ")
            alike.append(rule)


def twins(draft: Draft) -> Iterator[Flaw]:
    """Find facts and conditions that test what another one tests, wherever it stands."""
    files, lowering = lowered(draft)
    first: dict[Term, str] = {}
    for file in files:
        scope = file.data.get("if")
        for name, body in file.definitions.items():
            if not isinstance(body, dict) or "requirement" in body or scope == {"$ref": f"#/$defs/{escape(name)}"}:
                continue
            term = lowering.lower({"$ref": f"{file.uri}#/$defs/{escape(name)}"})
            twin = first.setdefault(term, f"{name} of {file.name}")
            if twin != f"{name} of {file.name}":
                what = f"{name} asks the same as {twin}"
                mend = "refer to one of them; what two regimes ask stands in facts/"
                yield Flaw(file, f"/$defs/{escape(name)}", what, mend)


def met_by_silence(draft: Draft) -> Iterator[Flaw]:
    """Find duties that a declaration without any statement meets."""
    from conformance.logic.evidence import interpreter

    judge, claims = interpreter(), claimed(draft)
    for each in rules(draft).values():
        for rule in each:
            if speaks_of_claims(rule.duty, claims) or presupposes_claim(rule.trigger, claims):
                continue
            if rule.duty is not TRUE and judge(rule.duty, {}, "", None) is True:
                what = f"an empty declaration meets the duty of {rule.requirement.id}"
                yield Flaw(rule.file, f"{rule.pointer}/then", what, "ask for the field to be stated, and then for its value")


def fact(name: str) -> dict[str, str]:
    """Return a reference to a fact of the folder of the examples."""
    return {"$ref": f"../facts/system.json#/$defs/{name}"}


def another(trigger: object, duty: object) -> tuple[Edit, ...]:
    """Return the edits that give the regime of the examples the requirement ``art-9``."""
    about = {
        "clause": "Art. 9",
        "level": "shall",
        "dutyHolder": ["provider"],
        "inForce": {"from": "2026-02-01", "to": None},
        "axes": ["ethical-framework"],
        "checkability": "full",
        "source": "S1",
        "confidence": "high",
    }
    body = {"title": "Another", "description": "An example.", "requirement": about, "if": trigger, "then": duty}
    asked = [{"$ref": f"#/$defs/{each}"} for each in ("art-1", "art-2", "art-9")]
    return Edit(ACT, "/$defs/art-9", body), Edit(ACT, "/then/allOf", asked)


CHECKS = (
    Check(
        code="twin-condition",
        title="The same test under two names",
        severity=Severity.WARNING,
        why="the two will come to be read as different questions, and are mended in one place only",
        explanation=(
            "No two facts, and no two conditions of the same or of different regimes, have equal tests, however they are "
            "written. The scope of a regime is spared: many regimes bind in the same country."
        ),
        example=(
            Edit(ACT, "/$defs/names-languages", {"title": "Again", "description": "An example.", **fact("states-languages")}),
            Edit(ACT, "/$defs/art-1/then", {"$ref": "#/$defs/names-languages"}),
        ),
        find=twins,
        stage=Stage.TERMS,
    ),
    Check(
        code="duplicate-requirement",
        title="The same requirement twice",
        severity=Severity.ERROR,
        why="it is counted twice, and mended in one place only",
        explanation=(
            "No two requirements of a regime that may be in force on the same day have equal triggers and equal duties, "
            "however they are written."
        ),
        example=another(fact("generates-content"), fact("states-languages")),
        find=duplicates,
        stage=Stage.TERMS,
    ),
    Check(
        code="duty-met-by-silence",
        title="Duty that an empty declaration meets",
        severity=Severity.WARNING,
        why="a plain validator lets a declaration pass that says nothing",
        explanation=(
            "No duty holds of a declaration without any statement: *not X* is met by whoever does not speak of X. Two kinds are "
            "spared, by the fields that the declaration format marks with `claim`. A duty that looks at claims alone: what is "
            "not claimed is not relied on. And a requirement whose trigger asks that something is claimed: it compares the claim "
            "with the facts, and asks that the derived class does *not* hold, which cannot be written otherwise; `conformance "
            "check` judges it as undeclared, not as met, while facts are missing."
        ),
        example=(Edit(ACT, "/$defs/art-1/then", {"not": fact("ranks-content")}),),
        find=met_by_silence,
        stage=Stage.TERMS,
    ),
)
