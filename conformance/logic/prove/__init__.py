"""Proofs about schemas: satisfiable, entailed, equivalent, disjoint. Needs the extra ``prove`` (Z3), loaded when first used."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.logic.prove.questions import (
        Decision,
        Disagreement,
        Questions,
        disjoint,
        entails,
        equivalent,
        satisfiable,
    )

__all__ = ["Decision", "Disagreement", "Questions", "disjoint", "entails", "equivalent", "satisfiable"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("conformance.logic.prove.questions"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
