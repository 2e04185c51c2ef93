"""From the bytes of a source to its text."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from conformance.declarations.refusals import Problem, UnreadableSource

if TYPE_CHECKING:
    from conformance.declarations.limits import Limits

# UTF-32 first: its little-endian mark starts with the one of UTF-16.
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"\r\n|\n|\r")


def decode(content: bytes, file: str, limits: Limits) -> str:
    """Return the text of ``content``, without its byte order mark.

    The encoding is UTF-8, or the UTF-8, UTF-16 or UTF-32 that a byte order mark announces. Nothing is guessed.

    Raises:
        UnreadableSource: the content is too large, is not in that encoding, or holds control characters.
    """
    if len(content) > limits.size:
        problem = Problem(
            "too-large",
            file,
            None,
            None,
            None,
            f"the file has more than {limits.size:,} bytes",
            "declarations come from strangers, so their size is limited",
            "split it into several files",
        )
        raise UnreadableSource(file, None, [problem])
    encoding, start = "utf-8", 0
    for mark, marked in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            encoding, start = marked, len(mark)
            break
    body = content[start:]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableSource(file, None, [_undecodable(body, error, encoding, start, file)]) from None
    if unfit := _NOT_TEXT.search(text):
        raise UnreadableSource(file, None, [_control_character(text, unfit.start(), file)])
    return text


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line of ``text`` starts; lines end with LF, CR LF or CR, as YAML and JSON have it."""
    return [0, *(match.end() for match in _LINE_BREAK.finditer(text))]


def first_unfit_character(text: str) -> str | None:
    """Return the first control character, byte order mark or lone surrogate of a string value, or None.

    Tab, line feed, carriage return and next line are fit. The others have no meaning in a declaration, and a terminal that
    prints them may act on them.
    """
    found = _UNFIT_VALUE.search(text)
    return found.group() if found else None


_UNFIT_VALUE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")


def _undecodable(body: bytes, error: UnicodeDecodeError, encoding: str, start: int, file: str) -> Problem:
    before = body[: error.start].decode(encoding, "replace")
    starts = line_starts(before)
    byte = body[error.start]
    hint = "save the file as UTF-8"
    if encoding == "utf-8" and b"\x00" in body[:100]:
        hint = "it looks like UTF-16 or UTF-32 without a byte order mark: save it as UTF-8"
    elif encoding == "utf-8" and byte >= 0x80:
        legacy = bytes([byte]).decode("cp1252", "replace")
        hint = f"in Windows-1252 this byte is '{legacy}': save the file as UTF-8" if legacy != "\ufffd" else hint
    return Problem(
        "undecodable",
        file,
        len(starts),
        len(before) - starts[-1] + 1,
        None,
        f"byte 0x{byte:02x} at offset {start + error.start} is not {encoding.upper()}",
        "a declaration is UTF-8, or UTF-16 or UTF-32 with a byte order mark",
        hint,
    )


def _control_character(text: str, offset: int, file: str) -> Problem:
    starts = line_starts(text[:offset])
    character = text[offset]
    hint = "remove the character"
    if character == "\x00":
        hint = "if the file is UTF-16 or UTF-32, save it as UTF-8; otherwise remove the character"
    return Problem(
        "control-character",
        file,
        len(starts),
        offset - starts[-1] + 1,
        None,
        f"the text holds the character U+{ord(character):04X}",
        "control characters and byte order marks inside the text have no meaning in a declaration",
        hint,
    )
