"""Z3, or the error that says how to get it: the one place where the prover's extra is imported."""

from conformance.errors import ConformanceError


class ProverMissing(ConformanceError):
    """Something has to be proved, and Z3 is not installed."""

    def __str__(self) -> str:
        return "relations are proved with Z3, which is not installed; mend it with: pip install 'ai-conformance[prove]'"


try:
    import z3
except ModuleNotFoundError as error:
    if error.name != "z3":
        raise
    raise ProverMissing from None

__all__ = ["ProverMissing", "z3"]
