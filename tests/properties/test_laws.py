"""Laws that the judging of every regime keeps, over the declarations of the suite and the shipped ones."""

import copy
import json
from datetime import date, timedelta
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conformance.catalogue import load_catalogue
from conformance.declarations import derive, load
from conformance.logic.terms import Contains, ItemCount
from conformance.resources import data_path
from conformance.suite.bench import Workshop
from conformance.suite.files import read_file, suite_path
from conformance.suite.form import parts
from conformance.verdicts import Judge, Status
from conformance.verdicts.in_force import contains

AS_OF = date(2026, 11, 23)
FILES = tuple(path.relative_to(suite_path()).as_posix() for path in sorted(suite_path().glob("*/*.json")))
SOME = settings(max_examples=60, suppress_health_check=list(HealthCheck))
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@cache
def file(name):
    return read_file(suite_path() / name)


@cache
def judge(regime):
    return Judge(load_catalogue(), [regime])


@cache
def workshop():
    return Workshop(load_catalogue())


def verdicts(data, regime, day):
    return {each.id: each.status for each in judge(regime)(derive(data, day), as_of=day)}


@st.composite
def cases(draw, *, plain=False):
    """A case of the suite with the id of its regime; if ``plain``, one in which no pointer names a place."""
    chosen = file(draw(st.sampled_from(FILES)))
    found = [case for case in chosen.cases if not (plain and '"/' in json.dumps(case.declaration))]
    if not found:
        return draw(cases(plain=plain))
    return draw(st.sampled_from(found)), chosen.requirement.partition("/")[0]


@st.composite
def poorer(draw, value, at=""):
    """The same value with some members left out, but for what decides how the rest is read."""
    if isinstance(value, dict):
        kept = {}
        for name, member in value.items():
            required = at in ("", "/declaration", "/organisation", "/system") and name in REQUIRED
            if required or draw(st.integers(0, 5)) or at.startswith("/declaration"):
                kept[name] = draw(poorer(member, f"{at}/{name}"))
        return kept
    return [draw(poorer(item, f"{at}/-")) for item in value] if isinstance(value, list) else value


REQUIRED = ("declaration", "organisation", "system", "id", "version", "language", "issued_on", "name")
EXAMPLES = tuple(
    found.data
    for found in load(
        [data_path("fixtures", "declarations", "examples", f"{name}.declaration.yaml") for name in ("exemplary", "hopeless")]
    )
)


@cache
def whole():
    return Judge(load_catalogue())


@settings(max_examples=15, suppress_health_check=list(HealthCheck))
@given(data=st.data(), rich=st.sampled_from(EXAMPLES))
def test_saying_more_never_opens_what_was_settled(data, rich):
    poor = data.draw(poorer(rich))
    before, after = ({each.id: each.status for each in whole()(derive(each_, AS_OF), as_of=AS_OF)} for each_ in (poor, rich))
    for id, status in before.items():
        if status in (Status.FAIL, Status.NOT_APPLICABLE):
            assert after[id] in (status, Status.NOT_IN_FORCE), id
        if status is Status.PASS:
            assert after[id] in (Status.PASS, Status.NOT_APPLICABLE, Status.NOT_IN_FORCE), id


@SOME
@given(cases())
def test_judging_twice_gives_the_same(drawn):
    case, regime = drawn
    before = copy.deepcopy(case.declaration)
    assert verdicts(case.declaration, regime, case.as_of) == verdicts(case.declaration, regime, case.as_of)
    assert case.declaration == before


@SOME
@given(cases(), st.text(min_size=1), st.sampled_from(["https://example.net/a", "urn:example:b"]))
def test_names_and_identifiers_change_no_verdict(drawn, name, id):
    case, regime = drawn
    renamed = copy.deepcopy(case.declaration)
    renamed["declaration"] |= {"id": id, "version": "2"}
    renamed["organisation"]["name"] = name
    renamed["system"]["name"] = name
    assert verdicts(renamed, regime, case.as_of) == verdicts(case.declaration, regime, case.as_of)


def shuffled(value, draw):
    if isinstance(value, dict):
        return {name: shuffled(member, draw) for name, member in value.items()}
    if isinstance(value, list):
        return draw(st.permutations([shuffled(item, draw) for item in value]))
    return value


@SOME
@given(cases(plain=True), st.data())
def test_the_order_of_items_changes_no_verdict(drawn, data):
    case, regime = drawn
    assert verdicts(shuffled(case.declaration, data.draw), regime, case.as_of) == verdicts(case.declaration, regime, case.as_of)


def repeated(value):
    if isinstance(value, dict):
        return {name: repeated(member) for name, member in value.items()}
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [repeated(item) for item in (*value, value[-1])]
    return value


@cache
def counting(regime):
    """The requirements that ask for a number of items."""
    found = set()
    for name, term in workshop().terms(load_catalogue().regimes[regime]).items():
        for each in parts(term):
            if isinstance(each, ItemCount) or (isinstance(each, Contains) and (each.minimum > 1 or each.maximum is not None)):
                found.add(name.partition("#")[0])
    return found


@SOME
@given(cases(plain=True))
def test_saying_a_thing_twice_changes_no_verdict_unless_things_are_counted(drawn):
    case, regime = drawn
    before, after = (verdicts(data, regime, case.as_of) for data in (case.declaration, repeated(case.declaration)))
    assert {id for id in before if before[id] is not after[id]} <= counting(regime)


@SOME
@given(st.sampled_from(FILES), DAYS, st.integers(0, 4000), st.integers(0, 4000))
def test_what_is_in_force_on_two_days_is_in_force_between_them(name, day, further, last):
    window = load_catalogue().requirement(file(name).requirement).in_force.default
    between, end = day + timedelta(days=further), day + timedelta(days=further + last)
    if contains(window, day) and contains(window, end):
        assert contains(window, between)
    if contains(window, day) and window.to is None:
        assert contains(window, end)


@pytest.mark.parametrize("regime", sorted({name.partition("/")[0] for name in FILES}))
def test_a_case_outside_the_scope_of_a_regime_is_judged_by_none_of_it(regime):
    nowhere = {**copy.deepcopy(EXAMPLES[0]), "markets": [{"jurisdiction": "AQ"}]}
    found = judge(regime)(derive(nowhere, AS_OF), as_of=AS_OF)
    for each in found:
        if each.scope is False:
            assert each.underlying is Status.NOT_APPLICABLE
