"""Looking for a declaration that meets many demands at once: those it breaks are added one round after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from conformance.logic.build import conjunction
from conformance.logic.evaluate import compile as compile_terms
from conformance.logic.prove.decide import Prover
from conformance.suite.format import form_of

from .known import with_known

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from conformance.logic.terms import Path, Term
    from conformance.logic.values import Json

MOST_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Found:
    """What came of a search.

    Attributes:
        possible: whether some document meets all demands; ``None`` if that stays open.
        document: such a document.
        among: when impossible, the names of demands that cannot be met together; not yet the fewest.
        reason: why it stays open.
    """

    possible: bool | None
    document: Json = None
    among: tuple[str, ...] = ()
    reason: str = ""


class Search:
    """Decides whether demands can be met together by a document that keeps to the declaration format.

    Args:
        demands: strict terms by name.
        as_of: the day of judgement.
        seconds: the prover's time for one question.
        known: values that every document has, by their paths.
    """

    def __init__(self, demands: Mapping[str, Term], as_of: date, seconds: float, known: Mapping[Path, Json]) -> None:
        left = {name: with_known(term, known) for name, term in demands.items()}
        places = {f"the format of {shape}": term for shape, term in form_of(left.values(), as_of).items()}
        self._demands = {**left, **places}
        self._places = frozenset(places)
        self._prover = Prover(seconds)
        self._evaluate = compile_terms(self._demands, cache=False)

    def broken(self, document: Json) -> tuple[str, ...]:
        """Return the names of the demands that a document does not meet, the format's among them."""
        return tuple(name for name, met in zip(self._evaluate.names, self._evaluate(document), strict=True) if not met)

    def within(self, names: Iterable[str], first: Iterable[str] = ()) -> Found:
        """Look for a document that meets the named demands.

        Args:
            names: the demands.
            first: those of them that the first question includes; others are added when a document does not meet them.
        """
        wanted = self._places | set(names)
        made = [name for name in first if name in wanted]
        for _ in range(MOST_ROUNDS):
            answer = self._prover.satisfy(conjunction(*(self._demands[name] for name in made)))
            if answer.satisfiable is None:
                return Found(None, reason=answer.reason)
            if not answer.satisfiable:
                return Found(False, among=tuple(name for name in made if name not in self._places))
            further = [name for name in self.broken(answer.witness) if name in wanted and name not in made]
            if not further:
                return Found(True, answer.witness)
            made += further
        return Found(None, reason=f"no end after {MOST_ROUNDS} rounds")
