"""Which faults are none: the prover shows that no declaration tells the requirement from its faulty variant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.logic.build import conjunction

from .faults import differences
from .format import form_of

if TYPE_CHECKING:
    from .bench import Bench
    from .faults import Fault

SECONDS = 5.0
"""The prover's time for one question."""


class Equivalence:
    """Proves that faults are none. Needs the extra ``prove``.

    What is proved holds of every declaration that keeps to the declaration format and marks no list as incomplete, on the day
    on which the requirement's cases are judged.
    """

    def __init__(self) -> None:
        from conformance.logic.prove.decide import Prover

        self._prover = Prover(SECONDS)

    def is_proved(self, bench: Bench, fault: Fault) -> bool:
        """Tell whether no declaration gets another verdict from the faulty requirement than from the right one."""
        for goal in differences(bench, fault):
            asked = conjunction(goal, *form_of([goal], bench.as_of).values())
            if self._prover.satisfy(asked).satisfiable is not False:
                return False
        return True
