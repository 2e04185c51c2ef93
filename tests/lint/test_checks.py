"""Each check finds the defect of its example, and nothing else is found in that folder."""

import json
import re

import pytest

from conformance.lint import CHECKS, NotSchemas, Stage, lint, read_draft, read_registers
from conformance.lint.rules import another, fact


def found(folder, registers=None, *, prove):
    return lint(read_draft(folder, () if registers is None else read_registers(registers)), prove=prove)


def test_a_folder_without_defects_has_no_findings(folder):
    pytest.importorskip("z3", reason="the proofs need the extra 'prove'")
    assert found(folder, prove=True) == ()


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_the_example_has_this_defect_and_no_other(check, folder, spoil):
    if check.stage is Stage.PROOF:
        pytest.importorskip("z3", reason="the proofs need the extra 'prove'")
    registers = spoil(check.example)
    findings = found(folder, registers, prove=check.stage is Stage.PROOF)
    assert {finding.code for finding in findings} == {check.code}, findings
    for finding in findings:
        assert finding.what
        assert finding.mend
        assert (finding.severity, finding.why) == (check.severity, check.why)


def test_a_finding_names_file_line_column_and_pointer(folder, spoil):
    check = next(check for check in CHECKS if check.code == "unknown-axis")
    spoil(check.example)
    (finding,) = found(folder, prove=False)
    lines = (folder / "regimes" / "example-act.json").read_text(encoding="utf-8").splitlines()
    assert finding.file == str(folder / "regimes" / "example-act.json")
    assert finding.pointer == "/$defs/art-1/requirement/axes/0"
    assert lines[finding.line - 1][finding.column - 1 :].startswith('"ethics-framework"')
    assert "did you mean 'ethical-framework'?" in finding.mend


@pytest.mark.parametrize(
    ("stay", "code", "end"),
    [
        ({"from": "2026-05-01", "to": "2026-04-30", "reason": "A court."}, "dates-out-of-order", "to"),
        ({"from": "2026-02-30", "to": None, "reason": "A court."}, "no-such-day", "from"),
    ],
)
def test_the_days_of_a_stay_are_checked_as_those_of_a_window(folder, stay, code, end):
    path = folder / "regimes" / "example-act.json"
    act = json.loads(path.read_text(encoding="utf-8"))
    act["$defs"]["art-1"]["requirement"]["inForce"]["stayed"] = stay
    path.write_text(json.dumps(act), encoding="utf-8")
    (finding,) = found(folder, prove=False)
    assert (finding.code, finding.pointer) == (code, f"/$defs/art-1/requirement/inForce/stayed/{end}")


def test_codes_are_stable_ids_and_each_is_said_once():
    codes = [check.code for check in CHECKS]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", code) for code in codes)


def test_a_file_with_a_defect_of_its_own_does_not_stop_the_others(folder, spoil):
    """Its requirements are not looked at as formulas, and those of other files are."""
    example = {check.code: check.example for check in CHECKS}
    (edit,) = example["duty-met-by-silence"]
    spoil((edit,))
    other = json.loads((folder / "regimes" / "example-act.json").read_text(encoding="utf-8"))
    spoil(example["unresolved-reference"])
    other["$id"] = other["$id"].replace("example-act", "example-code")
    other["regime"]["id"] = "example-code"
    (folder / "regimes" / "example-code.json").write_text(json.dumps(other), encoding="utf-8")
    told = {(finding.code, finding.file.rpartition("/")[2]) for finding in found(folder, prove=False)}
    assert told == {("unresolved-reference", "example-act.json"), ("duty-met-by-silence", "example-code.json")}


def test_a_file_that_is_not_json_is_refused_and_hides_no_other(folder, spoil):
    (folder / "regimes" / "broken.json").write_text("{", encoding="utf-8")
    spoil(next(check.example for check in CHECKS if check.code == "unknown-axis"))
    draft = read_draft(folder)
    assert [refusal.file for refusal in draft.refusals] == [str(folder / "regimes" / "broken.json")]
    assert [finding.code for finding in lint(draft, prove=False)] == ["unknown-axis"]


def test_a_superseded_version_is_no_duplicate(folder, spoil):
    edits = next(check.example for check in CHECKS if check.code == "duplicate-requirement")
    spoil(edits)
    path = folder / "regimes" / "example-act.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    data["$defs"]["art-1"]["requirement"]["inForce"]["to"] = "2026-01-31"
    data["$defs"]["art-1"]["requirement"]["inForce"]["from"] = "2025-01-01"
    data["then"]["allOf"] = data["then"]["allOf"][1:]
    path.write_text(json.dumps(data), encoding="utf-8")
    assert found(folder, prove=False) == ()


def test_a_duty_that_ends_the_other_clause_is_no_clash(folder, spoil):
    pytest.importorskip("z3", reason="the proofs need the extra 'prove'")
    silent = {"not": fact("states-languages")}
    spoil(another(fact("ranks-content"), {"allOf": [fact("states-name"), silent]}))
    assert "clash" in {finding.code for finding in found(folder, prove=True)}
    spoil(another(fact("ranks-content"), {"allOf": [fact("states-name"), silent, {"not": fact("generates-content")}]}))
    assert "clash" not in {finding.code for finding in found(folder, prove=True)}


def test_a_folder_that_is_none_is_refused(tmp_path):
    with pytest.raises(NotSchemas, match="has no folder regimes/"):
        read_draft(tmp_path)
    with pytest.raises(NotSchemas, match="there is no such folder"):
        read_draft(tmp_path / "nowhere")


def test_the_shipped_schemas_have_no_findings_but_sources_without_address():
    """Without proofs, which ``tox -e lint-schemas`` adds. Where nobody published what was read, the warning stays."""
    from conformance.resources import data_path

    told = [finding for finding in found(data_path("schemas"), prove=False) if finding.code != "source-without-address"]
    assert told == []
