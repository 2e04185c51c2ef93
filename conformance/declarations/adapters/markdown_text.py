"""Plain text of Markdown and the HTML in it."""

from __future__ import annotations

import html
import re

from conformance.declarations.adapters.contacts import text_without_contacts

# Possessive, and without the bracket that opens the next link: a row of links that are never closed is passed over once.
_LABEL = r"[^\[\]\n]{0,1000}+(?:\[[^\[\]\n]{0,200}+\][^\[\]\n]{0,1000}+){0,8}+"
_IMAGE = re.compile(rf"!\[{_LABEL}\]\([^)\[\n]{{0,2000}}+\)")
_LINK = re.compile(rf"\[({_LABEL})\]\(<?([^)\[\s>]{{0,2000}}+)>?[^)\[\n]{{0,500}}+\)")
_ADDRESS = re.compile(r"<((?:https?|mailto):[^>\s]{1,2000})>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,2000}>")
_EMPHASIS = re.compile(r"(\*{1,3}|(?<!\w)_{1,3}(?=\S)|(?<=\S)_{1,3}(?!\w)|`+|~~)")
_BULLET = re.compile(r"^(\s*)[*+](?=\s)", re.MULTILINE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|~<>$])")
_HUB = "huggingface.co/"
_KEPT = "\ue000"


def plain(text: str, *, with_hub: bool = False) -> str:
    """Return what a reader of the rendered text sees: without emphasis, images, tags and the addresses of links.

    Args:
        text: Markdown.
        with_hub: whether the addresses of links to models and data sets on the hub stay, in brackets, since they name them.
    """
    escaped: list[str] = []

    def keep(match: re.Match[str]) -> str:
        escaped.append(match[1])
        return _KEPT

    if "\\" in text:
        text = _ESCAPE.sub(keep, text)
    if "[" in text:
        text = _IMAGE.sub("", text)
        if with_hub and _HUB in text:
            text = _LINK.sub(_with_hub, text)
        text = _LINK.sub(r"\1", text)
    if "<" in text:
        text = _TAG.sub("", _BREAK.sub("\n", _ADDRESS.sub(r"\1", text)))
    text = _EMPHASIS.sub("", _BULLET.sub(r"\1-", text))
    if "&" in text:
        text = html.unescape(text)
    if escaped:
        characters = iter(escaped)
        text = re.sub(_KEPT, lambda _: next(characters, ""), text)
    return text_without_contacts(text).strip()


def _with_hub(match: re.Match[str]) -> str:
    return f"{match[1]} ({match[2]})" if _HUB in match[2] and match[2] not in match[1] else match[1]
