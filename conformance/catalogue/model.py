"""The catalogue's nouns: regimes, their requirements, the shared facts, the axes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import UnknownNameError

if TYPE_CHECKING:
    from datetime import date

Schema = bool | Mapping[str, Any]
"""A JSON Schema 2020-12 value: an object or a boolean."""


class Level(StrEnum):
    """How strongly a requirement binds, in the sense of RFC 2119."""

    SHALL = "shall"
    SHOULD = "should"
    MAY = "may"

    @property
    def rank(self) -> int:
        """0 for shall, 1 for should, 2 for may: the lower, the stronger."""
        return RANKS[self]

    def includes(self, other: Level) -> bool:
        """Tell whether a judgement at this level takes requirements of the other level into account."""
        return other.rank <= self.rank


RANKS: Mapping[Level, int] = {level: rank for rank, level in enumerate(Level)}


@dataclass(frozen=True, slots=True)
class Window:
    """The days on which a requirement is in force, both ends included.

    Attributes:
        from_: first day, or None when no date of entry into force is set.
        to: last day, or None when no end is set.
    """

    from_: date | None
    to: date | None = None


@dataclass(frozen=True, slots=True)
class Variant:
    """Another window for declarations that meet a condition, e.g. a transition period.

    Attributes:
        condition: schema over the judged document.
        window: the days in force when the condition holds.
        reason: why the window differs, in words.
    """

    condition: Schema
    window: Window
    reason: str


@dataclass(frozen=True, slots=True)
class Stay:
    """The days on which a requirement is suspended, both ends included, e.g. by a court or by a later act.

    Attributes:
        from_: first day.
        to: last day, or None while its end is open.
        reason: who stayed it and why, in words.
    """

    from_: date
    to: date | None
    reason: str

    def contains(self, day: date) -> bool:
        """Tell whether the requirement is suspended on that day."""
        return self.from_ <= day and (self.to is None or day <= self.to)


@dataclass(frozen=True, slots=True)
class InForce:
    """When a requirement is in force.

    Attributes:
        default: the days on which it is, where no variant counts.
        variants: other windows; the first whose condition holds counts.
        stay: its suspension; on these days no window counts.
    """

    default: Window
    variants: tuple[Variant, ...] = ()
    stay: Stay | None = None

    @property
    def dated(self) -> bool:
        """Whether any date of entry into force is set at all."""
        return self.default.from_ is not None or any(v.window.from_ is not None for v in self.variants)

    @property
    def windows(self) -> tuple[Window, ...]:
        """The default window and those of the variants."""
        return (self.default, *(variant.window for variant in self.variants))

    def stayed_on(self, day: date) -> bool:
        """Tell whether the requirement is suspended on that day."""
        return self.stay is not None and self.stay.contains(day)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text of a regime was read: an id used by its requirements, a title, an address if there is one."""

    id: str
    title: str
    url: str | None


@dataclass(frozen=True, slots=True)
class Requirement:
    """One clause of a regime as *if the trigger holds, then the duty must*.

    Attributes:
        id: ``<regime>/<slug>``, stable.
        title: a few words.
        description: what is asked, in this project's words.
        clause: where the source says so, in the source's own numbering.
        level: how strongly it binds.
        duty_holders: roles that bear the duty, e.g. ``provider``.
        in_force: when.
        axes: axis ids it bears on.
        checkability: ``full``, ``partial`` or ``none``: how much of it a declaration can show.
        source: id of a source of the regime.
        confidence: ``high``, ``medium`` or ``low``: how sure the reading of the source is.
        note: what the codification leaves out, or None.
        uncodified: why no declaration can show it, or None for a codified requirement.
        trigger: schema over the judged document; True when it always applies.
        duty: schema over the judged document.
        uri: absolute URI of the requirement inside its schema file; relative references start from it.
    """

    id: str
    regime_id: str
    slug: str
    title: str
    description: str
    clause: str
    level: Level
    duty_holders: tuple[str, ...]
    in_force: InForce
    axes: tuple[str, ...]
    checkability: str
    source: str
    confidence: str
    note: str | None
    uncodified: str | None
    trigger: Schema
    duty: Schema
    uri: str

    @property
    def codified(self) -> bool:
        """Whether a declaration can be judged against it."""
        return self.uncodified is None


