"""How two requirements stand to each other: the set-theory relationship types of NIST IR 8477, and conflict.

The direction is said once, here. *A subset of B*, of two duties, means that B asks for all that A asks for: **who meets B
meets A** (NIST IR 8477: every part of A's concept is in B's concept). *A subset of B*, of two triggers, means that A applies in
a part of the situations in which B applies: **where A applies B applies**. The first is about what is asked, the second about
when.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """One of the five relationship types of NIST IR 8477, or ``conflict``."""

    EQUAL = "equal"
    SUBSET = "subset of"
    SUPERSET = "superset of"
    INTERSECTS = "intersects with"
    NONE = "no relationship"
    CONFLICT = "conflict"

    @property
    def inverse(self) -> Relation:
        """The relation of B to A where this is the relation of A to B."""
        return {Relation.SUBSET: Relation.SUPERSET, Relation.SUPERSET: Relation.SUBSET}.get(self, self)

    def then(self, following: Relation) -> frozenset[Relation]:
        """Return the relations that A may have to C where this is A's to B and ``following`` is B's to C.

        Only what containment settles is ruled out; whether things *intersect* does not compose.
        """
        if self is Relation.EQUAL:
            return frozenset({following})
        if following is Relation.EQUAL:
            return frozenset({self})
        if self is following and self in (Relation.SUBSET, Relation.SUPERSET):
            return frozenset({self})
        return frozenset(Relation)


@dataclass(frozen=True, slots=True)
class Pair:
    """How two requirements relate; ``None`` where the prover could not tell, with the reason.

    Attributes:
        one, other: ids of the requirements, in the order of the catalogue.
        triggers: the relation of the situations in which they apply, scopes left aside.
        duties: the relation of what they ask; ``conflict`` if both can apply to one system and then cannot both be met.
    """

    one: str
    other: str
    triggers: Relation | None
    duties: Relation | None
    reason: str = ""


class Undecided(Exception):
    """The prover could not settle a question; ``str()`` says why."""
