"""One declaration under examination: its verdicts, and for each the places in its source that it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from conformance.catalogue import Catalogue
from conformance.declarations import Declaration, Judged
from conformance.declarations.derivation_plan import AGE, BEFORE_PLACING, REACH
from conformance.declarations.form import declaration_form

from .grounds import Grounds, Reader, all_of
from .model import Status, Verdict

PRIMARY = {
    Status.PASS: "demands",
    Status.FAIL: "demands",
    Status.UNDECLARED: "demands",
    Status.UNDETERMINED: "applies",
    Status.NOT_APPLICABLE: "applies",
    Status.NOT_IN_FORCE: "applies",
    Status.WAIVED: "demands",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A place of a declaration's source.

    Attributes:
        pointer: JSON Pointer into the judged document.
        line: from 1; for something missing, where its nearest ancestor stands.
        column: in characters, from 1.
        remark: how the value came about when the source does not state it, or why it is withheld; ``""`` otherwise.
    """

    pointer: str
    line: int
    column: int
    remark: str


@dataclass(frozen=True, slots=True)
class Basis:
    """What a verdict rests on.

    Attributes:
        applies: the grounds of whether it applies, scope included.
        demands: the grounds of whether what it asks holds.
    """

    applies: Grounds
    demands: Grounds


@dataclass(frozen=True, slots=True)
class Examination:
    """A declaration with its verdicts and access to what they rest on.

    Attributes:
        declaration: as it was read.
        judged: as it was judged.
        verdicts: in the order of the catalogue.
    """

    declaration: Declaration
    judged: Judged
    verdicts: tuple[Verdict, ...]
    reader: Reader = field(repr=False, compare=False)
    scopes: Mapping[str, tuple[object, str]] = field(repr=False, compare=False)

    @property
    def key(self) -> str:
        """The file, with ``#n`` for the n-th declaration of a file after the first."""
        index = self.declaration.index
        return f"{self.declaration.file}#{index + 1}" if index else self.declaration.file

    def basis(self, verdict: Verdict) -> Basis:
        """Return what a verdict of this declaration rests on."""
        requirement = verdict.requirement
        scope, base = self.scopes[requirement.regime_id]
        applies = all_of([self.reader.read(scope, base), self.reader.read(requirement.trigger, requirement.uri)])  # type: ignore[arg-type]
        return Basis(applies, self.reader.read(requirement.duty, requirement.uri))

    def grounds(self, verdict: Verdict) -> Grounds:
        """Return the part of the basis that a reader of the verdict looks for first."""
        basis = self.basis(verdict)
        primary = basis.applies if PRIMARY[verdict.status] == "applies" else basis.demands
        return primary if primary.missing or primary.rests_on else basis.applies

    def places(self, pointers: Iterable[str]) -> tuple[Place, ...]:
        """Return where in the source the pointers lead, in the order of the source."""
        return tuple(sorted(self._places(pointers), key=lambda place: (place.line, place.column, place.pointer)))

    def _places(self, pointers: Iterable[str]) -> Iterator[Place]:
        for pointer in pointers:
            line, column = self.declaration.positions.of(source_pointer(pointer))
            yield Place(pointer, line, column, self._remark(pointer))

    def _remark(self, pointer: str) -> str:
        if pointer in self.judged.derived:
            return self.judged.derived[pointer]
        above = pointer.removesuffix("/-")
        while above:
            if above in self.judged.withheld:
                return f"withheld: {self.judged.withheld[above]}"
            above = above.rpartition("/")[0]
        return ""


def examine(declaration: Declaration, judged: Judged, verdicts: Iterable[Verdict], catalogue: Catalogue) -> Examination:
    """Put a declaration and its verdicts together."""
    found = tuple(verdicts)
    regimes = {v.requirement.regime_id: catalogue.regimes[v.requirement.regime_id] for v in found}
    scopes = {id: (regime.scope, regime.uri) for id, regime in regimes.items()}
    return Examination(declaration, judged, found, Reader(catalogue, judged, open_lists()), scopes)


def source_pointer(pointer: str) -> str:
    """Return the pointer of the stated field that a derived field comes from, or the pointer itself.

    >>> source_pointer("/governance/policies/0/reviewed_on_age_days")
    '/governance/policies/0/reviewed_on'
    """
    parent, _, name = pointer.rpartition("/")
    if name == REACH and parent.startswith("/markets"):
        return f"{parent}/jurisdiction"
    if pointer.startswith("/markets/") and f"/{REACH}/" in pointer:
        return pointer.partition(f"/{REACH}/")[0] + "/jurisdiction"
    for suffix in (AGE, BEFORE_PLACING):
        if name.endswith(suffix):
            return f"{parent}/{name.removesuffix(suffix)}"
    return pointer.removesuffix("/-")


@cache
def open_lists() -> frozenset[str]:
    """Return the lists that may hold more than they name: those the declaration format does not call exhaustive."""
    return frozenset(
        "/" + path.replace("[]", "").replace(".", "/")
        for path, schema in declaration_form().fields()
        if schema.get("type") == "array" and not schema.get("exhaustive")
    )
