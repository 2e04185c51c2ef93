"""Manifest stores of C2PA as the tools of the Content Authenticity Initiative report them in JSON, plain or detailed.

A manifest speaks of one content, and by it of who marks what: it supports the clauses on machine-readable marking. Only an action
whose source type says that a trained model made or edited the content shows marking of synthetic content. Sources of the rules:
C2PA specification 1.0 to 2.2 (claims, actions, status codes of validation), digital source types of the IPTC NewsCodes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.contacts import PERSONS_DROPPED
from conformance.declarations.adapters.dates import read_date
from conformance.declarations.adapters.state import State
from conformance.declarations.adapters.trees import read_json_document
from conformance.declarations.refusals import MalformedDocument, Problem, Refusal

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_SOURCES: Mapping[str, tuple[str, ...]] = {
    "trainedalgorithmicmedia": ("content-generation",),
    "compositewithtrainedalgorithmicmedia": ("content-editing", "content-generation"),
    "trainedalgorithmicdata": ("content-generation",),
}
"""What a system does whose action has this source type; others say nothing of a trained model."""
_MODALITIES = {"image": "image", "video": "video", "audio": "audio", "text": "text"}
_EXTENSIONS = {
    **dict.fromkeys(("jpg", "jpeg", "png", "webp", "avif", "heic", "heif", "tif", "tiff", "gif", "dng", "svg"), "image"),
    **dict.fromkeys(("mp4", "mov", "avi", "mkv", "webm"), "video"),
    **dict.fromkeys(("mp3", "wav", "m4a", "flac", "ogg"), "audio"),
}
_PASSED = re.compile(r"\.(?:match|validated|trusted|insideValidity|notRevoked|accessible)$")
_UNTRUSTED = re.compile(r"^(?:signingCredential\.(?:untrusted|expired|ocsp)|timeStamp\.|timeOfSigning)")
_CHECK = "a check of the validator"
_KEPT_OUT: Mapping[str, str] = {
    "title": "the name of the content",
    "thumbnail": "a picture of the content",
    "label": "the name of the manifest",
    "metadata": "metadata of the content",
    "vendor": "a prefix of names",
    "claim_version": "the version of the form of the claim",
    "credentials": "credentials of persons",
    "redactions": "what was taken out of the content's history",
    "resources": "pictures in the report",
}


class _Action(NamedTuple):
    """An action on the content.

    Attributes:
        node: the action.
        functions: what its source type says of the system; empty when it says nothing of AI.
    """

    node: Node
    functions: tuple[str, ...]


class C2paManifest:
    """Reads a report of a manifest store: ``manifests`` by name, one of them active."""

    name = "c2pa-manifest"
    title = "C2PA manifest store (Coalition for Content Provenance and Authenticity)"
    suffixes = (".json",)
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the names of the store and of the active manifest."""
        head = original.head_text
        return original.suffix == ".json" and '"active_manifest"' in head and '"manifests"' in head

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one store of the file."""
        record = read_json_document(original)
        if isinstance(record, MalformedDocument):
            yield record
            return
        if isinstance(record.get("manifests").data, dict) and record.get("manifests"):
            yield record
            return
        what, hint = "the report holds no manifest", "ask the tool for the report of a file that carries one"
        problem = Problem("no-manifest", original.name, 1, 1, None, what, "a manifest tells who marked the content", hint)
        yield MalformedDocument(original.name, 0, [problem])

    def map(self, record: Record, draft: Draft) -> None:
        """Map the manifest of the system that made the content, or else the active one."""
        manifests = dict(record.get("manifests").members())
        active = record.get("active_manifest").text
        label = _subject(manifests, active)
        manifest = manifests[label]
        if label != active:
            draft.doubt(
                record.get("active_manifest"), "the active manifest is not of the system that made the content; that one is read"
            )
        for other, node in manifests.items():
            if other != label:
                draft.ignore(node, "another manifest in the history of the content")
        name = record.get("active_manifest") if label == active else manifest.get("label")
        draft.put("/declaration/id", draft.import_address(label), name, rule="the name of the manifest")
        draft.put("/declaration/configuration", f"content {label}", name, rule="a manifest speaks of one content")
        draft.ignore(record.get("active_manifest"), "names the last manifest")
        draft.ignore(record.get("validation_state"), _CHECK)
        actions = [action for action in _actions(manifest) if action.functions]
        modality = _modality(manifest)
        codes = _checks(record, label, draft)
        failures = [node for node in codes if not _UNTRUSTED.match(node.get("code").text)]
        if not any(node.get("code").text.startswith("claimSignature.") for node in failures):
            self._signer(manifest, bool(actions), draft)
        self._generator(manifest, actions, draft)
        for action in actions:
            draft.extend("/system/functions", action.functions, action.node, rule="the digital source type of the action")
            draft.extend("/system/techniques", ["generative"], action.node, rule="the digital source type of the action")
        if not actions:
            draft.doubt(
                manifest,
                "no action says that a trained model made or edited the content: this is no marking of synthetic content",
            )
        elif failures:
            draft.leave_open("/content_marking/markings", State.UNREADABLE, *failures)
        else:
            is_timed = not any(node.get("code").text.startswith("timeStamp.") for node in codes)
            self._marking(manifest, actions, modality, is_timed, draft)
        if modality and actions:
            draft.extend("/system/output_modalities", [modality], _format(manifest), rule="the kind of the content")
        _leave_out(manifest, draft)

    def _signer(self, manifest: Node, is_maker: bool, draft: Draft) -> None:
        issuer = _signature(manifest, "issuer")
        draft.put("/organisation/name", issuer.text, issuer, rule="who signs the claim stands behind it")
        if is_maker and issuer:
            draft.extend(
                "/organisation/roles", ["provider"], issuer, rule="who signs is who offers the system that makes the claim"
            )
        if re.search(r"\btest\b", issuer.text, re.IGNORECASE):
            draft.doubt(issuer, "is the name of a test certificate")
        time = _signature(manifest, "time")
        written = read_date(time.text[:10]) if time else None
        if written and written.iso:
            draft.put("/declaration/issued_on", written.iso, time, rule="the day of the signature")
        elif time:
            draft.leave_open("/declaration/issued_on", State.UNREADABLE, time)

    def _generator(self, manifest: Node, actions: list[_Action], draft: Draft) -> None:
        """Name the system: the agent of the action, or else the generator of the claim."""
        for action in actions:
            agent = action.node.get("softwareAgent")
            name = agent.get("name") if isinstance(agent.data, dict) else agent
            if name.text and not draft.states("/system/name"):
                draft.put("/system/name", name.text, name, rule="the agent of the action")
                draft.put("/system/version", agent.get("version").text, agent.get("version"))
        for info in (
            each for path in (("claim_generator_info",), ("claim", "claim_generator_info")) for each in manifest.get(*path).each()
        ):
            if info.get("name").text and not draft.states("/system/name"):
                draft.put("/system/name", info.get("name").text, info.get("name"), rule="the generator of the claim")
                draft.put("/system/version", info.get("version").text, info.get("version"))
            draft.ignore(info, "the generator of the claim, in parts")
        for path in (("claim_generator",), ("claim", "claim_generator")):
            node = manifest.get(*path)
            first = (node.text.split() or [""])[0]
            product, _, version = first.partition("/")
            if product and not draft.states("/system/name"):
                draft.put("/system/name", product.replace("_", " "), node, rule="the first product of the generator of the claim")
                draft.put("/system/version", version, node, rule="the first product of the generator of the claim")
            draft.ignore(node, "the generator of the claim, with its libraries")

    def _marking(self, manifest: Node, actions: list[_Action], modality: str | None, is_timed: bool, draft: Draft) -> None:
        qualities = []
        issuer, time = _signature(manifest, "issuer"), _signature(manifest, "time")
        if issuer or _signature(manifest, "cert_serial_number"):
            qualities.append("signed")
        if time and is_timed:
            qualities.append("timestamped")
        hashes = [node for label, node in _assertions(manifest) if label.startswith("c2pa.hash.")]
        if hashes:
            qualities.append("tamper-evident")
        fields = ["synthetic-flag", "generated-or-altered"]
        fields += ["provider"] if issuer else []
        fields += ["system-version"] if draft.states("/system/version") else []
        fields += ["timestamp"] if time else []
        content = manifest.get("instance_id") or manifest.get("claim", "instanceID")
        fields += ["content-id"] if content else []
        nodes = [*[action.node for action in actions], *[node for node in (issuer, time, content) if node]]
        rule = "the content carries the manifest, or points to it"
        if modality:
            marking = {"modality": modality, "layer": "metadata", "scheme": "c2pa", "qualities": qualities, "fields": fields}
            draft.add("/content_marking/markings", marking, *nodes, *hashes, rule=rule)
            for action in _actions(manifest):
                if action.node.get("action").text.startswith("c2pa.watermarked"):
                    mark = {"modality": modality, "layer": "watermark"}
                    draft.add("/content_marking/markings", mark, action.node, rule="the action says that it was watermarked")
            found = "the report is of a tool that reads the manifests of any producer"
            draft.extend("/content_marking/detector/properties", ["independent-detector"], *nodes[:1], rule=found)
        sample = {"actions": [_plain(action.node.data) for action in actions]}
        draft.add("/content_marking/samples", {"scheme": "c2pa", "object": sample}, *[action.node for action in actions])


def _subject(manifests: Mapping[str, Node], active: str) -> str:
    """Return the name of the manifest of the system that made the content.

    That is the active one, if it says that a trained model was at work on a content of a kind that is known; or else the last
    that was signed of those that say so; or else the active one.
    """
    made = [label for label, node in manifests.items() if any(action.functions for action in _actions(node))]
    known = [label for label in made if _modality(manifests[label])]
    for labels in (known, made):
        if active in labels or labels:
            return (
                active if active in labels else max(labels, key=lambda label: (_signature(manifests[label], "time").text, label))
            )
    return active if active in manifests else next(iter(manifests))


def _assertions(manifest: Node) -> Iterator[tuple[str, Node]]:
    for node in manifest.get("assertions").each():
        yield node.get("label").text, node.get("data")
    yield from manifest.get("assertion_store").members()


def _actions(manifest: Node) -> Iterator[_Action]:
    for label, data in _assertions(manifest):
        if label.startswith("c2pa.actions"):
            for node in data.get("actions").each():
                if isinstance(node.data, dict):
                    kind = node.get("digitalSourceType").text or node.get("parameters", "digitalSourceType").text
                    yield _Action(node, _SOURCES.get(kind.rstrip("/").rpartition("/")[2].casefold(), ()))


def _signature(manifest: Node, name: str) -> Node:
    return manifest.get("signature_info", name) or manifest.get("signature", name)


def _format(manifest: Node) -> Node:
    return manifest.get("format") or manifest.get("claim", "dc:format")


def _modality(manifest: Node) -> str | None:
    text = _format(manifest).text.casefold()
    return _MODALITIES.get(text.partition("/")[0]) or _EXTENSIONS.get(text.lstrip("."))


def _checks(record: Record, label: str, draft: Draft) -> list[Node]:
    """Return the checks that a manifest did not pass; tell them and those of other manifests in doubts."""
    found = []
    results = record.get("validation_results", "activeManifest")
    for node in [*record.get("validation_status").each(), *results.get("failure").each()]:
        code, where = node.get("code").text, node.get("url").text
        if not code or _PASSED.search(code):
            draft.ignore(node, _CHECK)
            continue
        draft.ignore(node, f"{_CHECK} that failed: told as a doubt")
        if "/c2pa/" in where and label not in where:
            draft.doubt(node, f"another manifest in the history failed a check of the validator: {code}")
            continue
        found.append(node)
        if _UNTRUSTED.match(code):
            draft.doubt(node, f"the validator does not trust the signature or its time: {code}")
        else:
            draft.doubt(node, f"the manifest failed a check of the validator: {code}")
    draft.ignore(record.get("validation_results"), _CHECK)
    return found


def _leave_out(manifest: Node, draft: Draft) -> None:
    for name, why in _KEPT_OUT.items():
        draft.ignore(manifest.get(name), why)
    draft.ignore(manifest.get("ingredients"), "what the content was made of")
    draft.ignore(manifest.get("claim"), "the claim in its inner form; its parts are read")
    for name in ("signature_info", "signature"):
        draft.ignore(manifest.get(name), "the certificate and its algorithm")
    for label, node in _assertions(manifest):
        if label.startswith("c2pa.actions"):
            draft.ignore(node, "steps that a person or a tool took, without a trained model")
        elif label.startswith(("stds.schema-org", "cawg", "stds.exif", "stds.iptc", "c2pa.metadata")):
            draft.ignore(node, f"{PERSONS_DROPPED}, and with them what the camera and the author say")
        elif "training-mining" in label:
            draft.ignore(node, "what others may do with the content")
        else:
            draft.ignore(node, "bindings, pictures and notes of the tool")
    for node in manifest.get("assertions").each():
        for name in ("label", "kind", "instance", "created"):
            draft.ignore(node.get(name), "names the assertion")
    draft.ignore(manifest.get("instance_id"), "names the content")
    draft.ignore(manifest.get("format"), "the kind of the content")


def _plain(action: Any) -> dict[str, Any]:
    """Return an action as it is written, without the persons and the ingredients in it."""
    kept = ("action", "digitalSourceType", "softwareAgent", "when")
    return {name: action[name] for name in kept if isinstance(action.get(name), str | dict)}


ADAPTER = C2paManifest()