@dataclass(frozen=True)
class Regime:
    """A law, standard, code or set of candidate requirements.

    Attributes:
        id: short kebab-case id, the name of its file.
        jurisdiction: ISO 3166-1 alpha-2 code, ``EU`` or ``INT``.
        kind: ``law``, ``regulation``, ``standard``, ``guidance``, ``voluntary-code`` or ``proposal``.
        instrument: the legal act or document.
        status_as_of: the day on which its state was read.
        scope: schema over the judged document: whom the regime reaches.
        requirements: in the order of the file, uncodified ones included.
        uri: absolute URI of its schema file.
        sha256: digest of the file's bytes, in hexadecimal.
    """

    id: str
    title: str
    description: str
    jurisdiction: str
    kind: str
    instrument: str
    status_as_of: date
    notes: str
    sources: tuple[Source, ...]
    scope: Schema
    requirements: tuple[Requirement, ...]
    uri: str
    sha256: str

    @cached_property
    def codified(self) -> tuple[Requirement, ...]:
        """The requirements a declaration can be judged against."""
        return tuple(r for r in self.requirements if r.codified)

    @cached_property
    def candidate(self) -> bool:
        """Whether no requirement of it has a date of entry into force: a proposal, bill, draft or unratified treaty."""
        return not any(r.in_force.dated for r in self.requirements)

    def source(self, requirement: Requirement) -> Source | None:
        """Return the source a requirement of this regime was read in, or None when the file does not name it."""
        return next((s for s in self.sources if s.id == requirement.source), None)


@dataclass(frozen=True, slots=True)
class Fact:
    """A named yes/no question about a declaration.

    Attributes:
        id: kebab-case id, unique among all facts.
        section: the file it stands in, e.g. ``transparency``.
        schema: the question as a schema over the judged document.
        uri: absolute URI by which requirements refer to it.
    """

    id: str
    section: str
    title: str
    description: str
    schema: Schema
    uri: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A theme that requirements bear on: one of the four central axes, or one of the 13 points of the action plan.

    Attributes:
        asks: what it asks of an AI system and those who answer for it.
        central: whether it is one of the four at the centre of the work.
    """

    id: str
    title: str
    asks: str
    central: bool


T = TypeVar("T")


class Shelf(Mapping[str, T]):
    """A read-only mapping that reads each value when it is first asked for and keeps it."""

    __slots__ = ("_held", "_kind", "_list", "_listed", "_read")

    def __init__(self, kind: str, list_names: Callable[[], tuple[str, ...]], read: Callable[[str], T]) -> None:
        self._kind = kind
        self._list = list_names
        self._listed: tuple[str, ...] | None = None
        self._read = read
        self._held: dict[str, T] = {}

    @property
    def _names(self) -> tuple[str, ...]:
        if self._listed is None:
            self._listed = self._list()
        return self._listed

    def __getitem__(self, name: str) -> T:
        if name not in self._held:
            if name not in self._names:
                raise KeyError(name)
            self._held[name] = self._read(name)
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def find(self, name: str) -> T:
        """Return the value of that name.

        Raises:
            UnknownNameError: there is none; it carries the nearest names.
        """
        if name not in self._names:
            raise UnknownNameError(self._kind, name, self._names)
        return self[name]


class Catalogue:
    """Everything the schemas codify. Regimes are read one by one, when they are asked for.

    Attributes:
        regimes: regime id → :class:`Regime`, in alphabetical order of ids.
        facts: fact id → :class:`Fact`.
        axes: axis id → :class:`Axis`, the central ones first, then the points in the order of the plan.
        documents: schema path (``regimes/eu-ai-act.json``) → parsed file, for resolving references.
    """

    __slots__ = ("_facts_digest", "axes", "documents", "facts", "regimes")

    def __init__(
        self,
        regimes: Shelf[Regime],
        facts: Shelf[Fact],
        axes: Shelf[Axis],
        documents: Shelf[Mapping[str, Any]],
        facts_digest: Callable[[], str],
    ) -> None:
        self._facts_digest = facts_digest
        self.regimes = regimes
        self.facts = facts
        self.axes = axes
        self.documents = documents

    def requirement(self, id: str) -> Requirement:
        """Return the requirement of that id, e.g. ``eu-ai-act/art-50-2``.

        Raises:
            UnknownNameError: the regime or the requirement does not exist; it carries the nearest ids.
        """
        regime_id, _, _ = id.partition("/")
        if regime_id in self.regimes:
            regime = self.regimes[regime_id]
            found = next((r for r in regime.requirements if r.id == id), None)
            if found is not None:
                return found
            # The name of a regime alone is like the names of all its requirements.
            known = () if id.rstrip("/") == regime_id else (r.id for r in regime.requirements)
            raise UnknownNameError("requirement", id, known)
        raise UnknownNameError("requirement", id, (r.id for g in self.regimes.values() for r in g.requirements))

    def select(self, ids: tuple[str, ...] | None) -> tuple[Regime, ...]:
        """Return the named regimes in alphabetical order, or all of them for None.

        Raises:
            UnknownNameError: one of the ids does not exist.
        """
        return tuple(self.regimes.find(id) for id in (self.regimes if ids is None else sorted(set(ids))))

    def digest(self, regimes: Iterable[Regime]) -> str:
        """Return a SHA-256 digest, in hexadecimal, of the schema files that these regimes and all facts stand in."""
        return sha256(" ".join([self._facts_digest(), *(regime.sha256 for regime in regimes)]).encode()).hexdigest()
