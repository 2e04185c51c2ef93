"""Many schemas judged in one pass by one generated function."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from conformance.logic.cache import CodeCache
from conformance.logic.kleene import Growth
from conformance.logic.programs import Given, Interpreter
from conformance.logic.runtime import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from referencing.jsonschema import SchemaRegistry

    from conformance.logic.terms import Term
    from conformance.logic.values import Json, Reading, Schema, Truth


class Evaluator:
    """Judges a JSON value against many schemas; made by `compile`.

    Attributes:
        names: the schemas' names, in the order of the truth values.
        reading: ``strict`` or ``open``.
    """

    __slots__ = ("_asks", "_interpreter", "_judge", "_open_lists", "names", "reading")

    def __init__(
        self,
        names: tuple[str, ...],
        reading: Reading,
        open_lists: frozenset[str],
        judge: Callable[..., tuple[Truth, ...]],
        interpreter: Interpreter,
    ) -> None:
        self.names = names
        self.reading = reading
        self._open_lists = open_lists
        self._judge = judge
        self._interpreter = interpreter
        self._asks = interpreter.is_needed

    def __call__(self, instance: Json, incomplete: frozenset[str] = frozenset()) -> tuple[Truth, ...]:
        """Return one truth value a schema, in the order of ``names``.

        Args:
            instance: the JSON value.
            incomplete: JSON Pointers without array indices; lists at or below them may have further items (``""`` means
                all). The strict reading takes every list as complete.
        """
        growth = Growth(self._open_lists, incomplete) if self.reading == "open" else None
        grows = growth.grows if growth is not None and incomplete else None
        ask = partial(self._interpreter.ask, growth) if self._asks else None
        try:
            return self._judge(instance, grows, ask)
        except TypeError:
            # Where strings are expected, values are looked up in tables, which an object or array cannot be.
            return self._interpreter.ask_all(growth, instance)


def compile(  # noqa: A001  # the word of Python and of every validator for it
    schemas: Mapping[str, Schema | Term],
    *,
    registry: SchemaRegistry | Callable[[], SchemaRegistry] | None = None,
    base_uri: str = "",
    reading: Reading = "strict",
    open_lists: frozenset[str] = frozenset(),
    digest: str | None = None,
    cache: bool = True,
) -> Evaluator:
    """Return the evaluator of many schemas.

    Args:
        schemas: JSON Schemas 2020-12, or terms that were lowered already, by name.
        registry: the schema resources that references may name, or a function that returns them, called only if needed.
        base_uri: where the schemas stand; see `lower`.
        reading: ``strict``, which is JSON Schema to the letter, or ``open``, in which what is absent is unknown.
        open_lists: JSON Pointers without array indices of lists that are never complete; for the open reading.
        digest: a text that stands for ``schemas`` and ``registry`` together, such as a hash of the files they were read
            from. With it, schemas whose code is kept from an earlier run are not even looked at.
        cache: whether generated code may be kept between runs (see ``conformance.logic.cache``).

    Raises:
        SchemaError: a schema cannot be lowered, or refers to a resource that was not given.
        CacheRefused: ``CONFORMANCE_CACHE_DIR`` names a folder that is not safe.
    """
    given = Given(schemas, registry, base_uri, reading, open_lists)
    folder = CodeCache.usual() if cache else None
    key = given.key(digest) if folder is not None else ""
    kept = folder.load(key) if folder is not None else None
    if kept is None:
        kept = given.code()
        if folder is not None:
            folder.store(key, *kept)
    code, asked = kept
    namespace: dict[str, Any] = dict(NAMES)
    exec(code, namespace)  # noqa: S102  # generated here, or kept in a folder that only this user can write
    return Evaluator(tuple(schemas), reading, open_lists, namespace["judge"], Interpreter(given, asked))


def holds(schema: Schema, instance: Json, *, registry: SchemaRegistry | None = None, base_uri: str = "") -> bool:
    """Tell whether a JSON value is valid against a JSON Schema 2020-12; arguments and errors as for `compile`."""
    (truth,) = compile({"": schema}, registry=registry, base_uri=base_uri, cache=False)(instance)
    return truth is True
