"""Checks that need a proof: can it ever apply, be met, be violated; does another requirement already ask for it, or forbid it.

A witness found for one question answers others: a declaration that meets the duty of one requirement and not that of another
shows that the first does not contain the second. Proofs are asked for only where no witness has answered, and comparisons start
with the duties, which are small beside the triggers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from conformance.catalogue import Level
from conformance.logic.build import conjunction, negation

from .claims import claimed, presupposes_claim
from .growth import may_clash, places, touch
from .model import Check, Flaw, Severity, Stage
from .rules import another, contemporary, fact, rules

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from conformance.catalogue import InForce
    from conformance.logic.evaluate import Evaluator
    from conformance.logic.prove.decide import Prover
    from conformance.logic.terms import Path, Term

    from .draft import Draft
    from .rules import Rule

SECONDS = 5.0
"""Time for one question; what is not settled by then is told as undecided."""


@dataclass(frozen=True, slots=True)
class Proved:
    """What was proved about the regimes of a draft, as flaws by the code of their check."""

    flaws: dict[str, list[Flaw]] = field(default_factory=dict)

    def tell(self, code: str, rule: Rule, what: str, mend: str, part: str = "") -> None:
        """Keep a flaw of a rule."""
        self.flaws.setdefault(code, []).append(Flaw(rule.file, rule.pointer + part, what, mend))


@lru_cache(maxsize=1)
def proved(draft: Draft) -> Proved:
    """Ask all questions about all regimes, once."""
    from conformance.logic.prove.decide import Prover

    result = Proved()
    for regime in draft.watch(sorted(rules(draft))):
        _Regime(rules(draft)[regime], claimed(draft), Prover(SECONDS), result).ask()
    return result


class _Regime:
    def __init__(self, each: Sequence[Rule], claims: frozenset[Path], prover: Prover, result: Proved) -> None:
        self._rules = each
        self._claiming = [presupposes_claim(rule.trigger, claims) for rule in each]
        self._prover = prover
        self._result = result
        self._duties = _compiled(each)
        self._places = [places(rule.duty) for rule in each]
        self._seen: dict[tuple[bool | None, ...], None] = {}

    def ask(self) -> None:
        """Ask all questions, and tell what is found."""
        sound = [n for n, rule in enumerate(self._rules) if self._can_be_met(rule) and self._can_be_violated(rule)]
        for place, n in enumerate(sound):
            for m in sound[:place]:
                if touch(self._places[n], self._places[m]):
                    self._ask_clash(n, m)
                    self._ask_implied(n, m)
                    self._ask_implied(m, n)

    def _can_be_met(self, rule: Rule) -> bool:
        if self._shown(rule.met, rule, "whether it can be met"):
            return True
        if self._refuted(rule.applies):
            what = f"{rule.requirement.id} never applies: its trigger, within the scope of the regime, cannot hold"
            self._result.tell("never-applies", rule, what, "look for parts of the trigger that exclude each other", "/if")
        elif self._refuted(rule.met):
            what = f"nothing can satisfy {rule.requirement.id}: where it applies, its duty cannot be met"
            self._result.tell(
                "unmeetable", rule, what, "look for parts of the duty that exclude each other or the trigger", "/then"
            )
        return False

    def _can_be_violated(self, rule: Rule) -> bool:
        if self._shown(rule.violated, rule, "whether it can be violated"):
            return True
        if self._refuted(rule.violated):
            what = f"nothing can violate {rule.requirement.id}: wherever it applies, its duty is met already"
            self._result.tell(
                "inviolable", rule, what, "ask for what the trigger does not already say, or leave it uncodified", "/then"
            )
        return False

    def _shown(self, term: Term, rule: Rule, question: str) -> bool:
        """Tell whether a declaration satisfies the term; when that stays open, it is told as a flaw."""
        answer = self._prover.satisfy(term)
        if answer.satisfiable is None:
            mend = "write it with keywords that can be reasoned about, or look at it yourself"
            self._result.tell("undecided", rule, f"{rule.requirement.id}: {question} stays open ({answer.reason})", mend)
        if answer.satisfiable:
            self._keep(answer.witness)
        return answer.satisfiable is True

    def _refuted(self, term: Term) -> bool:
        answer = self._prover.satisfy(term)
        if answer.satisfiable:
            self._keep(answer.witness)
        return answer.satisfiable is False

    def _keep(self, witness: Any) -> None:
        self._seen[self._duties(witness)] = None

    def _ask_clash(self, n: int, m: int) -> None:
        one, other = self._rules[n], self._rules[m]
        if not _both_bind(one, other) or not may_clash(self._places[n], self._places[m]):
            return
        if self._claiming[n] or self._claiming[m]:
            return
        if any(truths[n] and truths[m] for truths in self._seen):
            return
        if (
            self._refuted(conjunction(one.duty, other.duty))
            and not self._refuted(conjunction(one.applies, other.applies))
            # Where meeting one means that the other does not apply, nothing is asked that cannot be done.
            and not self._refuted(conjunction(one.met, other.applies))
            and not self._refuted(conjunction(other.met, one.applies))
        ):
            what = (
                f"{one.requirement.id} clashes with {other.requirement.id}: both can apply, and their duties exclude each other"
            )
            self._result.tell("clash", one, what, "narrow the trigger of one to where its clause prevails")

    def _ask_implied(self, n: int, m: int) -> None:
        """Tell whether n adds nothing to m: where n applies m does too, and the duty of m contains that of n."""
        rule, other = self._rules[n], self._rules[m]
        if not _stands_for(other, rule) or any(truths[m] and not truths[n] for truths in self._seen):
            return
        if self._refuted(conjunction(other.duty, negation(rule.duty))) and self._refuted(
            conjunction(rule.applies, negation(other.applies))
        ):
            what = f"{rule.requirement.id} is implied by {other.requirement.id}, which applies wherever it does and asks no less"
            self._result.tell("implied", rule, what, "merge the two, or say what this one asks beyond the other")


def _compiled(each: Sequence[Rule]) -> Evaluator:
    from conformance.logic.evaluate import compile as compile_terms

    return compile_terms({rule.requirement.id: rule.duty for rule in each}, reading="strict", cache=False)


def _stands_for(other: Rule, rule: Rule) -> bool:
    """Tell whether the other binds as strongly and as long, so that the rule would add nothing; equal ones are told elsewhere."""
    if (other.trigger, other.duty) == (rule.trigger, rule.duty):
        return False
    return rule.requirement.level.includes(other.requirement.level) and _covers(
        other.requirement.in_force, rule.requirement.in_force
    )


def _covers(other: InForce, one: InForce) -> bool:
    if other == one:
        return True
    if other.variants or one.variants or other.stay or other.default.from_ is None or one.default.from_ is None:
        return False
    ends = other.default.to is None or (one.default.to is not None and one.default.to <= other.default.to)
    return other.default.from_ <= one.default.from_ and ends


def _both_bind(one: Rule, other: Rule) -> bool:
    levels = {one.requirement.level, other.requirement.level}
    return Level.MAY not in levels and contemporary(one.requirement, other.requirement)


def _told(code: str) -> Callable[[Draft], Iterator[Flaw]]:
    def find(draft: Draft) -> Iterator[Flaw]:
        yield from proved(draft).flaws.get(code, ())

    return find


def both(*parts: object) -> dict[str, object]:
    """Return the schema that asks for all parts."""
    return {"allOf": list(parts)}


DOUBLED = {
    "type": "object",
    "required": ["system"],
    "properties": {
        "system": {"type": "object", "required": ["name"], "properties": {"name": {"type": "string", "pattern": r"^(.+)-\1$"}}}
    },
}
"""A name said twice: what a back reference asks is no regular language."""

CHECKS = (
    Check(
        code="never-applies",
        title="Trigger that can never hold",
        severity=Severity.ERROR,
        why="it binds nobody, and every declaration seems to conform to it",
        explanation=(
            "For each codified requirement there is a declaration in the scope of its regime for which the trigger holds."
        ),
        example=another(both(fact("generates-content"), {"not": fact("generates-content")}), fact("states-languages")),
        find=_told("never-applies"),
        stage=Stage.PROOF,
    ),
    Check(
        code="unmeetable",
        title="Requirement that nothing can satisfy",
        severity=Severity.ERROR,
        why="whoever it applies to fails, whatever they do",
        explanation="For each requirement that can apply there is a declaration to which it applies and that meets its duty.",
        example=another(fact("ranks-content"), both(fact("states-languages"), {"not": fact("states-languages")})),
        find=_told("unmeetable"),
        stage=Stage.PROOF,
    ),
    Check(
        code="inviolable",
        title="Requirement that nothing can violate",
        severity=Severity.ERROR,
        why="it asks for nothing, and counts as passed",
        explanation=(
            "For each requirement that can apply there is a declaration to which it applies and that does not meet its duty."
        ),
        example=another(both(fact("generates-content"), fact("states-languages")), fact("states-languages")),
        find=_told("inviolable"),
        stage=Stage.PROOF,
    ),
    Check(
        code="implied",
        title="Requirement that another one implies",
        severity=Severity.WARNING,
        why="it adds nothing while the other is in force",
        explanation=(
            "For no requirement is there another in the regime that applies wherever it does, whose duty contains its duty, "
            "and that binds at "
            "least as strongly (shall, should, may) and as long. A warning: a law may say a thing in general and again in "
            "particular."
        ),
        example=another(both(fact("generates-content"), fact("ranks-content")), fact("states-languages")),
        find=_told("implied"),
        stage=Stage.PROOF,
    ),
    Check(
        code="clash",
        title="Requirements that clash",
        severity=Severity.WARNING,
        why="whoever both apply to must break one of them",
        explanation=(
            "The duties of any two requirements of a regime, shall or should, that can apply together and may be in force on "
            "the same day can be met together, unless meeting one means that the other does not apply. Spared are requirements "
            "whose trigger asks that something is claimed, in a field that the declaration format marks with `claim`: whoever "
            "finds it in the way withdraws the claim."
        ),
        example=another(fact("generates-content"), both(fact("states-name"), {"not": fact("states-languages")})),
        find=_told("clash"),
        stage=Stage.PROOF,
    ),
    Check(
        code="undecided",
        title="Question that stays open",
        severity=Severity.WARNING,
        why="what is not proved may be one of the defects above",
        explanation=(
            f"Each question about a single requirement is settled within {SECONDS:g} seconds. Keywords outside the provable "
            "part of JSON Schema "
            "(`$dynamicRef`, patterns with back references) leave it open."
        ),
        example=another(fact("ranks-content"), both(fact("states-languages"), DOUBLED)),
        find=_told("undecided"),
        stage=Stage.PROOF,
    ),
)
