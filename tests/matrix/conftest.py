"""Three small declarations judged against the small catalogue of ``tests/verdicts``."""

from datetime import date
from pathlib import Path

import pytest

from conformance.catalogue import load_catalogue
from conformance.declarations import derive
from conformance.matrix import judged_declaration
from conformance.verdicts import Judge

DAY = date(2026, 11, 23)


def data(name, country, **sections):
    head = {"id": f"urn:example:{name}", "version": "1", "language": "en", "issued_on": "2026-01-31"}
    organisation = {"name": "Example", "roles": ["provider"]} | ({"country": country} if country else {})
    return {
        "declaration": head,
        "organisation": organisation,
        "system": {"name": name},
        "use": {"circumstances": ["public-facing"], "practices": []},
        "markets": [{"jurisdiction": "DE", "placed_on": "2026-03-01"}, {"jurisdiction": "CN", "placed_on": "2026-03-01"}],
        **sections,
    }


DECLARATIONS = {
    "cn/open.yaml": data("open", "CN", rights={"complaint_channel": "mail", "reply_days": 10}),
    "de/silent.yaml": data("silent", "DE"),
    "de/slow.yaml": data("slow", "DE", rights={"reply_days": 90}),
    "unknown.yaml": data("unknown", None, rights={"complaint_channel": "mail"}),
}


@pytest.fixture(scope="session")
def catalogue():
    return load_catalogue(Path(__file__).parents[1] / "verdicts" / "schemas")


@pytest.fixture(scope="session")
def regimes(catalogue):
    return catalogue.select(None)


@pytest.fixture(scope="session")
def rows(catalogue):
    judge = Judge(catalogue)
    return [judged_declaration(key, each, judge(derive(each, DAY), as_of=DAY)) for key, each in DECLARATIONS.items()]
