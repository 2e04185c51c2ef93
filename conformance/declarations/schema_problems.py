"""What a document breaks of the declaration schema, told by field and with a mend.

The validator's errors are taken one a place: what is told is the field that is wrong, not the branch of the schema in
which the validator noticed it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import partial
from typing import TYPE_CHECKING, Any

from conformance.declarations import pointers
from conformance.declarations.derivation_plan import derived_names
from conformance.declarations.form import Form, declaration_form
from conformance.declarations.refusals import Problem
from conformance.declarations.schema_errors import schema_errors

if TYPE_CHECKING:
    from conformance.declarations.positions import Position, Positions

_RANK = {"type": 0, "enum": 1, "const": 1}
_TYPES = {
    "object": "a mapping",
    "array": "a list",
    "string": "text",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "null": "null",
}
_TRUTH_WORDS = {"yes": True, "on": True, "true": True, "y": True, "no": False, "off": False, "false": False, "n": False}
_LEAVE_OUT = "leave it out, or list it in declaration.omissions with a reason"
_FORMS = {
    "^[A-Z]{2}$": "the two letters of the country (ISO 3166-1), such as DE",
    "^[A-Z]{2}(-[A-Z0-9]{1,3}){0,2}$": "a code such as DE, EU or US-CA (ISO 3166)",
    "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$": "a language tag such as en or zh-Hans (BCP 47)",
    "^[a-z0-9-]+:[0-9a-fA-F]+$": "the algorithm and the digest in hexadecimal, such as sha256:9f86d0",
}
_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_NUMBER = re.compile(r"[-+]?[0-9][0-9_,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")


def schema_problems(data: object, positions: Positions, file: str, most: int) -> list[Problem]:
    """Return what is wrong with ``data`` by the declaration schema, one problem a place, in the order of the text.

    Args:
        data: the JSON value of a document.
        positions: where its parts stand.
        file: the source's name for messages.
        most: how many problems are told; finding mends takes time, so it is done for these alone.
    """
    form = declaration_form()
    if not isinstance(data, dict):
        return [_no_mapping(data, positions, file)]
    told: dict[tuple[str, ...], tuple[int, Position, Callable[[], Problem]]] = {}
    for error in schema_errors(data):
        path = tuple(str(token) for token in error.instance_path)
        kind: Any = error.kind
        if kind.name == "additionalProperties":
            for name in kind.unexpected:
                at = positions.of(pointers.join([*path, name]), "key")
                told[*path, name] = 0, at, partial(_unknown_key, form, path, name, at, file)
        elif kind.name == "required":
            at = positions.of(pointers.join(path), "key")
            told[*path, kind.property] = 0, at, partial(_missing_key, form, path, kind.property, at, file)
        else:
            rank = _RANK.get(kind.name, 2)
            if path not in told or told[path][0] > rank:
                at = positions.of(pointers.join(path))
                told[path] = rank, at, partial(_wrong_value, form, path, error, at, file)
    in_order = sorted(told.values(), key=lambda fault: fault[1])
    return [describe() for _, _, describe in in_order[:most]]


def _no_mapping(data: object, positions: Positions, file: str) -> Problem:
    line, column = positions.of("")
    return Problem(
        "wrong-type",
        file,
        line,
        column,
        "",
        f"the document is {_shown(data)}",
        "a declaration is a mapping of sections",
        "start with 'declaration:', 'organisation:' and 'system:'; 'conformance init' writes a declaration to fill in",
    )


def _unknown_key(form: Form, path: Sequence[str], name: str, at: Position, file: str) -> Problem:
    pointer = pointers.join([*path, name])
    section = form.field(path) or {}
    why = f"{_section(path)} of the declaration format has no such field"
    code, what = "unknown-key", f"the key '{name}' is not known"
    if name in derived_names():
        code, what = "derived-field", f"the key '{name}' is stated"
        why, hint = "this field is derived when a declaration is read, so that nobody can state it wrongly", "leave it out"
    elif name == "<<":
        hint = "YAML 1.2 has no merge keys: repeat the members here, or give the whole value by an alias"
    else:
        hint = _instead_of_key(form, section, name)
    return Problem(code, file, at.line, at.column, pointer, what, why, hint)


def _instead_of_key(form: Form, section: Mapping[str, Any], name: str) -> str:
    known = list(section.get("properties", {}))
    if near := _near(name, known):
        return f"did you mean {_either(near)}?"
    elsewhere = _paths_by_name(form)
    if name.lower() in elsewhere:
        return f"such a field is {_either(elsewhere[name.lower()][:3])}: move it there"
    if near := _near(name, elsewhere):
        return f"did you mean {_either(elsewhere[near[0]][:3])}?"
    return f"leave it out; the fields here are {_listed(known)}"


def _paths_by_name(form: Form) -> dict[str, list[str]]:
    paths: dict[str, list[str]] = {}
    for path, _ in form.fields():
        paths.setdefault(path.rpartition(".")[2].removesuffix("[]"), []).append(path)
    return paths


def _missing_key(form: Form, path: Sequence[str], name: str, at: Position, file: str) -> Problem:
    pointer = pointers.join([*path, name])
    field = form.field([*path, name]) or {}
    meaning = field.get("description", "").rstrip(".")
    what = f"the key '{name}' is missing"
    return Problem(
        "missing-key",
        file,
        at.line,
        at.column,
        pointer,
        what,
        f"{_section(path)} must state it",
        f"add '{name}': {_lower_first(meaning)}",
    )


def _wrong_value(form: Form, path: Sequence[str], error: Any, at: Position, file: str) -> Problem:
    pointer = pointers.join(path)
    field = form.field(path) or {}
    value = error.instance
    why = _rule(field)
    keyword = error.kind.name
    if keyword == "type" and value is None and path and path[-1] in (form.field(path[:-1]) or {}).get("required", ()):
        code, what, hint = "wrong-type", "the value is null", "state it: this key is required"
    elif keyword == "type":
        code, what, hint = "wrong-type", f"the value is {_shown(value)}", _instead_of_type(field, value)
    elif keyword == "enum":
        code, what, hint = "unknown-value", f"{_shown(value)} is not an allowed value", _instead_of_value(field, value)
    elif keyword == "pattern":
        code, what, hint = "wrong-form", f"{_shown(value)} does not have the required form", _instead_of_form(field, value)
    elif keyword == "minLength":
        code, what, hint = "empty-text", "the text is empty", _LEAVE_OUT
    elif keyword == "uniqueItems":
        code, what, hint = "repeated-item", "the list names an item twice", "remove the repetition"
    elif keyword in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"):
        code, what, hint = "out-of-range", f"{_shown(value)} is out of range", "check the number and its unit"
    else:
        code, what, hint = "invalid", f"{_shown(value)} breaks the rule '{keyword}' of this field", "see 'conformance schema'"
    return Problem(code, file, at.line, at.column, pointer, what, why, hint)


def _rule(field: Mapping[str, Any]) -> str:
    kind = _TYPES.get(field.get("type", ""), "a value of another kind")
    if field.get("format") == "date":
        kind = "a date"
    elif field.get("format") == "uri":
        kind = "an absolute address"
    elif "enum" in field:
        kind = "a value of a closed list"
    bounds = [f"{words} {field[keyword]:,}" for keyword, words in (("minimum", "from"), ("maximum", "to")) if keyword in field]
    unit = f" in {field['unit']}" if "unit" in field else ""
    meaning = f" ({_lower_first(field['description'].rstrip('.'))})" if field.get("description") else ""
    return f"the field is {' '.join([kind, *bounds])}{unit}{meaning}"


def _instead_of_type(field: Mapping[str, Any], value: object) -> str:
    expected = field.get("type")
    if value is None:
        return _LEAVE_OUT
    if expected == "string":
        if field.get("format") == "date":
            return "write the whole date as YYYY-MM-DD"
        if isinstance(value, list) and len(value) == 1:
            return "write the value without a list"
        return "put it in quotes" if isinstance(value, bool | int | float) else "write one text"
    if expected == "boolean":
        word = _TRUTH_WORDS.get(value.lower()) if isinstance(value, str) else None
        return f"write {str(word).lower()}, without quotes" if word is not None else "write true or false"
    if expected in ("integer", "number"):
        if isinstance(value, str) and _NUMBER.fullmatch(value):
            return f"write {value.replace('_', '').replace(',', '')}, without quotes or separators"
        return "write a whole number" if expected == "integer" else "write a number, without a unit"
    if expected == "array" and not isinstance(value, dict | list):
        return f"write a list: [{value}]"
    return "write a list, with '-' before each item" if expected == "array" else "write a mapping of fields: 'name: value'"


def _instead_of_value(field: Mapping[str, Any], value: object) -> str:
    allowed = [str(option) for option in field.get("enum", ())]
    if near := _near(str(value), allowed):
        meanings = dict(zip(allowed, field.get("enumDescriptions", ()), strict=False)) | dict(field.get("meanings", {}))
        return (
            "did you mean "
            + " or ".join(f"'{option}'" + (f" ({meanings[option]})" if option in meanings else "") for option in near)
            + "?"
        )
    return f"write {'one of ' if len(allowed) > 1 else ''}{_listed(allowed)}"


def _instead_of_form(field: Mapping[str, Any], value: object) -> str:
    if field.get("format") == "date":
        found = _DATE.fullmatch(str(value))
        return f"write {found[1]}-{found[2]:0>2}-{found[3]:0>2}" if found else "write the whole date as YYYY-MM-DD"
    if field.get("format") == "uri":
        return "write an address with its scheme, such as https://example.com/"
    if field.get("format") == "json-pointer":
        return "write a JSON Pointer, such as /model/name"
    pattern = field.get("pattern", "")
    return f"write {_FORMS.get(pattern, f'text of the form {pattern}')}"


def _near(name: str, known: Iterable[str]) -> list[str]:
    plain = {_plain(candidate): candidate for candidate in known}
    return [plain[match] for match in get_close_matches(_plain(name), list(plain), n=3, cutoff=0.75)]


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "-", name.strip().lower())


def _section(path: Sequence[str]) -> str:
    return f"the part {pointers.join(path)}" if path else "the root"


def _either(names: Sequence[str]) -> str:
    return " or ".join(f"'{name}'" for name in names)


def _listed(names: Sequence[str], most: int = 12) -> str:
    return ", ".join(names[:most]) + (f" and {len(names) - most} others" if len(names) > most else "")


def _lower_first(text: str) -> str:
    return text[:1].lower() + text[1:] if text[1:2].islower() or text[1:2] == " " else text


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, list):
        return "a list" if value else "an empty list"
    if isinstance(value, str):
        return f"the text '{value}'" if len(value) <= 60 else f"the text '{value[:57]}...'"
    if value is None:
        return "null"
    return f"the {'number' if not isinstance(value, bool) else 'value'} {str(value).lower()}"
