"""Declarations from files, folders, patterns and standard input, one after another; records of other formats are converted."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from conformance.declarations.check import problems_of
from conformance.declarations.declaration import Declaration
from conformance.declarations.documents import Document
from conformance.declarations.limits import DEFAULT_LIMITS, Limits
from conformance.declarations.refusals import InvalidDeclaration, MalformedDocument, Problem, Refusal, UnreadableSource
from conformance.declarations.sources import FILE_SUFFIXES, Source, find_sources
from conformance.declarations.text import decode

if TYPE_CHECKING:
    from conformance.declarations.adapters.adapter import Adapter
    from conformance.declarations.adapters.conversion import Conversion
    from conformance.declarations.adapters.original import Original

_OWN_SUFFIXES = (".yaml", ".yml", ".json", ".jsonl", ".ndjson", ".txt")
_LOOKS_LIKE_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')


def load(
    paths: Iterable[str | os.PathLike[str]],
    limits: Limits = DEFAULT_LIMITS,
    *,
    format_name: str | None = None,
    issued_on: date | None = None,
) -> Iterator[Declaration | Refusal]:
    """Yield the declarations that ``paths`` lead to, and in their place what was refused and why.

    Sources are read when their turn comes, in a stable order, each once; a refused source or document never hides another.
    YAML holds one declaration a document, ``.json`` one value, ``.jsonl`` and ``.ndjson`` one value a line; a value that is a
    list holds a declaration in each item. Other files and standard input are JSON when they start like it, otherwise YAML.
    A source that an adapter knows is converted, record by record.

    Args:
        paths: see :func:`conformance.declarations.sources.find_sources`.
        limits: what one source may ask for; of a converted source, what one record may.
        format_name: the format of all sources; None tells it from each.
        issued_on: the day of conversion, for records that tell no day of issue; today for None.

    Raises:
        UnknownFormat: there is no adapter of that name.
    """
    for source in find_sources(paths, _suffixes(format_name)):
        if isinstance(source, UnreadableSource):
            yield source
            continue
        for found in _open(source, limits, format_name, issued_on):
            if isinstance(found, Declaration | Refusal):
                yield found
            else:
                yield found.declaration


def convert_all(
    paths: Iterable[str | os.PathLike[str]],
    limits: Limits = DEFAULT_LIMITS,
    *,
    format_name: str | None = None,
    issued_on: date | None = None,
) -> Iterator[Conversion | Refusal]:
    """Yield what becomes of the records that ``paths`` lead to; a source that is a declaration already is refused.

    Below a folder every file is read that an adapter, or the adapter of that name, takes for its own.

    Args:
        paths: see :func:`load`.
        limits: see :func:`load`.
        format_name: see :func:`load`.
        issued_on: see :func:`load`.

    Raises:
        UnknownFormat: there is no adapter of that name.
    """
    from conformance.declarations.adapters.registry import adapters

    suffixes = _suffixes(format_name) if format_name else tuple({s for each in adapters().values() for s in each.suffixes})
    for source in find_sources(paths, suffixes):
        if isinstance(source, UnreadableSource):
            yield source
            continue
        for found in _open(source, limits, format_name, issued_on, converts=True):
            if not isinstance(found, Declaration):
                yield found


def is_known_format(path: os.PathLike[str]) -> bool:
    """Tell whether an adapter takes a file for its own."""
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.registry import detect

    try:
        return bool(detect(Original(os.fspath(path), Path(path), None, DEFAULT_LIMITS)))
    except UnreadableSource:
        return False


def read(content: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Declaration | Refusal]:
    """Yield the declarations in the bytes of one source, and in their place what was refused and why.

    Args:
        content: the bytes; see :func:`load` for what they may hold.
        file: the source's name for messages and, by its suffix, for its format.
        limits: what the source may ask for.
    """
    try:
        text = decode(content, file, limits)
    except UnreadableSource as refusal:
        yield refusal
        return
    index = 0
    for found in _documents(text, file, limits):
        if isinstance(found, MalformedDocument):
            index += 1
            yield found
            continue
        for document in _declared(found):
            problems = problems_of(document, file, limits)
            yield (
                InvalidDeclaration(file, index, problems)
                if problems
                else Declaration(file, index, document.data, document.positions)
            )
            index += 1
    if not index:
        yield _empty(file)


def _suffixes(format_name: str | None) -> tuple[str, ...]:
    if format_name is None:
        return FILE_SUFFIXES
    from conformance.declarations.adapters.registry import adapter_named

    return adapter_named(format_name).suffixes


def _open(
    source: Source, limits: Limits, format_name: str | None, issued_on: date | None, *, converts: bool = False
) -> Iterator[Declaration | Conversion | Refusal]:
    """Yield what one source holds."""
    if format_name is None and not converts and source.name.endswith(FILE_SUFFIXES):
        yield from _read_whole(source, limits)
        return
    from conformance.declarations.adapters.convert import convert, is_declaration

    try:
        original = _original(source, limits)
        adapter = _adapter(original, format_name, source)
        if adapter is not None:
            yield from convert(original, adapter, issued_on or date.today())  # noqa: DTZ011  # the day on the user's calendar
        elif not converts:
            read_as_own = _read_whole(source, limits, original.content)
            yield from _told_apart(read_as_own, original) if _is_named_as_foreign(source) else read_as_own
        elif source.is_named:
            yield _nothing_to_convert(original, is_own=is_declaration(original))
    except UnreadableSource as refusal:
        yield refusal


def _adapter(original: Original, format_name: str | None, source: Source) -> Adapter | None:
    from conformance.declarations.adapters.convert import adapter_for, is_declaration
    from conformance.declarations.adapters.registry import adapter_named

    if format_name is None:
        return None if is_declaration(original) else adapter_for(original)
    adapter = adapter_named(format_name)
    # A file that the user named is what the user says it is; of those in a folder only the ones that look like it are.
    return adapter if source.is_named or adapter.detects(original) else None


def _original(source: Source, limits: Limits) -> Original:
    from conformance.declarations.adapters.original import Original

    return Original(source.name, source.path, source.read(limits) if source.path is None else None, limits)


def _read_whole(source: Source, limits: Limits, content: bytes | None = None) -> Iterator[Declaration | Refusal]:
    try:
        yield from read(source.read(limits) if content is None else content, source.name, limits)
    except UnreadableSource as refusal:
        yield refusal


def _is_named_as_foreign(source: Source) -> bool:
    from conformance.declarations.adapters.registry import adapters

    suffix = PurePath(source.name).suffix.lower()
    return suffix not in _OWN_SUFFIXES and any(suffix in each.suffixes for each in adapters().values())


def _told_apart(found: Iterator[Declaration | Refusal], original: Original) -> Iterator[Declaration | Refusal]:
    """Yield what was found or, if nothing of it is like a declaration, that no adapter knows the source."""
    kept = list(found)
    if all(isinstance(each, MalformedDocument | InvalidDeclaration) and each.problems[0].code != "empty" for each in kept):
        yield _nothing_to_convert(original, is_own=False)
    else:
        yield from kept


def _nothing_to_convert(original: Original, *, is_own: bool) -> Refusal:
    if is_own:
        return original.refusal("not-foreign", "this is a declaration already", "'conformance check' reads it as it is")
    hint = "name it with --from FORMAT; 'conformance formats' lists them"
    return original.refusal("unknown-format", "no adapter knows this format", hint)


def _documents(text: str, file: str, limits: Limits) -> Iterator[Document | MalformedDocument]:
    suffix = PurePath(file).suffix.lower()
    if suffix in (".jsonl", ".ndjson"):
        from conformance.declarations.json_reader import read_json_lines

        return read_json_lines(text, file, limits)
    if suffix == ".json" or (suffix not in (".yaml", ".yml") and _LOOKS_LIKE_JSON.match(text)):
        from conformance.declarations.json_reader import read_json

        return read_json(text, file, limits)
    from conformance.declarations.yaml_reader import read_yaml

    return read_yaml(text, file, limits)


def _declared(document: Document) -> Iterator[Document]:
    if not isinstance(document.data, list):
        yield document
        return
    for index, item in enumerate(document.data):
        yield Document(item, document.positions.below(f"/{index}"))


def _empty(file: str) -> MalformedDocument:
    problem = Problem(
        "empty",
        file,
        1,
        1,
        None,
        "there is no declaration in it",
        "a source holds at least one declaration",
        "'conformance init' writes a declaration to fill in",
    )
    return MalformedDocument(file, None, [problem])
