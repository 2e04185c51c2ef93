"""Errors of YAML syntax, told with a likely mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from conformance.declarations.refusals import Problem

if TYPE_CHECKING:
    import yaml

_HINTS = (
    ("cannot start any token", "text that starts with @, ` or % needs quotes, and indentation is made of spaces, never of tabs"),
    ("mapping values are not allowed", "text that holds ': ' needs quotes; otherwise check the indentation"),
    ("could not find expected ':'", "write 'key: value', with a space after the colon"),
    ("unexpected end of stream", "close the quote that is opened here"),
    ("Unicode character escape", "write the character itself, or as \\U with its eight hexadecimal digits"),
    ("unknown escape character", "write \\\\ for a backslash, or use single quotes"),
    ("found undefined tag handle", "leave out the tag; text that starts with ! needs quotes"),
    ("expected <document start>", "separate documents by a line '---', and check the indentation"),
    ("while parsing a flow", "close every bracket and brace, and put commas between the items"),
    ("while parsing a block", "check the indentation: items of one list or mapping start in the same column"),
)
# The parser looks ahead for keys, and from PyYAML 6.0.4 on it may meet its own limit before a reader's.
_TOO_DEEP = "maximum nesting depth"
_OTHER_HINT = "check the indentation and the quotes here and on the line before"


def syntax_problem(error: yaml.YAMLError, text: str, file: str) -> Problem:
    """Return the problem that the parser met in ``text``.

    An error at the end of the text is placed where the unfinished construct starts, because that is where it is mended.
    """
    context = getattr(error, "context", None)
    told = getattr(error, "problem", None) or getattr(error, "reason", None) or "this is not YAML"
    mark = getattr(error, "problem_mark", None)
    opened = getattr(error, "context_mark", None)
    if opened is not None and (mark is None or mark.index >= len(text.rstrip()) or "end of stream" in told):
        mark = opened
    line, column = (mark.line + 1, mark.column + 1) if mark is not None else (1, 1)
    if _TOO_DEEP in told:
        why = "declarations come from strangers, so their depth is limited"
        return Problem(
            "too-deep", file, line, column, None, "values are nested too deep", why, "check the brackets and the indentation"
        )
    message = f"{context}: {told}" if context else told
    hint = next((mend for sign, mend in _HINTS if sign in message), _OTHER_HINT)
    return Problem("yaml-syntax", file, line, column, None, message, "the text is not well-formed YAML 1.2", hint)
