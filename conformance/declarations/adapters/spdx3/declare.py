"""One declaration from an SPDX 3 document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.licences import is_open, restrictions
from conformance.declarations.adapters.quantities import read_parameters
from conformance.declarations.adapters.spdx3.data import map_dataset, map_datasets
from conformance.declarations.adapters.spdx3.graph import Graph, Part, local_name
from conformance.declarations.adapters.spdx3.licences import licences
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.words import state_of
from conformance.declarations.cyclonedx_terms import kind_of_metric

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_WEB = re.compile(r"https?://\S+")
_NUMBER = re.compile(r"([+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d{1,3})?)\s*(%)?")
_DECIMAL = re.compile(r"\d{1,60}(?:\.\d{1,60})?")
_EDITION = re.compile(r"^(.*?)[:\s-]\s*((?:19|20)\d{2}(?:-\d{2})?)$")
_HEX = re.compile(r"[0-9a-fA-F]+")
_CONTACTS = "contacts of persons are dropped"
_REFERENCE = "an identifier within the document"
_OF_THE_DOCUMENT = ("type", "spdxId", "creationInfo", "extension", "from", "relationshipType", "rootElement", "element", "import")
_LINKS = ("originatedBy", "suppliedBy", "energyConsumption", "trainingEnergyConsumption", "metric", "hyperparameter")
_TECHNIQUES: Mapping[str, str] = {
    **dict.fromkeys(("supervised", "unsupervised", "semi-supervised", "self-supervised", "machine learning"), "machine-learning"),
    **dict.fromkeys(("reinforcement", "reinforcement learning", "rl"), "reinforcement-learning"),
    **dict.fromkeys(
        (
            "deep learning",
            "neural network",
            "deep neural network",
            "transformer",
            "cnn",
            "rnn",
            "lstm",
            "convolutional neural network",
        ),
        "deep-learning",
    ),
    **dict.fromkeys(("generative", "generative ai", "diffusion", "gan"), "generative"),
    **dict.fromkeys(("rule-based", "rule based", "expert system"), "rule-based"),
}
_KINDS = {
    **dict.fromkeys(("large language model", "llm"), "large-language-model"),
    **dict.fromkeys(("foundation model", "general-purpose", "general purpose"), "general-purpose"),
}
_FUNCTIONS = {
    **dict.fromkeys(("classification", "classifier", "sentiment analysis"), "classification"),
    **dict.fromkeys(("regression", "forecasting"), "prediction"),
    **dict.fromkeys(("recommender", "recommendation", "ranking"), "ranking"),
}
_SECTORS = {
    **dict.fromkeys(("health", "healthcare", "medicine", "medical", "medical imaging", "radiology"), "health"),
    **dict.fromkeys(("finance", "banking", "credit"), "finance"),
    **dict.fromkeys(("education",), "education"),
    **dict.fromkeys(("insurance",), "insurance"),
    **dict.fromkeys(("agriculture",), "agriculture"),
    **dict.fromkeys(("manufacturing",), "manufacturing"),
    **dict.fromkeys(("transport", "transportation", "mobility"), "transport"),
    **dict.fromkeys(("energy",), "energy"),
    **dict.fromkeys(("law enforcement", "policing"), "law-enforcement"),
    **dict.fromkeys(("media", "entertainment"), "media"),
    **dict.fromkeys(("retail", "e-commerce", "commerce"), "commerce"),
    **dict.fromkeys(("science", "research"), "science"),
}  # fmt: skip
_PARAMETERS = re.compile(r"(?:number|count|num|n)?[ _-]*(?:of)?[ _-]*(?:model)?[ _-]*(?:parameters?|params?)(?:[ _-]*count)?")
_LEVELS = {"serious": ("high", 4), "high": ("high", 3), "medium": ("medium", 2), "low": ("low", 1)}
_SCHEME = "eu-general-risk-assessment"
"""The levels of SPDX are those of the EU general risk assessment methodology (Regulation (EC) No 765/2008, Art. 20)."""
_KWH = {"kilowatthour": Fraction(1), "megajoule": Fraction(10, 36)}
_ALGORITHMS = {
    "sha256": "sha256", "sha512": "sha512", "sha384": "sha384", "sha1": "sha1", "md5": "md5", "sha3_256": "sha3-256",
    "sha3_384": "sha3-384", "sha3_512": "sha3-512", "blake2b256": "blake2b-256", "blake2b512": "blake2b-512", "blake3": "blake3",
}  # fmt: skip
_DOCUMENTS = {"releasenotes": "release-notes"}
_ADDRESSES = {
    "securityadvisory": "/security/vulnerability/advisories",
    "securitypolicy": "/security/vulnerability/channel",
    "vulnerabilitydisclosurereport": "/security/vulnerability/advisories",
}
_CODE = frozenset({"application", "executable", "source", "library", "framework", "container", "install"})


def declare(graph: Graph, subject: str, draft: Draft, *, alone: bool) -> None:
    """Put into a draft what a document says of one AI package, or of its data when it has none."""
    package = graph.at(subject) if subject else Part(graph.root.get("\0"))
    _head(graph, package, draft, alone=alone)
    if package:
        _identity(package, draft)
        _agents(graph, package, draft)
        _package(graph, package, draft)
        _bases(graph, package, draft)
        map_datasets(graph, package, draft)
    else:
        draft.doubt(graph.root, "the document is of data alone and names no system")
        if len(graph.datasets) == 1:
            name = graph.datasets[0].one("name")
            draft.put("/system/name", name.text, name, rule="the data set stands in the place of a system")
        draft.authority = Authority.THIRD_PARTY
        for dataset in graph.datasets:
            map_dataset(graph, dataset, None, draft, trains=len(graph.datasets) == 1)
            if _made_by(graph, dataset.all("originatedBy")):
                draft.authority = Authority.FIRST_PARTY
    _leave(graph, package, draft)


def _head(graph: Graph, package: Part, draft: Draft, *, alone: bool) -> None:
    document = next(iter(graph.of("SpdxDocument", "Sbom", "Bom")), package)
    own = document if alone else package
    if _URI.fullmatch(own.id):
        draft.put("/declaration/id", own.id, own.one("spdxId"), rule="the identifier of the document or of the package in it")
    info = graph.named(document.one("creationInfo")) or next(iter(graph.of("CreationInfo")), package)
    created = info.one("created")
    if created:
        written = read_date(created.text.partition("T")[0])
        if written and written.iso:
            draft.put("/declaration/issued_on", written.iso, created, rule="the day on which the document was created")
        else:
            draft.leave_open("/declaration/issued_on", State.UNREADABLE, created)
    draft.put("/interoperability/bom/format", "spdx-3", info.one("specVersion"), rule="this is the bill of materials")
    covers = {"model": graph.packages, "dataset": graph.datasets, "software": graph.of("File", "Package")}
    for name, found in covers.items():
        if found:
            draft.extend("/interoperability/bom/covers", [name], found[0].one("type"), rule="the document lists some")


def _identity(package: Part, draft: Draft) -> None:
    name, version = package.one("name"), package.one("packageVersion")
    draft.put("/system/name", name.text, name)
    draft.put("/model/name", name.text, name)
    _stated("/system/version", version, draft)
    _stated("/model/version", version, draft)
    texts = [each for each in (package.one("description"), package.one("summary")) if state_of(each) is State.STATED]
    if texts:
        draft.text("/system/description", texts[0])
    for rest in texts[1:]:
        draft.ignore(rest, "a summary of the description")
    for node in (package.one("packageUrl"), package.one("spdxId")):
        if _URI.fullmatch(node.text) and not node.text.startswith("_:") and not draft.states("/system/id"):
            draft.put("/system/id", node.text, node)
    download = package.one("downloadLocation")
    if _URI.fullmatch(download.text):
        draft.extend("/system/distribution", ["download"], download, rule="there is a place to download it from")
    elif download:
        draft.leave_open("/system/distribution", State.ABSENT, download)
    released = package.one("releaseTime")
    if released:
        written = read_date(released.text.partition("T")[0])
        if written and written.iso:
            draft.put("/model/released_on", written.iso, released)
        else:
            draft.leave_open("/model/released_on", State.UNREADABLE, released)
    _digest(package, draft)
    for reference in package.all("externalRef"):
        _external(Part(reference), draft)


def _digest(package: Part, draft: Draft) -> None:
    hashes = [Part(each) for each in package.all("verifiedUsing")]
    known = [each for each in hashes if each.word("algorithm") in _ALGORITHMS and _HEX.fullmatch(each.one("hashValue").text)]
    if known:
        best = min(known, key=lambda each: list(_ALGORITHMS).index(each.word("algorithm")))
        algorithm, value = best.one("algorithm"), best.one("hashValue")
        draft.put("/model/digest", f"{_ALGORITHMS[best.word('algorithm')]}:{value.text}", algorithm, value)
        for each in known:
            if each is not best:
                draft.ignore(each.node, "one hash identifies it")


def _external(reference: Part, draft: Draft) -> None:
    kind = reference.word("externalRefType")
    for locator in reference.all("locator"):
        if not _URI.fullmatch(locator.text):
            continue
        if kind in _DOCUMENTS:
            draft.add("/records/documents", {"kind": _DOCUMENTS[kind], "url": locator.text}, locator)
        elif kind in _ADDRESSES:
            draft.put(_ADDRESSES[kind], locator.text, locator)
        else:
            continue
        draft.ignore(reference.one("externalRefType"), "tells the kind of the reference")


def _agents(graph: Graph, package: Part, draft: Draft) -> None:
    supplied, originated = package.all("suppliedBy"), package.all("originatedBy")
    makers = {graph.named(each).id or each.text for each in originated}
    for reference in (*originated, *supplied):
        agent = graph.named(reference)
        if agent.type == "Person":
            draft.put(
                "/organisation/type", "individual", agent.one("type"), rule="the maker or supplier is a person; who, is dropped"
            )
            draft.ignore(reference, _CONTACTS)
        elif agent and not draft.states("/organisation/name"):
            draft.put("/organisation/name", agent.one("name").text, agent.one("name"), reference)
            _website(agent, draft)
    for reference in originated:
        draft.extend("/organisation/roles", ["developer"], _of_nobody(graph, reference), rule="it originated the package")
    for reference in supplied:
        if (graph.named(reference).id or reference.text) in makers:
            draft.extend("/organisation/roles", ["provider"], _of_nobody(graph, reference), rule="it supplies what it originated")
    _speaker(graph, package, [*supplied, *originated], draft)


def _of_nobody(graph: Graph, reference: Node) -> Node:
    """Return what stands for an agent without naming a person."""
    agent = graph.named(reference)
    return agent.one("type") if agent.type == "Person" else reference


def _website(agent: Part, draft: Draft) -> None:
    for reference in agent.all("externalIdentifier"):
        for locator in Part(reference).all("identifierLocator"):
            if _WEB.fullmatch(locator.text) and not draft.states("/organisation/website"):
                draft.put("/organisation/website", locator.text, locator)


def _speaker(graph: Graph, package: Part, parties: list[Node], draft: Draft) -> None:
    """Set who speaks: who made or supplies the package, when that is who created the document; a tool; somebody else."""
    ids = {graph.named(each).id or each.text for each in parties}
    info = graph.named(package.one("creationInfo")) or next(iter(graph.of("CreationInfo")), package)
    creators = info.all("createdBy")
    if ids & {graph.named(each).id or each.text for each in creators}:
        draft.authority = Authority.FIRST_PARTY
    elif creators and all(graph.named(each).type == "SoftwareAgent" for each in creators):
        draft.authority = Authority.TOOL
    else:
        draft.authority = Authority.THIRD_PARTY
        draft.doubt(package.node, "who created the document is not named as who makes or supplies the package")


def _made_by(graph: Graph, parties: list[Node]) -> bool:
    creators = {each.text for info in graph.of("CreationInfo") for each in info.all("createdBy")}
    return bool(creators & {graph.named(each).id or each.text for each in parties})


def _package(graph: Graph, package: Part, draft: Draft) -> None:
    _types(package, draft)
    _autonomy(package.one("autonomyType"), draft)
    _stated("/use/intended_purpose", package.one("informationAboutApplication"), draft)
    _training(graph, package, draft)
    for limitation in package.all("limitation"):
        if state_of(limitation) is State.STATED:
            draft.extend("/system/limitations", [limitation.lines], limitation)
    _domains(package, draft)
    for step in package.all("modelDataPreprocessing"):
        if state_of(step) is State.STATED:
            draft.extend("/data/training/processing", [step.lines], step)
    for entry in package.all("metric"):
        _metric(graph.named(entry), draft)
    _safety(package.one("safetyRiskAssessment"), draft)
    for standard in package.all("standardCompliance"):
        _standard(standard, draft)
    _sensitive(package.one("useSensitivePersonalInformation"), draft)
    for consumption in package.all("energyConsumption"):
        _energy(graph, graph.named(consumption), draft)
    kind = "code" if package.word("primaryPurpose") in _CODE else "weights"
    for name, node, rule in licences(graph, package, draft):
        item = {"kind": kind, "licence": name, "open": is_open(name), "restrictions": restrictions(name) or None}
        draft.add("/model/artefacts", item, node, rule=rule or f"the licence of the package, here {kind}")


def _types(package: Part, draft: Draft) -> None:
    purpose = package.one("primaryPurpose")
    if package.word("primaryPurpose") == "model":
        draft.extend("/system/techniques", ["machine-learning"], purpose, rule="the package is a trained model")
    for node in package.all("typeOfModel"):
        word = node.word.removesuffix(" model") if node.word not in _KINDS else node.word
        for field, table in (
            ("/system/techniques", _TECHNIQUES), ("/model/kinds", _KINDS), ("/system/functions", _FUNCTIONS),
        ):  # fmt: skip
            if (value := table.get(word)) is not None:
                draft.extend(field, [value], node, rule=f"what a model of the type '{node.text}' is")


def _autonomy(node: Node, draft: Draft) -> None:
    word = local_name(node.text).casefold()
    if word == "yes":
        draft.put("/system/autonomy", "full", node, rule="yes says that it is fully automated")
    elif word == "no":
        draft.ignore(node, "says that people take part in decisions, not how")
    elif node:
        draft.leave_open("/system/autonomy", State.ABSENT if word == "noassertion" else State.UNREADABLE, node)


def _training(graph: Graph, package: Part, draft: Draft) -> None:
    about = package.one("informationAboutTraining")
    entries = []
    for reference in package.all("hyperparameter"):
        entry = graph.named(reference)
        key, value = entry.one("key"), entry.one("value")
        if not (key.text and value.text):
            continue
        size = read_parameters(value.text) if _PARAMETERS.fullmatch(key.word) else None
        if size is not None:
            draft.put("/model/parameters", size[0], key, value, rule=size[1])
        else:
            entries.append((key, value))
    lines = [about.lines] if state_of(about) is State.STATED else []
    if entries:
        lines.append("Hyperparameters: " + "; ".join(f"{key.text} = {value.text}" for key, value in entries))
    nodes = [*([about] if about else []), *(node for entry in entries for node in entry)]
    draft.put("/model/training_design", "\n".join(lines), *nodes, rule="with the hyperparameters" if entries else "")


def _domains(package: Part, draft: Draft) -> None:
    others = []
    for node in package.all("domain"):
        if (sector := _SECTORS.get(node.word)) is not None:
            draft.extend("/use/sectors", [sector], node)
        elif state_of(node) is State.STATED:
            others.append(node)
    text = "; ".join(each.text for each in others)
    draft.put("/system/capabilities", text, *others, rule="the domains in which it can be expected to work")


def _metric(entry: Part, draft: Draft) -> None:
    key, value = entry.one("key"), entry.one("value")
    match = _NUMBER.fullmatch(value.text)
    if not key.text:
        return
    if value and not match:
        draft.doubt(value, "is no number")
    number: int | float | None = None
    if match:
        number = int(match[1]) if match[1].lstrip("+-").isdigit() else float(match[1])
        number = number if abs(number) <= 1e300 else None
    item = {"kind": kind_of_metric(key.text), "metric": key.text, "value": number, "unit": match[2] if match else None}
    rule = "a metric of prediction quality measures accuracy, unless its name says what else"
    draft.add("/assurance/evaluations", item, key, parts={"metric": key, "value": value}, rule=rule)


def _safety(node: Node, draft: Draft) -> None:
    level = _LEVELS.get(local_name(node.text).casefold())
    if level is not None:
        item = {"scheme": _SCHEME, "tier": level[0], "level": level[1]}
        rule = "the levels are those of the EU general risk assessment methodology, not of the AI Act; serious is its highest"
        draft.add("/risk/classifications", item, node, rule=rule)
    elif node:
        draft.leave_open("/risk/classifications", State.ABSENT if state_of(node) is State.ABSENT else State.UNREADABLE, node)


def _standard(node: Node, draft: Draft) -> None:
    if state_of(node) is not State.STATED:
        draft.leave_open("/interoperability/standards", state_of(node), node)
        return
    match = _EDITION.match(node.text)
    name, edition = (match[1], match[2]) if match else (node.text, None)
    slug = "-".join(re.findall(r"[a-z0-9]+", name.casefold()))
    if not slug or len(slug) > 80:
        draft.doubt(node, "is no name of a standard")
        return
    item = {"id": slug, "edition": edition, "status": "claimed"}
    draft.add("/interoperability/standards", item, node, rule="the package says that it complies; nobody certifies it here")


def _sensitive(node: Node, draft: Draft) -> None:
    word = local_name(node.text).casefold()
    if word == "yes":
        draft.doubt(node, "does not tell whether the information is used in training or in use; neither is stated")
    elif word == "no":
        draft.ignore(node, "says that there is none; a list cannot say so of one kind of data alone")
    elif node:
        draft.leave_open("/data/kinds", State.ABSENT if word == "noassertion" else State.UNREADABLE, node)


def _energy(graph: Graph, consumption: Part, draft: Draft) -> None:
    field = "/model/footprint/training_energy_kwh"
    total, nodes, rules = Fraction(0), [], []
    for reference in consumption.all("trainingEnergyConsumption"):
        entry = graph.named(reference)
        quantity, unit = entry.one("energyQuantity"), entry.one("energyUnit")
        factor = _KWH.get(local_name(unit.text).casefold())
        if factor is None or not _DECIMAL.fullmatch(quantity.text):
            draft.leave_open(field, State.UNREADABLE, unit if factor is None else quantity)
            return
        total += Fraction(quantity.text) * factor
        nodes += [quantity, unit]
        if factor != 1:
            rules.append("3.6 megajoules are a kilowatt-hour")
    if len(nodes) > 2:
        rules.append("the sum of the entries for training")
    if nodes:
        value = int(total) if total.denominator == 1 else float(total)
        draft.put(field, value, *nodes, rule="; ".join(dict.fromkeys(rules)))


def _bases(graph: Graph, package: Part, draft: Draft) -> None:
    bases = [
        (base, reference)
        for base, reference, _ in graph.related(package, "dependson", "descendantof")
        if base.type == "AIPackage"
    ]
    for other in graph.packages:
        bases += [
            (other, other.one("spdxId"))
            for target, _, _ in graph.related(other, "ancestorof")
            if target.id == package.id and package.id
        ]
    for base, reference in bases:
        name, version = base.one("name"), base.one("packageVersion")
        maker = next((graph.named(each) for each in (*base.all("originatedBy"), *base.all("suppliedBy"))), None)
        developer = maker.one("name") if maker is not None and maker.type == "Organization" else None
        with_version = bool(version.text) and version.text not in name.text
        item = {
            "name": f"{name.text} {version.text}" if with_version else name.text,
            "developer": developer.text if developer else None,
        }
        if name.text and base.node.pointer != package.node.pointer:
            nodes = [name, reference, *([version] if with_version else []), *([developer] if developer else [])]
            draft.add("/model/base_models", item, *nodes, rule="the document relates the packages so")
    for _, reference, _ in graph.related(package, "dependson", "trainedon", "testedon", "descendantof"):
        if not graph.named(reference) and not _WEB.match(reference.text):
            draft.doubt(reference, "names no element of the document")


def _stated(field: str, node: Node, draft: Draft) -> None:
    state = state_of(node)
    if state is State.STATED:
        draft.text(field, node)
    elif node:
        draft.leave_open(field, state, node)


def _leave(graph: Graph, package: Part, draft: Draft) -> None:
    """Leave out what holds the document together, persons, and parts of software."""
    draft.ignore(graph.root.get("@context"), "it names the format")
    kept = {package.node.pointer, *(each.node.pointer for each in (*graph.packages, *graph.datasets))}
    for each in graph.elements:
        if each.type in ("Person", "Agent"):
            draft.ignore(each.node, _CONTACTS)
        elif each.type in ("File", "Package", "Snippet", "Tool", "SoftwareAgent"):
            draft.ignore(each.node, "parts of software are the business of the document itself")
        elif each.type in ("CreationInfo", "SpdxDocument", "Sbom", "Bom", "Bundle"):
            draft.ignore(each.node, "it tells of the document, not of the system")
        elif each.type.endswith("Relationship"):
            draft.ignore(each.node, "it relates elements; what it says of the package is mapped there")
        elif "License" in each.type and each.node.pointer not in kept:
            draft.ignore(each.node, "it belongs to the text of the licence")
        for name in _ignored(each):
            draft.ignore(name, _REFERENCE)


def _ignored(part: Part) -> Iterator[Node]:
    for name in _OF_THE_DOCUMENT:
        yield from part.all(name)
    for name in _LINKS:
        yield from (node for node in part.all(name) if not isinstance(node.data, dict))
