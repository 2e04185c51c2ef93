"""Model cards: Markdown with sections, and the front matter that Hugging Face reads, or without any.

The front matter is read by our own loose reader and not by ``huggingface_hub``: that library brings an HTTP client, reads
``language: no`` as false and ``version: 1.0`` as a number, keeps no lines, and refuses front matter that does not start the file.
Source of its members: the metadata references of huggingface/hub-docs (modelcard.md, datasetcard.md) and the settings of Spaces
(huggingface.co/docs/hub/spaces-config-reference).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from conformance.declarations.adapters.adapter import Authority
from conformance.declarations.adapters.card_metadata import map_front_matter
from conformance.declarations.adapters.card_part import CardContext
from conformance.declarations.adapters.card_sections import map_sections
from conformance.declarations.adapters.card_topics import Topic, letters_of, topic_of
from conformance.declarations.adapters.markdown_sections import front_matter_of, keys_of, read_card, split_lines
from conformance.declarations.refusals import Problem, Refusal, UnreadableSource

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.original import Original
    from conformance.declarations.adapters.record import Record

_MODEL_KEYS = frozenset(
    {
        "base_model", "base_model_relation", "co2_eq_emissions", "inference", "library_name", "model-index", "model_index",
        "model_name", "model_type", "model_creator", "pipeline_tag", "quantized_by", "new_version", "widget", "prompt_template",
        "extra_gated_prompt", "extra_gated_fields", "license_name", "license_link", "metrics", "thumbnail",
    }
)  # fmt: skip
_SHARED_KEYS = frozenset(
    {"language", "languages", "license", "licence", "tags", "datasets", "dataset", "arxiv", "doi", "pretty_name"}
)
_KEYS = _MODEL_KEYS | _SHARED_KEYS
_DATASET_KEYS = frozenset(
    {
        "task_categories", "task_ids", "size_categories", "annotations_creators", "language_creators", "multilinguality",
        "source_datasets", "dataset_info", "configs", "paperswithcode_id", "pretty_name", "train-eval-index", "viewer",
    }
)  # fmt: skip
_SPACE_KEYS = frozenset({"sdk", "sdk_version", "app_file", "app_port", "colorFrom", "colorTo", "suggested_hardware"})
_STRONG_SPACE_KEYS = frozenset({"sdk", "app_file", "colorFrom"})
_NEIGHBOURS = frozenset({"description.md", "notes.md", "evaluation.md"})
_HEADING = re.compile(r"^ {0,3}#{1,6}[ \t]*(.+)$", re.MULTILINE)
_BOLD = re.compile(r"^[ \t]*(?:[-*+|][ \t]*)?\*\*([^*\n]{2,60})\*\*", re.MULTILINE)
_LIBRARY = re.compile(
    r"from_pretrained\(|huggingface\.co/|\bhugging ?face\b|\btransformers\b|docker model run|\bmodel card\b",
    re.IGNORECASE,
)
_TELLING = frozenset(
    {
        Topic.INTENDED_USE, Topic.OUT_OF_SCOPE, Topic.LIMITATIONS, Topic.TRAINING_DATA, Topic.TRAINING, Topic.EVALUATION,
        Topic.ARCHITECTURE, Topic.FOOTPRINT, Topic.DESCRIPTION, Topic.CUTOFF, Topic.PARAMETERS, Topic.BASE_MODEL, Topic.DEVELOPER,
    }
)  # fmt: skip
_MODEL_WORD = re.compile(r"\bmodels?\b|モデル|模型|\bbert\b|\bgpt\b|\bllm\b", re.IGNORECASE)
_UNFILLED = frozenset({"model id", "model name", "(model name)", "model_id"})
_OPENING = 600
_OPENS_AS_A_CARD = re.compile(
    r"\b(?:model|bert\w*|gpt\W?\d?|roberta|albert|electra|t5|llm|checkpoint)\b.{0,60}?\b(?:fine[- ]?tuned|(?:pre)?-?trained)\b"
    r"|\b(?:fine[- ]?tuned|pre-?trained)\b.{0,80}?\bmodel\b",
    re.IGNORECASE | re.DOTALL,
)
_DOCKER = re.compile(r"docker model (?:run|pull)", re.IGNORECASE)
_CARD_FOR = re.compile(r"^model card(?: for| of|:| -)?\s+|\s+model card$", re.IGNORECASE)
_CARD_SUFFIX = re.compile(r"[-_ ]*model[-_ ]?card.*$", re.IGNORECASE)
_REPOSITORY = re.compile(r"(?<![\w./-])([A-Za-z0-9][\w.-]{0,95})/([A-Za-z0-9][\w.-]{0,95})(?![\w/-])")
_HUB = "https://huggingface.co"
_FILE_NAMES = frozenset({"readme", "index", "model_card", "modelcard", "model-card"})
_OF_OTHERS = ("/front_matter/datasets", "/front_matter/base_model", "/front_matter/tags")
_NO_OWNERS = frozenset(
    {"models", "datasets", "main", "blob", "huggingface.co", "master", "raw", "resolve", "ai", "tree", "model_cards"}
)
_UNCHANGED = frozenset({"quantized", "quantised"})


class HuggingFace:
    """Reads model cards in Markdown; cards of data sets and of Spaces are recognised and refused."""

    name = "hugging-face"
    title = "Model card in Markdown, with or without the front matter of Hugging Face"
    suffixes = (".md", ".markdown")
    authority = Authority.FIRST_PARTY
    language = "en"

    def detects(self, original: Original) -> bool:
        """Tell by the members of the front matter, or by headings that cards have and the words of models."""
        if original.suffix not in self.suffixes:
            return False
        if PurePath(original.name).name.casefold() in _NEIGHBOURS and original.sibling("spec.yaml"):
            return False
        head = original.head_text
        block = front_matter_of(split_lines(head), _KEYS)
        if block is not None and (keys := keys_of(block)):
            return bool(keys & (_KEYS | _DATASET_KEYS | _SPACE_KEYS))
        if _DOCKER.search(head):
            return True
        topics = {topic_of(heading) for heading in [*_HEADING.findall(head), *_BOLD.findall(head)]} & _TELLING
        if _LIBRARY.search(head):
            return bool(topics) or "from_pretrained(" in head or _OPENS_AS_A_CARD.search(head[:_OPENING]) is not None
        return (len(topics) >= 2 and len(_MODEL_WORD.findall(head)) >= 2) or _OPENS_AS_A_CARD.search(head[:_OPENING]) is not None

    def read(self, original: Original) -> Iterator[Record | Refusal]:
        """Yield the one record of the card; refuse the card of a data set or of a Space."""
        for found in read_card(original, _KEYS):
            yield found if isinstance(found, Refusal) else _not_a_model(original, found) or found

    def map(self, record: Record, draft: Draft) -> None:
        """Map the front matter first, then what the sections state besides."""
        root, front_matter = record.root, record.get("front_matter")
        title = root.get("title")
        name = _CARD_FOR.sub("", title.text).strip() if topic_of(title.text, exact=True) is None else ""
        name = "" if name.casefold() in _UNFILLED or "{{" in name else name
        named = front_matter.get("model_name")
        entries = list(front_matter.get("model-index").each())
        model = named.text or (entries[0].get("name").text if len(entries) == 1 else "") or name
        context = CardContext(
            model or name, has_licence=bool(front_matter.get("license")), has_base=bool(front_matter.get("base_model"))
        )
        is_docker = any(_DOCKER.search(str(leaf.data)) for leaf in _code_and_text(root))
        if is_docker:
            draft.put(
                "/declaration/authority",
                str(Authority.DISTRIBUTOR),
                rule="the card tells how to run it with Docker, which distributes it",
            )
        map_front_matter(front_matter, draft)
        repository = _repository(root, PurePath(record.file), name)
        if repository is not None:
            rule = "the card uses its model under this name"
            draft.put("/system/id", repository.address, repository.node, rule=rule)
            draft.put("/declaration/id", repository.address, repository.node, rule=rule)
        if model:
            where = named or (entries[0].get("name") if len(entries) == 1 else title) or title
            draft.put("/system/name", model, where)
            if not named:
                draft.put("/model/name", model, where)
        elif repository is not None:
            draft.put("/system/name", repository.name, repository.node, rule="the name of the repository")
        else:
            _name_by_file(record, draft)
        map_sections(root, draft, context)
        context.put_texts(draft)
        if repository is not None:
            _publisher(repository, front_matter, context, draft)
        draft.add(
            "/records/documents", {"kind": "model-card"}, title, rule="the card itself; whether it is public it does not say"
        )


def _publisher(repository: _Repository, front_matter: Node, context: CardContext, draft: Draft) -> None:
    """Tell what the account under which the model is published is to the model."""
    if not draft.states("/organisation/name"):
        rule = "the account under which the card uses its model"
        draft.put("/organisation/name", repository.owner, repository.node, rule=rule)
        role = "model-host" if front_matter.get("base_model_relation").word in _UNCHANGED else "provider"
        draft.extend("/organisation/roles", [role], repository.node, rule="the account publishes the model under its name")
    elif letters_of(repository.owner) == letters_of(context.developer):
        draft.extend(
            "/organisation/roles", ["provider"], repository.node, rule="the developer publishes the model under its name"
        )


@dataclass(frozen=True, slots=True)
class _Repository:
    """The place of a model on the hub, and the part of the card that names it."""

    owner: str
    name: str
    node: Node

    @property
    def address(self) -> str:
        return f"{_HUB}/{self.owner}/{self.name}"


def _code_and_text(root: Node) -> Iterator[Node]:
    yield from (leaf for leaf in root.leaves() if leaf.pointer.endswith(("/code", "/text")))


def _repository(root: Node, file: PurePath, title: str) -> _Repository | None:
    """Find under which name the card itself uses its model: ``owner/name``, where the name is that of the file or the title."""
    stem = file.parent.name if file.stem.casefold() in _FILE_NAMES else file.stem
    names = {name.casefold() for name in (stem, title.rpartition("/")[2]) if name}
    for leaf in root.leaves():
        if leaf.pointer.startswith(_OF_OTHERS):
            continue
        for owner, name in _REPOSITORY.findall(leaf.lines):
            if name.rstrip(".").casefold() in names and owner.casefold() not in _NO_OWNERS:
                return _Repository(owner, name.rstrip("."), leaf)
    return None


def _name_by_file(record: Record, draft: Draft) -> None:
    path = PurePath(record.file.replace("\\", "/"))
    stem = path.parent.name if path.stem.casefold() in _FILE_NAMES else path.stem
    stem = _CARD_SUFFIX.sub("", stem) or stem
    draft.put("/system/name", stem, rule="the name of the file: the card has no title")


def _not_a_model(original: Original, record: Record) -> UnreadableSource | None:
    """Return why a card is refused that describes a data set or a Space."""
    front_matter = record.get("front_matter")
    if not isinstance(front_matter.data, dict):
        return None
    keys = set(front_matter.data)
    kind = ""
    if keys & _STRONG_SPACE_KEYS:
        kind, telling = "a Space", keys & _SPACE_KEYS
    elif (telling := keys & _DATASET_KEYS) and not keys & (_MODEL_KEYS - {"metrics", "thumbnail"}):
        kind = "a data set"
    if not kind:
        return None
    first = min(telling, key=list(front_matter.data).index)
    line, column = record.positions.of(front_matter.get(first).pointer, "key")
    what = f"this is the card of {kind}, as '{first}' shows"
    why = "a declaration describes an AI system or a model"
    hint = "convert the card of a model; a data set is declared under data.datasets of the model that uses it"
    if kind == "a Space":
        hint = "convert the card of the model that the Space uses"
    problem = Problem("not-a-model-card", original.name, line, column, f"/front_matter/{first}", what, why, hint)
    return UnreadableSource(original.name, 0, [problem])


ADAPTER = HuggingFace()
