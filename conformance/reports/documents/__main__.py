"""``python -m conformance.reports.documents [DOCS]``: writes the generated documents into the folder, ``docs`` by default."""

from __future__ import annotations

import sys
from pathlib import Path

from conformance.files import replace_text

from .all import documents


def main(folder: Path) -> None:
    """Write each document that differs from what stands in the folder, and name it."""
    for name, text in documents(folder).items():
        path = folder / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            replace_text(path, text)
            sys.stdout.write(f"{path} written\n")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs"))
