"""``conformance regimes --between``."""

import csv
import io
import json

import pytest

SPAN = ("regimes", "--between", "2026-08-01", "2027-12-31")


def test_every_form_tells_the_same_events(run):
    events = json.loads(run(*SPAN, "--market", "EU", "--format", "json").stdout)["events"]
    rows = list(csv.DictReader(io.StringIO(run(*SPAN, "--market", "EU", "--format", "csv").stdout)))
    table = run(*SPAN, "--market", "EU").stdout
    assert [(e["day"], e["turn"], e["requirement"]) for e in events] == [(r["day"], r["turn"], r["requirement"]) for r in rows]
    opened = sum(event["turn"] == "first day" for event in events)
    assert table.splitlines()[-1] == (
        f"2026-08-01 to 2027-12-31, regimes that bind on the market EU: {opened} windows open, {len(events) - opened} close"
    )
    assert {event["jurisdiction"] for event in events} <= {"EU", "IT"}


def test_one_regime_may_be_asked_for(run):
    events = json.loads(run("regimes", "eu-ai-act", *SPAN[1:], "--format", "json").stdout)["events"]
    assert {event["regime"] for event in events} == {"eu-ai-act"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("regimes", "--between", "2027-01-01", "2026-01-01"), "2027-01-01 is after 2026-01-01"),
        (("regimes", "--between", "2027-01-01", "soon"), "not a day of the calendar"),
        (("regimes", "--market", "EU"), "--market goes with --between"),
        ((*SPAN, "--market", "europe"), "not a code like"),
    ],
)
def test_wrong_use_exits_with_2_and_says_why(run, arguments, message):
    result = run(*arguments)
    assert result.exit_code == 2
    assert message in result.stderr
