"""Files that appear complete or not at all."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path
from secrets import token_hex

HANDLES = ("/dev/fd/", "/dev/stderr", "/dev/stdout", "/proc/")
"""Where a name leads to something open already, such as ``/dev/stdout``, and not to a file of that name."""


def replace_text(path: Path, text: str) -> None:
    """Make ``text`` the content of a file, in UTF-8.

    It is written beside the file and renamed over it: a reader never sees half of it, and a failure leaves what was there. A
    file that existed keeps its permissions, and a link goes on to lead to it. A device, a pipe or an open handle
    (``/dev/stdout``) cannot be replaced and is written to.

    Raises:
        OSError: the folder does not take it.
    """
    if str(path.absolute()).startswith(HANDLES) or (path.exists() and not path.is_file()):
        with path.open("w", encoding="utf-8") as handle:
            handle.write(text)
        return
    target = Path(os.path.realpath(path))
    draft = target.with_name(f".{target.name}.{token_hex(4)}.part")
    try:
        with draft.open("x", encoding="utf-8") as file:
            file.write(text)
        if target.exists():
            shutil.copymode(target, draft)
        draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
