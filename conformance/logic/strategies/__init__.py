"""Terms and schemas turned round: Hypothesis strategies for the documents that satisfy them.

Documents are built, not found: a branch is taken at each disjunction, what it asks of each place is gathered, and a value is
made for each place. Every value is checked against the term before it is handed out.
"""

from conformance.logic.strategies.choices import Choices, Drawn, Plainest
from conformance.logic.strategies.documents import build, drawn, from_schema, from_term
from conformance.logic.strategies.failure import NotSatisfied
from conformance.logic.strategies.guide import Guide, Link

__all__ = ["Choices", "Drawn", "Guide", "Link", "NotSatisfied", "Plainest", "build", "drawn", "from_schema", "from_term"]
