"""The list of formats names every format that is read, and leads to pages that are there."""

import re
from pathlib import Path

from conformance.declarations.adapters.registry import adapters

FOLDER = Path(__file__).parents[2] / "docs" / "formats"


def test_every_format_is_listed_and_every_page_is_linked():
    listed = (FOLDER / "README.md").read_text(encoding="utf-8")
    rows = set(re.findall(r"^\| \[?([a-z0-9-]+)\]?[ (]", listed, re.MULTILINE))
    shipped = {name for name, adapter in adapters().items() if type(adapter).__module__.startswith("conformance.")}
    assert shipped == rows - {"format", "---"}
    pages = {path.name for path in FOLDER.glob("*.md")} - {"README.md"}
    assert pages == set(re.findall(r"\]\(([a-z0-9-]+\.md)\)", listed))
