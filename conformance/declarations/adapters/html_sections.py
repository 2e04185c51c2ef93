"""HTML as other people publish it, cut into sections by its headings. Nothing of it is executed, shown or fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html.parser import HTMLParser

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_BLOCKS = frozenset({"p", "li", "tr", "div", "br", "table", "ul", "ol", "dt", "dd", "blockquote"})
_CELLS = frozenset({"td", "th"})
_SILENT = frozenset({"script", "style", "template"})
_BREAKS = re.compile(r"\s*\n\s*")
_SPACES = re.compile(r"[^\S\n]+")
LARGEST = 2_000_000
"""Longest text that is cut, in characters."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands below it, up to the next heading.

    Attributes:
        heading: its text.
        text: the text below it, one line a paragraph, item or row.
        links: the addresses that the text leads to.
    """

    heading: str
    text: str
    links: tuple[str, ...]


def sections_of(html: str) -> list[Section]:
    """Return the sections of a text, in its order; what stands before the first heading is left out."""
    reader = _Reader()
    reader.feed(html[:LARGEST])
    reader.close()
    return reader.finish()


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._found: list[tuple[list[str], list[str], list[str]]] = []
        self._in_heading = False
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag in _HEADINGS:
            self._found.append(([], [], []))
            self._in_heading = True
        elif tag in _BLOCKS:
            self._say("\n")
        elif tag in _CELLS:
            self._say(" ")
        elif tag == "a" and self._found:
            self._found[-1][2].extend(value for name, value in attrs if name == "href" and value)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag in _HEADINGS:
            self._in_heading = False
        elif tag in _BLOCKS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        self._say(data)

    def _say(self, text: str) -> None:
        if self._found and not self._silent:
            heading, body, _ = self._found[-1]
            (heading if self._in_heading else body).append(text)

    def finish(self) -> list[Section]:
        return [Section(_plain(heading).replace("\n", " "), _plain(body), tuple(links)) for heading, body, links in self._found]


def _plain(parts: list[str]) -> str:
    return _BREAKS.sub("\n", _SPACES.sub(" ", "".join(parts))).strip()
