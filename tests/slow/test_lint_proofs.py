"""The proofs of ``conformance lint`` over all shipped regimes: no requirement is empty, and every question is settled."""

import pytest

from conformance.lint import Severity, lint, read_draft
from conformance.resources import data_path

pytest.importorskip("z3", reason="the proofs need the extra 'prove'")


@pytest.fixture(scope="module")
def findings():
    return lint(read_draft(data_path("schemas")))


def test_the_shipped_schemas_have_no_errors(findings):
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []


def test_every_question_is_settled(findings):
    assert [finding for finding in findings if finding.code == "undecided"] == []
