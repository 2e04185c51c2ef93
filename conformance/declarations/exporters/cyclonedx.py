"""A declaration as a CycloneDX ML-BOM (ECMA-424, specification 1.6, JSON).

The system is the component that the bill is about, with its model card; data sets and base models are components of their own.
Figures of the model that the card has no member for stand in ``properties`` under the namespace ``ai-conformance``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from conformance import __version__
from conformance.declarations.exporters.export import Export, Reading

SPECIFICATION = "1.6"
_LICENCES = {
    name.casefold(): name
    for name in (
        "AGPL-3.0-only", "Apache-2.0", "BSD-3-Clause", "CC-BY-4.0", "CC-BY-NC-4.0", "CC-BY-NC-SA-4.0", "CC-BY-SA-4.0", "CC0-1.0",
        "GPL-3.0-only", "LGPL-3.0-only", "MIT", "MPL-2.0", "ODC-By-1.0",
    )
}  # fmt: skip
"""Identifiers of the SPDX licence list; other licences are given by name."""
_REFERENCES = {
    "model-card": "model-card",
    "system-card": "model-card",
    "release-notes": "release-notes",
    "impact-assessment": "risk-assessment",
}
_ALGORITHMS = {"sha-256": "SHA-256", "sha256": "SHA-256", "sha-512": "SHA-512", "sha512": "SHA-512", "sha-1": "SHA-1"}
_HASH_LENGTHS = (32, 40, 64, 96, 128)
_APPROACHES = {"reinforcement": "reinforcement-learning"}
_FIGURES = (
    ("parameters", "/model/parameters"),
    ("training_flop", "/model/compute/training_flop"),
    ("training_energy_kwh", "/model/footprint/training_energy_kwh"),
    ("ghg_kgco2e", "/model/footprint/ghg_kgco2e"),
)


class CycloneDx:
    """Writes the bill."""

    def __call__(self, data: Mapping[str, Any], content_id: str | None) -> Export:  # noqa: ARG002  # a bill is about no content
        """Return the bill."""
        reading = Reading(data)
        head = data["declaration"]
        system = dict(_system(reading))
        parts = [*_datasets(reading), *_bases(reading)]
        bill = {
            "$schema": f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json",
            "bomFormat": "CycloneDX",
            "specVersion": SPECIFICATION,
            "serialNumber": f"urn:uuid:{uuid5(NAMESPACE_URL, head['id'] + '#' + head['version'])}",
            "version": 1,
            "metadata": {
                "timestamp": f"{head['issued_on']}T00:00:00Z",
                "tools": {"components": [{"type": "application", "name": "ai-conformance", "version": __version__}]},
                "component": system,
            },
            "components": parts,
            "dependencies": [{"ref": system["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
        }
        return Export(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", reading.lost())


def _system(reading: Reading) -> Iterator[tuple[str, Any]]:
    yield "type", "machine-learning-model"
    yield "bom-ref", "system"
    yield "manufacturer", dict(_organisation(reading))
    yield "name", reading.get("/system/name")
    for member, pointer in (("version", "/system/version"), ("description", "/system/description")):
        if value := reading.get(pointer):
            yield member, value
    yield from _hashes(reading)
    yield from _licences(reading)
    if references := list(_external(reading)):
        yield "externalReferences", references
    figures = [
        {"name": f"ai-conformance:{name}", "value": str(value)}
        for name, pointer in _FIGURES
        if (value := reading.get(pointer)) is not None
    ]
    if figures:
        yield "properties", figures
    card = {
        name: part
        for name, part in (
            ("modelParameters", dict(_parameters(reading))),
            ("quantitativeAnalysis", dict(_metrics(reading))),
            ("considerations", dict(_considerations(reading))),
        )
        if part
    }
    if card:
        yield "modelCard", card


def _organisation(reading: Reading) -> Iterator[tuple[str, Any]]:
    yield "name", reading.get("/organisation/name")
    if country := reading.get("/organisation/country"):
        yield "address", {"country": country}
    if website := reading.get("/organisation/website"):
        yield "url", [website]


def _hashes(reading: Reading) -> Iterator[tuple[str, Any]]:
    digest = reading.look("/model/digest")
    if isinstance(digest, str):
        algorithm, _, content = digest.partition(":")
        if algorithm in _ALGORITHMS and len(content) in _HASH_LENGTHS:
            reading.get("/model/digest")
            yield "hashes", [{"alg": _ALGORITHMS[algorithm], "content": content}]


def _licences(reading: Reading) -> Iterator[tuple[str, Any]]:
    for pointer, artefact in reading.items("/model/artefacts"):
        if artefact["kind"] == "weights" and "licence" in artefact:
            name = reading.get(f"{pointer}/licence")
            reading.get(f"{pointer}/kind")
            known = _LICENCES.get(name.casefold())
            yield "licenses", [{"license": {"id": known} if known else {"name": name}}]
            return


def _external(reading: Reading) -> Iterator[dict[str, str]]:
    address = reading.look("/system/id")
    if isinstance(address, str) and address.startswith("http"):
        yield {"type": "website", "url": reading.get("/system/id")}
    for pointer, document in reading.items("/records/documents"):
        if "url" in document:
            kind = reading.get(f"{pointer}/kind")
            yield {"type": _REFERENCES.get(kind, "documentation"), "url": reading.get(f"{pointer}/url"), "comment": kind}
    if advisories := reading.get("/security/vulnerability/advisories"):
        yield {"type": "advisories", "url": advisories}


def _parameters(reading: Reading) -> Iterator[tuple[str, Any]]:
    techniques = reading.look("/system/techniques")
    approach = next(
        (_APPROACHES[each] for each in (techniques if isinstance(techniques, list) else ()) if each in _APPROACHES), None
    )
    if approach:
        yield "approach", {"type": approach}
    if functions := reading.get("/system/functions"):
        yield "task", ", ".join(functions)
    if architecture := reading.get("/model/architecture"):
        yield "modelArchitecture", architecture
    if names := [{"ref": f"data-{index}"} for index, _ in enumerate(reading.items("/data/datasets"))]:
        yield "datasets", names
    for member, pointer in (("inputs", "/system/input_modalities"), ("outputs", "/system/output_modalities")):
        if modalities := reading.get(pointer):
            yield member, [{"format": each} for each in modalities]


def _metrics(reading: Reading) -> Iterator[tuple[str, Any]]:
    found = []
    for pointer, evaluation in reading.items("/assurance/evaluations"):
        if "value" in evaluation:
            benchmark, metric = reading.get(f"{pointer}/benchmark"), reading.get(f"{pointer}/metric")
            reading.get(f"{pointer}/kind")
            kind = " ".join(part for part in (benchmark, metric or evaluation["kind"]) if part)
            found.append({"type": kind, "value": str(reading.get(f"{pointer}/value"))})
    if found:
        yield "performanceMetrics", found


def _considerations(reading: Reading) -> Iterator[tuple[str, Any]]:
    for member, pointer in (("users", "/use/intended_users"), ("useCases", "/use/intended_purpose")):
        if text := reading.get(pointer):
            yield member, [text]
    limitations = [*reading.get("/system/limitations", []), *reading.get("/use/out_of_scope_uses", [])]
    if limitations:
        yield "technicalLimitations", limitations
    risks = []
    for pointer, risk in reading.items("/risk/risks"):
        described, mitigation = reading.get(f"{pointer}/description"), reading.get(f"{pointer}/mitigation")
        reading.get(f"{pointer}/category")
        name = f"{risk['category']}: {described}" if described else risk["category"]
        risks.append({"name": name, **({"mitigationStrategy": mitigation} if mitigation else {})})
    if risks:
        yield "ethicalConsiderations", risks


def _datasets(reading: Reading) -> Iterator[dict[str, Any]]:
    for index, (pointer, dataset) in enumerate(reading.items("/data/datasets")):
        part: dict[str, Any] = {"type": "data", "bom-ref": f"data-{index}", "name": reading.get(f"{pointer}/name")}
        if licence := reading.get(f"{pointer}/licence"):
            known = _LICENCES.get(licence.casefold())
            part["licenses"] = [{"license": {"id": known} if known else {"name": licence}}]
        contents: dict[str, Any] = {"type": "dataset", "name": dataset["name"]}
        if datasheet := reading.get(f"{pointer}/datasheet"):
            contents["contents"] = {"url": datasheet}
        if owner := reading.get(f"{pointer}/source_or_owner"):
            contents["governance"] = {"owners": [{"organization": {"name": owner}}]}
        yield {**part, "data": [contents]}


def _bases(reading: Reading) -> Iterator[dict[str, Any]]:
    for index, (pointer, _) in enumerate(reading.items("/model/base_models")):
        part: dict[str, Any] = {
            "type": "machine-learning-model",
            "bom-ref": f"base-{index}",
            "name": reading.get(f"{pointer}/name"),
        }
        if developer := reading.get(f"{pointer}/developer"):
            part["manufacturer"] = {"name": developer}
        if relation := reading.get(f"{pointer}/relation"):
            part["description"] = f"base model ({relation})"
        yield part


EXPORTER = CycloneDx()
