"""Which sources the user's arguments name, and their bytes."""

from __future__ import annotations

import glob
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.declarations.refusals import Problem, UnreadableSource

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits

STANDARD_INPUT = "-"
FILE_SUFFIXES = (".declaration.yaml", ".declaration.yml", ".declaration.json")


@dataclass(frozen=True, slots=True)
class Source:
    """A file, or standard input, that is to be read.

    Attributes:
        name: what messages call it: the path as the user named it (below the folder as named), or ``<stdin>``.
        path: the file; None for standard input.
        is_named: whether the user named it, rather than a folder that holds it.
    """

    name: str
    path: Path | None
    is_named: bool = True

    def read(self, limits: Limits) -> bytes:
        """Return the content, or one byte more than ``limits.size`` of it.

        Raises:
            UnreadableSource: the file cannot be opened or read.
        """
        try:
            if self.path is None:
                if sys.stdin is None:  # so Python tells that the caller closed it
                    raise _unreadable(self.name, "standard input is closed", "pipe a declaration into it, or name a file")
                return sys.stdin.buffer.read(limits.size + 1)
            with self.path.open("rb") as file:
                return file.read(limits.size + 1)
        except OSError as error:
            raise _unreadable(
                self.name, f"the file cannot be read: {error.strerror or error}", "check the path and the permissions"
            ) from None


def find_sources(
    paths: Iterable[str | os.PathLike[str]], suffixes: tuple[str, ...] = FILE_SUFFIXES
) -> Iterator[Source | UnreadableSource]:
    """Yield the sources that ``paths`` name, each once, in the order of ``paths`` and sorted within a folder.

    Args:
        paths: files, folders, patterns (``*``, ``?``, ``[...]``, ``**``) or ``-`` for standard input. A file that is named is
            read whatever its name; below a folder those are read whose name ends in one of ``suffixes``. Folders whose name
            starts with a dot are not searched, and links to folders are not followed.
        suffixes: by default those of declarations: ``.declaration.yaml``, ``.yml`` and ``.json``.

    Yields:
        Sources, and in their place refusals for paths that are missing or lead to nothing.
    """
    seen: set[str] = set()
    for path in paths:
        for found in _named(os.fspath(path), suffixes):
            if isinstance(found, Source):
                identity = os.path.realpath(found.path) if found.path else STANDARD_INPUT
                if identity in seen:
                    continue
                seen.add(identity)
            yield found


def _named(path: str, suffixes: tuple[str, ...]) -> Iterator[Source | UnreadableSource]:
    if path == STANDARD_INPUT:
        yield Source("<stdin>", None)
    elif Path(path).is_dir():
        yield from _below(path, suffixes)
    elif os.path.lexists(path):
        yield Source(path, Path(path))
    elif glob.has_magic(path):
        matches = sorted(glob.glob(path, recursive=True))  # noqa: PTH207 (a pattern may be absolute)
        if not matches:
            yield _unreadable(path, "nothing matches this pattern", "check the pattern")
        for match in matches:
            if not Path(match).is_dir():
                yield Source(match, Path(match))
    else:
        yield _unreadable(path, "there is no such file or folder", "check the path")


def _below(folder: str, suffixes: tuple[str, ...]) -> Iterator[Source | UnreadableSource]:
    found = False
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if name.lower().endswith(suffixes):
                found = True
                path = Path(parent, name)
                yield Source(str(path), path, is_named=False)
    if not found:
        patterns = ", ".join(f"*{suffix}" for suffix in suffixes)
        hint = "; a folder of files in another format is searched with --from FORMAT" if suffixes == FILE_SUFFIXES else ""
        yield _unreadable(folder, "the folder holds no declaration", f"looked for {patterns}; name other files one by one{hint}")


def _unreadable(name: str, what: str, hint: str) -> UnreadableSource:
    return UnreadableSource(
        name, None, [Problem("unreadable", name, None, None, None, what, "a path must lead to at least one declaration", hint)]
    )
