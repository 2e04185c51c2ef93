from datetime import date

import pytest

from conformance.errors import ConformanceError
from conformance.verdicts import WaiverError, read_waivers, waiver_use

GOOD = """\
waivers:
  - requirement: eu-toy/art-1
    reason: the channel opens in January
    expires: 2026-12-31
    approved_by: Board
  - requirement: cn-toy/*
    declaration: urn:example:1
    reason: not offered yet
    expires: 2026-01-31
  - requirement: eu-toy/art-2
    reason: never needed
    expires: 2027-01-31
"""


@pytest.fixture
def file(tmp_path):
    def write(text):
        path = tmp_path / "waivers.yaml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_waivers_are_read_with_their_places(file, catalogue):
    first, second, _ = read_waivers(file(GOOD), catalogue)
    assert (first.requirement, first.expires, first.approved_by) == ("eu-toy/art-1", date(2026, 12, 31), "Board")
    assert second.declaration == "urn:example:1"
    assert first.place.endswith("waivers.yaml:2:5")


def test_expired_and_unused_waivers_are_told_apart(file, catalogue, small, verdicts_on):
    waivers = read_waivers(file(GOOD), catalogue)
    day = date(2026, 11, 23)
    use = waiver_use(waivers, verdicts_on(small, day, waivers=waivers).values(), day)
    assert [w.requirement for w in use.expired] == ["cn-toy/*"]
    assert [w.requirement for w in use.unused] == ["eu-toy/art-2"]


@pytest.mark.parametrize(
    ("text", "place", "problem"),
    [
        ("waivers: [{requirement: eu-toy/art-1, reason: x}]", ":1:", "'expires' is a required property"),
        (GOOD.replace("reason: never", "motive: never"), ":10:5", "'reason' is a required property"),
        (GOOD.replace("2027-01-31", "2027-02-30"), ":12:14", "not a day of the calendar"),
        (GOOD.replace("eu-toy/art-2", "eu-toy/art-22"), ":10:18", "did you mean eu-toy/art-2"),
        (GOOD.replace("cn-toy/*", "cn-toi/*"), ":6:18", "did you mean cn-toy"),
        (GOOD + "---\nwaivers: []\n", "waivers.yaml", "there are 2"),
        ("waivers: [\n", ":", "not well-formed"),
        ("", "waivers.yaml", "there are 0"),
    ],
)
def test_a_broken_file_is_refused_where_it_is_broken(file, catalogue, text, place, problem):
    with pytest.raises(ConformanceError) as refused:
        read_waivers(file(text), catalogue)
    assert place in str(refused.value)
    assert problem in str(refused.value)


def test_a_missing_file_is_refused(tmp_path, catalogue):
    with pytest.raises(WaiverError, match="No such file"):
        read_waivers(tmp_path / "none.yaml", catalogue)
