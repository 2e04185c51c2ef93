"""Laws of reading: what was written is what is read, every place is a place in the text, and nothing but a refusal is raised."""

import codecs
import json
from decimal import Decimal

import pytest
import yaml
from hypothesis import assume, example, given
from hypothesis import strategies as st

from conformance.declarations import Declaration, Limits, Refusal, pointers, read
from conformance.declarations import yaml_reader as yaml_module
from conformance.declarations.documents import Document
from conformance.declarations.json_reader import read_json
from conformance.declarations.json_scanner import scan
from conformance.declarations.text import first_unfit_character
from conformance.declarations.yaml_reader import read_yaml

LIMITS = Limits()
texts = st.text(
    st.characters(codec="utf-8").filter(lambda character: first_unfit_character(character) is None), max_size=12
) | st.sampled_from(
    [
        "no",
        "on",
        "12",
        "0o7",
        "1e5",
        "~",
        "null",
        "true",
        "2025-01-01",
        "<<",
        "a: b",
        "- x",
        "#",
        "'",
        '"',
        "\u2028",
        "\x85",
        ".inf",
    ]
)
numbers = st.integers(-(10**40), 10**40) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


def as_read(value):
    """Return ``value`` with whole floats that are not exact as the whole number that their text names."""
    if isinstance(value, float) and abs(value) >= 2**53:
        return int(Decimal(repr(value)))
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    return value


def walk(value, path=()):
    yield path, value
    if isinstance(value, dict):
        for key, item in value.items():
            yield from walk(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))


def only(found):
    [document] = found
    assert isinstance(document, Document), str(document)
    return document


json_styles = st.fixed_dictionaries(
    {
        "ensure_ascii": st.booleans(),
        "indent": st.sampled_from([None, 0, 3, "\t"]),
        "separators": st.sampled_from([None, (",", ":"), (" ,\r\n ", " : ")]),
    }
)


@given(values, json_styles)
def test_json_is_read_as_it_was_written(value, style):
    assert only(read_json(json.dumps(value, **style), "a.json", LIMITS)).data == as_read(value)


@given(values, json_styles)
def test_the_quick_and_the_careful_reading_of_json_agree(value, style):
    text = json.dumps(value, **style)
    assert scan(text, 1, 0, "a.json", LIMITS).data == only(read_json(text, "a.json", LIMITS)).data


@given(values, st.sampled_from([None, 1, 2]))
def test_json_is_yaml(value, indent):
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    # A key of YAML must end on its line within 1,024 characters, and DEL is no character of it: neither occurs here.
    assert only(read_yaml(f"--- {text}", "a.yaml", LIMITS)).data == as_read(value)


class Dumper(yaml.SafeDumper):
    """Writes what YAML 1.2 readers take for text in quotes, and numbers as YAML 1.2 has them."""

    def ignore_aliases(self, _data):
        return True


Dumper.add_representer(float, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:float", repr(value)))
Dumper.add_representer(
    str, lambda dumper, value: dumper.represent_scalar("tag:yaml.org,2002:str", value, style=dumper.default_style or '"')
)


@given(
    values,
    st.fixed_dictionaries(
        {
            "default_flow_style": st.sampled_from([True, False, None]),
            "indent": st.sampled_from([2, 5]),
            "width": st.sampled_from([20, 80, 10_000]),
            "allow_unicode": st.booleans(),
            "explicit_start": st.booleans(),
        }
    ),
    st.booleans(),
)
def test_yaml_is_read_as_it_was_written(value, style, pure):
    text = yaml.dump(value, Dumper=Dumper, sort_keys=False, **style)
    parser = yaml.SafeLoader if pure else getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(yaml_module, "_PARSER", parser)
        found = list(read_yaml(text, "a.yaml", LIMITS))
    assert only(found).data == as_read(value)


plain_texts = st.text("abcdefghijklmnopqrstuvwxyzäß模😀", min_size=1, max_size=6).map(lambda text: f"x{text}")
plain_values = st.recursive(
    plain_texts | st.integers(0, 99),
    lambda inner: st.lists(inner, min_size=1, max_size=3) | st.dictionaries(plain_texts, inner, min_size=1, max_size=3),
    max_leaves=10,
)


def token(value, quoted):
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False) if quoted else value
    return str(value)


