"""Declarations from files, folders, patterns and standard input, one after another."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from conformance.declarations.check import problems_of
from conformance.declarations.declaration import Declaration
from conformance.declarations.documents import Document
from conformance.declarations.limits import DEFAULT_LIMITS, Limits
from conformance.declarations.refusals import InvalidDeclaration, MalformedDocument, Problem, Refusal, UnreadableSource
from conformance.declarations.sources import find_sources
from conformance.declarations.text import decode

_LOOKS_LIKE_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\]])')


def load(paths: Iterable[str | os.PathLike[str]], limits: Limits = DEFAULT_LIMITS) -> Iterator[Declaration | Refusal]:
    """Yield the declarations that ``paths`` lead to, and in their place what was refused and why.

    Sources are read when their turn comes, in a stable order, each once; a refused source or document never hides another.
    YAML holds one declaration a document, ``.json`` one value, ``.jsonl`` and ``.ndjson`` one value a line; a value that is a
    list holds a declaration in each item. Other files and standard input are JSON when they start like it, otherwise YAML.

    Args:
        paths: see :func:`conformance.declarations.sources.find_sources`.
        limits: what one source may ask for.
    """
    for source in find_sources(paths):
        if isinstance(source, UnreadableSource):
            yield source
            continue
        try:
            content = source.read(limits)
        except UnreadableSource as refusal:
            yield refusal
            continue
        yield from read(content, source.name, limits)


def read(content: bytes, file: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Declaration | Refusal]:
    """Yield the declarations in the bytes of one source, and in their place what was refused and why.

    Args:
        content: the bytes; see :func:`load` for what they may hold.
        file: the source's name, for messages and, by its suffix, for its format.
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
