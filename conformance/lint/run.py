"""All checks, and running them over a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import enumerations, facts, files, proofs, regimes, registers, rules
from .model import Check, Finding, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .draft import Draft
    from .model import Flaw

CHECKS: tuple[Check, ...] = (
    *files.CHECKS,
    *regimes.CHECKS,
    *facts.CHECKS,
    *enumerations.CHECKS,
    *rules.CHECKS,
    *proofs.CHECKS,
    *registers.CHECKS,
)
"""Every check, the cheapest first."""


def lint(draft: Draft, *, prove: bool = True) -> tuple[Finding, ...]:
    """Run the checks over a draft.

    Args:
        draft: the folder; its registers are compared when it has any.
        prove: whether to run the checks that need the prover.

    Returns:
        The findings, by file and place. Files with defects of their own are not looked at as formulas.
    """
    chosen = (check for check in CHECKS if prove or check.stage is not Stage.PROOF)
    found = {finding for check in chosen for finding in _findings(check, check.find(draft))}
    return tuple(sorted(found, key=lambda each: (each.file, each.line, each.column, each.code, each.what)))


def _findings(check: Check, flaws: Iterable[Flaw]) -> Iterable[Finding]:
    for flaw in flaws:
        line, column = flaw.file.document.positions.of(flaw.pointer, flaw.part)
        yield Finding(check.code, check.severity, flaw.file.path, line, column, flaw.pointer, flaw.what, check.why, flaw.mend)
