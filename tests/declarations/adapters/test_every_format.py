"""What holds of every adapter, over all made-up files: who takes them, what spoilt ones lead to, what never comes out."""

import json
import re
import sys
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.declarations.adapters.conversion import Conversion
from conformance.declarations.adapters.convert import convert, is_declaration
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapter_named, adapters, detect
from conformance.declarations.adapters.summary import Summary
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.declarations.refusals import InvalidDeclaration, Refusal
from conformance.reports.conversion import render_conversion

from .formats import (
    BESIDE,
    EVERY_FILE,
    FILES,
    IMPORTS,
    at,
    documents_of,
    format_of,
    json_text,
    name_of,
    places,
    replaced,
    rows_of,
    table_of,
    text_of,
)

DAY = date(2026, 11, 23)
ROOT = Path(__file__).parents[3]
OURS = sorted(
    path
    for folder in ("fixtures/declarations", "schemas", "docs")
    for path in (ROOT / folder).rglob("*")
    if path.is_file()
) + [ROOT / name for name in ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "pyproject.toml")]  # fmt: skip
BY_FORMAT = {name: [path for path in FILES if format_of(path) == name] for name in adapters()}


def source(path):
    return Original(str(path), path, None, DEFAULT_LIMITS)


def made_of(path, content):
    """Return what the adapter of a fixture makes of other content under its name."""
    original = Original(path.name, None, content if isinstance(content, bytes) else content.encode(), DEFAULT_LIMITS)
    return list(convert(original, adapter_named(format_of(path)), DAY))


def test_every_format_has_a_fixture():
    assert [name for name, files in BY_FORMAT.items() if not files] == []
    assert {name_of(path) for path in EVERY_FILE} >= BESIDE


@pytest.mark.parametrize("path", EVERY_FILE, ids=name_of)
def test_a_file_is_taken_by_the_adapter_of_its_format_alone(path):
    expected = [] if name_of(path) in BESIDE else [format_of(path)]
    assert [adapter.name for adapter in detect(source(path))] == expected
    assert not is_declaration(source(path))


def test_nothing_of_this_repository_is_taken_for_another_format():
    taken = {path.relative_to(ROOT).as_posix(): [adapter.name for adapter in detect(source(path))] for path in OURS}
    assert {path: names for path, names in taken.items() if names} == {}


# Values that a member may have in place of its own.
ODD = st.one_of(
    st.sampled_from(
        [
            None, True, False, 0, -1, 10**30, 1.5, "", " ", "x", "no", "N/A", "1e999", "9" * 500, "a" * 3_000, [], {}, [1],
            ["x", None, {}], {"a": 1}, [[]], [{"name": None}], {"@id": "x"}, "https://[bad", "http://x:99999999/", "2024-13-45",
            "0001-01-01", "\u0663", "\u00b2", "['x'", "[]", "{'a': 1}", "<p>", "\u007f\u0083\ufeff", "../outside.md",
            "12345", "30B-A3B", "1905-07-16",
        ]
    ),
    st.text(max_size=20),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
)  # fmt: skip


@st.composite
def spoilt(draw, path):
    """A made-up file cut off, with one value replaced, with its rows in another order, or with bytes changed."""
    content = path.read_bytes()
    how = draw(st.sampled_from(["cut", "value", "value", "rows", "bytes"]))
    if how == "cut":
        return content[: draw(st.integers(0, len(content)))]
    if how == "bytes":
        for _ in range(draw(st.integers(1, 4))):
            place = draw(st.integers(0, len(content) - 1))
            content = content[:place] + bytes([draw(st.integers(0, 255))]) + content[place + 1 :]
        return content
    if path.suffix == ".csv":
        rows = rows_of(path)
        if how == "rows":
            return table_of(draw(st.permutations(rows))).encode()
        row = draw(st.sampled_from([row for row in rows if row]))
        row[draw(st.integers(0, len(row) - 1))] = str(draw(ODD))
        return table_of(rows).encode("utf-8", "replace")
    if path.suffix in (".json", ".jsonl") and path.name != "broken.json":
        documents = documents_of(path)
        if how == "rows":
            lists = [way for way in places(documents) if isinstance(at(documents, way), list)]
            way = draw(st.sampled_from(lists))
            return json_text(path, replaced(documents, way, draw(st.permutations(at(documents, way))))).encode()
        ways = [way for way in places(documents) if way]
        return json_text(path, replaced(documents, draw(st.sampled_from(ways)), draw(ODD))).encode()
    lines = text_of(path).splitlines()
    if how == "rows":
        return "\n".join(draw(st.permutations(lines))).encode()
    place = draw(st.integers(0, len(lines) - 1))
    key, colon, _ = lines[place].partition(":")
    lines[place] = f"{key}{colon or ':'} {json.dumps(draw(ODD))}"
    return "\n".join(lines).encode("utf-8", "replace")


