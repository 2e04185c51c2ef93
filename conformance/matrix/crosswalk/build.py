"""The crosswalk of a catalogue, computed once for each state of its schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from conformance.logic.cache import CodeCache
from conformance.matrix.crosswalk.coverage import Support, support
from conformance.matrix.crosswalk.model import VERSION, Crosswalk, from_data, related_by_regime, to_data

if TYPE_CHECKING:
    from conformance.catalogue import Catalogue, Regime
    from conformance.matrix.crosswalk.codified import Codified
    from conformance.matrix.crosswalk.compare import Comparison
    from conformance.matrix.crosswalk.relations import Pair


def crosswalk(
    catalogue: Catalogue, regimes: Sequence[Regime], progress: Callable[[str, int, int], None] | None = None
) -> Crosswalk:
    """Return the crosswalk of the regimes; the same schemas are compared once and then read from the cache.

    Args:
        catalogue: where references lead.
        regimes: what is compared.
        progress: told what is being done, how much of it is done, and how much there is.

    Raises:
        ProverMissing: it is not in the cache, and the extra ``prove`` is not installed.
    """
    digest = catalogue.digest(regimes)
    cache = CodeCache.usual()
    name = sha256(f"crosswalk {VERSION} {digest}".encode()).hexdigest()
    kept = cache.load_bytes(name)
    if kept is not None:
        with suppress(ValueError, KeyError, TypeError):
            return from_data(json.loads(kept))
    computed = compute(catalogue, regimes, digest, progress)
    cache.store_bytes(name, json.dumps(to_data(computed)).encode())
    return computed


def compute(
    catalogue: Catalogue, regimes: Sequence[Regime], digest: str, progress: Callable[[str, int, int], None] | None = None
) -> Crosswalk:
    """Compare every two requirements of the regimes, and every regime with every requirement of the others.

    Raises:
        ProverMissing: the extra ``prove`` is not installed.
    """
    requirements = terms_of(catalogue, regimes)
    comparison = comparison_of(requirements, progress)
    pairs = {(pair.one, pair.other): pair for pair in comparison.pairs()}
    return Crosswalk(digest, pairs, _supports(requirements, pairs.values(), comparison))


def terms_of(catalogue: Catalogue, regimes: Sequence[Regime]) -> tuple[Codified, ...]:
    """Return the codified requirements of the regimes as terms."""
    from conformance.matrix.crosswalk.codified import codified

    return codified(catalogue, regimes)


def comparison_of(requirements: Sequence[Codified], progress: Callable[[str, int, int], None] | None = None) -> Comparison:
    """Return what compares the requirements.

    Raises:
        ProverMissing: the extra ``prove`` is not installed.
    """
    from conformance.matrix.crosswalk.compare import Comparison

    return Comparison(requirements, progress=progress)


def _supports(requirements: Sequence[Codified], pairs: Iterable[Pair], comparison: Comparison) -> dict[tuple[str, str], Support]:
    by_id = {each.id: each for each in requirements}
    found: dict[tuple[str, str], Support] = {}
    for (regime, id), related in related_by_regime(pairs).items():
        if by_id[id].requirement.regime_id != regime:
            answer = support([by_id[each] for each in related], by_id[id], comparison)
            if answer != Support():
                found[regime, id] = answer
    return found
