"""How two requirements stand to each other: the set-theory relationship types of NIST IR 8477, conflict, and preclusion.

The direction is said once, here. *A subset of B*, of two duties, means that B asks for all that A asks for: **who meets B
meets A** (NIST IR 8477: every part of A's concept is in B's concept). *A subset of B*, of two triggers, means that A applies in
a part of the situations in which B applies: **where A applies B applies**. The first is about what is asked, the second about
when.

A *conflict* of A and B: both can apply to one system, and no declaration meets both while both still apply. *A precludes B*: both
can apply to one system, but to one that meets A, B does not apply. That is no conflict: whoever meets A owes B nothing more.
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


class Preclusion(StrEnum):
    """Whether meeting one requirement, where it applies, means that the other does not apply, though both can apply at first."""

    PRECLUDES = "precludes"
    PRECLUDED = "precluded by"
    MUTUAL = "preclude each other"

    @property
    def inverse(self) -> Preclusion:
        """The preclusion of B and A where this is that of A and B."""
        turned = {Preclusion.PRECLUDES: Preclusion.PRECLUDED, Preclusion.PRECLUDED: Preclusion.PRECLUDES}
        return turned.get(self, self)


@dataclass(frozen=True, slots=True)
class Pair:
    """How two requirements relate; ``None`` where the prover could not tell, with the reason.

    Attributes:
        one, other: ids of the requirements, in the order of the catalogue.
        triggers: the relation of the situations in which they apply, scopes left aside.
        duties: the relation of what they ask; ``conflict`` if both can apply to one system and then cannot both be met.
        preclusion: whether meeting one means that the other does not apply; ``None`` as well if it means no such thing.
        reason: why a relation stays open.
    """

    one: str
    other: str
    triggers: Relation | None
    duties: Relation | None
    preclusion: Preclusion | None = None
    reason: str = ""

    @property
    def related(self) -> bool:
        """Whether there is anything to tell: their duties are related, one precludes the other, or it stayed open."""
        return self.duties is not Relation.NONE or self.preclusion is not None

    @property
    def inverse(self) -> Pair:
        """How the second relates to the first."""
        return Pair(
            self.other,
            self.one,
            self.triggers and self.triggers.inverse,
            self.duties and self.duties.inverse,
            self.preclusion and self.preclusion.inverse,
            self.reason,
        )


class Undecided(Exception):
    """The prover could not settle a question; ``str()`` says why."""
