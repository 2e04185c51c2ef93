"""Where the shipped data lives: inside an installed wheel, or beside the package in a checkout."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path


def data_path(*parts: str) -> Path:
    """Return the path of a shipped file or folder.

    Args:
        parts: path below the data root, e.g. ``("schemas", "regimes")``.

    Returns:
        The path in the wheel's data folder if the package was installed from a wheel, otherwise the path in the
        checkout that holds the package (an editable install does not copy force-included folders).

    Raises:
        FileNotFoundError: neither place has it; the installation is incomplete.
    """
    package = Path(str(files("conformance")))
    for root in (package / "_data", package.parent):
        candidate = root.joinpath(*parts)
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"{'/'.join(parts)} is missing from the installation of ai-conformance; install it again")
