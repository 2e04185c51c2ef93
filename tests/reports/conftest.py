"""A check of small declarations against the small catalogue of ``tests/verdicts``, and golden files.

A golden file holds the exact output of a report. ``CONFORMANCE_REFRESH_GOLDEN=1 pytest tests/reports tests/cli`` writes them
anew; read the difference before committing it.
"""

import os
from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import Level, load_catalogue
from conformance.declarations import derive, read
from conformance.matrix import judged_declaration
from conformance.reports.check import Check
from conformance.verdicts import Judge, Waiver, examine, waiver_use

DAY = date(2026, 11, 23)
GOLDEN = Path(__file__).parent / "golden"
TEXT = """\
declaration: {{id: "urn:example:{name}", version: "1", language: en, issued_on: 2026-01-31}}
organisation: {{name: Example, country: DE, roles: [provider]}}
system: {{name: {name}, version: "2"}}
markets:
  - {{jurisdiction: DE, placed_on: 2026-03-01}}
use:
  circumstances: [public-facing]
  practices: []
"""
SORTER = TEXT.format(name="Sorter") + "rights:\n  reply_days: 31\n"
WRITER = TEXT.format(name="Writer") + "rights: {reply_days: 5, complaint_channel: mail}\n"


@pytest.fixture
def golden(request):
    """Compares a text with the golden file of that name."""

    def compare(name, text):
        path = GOLDEN / name
        if os.environ.get("CONFORMANCE_REFRESH_GOLDEN"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path} differs; see conftest.py on refreshing it"

    return compare


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(Path(__file__).parents[1] / "verdicts" / "schemas")


def examined(catalogue, judge, text, file, waivers=()):
    (declaration,) = read(text.encode(), file)
    judged = derive(declaration.data, DAY)
    return examine(declaration, judged, judge(judged, as_of=DAY, waivers=waivers), catalogue)


@pytest.fixture(scope="session")
def check(catalogue):
    """Checks texts by file name at level shall; further arguments are those of ``Check``."""
    judge = Judge(catalogue)

    def made(files, waivers=None, **changes):
        examinations = tuple(examined(catalogue, judge, text, file, waivers or ()) for file, text in sorted(files.items()))
        verdicts = [v for e in examinations for v in e.verdicts]
        settings = {
            "as_of": DAY,
            "level": Level.SHALL,
            "strict": False,
            "named": (),
            "what_if": (),
            "suppose_in_force": False,
            "regimes": judge.regimes,
            "waiver_use": None if waivers is None else waiver_use(waivers, verdicts, DAY),
        }
        return Check(examinations=examinations, **(settings | changes))

    return made


@pytest.fixture
def both():
    return {"sorter.declaration.yaml": SORTER, "writer.declaration.yaml": WRITER}


@pytest.fixture
def sorter():
    return {"sorter.declaration.yaml": SORTER}


@pytest.fixture
def waivers():
    return (
        Waiver("eu-toy/art-1", None, "the channel opens in January", date(2026, 12, 31), "Board", "waivers.yaml:2:5"),
        Waiver("eu-toy/art-5", None, "was not needed any more", date(2026, 1, 31), None, "waivers.yaml:6:5"),
        Waiver("cn-toy/*", None, "not offered yet", date(2027, 1, 31), None, "waivers.yaml:9:5"),
    )


@pytest.fixture(scope="session")
def rows(check):
    made = check({"sorter.declaration.yaml": SORTER, "writer.declaration.yaml": WRITER})
    return [judged_declaration(e.key, e.declaration.data, e.verdicts) for e in made.examinations]
