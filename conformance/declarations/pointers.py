"""JSON Pointers (RFC 6901) as strings and as tokens."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def escape(token: str) -> str:
    """Return ``token`` as it stands in a pointer (RFC 6901, section 3)."""
    return token.replace("~", "~0").replace("/", "~1")


def join(tokens: Iterable[str | int]) -> str:
    """Return the pointer that names ``tokens`` one after another; no tokens give ``""``, the whole document."""
    return "".join(f"/{escape(str(token))}" for token in tokens)


def split(pointer: str) -> list[str]:
    """Return the tokens of ``pointer``.

    Raises:
        ValueError: the pointer is neither empty nor starts with ``/``.
    """
    if not pointer:
        return []
    if not pointer.startswith("/"):
        raise ValueError(f"{pointer!r} is not a JSON Pointer: it does not start with '/'")
    return [token.replace("~1", "/").replace("~0", "~") for token in pointer[1:].split("/")]


def upwards(pointer: str) -> Iterator[str]:
    """Yield ``pointer`` and those of all that it lies in, the nearest first, but for the whole document."""
    while pointer:
        yield pointer
        pointer = pointer.rpartition("/")[0]
