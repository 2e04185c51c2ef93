"""A converted file is judged as the file it was made of."""

import json
from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.cli.run import judge_paths
from conformance.declarations.adapters.original import Original
from conformance.declarations.adapters.registry import adapters
from conformance.declarations.limits import DEFAULT_LIMITS
from conformance.resources import data_path
from conformance.verdicts import Judge

DAY = date(2026, 11, 23)
REGIMES = ("cn-genai-measures", "eu-ai-act", "us-omb-m-25-21")
IMPORTS = Path(data_path("fixtures", "imports"))
FILES = [
    path
    for path in sorted(IMPORTS.rglob("*"))
    if path.is_file() and any(adapter.detects(Original(str(path), path, None, DEFAULT_LIMITS)) for adapter in adapters().values())
]


@pytest.fixture(scope="module")
def judge():
    return Judge(load_catalogue(), REGIMES)


def verdicts(paths, judge):
    """Return what is judged of each declaration by its id, and how many records are refused."""
    judged = judge_paths(paths, load_catalogue(), judge, as_of=DAY)
    told = [
        (
            each.declaration.data["declaration"]["id"],
            each.declaration.data["declaration"].get("configuration"),
            [(verdict.requirement.id, verdict.status, verdict.underlying, verdict.reason) for verdict in each.verdicts],
        )
        for each in judged.examinations
    ]
    return sorted(told, key=json.dumps), len(judged.refusals)


@pytest.mark.parametrize("form", ["yaml", "json"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(IMPORTS).as_posix())
def test_the_verdicts_stay(path, form, judge, run, tmp_path):
    result = run("convert", path, "-o", tmp_path / "converted", "--format", form, "--issued-on", DAY.isoformat())
    as_it_is, refused = verdicts([path], judge)
    assert result.exit_code == (2 if refused else 0), result.output
    converted = sorted(tmp_path.glob(f"converted/*.declaration.{form}"))
    assert len(converted) == len(as_it_is)
    if not converted:
        assert refused
        return
    assert verdicts([tmp_path / "converted"], judge) == (as_it_is, 0)
