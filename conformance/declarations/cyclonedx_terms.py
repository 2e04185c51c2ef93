"""What the reader and the writer of CycloneDX bills share: the words of both formats side by side.

Property names follow the CycloneDX convention of a namespace before a colon. Those of ``ai-conformance`` carry what a bill has no
member for; other properties are extras that anybody may name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

NAMESPACE = "ai-conformance:"
FIGURES: Mapping[str, tuple[str, Literal["number", "text", "list"]]] = {
    "model_name": ("/model/name", "text"),
    "model_version": ("/model/version", "text"),
    "parameters": ("/model/parameters", "number"),
    "training_flop": ("/model/compute/training_flop", "number"),
    "ghg_kgco2e": ("/model/footprint/ghg_kgco2e", "number"),
    "footprint_method": ("/model/footprint/method", "text"),
    "kinds": ("/model/kinds", "list"),
    "organisation": ("/organisation/name", "text"),
    "roles": ("/organisation/roles", "list"),
    "techniques": ("/system/techniques", "list"),
    "out_of_scope_uses": ("/use/out_of_scope_uses", "list"),
}
"""For each property of the component that the bill is about: the field it holds, and how. A list has a property an item."""
DATASET_MEMBERS = ("role", "origin")
BASE_MEMBERS = ("relation",)
DATASHEET = "datasheet"
"""The comment of an external reference that leads to the data sheet of a data set."""

ALGORITHMS: Mapping[str, str] = {
    "MD5": "md5", "SHA-1": "sha1", "SHA-256": "sha256", "SHA-384": "sha384", "SHA-512": "sha512", "SHA3-256": "sha3-256",
    "SHA3-384": "sha3-384", "SHA3-512": "sha3-512", "BLAKE2b-256": "blake2b-256", "BLAKE2b-384": "blake2b-384",
    "BLAKE2b-512": "blake2b-512", "BLAKE3": "blake3",
}  # fmt: skip
"""Hash algorithms of CycloneDX, weakest first, and their names before the colon of a digest."""
HASH_CONTENT = re.compile(r"[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}|[0-9a-fA-F]{96}|[0-9a-fA-F]{128}")
REFERENCES: Mapping[str, str] = {"model-card": "model-card", "release-notes": "release-notes"}
"""Kinds of document that an external reference has a type for: the types by kind."""

_KINDS_OF_METRIC = (
    ("bias", re.compile(r"\b(?:bias|fairness|parity|disparate|equali[sz]ed odds|equal opportunity|demographic)", re.IGNORECASE)),
    ("content-safety", re.compile(r"\b(?:toxic|harmful|hate|violat)", re.IGNORECASE)),
    ("robustness", re.compile(r"\b(?:robust|adversarial)", re.IGNORECASE)),
    ("factuality", re.compile(r"\b(?:hallucinat|truthful|factual)", re.IGNORECASE)),
    ("over-refusal", re.compile(r"\bover-?refusal", re.IGNORECASE)),
    ("refusal", re.compile(r"\brefusal", re.IGNORECASE)),
    (
        "quality",
        re.compile(
            r"\b(?:latency|throughput|tokens? per second|time to first|inference time|memory|response time)", re.IGNORECASE
        ),
    ),
)


def kind_of_metric(name: str) -> str:
    """Return which kind of evaluation a metric belongs to by its name; a performance metric measures accuracy otherwise."""
    return next((kind for kind, pattern in _KINDS_OF_METRIC if pattern.search(name)), "accuracy")
