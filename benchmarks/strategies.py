"""How often drawing a document for a shipped schema fails, and whether two validators accept what is drawn.

    python -m benchmarks.strategies [DRAWS] [PART]

For every fact, and the trigger, the duty and the whole (if, then) of every requirement, documents are drawn with
``conformance.logic.strategies.from_schema``. A draw that finds nothing is discarded; its share should be under five in a hundred.
PART limits the run to schemas whose name contains it. Exits 1 if the share is exceeded anywhere, or a validator disagrees.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from typing import Any

import jsonschema
import jsonschema_rs
from hypothesis import HealthCheck, Phase, given, seed, settings

from conformance.catalogue import load_catalogue
from conformance.logic.lower import Lowering
from conformance.logic.strategies import NotSatisfied, drawn
from conformance.verdicts.compiled import registry_of

MOST_DISCARDED = 0.05


def schemas(catalogue: Any) -> Iterator[tuple[str, Any]]:
    """Yield every schema to draw for, by name."""
    for fact in catalogue.facts.values():
        yield f"fact {fact.id}", {"$ref": fact.uri}
    for regime in catalogue.select(None):
        for requirement in regime.codified:
            if not isinstance(requirement.trigger, bool):
                yield f"{requirement.id}#if", {"$ref": f"{requirement.uri}/if"}
            yield f"{requirement.id}#then", {"$ref": f"{requirement.uri}/then"}
            yield f"{requirement.id}", {"$ref": requirement.uri}


def measure(term: Any, draws: int) -> tuple[list[Any], int]:
    """Return the documents drawn, and how many draws found nothing."""
    from hypothesis import strategies as st

    found: list[Any] = []
    missed = 0

    @seed(0)
    @settings(max_examples=draws, database=None, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(st.data())
    def draw(data: Any) -> None:
        nonlocal missed
        try:
            found.append(drawn(term, data.draw))
        except NotSatisfied:
            missed += 1

    draw()
    return found, missed


def main() -> int:
    """Measure, print, and tell whether all is well."""
    draws = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    part = sys.argv[2] if len(sys.argv) > 2 else ""
    catalogue = load_catalogue()
    registry = registry_of(catalogue)
    contents = [(uri, registry.contents(uri)) for uri in registry]
    rust = jsonschema_rs.Registry(contents, draft=jsonschema_rs.Draft202012)
    lowering = Lowering(registry)
    random.seed(0)
    count = total = discarded = refused = 0
    worst: list[tuple[float, str]] = []
    begun = time.perf_counter()
    for name, schema in schemas(catalogue):
        if part not in name:
            continue
        found, missed = measure(lowering.lower(schema), draws)
        fast = jsonschema_rs.Draft202012Validator(schema, registry=rust)
        slow = jsonschema.Draft202012Validator(schema, registry=registry)
        for document in found:
            if not (fast.is_valid(document) and slow.is_valid(document)):
                refused += 1
                print(f"REFUSED {name}: {document}")
        count += 1
        total += len(found) + missed
        discarded += missed
        worst.append((missed / max(1, len(found) + missed), name))
    spent = time.perf_counter() - begun
    worst.sort(reverse=True)
    for share, name in worst[:10]:
        if share:
            print(f"{share:6.1%} discarded  {name}")
    print(
        f"{count} schemas, {total} draws, {discarded} discarded ({discarded / max(1, total):.2%}), "
        f"{refused} refused by a validator, "
        f"{spent / max(1, total) * 1000:.2f} ms a draw"
    )
    return 1 if refused or any(share >= MOST_DISCARDED for share, _ in worst) else 0


if __name__ == "__main__":
    sys.exit(main())
