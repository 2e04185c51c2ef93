"""Sources that are made to keep a reader busy are refused or read in little time and memory."""

import json
import time
import tracemalloc
from datetime import date

import pytest

from conformance.declarations.adapters.convert import convert, is_declaration
from conformance.declarations.adapters.original import HEAD, Original
from conformance.declarations.adapters.registry import adapters, detect
from conformance.declarations.limits import DEFAULT_LIMITS

from .formats import FILES, documents_of, format_of, json_text, name_of, rows_of, table_of, text_of

DAY = date(2026, 11, 23)
SECONDS = 20
"""Of processor time, on a slow machine; each takes a fraction of it, and what is quadratic takes minutes."""


def original(name, content):
    return Original(name, None, content.encode() if isinstance(content, str) else content, DEFAULT_LIMITS)


def bomb(levels=30):
    lines = ["a0: &a0 [x, x, x, x]"]
    lines += [f"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}, *a{level - 1}]" for level in range(1, levels)]
    return "\n".join(lines)


SHAPES = {
    ".json": {
        "deep lists": "[" * 500_000,
        "deep mappings": '{"a":' * 100_000,
        "deep and closed": "[" * 5_000 + "]" * 5_000,
        "many members": json.dumps({f"k{number}": 1 for number in range(50_000)}),
        "a huge text": json.dumps({"a": "x " * 1_000_000}),
        "a huge number": "[1" + "0" * 500_000 + "]",
        "many broken items": "[" + '{"a" 1},' * 100_000 + "]",
    },
    ".csv": {
        "many columns": ",".join(f"c{number}" for number in range(300_000)) + "\n" + "," * 300_000,
        "a huge cell": 'a,b\n1,"' + "x " * 1_000_000 + '"\n',
        "a quote never closed": 'a,b\n1,"' + "x\n" * 500_000,
    },
    ".yaml": {"deep lists": "- " * 20_000, "deep flow": "[" * 100_000, "deep keys": "? " * 20_000, "aliases": bomb()},
    ".md": {
        f"{piece!r} again and again": "# Model\n\n" + piece * (200_000 // len(piece))
        for piece in (
            "[", "![", "[a](", "<", "<p>", "<div>", "*", "_", "**a", "`", "|a", "> ", "- ", "# a\n", "\\", "&amp;", "<!--", "{{",
            "| a | b |\n", "---\n", "a\n---\n", "  - a\n", "<table><tr><td>", "<a href=", "a@", "+1", "0 1 ", "~~~\n", "```\n",
        )
    },
}  # fmt: skip
SHAPES |= {".jsonl": SHAPES[".json"], ".jsonld": SHAPES[".json"], ".ndjson": SHAPES[".json"], ".yml": SHAPES[".yaml"]}
CASES = [
    pytest.param(name, suffix, content, id=f"{name}{suffix}: {shape}")
    for name, adapter in adapters().items()
    for suffix in adapter.suffixes
    for shape, content in SHAPES.get(suffix, SHAPES[".md"]).items()
]


def spent(run):
    """Return the processor time of a call, in seconds."""
    start = time.process_time()
    run()
    return time.process_time() - start


def whole(source, name):
    for found in convert(source, adapters()[name], DAY):
        if not isinstance(found, Exception):
            found.with_sources()


@pytest.mark.parametrize(("name", "suffix", "content"), CASES)
def test_a_hostile_shape_is_done_with_soon(name, suffix, content):
    assert spent(lambda: whole(original(f"source{suffix}", content), name)) < SECONDS


@pytest.mark.parametrize(
    "piece", ["\n", " ", "{\n", "\t", "{ ", "declaration", "# ", "# x     ", "- ", "---\n", '"a":', "<", ",", "$schema:"]
)
def test_telling_a_format_looks_at_the_head_once(piece):
    content = piece * (HEAD // len(piece))
    for suffix in (".json", ".csv", ".yaml", ".md"):
        source = original(f"source{suffix}", content)
        assert spent(lambda source=source: (detect(source), is_declaration(source))) < SECONDS


PUMPS = (" ", "a, ", "<", "[")


def with_tails(value, tail):
    """Return a JSON value with a tail at each of its texts."""
    if isinstance(value, dict):
        return {name: with_tails(member, tail) for name, member in value.items()}
    if isinstance(value, list):
        return [with_tails(item, tail) for item in value]
    return value + tail if isinstance(value, str) else value


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_texts_that_go_on_and_on_are_read_in_time(path):
    """Each text of a file gets a long tail, which an expression that tries every way to divide it would never leave."""
    for pump in PUMPS:
        tail = pump * (5_000 // len(pump)) + "!"
        if path.suffix == ".csv":
            rows = [row for row in rows_of(path) if any(row)]
            rows[-1] = [cell + tail for cell in rows[-1]]
            content = table_of(rows)
        elif path.suffix in (".json", ".jsonl") and path.name != "broken.json":
            (document, *_) = documents_of(path)
            document = document[0] if isinstance(document, list) else document
            document = with_tails(document, tail)
            content = json_text(path, [document])
        else:
            lines = text_of(path).splitlines()
            content = "\n".join(
                line + tail if line[-1:].isalnum() and number % 5 == 3 else line for number, line in enumerate(lines)
            )
        assert spent(lambda content=content: whole(original(path.name, content), format_of(path))) < SECONDS


def test_a_register_takes_the_memory_of_a_record():
    header, *_ = rows_of(next(path for path in FILES if path.name == "cases.csv"))
    row = ["x" * 1_000] * len(header)
    content = table_of([header, *[row] * 400]).encode()
    tracemalloc.start()
    try:
        for _ in convert(original("cases.csv", content), adapters()["eu-public-sector-tech-watch"], DAY):
            pass
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < len(content) / 2
