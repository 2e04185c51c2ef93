"""Writing the suite of whole regimes, on as many processors as there are."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from conformance.catalogue import Catalogue, load_catalogue

from .author import Author, places_of
from .bench import Bench, Workshop
from .case import Kind
from .catching import catch
from .files import INDEX, CaseFile, index_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

REQUIRED = (Kind.CONFORMING, Kind.VIOLATING, Kind.NOT_APPLICABLE)


@dataclass(frozen=True, slots=True)
class Built:
    """The suite of some regimes.

    Attributes:
        files: the cases, by requirement.
        missing: for each requirement that lacks one of the three first kinds, which.
    """

    files: tuple[CaseFile, ...]
    missing: dict[str, tuple[str, ...]]

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
    missing = {
        file.requirement: lacking
        for file in files
        if (lacking := tuple(str(kind) for kind in REQUIRED if kind not in file.kinds))
    }
    return Built(tuple(files), missing)
