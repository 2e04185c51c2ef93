"""A schemas folder under work, read file by file; what it lacks beside facts and regimes is taken from the shipped schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin

from conformance.catalogue import load_catalogue
from conformance.catalogue.load import BASE_URI
from conformance.declarations import Limits, MalformedDocument, Refusal
from conformance.declarations.form import Form, declaration_form
from conformance.declarations.json_reader import read_json
from conformance.declarations.refusals import Problem, UnreadableSource
from conformance.declarations.text import decode
from conformance.errors import ConformanceError
from conformance.resources import data_path

if TYPE_CHECKING:
    from pathlib import Path

    from conformance.catalogue import Catalogue
    from conformance.declarations.documents import Document

FOLDERS = ("facts", "regimes")
LIMITS = Limits()


class NotSchemas(ConformanceError):
    """The path is not a folder of schemas.

    Attributes:
        path: the path asked for.
        problem: what is missing.
    """

    def __init__(self, path: Path, problem: str) -> None:
        super().__init__(path, problem)
        self.path = path
        self.problem = problem

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}; name a folder laid out as schemas/, with facts/ and regimes/ in it"


@dataclass(frozen=True, slots=True)
class SchemaFile:
    """One file of the draft.

    Attributes:
        name: path in the folder, e.g. ``regimes/eu-ai-act.json``.
        path: path as the user named it.
        document: its content, with the place of every key and value.
    """

    name: str
    path: str
    document: Document

    @property
    def data(self) -> Any:
        """The parsed JSON."""
        return self.document.data

    @property
    def uri(self) -> str:
        """The ``$id`` that belongs to a file at this path."""
        return BASE_URI + self.name

    @property
    def definitions(self) -> Mapping[str, Any]:
        """Its ``$defs``; none when they are not an object."""
        found = self.data.get("$defs") if isinstance(self.data, dict) else None
        return found if isinstance(found, dict) else {}

    @property
    def requirements(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """The slug and the body of each requirement that has the shape of one."""
        for slug, body in self.definitions.items():
            if isinstance(body, dict) and isinstance(body.get("requirement"), dict):
                yield slug, body


def no_progress(regimes: Iterable[str]) -> Iterable[str]:
    """Return the regimes as they are."""
    return regimes


@dataclass(frozen=True, eq=False)
class Draft:
    """A schemas folder, and what it is compared with.

    Attributes:
        root: the folder.
        files: its files by name.
        refusals: the files that are not JSON, each with the reason.
        registers: clause registers to compare with, one document each.
        watch: wraps the regimes that are being proved, to show progress.
    """

    root: Path
    files: Mapping[str, SchemaFile]
    refusals: tuple[Refusal, ...] = ()
    registers: tuple[SchemaFile, ...] = ()
    watch: Callable[[Iterable[str]], Iterable[str]] = field(default=no_progress)

    def within(self, folder: str) -> Iterator[SchemaFile]:
        """Yield the files of a folder whose content is an object."""
        for name, file in self.files.items():
            if name.startswith(f"{folder}/") and isinstance(file.data, dict):
                yield file

    @cached_property
    def catalogue(self) -> Catalogue:
        """The same folder as regimes and facts; a regime is read when it is asked for, and only then must be sound."""
        return load_catalogue(self.root)

    @cached_property
    def form(self) -> Form:
        """The declaration format of the folder, or the shipped one."""
        own = self.files.get("declaration/bundle.json")
        return declaration_form() if own is None else Form(own.data)

    @cached_property
    def derived(self) -> Any:
        """The derived fields of the folder, or the shipped ones."""
        return self.own_or_shipped("declaration/derived.json")

    def own_or_shipped(self, name: str) -> Any:
        """Return the content of a file of the folder, or that of the shipped file of that name."""
        own = self.files.get(name)
        return _shipped(name) if own is None else own.data

    def resolve(self, file: SchemaFile, reference: str) -> tuple[SchemaFile, str] | None:
        """Return the file and the JSON Pointer that a reference of a file leads to, or None when it leads nowhere."""
        resource, fragment = urldefrag(urljoin(file.uri, reference))
        target = self.files.get(resource.removeprefix(BASE_URI))
        pointer = unquote(fragment)
        if target is None or (pointer and not pointer.startswith("/")) or at(target.data, pointer) is None:
            return None
        return target, pointer


def at(data: Any, pointer: str) -> Any:
    """Return the value at a JSON Pointer, or None when there is nothing; no place of a schema holds a null."""
    for escaped in pointer.split("/")[1:]:
        token = escaped.replace("~1", "/").replace("~0", "~")
        try:
            data = data[int(token)] if isinstance(data, list) else data[token]
        except (KeyError, IndexError, ValueError, TypeError):
            return None
    return data


def _shipped(name: str) -> Any:
    path = data_path("schemas", name)
    (found,) = read_json(path.read_text(encoding="utf-8"), str(path), LIMITS)
    if isinstance(found, MalformedDocument):
        raise found
    return found.data


def read_draft(
    root: Path, registers: tuple[SchemaFile, ...] = (), watch: Callable[[Iterable[str]], Iterable[str]] = no_progress
) -> Draft:
    """Read a folder of schemas: ``facts/``, ``regimes/``, and of the rest what it has.

    Args:
        root: the folder.
        registers: clause registers to compare with.
        watch: see :class:`Draft`.

    Raises:
        NotSchemas: there is no such folder, or no ``regimes/`` in it.
    """
    if not root.is_dir():
        raise NotSchemas(root, "there is no such folder" if not root.exists() else "is not a folder")
    if not (root / "regimes").is_dir():
        raise NotSchemas(root, "has no folder regimes/")
    files: dict[str, SchemaFile] = {}
    refusals: list[Refusal] = []
    for path in sorted(root.rglob("*.json")):
        name = path.relative_to(root).as_posix()
        if name.startswith((*(f"{folder}/" for folder in FOLDERS), "declaration/")) or "/" not in name:
            found = _read(path)
            if isinstance(found, Refusal):
                refusals.append(found)
            else:
                files[name] = SchemaFile(name, str(path), found)
    return Draft(root, files, tuple(refusals), registers, watch)


def _read(path: Path) -> Document | Refusal:
    try:
        text = decode(path.read_bytes(), str(path), LIMITS)
    except OSError as error:
        why = error.strerror or str(error)
        problem = Problem("unreadable", str(path), None, None, None, "the file cannot be read", why, "check its permissions")
        return UnreadableSource(str(path), None, [problem])
    except UnreadableSource as refusal:
        return refusal
    (found,) = read_json(text, str(path), LIMITS)
    return found
