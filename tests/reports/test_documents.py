"""The generated documents are as they would be generated now; ``python -m conformance.reports.documents`` writes them."""

from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.lint import CHECKS
from conformance.reports.documents.all import documents
from conformance.reports.documents.codification_log import codification_log

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def generated():
    return documents(DOCS)


@pytest.mark.parametrize("name", ["codification-log.md", "lint.md", "regimes.md"])
def test_a_generated_document_is_up_to_date(generated, name):
    assert (DOCS / name).read_text(encoding="utf-8") == generated[name], "run: python -m conformance.reports.documents"


def test_every_check_is_documented_with_an_example(generated):
    for check in CHECKS:
        _, _, section = generated["lint.md"].partition(f"\n## {check.code}\n")
        assert "```json" in section.partition("\n## ")[0], check.code


def test_every_clause_of_every_regime_has_its_row(generated):
    for regime in load_catalogue().regimes.values():
        _, _, rest = generated["regimes.md"].partition(f"\n## {regime.id}\n")
        rows = [line for line in rest.partition("\n## ")[0].splitlines() if line.startswith("| ")]
        assert len(rows) == 2 + len(regime.requirements), regime.id


def test_remarks_are_counted_by_their_decisions():
    table = "| no. | remark | decision | reason |\n| --- | --- | --- | --- |\n| 1 | a \\| b | adopted | |\n| 2 | c | kept | |\n"
    other = "\n| name | meaning |\n| --- | --- |\n| x | y |\n"
    text = codification_log({"one-act": table + other}, ("one-act", "two-act"))
    (row,) = (line for line in text.splitlines() if line.startswith("| [one-act]"))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == ["1", "0", "0", "1", "2"]
    assert "Without a log of their own: two-act." in text
