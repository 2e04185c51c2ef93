"""Proofs about schemas: satisfiable, entailed, equivalent, disjoint. Needs the extra ``prove`` (Z3)."""

from conformance.logic.prove.questions import Decision, Disagreement, Questions, disjoint, entails, equivalent, satisfiable

__all__ = ["Decision", "Disagreement", "Questions", "disjoint", "entails", "equivalent", "satisfiable"]
