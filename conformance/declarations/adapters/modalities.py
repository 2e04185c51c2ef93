"""Kinds of input and output as sources name them, and what the tasks of model hubs take and give."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node

_WORDS = {
    "text": "text", "texts": "text", "textual": "text", "string": "text", "strings": "text", "language": "text", "prompt": "text",
    "prompts": "text", "document": "text", "documents": "text", "embedding": "structured-data", "embeddings": "structured-data",
    "image": "image", "images": "image", "vision": "image", "visual": "image", "picture": "image", "pictures": "image",
    "audio": "audio", "speech": "audio", "voice": "audio", "sound": "audio", "video": "video", "videos": "video", "code": "code",
    "vector": "structured-data", "vectors": "structured-data", "scores": "structured-data", "score": "structured-data",
    "tabular": "structured-data", "table": "structured-data", "tables": "structured-data",
}  # fmt: skip
_WORD = re.compile(r"[a-z]+")
_NEGATED = re.compile(r"\b(?:not|no|without|except|cannot|unlike)\b|n't\b", re.IGNORECASE)


def modalities_in(text: str) -> list[str]:
    """Return the modalities that a text names, in its order; none when it denies something: words alone do not tell what."""
    if _NEGATED.search(text):
        return []
    return list(dict.fromkeys(_WORDS[word] for word in _WORD.findall(text.casefold()) if word in _WORDS))


TASKS: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    "text-generation": (("content-generation",), ("text",), ("text",)),
    "text2text-generation": (("content-generation",), ("text",), ("text",)),
    "chat-completion": (("content-generation", "dialogue"), (), ("text",)),
    "chat-completions": (("content-generation", "dialogue"), (), ("text",)),
    "conversational": (("content-generation", "dialogue"), ("text",), ("text",)),
    "summarization": (("content-generation",), ("text",), ("text",)),
    "text-summarization": (("content-generation",), ("text",), ("text",)),
    "translation": (("content-generation",), ("text",), ("text",)),
    "text-translation": (("content-generation",), ("text",), ("text",)),
    "fill-mask": (("prediction",), ("text",), ("text",)),
    "text-classification": (("classification",), ("text",), ("structured-data",)),
    "sentiment-analysis": (("classification",), ("text",), ("structured-data",)),
    "token-classification": (("classification",), ("text",), ("structured-data",)),
    "zero-shot-classification": (("classification",), ("text",), ("structured-data",)),
    "question-answering": (("prediction",), ("text",), ("text",)),
    "extractive-question-answering": (("prediction",), ("text",), ("text",)),
    "table-question-answering": (("prediction",), ("structured-data", "text"), ("text",)),
    "sentence-similarity": (("scoring",), ("text",), ("structured-data",)),
    "feature-extraction": ((), (), ("structured-data",)),
    "embeddings": ((), (), ("structured-data",)),
    "text-ranking": (("ranking",), ("text",), ("structured-data",)),
    "text-to-image": (("content-generation",), ("text",), ("image",)),
    "text-to-video": (("content-generation",), ("text",), ("video",)),
    "text-to-speech": (("content-generation",), ("text",), ("audio",)),
    "text-to-audio": (("content-generation",), ("text",), ("audio",)),
    "text-to-3d": (("content-generation",), ("text",), ("virtual-scene",)),
    "image-to-3d": (("content-generation",), ("image",), ("virtual-scene",)),
    "image-to-image": (("content-editing",), ("image",), ("image",)),
    "image-to-video": (("content-generation",), ("image",), ("video",)),
    "video-generation": (("content-generation",), (), ("video",)),
    "unconditional-image-generation": (("content-generation",), (), ("image",)),
    "image-to-text": (("content-generation",), ("image",), ("text",)),
    "image-text-to-text": (("content-generation",), ("image", "text"), ("text",)),
    "video-text-to-text": (("content-generation",), ("video", "text"), ("text",)),
    "audio-text-to-text": (("content-generation",), ("audio", "text"), ("text",)),
    "vision-language-chat": (("content-generation", "dialogue"), ("image", "text"), ("text",)),
    "any-to-any": (("content-generation",), (), ()),
    "visual-question-answering": (("prediction",), ("image", "text"), ("text",)),
    "document-question-answering": (("prediction",), ("image", "text"), ("text",)),
    "image-classification": (("classification",), ("image",), ("structured-data",)),
    "zero-shot-image-classification": (("classification",), ("image",), ("structured-data",)),
    "image-classification-multilabel": (("classification",), ("image",), ("structured-data",)),
    "object-detection": (("classification",), ("image",), ("structured-data",)),
    "image-object-detection": (("classification",), ("image",), ("structured-data",)),
    "zero-shot-object-detection": (("classification",), ("image",), ("structured-data",)),
    "image-segmentation": (("classification",), ("image",), ("structured-data",)),
    "image-instance-segmentation": (("classification",), ("image",), ("structured-data",)),
    "mask-generation": (("classification",), ("image",), ("structured-data",)),
    "depth-estimation": (("prediction",), ("image",), ("structured-data",)),
    "image-feature-extraction": ((), ("image",), ("structured-data",)),
    "keypoint-detection": (("prediction",), ("image",), ("structured-data",)),
    "video-classification": (("classification",), ("video",), ("structured-data",)),
    "video-multi-object-tracking": (("classification",), ("video",), ("structured-data",)),
    "automatic-speech-recognition": (("prediction",), ("audio",), ("text",)),
    "audio-classification": (("classification",), ("audio",), ("structured-data",)),
    "audio-to-audio": (("content-editing",), ("audio",), ("audio",)),
    "audio-generation": (("content-generation",), (), ("audio",)),
    "voice-activity-detection": (("classification",), ("audio",), ("structured-data",)),
    "tabular-classification": (("classification",), ("structured-data",), ("structured-data",)),
    "tabular-regression": (("prediction",), ("structured-data",), ("structured-data",)),
    "time-series-forecasting": (("prediction",), ("structured-data",), ("structured-data",)),
    "forecasting": (("prediction",), ("structured-data",), ("structured-data",)),
    "reinforcement-learning": ((), (), ()),
    "robotics": (("vehicle-or-robot-control",), (), ("physical-action",)),
}  # fmt: skip
"""For the tasks of model hubs: functions, kinds of input, kinds of output. Source: the task pages of Hugging Face
(huggingface.co/tasks) and the inference tasks of the Azure model catalogue."""


def map_task(node: Node, draft: Draft, rule: str) -> bool:
    """Put what a task takes, gives and does into the draft.

    Args:
        node: the name of the task.
        draft: where it goes.
        rule: why the model is one for that task.

    Returns:
        Whether it is a task that is known here.
    """
    task = TASKS.get(node.word)
    if task is None:
        return False
    for field, values in zip(("functions", "input_modalities", "output_modalities"), task, strict=True):
        draft.extend(f"/system/{field}", values, node, rule=rule)
    if "content-generation" in task[0]:
        draft.extend("/system/techniques", ["generative"], node, rule=rule)
        draft.extend("/model/kinds", ["generative"], node, rule=rule)
    return True
