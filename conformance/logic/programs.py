"""What is given to be compiled: lowered, generated and compiled only as far as the code kept from earlier runs demands."""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.logic.runtime import ABSENT, NEVER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import CodeType

    from referencing.jsonschema import SchemaRegistry

    from conformance.logic.codegen import Program
    from conformance.logic.kleene import Growth
    from conformance.logic.terms import Term
    from conformance.logic.values import Json, Reading, Schema, Truth

INTERPRETED = -1
"""In place of the number of tests left to the interpreter: all terms are."""


@dataclass(frozen=True)
class Given:
    """The arguments of one compilation."""

    schemas: Mapping[str, Schema | Term]
    registry: SchemaRegistry | Callable[[], SchemaRegistry] | None
    base_uri: str
    reading: Reading
    open_lists: frozenset[str]

    @cached_property
    def resources(self) -> SchemaRegistry | None:
        """The registry, made now if it was given as a function."""
        return self.registry() if callable(self.registry) else self.registry

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The schemas as terms."""
        from conformance.logic.lower import Lowering
        from conformance.logic.terms import Term

        lowering = Lowering(self.resources)
        given = self.schemas.values()
        return tuple(each if isinstance(each, Term) else lowering.lower(each, self.base_uri) for each in given)

    @cached_property
    def program(self) -> Program:
        """The generated source."""
        from conformance.logic.codegen import generate

        return generate(self.terms, is_open=self.reading == "open", open_lists=self.open_lists)

    def key(self, digest: str | None) -> str:
        """Return the digest under which the code is kept: of what was given, of this Python, and of this package's code."""
        what = self._digest() if digest is None else digest
        parts = [
            sys.version,
            sys.implementation.cache_tag,
            _own_digest(),
            self.reading,
            sorted(self.open_lists),
            self.base_uri,
            what,
        ]
        return hashlib.sha256(json.dumps(parts).encode()).hexdigest()

    def _digest(self) -> str:
        from conformance.logic.terms import Term

        schemas = [each.digest.hex() if isinstance(each, Term) else each for each in self.schemas.values()]
        resources = self.resources
        contents = {} if resources is None else {uri: resources[uri].contents for uri in resources}
        return hashlib.sha256(json.dumps([schemas, contents], sort_keys=True, default=str).encode()).hexdigest()

    def code(self) -> tuple[CodeType, int]:
        """Return the compiled program, and how many tests it leaves to the interpreter.

        Raises:
            SchemaError: a schema cannot be lowered, or refers to a resource that was not given.
        """
        from conformance.logic.opaque import validator_of
        from conformance.logic.terms import Opaque

        for test in self.program.asked:
            if isinstance(test, Opaque):
                validator_of(test)
        try:
            return compile(self.program.source, "<conformance.logic>", "exec"), len(self.program.asked)
        except (SyntaxError, RecursionError, MemoryError):
            # Python limits how deep blocks and parentheses may nest; so deep a schema is interpreted instead.
            source = f"def judge(d, grows, ask):\n    return tuple([ask(number, d, '') for number in range({len(self.terms)})])\n"
            return compile(source, "<conformance.logic>", "exec"), INTERPRETED


class Interpreter:
    """Answers what generated code does not answer itself."""

    def __init__(self, given: Given, asked: int) -> None:
        self._given = given
        self._asked = asked
        self.is_needed = asked != 0

    @cached_property
    def _questions(self) -> tuple[Term, ...]:
        return self._given.terms if self._asked == INTERPRETED else self._given.program.asked

    @cached_property
    def _judge(self) -> Callable[[Term, Json, str, Growth | None], Truth]:
        from conformance.logic.evidence import interpreter

        return interpreter()

    def ask(self, growth: Growth | None, number: int, value: Json, shape: str) -> Truth:
        """Return the truth of a question about a value that may be absent.

        Args:
            growth: which lists may get further items; ``None`` in the strict reading.
            number: which question.
            value: the value, or a sentinel.
            shape: the value's JSON Pointer without array indices.
        """
        if value is NEVER:
            return False
        if value is ABSENT:
            return False if growth is None else None
        return self._judge(self._questions[number], value, shape, growth)

    def ask_all(self, growth: Growth | None, value: Json) -> tuple[Truth, ...]:
        """Return the truths of all that was compiled, about the whole value."""
        return tuple(self._judge(term, value, "", growth) for term in self._given.terms)


def _own_digest() -> str:
    """Return the digest of this package's source, so that no other version's code is ever run."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