def check_places(document, text, quoted):
    lines = text.split("\n")
    for path, value in walk(document.data):
        pointer = pointers.join(path)
        line, column = document.positions.of(pointer)
        if not isinstance(value, dict | list):
            assert lines[line - 1][column - 1 :].startswith(token(value, quoted))
        elif quoted:
            assert lines[line - 1][column - 1] == ("{" if isinstance(value, dict) else "[")
        if path and isinstance(path[-1], str):
            line, column = document.positions.of(pointer, "key")
            assert lines[line - 1][column - 1 :].startswith(token(path[-1], quoted))


@given(plain_values, st.sampled_from([None, 0, 2]))
def test_every_place_in_json_is_that_of_its_token(value, indent):
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    check_places(only(read_json(text, "a.json", LIMITS)), text, quoted=True)


@given(plain_values, st.booleans())
def test_every_place_in_yaml_is_that_of_its_token(value, flow):
    text = yaml.safe_dump(value, allow_unicode=True, default_flow_style=flow, sort_keys=False)
    assume('"' not in text and "&" not in text and "? " not in text)
    check_places(only(read_yaml(text, "a.yaml", LIMITS)), text, quoted=False)


@given(st.lists(plain_values.filter(lambda value: isinstance(value, dict)), min_size=1, max_size=4))
def test_documents_of_a_stream_keep_their_order_and_places(data):
    text = yaml.safe_dump_all(data, allow_unicode=True, sort_keys=False, explicit_start=True)
    documents = list(read_yaml(text, "a.yaml", LIMITS))
    assert [document.data for document in documents] == data
    places = [document.positions.of("") for document in documents]
    assert places == sorted(places)


@given(
    st.binary(max_size=60)
    | st.text(max_size=40).map(str.encode)
    | st.text("{}[]:,-&*!?|>'\"%@` \n\t#ab1.~<=\\u0", max_size=40).map(str.encode)
    | st.tuples(st.sampled_from([codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF32_BE]), st.binary(max_size=30)).map(
        b"".join
    ),
    st.sampled_from(["a.yaml", "a.json", "a.jsonl", "a.txt", "<stdin>"]),
)
@example(b"&a [*a]", "a.yaml")
@example(b"? \n", "a.yaml")
@example(b"!!int", "a.yaml")
@example(b'"\\ud800"', "a.yaml")
@example(b"%TAG ! tag:x,1:\n--- !x y", "a.yaml")
def test_any_bytes_give_declarations_or_refusals_that_say_everything(content, file):
    for found in read(content, file):
        assert isinstance(found, Declaration | Refusal)
        if isinstance(found, Refusal):
            assert found.problems
            for problem in found.problems:
                assert problem.file == file
                assert problem.code
                assert problem.what
                assert problem.why
                assert problem.hint
                assert (problem.line is None) == (problem.column is None)
                assert problem.line is None or (problem.line >= 1 and problem.column >= 1)


@given(values)
def test_any_value_is_a_declaration_or_told_what_keeps_it_from_being_one(value):
    for found in read(json.dumps(value).encode(), "a.json"):
        assert isinstance(found, Declaration | Refusal)


@given(st.integers(5, 30), st.integers(2, 12))
def test_repetition_by_aliases_is_refused_before_it_grows(levels, width):
    lines = ["- &l0 [x]", *(f"- &l{n} [{', '.join([f'*l{n - 1}'] * width)}]" for n in range(1, levels))]
    assume(width ** (levels - 1) > LIMITS.expanded_nodes)
    [refused] = read_yaml("\n".join(lines), "a.yaml", LIMITS)
    assert refused.problems[-1].code in {"alias-expansion", "too-deep"}
