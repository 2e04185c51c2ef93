"""Writing the suite of whole regimes, on as many processors as there are."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from conformance.catalogue import Catalogue, load_catalogue
from conformance.verdicts import Status

from .author import Author, places_of
from .bench import Bench, Workshop
from .case import Kind
from .catching import catch
from .files import INDEX, CaseFile, index_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REQUIRED = {
    Kind.CONFORMING: "no declaration was found that it applies to and that passes",
    Kind.VIOLATING: "no declaration was found that does not pass, one place away from one that does",
    Kind.NOT_APPLICABLE: "no declaration was found that it does not apply to",
}
"""The kinds that each requirement should have, with the reason that the index gives where one is missing."""

NEVER_FAILS = "each violation leaves it undeclared: no declaration was found that denies what it asks, such as of an open list"
"""What the index says where the violating cases do not fail."""


@dataclass(frozen=True, slots=True)
class Built:
    """The suite of some regimes.

    Attributes:
        files: the cases, by requirement.
        missing: for each requirement that lacks one of the three first kinds, which, and why.
    """

    files: tuple[CaseFile, ...]
    missing: dict[str, dict[str, str]]

    def texts(self, catalogue: Catalogue) -> dict[str, str]:
        """Return the text of each file by its path, the index among them."""
        texts = {file.name: file.text() for file in self.files}
        ids = sorted({file.requirement.partition("/")[0] for file in self.files})
        digests = {id: catalogue.digest([catalogue.regimes[id]]) for id in ids}
        return {**texts, INDEX: index_text(texts, digests, self.missing)}


@cache
def _workshop() -> Workshop:
    return Workshop(load_catalogue())


def build_regime(id: str, workshop: Workshop | None = None) -> tuple[CaseFile, ...]:
    """Return the cases of one regime's codified requirements.

    Each part of a condition that several requirements share gets its cases in the first of them.
    """
    shop = _workshop() if workshop is None else workshop
    shop.builder.forget()
    covered: set[tuple[bytes, bytes]] = set()
    shown: set[tuple[bytes, str]] = set()
    authors = []
    for requirement in shop.catalogue.regimes.find(id).codified:
        bench = Bench(shop, requirement)
        own = frozenset(places_of(bench)) - covered
        covered |= own
        authors.append(Author(bench, own, shown))
        authors[-1].cases()
    catch(authors)
    described = ((author.bench.requirement, author.written) for author in authors)
    return tuple(CaseFile(each.id, each.title, each.clause, cases) for each, cases in described)


def build(ids: Sequence[str], processes: int | None = None) -> Iterator[tuple[CaseFile, ...]]:
    """Yield the cases of each regime as they are finished.

    Args:
        ids: the regimes.
        processes: how many at once; one for each processor by default.
    """
    catalogue = load_catalogue()
    largest_first = sorted(ids, key=lambda id: (-len(catalogue.regimes.find(id).codified), id))
    workers = min(processes or os.cpu_count() or 1, len(largest_first))
    if workers < 2:
        yield from map(build_regime, largest_first)
        return
    with ProcessPoolExecutor(workers) as pool:
        for done in as_completed([pool.submit(build_regime, id) for id in largest_first]):
            yield done.result()


def gathered(parts: Iterator[tuple[CaseFile, ...]]) -> Built:
    """Return the files of all regimes in the order of their ids, with what they lack."""
    files = sorted((file for part in parts for file in part), key=lambda file: file.requirement)
    return Built(tuple(files), {file.requirement: lacking for file in files if (lacking := lacks(file))})


def lacks(file: CaseFile) -> dict[str, str]:
    """Return which of the three first kinds a requirement lacks, and why; so too where its violating cases never fail."""
    found = {str(kind): why for kind, why in REQUIRED.items() if kind not in file.kinds}
    violating = [case.verdict for case in file.cases if case.kind is Kind.VIOLATING]
    return {**found, str(Kind.VIOLATING): NEVER_FAILS} if violating and Status.FAIL not in violating else found
