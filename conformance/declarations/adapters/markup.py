"""Fragments of HTML in the cells of registers, as plain text."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.declarations.adapters.node import Node

_BREAK = re.compile(r"<\s*(?:br\s*/?|/?\s*(?:p|div|ul|ol|li|tr|table|h[1-6]))(?:\s[^<>]*)?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--.*?-->", re.IGNORECASE | re.DOTALL)
_SPACES = re.compile(r"[ \t\xa0]+")
_BLANK = re.compile(r"\n\s*\n+")


def plain_text(node: Node) -> str:
    """Return the text of a node without tags and character references; blocks become lines."""
    text = node.lines
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", text))
    if "&" in text:
        text = html.unescape(text)
    lines = (_SPACES.sub(" ", line).strip() for line in text.splitlines())
    return _BLANK.sub("\n", "\n".join(lines)).strip()
