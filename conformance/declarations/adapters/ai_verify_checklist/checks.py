"""What a process check that is answered with yes shows in a declaration.

Source: AI Verify Testing Framework, process checks by principle, in the numbering of the toolkit since 2023. A check is here when
what it asks for is what a field means, or more. Checks that ask for less, or for what no field means, are in none of the tables.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

LISTS: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "1.2.3": (("/rights/explanation/covers", ("main-factors",)),),
    "1.5.1": (("/incidents/measures", ("inform-users",)),),
    "3.1.1": (("/records/traceability", ("versions",)),),
    "3.2.1": (("/data/measures", ("quality-requirements",)),),
    "3.3.1": (("/data/measures", ("provenance-record",)),),
    "3.4.1": (("/records/traceability", ("datasets",)),),
    "3.5.1": (("/records/traceability", ("model-to-output",)),),
    "3.6.1": (("/records/traceability", ("decisions",)),),
    "3.7.1": (("/records/traceability", ("versions",)),),
    "3.10.1": (("/records/traceability", ("datasets",)),),
    "3.11.1": (("/incidents/monitoring_covers", ("drift",)),),
    "3.12.1": (("/records/traceability", ("versions",)),),
    "4.2.1": (("/risk/steps", ("identify", "analyse")),),
    "4.3.1": (("/risk/steps", ("monitor",)),),
    "4.5.1": (("/oversight/measures", ("fail-safe",)),),
    "4.5.2": (("/incidents/measures", ("rollback",)),),
    "4.5.3": (("/oversight/measures", ("fail-safe",)),),
    "4.6.1": (("/risk/steps", ("evaluate",)),),
    "5.1.1": (("/governance/measures", ("competence-records",)),),
    "5.2.1": (("/security/measures", ("risk-assessment",)),),
    "5.3.1": (("/security/measures", ("supply-chain-security",)),),
    "5.4.1": (("/security/measures", ("access-control",)),),
    "5.4.3": (("/records/traceability", ("versions",)),),
    "5.4.4": (("/security/threats", ("data-poisoning",)),),
    "5.5.1": (("/security/threats", ("extraction",)), ("/security/measures", ("interface-hardening",))),
    "6.5.1": (("/security/threats", ("evasion",)),),
    "7.6.1": (("/data/measures", ("representativeness-check",)),),
    "7.7.1": (("/incidents/monitoring_covers", ("fairness",)),),
    "7.9.1": (("/data/measures", ("bias-mitigation",)),),
    "8.1.1": (("/data/measures", ("quality-requirements",)),),
    "8.2.1": (("/data/measures", ("provenance-record",)),),
    "8.4.1": (("/governance/measures", ("competence-records",)),),
    "9.2.1": (("/records/traceability", ("versions", "datasets", "model-to-output")),),
    "9.3.1": (("/security/measures", ("access-control",)),),
    "9.6.1": (("/governance/measures", ("responsibility-matrix",)),),
    "9.7.1": (("/governance/measures", ("supplier-due-diligence",)),),
    "10.2.3": (("/oversight/measures", ("input-control",)),),
}
"""Values that a check adds to lists."""
ITEMS: Mapping[str, tuple[tuple[str, Mapping[str, Any]], ...]] = {
    "1.1.1": (("/governance/policies", {"kind": "privacy"}),),
    "1.1.2": (
        ("/governance/policies", {"kind": "privacy", "public": True}),
        ("/transparency/notices", {"kind": "personal-data", "channels": ["public-website"]}),
    ),
    "1.2.2": (("/transparency/notices", {"kind": "ai-based-product"}),),
    "1.2.4": (("/governance/consultations", {"group": "end-users"}),),
    "1.3.1": (("/records/documents", {"kind": "user-documentation", "covers": ["intended-purpose"]}),),
    "2.1.1": (("/records/documents", {"kind": "design-documentation", "covers": ["design-rationale"]}),),
    "3.6.1": (("/records/logs", {"kind": "system-events"}),),
    "3.8.1": (("/assurance/evaluations", {"kind": "quality", "subject": "model"}),),
    "3.9.2": (("/records/documents", {"kind": "design-documentation", "covers": ["training-process"]}),),
    "3.13.1": (("/assurance/evaluations", {"kind": "accuracy", "subject": "model"}),),
    "4.1.1": (("/assurance/assessments", {"kind": "impact"}),),
    "6.2.1": (("/records/documents", {"kind": "model-card", "covers": ["intended-purpose", "limitations"]}),),
    "6.3.1": (("/records/documents", {"kind": "model-card", "covers": ["intended-purpose", "limitations"]}),),
    "6.5.2": (("/risk/safeguards", {"kind": "misuse-monitoring"}),),
    "6.5.3": (("/risk/safeguards", {"kind": "user-sanctions"}),),
    "7.1.1": (("/assurance/evaluations", {"kind": "bias", "subject": "model"}),),
    "7.2.1": (("/assurance/evaluations", {"kind": "bias", "subject": "system"}),),
    "7.4.2": (("/governance/consultations", {"group": "affected-persons"}),),
    "9.1.2": (("/governance/bodies", {"kind": "committee"}),),
    "9.1.3": (("/governance/officers", {"role": "accountable-executive"}),),
    "9.8.1": (("/governance/consultations", {"group": "end-users"}),),
    "10.2.1": (("/records/documents", {"kind": "oversight-procedure", "covers": ["human-oversight"]}),),
    "11.1.1": (("/assurance/assessments", {"kind": "impact", "covers": ["individuals", "society", "environment"]}),),
}  # fmt: skip
"""Items that a check adds to lists of objects."""
TRUTHS: Mapping[str, str] = {
    "3.14.1": "/incidents/monitoring",
    "7.8.1": "/incidents/monitoring",
    "10.4.1": "/incidents/monitoring",
}
"""Yes-or-no fields that a check answers with yes."""
MONITORING = "3.14.1"
"""The check whose *no* says that the system is not monitored; the others ask for a part of it."""
CHANNELS: Mapping[str, str] = {"1.4.1": "/incidents/channel", "5.5.3": "/security/vulnerability/channel"}
"""Text fields that a check answers with what is said about it."""
OVERSIGHT = "10.2.1"
"""The check that defines the part of people."""
NUMBERS = frozenset(
    f"{principle}.{criterion}.{check}"
    for principle, criteria in {
        1: (2, 5, 1, 1, 1),
        2: (1,),
        3: (1, 1, 1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1),
        4: (1, 1, 1, 1, 4, 1),
        5: (1, 1, 2, 4, 3, 2, 1),
        6: (1, 1, 1, 1, 3),
        7: (1, 1, 1, 2, 1, 1, 1, 1, 1),
        8: (1, 1, 1, 1),
        9: (3, 1, 1, 1, 2, 1, 1, 1),
        10: (2, 3, 1, 1, 1),
        11: (1,),
        12: (1, 1, 1, 1, 1, 1),
    }.items()
    for criterion, checks in enumerate(criteria, 1)
    for check in range(1, checks + 1)
)
"""The numbers of all process checks."""
PRINCIPLES: Mapping[str, int] = {
    "transparency": 1, "explainability": 2, "reproducibility": 3, "safety": 4, "security": 5, "robustness": 6, "fairness": 7,
    "data governance": 8, "accountability": 9, "human agency oversight": 10, "inclusive growth": 11,
    "organisational considerations": 12,
}  # fmt: skip
"""First number of the checks of a principle."""
