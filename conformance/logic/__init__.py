"""The formal core: JSON Schema as formulas. Knows nothing of AI or law.

* `compile`: many schemas to one generated function; `holds`: one schema, one value.
* ``conformance.logic.evidence``: the truth of one schema, with the places in the document that it rests on.
* ``conformance.logic.lower``: a JSON Schema 2020-12 to a term, the small algebra of ``conformance.logic.terms``.
"""

from conformance.logic.evaluate import Evaluator, compile, holds  # noqa: A004  # the word of Python and of every validator
from conformance.logic.values import Json, Reading, Schema, SchemaError, Truth

__all__ = ["Evaluator", "Json", "Reading", "Schema", "SchemaError", "Truth", "compile", "holds"]
