"""The shipped suite: complete, described by its schemas, true to its digests."""

import json
from dataclasses import replace
from functools import cache
from hashlib import sha256

import jsonschema_rs
import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import derive
from conformance.resources import data_path
from conformance.suite.building import NEVER_FAILS, lacks
from conformance.suite.case import Kind
from conformance.suite.files import INDEX, read_suite, suite_path
from conformance.verdicts import Judge

BASE = "https://ai-conformance.example/schemas/"
INDEXED = json.loads((suite_path() / INDEX).read_text(encoding="utf-8"))


@cache
def validator(name):
    names = ["suite/case.json", "suite/file.json", "suite/index.json", "suite/results.json", "declaration/bundle.json"]
    resources = [(BASE + each, json.loads(data_path("schemas", *each.split("/")).read_text(encoding="utf-8"))) for each in names]
    registry = jsonschema_rs.Registry(resources, draft=jsonschema_rs.Draft202012)
    return jsonschema_rs.Draft202012Validator({"$ref": f"{BASE}suite/{name}"}, registry=registry)


def test_the_index_is_described_by_its_schema_and_names_every_file():
    validator("index.json").validate(INDEXED)
    found = {path.relative_to(suite_path()).as_posix() for path in suite_path().glob("*/*.json")}
    assert found == INDEXED["files"].keys()


def test_every_file_is_described_by_its_schema_and_has_the_digest_that_the_index_gives():
    for name, digest in INDEXED["files"].items():
        content = (suite_path() / name).read_bytes()
        assert sha256(content).hexdigest() == digest, name
        validator("file.json").validate(json.loads(content))


def test_every_requirement_has_its_three_cases_or_is_named_as_lacking_one():
    lacking = {file.requirement: lacks(file) for file in read_suite(suite_path()) if lacks(file)}
    assert lacking == INDEXED["missing"]


def test_a_requirement_whose_violations_never_fail_is_named_with_the_reason():
    (file,) = (file for file in read_suite(suite_path(), ["us-ca-sb53"]) if file.requirement == "us-ca-sb53/framework")
    assert lacks(file) == {}
    never = replace(file, cases=tuple(replace(case, verdict="undeclared") for case in file.cases))
    assert lacks(never) == {"violating": NEVER_FAILS}
    none = replace(file, cases=tuple(case for case in file.cases if case.kind is not Kind.CONFORMING))
    assert list(lacks(none)) == ["conforming"]


def _judged(judge, case):
    return judge(derive(case.declaration, case.as_of), as_of=case.as_of, suppose_in_force=case.suppose_in_force)


@pytest.mark.parametrize("regime", sorted({name.partition("/")[0] for name in INDEXED["files"]}))
def test_the_judge_agrees_with_every_case(regime):
    judge = Judge(load_catalogue(), [regime])
    for file in read_suite(suite_path(), [regime]):
        for number, case in enumerate(file.cases):
            verdicts = {each.id: str(each.status) for each in _judged(judge, case)}
            assert verdicts.get(file.requirement) == case.verdict, f"{file.requirement}#{number}: {case.description}"
