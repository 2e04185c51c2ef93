from datetime import date

import pytest

from conformance.catalogue import UnknownNameError
from conformance.declarations import derive
from conformance.verdicts import Judge, Status
from conformance.verdicts.changes import Act, Change, changes_between, make_changes
from conformance.verdicts.explain import Kind, explain, facts_of
from conformance.verdicts.wording import in_words

DAY = date(2026, 11, 23)


def acts(explanation):
    return [(c.act, c.pointer, c.after) for c in explanation.mend.changes]


def test_without_a_declaration_it_names_the_facts_and_their_fields(catalogue):
    explanation = explain(catalogue, "eu-toy/art-1", as_of=DAY)
    assert explanation.verdict is None
    assert [fact.id for fact in facts_of(explanation.duty)] == ["offers-complaint-channel", "answers-complaints-within-30-days"]
    assert [fact.fields for fact in facts_of(explanation.trigger)] == [("/organisation/roles",)]


def test_a_composed_condition_is_taken_apart(catalogue):
    trigger = explain(catalogue, "toy-candidate/tc-01", as_of=DAY).trigger
    assert (trigger.kind, trigger.id) == (Kind.FACT, "acts-for-itself")
    assert [child.id for child in trigger.children] == ["is-provider", "is-deployer"]


def test_every_fact_has_its_truth(catalogue, read_one, small_text):
    explanation = explain(catalogue, "eu-toy/art-1", read_one(small_text + "rights: {reply_days: 7}\n"), as_of=DAY)
    assert [fact.grounds.value for fact in facts_of(explanation.duty)] == [None, True]
    assert explanation.duty.grounds.missing == ("/rights/complaint_channel",)


def test_silence_is_mended_by_declaring(catalogue, read_one, small_text):
    explanation = explain(catalogue, "eu-toy/art-1", read_one(small_text), as_of=DAY)
    assert explanation.mend.becomes is Status.PASS
    assert [(act, pointer) for act, pointer, _ in acts(explanation)] == [
        (Act.DECLARE, "/rights/complaint_channel"),
        (Act.DECLARE, "/rights/reply_days"),
    ]


def test_a_failure_is_mended_by_changing_what_fails_alone(catalogue, read_one, small_text):
    text = small_text + "rights: {reply_days: 31, complaint_channel: mail}\n"
    assert acts(explain(catalogue, "eu-toy/art-1", read_one(text), as_of=DAY)) == [(Act.CHANGE, "/rights/reply_days", 30)]


def test_a_forbidden_item_is_taken_out(catalogue, read_one, small_text):
    text = small_text.replace("practices: []", "practices: [emotion-inference-at-work-or-school, social-scoring]")
    assert acts(explain(catalogue, "eu-toy/art-2", read_one(text), as_of=DAY)) == [(Act.REMOVE, "/use/practices/1", None)]


def test_an_entry_is_added_to_a_list_with_the_date_behind_a_derived_age(catalogue, read_one, small_text):
    (change,) = explain(catalogue, "eu-toy/art-3", read_one(small_text), as_of=DAY).mend.changes
    assert (change.act, change.pointer) == (Act.DECLARE, "/governance/policies")
    assert change.after == [{"kind": "privacy", "reviewed_on": "2025-11-23"}]


def test_an_entry_that_nearly_fits_is_changed_rather_than_added_to(catalogue, read_one, small_text):
    text = small_text + "governance: {policies: [{kind: privacy}]}\n"
    explanation = explain(catalogue, "eu-toy/art-3", read_one(text), as_of=DAY)
    assert acts(explanation) == [(Act.DECLARE, "/governance/policies/0/reviewed_on", "2025-11-23")]


def test_a_list_marked_incomplete_is_made_complete(catalogue, read_one, small_text):
    text = small_text.replace("issued_on: 2026-01-31}", "issued_on: 2026-01-31, incomplete_lists: [/use/practices]}")
    assert acts(explain(catalogue, "eu-toy/art-2", read_one(text), as_of=DAY)) == [
        (Act.REMOVE, "/declaration/incomplete_lists/0", None)
    ]


def test_an_omission_is_withdrawn_with_the_declaration_of_what_it_left_out(catalogue, read_one, small_text):
    text = small_text.replace(
        "issued_on: 2026-01-31}", "issued_on: 2026-01-31, omissions: [{field: /rights/complaint_channel, reason: none}]}"
    )
    explanation = explain(catalogue, "eu-toy/art-5", read_one(text), as_of=DAY)
    assert {(act, pointer) for act, pointer, _ in acts(explanation)} == {
        (Act.REMOVE, "/declaration/omissions/0"),
        (Act.DECLARE, "/rights/complaint_channel"),
    }
    assert explanation.mend.valid


def test_nothing_is_mended_where_nothing_is_amiss(catalogue, read_one, small_text):
    assert explain(catalogue, "eu-toy/art-2", read_one(small_text), as_of=DAY).mend is None


@pytest.mark.parametrize("id", ["eu-toy/art-1", "eu-toy/art-3", "eu-toy/art-4", "eu-toy/art-5", "eu-toy/art-6"])
def test_no_change_can_be_left_out_and_all_together_settle_it(catalogue, read_one, small_text, id):
    declaration = read_one(small_text)
    mend = explain(catalogue, id, declaration, as_of=DAY).mend
    judge = Judge(catalogue, ["eu-toy"])

    def becomes(changes):
        data = make_changes(declaration.data, changes)
        return next(v.underlying for v in judge(derive(data, DAY), as_of=DAY) if v.id == id)

    assert becomes(mend.changes) is mend.becomes is Status.PASS
    for left_out in mend.changes:
        assert becomes([change for change in mend.changes if change is not left_out]) is not Status.PASS


def test_an_unknown_requirement_is_refused_with_the_nearest(catalogue):
    with pytest.raises(UnknownNameError, match="did you mean eu-toy/art-1"):
        explain(catalogue, "eu-toy/art-11", as_of=DAY)


def test_changes_make_the_one_declaration_of_the_other():
    before = {"a": {"b": 1, "l": [1, 2, {"c": 1}]}, "d": True}
    after = {"a": {"b": 2, "l": [1, 2, {"c": 1, "e": 5}, 3]}, "d": True, "f": {"g": {"h": []}}}
    changes = changes_between(before, after)
    assert make_changes(before, changes) == after
    assert [str(c.act) for c in changes] == ["change", "declare", "add", "declare"]
    assert changes[-1] == Change(Act.DECLARE, "/f/g/h", None, [])


def test_removals_do_not_disturb_each_other():
    before = {"l": ["a", "b", "c", "d"]}
    assert make_changes(before, changes_between(before, {"l": ["b", "d"]})) == {"l": ["b", "d"]}


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"properties": {"a": {"properties": {"b": {"type": "array", "contains": {"const": "x"}}}}}}, "/a/b includes x"),
        ({"properties": {"a": {"type": "integer", "minimum": 3, "exclusiveMaximum": 9}}}, "/a is at least 3 and is below 9"),
        ({"properties": {"a": {"type": "string"}}}, "/a is stated"),
        ({"not": {"properties": {"a": {"const": True}}}}, "not (/a is true)"),
        ({"anyOf": [{"properties": {"a": {"enum": ["x", "y"]}}}, False]}, "(/a is one of x, y or never)"),
        (True, "anything"),
    ],
)
def test_schemas_in_words(catalogue, schema, words):
    assert in_words(catalogue, schema, "") == words
