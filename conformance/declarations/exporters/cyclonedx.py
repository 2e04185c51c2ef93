"""A declaration as a CycloneDX ML-BOM (ECMA-424, specification 1.6, JSON).

The system is the component that the bill is about, with its model card; data sets and base models are components of their own.
What the card has no member for stands in ``properties`` under the namespace ``ai-conformance``, as far as
:mod:`~conformance.declarations.cyclonedx_terms` names it; the adapter of the same name reads it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from conformance import __version__
from conformance.declarations import cyclonedx_terms as terms
from conformance.declarations.exporters.export import Export, Reading
from conformance.declarations.spdx_licences import LICENCES

SPECIFICATION = "1.6"
_REFERENCES = {kind: name for name, kind in terms.REFERENCES.items()}
_ALGORITHMS = {
    **{name: algorithm for algorithm, name in terms.ALGORITHMS.items()},
    "sha-1": "SHA-1",
    "sha-256": "SHA-256",
    "sha-384": "SHA-384",
    "sha-512": "SHA-512",
}
_LEARNED = frozenset({"machine-learning", "deep-learning", "generative", "reinforcement-learning"})
_MAKERS = frozenset({"developer"})
_SUPPLIERS = frozenset({"provider", "distributor", "importer", "platform", "app-store", "model-host", "product-manufacturer"})
_KILOGRAMS = Decimal(1000)


class CycloneDx:
    """Writes the bill."""

    def __call__(self, data: Mapping[str, Any], content_id: str | None) -> Export:  # noqa: ARG002  # a bill is about no content
        """Return the bill."""
        reading = Reading(data)
        head = data["declaration"]
        organisation = dict(_organisation(reading))
        system = dict(_system(reading, organisation))
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
                **dict(_author(head, organisation)),
            },
            "components": parts,
            "dependencies": [{"ref": system["bom-ref"], "dependsOn": [part["bom-ref"] for part in parts]}],
        }
        return Export(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", reading.lost())


def _author(head: Mapping[str, Any], organisation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield who made the bill: the organisation when it declares for itself, or who is named as author."""
    if _speaks_for_itself(head):
        yield "manufacturer", organisation
    elif author := head.get("author"):
        yield "manufacturer", {"name": author}


