"""The formal core: JSON Schema as formulas. Knows nothing of AI or law.

* `lower`: a JSON Schema 2020-12 to a term, the small algebra of ``conformance.logic.terms``.
* `compile`: many schemas to one generated function; `holds`: one schema, one value.
* `evidence`: the truth of one term, with the places in the document that it rests on.
"""

from conformance.logic.evaluate import Evaluator, compile, holds
from conformance.logic.evidence import Evidence, Reading, evidence
from conformance.logic.values import Json, Schema, SchemaError, Truth

__all__ = ["Evaluator", "Evidence", "Json", "Reading", "Schema", "SchemaError", "Truth", "compile", "evidence", "holds"]
