"""Words of the trade in free text, and what they say of a system."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_TERMS: Mapping[str, tuple[tuple[str, str], ...]] = {
    r"generative|large language models?|\bllms?\b|\bgpt\b": (("techniques", "generative"), ("functions", "content-generation")),
    r"chat ?bots?|virtual assistants?|conversational|q&a": (("functions", "dialogue"),),
    r"machine[ -]learning": (("techniques", "machine-learning"),),
    r"deep[ -]learning|neural networks?": (("techniques", "deep-learning"),),
    r"reinforcement learning": (("techniques", "reinforcement-learning"),),
    r"rule[ -]based|expert systems?|case-based reasoning": (("techniques", "rule-based"),),
    r"planning and scheduling|optimi[sz]ation\b(?! and workflow)|\bsearching\b": (("techniques", "search-optimisation"),),
    r"natural language|\bnlp\b|text (?:analysis|mining|classification)|sentiment analysis": (("input_modalities", "text"),),
    r"computer vision|(?:image|object|pattern) (?:and object )?(?:recognition|processing|classification)|\bocr\b|"
    r"optical character recognition": (("input_modalities", "image"),),
    r"speech (?:recognition|to text)|audio processing|transcription": (("input_modalities", "audio"),),
    r"text[ -]to[ -]speech|speech synthesis": (("output_modalities", "audio"),),
    r"predicti(?:on|ve)|forecast(?:s|ing)?\b": (("functions", "prediction"),),
    r"classification|anomaly detection|anomalies detection": (("functions", "classification"),),
    r"risk (?:scoring|scores?)\b": (("functions", "scoring"),),
    r"recommender systems?|recommendation engine": (("functions", "personalised-recommendation"),),
    r"fac(?:e|ial) recognition": (("functions", "face-recognition"),),
    r"automated (?:vehicles|driving)|autonomous vehicles?|service robots?|industrial robots?|unmanned vehicles?": (
        ("functions", "vehicle-or-robot-control"),
    ),
    r"\bagentic\b|\bai agents?\b": (("functions", "agentic-action"),),
    r"search (?:engine|and retrieval)|information retrieval|semantic search|knowledge retrieval": (
        ("functions", "search-filtering"),
    ),
}
_PATTERNS = tuple((re.compile(pattern, re.IGNORECASE), says) for pattern, says in _TERMS.items())


def terms_in(text: str) -> Iterator[tuple[str, str]]:
    """Yield what the terms in a text say of a system: the name of a list in the section `system`, and a value of it."""
    for pattern, says in _PATTERNS:
        if pattern.search(text):
            yield from says
