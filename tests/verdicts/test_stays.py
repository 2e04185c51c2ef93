"""Law that is stayed, and law that is supposed to be in force."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import InForce, Stay, Variant, Window, load_catalogue
from conformance.declarations import derive
from conformance.reports.regimes import render_regime
from conformance.reports.timeline import render_timeline
from conformance.verdicts import Judge, Status
from conformance.verdicts.in_force import in_force_on, supposed
from conformance.verdicts.timeline import Turn, timeline

SCHEMAS = Path(__file__).parent / "schemas"
STAYED = {"from": "2026-10-01", "to": "2026-12-31", "reason": "A court has suspended it."}
DAY = date(2026, 11, 23)


def catalogue_with(folder, slug, stay):
    """The small catalogue, with a stay of one requirement of the toy act."""
    shutil.copytree(SCHEMAS, folder / "schemas")
    file = folder / "schemas" / "regimes" / "eu-toy.json"
    act = json.loads(file.read_text(encoding="utf-8"))
    act["$defs"][slug]["requirement"]["inForce"]["stayed"] = stay
    file.write_text(json.dumps(act), encoding="utf-8")
    return load_catalogue(folder / "schemas")


@pytest.fixture(scope="module")
def stayed_catalogue(tmp_path_factory):
    return catalogue_with(tmp_path_factory.mktemp("stayed"), "art-1", STAYED)


@pytest.fixture(scope="module")
def stayed_judge(stayed_catalogue):
    judge = Judge(stayed_catalogue, ["eu-toy"])
    return lambda data, day, **options: {v.id: v for v in judge(derive(data, day), as_of=day, **options)}


def test_while_it_is_stayed_a_requirement_is_not_in_force_and_says_since_when_and_why(small, stayed_judge):
    verdict = stayed_judge(small, DAY)["eu-toy/art-1"]
    assert verdict.status is Status.NOT_IN_FORCE
    assert verdict.reason == "stayed since 2026-10-01 until 2026-12-31: A court has suspended it."
    assert verdict.underlying is Status.UNDECLARED


@pytest.mark.parametrize(
    ("day", "in_force"),
    [(date(2026, 9, 30), True), (date(2026, 10, 1), False), (date(2026, 12, 31), False), (date(2027, 1, 1), True)],
)
def test_both_ends_of_a_stay_are_stayed_and_the_days_beside_it_are_not(small, stayed_judge, day, in_force):
    verdict = stayed_judge(small, day)["eu-toy/art-1"]
    assert (verdict.status is not Status.NOT_IN_FORCE) is in_force


def test_a_stay_without_an_end_lasts():
    dates = InForce(Window(date(2026, 6, 30)), stay=Stay(date(2026, 4, 27), None, "Enforcement is enjoined."))
    assert in_force_on(dates, [], date(2030, 1, 1)) == (False, "stayed since 2026-04-27: Enforcement is enjoined.")
    assert in_force_on(dates, [], date(2026, 5, 1)) == (
        False,
        "from 2026-06-30; stayed since 2026-04-27: Enforcement is enjoined.",
    )


def test_the_stay_of_one_requirement_leaves_the_others_as_they_are(small, stayed_judge, verdicts_on):
    stayed, plain = stayed_judge(small, DAY), verdicts_on(small)
    assert {id for id, verdict in stayed.items() if verdict.status is not plain[id].status} == {"eu-toy/art-1"}


def test_the_timeline_shows_when_a_stay_begins_and_ends(stayed_catalogue):
    span = (date(2026, 10, 1), date(2026, 12, 31))
    events = timeline(stayed_catalogue, stayed_catalogue.select(("eu-toy",)), *span)
    stays = [(event.day, event.turn, event.reason) for event in events if event.requirement.id == "eu-toy/art-1"]
    assert stays == [(span[0], Turn.STAYED, STAYED["reason"]), (span[1], Turn.STAY_ENDS, STAYED["reason"])]
    text = render_timeline(events, *span, None, "table")
    assert "last day stayed" in text
    assert "1 stays begin, 1 end" in text
    assert f"all ({STAYED['reason']})" in text


def test_a_first_day_that_falls_into_a_stay_says_so(tmp_path):
    stay = {"from": "2027-01-01", "to": None, "reason": "A later act suspends it."}
    catalogue = catalogue_with(tmp_path, "art-4", stay)
    day = date(2027, 8, 2)
    events = timeline(catalogue, catalogue.select(("eu-toy",)), day, day)
    (event,) = (event for event in events if event.requirement.id == "eu-toy/art-4")
    assert event.turn is Turn.FIRST_DAY
    assert event.reason == "stayed since 2027-01-01: A later act suspends it."


@pytest.mark.parametrize("form", ["table", "markdown", "json"])
def test_the_regime_shows_the_stay(stayed_catalogue, form):
    text = render_regime(stayed_catalogue, stayed_catalogue.regimes["eu-toy"], DAY, form)
    assert "stayed since 2026-10-01" in text
    assert STAYED["reason"] in text


def test_supposing_it_in_force_looks_past_stays_and_first_days_and_says_so(small, stayed_judge):
    verdicts = stayed_judge(small, DAY, suppose_in_force=True)
    assert verdicts["eu-toy/art-1"].status is Status.UNDECLARED
    assert verdicts["eu-toy/art-1"].reason.startswith("supposed to be in force; in fact: stayed since 2026-10-01")
    small["rights"] = {"reply_days": 31}
    verdicts = stayed_judge(small, DAY, suppose_in_force=True)
    assert verdicts["eu-toy/art-4"].status is Status.FAIL
    assert verdicts["eu-toy/art-4"].reason == "supposed to be in force; in fact: from 2027-08-02"
    assert verdicts["eu-toy/art-7"].status is not Status.NOT_IN_FORCE
    assert verdicts["eu-toy/art-7"].reason.endswith("no date of entry into force")


def test_supposing_does_not_bring_back_what_was_superseded(small, stayed_judge):
    assert stayed_judge(small, DAY, suppose_in_force=True)["eu-toy/art-6"].reason == "until 2026-06-30"


def test_supposing_changes_nothing_of_what_is_in_force(small, verdicts_on):
    plain, supposing = verdicts_on(small), verdicts_on(small, suppose_in_force=True)
    assert any(verdict.in_force for verdict in plain.values())
    assert all(supposing[id] == verdict for id, verdict in plain.items() if verdict.in_force)


def test_supposing_keeps_the_conditions_of_variants():
    past, still = Window(date(2024, 1, 1), date(2026, 6, 30)), Window(date(2028, 1, 1))
    dates = InForce(still, (Variant(True, past, "a transition"),))
    assert in_force_on(supposed(dates, DAY), [True], DAY) == (False, "until 2026-06-30")
    assert in_force_on(supposed(dates, DAY), [False], DAY) == (True, "")
    assert in_force_on(supposed(dates, DAY), [None], DAY)[0] is None
