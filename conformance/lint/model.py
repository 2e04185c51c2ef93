"""The nouns of linting: checks, what they find, and the example that each is explained by."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from .draft import Draft, SchemaFile


class Severity(StrEnum):
    """Whether a finding must be mended."""

    ERROR = "error"
    WARNING = "warning"


class Stage(StrEnum):
    """What a check needs, from the cheapest on."""

    READ = "read"
    """the files alone"""
    TERMS = "terms"
    """requirements as formulas, hence files without defects of their own"""
    PROOF = "proof"
    """the prover, extra ``prove``"""
    REGISTER = "register"
    """registers of clauses to compare with"""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change of a schemas folder: the value to put at a place of a file.

    Attributes:
        file: path in the folder; a new file is made when the pointer is empty.
        pointer: JSON Pointer of the place.
        value: what stands there afterwards.
    """

    file: str
    pointer: str
    value: Any


@dataclass(frozen=True, slots=True)
class Flaw:
    """What a check found at one place.

    Attributes:
        file: the file.
        pointer: JSON Pointer of the place in it.
        what: what is wrong.
        mend: how to mend it.
        part: whether the place is the value at the pointer, or the key that names it.
    """

    file: SchemaFile
    pointer: str
    what: str
    mend: str
    part: Literal["value", "key"] = "key"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that can be wrong with a schemas folder.

    Attributes:
        code: stable id in kebab-case.
        title: a few words.
        severity: whether what it finds must be mended.
        why: why that is a defect, as a clause.
        explanation: what exactly is looked for.
        example: changes that bring the defect, and no other, into a folder without defects.
        find: finds the flaws of a draft.
        stage: what it needs.
    """

    code: str
    title: str
    severity: Severity
    why: str
    explanation: str
    example: tuple[Edit, ...]
    find: Callable[[Draft], Iterable[Flaw]]
    stage: Stage = Stage.READ


@dataclass(frozen=True, slots=True)
class Finding:
    """A flaw, told so that it can be mended.

    Attributes:
        code: the check's.
        severity: the check's.
        file: path of the file as it was named.
        line: line, from 1.
        column: column in characters, from 1.
        pointer: JSON Pointer (RFC 6901) of the place in the file.
        what: what is wrong.
        why: why that is a defect.
        mend: how to mend it.
    """

    code: str
    severity: Severity
    file: str
    line: int
    column: int
    pointer: str
    what: str
    why: str
    mend: str
