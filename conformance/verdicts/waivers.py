"""Waivers: reading them from a file, and telling which of them were of no use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from conformance.catalogue import Catalogue, UnknownNameError, load_catalogue
from conformance.declarations import pointers
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.text import decode
from conformance.declarations.yaml_reader import read_yaml
from conformance.errors import ConformanceError

from .model import Verdict, Waiver

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from conformance.declarations.documents import Document

SCHEMA = "waivers/waivers.json"


class WaiverError(ConformanceError):
    """A file of waivers cannot be used.

    Attributes:
        place: ``file`` or ``file:line:column``.
        pointer: JSON Pointer of the offending value, ``""`` for the file as a whole.
        problem: what is wrong and how to mend it.
    """

    def __init__(self, place: str, pointer: str, problem: str) -> None:
        super().__init__(place, pointer, problem)
        self.place = place
        self.pointer = pointer
        self.problem = problem

    def __str__(self) -> str:
        where = f" (at {self.pointer})" if self.pointer else ""
        return f"{self.place}: {self.problem}{where}"


@dataclass(frozen=True, slots=True)
class WaiverUse:
    """What became of the waivers in one run.

    Attributes:
        expired: those past their last day; they waived nothing.
        unused: those in time that no verdict called for.
    """

    expired: tuple[Waiver, ...]
    unused: tuple[Waiver, ...]


def read_waivers(path: Path, catalogue: Catalogue | None = None) -> tuple[Waiver, ...]:
    """Read waivers from a YAML or JSON file that follows ``schemas/waivers/waivers.json``.

    Args:
        path: the file.
        catalogue: where the requirements it names must stand; the shipped one by default.

    Raises:
        WaiverError: the file cannot be read, breaks the schema, or names a requirement that does not exist.
        Refusal: the file is not YAML.
    """
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise WaiverError(str(path), "", f"the waivers cannot be read: {problem.strerror}") from problem
    catalogue = load_catalogue() if catalogue is None else catalogue
    documents = list(read_yaml(decode(content, str(path), DEFAULT_LIMITS), str(path), DEFAULT_LIMITS))
    if len(documents) != 1:
        raise WaiverError(str(path), "", f"one document with a list `waivers` is expected, there are {len(documents)}")
    document = documents[0]
    if isinstance(document, ConformanceError):
        raise document
    _check_form(document, str(path), catalogue.documents[SCHEMA])
    return tuple(_waivers(document, str(path), catalogue))


def waiver_use(waivers: Sequence[Waiver], verdicts: Iterable[Verdict], as_of: date) -> WaiverUse:
    """Tell which waivers had expired and which no verdict of the run called for."""
    used = {verdict.waiver for verdict in verdicts}
    return WaiverUse(
        expired=tuple(w for w in waivers if not w.holds(as_of)),
        unused=tuple(w for w in waivers if w.holds(as_of) and w not in used),
    )


def _place(document: Document, path: str, pointer: str) -> str:
    line, column = document.positions.of(pointer)
    return f"{path}:{line}:{column}"


def _check_form(document: Document, path: str, schema: Mapping[str, Any]) -> None:
    from jsonschema import Draft202012Validator

    errors = sorted(Draft202012Validator(schema).iter_errors(document.data), key=lambda e: list(map(str, e.absolute_path)))
    if errors:
        pointer = pointers.join(errors[0].absolute_path)
        raise WaiverError(_place(document, path, pointer), pointer, errors[0].message)


def _waivers(document: Document, path: str, catalogue: Catalogue) -> Iterator[Waiver]:
    for index, entry in enumerate(document.data["waivers"]):
        at = f"/waivers/{index}"
        try:
            _check_name(entry["requirement"], catalogue)
        except UnknownNameError as problem:
            raise WaiverError(_place(document, path, f"{at}/requirement"), f"{at}/requirement", str(problem)) from problem
        try:
            expires = date.fromisoformat(entry["expires"])
        except ValueError as problem:
            what = f"{entry['expires']!r} is not a day of the calendar"
            raise WaiverError(_place(document, path, f"{at}/expires"), f"{at}/expires", what) from problem
        yield Waiver(
            requirement=entry["requirement"],
            declaration=entry.get("declaration"),
            reason=entry["reason"],
            expires=expires,
            approved_by=entry.get("approved_by"),
            place=_place(document, path, at),
        )


def _check_name(requirement: str, catalogue: Catalogue) -> None:
    regime, _, slug = requirement.partition("/")
    if slug == "*":
        catalogue.regimes.find(regime)
    else:
        catalogue.requirement(requirement)
