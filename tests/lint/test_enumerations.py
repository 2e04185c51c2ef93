"""A value that nothing reads is told, unless it is the other side or has a reason; a reason that is none is told too."""

import pytest

from conformance.lint import CHECKS, Edit, lint, read_draft
from conformance.resources import data_path

OURS = {"unused-value", "needless-reason"}
WHY = "Public registers state it."


def found(folder):
    return [finding for finding in lint(read_draft(folder), prove=False) if finding.code in OURS]


def enumeration(name, values, unread=None):
    body = {"title": name, "type": "string", "enum": values}
    annotated = body if unread is None else {**body, "unread": unread}
    return (
        Edit("declaration/enumerations.json", f"/$defs/{name}", annotated),
        Edit("declaration/bundle.json", f"/$defs/enumerations/$defs/{name}", body),
    )


def stages(values, field=None, unread=None):
    """A field system.stage of which a fact reads the value released."""
    stage = {"$ref": "#/$defs/enumerations/$defs/stage"}
    test = {"type": "string", "const": "released"}
    if field == "list":
        stage, test = {"type": "array", "items": stage}, {"type": "array", "contains": test}
    inner = {"type": "object", "required": ["stage"], "properties": {"stage": test}}
    body = {"type": "object", "required": ["system"], "properties": {"system": inner}}
    return (
        *enumeration("stage", values, unread),
        Edit("declaration/bundle.json", "/properties/system/properties/stage", stage),
        Edit("facts/system.json", "/$defs/states-name", {"title": "Example", "description": "An example.", **body}),
    )


def test_a_value_with_a_reason_is_spared(folder, spoil):
    spoil(enumeration("function", ["generating", "ranking", "juggling"], [{"values": ["juggling"], "why": WHY}]))
    assert found(folder) == []


def test_a_reason_spares_no_other_value(folder, spoil):
    values = ["generating", "ranking", "juggling", "dancing"]
    spoil(enumeration("function", values, [{"values": ["juggling"], "why": WHY}]))
    (finding,) = found(folder)
    assert finding.code == "unused-value"
    assert finding.pointer == "/$defs/function/enum"
    assert finding.what.endswith(
        "of the 4 values of function, 2 mentioned by a fact; neither mentioned nor with a reason: dancing"
    )


def test_a_reason_for_a_value_that_a_fact_reads_is_told_where_it_stands(folder, spoil):
    spoil(enumeration("function", ["generating", "ranking", "juggling"], [{"values": ["juggling", "ranking"], "why": WHY}]))
    (finding,) = found(folder)
    assert finding.code == "needless-reason"
    assert finding.pointer == "/$defs/function/unread/0/values/1"
    assert finding.what == "'ranking' of function is mentioned by a fact"
    lines = (folder / "declaration" / "enumerations.json").read_text(encoding="utf-8").splitlines()
    assert lines[finding.line - 1][finding.column - 1 :].startswith('"ranking"')


def test_a_reason_for_a_value_that_is_none_is_told(folder, spoil):
    spoil(enumeration("function", ["generating", "ranking"], [{"values": ["jugling"], "why": WHY}]))
    (finding,) = found(folder)
    assert (finding.code, finding.what) == ("needless-reason", "function has no value 'jugling'")


def test_the_only_unread_value_of_a_field_that_holds_one_is_the_other_side(folder, spoil):
    spoil(stages(["released", "draft"]))
    assert found(folder) == []


@pytest.mark.parametrize(
    ("values", "field", "silent"),
    [
        pytest.param(["released", "draft", "retired"], None, "draft, retired", id="two values are not told apart"),
        pytest.param(["released", "draft"], "list", "draft", id="a list may hold both"),
    ],
)
def test_what_the_read_values_do_not_tell_apart_is_no_other_side(folder, spoil, values, field, silent):
    spoil(stages(values, field))
    (finding,) = found(folder)
    assert (finding.code, finding.what.rpartition(": ")[2]) == ("unused-value", silent)


def test_an_enumeration_that_nothing_reads_has_no_other_side(folder, spoil):
    edits = [edit for edit in stages(["released"]) if edit.file != "facts/system.json"]
    spoil(edits)
    (finding,) = found(folder)
    assert "of the 1 values of stage, none mentioned" in finding.what


@pytest.mark.parametrize("unread", [{"juggling": WHY}, [{"values": ["juggling"]}], [{"values": "juggling", "why": WHY}], []])
def test_reasons_in_another_form_are_refused_by_the_dialect(folder, spoil, unread):
    spoil(enumeration("function", ["generating", "ranking", "juggling"], unread))
    codes = {finding.code for finding in lint(read_draft(folder), prove=False)}
    assert "invalid-schema" in codes


def test_every_value_of_the_shipped_enumerations_is_read_or_has_a_reason():
    draft = read_draft(data_path("schemas"))
    assert [flaw.what for check in CHECKS if check.code in OURS for flaw in check.find(draft)] == []
