"""Entries of the Azure model catalogue: ``spec.yaml``, with the Markdown files that lie beside it.

An entry is written by the distributor. Its publisher is the provider where nothing shows another origin, and the distributor
where a repository of somebody else or a parent model is named. Source of its members: the model schema of Azure Machine Learning
(azuremlschemas.azureedge.net/latest/model.schema.json) and the entries of Azure/azureml-assets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.card_part import CardContext
from conformance.declarations.adapters.card_sections import map_sections
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.languages import language_code
from conformance.declarations.adapters.licences import OF_WEIGHTS, weights_under
from conformance.declarations.adapters.markdown_sections import card_lines, read_sections
from conformance.declarations.adapters.modalities import map_task, modalities_in
from conformance.declarations.adapters.record import Doubt, Record
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_yaml_records
from conformance.declarations.adapters.words import state_of
from conformance.declarations.positions import Position, Positions, Spot
from conformance.declarations.refusals import Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original

_SCHEMA = re.compile(
    r"^[ \t]*\$schema:\s*[\"']?https?://azuremlschemas\.azureedge\.net/[\w./-]*model\.schema\.json", re.MULTILINE
)
_BESIDE = ("description.md", "notes.md", "evaluation.md")
_OWNER = re.compile(r"([A-Za-z0-9][\w.-]*)/([\w.-]+)")
_ASSET = re.compile(r"azureml://registries/([\w.-]+)/models/([\w.-]+)(?:/versions/([\w.-]+))?")
_OPERATOR = "Microsoft"
_CUSTOM = frozenset({"custom", "other", "proprietary"})
_LONGEST_LICENCE = 2_000
_INDUSTRIES = {
    "health-and-life-sciences": "health", "healthcare": "health", "financial-services": "finance",
    "manufacturing": "manufacturing", "education": "education", "retail": "commerce", "agriculture": "agriculture",
    "government": "public-administration",
    "energy": "energy", "media": "media", "transportation": "transport", "mobility": "transport",
}  # fmt: skip
_OFFERED = "machines of the cloud on which it is offered"
_LISTING = "how the catalogue lists and shows it"
_PROMPTS = "how programs write prompts for it"
_TUNING = "settings for tuning it in the cloud"
_SETTINGS = {
    "sharedComputeCapacityEnabled": _OFFERED, "supportedComputes": _OFFERED, "skuToNumReplicasMap": _OFFERED,
    "hiddenLayerScanned": _LISTING, "inferenceSupportedEnvs": _OFFERED, "platformCapabilities": _OFFERED, "alias": _LISTING,
    "directoryPath": _LISTING, "foundryLocal": _LISTING, "featured": _LISTING, "freePlayground": _LISTING,
    "playgroundRateLimitTier": _LISTING, "benchmark": _LISTING, "keywords": _LISTING, "domain": _LISTING,
    "minFLVersion": _OFFERED, "promptTemplate": _PROMPTS, "reasoningStart": _PROMPTS, "reasoningEnd": _PROMPTS,
    "toolCallStart": _PROMPTS, "toolCallEnd": _PROMPTS, "toolRegisterStart": _PROMPTS, "toolRegisterEnd": _PROMPTS,
    "toolResponseStart": _PROMPTS, "toolResponseEnd": _PROMPTS, "parameterSchema": _PROMPTS, "supportsToolCalling": _PROMPTS,
    "evaluation": "the name of a file", "notes": "the name of a file", "icon": _LISTING, "logo": _LISTING,
    "disable-batch": _OFFERED, "displayOrder": _LISTING, "baseModelWeightsVersion": _LISTING, "popularity": _LISTING,
}  # fmt: skip


class AzureModelCatalogue:
    """Reads entries of the catalogue as its repository publishes them."""

    name = "azure-model-catalogue"
    title = "Azure model catalogue entry (Microsoft), with the Markdown beside it"
    suffixes = (".yaml", ".yml")
    authority = Authority.DISTRIBUTOR
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the schema that an entry names at its top."""
        return original.suffix in self.suffixes and _SCHEMA.search(original.head_text[:2_000]) is not None

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one record of an entry: the members of the file, and the sections of the files beside it by their name."""
        for found in read_yaml_records(original):
            yield found if isinstance(found, Refusal) else _with_files_beside(original, found)
            return

    def map(self, record: Record, draft: Draft) -> None:
        """Map the entry, then the files beside it."""
        metadata, variant = record.get("system_metadata"), record.get("variantInfo")
        name, version = record.get("name"), record.get("version")
        shown = metadata.get("displayName") if metadata.get("displayName").text else name
        draft.ignore(record.get("$schema"), "it names the format")
        draft.ignore(record.get("path"), "a path in the repository of the catalogue")
        draft.ignore(record.get("isArchived"), _LISTING)
        draft.put("/system/name", shown.text, shown)
        draft.put("/model/name", name.text, name)
        if name.text and version.text:
            identifier = draft.import_address(name.text, version.text)
            draft.put("/declaration/id", identifier, name, version, rule="the name and the version of the entry")
            draft.put("/declaration/version", version.text, version)
            draft.put("/model/version", version.text, version)
        _organisation(metadata, variant, draft)
        _licence(metadata, variant, draft)
        for member, node in metadata.members():
            if member in _SETTINGS:
                for leaf in node.leaves():
                    draft.ignore(leaf, _SETTINGS[member])
            elif handler := _MEMBERS.get(member):
                handler(node, draft)
        _tags(record.get("tags"), draft)
        _variant(variant, draft)
        for leaf in record.get("properties").leaves():
            draft.ignore(leaf, "identifies what was imported")
        _files_beside(record, shown.text, metadata, draft)


def _with_files_beside(original: Original, record: Record) -> Record:
    data: Any = record.data
    if not isinstance(data, dict):
        return record
    metadata = record.get("system_metadata")
    names = dict.fromkeys(
        (*_BESIDE, *(text for key in ("evaluation", "notes") if (text := metadata.get(key).text).endswith(".md")))
    )
    merged = dict(data)
    places: dict[str, Spot] = {}
    doubts = list(record.doubts)
    for name in names:
        if name in merged or (beside := original.sibling(name)) is None:
            continue
        try:
            sections, inner = read_sections(card_lines(beside))
        except Refusal as refusal:
            doubts.append(Doubt("", f"the file {name} beside it cannot be read: {refusal.problems[0].what}"))
            continue
        merged[name] = sections
        places[name] = Spot(Position(1, 1), Position(1, 1), inner)

    def spot() -> Spot:
        whole = record.positions.spot("")
        return whole._replace(inner={**whole.inner, **places} if isinstance(whole.inner, dict) else places)

    return Record(record.file, record.index, merged, Positions(spot), doubts=tuple(doubts))


def _organisation(metadata: Node, variant: Node, draft: Draft) -> None:
    """Tell who stands behind the entry, in which role, and from whom the model comes."""
    publisher, repository = metadata.get("publisher"), metadata.get("huggingFaceModelId")
    elsewhere = metadata.get("openmmlabModelId")
    owner = _OWNER.fullmatch(repository.text)
    parents = [parent for each in variant.get("parents").each() if (parent := each.get("assetId")).text]
    is_own = owner is not None and _same(owner[1], publisher.text)
    name = publisher.text or _OPERATOR
    nodes = (publisher,) if publisher.text else ()
    draft.put(
        "/organisation/name", name, *nodes, rule="" if nodes else "the entry names no publisher; the catalogue is Microsoft's"
    )
    if not nodes:
        role, rule = "distributor", "who runs the catalogue distributes what is in it"
    elif parents:
        role, rule = "distributor", "the entry is a build of a model that it names as its parent"
    elif (owner and not is_own) or elsewhere:
        role, rule = "distributor", "the entry names the repository of somebody else"
    else:
        role, rule = "provider", "the publisher, and nothing shows another origin"
    draft.extend("/organisation/roles", [role], *nodes, rule=rule)
    if owner and not is_own:
        draft.add(
            "/model/base_models", {"name": repository.text, "developer": owner[1], "relation": "integrated"}, repository,
            rule="the model of that repository, as it is; who made it is the name before the slash",
        )  # fmt: skip
    elif is_own:
        draft.extend("/organisation/roles", ["developer"], repository, rule="the repository of the model is the publisher's")
        draft.put("/system/id", f"https://huggingface.co/{repository.text}", repository, rule="its repository")
    elif repository.text:
        draft.add(
            "/model/base_models", {"name": repository.text, "relation": "integrated"}, repository, rule="the model of that name"
        )
    if elsewhere.text:
        draft.add(
            "/model/base_models", {"name": elsewhere.text, "relation": "integrated"}, elsewhere, rule="the model of that library"
        )
    for parent in parents:
        asset = _ASSET.fullmatch(parent.text)
        draft.add("/model/base_models", {"name": asset[2] if asset else parent.text}, parent, rule="the parent of the build")


def _same(one: str, other: str) -> bool:
    squeezed = [re.sub(r"[\W_]+", "", name.casefold()) for name in (one, other)]
    return all(squeezed) and (squeezed[0] in squeezed[1] or squeezed[1] in squeezed[0])


def _licence(metadata: Node, variant: Node, draft: Draft) -> None:
    licence, terms = metadata.get("license"), metadata.get("licenseDescription")
    kind = variant.get("variantMetadata", "modelType")
    name = licence.text
    is_custom = licence.word in _CUSTOM and bool(terms.text)
    if is_custom:
        name = terms.text[:_LONGEST_LICENCE]
    else:
        draft.ignore(terms, "the text of the licence that is named")
    item = {**weights_under(name), "format": "onnx" if kind.word == "onnx" else None}
    if name or item["format"]:
        nodes = [node for node in (licence, terms if is_custom else kind, kind) if node]
        draft.add("/model/artefacts", item, *nodes, rule=OF_WEIGHTS)


def _languages(node: Node, draft: Draft) -> None:
    for item in node.each():
        for part in item.text.split(","):
            code = language_code(part)
            if code is not None:
                draft.extend("/system/languages", [code], item)
            else:
                draft.leave_open("/system/languages", State.UNREADABLE, item)


def _modalities(field: str) -> Callable[[Node, Draft], None]:
    def put(node: Node, draft: Draft) -> None:
        for item in node.each():
            found = modalities_in(item.text)
            draft.extend(field, found, item)
            if not found and state_of(item) is State.STATED:
                draft.doubt(item, "is no kind of input or output")

    return put


def _tasks(node: Node, draft: Draft) -> None:
    for item in node.get("inferenceTasks").each():
        if not map_task(item, draft, f"a model for {item.text}"):
            draft.doubt(item, "is no task of the catalogue that is known here")
            continue
        draft.extend("/system/techniques", ["machine-learning"], item, rule="a catalogue of trained models")
    for leaf in node.get("fineTuningTasks").leaves():
        draft.ignore(leaf, _TUNING)


def _machines(node: Node, draft: Draft) -> None:
    smallest = node.get("inferenceMinSkuSpec")
    if smallest.text:
        text = f"Smallest machine for inference: {smallest.text} (processors|graphics processors|memory in GB|storage in GB)"
        draft.put("/system/hardware_requirements", text, smallest, rule="the order of the numbers is that of the catalogue")
    for member, other in node.members():
        if member != "inferenceMinSkuSpec":
            for leaf in other.leaves():
                draft.ignore(leaf, _OFFERED)


def _datasets(node: Node, draft: Draft) -> None:
    for item in node.each():
        for name in item.text.split(","):
            if name.strip() and state_of(item) is State.STATED:
                draft.add(
                    "/data/datasets",
                    {"name": name.strip(), "role": "training"},
                    item,
                    rule="the data sets of an entry trained it",
                )


def _cutoff(node: Node, draft: Draft) -> None:
    written = read_date(node.text)
    if written is not None and written.iso is not None:
        draft.put("/data/training/collected_to", written.iso, node, rule=written.rule)
    else:
        draft.leave_open("/data/training/collected_to", State.UNREADABLE, node)


def _limit(words: str) -> Callable[[Node, Draft], None]:
    def put(node: Node, draft: Draft) -> None:
        if node.text.isdigit():
            draft.extend("/system/limitations", [words.format(node.text)], node, rule="the limit, in words")

    return put


def _preview(node: Node, draft: Draft) -> None:
    if node.word in ("true", "yes"):
        draft.put("/system/lifecycle_stage", "pilot", node, rule="the entry is a preview")


def _deployment(node: Node, draft: Draft) -> None:
    for item in node.each():
        if "maas" in item.word:
            draft.extend("/system/distribution", ["api"], item, rule="offered as a service with an interface")
        else:
            draft.ignore(item, _OFFERED)


def _industry(node: Node, draft: Draft) -> None:
    for item in node.each():
        if sector := _INDUSTRIES.get(item.word):
            draft.extend("/use/sectors", [sector], item)
        else:
            draft.doubt(item, "is no industry of the catalogue that is known here")


def _tags(tags: Node, draft: Draft) -> None:
    for name, node in tags.members():
        if name in ("training_dataset", "training_datasets"):
            _datasets(node, draft)
        elif name == "contextLength":
            _limit("A context of at most {} tokens")(node, draft)
        elif name == "capabilities" and node.text:
            draft.put("/system/capabilities", node.text, node)
        elif name == "model_specific_defaults":
            for leaf in node.leaves():
                draft.ignore(leaf, _TUNING)
        else:
            for leaf in node.leaves():
                draft.ignore(leaf, _LISTING)


def _variant(variant: Node, draft: Draft) -> None:
    details = variant.get("variantMetadata")
    device, provider, memory = (details.get(name) for name in ("device", "executionProvider", "vRamFootprintBytes"))
    parts = [(f"a {device.text.upper()}", device)] if device.text else []
    parts += [(provider.text, provider)] if provider.text else []
    parts += [(f"{memory.text} bytes of memory", memory)] if memory.text else []
    if parts:
        words = "Runs on " + ", ".join(text for text, _ in parts)
        draft.put(
            "/system/hardware_requirements", words, *(node for _, node in parts), rule="device, runtime and memory of the build"
        )
        draft.extend("/system/distribution", ["download"], *(node for _, node in parts[:1]), rule="a build for local use")
    for item in details.get("quantization").each():
        if item.text:
            draft.extend("/model/post_training", [f"Quantised ({item.text})"], item, rule="the build is quantised")
    draft.ignore(details.get("fileSizeBytes"), _LISTING)


def _files_beside(record: Record, name: str, metadata: Node, draft: Draft) -> None:
    context = CardContext(name, has_licence=bool(metadata.get("license").text))
    for file, node in record.root.members():
        if file.endswith(".md") and isinstance(node.data, dict):
            draft.ignore(node.get("title"), "a heading")
            map_sections(node, draft, context, "Evaluation" if file.startswith("evaluation") else "")
    context.put_texts(draft)
    summary = metadata.get("summary")
    if draft.states("/system/description"):
        draft.ignore(summary, "the description says it in full")
    elif summary.text:
        draft.text("/system/description", summary)


_MEMBERS: dict[str, Callable[[Node, Draft], None]] = {
    "languages": _languages,
    "inputModalities": _modalities("/system/input_modalities"),
    "outputModalities": _modalities("/system/output_modalities"),
    "tasks": _tasks,
    "SKU": _machines,
    "datasets": _datasets,
    "trainingDataDate": _cutoff,
    "maxOutputTokens": _limit("At most {} tokens of output"),
    "textContextWindow": _limit("A context of at most {} tokens"),
    "preview": _preview,
    "deploymentOptions": _deployment,
    "industry": _industry,
}

ADAPTER = AzureModelCatalogue()
