"""Whether a document is a declaration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.declarations.date_problems import date_problems
from conformance.declarations.form import declaration_validator
from conformance.declarations.refusals import Problem, in_text_order
from conformance.declarations.statement_problems import statement_problems

if TYPE_CHECKING:
    from conformance.declarations.documents import Document
    from conformance.declarations.limits import Limits


def problems_of(document: Document, file: str, limits: Limits) -> tuple[Problem, ...]:
    """Return what keeps ``document`` from being a declaration, in the order of the text; nothing when it is one.

    Args:
        document: a document as it was read.
        file: the source's name for messages.
        limits: how many problems are told.
    """
    found = list(date_problems(document.data, document.positions, file))
    if declaration_validator().is_valid(document.data):
        found += statement_problems(document.data, document.positions, file)
    else:
        from conformance.declarations.schema_problems import schema_problems

        # One place is told once: a date beyond the calendar may break the pattern as well.
        told = {problem.pointer for problem in found}
        others = schema_problems(document.data, document.positions, file, limits.problems)
        found += (other for other in others if other.pointer not in told)
    return in_text_order(found, limits.problems)