def _system(reading: Reading, organisation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    techniques = reading.look("/system/techniques")
    learned = bool(_LEARNED & set(techniques)) if isinstance(techniques, list) and techniques else True
    yield "type", "machine-learning-model" if learned else "application"
    yield "bom-ref", "system"
    yield from _makers(reading, organisation)
    yield "name", reading.get("/system/name")
    for member, pointer in (("version", "/system/version"), ("description", "/system/description")):
        if value := reading.get(pointer):
            yield member, value
    if (identifier := reading.look("/system/id")) and isinstance(identifier, str) and identifier.startswith("pkg:"):
        yield "purl", reading.get("/system/id")
    if learned:
        yield from _hashes(reading)
        yield from _licences(reading)
    if references := list(_external(reading)):
        yield "externalReferences", references
    if figures := list(_figures(reading)):
        yield "properties", figures
    if learned and (card := dict(_card(reading))):
        yield "modelCard", card


def _card(reading: Reading) -> Iterator[tuple[str, Any]]:
    """Yield the parts of the model card; only a model has one."""
    notes: list[dict[str, str]] = []
    for name, part in (
        ("modelParameters", dict(_parameters(reading))),
        ("quantitativeAnalysis", dict(_metrics(reading, notes))),
        ("considerations", dict(_considerations(reading, notes))),
    ):
        if part:
            yield name, part
    if notes:
        yield "properties", notes


def _organisation(reading: Reading) -> Iterator[tuple[str, Any]]:
    yield "name", reading.look("/organisation/name")
    if (country := reading.look("/organisation/country")) and isinstance(country, str):
        yield "address", {"country": country}
    if (website := reading.look("/organisation/website")) and isinstance(website, str):
        yield "url", [website]


def _makers(reading: Reading, organisation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield who made, supplies and publishes the component, as far as the roles of the organisation say.

    An organisation that is none of these, such as a deployer, is named in a property.
    """
    roles = _roles(reading)
    if roles & _MAKERS:
        yield "manufacturer", organisation
    if roles & _SUPPLIERS:
        yield "supplier", organisation
    if "provider" in roles:
        yield "publisher", organisation["name"]
    reading.get("/organisation/name")
    if roles & (_MAKERS | _SUPPLIERS) or _speaks_for_itself(reading.look("/declaration")):
        for member in ("country", "website"):
            reading.get(f"/organisation/{member}")


def _roles(reading: Reading) -> set[str]:
    found = reading.look("/organisation/roles")
    return set(found) if isinstance(found, list) else set()


def _speaks_for_itself(head: Mapping[str, Any]) -> bool:
    return bool(head.get("authority", "first-party") == "first-party")


def _figures(reading: Reading) -> Iterator[dict[str, str]]:
    for name, (pointer, how) in terms.FIGURES.items():
        if (name == "ghg_kgco2e" and _tonnes(reading) is not None) or (
            name == "organisation" and _roles(reading) & (_MAKERS | _SUPPLIERS)
        ):
            continue
        value = reading.look(pointer)
        for each in value if how == "list" and isinstance(value, list) else [value]:
            if isinstance(each, str | int | float):
                yield _property(name, each)
                reading.get(pointer)


def _property(name: str, value: str | float) -> dict[str, str]:
    return {"name": f"{terms.NAMESPACE}{name}", "value": str(value)}


def _hashes(reading: Reading) -> Iterator[tuple[str, Any]]:
    digest = reading.look("/model/digest")
    if isinstance(digest, str):
        algorithm, _, content = digest.partition(":")
        if algorithm in _ALGORITHMS and terms.HASH_CONTENT.fullmatch(content):
            reading.get("/model/digest")
            yield "hashes", [{"alg": _ALGORITHMS[algorithm], "content": content}]


def _licences(reading: Reading) -> Iterator[tuple[str, Any]]:
    for pointer, artefact in reading.items("/model/artefacts"):
        if artefact["kind"] == "weights" and "licence" in artefact:
            yield "licenses", [_licence(reading.get(f"{pointer}/licence"))]
            reading.get(f"{pointer}/kind")
            return


def _licence(name: str) -> dict[str, Any]:
    known = LICENCES.get(name.casefold())
    return {"license": {"id": known} if known else {"name": name}}


def _external(reading: Reading) -> Iterator[dict[str, str]]:
    address = reading.look("/system/id")
    if isinstance(address, str) and address.startswith(("http://", "https://")):
        yield {"type": "website", "url": reading.get("/system/id")}
    for pointer, document in reading.items("/records/documents"):
        if "url" in document:
            kind = reading.get(f"{pointer}/kind")
            yield {"type": _REFERENCES.get(kind, "documentation"), "url": reading.get(f"{pointer}/url"), "comment": kind}
    if advisories := reading.get("/security/vulnerability/advisories"):
        yield {"type": "advisories", "url": advisories}


def _parameters(reading: Reading) -> Iterator[tuple[str, Any]]:
    techniques = reading.look("/system/techniques")
    if isinstance(techniques, list) and "reinforcement-learning" in techniques:
        yield "approach", {"type": "reinforcement-learning"}
    if functions := _filled(reading, "/system/functions"):
        yield "task", ", ".join(functions)
    if architecture := reading.get("/model/architecture"):
        yield "modelArchitecture", architecture
    if names := [{"ref": f"data-{index}"} for index, _ in enumerate(reading.items("/data/datasets"))]:
        yield "datasets", names
    for member, pointer in (("inputs", "/system/input_modalities"), ("outputs", "/system/output_modalities")):
        if modalities := _filled(reading, pointer):
            yield member, [{"format": each} for each in modalities]


def _filled(reading: Reading, pointer: str) -> list[Any]:
    """Return a list that names something; one that says *none* stays unused, for the card cannot say it."""
    found = reading.look(pointer)
    return list(reading.get(pointer)) if isinstance(found, list) and found else []


def _metrics(reading: Reading, notes: list[dict[str, str]]) -> Iterator[tuple[str, Any]]:
    found: list[dict[str, str]] = []
    for pointer, evaluation in reading.items("/assurance/evaluations"):
        if "value" not in evaluation:
            continue
        metric, benchmark = reading.get(f"{pointer}/metric"), reading.get(f"{pointer}/benchmark")
        kind, value = reading.get(f"{pointer}/kind"), str(reading.get(f"{pointer}/value"))
        if evaluation.get("unit") == "%":
            reading.get(f"{pointer}/unit")
            value += "%"
        if metric is None or terms.kind_of_metric(metric) != kind:
            notes.append(_property(f"performanceMetrics/{len(found)}/kind", kind))
        found.append(
            {**({"type": metric} if metric else {}), "value": value, **({"slice": benchmark} if benchmark else {})},
        )
    if found:
        yield "performanceMetrics", found


def _considerations(reading: Reading, notes: list[dict[str, str]]) -> Iterator[tuple[str, Any]]:
    for member, pointer in (("users", "/use/intended_users"), ("useCases", "/use/intended_purpose")):
        if text := reading.get(pointer):
            yield member, [text]
    if limitations := _filled(reading, "/system/limitations"):
        yield "technicalLimitations", limitations
    risks: list[dict[str, str]] = []
    for pointer, _ in reading.items("/risk/risks"):
        described, mitigation = reading.get(f"{pointer}/description"), reading.get(f"{pointer}/mitigation")
        category = reading.get(f"{pointer}/category")
        notes.append(_property(f"ethicalConsiderations/{len(risks)}/category", category))
        risks.append({"name": described or category, **({"mitigationStrategy": mitigation} if mitigation else {})})
    if risks:
        yield "ethicalConsiderations", risks
    if environment := _environment(reading):
        yield "environmentalConsiderations", environment


def _environment(reading: Reading) -> dict[str, Any] | None:
    """Return the energy of training and the gas that goes with it; who provided the energy is not told."""
    energy = reading.get("/model/footprint/training_energy_kwh")
    if energy is None:
        return None
    training: dict[str, Any] = {
        "activity": "training",
        "energyProviders": [],
        "activityEnergyCost": {"value": energy, "unit": "kWh"},
    }
    if (tonnes := _tonnes(reading)) is not None:
        reading.get("/model/footprint/ghg_kgco2e")
        training["co2CostEquivalent"] = {"value": tonnes, "unit": "tCO2eq"}
    return {"energyConsumptions": [training]}


def _tonnes(reading: Reading) -> float | None:
    """Return the greenhouse gas in the unit of the card, which gives it beside the energy; None when that would not be exact."""
    kilograms, energy = reading.look("/model/footprint/ghg_kgco2e"), reading.look("/model/footprint/training_energy_kwh")
    if not isinstance(kilograms, int | float) or not isinstance(energy, int | float):
        return None
    exact = Decimal(str(kilograms)) / _KILOGRAMS
    tonnes = int(exact) if exact == exact.to_integral_value() else float(exact)
    return tonnes if Decimal(str(tonnes)) * _KILOGRAMS == Decimal(str(kilograms)) else None


def _datasets(reading: Reading) -> Iterator[dict[str, Any]]:
    for index, (pointer, dataset) in enumerate(reading.items("/data/datasets")):
        part: dict[str, Any] = {"type": "data", "bom-ref": f"data-{index}", "name": reading.get(f"{pointer}/name")}
        if licence := reading.get(f"{pointer}/licence"):
            part["licenses"] = [_licence(licence)]
        if datasheet := reading.get(f"{pointer}/datasheet"):
            part["externalReferences"] = [{"type": "documentation", "url": datasheet, "comment": terms.DATASHEET}]
        if told := _told(reading, pointer, terms.DATASET_MEMBERS):
            part["properties"] = told
        contents: dict[str, Any] = {"type": "dataset", "name": dataset["name"]}
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
        if told := _told(reading, pointer, terms.BASE_MEMBERS):
            part["properties"] = told
        yield part


def _told(reading: Reading, pointer: str, members: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the members that a component has no place for, as properties."""
    return [_property(name, value) for name in members if (value := reading.get(f"{pointer}/{name}")) is not None]


EXPORTER = CycloneDx()
