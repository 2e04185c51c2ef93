"""A filing that was cancelled meets no duty to file, in the shipped regimes."""

from datetime import date

import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import derive
from conformance.resources import data_path
from conformance.verdicts import Status, judge

DAY = date(2026, 11, 27)
DECLARATION = {
    "declaration": {"id": "urn:example:1", "version": "1", "language": "en", "issued_on": "2026-01-31"},
    "organisation": {"name": "Example", "country": "CN", "roles": ["provider"]},
    "system": {"name": "Writer", "functions": ["content-generation"], "distribution": ["web-service"]},
    "use": {"circumstances": ["public-facing"]},
    "markets": [{"jurisdiction": "CN", "public_opinion": True}],
}
FILING = {"kind": "generative-service-filing", "jurisdiction": "CN", "number": "Beijing-20250101"}


@pytest.mark.parametrize(
    ("status", "verdict"),
    [({}, Status.PASS), ({"status": "filed"}, Status.PASS), ({"status": "cancelled"}, Status.FAIL)],
    ids=["silent", "filed", "cancelled"],
)
def test_a_generative_service_whose_filing_was_cancelled_is_not_filed(status, verdict):
    judged = derive({**DECLARATION, "records": {"filings": [{**FILING, **status}]}, "model": {"base_models": []}}, DAY)
    found = judge(judged, load_catalogue(data_path("schemas")), ["cn-genai-measures"], as_of=DAY)
    (filed,) = (each for each in found if each.requirement.id == "cn-genai-measures/art-17-assessment-filing")
    assert filed.status is verdict
