"""What the indicators of the Foundation Model Transparency Index tell of a model, for all three editions of the index.

An indicator asks whether something is disclosed. That the index gives a point says that the disclosure is there, not that the
practice is: "we run no bounty programme" has its point too. Texts are therefore taken as they stand, and fields of fixed values
only where the disclosure affirms and has its point.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from conformance.declarations.adapters.licences import OF_WEIGHTS, weights_under
from conformance.declarations.adapters.modalities import modalities_in
from conformance.declarations.adapters.quantities import read_parameters, read_quantity

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_NEGATION = re.compile(
    r"\b(?:not|no|none|never|without|neither|nothing|cannot|n/a|unable|prohibits?|forbid(?:s|den)?)\b|n[\u2019']t\b",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s;,)\]>\"']{4,1000}")
_TOKENS = re.compile(r"(\d[\d,.]*\s*(?:trillion|billion|million|[TBM]))\+?\s+tokens\b", re.IGNORECASE)
_FLOP = re.compile(r"(\d+(?:\.\d+)?)\s*(?:[x\u00d7*]\s*10\s*\^?\s*\{?(\d{2})\}?|e\+?(\d{2}))\s*FLOP", re.IGNORECASE)
_ENERGY = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([kMG]Wh)\b(?!\s*[-\u2013])")
_RANGE = re.compile(r"\d\s*[-\u2013]\s*\d|\bbetween\b|\bor\b|\bupper bound\b|\bat (?:most|least)\b", re.IGNORECASE)
_CARBON = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(kg|t|tons?|tonnes?|metric tons?)\s*(?:of\s+)?(?:CO2|CO\u2082)", re.IGNORECASE)
_DAYS = re.compile(r"(\d+(?:\.\d+)?)\s*(days?|weeks?)\b", re.IGNORECASE)
_PARAMETERS = re.compile(r"(\d[\d,.]*\s*(?:billion|million|trillion|[BMT]))\s*(?:-?\s*parameters?|params?)\b", re.IGNORECASE)
_AGE = re.compile(r"\bat least (\d{2}) years\b", re.IGNORECASE)
_CRAWLER = re.compile(r"\b[A-Za-z][\w-]{0,40}(?:[Bb]ot|[Cc]rawler\w*|-?[Aa]gent|-User)\b(?!\.txt)")
_CRAWLS_NOTHING = re.compile(r"\bdo(?:es)? ?n[o\u2019']t (?:perform|conduct|do|use) any (?:web[- ])?crawl", re.IGNORECASE)
_POLICY = re.compile(r"polic(?:y|ies)|\bterms\b|guideline|agreement|\bAUP\b|\bspec\b|constitution|conditions", re.IGNORECASE)
_STARTS_WITH_NO = re.compile(r"\W*(?:no|none|not)\b", re.IGNORECASE)
_KWH = {"kWh": 1, "MWh": 1_000, "GWh": 1_000_000}
_LONGEST_NAME = 200
_WORDS_OF_A_NAME = 8
_EXACT = 2**53
_CHECKED = 250
"""Characters at the start of a disclosure in which a denial is looked for."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """What a report says on one indicator, and what the index makes of it.

    Attributes:
        name: the indicator.
        text: the words of the disclosure.
        references: where the index or the developer says it is published.
        point: whether the index gives the point; None when there is no score.
        nodes: the parts that the statement rests on.
    """

    name: str
    text: Node
    references: Node
    point: bool | None
    nodes: tuple[Node, ...]

    @property
    def affirms(self) -> bool:
        """Whether the disclosure has its point and denies nothing where it starts."""
        return bool(self.point) and bool(self.text) and not self.denies

    @property
    def denies(self) -> bool:
        """Whether the disclosure denies something where it starts."""
        return _NEGATION.search(self.text.text[:_CHECKED]) is not None

    @property
    def is_a_name(self) -> bool:
        """Whether the disclosure is so short that it can be a name."""
        return len(self.text.text.split()) <= _WORDS_OF_A_NAME and self.text.text[:1] not in "\"\u201c\u2018'"

    @property
    def address(self) -> str | None:
        """The first address that the references or the text name."""
        found = _ADDRESS.search(self.references.text) or _ADDRESS.search(self.text.text)
        return found[0].rstrip(".") if found else None


Mapping = Callable[[Disclosure, "Draft"], None]


def _text(pointer: str) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        if not draft.states(pointer):
            draft.put(pointer, said.text.lines, *said.nodes)

    return put


def _item(pointer: str) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        if said.point is False and said.denies:
            return
        draft.extend(pointer, [said.text.lines], *said.nodes)

    return put


def _data(name: str, origin: str | None = None) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        if said.point is not False:
            draft.add(
                "/data/datasets",
                {"name": name, "role": "training", "origin": origin, "source_or_owner": said.text.lines}, *said.nodes,
                rule="the data are entered under the name of the indicator",
            )  # fmt: skip

    return put


def _if_affirmed(pointer: str, *values: Any, when: str = "") -> Mapping:
    """Return a mapping that adds values to a list when the disclosure affirms and, if given, its text matches ``when``."""
    pattern = re.compile(when, re.IGNORECASE) if when else None

    def put(said: Disclosure, draft: Draft) -> None:
        if said.affirms and (pattern is None or pattern.search(said.text.lines)):
            _add(pointer, values, said, draft)

    return put


def _add(pointer: str, values: tuple[Any, ...], said: Disclosure, draft: Draft) -> None:
    rule = "the disclosure affirms it, and the index gives the point"
    for value in values:
        if isinstance(value, dict):
            draft.add(pointer, value, *said.nodes, rule=rule)
        else:
            draft.extend(pointer, [value], *said.nodes, rule=rule)


def _value_if_affirmed(pointer: str, value: Any, when: str = "") -> Mapping:
    pattern = re.compile(when, re.IGNORECASE) if when else None

    def put(said: Disclosure, draft: Draft) -> None:
        if said.affirms and (pattern is None or pattern.search(said.text.lines)) and not draft.states(pointer):
            draft.put(pointer, value, *said.nodes, rule="the disclosure affirms it, and the index gives the point")

    return put


def _text_if_affirmed(pointer: str) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        if said.affirms and not draft.states(pointer):
            draft.put(pointer, said.text.lines, *said.nodes)

    return put


def _published(pointer: str, kind: str, when: re.Pattern[str] | None = None) -> Mapping:
    """Return a mapping for documents and policies: they are public where the index gives its point and an address is named."""

    def put(said: Disclosure, draft: Draft) -> None:
        if said.affirms and (when is None or when.search(said.text.text)):
            item = {"kind": kind, "url": said.address, "public": True if said.address else None}
            draft.add(pointer, item, *said.nodes, rule="the disclosure affirms it, and the index gives the point")

    return put


def _keywords(pointer: str, words: dict[str, str], key: str = "") -> Mapping:
    """Return a mapping that adds the values whose words the text uses."""
    patterns = {value: re.compile(pattern, re.IGNORECASE) for value, pattern in words.items()}

    def put(said: Disclosure, draft: Draft) -> None:
        if said.affirms:
            for value, pattern in patterns.items():
                if pattern.search(said.text.lines):
                    rule = "the disclosure names it, and the index gives the point"
                    if key:
                        draft.add(pointer, {key: value}, *said.nodes, rule=rule)
                    else:
                        draft.extend(pointer, [value], *said.nodes, rule=rule)

    return put


def _number(pointer: str, find: Callable[[str], set[float]], rule: str = "") -> Mapping:
    """Return a mapping for the one number that a text states; several, or a range, leave the field open."""

    def put(said: Disclosure, draft: Draft) -> None:
        found = find(said.text.lines)
        if len(found) == 1 and not draft.states(pointer):
            (value,) = found
            draft.put(pointer, int(value) if value < _EXACT and float(value).is_integer() else value, *said.nodes, rule=rule)

    return put


def _float(text: str) -> float:
    return float(text.replace(",", "").rstrip("."))


def _flop(text: str) -> set[float]:
    if _RANGE.search(text):
        return set()
    return {float(f"{number}e{power or short}") for number, power, short in _FLOP.findall(text)}


def _energy(text: str) -> set[float]:
    return (
        set() if _RANGE.search(text[:_LONGEST_NAME]) else {_float(number) * _KWH[unit] for number, unit in _ENERGY.findall(text)}
    )


def _carbon(text: str) -> set[float]:
    if _RANGE.search(text[:_LONGEST_NAME]):
        return set()
    found = {(_float(number) * (1 if unit.casefold() == "kg" else 1_000)) for number, unit in _CARBON.findall(text)}
    return set() if "/kwh" in text.casefold().replace(" ", "") and len(found) != 1 else found


def _tokens(text: str) -> set[float]:
    return {size for match in _TOKENS.findall(text) if (size := read_quantity(match)) is not None}


def _sizes(text: str) -> set[float]:
    return {size[0] for match in _PARAMETERS.findall(text) if (size := read_parameters(match)) is not None}


def _days(text: str) -> set[float]:
    return {_float(number) * (7 if unit.casefold().startswith("week") else 1) for number, unit in _DAYS.findall(text)}


def _data_size(said: Disclosure, draft: Draft) -> None:
    found = _tokens(said.text.lines)
    if len(found) == 1:
        draft.put("/data/training/size", found.pop(), *said.nodes)
        draft.put("/data/training/size_unit", "tokens", *said.nodes)


def _compute(said: Disclosure, draft: Draft) -> None:
    _number("/model/compute/training_flop", _flop)(said, draft)
    if draft.states("/model/compute/training_flop") and re.search(r"\bestimat", said.text.lines, re.IGNORECASE):
        draft.put("/model/compute/method", "estimated", *said.nodes)


def _footprint(pointer: str, find: Callable[[str], set[float]]) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        _number(pointer, find)(said, draft)
        if said.point:
            _text("/model/footprint/method")(said, draft)

    return put


def _crawling(said: Disclosure, draft: Draft) -> None:
    if said.point and re.search(
        r"(?:do|does) ?n[o\u2019']t (?:perform|conduct|do|use) any (?:web[- ])?crawl", said.text.text, re.IGNORECASE
    ):
        draft.extend("/data/crawlers", [], *said.nodes, complete=True, rule="the disclosure says that nothing is crawled")
    elif said.affirms:
        names = {name.casefold(): name for name in reversed(_CRAWLER.findall(_ADDRESS.sub(" ", said.text.text)))}
        names.pop("user-agent", None)
        draft.extend("/data/crawlers", reversed(names.values()), *said.nodes, rule="the names in the text")
        if "robots.txt" in said.text.text.casefold():
            draft.extend("/data/crawl_protocols", ["robots-txt"], *said.nodes, rule="the disclosure names the protocol")


def _dependencies(said: Disclosure, draft: Draft) -> None:
    text = said.text.text
    if said.point and re.search(
        r"\b(?:not (?:\w+ ){0,4}(?:derived|dependent)|independently|from scratch|no dependencies)\b", text, re.IGNORECASE
    ):
        draft.extend(
            "/model/base_models", [], *said.nodes, complete=True, rule="the disclosure says that it is derived from no model"
        )
    elif said.affirms and said.is_a_name:
        draft.add("/model/base_models", {"name": text}, *said.nodes)


def _licence(said: Disclosure, draft: Draft) -> None:
    if said.point is not False and not said.denies and len(said.text.text) <= _LONGEST_NAME:
        draft.add("/model/artefacts", weights_under(said.text.text), *said.nodes, rule=OF_WEIGHTS)


def _supplier(component: str) -> Mapping:
    """Return a mapping for short answers that name a supplier; sentences about something else name none."""

    def put(said: Disclosure, draft: Draft) -> None:
        if said.affirms and said.is_a_name:
            draft.add("/governance/suppliers", {"name": said.text.text, "component": component}, *said.nodes)

    return put


def _modalities(pointer: str) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        if said.point is not False:
            draft.extend(pointer, modalities_in(said.text.text), *said.nodes, rule="the kinds that the text names")

    return put


def _marks(said: Disclosure, draft: Draft) -> None:
    """Put marks of generated content when the text names a scheme and one kind of content."""
    kinds = [kind for kind in modalities_in(said.text.text) if kind in ("text", "image", "audio", "video")]
    for scheme, (layer, words) in _SCHEMES.items():
        if said.affirms and len(kinds) == 1 and re.search(words, said.text.text):
            mark = {"modality": kinds[0], "layer": layer, "scheme": scheme}
            draft.add(
                "/content_marking/markings", mark, *said.nodes, rule="the scheme and the kind of content that the text names"
            )


def _users(said: Disclosure, draft: Draft) -> None:
    _text("/use/intended_users")(said, draft)
    ages = {int(age) for age in _AGE.findall(said.text.lines)}
    if said.point and len(ages) == 1:
        draft.put("/use/minimum_age", ages.pop(), *said.nodes, rule="the age that the text names")


def _uses(said: Disclosure, draft: Draft) -> None:
    _item("/use/out_of_scope_uses")(said, draft)
    if said.point and _POLICY.search(said.text.text) and not _STARTS_WITH_NO.match(said.text.text):
        item = {"kind": "acceptable-use", "url": said.address, "public": True if said.address else None}
        draft.add(
            "/governance/policies", item, *said.nodes, rule="the index gives the point for the permitted and prohibited uses"
        )


def _thresholds(said: Disclosure, draft: Draft) -> None:
    if said.affirms:
        for category, words in _SEVERE.items():
            if re.search(words, said.text.lines, re.IGNORECASE):
                item = {"category": category, "metric": said.text.lines[:2_000]}
                draft.add("/risk/thresholds", item, *said.nodes, rule="the disclosure names the kind of risk")


def _all(*mappings: Mapping) -> Mapping:
    def put(said: Disclosure, draft: Draft) -> None:
        for mapping in mappings:
            mapping(said, draft)

    return put


_SEVERE = {
    "cbrn": r"\bCBRNE?\b|biolog|bioweapon|chemical|nuclear|radiolog",
    "cyber-offence": r"\bcyber",
    "loss-of-control": r"loss of control|self-(?:improve|replicat|exfiltrat)|autonomous replication|AI R&D",
    "harmful-manipulation": r"manipulat|persuasion",
}
_SCHEMES = {"c2pa": ("metadata", r"\bC2PA\b"), "synthid": ("watermark", r"\bSynthID\b")}
_RISKS = _SEVERE | {
    "discrimination": r"\bbias|discriminat|stereotyp",
    "privacy": r"privacy|personal (?:data|information)",
    "information-integrity": r"misinformation|disinformation|influence operation",
    "confabulation": r"hallucinat|confabulat|factual",
    "intellectual-property": r"copyright|intellectual property",
    "abusive-content": r"child (?:safety|sexual)|sexual|obscen|CSAM",
    "dangerous-content": r"\bhate|violen|self-harm|suicide|toxic|extremis",
    "information-security": r"jailbreak|prompt injection|malware|security vulnerab",
}
_SAFEGUARDS = {
    "output-classifier": r"classifier|output filter|moderation model",
    "input-filter": r"input (?:filter|classifier|guard)|prompt (?:filter|classifier)",
    "refusal-training": r"refus|RLHF|safety (?:fine-)?tuning|safety training|alignment training|Constitutional AI",
    "training-data-filter": r"(?:filter|remov)\w* (?:\w+ ){0,4}(?:training|pre-?training) data|data filter",
    "misuse-monitoring": r"monitor",
}
_ENFORCEMENT = {"user-sanctions": r"suspen|terminat|\bban|warning|restrict", "misuse-monitoring": "monitor|detect"}
_BODIES = {
    "committee": r"committee|advisory group|safety group|council|review board",
    "independent-advisory": r"\b(?:external|outside|independent) (?:\w+ )?(?:board|body|advis)",
}
_CHANNELS = {
    "api": r"\bAPIs?\b|Bedrock|Vertex|Foundry|Azure",
    "web-service": r"\bapps?\b|\bchat\b|web (?:site|interface|app)|Claude\.ai|playground|consumer",
    "download": r"hugging ?face|download|open weights|github",
    "on-premises": r"on-prem",
}
_EVALUATED = {"kind": "safety", "subject": "model", "timing": "before-release"}
_OUTSIDE = {"kind": "safety", "subject": "model", "evaluator": "third-party"}
_DATA_POLICY = _published("/governance/policies", "privacy")

MAPPINGS: dict[str, Mapping] = {
    # Data: 2025, then 2023 and 2024.
    "data acquisition methods": _data("Training data"),
    "public datasets": _data("Public datasets", "public"),
    "crawling": _crawling,
    "usage data used in training": _data("Usage data", "user"),
    "notice of usage data used in training": _if_affirmed("/transparency/notices", {"kind": "training-on-user-input"}),
    "licensed data sources": _data("Licensed data", "licensed"),
    "new human-generated data sources": _data("New human-generated data", "collected"),
    "instructions for data generation": _if_affirmed("/data/measures", "annotation-rules"),
    "synthetic data sources": _all(_data("Synthetic data", "synthetic"), _if_affirmed("/data/training/contents", "synthetic")),
    "data processing methods": _item("/data/training/processing"),
    "data processing purpose": _text("/data/training/processing_purpose"),
    "data processing techniques": _item("/data/training/processing"),
    "data size": _data_size,
    "data domain composition": _item("/data/training/types"),
    "data sources": _data("Training data"),
    "data source selection": _if_affirmed("/data/measures", "acquisition-documented"),
    "data curation": _item("/data/training/processing"),
    "data augmentation": _item("/data/training/processing"),
    "harmful data filtration": _if_affirmed("/risk/safeguards", {"kind": "training-data-filter"}, when="filter|remov|exclu"),
    "instructions for creating data": _if_affirmed("/data/measures", "annotation-rules"),
    "mitigations for privacy": _if_affirmed("/data/measures", "minimisation", when=r"remov|eliminat|redact|exclud|mask|filter"),
    "mitigations for copyright": _if_affirmed("/data/measures", "ip-review"),
    # Compute and methods.
    "compute usage for final training run": _compute,
    "compute usage": _compute,
    "development duration for final training run": _number("/model/compute/training_days", _days),
    "development duration": _number("/model/compute/training_days", _days),
    "compute hardware for final training run": _item("/model/compute/accelerators"),
    "compute hardware": _item("/model/compute/accelerators"),
    "compute provider": _supplier("service"),
    "hardware owner": _supplier("hardware"),
    "energy usage for final training run": _footprint("/model/footprint/training_energy_kwh", _energy),
    "energy usage": _footprint("/model/footprint/training_energy_kwh", _energy),
    "carbon emissions for final training run": _footprint("/model/footprint/ghg_kgco2e", _carbon),
    "carbon emissions": _footprint("/model/footprint/ghg_kgco2e", _carbon),
    "model stages": _text("/model/training_design"),
    "model objectives": _item("/model/post_training"),
    "core frameworks": _supplier("software"),
    "code access": _if_affirmed("/model/public_information", "training-code", when="train"),
    # The model.
    "basic model properties": _text("/system/description"),
    "deeper model properties": _text("/model/architecture"),
    "model architecture": _text("/model/architecture"),
    "model components": _text("/system/description"),
    "model size": _number("/model/parameters", _sizes),
    "model dependencies": _dependencies,
    "input modality": _modalities("/system/input_modalities"),
    "output modality": _modalities("/system/output_modalities"),
    "researcher credits": _if_affirmed("/assurance/evaluator_rights", "free-access", when="free|credit"),
    "open weights": _all(
        _value_if_affirmed("/model/weights_access", "public"), _if_affirmed("/model/public_information", "weights"),
        _if_affirmed("/system/distribution", "download"),
    ),
    "full external model access": _if_affirmed("/system/distribution", "download", when="download|hugging ?face|weights"),
    "blackbox external model access": _if_affirmed("/system/distribution", "api", when=r"\bAPI\b"),
    "agent protocols": _keywords(
        "/system/agent/protocols", {"mcp": r"\bMCP\b|Model Context Protocol", "a2a": r"\bA2A\b|Agent2Agent|Agent-to-Agent"}
    ),
    "centralized model documentation": _published("/records/documents", "model-card"),
    "capabilities taxonomy": _text("/system/capabilities"),
    "capabilities description": _text("/system/capabilities"),
    "capabilities evaluation": _if_affirmed(
        "/assurance/evaluations", {"kind": "accuracy", "subject": "model", "timing": "before-release"}
    ),
    "evaluation of capabilities": _if_affirmed(
        "/assurance/evaluations", {"kind": "accuracy", "subject": "model", "timing": "before-release"}
    ),
    "third party capabilities evaluation": _if_affirmed(
        "/assurance/evaluations", {"kind": "accuracy", "subject": "model", "evaluator": "third-party"}
    ),
    "limitations description": _item("/system/limitations"),
    # Risk and safeguards.
    "risks taxonomy": _keywords("/risk/risks", _RISKS, "category"),
    "risks description": _keywords("/risk/risks", _RISKS, "category"),
    "risks evaluation": _if_affirmed("/assurance/evaluations", _EVALUATED),
    "unintentional harm evaluation": _if_affirmed("/assurance/evaluations", _EVALUATED),
    "intentional harm evaluation": _if_affirmed("/assurance/evaluations", _EVALUATED),
    "pre-deployment risk evaluation": _if_affirmed("/assurance/evaluations", _OUTSIDE | {"timing": "before-release"}),
    "external risk evaluation": _if_affirmed("/assurance/evaluations", _OUTSIDE),
    "third party risks evaluation": _if_affirmed("/assurance/evaluations", _OUTSIDE),
    "mitigations taxonomy": _keywords("/risk/safeguards", _SAFEGUARDS, "kind"),
    "mitigations description": _keywords("/risk/safeguards", _SAFEGUARDS, "kind"),
    "model theft prevention measures": _if_affirmed(
        "/security/measures", "weight-protection", when=r"secur|protect|encrypt|access control|restrict|need-to-know"
    ),
    "risk thresholds": _thresholds,
    "release decision-making": _if_affirmed("/assurance/assessments", {"kind": "release-decision"}),
    "change log": _published("/records/documents", "release-notes"),
    "top distribution channels": _keywords("/system/distribution", _CHANNELS),
    "distribution channels": _keywords("/system/distribution", _CHANNELS),
    "terms of use": _published("/records/documents", "user-agreement"),
    "terms of service": _published("/records/documents", "user-agreement"),
    "model license": _licence,
    "license": _licence,
    # After release.
    "data retention and deletion policy": _DATA_POLICY,
    "user data protection policy": _DATA_POLICY,
    "permitted and prohibited use of user data": _DATA_POLICY,
    "benefits assessment": _text("/use/benefits"),
    "ai bug bounty": _value_if_affirmed("/security/vulnerability/programme", "bounty", when="bounty|reward"),
    "responsible disclosure policy": _all(
        _value_if_affirmed("/security/vulnerability/programme", "policy"), _text_if_affirmed("/security/vulnerability/channel")
    ),
    "safe harbor": _if_affirmed("/assurance/evaluator_rights", "no-retaliation", when="safe harbou?r"),
    "security incident reporting protocol": _published("/governance/policies", "incident-response"),
    "misuse incident reporting protocol": _text_if_affirmed("/incidents/channel"),
    "post-deployment coordination with government": _if_affirmed("/interoperability/sharing", "government"),
    "feedback mechanisms": _text_if_affirmed("/rights/feedback_channel"),
    "feedback mechanism": _text_if_affirmed("/rights/feedback_channel"),
    "redress mechanism": _text_if_affirmed("/rights/complaint_channel"),
    "usage policy violation appeals mechanism": _text_if_affirmed("/rights/contest_channel"),
    "monitoring mechanism": _value_if_affirmed("/incidents/monitoring", True, when="monitor"),
    "permitted, restricted, and prohibited model behaviors": _published("/governance/policies", "content-moderation", _POLICY),
    "user interaction with ai system": _if_affirmed(
        "/transparency/notices", {"kind": "ai-interaction"}, when=r"\bAI system|interacting with (?:an )?AI|\bAI\b"
    ),
    "detection of machine-generated content": _marks,
    "documentation for responsible use": _published("/records/documents", "downstream-documentation"),
    "documentation for responsible downstream use": _published("/records/documents", "downstream-documentation"),
    "centralized documentation for downstream use": _published("/records/documents", "downstream-documentation"),
    "permitted and prohibited users": _users,
    "permitted, restricted, and prohibited uses": _uses,
    "aup enforcement process": _keywords(
        "/risk/safeguards", _ENFORCEMENT, "kind"
    ),
    "usage policy enforcement": _keywords(
        "/risk/safeguards", _ENFORCEMENT, "kind"
    ),
    "oversight mechanism": _keywords(
        "/governance/bodies",
        _BODIES,
        "kind",
    ),
    "whistleblower protection": _all(
        _value_if_affirmed("/governance/whistleblowing/channel", "anonymous", when="anonym"),
        _if_affirmed("/governance/measures", "retaliation-barred", when="retaliat"),
    ),
}  # fmt: skip
"""For each indicator, in lower case, where its disclosure goes. The other indicators have no field."""

FIELDS: dict[str, str] = {
    "compute usage for final training run": "/model/compute/training_flop", "compute usage": "/model/compute/training_flop",
    "development duration for final training run": "/model/compute/training_days", "data size": "/data/training/size",
    "energy usage for final training run": "/model/footprint/training_energy_kwh",
    "energy usage": "/model/footprint/training_energy_kwh",
    "carbon emissions for final training run": "/model/footprint/ghg_kgco2e", "carbon emissions": "/model/footprint/ghg_kgco2e",
    "model size": "/model/parameters", "model architecture": "/model/architecture",
    "deeper model properties": "/model/architecture",
    "water usage for final training run": "/model/footprint/water_l",
}  # fmt: skip
"""For indicators that ask for one value: the field that stays open, or is withheld, when nothing is disclosed."""

POINTS: dict[str, tuple[str, Any]] = {
    "change log": ("/records/documents", {"kind": "release-notes", "public": True}),
    "terms of service": ("/records/documents", {"kind": "user-agreement", "public": True}),
    "terms of use": ("/records/documents", {"kind": "user-agreement", "public": True}),
    "centralized model documentation": ("/records/documents", {"kind": "model-card", "public": True}),
    "documentation for responsible use": ("/records/documents", {"kind": "downstream-documentation", "public": True}),
    "documentation for responsible downstream use": ("/records/documents", {"kind": "downstream-documentation", "public": True}),
    "centralized documentation for downstream use": ("/records/documents", {"kind": "downstream-documentation", "public": True}),
    "permitted, restricted, and prohibited uses": ("/governance/policies", {"kind": "acceptable-use", "public": True}),
    "model architecture": ("/model/public_information", "architecture"),
    "evaluation of capabilities": ("/model/public_information", "evaluation"),
    "blackbox external model access": ("/system/distribution", "api"),
}
"""For scores without disclosures: what a point alone says. The index looked at published documents."""
