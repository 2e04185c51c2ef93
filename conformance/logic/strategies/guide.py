"""What is asked of every document of a kind, told place by place, so that only the places that are built are looked at."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from conformance.logic.terms import TRUE, Term

if TYPE_CHECKING:
    from conformance.logic.values import Json


@dataclass(frozen=True, slots=True)
class Link:
    """Members of an object that follow from another member of it.

    Attributes:
        source: the member that they follow from.
        derived: their names.
        follow: computes their values from the source's; names left out are absent.
        candidates: values for the source worth trying, the plainest first, given what is asked of each member by name.
    """

    source: str
    derived: tuple[str, ...]
    follow: Callable[[Json], Mapping[str, Json]]
    candidates: Callable[[Mapping[str, Term]], Iterable[Json]]


@dataclass(frozen=True, slots=True)
class Guide:
    """What is asked of the value at one place, besides the term that it is built for.

    Attributes:
        local: a term that looks no deeper than at names of members and the number of items.
        members: guides for members by name; a member without one may be anything.
        items: the guide for items.
        links: which members follow from which.
        examples: values that are preferred where they fit.
    """

    local: Term = TRUE
    members: Mapping[str, Guide] = field(default_factory=dict)
    items: Guide | None = None
    links: tuple[Link, ...] = ()
    examples: tuple[Json, ...] = ()

    def below(self, path: tuple[str | int, ...]) -> Guide:
        """Return the guide for a place below."""
        here = self
        for step in path:
            here = (here.items or ANYTHING) if isinstance(step, int) else here.members.get(step, ANYTHING)
        return here


ANYTHING = Guide()
