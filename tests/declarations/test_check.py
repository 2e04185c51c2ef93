"""What keeps a document from being a declaration, and how to mend it."""

import json

import pytest

from conformance.declarations import Declaration, read
from conformance.declarations.form import declaration_form
from conformance.declarations.schema_problems import _FORMS


def problems(data):
    [found] = read(json.dumps(data).encode(), "a.json")
    assert not isinstance(found, Declaration), "nothing was found wrong"
    return found.problems


def only_problem(data):
    [problem] = problems(data)
    return problem


def test_the_small_declaration_is_valid(small):
    [found] = read(json.dumps(small | {"$schema": "https://example.com/s.json"}).encode(), "a.json")
    assert isinstance(found, Declaration)


@pytest.mark.parametrize(
    ("data", "shown"), [("x", "the text 'x'"), (1, "the number 1"), (None, "null"), (True, "the value true")]
)
def test_a_document_that_is_no_mapping(data, shown):
    problem = only_problem(data)
    assert (problem.code, problem.line, problem.column, problem.pointer) == ("wrong-type", 1, 1, "")
    assert problem.what == f"the document is {shown}"
    assert "conformance init" in problem.hint


@pytest.mark.parametrize(
    ("section", "key", "hint"),
    [
        ("system", "lifecycle_stag", "did you mean 'lifecycle_stage'?"),
        ("system", "Lifecycle-Stage", "did you mean 'lifecycle_stage'?"),
        ("system", "country", "'organisation.country'"),
        ("system", "released_no", "did you mean 'model.released_on'"),
        ("system", "zzz", "the fields here are id, name, version"),
        ("system", "<<", "YAML 1.2 has no merge keys"),
        ("declaration", "issued_on_age_days", "leave it out"),
    ],
)
def test_an_unknown_key(small, section, key, hint):
    small[section][key] = 1
    problem = only_problem(small)
    assert problem.code == ("derived-field" if key.endswith("age_days") else "unknown-key")
    assert problem.pointer == f"/{section}/{key}"
    text = json.dumps(small)
    assert text[problem.column - 1 :].startswith(json.dumps(key))
    assert hint in problem.hint


def test_an_unknown_section_is_named_after_the_nearest(small):
    assert only_problem(small | {"contentMarking": {}}).hint == "did you mean 'content_marking'?"


def test_a_derived_list_is_refused_in_an_item(small):
    small["markets"] = [{"jurisdiction": "DE", "reach": ["DE"]}]
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("derived-field", "/markets/0/reach")


def test_a_missing_key_is_placed_at_the_key_of_its_section(small):
    del small["system"]["name"]
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("missing-key", "/system/name")
    assert json.dumps(small)[problem.column - 1 :].startswith('"system"')
    assert problem.hint.startswith("add 'name': ")


@pytest.mark.parametrize(
    ("path", "value", "what", "hint"),
    [
        (("declaration", "version"), 1.0, "the number 1.0", "put it in quotes"),
        (("declaration", "attested"), "yes", "the text 'yes'", "write true, without quotes"),
        (("declaration", "attested"), "off", "the text 'off'", "write false, without quotes"),
        (("declaration", "issued_on"), 2026, "the number 2026", "YYYY-MM-DD"),
        (("organisation", "address"), None, "null", "declaration.omissions"),
        (("organisation", "name"), None, "null", "this key is required"),
        (("organisation", "name"), ["x"], "a list", "without a list"),
        (("organisation", "roles"), "provider", "the text 'provider'", "write a list: [provider]"),
        (("organisation", "roles"), {}, "a mapping", "'-' before each item"),
        (("system", "name"), {"a": 1}, "a mapping", "write one text"),
    ],
)
def test_a_value_of_the_wrong_type(small, path, value, what, hint):
    section, key = path
    small[section][key] = value
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("wrong-type", f"/{section}/{key}")
    assert what in problem.what
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("value", "hint"), [("12,000", "write 12000,"), ("1_000", "write 1000,"), ("many", "whole number"), (1.5, "whole")]
)
def test_a_number_that_is_none(small, value, hint):
    small["markets"] = [{"jurisdiction": "DE", "registered_users": value}]
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("wrong-type", "/markets/0/registered_users")
    assert hint in problem.hint


def test_a_number_out_of_range(small):
    small["markets"] = [{"jurisdiction": "DE", "registered_users": -1}]
    problem = only_problem(small)
    assert problem.code == "out-of-range"
    assert "from 0" in problem.why


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("operational", "did you mean 'operation'"),
        ("Pre_Deployment", "did you mean 'pre-deployment'"),
        ("xyzzy", "write one of inception"),
    ],
)
def test_a_value_outside_a_closed_list(small, value, hint):
    small["system"]["lifecycle_stage"] = value
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("unknown-value", "/system/lifecycle_stage")
    assert hint in problem.hint


def test_a_wrong_type_is_told_once_though_it_is_outside_the_list_too(small):
    small["system"]["lifecycle_stage"] = 3
    assert only_problem(small).code == "wrong-type"


@pytest.mark.parametrize(
    ("section", "key", "value", "hint"),
    [
        ("organisation", "country", "Germany", "such as DE"),
        ("organisation", "website", "example.com", "https://"),
        ("declaration", "issued_on", "2026/1/5", "write 2026-01-05"),
        ("declaration", "issued_on", "2026-01-05T10:00:00Z", "write 2026-01-05"),
        ("declaration", "issued_on", "May 2026", "YYYY-MM-DD"),
        ("declaration", "language", "German!", "BCP 47"),
    ],
)
def test_text_of_the_wrong_form(small, section, key, value, hint):
    small[section][key] = value
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("wrong-form", f"/{section}/{key}")
    assert hint in problem.hint


