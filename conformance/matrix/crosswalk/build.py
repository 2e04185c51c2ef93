"""The crosswalk of a catalogue, computed once for each state of its schemas."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from conformance.logic.cache import CodeCache
from conformance.matrix.crosswalk.coverage import Coverage, Covered
from conformance.matrix.crosswalk.model import VERSION, Crosswalk, from_data, to_data

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
    return Crosswalk(digest, pairs, _coverage(requirements, pairs, comparison))


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


def _coverage(
    requirements: Sequence[Codified], pairs: Mapping[tuple[str, str], Pair], comparison: Comparison
) -> dict[tuple[str, str], Covered]:
    from conformance.matrix.crosswalk.coverage import coverage

    either_way = {**pairs, **{(other, one): pair.inverse for (one, other), pair in pairs.items()}}
    by_regime: dict[str, list[Codified]] = {}
    for each in requirements:
        by_regime.setdefault(each.requirement.regime_id, []).append(each)
    found: dict[tuple[str, str], Covered] = {}
    for regime, members in by_regime.items():
        for requirement in requirements:
            if requirement.requirement.regime_id != regime:
                covered = coverage(members, requirement, either_way, comparison)
                if covered.coverage is not Coverage.NEW:
                    found[regime, requirement.id] = covered
    return found