@pytest.mark.parametrize("name", BY_FORMAT)
@settings(max_examples=50, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_spoilt_file_is_converted_or_refused(name, data):
    path = data.draw(st.sampled_from(BY_FORMAT[name]))
    for found in made_of(path, data.draw(spoilt(path))):
        assert not isinstance(found, InvalidDeclaration), str(found)
        if isinstance(found, Conversion):
            found.with_sources()
            assert len(found.mapped) + len(found.unmapped) <= len(found.fields)
        else:
            assert isinstance(found, Refusal)
            assert str(found)


class Watch:
    """Notes which files are opened and what else of the machine is used, while it is on."""

    def __init__(self):
        self.on = False
        self.seen = []
        sys.addaudithook(self)

    def __call__(self, event, arguments):
        if self.on and event.startswith(("open", "socket.", "subprocess.", "os.system", "os.exec", "urllib.")):
            self.seen.append((event, str(arguments[0]) if arguments else ""))


@pytest.fixture(scope="module")
def watched():
    watch = Watch()

    @contextmanager
    def watching():
        watch.seen = []
        watch.on = True
        try:
            yield watch.seen
        finally:
            watch.on = False

    return watching


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_only_the_file_and_its_folder_are_opened_and_nothing_is_printed(path, watched, capsys):
    list(convert(source(path), adapter_named(format_of(path)), DAY))  # what is read once, such as the form, is read now
    with watched() as seen:
        found = list(convert(source(path), adapter_named(format_of(path)), DAY))
    assert found
    outside = [
        (event, name)
        for event, name in seen
        if not (event == "open" and Path(name).is_absolute() and Path(name).resolve().is_relative_to(path.parent))
    ]
    assert outside == []
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(
    ("fixture", "own", "reference"),
    [
        ("nl-system-card/card.yaml", "models:\n  - !include parts/model.yaml", "!include ../outside.yaml"),
        ("azure-model-catalogue/own/spec.yaml", "notes.md", "../outside.md"),
    ],
)
def test_a_reference_that_leads_out_of_the_folder_is_not_followed(fixture, own, reference, tmp_path, watched):
    inside = tmp_path / "inside"
    inside.mkdir()
    (tmp_path / "outside.yaml").write_text("name: outside\n")
    (tmp_path / "outside.md").write_text("# outside\n")
    path = Path(IMPORTS, fixture)
    text = text_of(path)
    last = own.rpartition("- ")[2]
    assert last in text
    target = inside / path.name
    target.write_text(text.replace(last, reference))
    with watched() as seen:
        found = list(convert(source(target), adapter_named(format_of(path)), DAY))
    assert found
    assert [name for event, name in seen if "outside" in name] == []


PERSON = "seeded.person@mail.example"
NUMBER = "+31 20 7654321"
SEED = f" {PERSON} {NUMBER}"
LEAKS = re.compile(r"seeded|mail\.example|7654321")


def seeded(path, keep):
    """Return a made-up file in whose texts stand an address and a number; ``keep`` tells by its place which text gets them."""
    if path.suffix == ".csv":
        rows = rows_of(path)
        header = max(range(len(rows)), key=lambda number: (sum(map(bool, rows[number])), -number)) if len(rows) < 2 else None
        first = 0 if header is None else header
        adapter = adapter_named(format_of(path))
        for number in range(1, len(rows)):
            # The heading is the last row from the top without which nothing is detected.
            if not adapter.detects(Original(path.name, None, table_of(rows[number:]).encode(), DEFAULT_LIMITS)):
                first = number - 1
                break
        place = 0
        for row in rows[first + 1 :]:
            for index, cell in enumerate(row):
                place += 1
                if cell.strip() and keep(place):
                    row[index] = cell + SEED
        return table_of(rows)
    if path.suffix in (".json", ".jsonl") and path.name != "broken.json":
        documents = documents_of(path)
        for place, way in enumerate(places(documents)):
            if isinstance(at(documents, way), str) and keep(place):
                documents = replaced(documents, way, lambda text: text + SEED)
        return json_text(path, documents)
    lines = text_of(path).splitlines()
    for place, line in enumerate(lines):
        if re.search(r"[\w.]$", line) and keep(place):
            lines[place] = line + SEED
        elif re.search(r"\w['\"]$", line) and keep(place):
            lines[place] = line[:-1] + SEED + line[-1]
    return "\n".join(lines)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_contact_comes_out(path):
    converted = 0
    for part in range(-1, 4):
        text = seeded(path, lambda place, part=part: part < 0 or place % 4 == part)
        summary = Summary()
        conversions = list(summary.watch(iter(made_of(path, text))))
        converted += len(conversions)
        for conversion in conversions:
            told = [json.dumps(conversion.with_sources(), ensure_ascii=False), repr(conversion.ignored), repr(conversion.doubts)]
            told += [conversion.provenance.remark(origin.field) for origin in conversion.provenance.origins]
            told += conversion.unmapped
            assert [each for each in told if LEAKS.search(each)] == []
        for form in ("table", "json"):
            assert not LEAKS.search(render_conversion(summary, form))
        assert [str(each) for each in summary.refusals if LEAKS.search(str(each))] == []
    if any(isinstance(each, Conversion) for each in made_of(path, path.read_bytes())):
        assert converted, "no seeded file is read, so that nothing is tested"
