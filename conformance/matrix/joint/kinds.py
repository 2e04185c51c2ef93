"""Kinds of systems: bundles of facts with a name."""

from __future__ import annotations

from collections.abc import Mapping

_ORDINARY = (
    "not:is-sector-law-high-risk-in-eu",
    "not:releases-open-artefacts",
    "not:serves-only-excluded-purpose",
    "not:placed-in-eu-before-2026-08-02",
    "not:model-placed-in-eu-before-2025-08-02",
)
"""New, not open source, and under no product law of its own: what a system could be to escape most duties."""
_PUBLIC_SERVICE = ("is-provider", "interacts-with-people", "is-public-facing", *_ORDINARY)

KINDS: Mapping[str, tuple[str, ...]] = {
    "generative-service": ("generates-text", "generates-images", *_PUBLIC_SERVICE),
    "general-purpose-model": ("is-developer", "is-provider", "is-general-purpose-model", "generates-text", *_ORDINARY),
    "high-risk-decision-system": (
        "is-provider",
        "is-deployer",
        "in-listed-high-risk-use",
        "takes-part-in-decisions-about-people",
        "has-significant-effect",
        *_ORDINARY,
    ),
    "recommender": ("recommends-ranks-or-filters", *_PUBLIC_SERVICE),
    "companion": ("simulates-companionship", "generates-text", *_PUBLIC_SERVICE),
    "agent": ("is-agent", "acts-beyond-advice", "generates-text", *_PUBLIC_SERVICE),
}
"""What is supposed of a system, by the name of its kind; see ``Clauses.fact`` on ``not:``."""
