"""Laws of deriving: nothing that is stated changes, everything added is told, and only ages move with the day."""

import copy
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from conformance.declarations import derive, pointers
from conformance.declarations.derivation_plan import derivation_plan

days = st.dates(date(2015, 1, 1), date(2035, 1, 1))
codes = st.sampled_from(["DE", "EU", "US-CA", "US", "CN-GD", "CN-HK", "JP", "GB-SCT"])


def objects(plan):
    """Strategy of objects with some of the fields of ``plan`` and one that nothing is derived from."""
    fields = {source: days.map(date.isoformat) for source, _, _ in plan.dates}
    fields |= {source: codes for source, _ in plan.reaches}
    fields |= {name: objects(inner) for name, inner in plan.members}
    fields |= {name: st.lists(objects(inner), max_size=2) for name, inner in plan.lists}
    return st.fixed_dictionaries({}, optional={**fields, "other": st.integers()})


closable = st.sampled_from(["/model/released_on", "/risk/reviewed_on", "/data/training", "/use/minimum_age", "/oversight"])
reasons = st.sampled_from(["none", "not-applicable", "security", "not-measured"])


@st.composite
def declarations(draw):
    data = draw(objects(derivation_plan()))
    omitted = draw(st.lists(st.tuples(closable, reasons), max_size=4, unique_by=lambda omission: omission[0]))
    head = data.setdefault("declaration", {})
    head["omissions"] = [{"field": field, "reason": reason} for field, reason in omitted if value_at(data, field) is None]
    return data


def value_at(data, pointer):
    for token in pointers.split(pointer):
        if isinstance(data, list):
            data = data[int(token)]
        elif isinstance(data, dict) and token in data:
            data = data[token]
        else:
            return None
    return data


def without(data, added):
    """Return ``data`` without what stands at the pointers ``added``, and without the objects that then are empty."""
    if isinstance(data, dict):
        kept = {key: without(item, {p[1:] for p in added if p[0] == key and len(p) > 1}) for key, item in data.items()}
        return {key: item for key, item in kept.items() if (key,) not in added and (item != {} or data[key] == {})}
    if isinstance(data, list):
        return [without(item, {p[1:] for p in added if p[0] == str(index)}) for index, item in enumerate(data)]
    return data


@given(declarations(), days)
def test_a_declaration_is_never_changed(data, day):
    before = copy.deepcopy(data)
    derive(data, day)
    assert data == before


@given(declarations(), days)
def test_without_what_was_added_the_declaration_is_left(data, day):
    judged = derive(data, day)
    added = {tuple(pointers.split(pointer)) for pointer in judged.derived}
    empty = [key for key, item in data.items() if item == {}]
    assert without(judged.document, added) | {key: {} for key in empty} == data


@given(declarations(), days)
def test_everything_added_is_there_with_its_rule(data, day):
    judged = derive(data, day)
    for pointer, rule in judged.derived.items():
        parent, _, name = pointer.rpartition("/")
        assert name in value_at(judged.document, parent)
        assert rule


@given(declarations(), days, st.integers(0, 5000))
def test_only_ages_move_with_the_day_and_they_move_by_its_distance(data, day, distance):
    earlier, later = derive(data, day), derive(data, day + timedelta(days=distance))
    assert earlier.derived == later.derived
    for pointer in earlier.derived:
        before, after = value_at(earlier.document, pointer), value_at(later.document, pointer)
        assert after == (before + distance if pointer.endswith("_age_days") and before is not None else before)


@given(declarations(), days)
def test_what_is_withheld_is_never_there(data, day):
    judged = derive(data, day)
    assert all(value_at(judged.document, pointer) is None for pointer in judged.withheld)
    assert not judged.withheld.keys() & judged.derived.keys()
