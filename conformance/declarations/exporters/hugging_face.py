"""A declaration as a Hugging Face model card: front matter for machines, sections for people."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from conformance.declarations.exporters.export import Export, Reading
from conformance.declarations.write import write

_PIPELINES: Mapping[tuple[str, str], str] = {
    ("text", "text"): "text-generation",
    ("text", "image"): "text-to-image",
    ("text", "video"): "text-to-video",
    ("text", "audio"): "text-to-audio",
    ("image", "text"): "image-to-text",
    ("audio", "text"): "automatic-speech-recognition",
    ("image", "image"): "image-to-image",
}
_LICENCES = {
    "apache 2.0": "apache-2.0",
    **{
        name: name
        for name in (
            "agpl-3.0", "apache-2.0", "bigscience-bloom-rail-1.0", "bsd-3-clause", "cc-by-4.0", "cc-by-nc-4.0", "cc-by-sa-4.0",
            "cc0-1.0", "gpl-3.0", "mit", "openrail",
        )
    },
}  # fmt: skip
_RELATIONS = {"fine-tune": "finetune", "adapter": "adapter", "merge": "merge", "quantised": "quantized", "distilled": "finetune"}
_GRAMS_PER_KILOGRAM = 1000


class HuggingFace:
    """Writes the card; what the hub has no key for goes into a section, and what no section holds is lost."""

    def __call__(self, data: Mapping[str, Any], content_id: str | None) -> Export:  # noqa: ARG002  # a card is about no content
        """Return the card."""
        reading = Reading(data)
        front = write(dict(_front(reading)), "yaml")
        body = "\n".join(_body(reading))
        return Export(f"---\n{front}---\n\n{body}", reading.lost())


def _front(reading: Reading) -> Iterator[tuple[str, Any]]:
    yield from _licence(reading)
    if languages := reading.get("/system/languages"):
        yield "language", languages
    if pipeline := _pipeline(reading):
        yield "pipeline_tag", pipeline
    tags = [*reading.get("/system/functions", []), *reading.get("/use/sectors", [])]
    if tags:
        yield "tags", tags
    if names := [reading.get(f"{pointer}/name") for pointer, _ in reading.items("/data/datasets")]:
        yield "datasets", names
    bases = [
        (reading.get(f"{pointer}/name"), reading.get(f"{pointer}/relation")) for pointer, _ in reading.items("/model/base_models")
    ]
    if bases:
        yield "base_model", [name for name, _ in bases]
        if (relation := _RELATIONS.get(bases[0][1] or "")) is not None:
            yield "base_model_relation", relation
    if (emitted := reading.get("/model/footprint/ghg_kgco2e")) is not None:
        yield (
            "co2_eq_emissions",
            {"emissions": emitted * _GRAMS_PER_KILOGRAM, "source": reading.get("/model/footprint/method", "declaration")},
        )
    if results := list(_results(reading)):
        yield "model-index", [{"name": reading.get("/system/name"), "results": results}]


def _pipeline(reading: Reading) -> str | None:
    """Return the task of the hub that the modalities are; the modalities themselves stand in the section of details."""
    inputs, outputs = reading.look("/system/input_modalities"), reading.look("/system/output_modalities")
    if not (isinstance(inputs, list) and isinstance(outputs, list)):
        return None
    return next((_PIPELINES[key] for key in ((i, o) for i in inputs for o in outputs) if key in _PIPELINES), None)


def _licence(reading: Reading) -> Iterator[tuple[str, str]]:
    for pointer, artefact in reading.items("/model/artefacts"):
        if artefact["kind"] == "weights" and "licence" in artefact:
            name = reading.get(f"{pointer}/licence")
            reading.get(f"{pointer}/kind")
            known = _LICENCES.get(name.casefold())
            yield "license", known or "other"
            if known is None:
                yield "license_name", name
            return


def _results(reading: Reading) -> Iterator[dict[str, Any]]:
    for pointer, evaluation in reading.items("/assurance/evaluations"):
        if "benchmark" in evaluation and "value" in evaluation:
            value, metric = reading.get(f"{pointer}/value"), reading.get(f"{pointer}/metric", "score")
            dataset = reading.get(f"{pointer}/benchmark")
            reading.get(f"{pointer}/kind")
            yield {
                "task": {"type": evaluation["kind"]},
                "dataset": {"name": dataset, "type": dataset},
                "metrics": [{"type": metric, "value": value}],
            }


def _body(reading: Reading) -> Iterator[str]:
    name, version = reading.get("/system/name"), reading.get("/system/version")
    yield f"# {name}" + (f" {version}" if version else "")
    yield ""
    if description := reading.get("/system/description"):
        yield from (description, "")
    for title, lines in _SECTIONS:
        found = list(lines(reading))
        if found:
            yield from (f"## {title}", "", *found, "")


def _details(reading: Reading) -> Iterator[str]:
    yield from _told(reading, ("Developed by", "/organisation/name"), ("Country", "/organisation/country"))
    for title, pointer in (
        ("Roles", "/organisation/roles"),
        ("Input modalities", "/system/input_modalities"),
        ("Output modalities", "/system/output_modalities"),
    ):
        if values := reading.get(pointer):
            yield f"- **{title}:** {', '.join(values)}"
    yield from _told(
        reading,
        ("Released on", "/model/released_on"),
        ("First released on", "/system/first_released_on"),
        ("Architecture", "/model/architecture"),
        ("Parameters", "/model/parameters"),
        ("Address", "/system/id"),
        ("Website", "/organisation/website"),
        ("Contact", "/organisation/contact"),
    )


def _uses(reading: Reading) -> Iterator[str]:
    if purpose := reading.get("/use/intended_purpose"):
        yield from ("### Direct Use", "", purpose, "")
    if users := reading.get("/use/intended_users"):
        yield from ("### Intended Users", "", users, "")
    outside = [*reading.get("/use/out_of_scope_uses", []), *reading.get("/use/foreseeable_misuse", [])]
    if outside:
        yield from ("### Out-of-Scope Use", "", *(f"- {each}" for each in outside))


def _limitations(reading: Reading) -> Iterator[str]:
    yield from (f"- {each}" for each in reading.get("/system/limitations", []))
    for pointer, risk in reading.items("/risk/risks"):
        described = reading.get(f"{pointer}/description")
        mitigation = reading.get(f"{pointer}/mitigation")
        reading.get(f"{pointer}/category")
        yield (
            f"- {risk['category']}"
            + (f": {described}" if described else "")
            + (f" Mitigation: {mitigation}" if mitigation else "")
        )
    yield from (f"- {each}" for each in reading.get("/data/training/known_biases", []))


def _training_data(reading: Reading) -> Iterator[str]:
    for pointer, dataset in reading.items("/data/datasets"):
        parts = [reading.get(f"{pointer}/{member}") for member in ("role", "origin", "licence", "datasheet")]
        yield f"- {dataset['name']}" + "".join(f", {part}" for part in parts if part)
    size, unit = reading.get("/data/training/size"), reading.get("/data/training/size_unit", "")
    if size is not None:
        yield f"- **Size:** {size} {unit}".rstrip()
    yield from _told(
        reading, ("Collected to", "/data/training/collected_to"), ("Collected from", "/data/training/collected_from")
    )
    if contents := reading.get("/data/training/contents"):
        yield f"- **Contents:** {', '.join(contents)}"


def _evaluation(reading: Reading) -> Iterator[str]:
    for pointer, evaluation in reading.items("/assurance/evaluations"):
        parts = [
            str(part) for member in ("benchmark", "metric", "value") if (part := reading.get(f"{pointer}/{member}")) is not None
        ]
        reading.get(f"{pointer}/kind")
        yield f"- {evaluation['kind']}" + (f": {' '.join(parts)}" if parts else "")


def _environment(reading: Reading) -> Iterator[str]:
    if accelerators := reading.get("/model/compute/accelerators"):
        yield f"- **Hardware Type:** {', '.join(accelerators)}"
    yield from _told(
        reading,
        ("Training operations (FLOP)", "/model/compute/training_flop"),
        ("Training days", "/model/compute/training_days"),
        ("Energy (kWh)", "/model/footprint/training_energy_kwh"),
        ("Carbon Emitted (kg CO2e)", "/model/footprint/ghg_kgco2e"),
    )


def _law(reading: Reading) -> Iterator[str]:
    for pointer, market in reading.items("/markets"):
        placed = reading.get(f"{pointer}/placed_on")
        reading.get(f"{pointer}/jurisdiction")
        yield f"- Market {market['jurisdiction']}" + (f", placed on {placed}" if placed else "")
    for pointer, filing in reading.items("/records/filings"):
        number, day = reading.get(f"{pointer}/number"), reading.get(f"{pointer}/date")
        reading.get(f"{pointer}/kind"), reading.get(f"{pointer}/jurisdiction")
        yield (
            f"- Filing: {filing['kind']}, {filing['jurisdiction']}"
            + (f", {number}" if number else "")
            + (f", {day}" if day else "")
        )


def _told(reading: Reading, *fields: tuple[str, str]) -> Iterator[str]:
    for title, pointer in fields:
        if (value := reading.get(pointer)) is not None:
            yield f"- **{title}:** {value}"


_SECTIONS: tuple[tuple[str, Callable[[Reading], Iterator[str]]], ...] = (
    ("Model Details", _details),
    ("Uses", _uses),
    ("Bias, Risks, and Limitations", _limitations),
    ("Training Data", _training_data),
    ("Evaluation", _evaluation),
    ("Environmental Impact", _environment),
    ("Markets and Filings", _law),
)
EXPORTER = HuggingFace()
