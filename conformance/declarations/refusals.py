"""Why a source or a document was not accepted, with everything needed to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from conformance.errors import ConformanceError

_LONGEST_PART = 500
# A problem is told on one line and as it is written, whatever a stranger put into a key or a value: line breaks and
# characters that turn the direction of text are shown by their codes.
_VISIBLE = {code: f"\\u{code:04x}" for code in (*b"\t\n\r", 0x85, 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong at one place.

    Attributes:
        code: stable identifier of the kind of problem, in kebab-case, e.g. ``duplicate-key``.
        file: the source as the user named it; ``<stdin>`` for standard input.
        line: line, from 1; None when the problem is about the source as a whole.
        column: column in characters, from 1; None when ``line`` is.
        pointer: JSON Pointer (RFC 6901) into the document; None when no document could be read.
        what: what is wrong.
        why: the rule that is broken.
        hint: how to mend it.
    """

    code: str
    file: str
    line: int | None
    column: int | None
    pointer: str | None
    what: str
    why: str
    hint: str

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}:{self.column}"
        where = f" (at {_shortened(self.pointer)})" if self.pointer else ""
        line = f"{place}: {_shortened(self.what)}{where}; {_shortened(self.why)}; {_shortened(self.hint)}"
        return line.translate(_VISIBLE)


def _shortened(part: str) -> str:
    return part if len(part) <= _LONGEST_PART else f"{part[:_LONGEST_PART]}..."


class Refusal(ConformanceError):
    """A source, or one document of it, that was not accepted.

    Attributes:
        file: the source as the user named it.
        document: index of the document in its source, from 0; None when the source as a whole is refused.
        problems: what is wrong, in the order of the text; at least one.
    """

    def __init__(self, file: str, document: int | None, problems: Sequence[Problem]) -> None:
        super().__init__(file, document, tuple(problems))
        self.file: Final = file
        self.document: Final = document
        self.problems: Final = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(str(problem) for problem in self.problems)


class UnreadableSource(Refusal):
    """The source is missing, cannot be opened, is too large, or is not text."""


class MalformedDocument(Refusal):
    """The text is not the YAML or JSON that a declaration may use, or it exceeds a limit."""


class InvalidDeclaration(Refusal):
    """The document is well-formed but is not a declaration by its schema."""


def in_text_order(problems: Sequence[Problem], limit: int) -> tuple[Problem, ...]:
    """Return the first ``limit`` problems, sorted by line and column."""
    return tuple(sorted(problems, key=lambda problem: (problem.line or 0, problem.column or 0))[:limit])
