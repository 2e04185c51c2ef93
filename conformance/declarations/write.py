"""Declarations as text that this package reads back as the same value."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

from conformance.declarations.numerals import UnreadableNumber
from conformance.declarations.yaml_scalars import NotInJson, resolve_plain

WrittenForm = Literal["yaml", "json"]
_LINE = 120


def write(data: Mapping[str, Any], form: WrittenForm) -> str:
    """Return a declaration as one document, ending with a line feed.

    Args:
        data: the JSON value.
        form: YAML for people, with the members in the order given; or JSON.
    """
    if form == "json":
        return json.dumps(data, indent=2, ensure_ascii=False) + "\n"
    import yaml

    return yaml.dump(data, Dumper=_dumper(), sort_keys=False, allow_unicode=True, width=_LINE)


def write_line(data: Mapping[str, Any]) -> str:
    """Return a declaration as one line of JSON, for a stream of them (JSON lines)."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        """Quotes what YAML 1.2 would not read as text, writes lines as lines, and uses no anchors."""

        def ignore_aliases(self, data: Any) -> bool:  # noqa: ARG002  # the dumper's signature
            return True

    def represent(dumper: Any, text: str) -> Any:
        style = "|" if "\n" in text and not any(line != line.rstrip() for line in text.split("\n")) else None
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style or (None if _is_text(text) else '"'))

    Dumper.add_representer(str, represent)
    return Dumper


def _is_text(plain: str) -> bool:
    try:
        return isinstance(resolve_plain(plain, len(plain) + 1), str)
    except (NotInJson, UnreadableNumber, ValueError):
        return False
