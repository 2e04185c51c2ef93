"""A source as somebody else wrote it: its bytes, the encoding they turn out to have, and the files beside it."""

from __future__ import annotations

import codecs
import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath, PurePosixPath
from typing import IO, TYPE_CHECKING

from conformance.declarations.refusals import Problem, UnreadableSource

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits

HEAD = 65_536
"""How many bytes of a source an adapter may look at to tell its format."""
LARGEST_REGISTER = 2_000_000_000
"""Largest source that is read record by record, in bytes; each record is held to the limits of a declaration."""
_CHUNK = 1 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the bytes of a source become text.

    Attributes:
        name: Python's name of the codec.
        guessed: whether nothing in the source says so, and the bytes alone were looked at.
    """

    name: str
    guessed: bool = False


class Original:
    """A source to convert. Nothing of it is executed, and nothing it names is fetched.

    Args:
        name: what messages call it.
        path: the file; None for standard input.
        content: the bytes of standard input; None for a file.
        limits: what one record may ask for.
    """

    def __init__(self, name: str, path: Path | None, content: bytes | None, limits: Limits) -> None:
        self.name = name
        self.path = path
        self.limits = limits
        self.content = content

    @property
    def suffix(self) -> str:
        """The lower-case suffix of its name, e.g. ``.csv``."""
        return PurePath(self.name).suffix.lower()

    @property
    def stem(self) -> str:
        """Its name without folder and suffix."""
        return PurePath(self.name).stem

    @cached_property
    def head(self) -> bytes:
        """The first bytes of it."""
        with self.open() as stream:
            return stream.read(HEAD)

    @cached_property
    def head_text(self) -> str:
        """The first characters of it, for a look: what cannot be decoded is replaced."""
        for mark, name in _MARKS:
            if self.head.startswith(mark):
                return self.head.decode(name, "replace")
        return self.head.decode("utf-8", "replace")

    @cached_property
    def encoding(self) -> Encoding:
        """The encoding of the whole source: what a byte order mark says, UTF-8, or what its bytes alone suggest.

        Raises:
            UnreadableSource: it is in no encoding that can be told with confidence, or larger than any register.
        """
        for mark, name in _MARKS:
            if self.head.startswith(mark):
                self._decode_all(name)
                return Encoding(name)
        try:
            self._decode_all("utf-8")
        except UnreadableSource:
            guess = self._guess()
            self._decode_all(guess)
            return Encoding(guess, guessed=True)
        return Encoding("utf-8")

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """Open the bytes.

        Raises:
            UnreadableSource: the file cannot be opened.
        """
        if self.content is not None:
            yield io.BytesIO(self.content)
            return
        try:
            stream = Path(self.path or self.name).open("rb")  # noqa: SIM115  # closed below
        except OSError as error:
            raise self.refusal(
                "unreadable", f"the file cannot be read: {error.strerror or error}", "check the path and the permissions"
            ) from None
        with stream:
            yield stream

    @contextmanager
    def open_text(self) -> Iterator[IO[str]]:
        """Open the text, line ends as they are.

        Raises:
            UnreadableSource: see :attr:`encoding`.
        """
        with self.open() as stream, io.TextIOWrapper(stream, self.encoding.name, newline="") as text:
            yield text

    def text(self) -> str:
        """Return the whole text.

        Raises:
            UnreadableSource: it is larger than ``limits.size``, or see :attr:`encoding`.
        """
        with self.open() as stream:
            content = stream.read(self.limits.size + 1)
        if len(content) > self.limits.size:
            raise self.refusal(
                "too-large", f"the file has more than {self.limits.size:,} bytes", "a source of one record is limited in size"
            )
        return content.decode(self.encoding.name)

    def sibling(self, name: str) -> Original | None:
        """Return the file of that name in the same folder, or None. A name never leads out of the folder."""
        if self.path is None or name != PurePath(name).name or name in ("", ".", ".."):
            return None
        path = self.path.parent / name
        if not path.is_file() or path.is_symlink():
            return None
        return Original(str(PurePath(self.name).parent / name), path, None, self.limits)

    def inside(self, way: str) -> Original | None:
        """Return the file at a relative way (``parts/model.yaml``) in the folder or below it, or None.

        A way never leads out of the folder: none that is absolute, goes up, or passes a symbolic link is followed.
        """
        parts = PurePosixPath(way).parts
        if self.path is None or not parts or "\\" in way or ":" in way or PurePosixPath(way).is_absolute() or ".." in parts:
            return None
        path = self.path.parent
        for part in parts:
            path = path / part
            if path.is_symlink():
                return None
        if not path.is_file():
            return None
        return Original(str(PurePath(self.name).parent.joinpath(*parts)), path, None, self.limits)

    def refusal(self, code: str, what: str, hint: str, line: int | None = None) -> UnreadableSource:
        """Return a refusal of the source as a whole."""
        column = None if line is None else 1
        why = "every record of a source must be readable without guessing"
        return UnreadableSource(self.name, None, [Problem(code, self.name, line, column, None, what, why, hint)])

    def _decode_all(self, encoding: str) -> None:
        """Decode everything once, strictly, and keep nothing."""
        decoder = codecs.getincrementaldecoder(encoding)("strict")
        read = lines = 0
        with self.open() as stream:
            while chunk := stream.read(_CHUNK):
                read += len(chunk)
                if read > LARGEST_REGISTER:
                    raise self.refusal("too-large", f"the file has more than {LARGEST_REGISTER:,} bytes", "split it")
                try:
                    lines += decoder.decode(chunk).count("\n")
                except UnicodeDecodeError as error:
                    lines += chunk[: error.start].count(b"\n")
                    raise self._undecodable(encoding, lines + 1) from None
            try:
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                raise self._undecodable(encoding, lines + 1) from None

    def _undecodable(self, encoding: str, line: int) -> UnreadableSource:
        return self.refusal("undecodable", f"a byte here is not {encoding}", "save the file as UTF-8", line)

    def _guess(self) -> str:
        try:
            from charset_normalizer import from_bytes
        except ImportError:
            raise self.refusal(
                "undecodable",
                "the file is not UTF-8, and telling other encodings needs a library that is not installed",
                "pip install 'ai-conformance[convert]', or save the file as UTF-8",
            ) from None
        matches = from_bytes(self._sample())
        best = matches.best()
        if best is None:
            raise self.refusal("undecodable", "the file is in no encoding that can be told", "save the file as UTF-8")
        # The code pages of Europe differ in few letters; where the bytes fit the most common one as well as any, it is that one.
        fits_latin = any("cp1252" in match.could_be_from_charset and match.chaos <= best.chaos for match in matches)
        return "cp1252" if fits_latin else best.encoding

    def _sample(self) -> bytes:
        """Return lines with bytes beyond ASCII, which are those that tell an encoding."""
        sample = bytearray()
        with self.open() as stream:
            for line in stream:
                if not line.isascii():
                    sample += line[:HEAD]
                if len(sample) > _CHUNK:
                    break
        return bytes(sample)
