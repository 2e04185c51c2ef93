"""Files that appear complete or not at all."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Make ``text`` the content of a file, in UTF-8.

    It is written beside the file and renamed over it: a reader never sees half of it, and a failure leaves what was there.

    Raises:
        OSError: the folder does not take it.
    """
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
