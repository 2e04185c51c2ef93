"""Kinds of systems: bundles of facts with a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

KINDS: Mapping[str, tuple[str, ...]] = {
    "agent": ("is-agent", "acts-beyond-advice", "generates-text", "is-provider", "interacts-with-people", "is-public-facing"),
    "companion": ("simulates-companionship", "generates-text", "is-provider", "interacts-with-people", "is-public-facing"),
    "general-purpose-model": ("is-general-purpose-model", "made-the-model", "generates-text", "is-developer", "is-provider"),
    "generative-service": ("generates-text", "generates-images", "is-provider", "interacts-with-people", "is-public-facing"),
    "high-risk-decision-system": (
        "in-listed-high-risk-use",
        "takes-part-in-decisions-about-people",
        "has-significant-effect",
        "is-provider",
        "is-deployer",
    ),
    "recommender": ("recommends-ranks-or-filters", "is-provider", "interacts-with-people", "is-public-facing"),
}
"""What is supposed of a system besides `ORDINARY`, by the name of its kind."""

ORDINARY = (
    "not:is-sector-law-high-risk-in-eu",
    "not:model-placed-in-eu-before-2025-08-02",
    "not:placed-in-eu-before-2026-08-02",
    "not:releases-open-artefacts",
    "not:serves-only-defence-or-security",
)
"""What is supposed of every kind: new, not open source, under no product law of its own. ``not:`` is as in ``Clauses.fact``."""


def facts_of(kind: str) -> tuple[str, ...]:
    """Return all that is supposed of a kind of system."""
    return (*KINDS[kind], *ORDINARY)