def test_every_form_that_has_words_is_used_by_the_schema():
    used = json.dumps(declaration_form().bundle)
    assert [pattern for pattern in _FORMS if json.dumps(pattern) not in used] == []


def test_empty_text_and_repeated_items(small):
    small["system"]["version"] = ""
    small["organisation"]["roles"] = ["provider", "provider"]
    assert [problem.code for problem in problems(small)] == ["repeated-item", "empty-text"]


@pytest.mark.parametrize("day", ["2026-02-30", "2025-02-29", "2026-04-31"])
def test_a_day_that_no_calendar_has(small, day):
    small["declaration"]["issued_on"] = day
    small["markets"] = [{"jurisdiction": "DE", "placed_on": day}]
    first, second = problems(small)
    assert (first.code, first.pointer, first.what) == ("impossible-date", "/declaration/issued_on", f"there is no day {day}")
    assert second.pointer == "/markets/0/placed_on"


def test_impossible_days_are_told_with_the_errors_of_the_schema(small):
    small["declaration"]["issued_on"] = "2026-02-30"
    small["systm"] = 1
    assert [problem.code for problem in problems(small)] == ["impossible-date", "unknown-key"]


def test_all_problems_are_told_in_the_order_of_the_text_up_to_twenty(small):
    small["system"] |= {f"zz{n}": n for n in range(30)}
    told = problems({"zzz": 1} | small)
    assert len(told) == 20
    assert told[0].pointer == "/zzz"
    assert [problem.column for problem in told] == sorted(problem.column for problem in told)


@pytest.mark.parametrize(
    ("field", "reason", "code", "what"),
    [
        ("/nowhere", "security", "wrong-pointer", "leads to no field"),
        ("/markets/placed_on", "none", "wrong-pointer", "leads to no field"),
        ("", "none", "wrong-pointer", "leads to no field"),
        ("/system/name", "security", "wrong-omission", "cannot be left out"),
        ("/markets/7/placed_on", "none", "wrong-omission", "the item 7 of a list of 1"),
        ("/markets/0", "none", "wrong-omission", "the item 0 of a list of 1"),
        ("/organisation/country", "privacy", "contradiction", "it is stated"),
        ("/organisation/country", "none", "contradiction", "it is stated"),
        ("/markets", "none", "contradiction", "it is stated"),
    ],
)
def test_an_omission_that_cannot_be(small, field, reason, code, what):
    small["markets"] = [{"jurisdiction": "DE"}]
    small["declaration"]["omissions"] = [{"field": field, "reason": reason}]
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == (code, "/declaration/omissions/0/field")
    assert what in problem.what


@pytest.mark.parametrize(
    ("field", "reason"),
    [
        ("/model", "not-applicable"),
        ("/model/released_on", "none"),
        ("/markets/0/placed_on", "none"),
        ("/markets", "trade-secret"),
        ("/organisation/roles", "none"),
        ("/declaration/signatory", "privacy"),
    ],
)
def test_an_omission_that_can_be(small, field, reason):
    small["markets"] = [{"jurisdiction": "DE"}]
    small["organisation"]["roles"] = []
    small["declaration"]["omissions"] = [{"field": field, "reason": reason}]
    [found] = read(json.dumps(small).encode(), "a.json")
    assert isinstance(found, Declaration), str(found)


@pytest.mark.parametrize(
    ("pointer", "what", "hint"),
    [
        ("/nowhere", "leads to no field", "check the names"),
        ("/records/documents/0/covers", "names an item", "write /records/documents/covers"),
        ("/system/name", "is no list", "remove it"),
    ],
)
def test_an_incomplete_list_that_cannot_be(small, pointer, what, hint):
    small["declaration"]["incomplete_lists"] = ["/records/documents", pointer, "", "/records"]
    problem = only_problem(small)
    assert (problem.code, problem.pointer) == ("wrong-pointer", "/declaration/incomplete_lists/1")
    assert what in problem.what
    assert hint in problem.hint


def test_a_pointer_from_one_part_to_another_that_leads_to_no_field(small):
    source = {"url": "https://example.com/"}
    small["declaration"]["sources"] = [source | {"field": ""}, source | {"field": "/system/nmae"}]
    small["markets"] = [
        {"jurisdiction": "DE"},
        {"jurisdiction": "FR", "obligations": [{"clause": "1", "answered_by": "/nowhere"}]},
    ]
    told = problems(small)
    assert [(problem.code, problem.pointer) for problem in told] == [
        ("wrong-pointer", "/declaration/sources/1/field"),
        ("wrong-pointer", "/markets/1/obligations/0/answered_by"),
    ]
    assert told[0].what == "'/system/nmae' leads to no field"


def test_a_problem_is_told_on_one_line_whatever_the_key_holds(small):
    small["system"]["a\n::error::b\u202e\u2028" + "x" * 10_000] = 1
    told = str(only_problem(small))
    assert "\n" not in told
    assert r"a\u000a::error::b\u202e\u2028xxx" in told
    assert len(told) < 2000


def test_a_document_with_very_many_unknown_keys_is_told_about_soon(small):
    told = problems(small | {f"unknown{n}": n for n in range(20_000)})
    assert [problem.pointer for problem in told] == [f"/unknown{n}" for n in range(20)]


def test_an_error_far_down_a_very_long_document_is_found(small):
    small["markets"] = [{"jurisdiction": "DE"}] * 30_000 + [{"jurisdiction": "de"}]
    assert only_problem(small).pointer == "/markets/30000/jurisdiction"


def test_a_very_long_document_full_of_errors_is_told_about_soon(small):
    small["markets"] = [{"jurisdiction": 1}] * 20_000
    assert [problem.pointer for problem in problems(small)] == [f"/markets/{n}/jurisdiction" for n in range(20)]
