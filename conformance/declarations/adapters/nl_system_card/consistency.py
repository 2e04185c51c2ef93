"""Whether the parts of a card speak of the same thing. A filled card can be wrong; a doubt tells a reader where to look."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.declarations.adapters.draft import Draft
    from conformance.declarations.adapters.node import Node
    from conformance.declarations.adapters.record import Record

_WORD = re.compile(r"[^\W\d_]{4,}")
_COMMON = frozenset(
    (
        "algoritme", "algorithm", "systeem", "system", "model", "models", "bepalen", "berekening", "automatisch", "gemeente",
        "ministerie", "deze", "voor", "naar", "door", "wordt", "waarde", "data", "gebruik", "hulp", "regel", "this", "that",
        "with", "from", "used", "using", "application", "toepassing",
        "dataset", "https", "overheid", "algoritmes",
    )
)  # fmt: skip
_FILLER = re.compile(r"lorem ipsum|\bdummy\b|\bplaceholder\b", re.IGNORECASE)
_SAME = 5


def is_filler(text: str) -> bool:
    """Tell whether a text only fills its place."""
    return _FILLER.search(text) is not None


def names_another(record: Record, text: str) -> bool:
    """Tell whether a text shares no word with the name of the card."""
    subject, told = _words(record.get("name")), set(_WORD.findall(text.casefold())) - _COMMON
    return len(subject) > 1 and bool(told) and not _akin(subject, told)


def doubt_contradictions(record: Record, draft: Draft) -> None:
    """Add doubts about parts that speak of different things."""
    name, description = record.get("name"), record.get("description")
    subject, told = _words(name), _words(description)
    if names_another(record, description.text):
        draft.doubt(description, "shares no word with the name: the card may describe another system")
    whole = (
        subject
        | told
        | _words(record.get("goal_and_impact"))
        | _words(record.get("labels"))
        | _words(record.get("technical_design"))
    )
    for model in record.get("models").each():
        purpose = _words(model.get("name")) | _words(model.get("tags"))
        if whole and len(purpose) > 1 and not _akin(purpose, whole):
            draft.doubt(model, "name and tags of the model share no word with the system: it may be another system's")
        for index in (each for key in ("model-index", "model_index") for each in model.get(key).each()):
            for result in index.get("results").each():
                _doubt_features(result, draft)
    profile = record.get("ai_act_profile")
    if profile.get("type").word == "ai-systeem" and profile.get("systemic_risk").word == "systeemrisico":
        draft.doubt(profile.get("systemic_risk"), "systemic risk is one of models for general purposes, and the type is a system")


def _doubt_features(result: Node, draft: Draft) -> None:
    known = {item.word for dataset in result.get("datasets").each() for item in dataset.get("features").each()}
    for plot in result.get("measurements", "bar_plots").each():
        shown = {item.get("name").word for item in plot.get("results").each()}
        if known and shown and not known & shown:
            draft.doubt(plot, "shows features of which the data set has none")


def _words(node: Node) -> set[str]:
    return {word for leaf in node.leaves() for word in _WORD.findall(leaf.text.casefold())} - _COMMON


def _akin(some: set[str], others: set[str]) -> bool:
    """Tell whether a word of the one begins or stands in a word of the other, as compounds do."""
    return any(word[:_SAME] in other or other[:_SAME] in word for word in some for other in others)
