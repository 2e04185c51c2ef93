"""Code objects kept between runs, in a folder that only its owner can write.

Loading a code object is running it, so an entry is trusted for where it lies: the folder and the entry must belong to the
user, nobody else may write them, and neither may be a symbolic link. The folder is ``CONFORMANCE_CACHE_DIR`` if that is set,
otherwise ``ai-conformance`` in the user's cache folder. A folder that somebody named and that is not safe is refused with
an error; an unsafe one at the usual place, one that cannot be made, and systems without POSIX ownership mean that nothing
is kept, which costs time only. An entry that is damaged counts as missing.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import secrets
import stat
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from conformance.errors import ConformanceError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import CodeType

VARIABLE = "CONFORMANCE_CACHE_DIR"
_MAGIC = b"conformance code 1\n"
_SUFFIX = ".code"
_LARGEST = 64 * 1024 * 1024
_MOST_ENTRIES = 64
_WRITABLE_BY_OTHERS = stat.S_IWGRP | stat.S_IWOTH


class CacheRefused(ConformanceError):
    """The folder named by ``CONFORMANCE_CACHE_DIR`` could hold code that somebody else put there."""


@dataclass(frozen=True, slots=True)
class CodeCache:
    """The entries of one folder.

    Attributes:
        folder: where the entries lie; it is made, for its owner alone, when the first is stored.
        named: whether the user named the folder; then an unsafe one is an error instead of being left alone.
    """

    folder: Path
    named: bool

    @classmethod
    def usual(cls) -> CodeCache:
        """Return the cache of this user on this system."""
        named = os.environ.get(VARIABLE)
        return cls(Path(named), named=True) if named else cls(_user_cache_folder() / "ai-conformance", named=False)

    def load(self, digest: str) -> tuple[CodeType, int] | None:
        """Return the code object stored under a digest with its number, or ``None`` if there is none that is whole and safe.

        Raises:
            CacheRefused: the named folder is not safe.
        """
        payload = self.load_bytes(digest)
        if payload is not None:
            with suppress(ValueError, EOFError, TypeError):
                stored, number, code = marshal.loads(payload)  # noqa: S302  # it is whole, and only its owner could write it
                if stored == digest:
                    return code, number
        return None

    def load_bytes(self, digest: str) -> bytes | None:
        """Return what was stored under a digest, or ``None`` if there is nothing that is whole and safe.

        Raises:
            CacheRefused: the named folder is not safe.
        """
        with suppress(OSError, ValueError):
            folder = self._open()
            try:
                return _unpacked(_read(digest + _SUFFIX, folder))
            finally:
                os.close(folder)
        return None

    def store(self, digest: str, code: CodeType, number: int) -> None:
        """Keep a code object and a number under a digest; a full disk or a read-only folder only means that it is not kept.

        Raises:
            CacheRefused: the named folder is not safe.
        """
        self.store_bytes(digest, marshal.dumps((digest, number, code)))

    def store_bytes(self, digest: str, payload: bytes) -> None:
        """Keep something under a digest; a full disk or a read-only folder only means that it is not kept.

        Raises:
            CacheRefused: the named folder is not safe.
        """
        with suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = self._open()
            try:
                _write(digest + _SUFFIX, _MAGIC + hashlib.sha256(payload).digest() + payload, folder)
                _prune(folder)
            finally:
                os.close(folder)

    def _open(self) -> int:
        """Open the folder and check what was opened, so that nothing can be put in its place afterwards."""
        if not hasattr(os, "geteuid"):
            raise OSError("this system does not tell who owns a folder")
        try:
            folder = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise self._refused("it is a symbolic link, no folder, or closed to you") from error
        status = os.fstat(folder)
        if status.st_uid != os.geteuid():
            os.close(folder)
            raise self._refused("it belongs to somebody else")
        if status.st_mode & _WRITABLE_BY_OTHERS:
            os.close(folder)
            raise self._refused("others can write to it")
        return folder

    def _refused(self, why: str) -> Exception:
        if not self.named:
            return OSError(why)
        return CacheRefused(
            f"{self.folder} (from {VARIABLE}) is not used for generated code: {why}. Name a folder that only you can write, "
            f"or unset {VARIABLE}."
        )


def _user_cache_folder() -> Path:
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _read(name: str, folder: int) -> bytes:
    entry = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=folder)
    with os.fdopen(entry, "rb") as file:
        status = os.fstat(entry)
        if not stat.S_ISREG(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & _WRITABLE_BY_OTHERS:
            raise OSError(f"{name} is not a file of this user alone")
        return file.read(_LARGEST)


def _unpacked(entry: bytes) -> bytes:
    start = len(_MAGIC) + hashlib.sha256().digest_size
    payload = entry[start:]
    if entry[:start] != _MAGIC + hashlib.sha256(payload).digest():
        raise ValueError("the entry is damaged")
    return payload


def _write(name: str, content: bytes, folder: int) -> None:
    """Write beside, then rename: readers see the old entry or the new one, never a part."""
    beside = f"{secrets.token_hex(8)}.part"
    part = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600, dir_fd=folder)
    try:
        with os.fdopen(part, "wb") as file:
            file.write(content)
        os.rename(beside, name, src_dir_fd=folder, dst_dir_fd=folder)
    except OSError:
        with suppress(OSError):
            os.unlink(beside, dir_fd=folder)
        raise


def _prune(folder: int) -> None:
    """Delete the oldest entries, so that the folder does not grow with every change of a schema."""
    for name in sorted(_entries(folder), key=lambda name: os.stat(name, dir_fd=folder).st_mtime_ns)[:-_MOST_ENTRIES]:
        with suppress(FileNotFoundError):
            os.unlink(name, dir_fd=folder)


def _entries(folder: int) -> Iterator[str]:
    return (name for name in os.listdir(folder) if name.endswith((_SUFFIX, ".part")))
