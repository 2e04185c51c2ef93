"""The made-up files of every format, and ways to spoil them."""

import csv
import io
import json
from pathlib import Path

from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapters
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path

IMPORTS = data_path("fixtures", "imports")
BESIDE = frozenset(
    {
        "azure-model-catalogue/build/description.md",
        "azure-model-catalogue/own/description.md",
        "azure-model-catalogue/own/evaluation.md",
        "azure-model-catalogue/own/notes.md",
        "cyclonedx/standard-1.6.json",
        "fmti/fmti-indicators.csv",
        "nl-system-card/parts/broken.yaml",
        "nl-system-card/parts/dpia.yaml",
        "nl-system-card/parts/model.yaml",
    }
)
"""Files that an adapter reads beside or below another, or refuses, and that are no source themselves."""


def name_of(path):
    """Return a fixture's name below the folder of imports."""
    return path.relative_to(IMPORTS).as_posix()


def format_of(path):
    """Return the format whose folder holds a fixture."""
    return name_of(path).partition("/")[0]


EVERY_FILE = sorted(path for path in Path(IMPORTS).rglob("*") if path.is_file() and format_of(path) in adapters())
FILES = [path for path in EVERY_FILE if name_of(path) not in BESIDE]


def text_of(path):
    """Return the text of a fixture, whatever its encoding."""
    return path.read_bytes().decode(Original(path.name, path, None, DEFAULT_LIMITS).encoding.name)


def rows_of(path):
    """Return the cells of a table."""
    text = text_of(path)
    first = next(line for line in text.splitlines() if line.strip())
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t|", key=first.count)))


def table_of(rows):
    """Return rows as the text of a table."""
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()


def documents_of(path):
    """Return the JSON values of a file, one a line when it is one of JSON lines."""
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text_of(path).splitlines() if line.strip()]
    return [json.loads(text_of(path), strict=False)]


def json_text(path, documents):
    """Return JSON values as the text of a file of that name."""
    return "\n".join(json.dumps(document) for document in documents)


def places(value, way=()):
    """Yield the way to every value in a JSON value, itself included."""
    yield way
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, member in members:
        yield from places(member, (*way, step))


def replaced(value, way, by):
    """Return a JSON value with another at the end of a way."""
    if not way:
        return by(value) if callable(by) else by
    step, *rest = way
    if isinstance(value, dict):
        return {name: replaced(member, rest, by) if name == step else member for name, member in value.items()}
    return [replaced(member, rest, by) if index == step else member for index, member in enumerate(value)]


def at(value, way):
    """Return the value at the end of a way."""
    for step in way:
        value = value[step]
    return value
